"""``hromada worker``"""

from __future__ import annotations

import argparse

from django.utils.translation import gettext as _

from hromada.config.commands import Verbs
from hromada.config.database import database
from hromada.config.serving import refuse_unready_installation
from hromada.kernel.worker import Worker


def add_to(verbs: Verbs) -> None:
    parser = verbs.add_parser(
        "worker",
        help=_("do what requests left to be done"),
        description=_("Send e-mails, make PDFs and the like, until SIGTERM or Ctrl-C; the task in hand is finished."),
    )
    parser.set_defaults(run=run)


def run(_options: argparse.Namespace) -> None:
    refuse_unready_installation()
    with database(pooled=True):
        Worker().run()
