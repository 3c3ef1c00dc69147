"""``hromada demo``: a whole conference on this machine, with one command."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import secrets
import socket
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hromada.config.commands import Verbs

# Django's settings are read when the environment is prepared, so nothing that needs them is imported up here.


def prepare_environment() -> None:
    """What an operator would have to set, for a trial on one machine; what is set already is left alone."""
    var = Path(os.environ.get("HROMADA_VAR", "var"))
    for name, value in {
        "SECRET_KEY": _secret_key(var),
        "ALLOWED_HOSTS": "*",
        "EMAIL_URL": f"console+file:///{(var / 'mail').resolve()}",
        "DEFAULT_FROM_EMAIL": "hromada@localhost",
        "HROMADA_HTTPS": "0",
        "HROMADA_LOG_AS_TEXT": "1",
        "HROMADA_LOG_LEVEL": "WARNING",
        # Its conference is long over; what somebody tries out is to be there the next day.
        "HROMADA_ANSWERS_DAYS": "3650",
    }.items():
        if name not in os.environ and f"{name}_FILE" not in os.environ:
            os.environ[name] = value


def _secret_key(var: Path) -> str:
    """Kept, so that nobody is signed out by a new start."""
    place = var / "secret-key"
    if not place.exists():
        var.mkdir(parents=True, exist_ok=True)
        place.touch(mode=0o600)
        place.write_text(secrets.token_urlsafe(50))
    return place.read_text()


def add_to(verbs: Verbs) -> None:
    from django.utils.translation import gettext as _

    from hromada.config.commands.serve import add_address

    parser = verbs.add_parser(
        "demo",
        help=_("show a real conference on this machine"),
        description=_("Show a real conference on this machine: database, server and worker, until Ctrl-C."),
    )
    add_address(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    from hromada import demo
    from hromada.config.database import database, migrate_if_needed
    from hromada.config.serving import Server, refuse_unready_installation, reserve

    refuse_unready_installation()
    with reserve(options.host, options.port), database(pooled=True):
        migrate_if_needed()
        demo.load()
        worker = multiprocessing.get_context("fork").Process(target=_work, name="hromada-worker")
        server = Server(host=options.host, port=options.port, processes=2, companions=[worker])
        welcome = _welcome(options.host, options.port)
        server.when_started.append(lambda: _tell_when_ready(options.host, options.port, welcome))
        server.run()


def _work() -> None:
    from hromada.config.serving import belong_to_parent
    from hromada.kernel.worker import Worker

    belong_to_parent()
    Worker().run()


def _tell_when_ready(host: str, port: int, welcome: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if _is_ready(host, port):
            print(welcome, flush=True)  # noqa: T201  # what the command answers
            return
        time.sleep(0.05)


def _is_ready(host: str, port: int) -> bool:
    connection = HTTPConnection("localhost" if host in ("", "0.0.0.0") else host, port, timeout=5)  # noqa: S104  # named, not bound
    try:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        return answer.status == 200 and json.load(answer)["status"] == "ready"
    except (OSError, HTTPException, ValueError):
        return False
    finally:
        connection.close()


def _welcome(host: str, port: int) -> str:
    from django.conf import settings
    from django.utils.translation import gettext as _

    from hromada.demo.logins import LOGINS

    shown = "localhost" if host == "127.0.0.1" else host if host != "0.0.0.0" else socket.gethostname()  # noqa: S104  # named, not bound
    people = "\n".join(f"    {login.email:36} {login.name}" for login in LOGINS)
    return "\n".join(
        [
            "",
            f"  Hromada: http://{shown}:{port}/",
            "",
            "  "
            + _("These people can sign in; each e-mail with a code is printed here, and kept in %(folder)s:")
            % {"folder": settings.VAR / "mail"},
            people,
            "",
            "  " + _("Stop with Ctrl-C; nothing is lost, the next start goes on from here."),
            "",
        ]
    )
