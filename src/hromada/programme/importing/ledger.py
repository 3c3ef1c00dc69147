"""What an import does, as the history keeps it: all of it one batch, so that all of it can be taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from hromada.accounts.models import Person
from hromada.kernel.audit import record_each
from hromada.kernel.editing import Changes
from hromada.kernel.removing import remove
from hromada.programme.models import Edition, Room, Session


@dataclass(frozen=True)
class Ledger:
    edition: Edition
    by: Person | None
    batch: str

    def made(self, things: Iterable[models.Model]) -> None:
        self._write([(thing, {}) for thing in things], "imported")

    def changed(self, things: Iterable[tuple[models.Model, Changes]]) -> None:
        """With what differs of each, as ``kernel.editing`` keeps it: open forms see it, and each can be taken back."""
        self._write([(thing, {"changes": changes}) for thing, changes in things if changes], "changed by import")

    def remove(self, thing: models.Model) -> None:
        remove(thing, by=self.by, within=self.edition, part_of=part_of(thing), batch=self.batch)

    def _write(self, told: list[tuple[models.Model, dict[str, Any]]], verb: str) -> None:
        record_each(told, verb, by=self.by, within=self.edition, part_of=part_of, batch=self.batch)


def part_of(thing: models.Model) -> models.Model | None:
    """A piece of a session is part of it, a session of the one above it, a room of its venue."""
    above: models.Model | None
    if isinstance(thing, Session):
        above = thing.parent
    elif isinstance(thing, Room):
        above = thing.venue
    else:
        above = getattr(thing, "session", None)
    return above
