"""What the board shows of one day, and what of it is sent again after a change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString

from hromada.programme import planning
from hromada.programme.access import Desk
from hromada.programme.actions.undoing import Steps, steps_of
from hromada.programme.forms.placing import PlaceForm, initial_of
from hromada.programme.models import Room
from hromada.programme.planning import Planning, Row
from hromada.programme.presentation.office import findings
from hromada.programme.presentation.office.board import Board
from hromada.programme.presentation.office.findings import Difference, Told
from hromada.programme.presentation.office.slots import Drawing
from hromada.programme.presentation.times import brief_day, long_day, short_day

_MOST_FINDINGS = 20
"""Of each severity; the list of sessions shows all."""


@dataclass(frozen=True)
class Tab:
    day: date
    name: str
    brief: str
    count: int
    conflicts: int
    address: str
    is_current: bool


@dataclass(frozen=True)
class RoomChoice:
    room: Room
    is_shown: bool


class Shown:
    """One person's board: the day, the rooms and the size that they asked for in the address."""

    def __init__(self, desk: Desk, query: QueryDict, planned: Planning | None = None) -> None:
        self.desk = desk
        self.query = query
        self.planning = planned or planning.read_at(desk)
        self.is_compact = query.get("zoom") == "compact"

    @cached_property
    def days(self) -> list[date]:
        """Those of the conference, and others on which something is planned."""
        edition = self.desk.edition
        whole = [
            edition.starts_on + timedelta(number) for number in range((edition.ends_on - edition.starts_on).days + 1)
        ]
        return sorted({*whole, *(day for row in self.planning.shown if (day := self.planning.day_of(row)))})

    @cached_property
    def day(self) -> date:
        """The one asked for, else the first on which there is something."""
        asked = parse_date(self.query.get("day", "")) if len(self.query.get("day", "")) == 10 else None
        return asked if asked in self.days else next((day for day in self.days if self.counts[day]), self.days[0])

    @cached_property
    def counts(self) -> Counter[date | None]:
        return Counter(self.planning.day_of(row) for row in self.planning.shown)

    @cached_property
    def told(self) -> list[Told]:
        return findings.told(self.planning)

    @cached_property
    def rooms(self) -> list[RoomChoice]:
        chosen = self.query.getlist("room")
        return [RoomChoice(room, not chosen or room.key in chosen) for room in self.planning.rooms]

    @cached_property
    def board(self) -> Board:
        return Board(self.planning, self.day, frozenset(one.room.pk for one in self.rooms if one.is_shown))

    @cached_property
    def drawing(self) -> Drawing:
        return Drawing(self.planning, findings.marks(self.told, self.planning), f"{self.address(self.day)}&move=")

    def address(self, day: date | None = None, *, zoom: str | None = None) -> str:
        """This board, or another day or size of it."""
        return f"{reverse('programme:office_grid', args=[self.desk.edition.slug])}?{self.asked(day, zoom=zoom)}"

    @property
    def roomy_address(self) -> str:
        return self.address(zoom="")

    @property
    def compact_address(self) -> str:
        return self.address(zoom="compact")

    def asked(self, day: date | None = None, *, zoom: str | None = None) -> str:
        zoom = self.query.get("zoom", "") if zoom is None else zoom
        pairs = [("day", (day or self.day).isoformat())] + ([("zoom", "compact")] if zoom == "compact" else [])
        hidden = any(not one.is_shown for one in self.rooms)
        return urlencode(pairs + [("room", one.room.key) for one in self.rooms if one.is_shown and hidden])

    def tabs(self) -> Iterator[Tab]:
        conflicts = Counter(
            self.planning.day_of(self.planning.by_key[key])
            for one in self.told
            if one.is_conflict
            for key in one.finding.sessions[:1]
        )
        for day in self.days:
            address = self.address(day)
            yield Tab(day, short_day(day), brief_day(day), self.counts[day], conflicts[day], address, day == self.day)

    def columns(self, of: Collection[str] | None = None) -> list[SafeString]:
        """As HTML, all or those of these keys."""
        return [self.drawing.column(one) for one in self.board.columns(of)]

    def shelf(self) -> list[SafeString]:
        return [self.drawing.shelved(row) for row in self.planning.shown if not row.has_time]

    @cached_property
    def steps(self) -> Steps:
        return steps_of(self.desk.edition, self.desk.person)

    def place_form(self, row: Row) -> PlaceForm:
        """Filled with where the session is now."""
        return PlaceForm(self.desk.edition, days=self.days, initial=initial_of(self.planning, row))

    def placing(self, form: PlaceForm, row: Row) -> dict[str, Any]:
        """What the form for one session is drawn from."""
        held = len(self.planning.held_by(row))
        return {"desk": self.desk, "shown": self, "form": form, "row": row, "held": held}

    def around(self) -> dict[str, Any]:
        """What is sent with the page and again after each change: days, findings, what can be taken back."""
        conflicts = [one for one in self.told if one.is_conflict]
        gaps = [one for one in self.told if not one.is_conflict]
        first, last = self.board.hours
        return {
            "desk": self.desk,
            "shown": self,
            "tabs": list(self.tabs()),
            "steps": self.steps,
            "steps_query": self.asked(),
            "first": first,
            "last": last,
            "hours": range(first, last),
            "finding_groups": [
                ("conflict", conflicts[:_MOST_FINDINGS], len(conflicts), max(len(conflicts) - _MOST_FINDINGS, 0)),
                ("gap", gaps[:_MOST_FINDINGS], len(gaps), max(len(gaps) - _MOST_FINDINGS, 0)),
            ],
        }

    def page(self) -> dict[str, Any]:
        return {
            **self.around(),
            "day_name": long_day(self.day),
            "columns": self.columns(),
            "shelf": self.shelf(),
            "hidden": sum(not one.is_shown for one in self.rooms),
        }

    def changed(self, before: Planning, keys: Iterable[str], difference: Difference) -> dict[str, Any]:
        """What has to be drawn again once these sessions have changed, and what was told of others."""
        concerned = {key for one in (*difference.new, *difference.solved) for key in one.finding.sessions}
        places: set[str] = set()
        to_shelf = False
        for key in {*keys, *concerned}:
            for planned in (before, self.planning):
                row = planned.by_key.get(key)
                if row is None or row.pk not in planned.visible:
                    continue
                to_shelf |= not row.has_time
                if planned.day_of(row) == self.day:
                    room = planned.room_by_pk.get(row.room_id or 0)
                    places.add(room.key if room else "")
        shelf = {"shelf": self.shelf()} if to_shelf else {}
        return {**self.around(), "columns": self.columns(places), **shelf, "changed": sorted(keys)}
