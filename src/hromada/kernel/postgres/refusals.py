"""Why the embedded PostgreSQL does not run, each in one sentence."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from hromada.kernel.refusal import Refusal

NO_SPACE = "No space left on device"


class PostgresRefusal(Refusal):
    """The embedded PostgreSQL cannot do what was asked."""


def other_version(folder: Path, theirs: str, ours: int) -> PostgresRefusal:
    sentence = _(
        "The data folder %(folder)s was made by PostgreSQL %(theirs)s, this Hromada brings PostgreSQL %(ours)s: "
        "move the folder away and restore a backup (docs/operating.md), or name a server in DATABASE_URL."
    )
    return PostgresRefusal("other_version", _filled(sentence, folder=folder, theirs=theirs, ours=ours))


def other_owner(folder: Path, owner: str) -> PostgresRefusal:
    sentence = _(
        "The data folder %(folder)s belongs to the user %(owner)s: run Hromada as that user or as root, "
        "or name another folder in HROMADA_VAR."
    )
    return PostgresRefusal("other_owner", _filled(sentence, folder=folder, owner=owner))


def foreign_socket_folder(folder: Path) -> PostgresRefusal:
    sentence = _("%(folder)s, where PostgreSQL keeps its socket, belongs to someone else: remove it and start again.")
    return PostgresRefusal("foreign_socket_folder", _filled(sentence, folder=folder))


def disk_full(folder: Path) -> PostgresRefusal:
    sentence = _("The disk that holds %(folder)s is full: free some space and start again; nothing was lost.")
    return PostgresRefusal("disk_full", _filled(sentence, folder=folder))


def not_started(output: str, log: Path) -> PostgresRefusal:
    """The last reason that PostgreSQL itself gave; its words are English whatever the reader's language."""
    if NO_SPACE in output:
        return disk_full(log.parent)
    reasons = re.findall(r"(?:FATAL|PANIC|ERROR|error): +(.+)", output)
    sentence = _("PostgreSQL did not start: “%(reason)s”. Its whole report is in %(log)s.")
    reason = reasons[-1].strip() if reasons else output.strip().splitlines()[-1] if output.strip() else "…"
    return PostgresRefusal("not_started", _filled(sentence, reason=reason, log=log))


def too_slow(seconds: float, log: Path) -> PostgresRefusal:
    sentence = _("PostgreSQL did not answer within %(seconds)s seconds; its report is in %(log)s.")
    return PostgresRefusal("too_slow", _filled(sentence, seconds=round(seconds), log=log))


def _filled(sentence: Any, **values: object) -> Any:
    """Translated when it is shown, since this module runs before a language is chosen."""
    return _Later(sentence, values)


class _Later:
    def __init__(self, sentence: Any, values: dict[str, object]) -> None:
        self.sentence = sentence
        self.values = values

    def __str__(self) -> str:
        return str(self.sentence) % self.values
