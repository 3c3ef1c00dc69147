"""Partnerships as the pages show them: rows of the table and lines of the map, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import pgettext

from hromada.kernel.folding import matches
from hromada.network import rules
from hromada.network.labels import STYLE_NAMES, STYLES, PartnershipKind, Status, Style
from hromada.network.map.drawing import WIDE_SIZE, BondFacts, Drawing, PlaceFacts, draw
from hromada.network.models import Organisation, Partnership


@dataclass(frozen=True)
class Row:
    """A partnership: its first partner, the others, and what is known of it."""

    partnership: Partnership
    first: Organisation
    others: tuple[Organisation, ...]
    kind: str
    since: str
    status: str
    style: Style
    is_on_the_map: bool

    @property
    def members(self) -> tuple[Organisation, ...]:
        return (self.first, *self.others)

    @property
    def kind_as_called(self) -> bool:
        """Whether the partners' own name for it says more than the kind."""
        return self.partnership.kind == PartnershipKind.OTHER and bool(self.partnership.kind_name)

    @property
    def web_source(self) -> str:
        source = self.partnership.source
        return source if source.startswith(("https://", "http://")) and " " not in source else ""


def rows_of(partnerships: Iterable[Partnership], *, seen_from: Organisation | None = None) -> list[Row]:
    return [_row(partnership, seen_from) for partnership in partnerships]


def _row(partnership: Partnership, seen_from: Organisation | None) -> Row:
    members = list(partnership.members())
    if seen_from is not None:
        members.sort(key=lambda member: member != seen_from)
    return Row(
        partnership=partnership,
        first=members[0],
        others=tuple(members[1:]),
        kind=partnership.get_kind_display(),
        since=since_in_words(partnership.since),
        status=partnership.get_status_display(),
        style=STYLES[Status(partnership.status)],
        is_on_the_map=sum(member.is_on_the_map for member in members) > 1,
    )


def since_in_words(since: str) -> str:
    """As exactly as it is known: '2023', 'February 2023', '23 February 2023'."""
    parts = [int(part) for part in since.split("-")] if since else []
    match parts:
        case [year, month, day]:
            return date_format(date(year, month, day), "DATE_FORMAT")
        case [year, month]:
            return date_format(date(year, month, 1), "YEAR_MONTH_FORMAT")
        case [year]:
            # Translators: a year alone, after "since"; Ukrainian "2023 р.".
            return pgettext("since", "%(year)s") % {"year": year}
    return ""


def _by_first(row: Row) -> tuple[object, ...]:
    return (rules.order_of_name(str(row.first)), row.partnership.since)


def _by_other(row: Row) -> tuple[object, ...]:
    return (rules.order_of_name(str(row.others[0])), *_by_first(row))


def _by_kind(row: Row) -> tuple[object, ...]:
    return (rules.order_of_name(row.kind), *_by_first(row))


def _by_since(row: Row) -> tuple[object, ...]:
    # What is not known comes last, whichever way it is sorted.
    return (row.partnership.since, *_by_first(row))


def _by_status(row: Row) -> tuple[object, ...]:
    return (Status.values.index(row.partnership.status), *_by_first(row))


COLUMNS: dict[str, Callable[[Row], tuple[object, ...]]] = {
    "organisation": _by_first,
    "partner": _by_other,
    "kind": _by_kind,
    "since": _by_since,
    "status": _by_status,
}
SORTS = (*COLUMNS, *(f"-{name}" for name in COLUMNS))


def sorted_rows(rows: Sequence[Row], way: str, query: str) -> list[Row]:
    """As the reader chose; without a choice, by name, and first those whose own name was looked for."""
    name = way.removeprefix("-") or "organisation"
    ordered = sorted(rows, key=COLUMNS[name], reverse=way.startswith("-"))
    if name == "since":
        ordered.sort(key=lambda row: not row.partnership.since)
    if query and not way:
        ordered.sort(key=lambda row: not _is_named(row, query))
    return ordered


def _is_named(row: Row, query: str) -> bool:
    return any(matches(query, *member.name.values(), *member.aliases) for member in row.members)


def drawing_of(rows: Sequence[Row], name_size: float) -> Drawing:
    on_map = {member.pk: member for row in rows for member in row.members if member.is_on_the_map}
    places = [
        PlaceFacts(pk, str(member), member.longitude, member.latitude, member.population)
        for pk, member in on_map.items()
        if member.longitude is not None and member.latitude is not None
    ]
    bonds = [BondFacts(tuple(member.pk for member in row.members if member.pk in on_map), row.style) for row in rows]
    return draw(places, bonds, name_size=name_size)


@dataclass(frozen=True)
class Place:
    """An organisation on the map: where, how large, and by whom it is bound; ``number`` is short, for the page."""

    number: int
    organisation: Organisation
    x: float
    y: float
    radius: float
    label_x: float
    label_y: float
    anchor: str
    lit_by: str
    partners: str


@dataclass(frozen=True)
class Stroke:
    path: str
    style: Style
    lit_by: str
    is_closed: bool


@dataclass(frozen=True)
class Map:
    """``lit_by`` are classes: pointing at place 7 lights whatever has the class ``w7``, by style alone."""

    drawing: Drawing
    countries: tuple[tuple[str, tuple[Place, ...]], ...]
    strokes: tuple[Stroke, ...]
    styles: tuple[tuple[Style, str], ...]

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(place for _country, places in self.countries for place in places)

    @property
    def has_closed(self) -> bool:
        return any(stroke.is_closed for stroke in self.strokes)


def map_of(rows: Sequence[Row], *, name_size: float = WIDE_SIZE) -> Map | None:
    """None where no line can be drawn."""
    drawing = drawing_of(rows, name_size)
    if not drawing.lines:
        return None
    members = {member.pk: member for row in rows for member in row.members if member.pk in drawing.marks}
    order = sorted(members.values(), key=lambda one: (_order_of_country(one.country), rules.order_of_name(str(one))))
    number = {member.pk: at for at, member in enumerate(order)}
    countries: dict[str, list[Place]] = {}
    for member in order:
        mark = drawing.marks[member.pk]
        lit_by = " ".join(f"w{number[pk]}" for pk in sorted((member.pk, *mark.partners), key=number.__getitem__))
        partners = ", ".join(sorted((str(members[pk]) for pk in mark.partners), key=rules.order_of_name))
        label = mark.label
        place = Place(
            number[member.pk], member, mark.x, mark.y, mark.radius, label.x, label.y, label.anchor, lit_by, partners
        )
        countries.setdefault(member.country_name, []).append(place)
    strokes = tuple(
        Stroke(line.path, Style(line.style), " ".join(f"w{number[pk]}" for pk in line.members), line.is_closed)
        for line in drawing.lines
    )
    used = {stroke.style for stroke in strokes}
    return Map(
        drawing=drawing,
        countries=tuple((name, tuple(places)) for name, places in countries.items()),
        strokes=strokes,
        styles=tuple((style, str(name)) for style, name in STYLE_NAMES.items() if style in used),
    )


def _order_of_country(code: str) -> tuple[bool, bool, str]:
    """Ukraine last, so that the keyboard goes from west to east; Germany first."""
    return (code == "UA", code != "DE", code)
