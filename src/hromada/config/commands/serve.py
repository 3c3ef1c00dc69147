"""``hromada serve``"""

from __future__ import annotations

import argparse

from django.conf import settings
from django.utils.translation import gettext as _

from hromada.config.commands import Verbs
from hromada.config.database import database
from hromada.config.serving import Server, refuse_unready_installation, reserve


def add_to(verbs: Verbs) -> None:
    parser = verbs.add_parser(
        "serve",
        help=_("answer the web"),
        description=_("Answer the web until SIGTERM or Ctrl-C; requests under way are finished."),
    )
    add_address(parser)
    parser.add_argument(
        "--processes", type=int, default=settings.PROCESSES, help=_("how many (HROMADA_PROCESSES, %(default)s)")
    )
    parser.set_defaults(run=run)


def add_address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=settings.HOST, help=_("the address to listen on (HROMADA_HOST, %(default)s)"))
    parser.add_argument("--port", type=_port, default=settings.PORT, help=_("the port (PORT, %(default)s)"))


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) < 2**16:
        return int(text)
    raise argparse.ArgumentTypeError(_("“%(text)s” is not a port: a number from 1 to 65535.") % {"text": text})


def run(options: argparse.Namespace) -> None:
    refuse_unready_installation()
    with reserve(options.host, options.port), database(pooled=True):
        Server(host=options.host, port=options.port, processes=options.processes).run()
