"""Engines that race in processes of their own; none is left behind, whatever becomes of the race.

An engine is a function at the top of a module: called as ``function(*arguments, **options, report=report)``, it reports
what it finds. Each runs in a fresh interpreter, which never sees the caller's main module, threads or open files. When
the race is left (proof, deadline, Ctrl-C, an exception), all are killed and waited for; when the racing process itself
is killed, the kernel ends them.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import io
import os
import pickle
import selectors
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from fairshare.errors import EngineFailed
from fairshare.stop import Watch

PULSE = 0.1
LENGTH = struct.Struct("!Q")
CHILD = "import sys; from fairshare.racing import run_engine; run_engine(sys.argv[1])"
PR_SET_PDEATHSIG = 1

Report = Callable[[Any], None]


@dataclass(frozen=True)
class Engine:
    """``run``: the function, or, where only the engine's own process shall load its module, "package.module:function".

    ``arguments`` that take long to make are a function, called once all engines are on their way: they load meanwhile.
    """

    name: str
    run: str | Callable[..., Any]
    arguments: tuple[Any, ...] | Callable[[], tuple[Any, ...]] = ()
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return self.run if isinstance(self.run, str) else f"{self.run.__module__}:{self.run.__qualname__}"


class Race:
    """``with Race(engines, watch) as news: for name, found in news: ...`` until all have ended or the watch is over."""

    def __init__(self, engines: list[Engine], watch: Watch) -> None:
        self.engines, self.watch = engines, watch
        self._running: dict[str, _Running] = {}
        self._selector = selectors.DefaultSelector()

    def __enter__(self) -> Race:
        try:
            for engine in self.engines:
                self._start(engine)
            for engine in self.engines:
                self._running[engine.name].give(engine)
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _start(self, engine: Engine) -> None:
        self._running[engine.name] = running = _Running(engine)
        self._selector.register(running.out, selectors.EVENT_READ, engine.name)

    def __contains__(self, name: str) -> bool:
        return name in self._running

    def replace(self, name: str, engine: Engine) -> None:
        """Another engine runs instead of the one so named."""
        replaced = self._running.pop(name)
        if not replaced.ended:
            self._selector.unregister(replaced.out)
        replaced.kill()
        self._start(engine)
        self._running[engine.name].give(engine)

    def _end(self) -> None:
        for running in self._running.values():
            running.kill()
        self._selector.close()

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        """Raises EngineFailed when all ended and at least one of them by a fault."""
        return ((name, found) for name, found in self.pulses() if name)

    def pulses(self) -> Iterator[tuple[str, Any]]:
        """Likewise, and about ten times a second without a name, for those who look at the time."""
        faults: dict[str, str] = {}
        while self._selector.get_map() and not self.watch.is_over:
            for key, _ in self._selector.select(min(PULSE, self.watch.left)):
                running = self._running.get(key.data)
                # One that was replaced meanwhile has nothing to say any more.
                if running is None or running.out is not key.fileobj:
                    continue
                for found in running.read():
                    yield key.data, found
                    if running.is_killed:
                        break
                if running.ended and not running.is_killed:
                    self._selector.unregister(running.out)
                    if fault := running.fault():
                        faults[key.data] = fault
            yield "", None
        if faults and not self._selector.get_map():
            raise EngineFailed("\n".join(f"{name}: {fault}" for name, fault in faults.items()))


class _Running:
    """One engine's process, and the half-read message of it."""

    def __init__(self, engine: Engine) -> None:
        home = str(Path(__file__).resolve().parents[1])
        self._complaints: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 # closed by kill()
        self._process = subprocess.Popen(  # noqa: S603 # this very interpreter
            [sys.executable, "-S", "-c", CHILD, engine.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([home, *filter(None, sys.path)])},
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise EngineFailed(f"{engine.name}: no pipes")
        self._in, self.out = self._process.stdin, self._process.stdout
        self._buffer = bytearray()
        self.ended = self.is_killed = False

    def give(self, engine: Engine) -> None:
        arguments = engine.arguments() if callable(engine.arguments) else engine.arguments
        # One that died at once is read like any other: its end, and what it complained of.
        with contextlib.suppress(BrokenPipeError):
            self._in.write(_framed((os.getpid(), arguments, dict(engine.options))))
            self._in.flush()

    def read(self) -> Iterator[Any]:
        chunk = os.read(self.out.fileno(), 1 << 20)
        self.ended = not chunk
        self._buffer += chunk
        while len(self._buffer) >= LENGTH.size:
            end = LENGTH.size + LENGTH.unpack_from(self._buffer)[0]
            if len(self._buffer) < end:
                return
            message = bytes(self._buffer[LENGTH.size : end])
            del self._buffer[:end]
            yield pickle.loads(message)  # noqa: S301 # our own child wrote it

    def fault(self) -> str | None:
        code = self._process.wait()
        if code == 0:
            return None
        self._complaints.seek(0)
        return self._complaints.read()[-2000:].decode(errors="replace").strip() or f"ended with {code}"

    def kill(self) -> None:
        self.is_killed = True
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(BrokenPipeError):
            self._in.close()
        self.out.close()
        self._complaints.close()


def _framed(message: Any) -> bytes:
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(body)) + body


def run_engine(name: str) -> None:
    """What the fresh interpreter does. Ctrl-C is for the one that races: it may still want to say what it has."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    questions = sys.stdin.buffer
    # What an engine prints must not fall into its reports.
    reports = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    module, _, function = name.partition(":")
    run = getattr(importlib.import_module(module), function)
    (length,) = LENGTH.unpack(questions.read(LENGTH.size))
    parent, arguments, options = pickle.loads(questions.read(length))  # noqa: S301 # our own parent wrote it
    _die_with(parent, questions)

    def report(found: Any) -> None:
        reports.write(_framed(found))
        reports.flush()

    code = 0
    try:
        run(*arguments, **options, report=report)
        reports.close()
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stderr.flush()
    # Engines' threads and destructors have nothing left to do.
    os._exit(code)


def _die_with(parent: int, questions: io.BufferedIOBase | IO[bytes]) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)

    # Where the kernel cannot do it: the pipe from the parent ends with the parent.
    def watch() -> None:
        questions.read(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
