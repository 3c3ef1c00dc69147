"""One data folder and its server."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

import psutil
import psycopg
from psycopg import conninfo, sql

from hromada.kernel.postgres import refusals
from hromada.kernel.postgres.programs import VERSION, Account, account_for, can_enter, private_folder, programs_for

SUPERUSER = "postgres"
PATIENCE = 120.0
"""Recovery after a crash may take its time; a server that gives up is noticed at once."""

MODEST = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "256MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_worker_processes": "2",
    "max_parallel_workers": "2",
    "autovacuum_max_workers": "2",
    "io_method": "sync",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}
"""For one machine with little memory: no process that a small conference would not use."""

CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""For tests, whose data nobody misses."""


_started_here: list[subprocess.Popen[bytes]] = []
"""Our own children, who have to be waited for lest they stay in the list of processes."""


def socket_folder(folder: Path) -> Path:
    """Where the server of the data folder ``folder`` listens; short whatever the folder, since a socket's path
    may have 107 bytes, and the same for every process whatever its environment."""
    known_as = os.fsencode(folder.parent.resolve() / folder.name)
    return Path("/tmp") / f"hromada-{hashlib.sha256(known_as).hexdigest()[:16]}"  # noqa: S108  # checked in _own_socket_folder


class Cluster:
    """The PostgreSQL whose data lie in ``folder``.

    Whoever uses it holds a shared lock on ``<folder>.users``; the last to leave stops the server. The kernel drops
    the lock of a killed process, so nothing has to be tidied up after one.
    """

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder.parent.resolve() / folder.name
        self.durable = durable
        self.sockets = socket_folder(self.folder)
        self.log = self.folder.with_name(f"{self.folder.name}.log")

    @contextmanager
    def in_use(self, *, database: str) -> Iterator[Cluster]:
        """The server runs, and has ``database``, at least as long as this block; the last user stops it."""
        self._check_data(account_for(self.folder))
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with self._beside("users").open("a") as users:
            try:
                with self._one_at_a_time():
                    fcntl.flock(users, fcntl.LOCK_SH)
                    self.start()
                    self._create(database)
                yield self
            finally:
                with self._one_at_a_time():
                    if _is_last(users):
                        self.stop()

    def start(self) -> None:
        """Bring the server up if it is not; afterwards it answers."""
        account = account_for(self.folder)
        self._check_data(account)
        self._own_socket_folder(account)
        if self.postmaster() is not None:
            if self._answers():
                return
            self.stop()  # its socket was swept away with /tmp
            self._own_socket_folder(account)
        programs = programs_for(account)
        if not self.folder.exists():
            self._initialise(programs, account)
        with _words_for_a_full_disk(self.folder):
            self._launch(programs, account)

    def stop(self, *, patience: float = 8.0) -> None:
        """Disconnect everyone and shut down cleanly; after ``patience`` seconds, at once."""
        for how in (signal.SIGINT, signal.SIGQUIT):
            deadline = time.monotonic() + patience
            if postmaster := self.postmaster():
                with suppress(psutil.NoSuchProcess):
                    postmaster.send_signal(how)
            while self.postmaster() is not None and time.monotonic() < deadline:
                time.sleep(0.02)
        with suppress(OSError):
            self.sockets.rmdir()

    def postmaster(self) -> psutil.Process | None:
        """The running server; a process that merely got the number of one that died is not it."""
        for server in _started_here:
            server.poll()
        try:
            process = psutil.Process(int(self._pid_file_lines()[0]))
            if process.name() == "postgres" and Path(process.cwd()) == self.folder.resolve():
                return process
        except (IndexError, ValueError, psutil.Error):
            return None
        return None

    def dsn(self, database: str) -> str:
        return conninfo.make_conninfo(host=str(self.sockets), user=SUPERUSER, dbname=database)

    @property
    def _pid_file(self) -> Path:
        return self.folder / "postmaster.pid"

    def _beside(self, ending: str) -> Path:
        return self.folder.with_name(f"{self.folder.name}.{ending}")

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        with self._beside("lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _check_data(self, account: Account) -> None:
        if not self.folder.exists():
            return
        if not account.owns(self.folder):
            raise refusals.other_owner(self.folder, _name_of(self.folder.stat().st_uid))
        theirs = (self.folder / "PG_VERSION").read_text().strip()
        if theirs != str(VERSION):
            raise refusals.other_version(self.folder, theirs, VERSION)

    def _own_socket_folder(self, account: Account) -> None:
        """Anyone may write to /tmp: only a folder that no one else can have prepared will do."""
        if not self.sockets.exists():
            self.sockets.mkdir(mode=0o700)
            os.chown(self.sockets, account.uid, account.gid)
        facts = self.sockets.lstat()
        if self.sockets.is_symlink() or facts.st_uid != account.uid or facts.st_mode & 0o077:
            raise refusals.foreign_socket_folder(self.sockets)

    def _initialise(self, programs: Path, account: Account) -> None:
        """Make the data folder beside its place and move it there when whole: a killed attempt leaves no ruin."""
        place = self.folder if can_enter(self.folder.parent, account) else private_folder() / "data"
        draft = place.with_name(f"{place.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        with _words_for_a_full_disk(self.folder):
            draft.mkdir(mode=0o700)
            os.chown(draft, account.uid, account.gid)
        answer = subprocess.run(  # noqa: S603  # our own program
            [
                programs / "initdb", f"--pgdata={draft}", f"--username={SUPERUSER}", "--auth=trust", "--no-locale",
                "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync",
                "--no-instructions",
            ],
            cwd="/", capture_output=True, text=True, check=False, **account.switch,
        )  # fmt: skip
        if answer.returncode:
            shutil.rmtree(draft, ignore_errors=True)
            raise refusals.not_started(answer.stdout + answer.stderr, self.log)
        draft.rename(place)
        if place != self.folder:
            self.folder.symlink_to(place)

    def _launch(self, programs: Path, account: Account) -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            self._clear_what_a_dead_server_left()
            with self.log.open("wb") as log:
                server = subprocess.Popen(  # noqa: S603  # our own program
                    [programs / "postgres", "-D", self.folder.resolve(), *self._options()],
                    cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **account.switch,
                )  # fmt: skip
            _started_here.append(server)
            while time.monotonic() < deadline:
                if self._is_ready(server.pid):
                    return
                if server.poll() is not None:
                    break
                time.sleep(0.02)
            else:
                server.send_signal(signal.SIGQUIT)
                raise refusals.too_slow(PATIENCE, self.log)
            report = self.log.read_text(errors="replace")
            # The children of a killed server take a moment to notice and let go of the memory they shared.
            if "pre-existing shared memory block" not in report:
                raise refusals.not_started(report, self.log)
            time.sleep(0.1)

    def _options(self) -> list[str]:
        settings = MODEST | {"unix_socket_directories": str(self.sockets)} | ({} if self.durable else CARELESS)
        return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]

    def _is_ready(self, pid: int) -> bool:
        lines = self._pid_file_lines()
        return len(lines) > 7 and lines[0] == str(pid) and lines[7].strip() == "ready"

    def _pid_file_lines(self) -> list[str]:
        try:
            return self._pid_file.read_text().splitlines()
        except (FileNotFoundError, NotADirectoryError):
            return []

    def _clear_what_a_dead_server_left(self) -> None:
        """PostgreSQL does so by itself, but not where the dead one's number lives on in another process of ours.
        That there is no server, the caller has made sure."""
        lines = self._pid_file_lines()
        if lines and lines[0].isdigit() and psutil.pid_exists(int(lines[0])):
            self._pid_file.unlink()
        for left in self.sockets.iterdir():
            left.unlink()

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.dsn("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _create(self, database: str) -> None:
        with _words_for_a_full_disk(self.folder), psycopg.connect(self.dsn("postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))


def _is_last(users: TextIO) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


@contextmanager
def _words_for_a_full_disk(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise refusals.disk_full(folder) from error
    except psycopg.errors.DiskFull as error:
        raise refusals.disk_full(folder) from error
