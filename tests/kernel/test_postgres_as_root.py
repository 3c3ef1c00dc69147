"""What the embedded PostgreSQL does for root, and for the other users of a machine. Only root can try: see conftest."""

import os
import pwd
import shutil
from collections.abc import Callable
from multiprocessing import Pipe
from pathlib import Path
from typing import TypeVar

import pytest

from hromada.kernel.postgres import Cluster, PostgresRefusal
from hromada.kernel.postgres.programs import PRIVATE

pytestmark = pytest.mark.usefixtures("in_english")

T = TypeVar("T")


def run_as(user: str, folder: Path) -> tuple[str, str]:
    """Who the server ran as and where its data lay; or ("", why it was refused)."""

    def run() -> tuple[str, str]:
        try:
            with Cluster(folder, durable=False).in_use(database="hromada") as cluster:
                return cluster.postmaster().username(), str(cluster.folder.resolve())
        except PostgresRefusal as refusal:
            return "", str(refusal)

    return as_user(user, run)


def as_user(user: str, act: Callable[[], T]) -> T:
    """In a process of that user. Forked, since another user may not be able to start this Python again."""
    entry = pwd.getpwnam(user)
    ours, theirs = Pipe(duplex=False)
    child = os.fork()
    if child == 0:
        try:
            os.chdir("/")
            os.setgroups([])
            os.setresgid(entry.pw_gid, entry.pw_gid, entry.pw_gid)
            os.setresuid(entry.pw_uid, entry.pw_uid, entry.pw_uid)
            theirs.send(act())
        finally:
            os._exit(0)
    theirs.close()
    with ours:
        told = ours.recv()
    os.waitpid(child, 0)
    return told


def test_root_gives_the_server_to_another_user_and_the_data_stay_below_var(folder):
    ran_as, lies_in = run_as("root", folder)

    assert (ran_as != "root", ran_as, lies_in) == (True, folder.owner(), str(folder))


def test_root_goes_on_with_the_data_of_the_user_who_made_them(folder):
    folder.parent.chmod(0o777)

    assert run_as("nobody", folder) == ("nobody", str(folder))
    assert run_as("root", folder) == ("nobody", str(folder))


def test_root_puts_data_elsewhere_when_only_root_may_enter_the_checkout(folder):
    folder.parent.chmod(0o700)

    ran_as, lies_in = run_as("root", folder)

    assert (ran_as != "root", Path(lies_in).parent.parent, folder.is_symlink()) == (True, PRIVATE, True)
    assert run_as("root", folder) == (ran_as, lies_in)
    shutil.rmtree(Path(lies_in).parent)


def test_a_user_is_told_whose_data_they_are(folder):
    folder.parent.chmod(0o777)
    run_as("root", folder)

    assert run_as("daemon", folder) == (
        "",
        f"The data folder {folder} belongs to the user {folder.owner()}: run Hromada as that user or as root, "
        "or name another folder in HROMADA_VAR.",
    )
