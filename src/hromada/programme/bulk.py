"""One change for many sessions: what it makes of each, before and while it is done."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from hromada.programme.models import Room, Topic
from hromada.programme.snapshot import Access, Format


class Placed(Protocol):
    """A session as a row of the draft or as it is planned."""

    @property
    def starts(self) -> datetime | None: ...
    @property
    def ends(self) -> datetime | None: ...


@dataclass(frozen=True, kw_only=True)
class BulkChange:
    """None leaves as it is. ``takes_room``: without a room from now on; ``days`` later, negative for earlier, by the
    clocks of the place; ``confirms``: the people who were asked have said yes."""

    room: Room | None = None
    takes_room: bool = False
    days: int = 0
    access: Access | None = None
    format: Format | None = None
    floor: tuple[str, ...] | None = None
    interpreted: tuple[str, ...] | None = None
    sign_up: bool | None = None
    adds_topic: Topic | None = None
    removes_topic: Topic | None = None
    confirms: bool = False
    deletes: bool = False

    def __bool__(self) -> bool:
        return self != BulkChange()

    def values(self, session: Placed, zone: ZoneInfo) -> dict[str, Any]:
        """What its fields are afterwards, those that this change is about."""
        wanted: dict[str, Any] = {
            "access": self.access and self.access.value,
            "format": self.format and self.format.value,
            "floor": None if self.floor is None else list(self.floor),
            "interpreted": None if self.interpreted is None else list(self.interpreted),
            "sign_up": self.sign_up,
        }
        values = {name: value for name, value in wanted.items() if value is not None}
        if self.room is not None or self.takes_room:
            values["room_id"] = self.room.pk if self.room else None
        if self.days and session.starts and session.ends:
            values |= {"starts": self._later(session.starts, zone), "ends": self._later(session.ends, zone)}
        return values

    def topics(self, before: Collection[int]) -> set[int]:
        """The numbers of its topics afterwards."""
        added = {self.adds_topic.pk} if self.adds_topic else set()
        removed = {self.removes_topic.pk} if self.removes_topic else set()
        return ({*before} - removed) | added

    def _later(self, moment: datetime, zone: ZoneInfo) -> datetime:
        local = moment.astimezone(zone).replace(tzinfo=None) + timedelta(days=self.days)
        return local.replace(tzinfo=zone)
