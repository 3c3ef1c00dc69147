"""The server: granian's processes, forked from one that has imported everything already."""

from __future__ import annotations

import ctypes
import errno
import gc
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from importlib import import_module
from multiprocessing.process import BaseProcess
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from granian.constants import HTTPModes, Interfaces, Loops
from granian.log import LogLevels
from granian.server.mp import MPServer

from hromada.config.database import disconnect
from hromada.kernel.refusal import Refusal

APPLICATION = "hromada.config.asgi"
GRACE = 8
"""Seconds for requests under way; with PostgreSQL's own, a stop takes less than ten."""

_TELL_ME_WHEN_MY_PARENT_DIES = 1


def refuse_unready_installation() -> None:
    """One message for all that is missing, before anything has been started."""
    if settings.MISSING:
        sentence = _("These settings are missing: %(names)s. docs/operating.md tells what each is for.")
        raise Refusal("settings_missing", sentence % {"names": ", ".join(settings.MISSING)})
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        raise Refusal("assets_missing", _("The styles and scripts have not been made: run “make assets”."))


def reserve(host: str, port: int) -> socket.socket:
    """Keep the address for us until the server's processes listen there; refuse if somebody has it.

    granian's processes share the port (SO_REUSEPORT) and would share it with a stranger's just as gladly, so the first
    look is without. The socket that is returned takes no connections; it only keeps others from passing this test.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sharing = socket.SO_REUSEPORT
    try:
        with socket.socket(family, socket.SOCK_STREAM) as alone:
            alone.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            alone.bind((host, port))
        reserved = socket.socket(family, socket.SOCK_STREAM)
        reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        reserved.setsockopt(socket.SOL_SOCKET, sharing, 1)
        reserved.bind((host, port))
    except socket.gaierror as error:
        raise Refusal("no_such_host", _("There is no address %(host)s here.") % {"host": host}) from error
    except OSError as error:
        raise Refusal("port_taken", _reason_against(host, port, error)) from error
    return reserved


def _reason_against(host: str, port: int, error: OSError) -> str:
    facts = {"host": host, "port": port, "reason": os.strerror(error.errno or 0)}
    if error.errno == errno.EADDRINUSE:
        return _("Port %(port)d is in use: stop what runs there, or choose another, as in PORT=8001.") % facts
    return _("The server cannot listen on %(host)s, port %(port)d: %(reason)s.") % facts


class Server(MPServer):
    """``companions`` are told to stop at the same moment as the server's own processes, so that nothing waits twice."""

    def __init__(self, *, host: str, port: int, processes: int, companions: Sequence[BaseProcess] = ()) -> None:
        super().__init__(
            APPLICATION,
            address=host,
            port=port,
            interface=Interfaces.ASGI,
            workers=processes,
            loop=Loops.uvloop,
            http=HTTPModes.http1,
            websockets=False,
            log_level=LogLevels.warning,
            log_dictconfig=settings.LOGGING,
            respawn_failed_workers=True,
            workers_kill_timeout=GRACE,
        )
        self.companions = companions
        self.when_started: list[Callable[[], None]] = []

    def run(self) -> None:
        """Until SIGTERM or SIGINT."""
        load_application(APPLICATION)
        disconnect()
        # What is there now stays: not looked through again, it remains memory that all processes share.
        gc.collect()
        gc.freeze()
        for companion in self.companions:
            companion.start()
        self.serve(target_loader=load_application)

    def _spawn_workers(self, spawn_target: Any, target_loader: Any) -> None:
        super()._spawn_workers(spawn_target, target_loader)  # type: ignore[no-untyped-call]  # granian's is untyped
        for call in self.when_started:
            threading.Thread(target=call, daemon=True).start()

    def shutdown(self, exit_code: int = 0) -> None:
        for companion in self.companions:
            companion.terminate()
        super().shutdown(exit_code)  # type: ignore[no-untyped-call]  # granian's is untyped
        for companion in self.companions:
            companion.join(GRACE)


def load_application(module: str) -> Any:
    """Called in each process of the server; in the first one beforehand, from which the others are forked."""
    if os.getpid() != _first_process:
        belong_to_parent()
    return import_module(module).application


_first_process = os.getpid()


def belong_to_parent() -> None:
    """The terminal's Ctrl-C is for the first process alone, which tells the others; and nobody survives it."""
    os.setpgid(0, 0)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_TELL_ME_WHEN_MY_PARENT_DIES, signal.SIGTERM)
