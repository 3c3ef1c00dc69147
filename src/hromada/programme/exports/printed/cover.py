"""The first page: what, when, where, by whom; and how final it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hromada.programme.exports.clean import one_line
from hromada.programme.exports.printed.glyphs import drawable
from hromada.programme.exports.printed.texts import Spoken, date_range, paragraphs, spoken, spoken_in
from hromada.programme.snapshot import Body, Programme, ReleaseFacts, Venue

# The fewer letters a motto has, the larger they are: (up to so many letters, points).
_SIZES = ((60, 38), (110, 32), (180, 25), (320, 18))
_SMALLEST = 11


def cover(programme: Programme, release: ReleaseFacts) -> dict[str, Any]:
    edition = programme.edition
    motto = spoken(edition.motto)
    headline = motto or spoken(edition.name) or {"text": edition.slug}
    return {
        "name": spoken(edition.name) if motto else None,
        "number": str(edition.number) if edition.number else None,
        "headline": headline,
        "headline_size": _size(len(headline["text"])),
        "elsewhere": [spoken_in(edition.motto, code) for code in edition.motto if code != edition.motto.language()],
        "when": drawable(date_range(edition.starts_on, edition.ends_on)),
        "city": spoken(edition.city),
        "columns": [list(_facts(_where(programme))), list(_facts(_by_whom(programme)))],
        "notes": [*paragraphs(release.note), *paragraphs(edition.programme_note)],
    }


def _size(letters: int) -> int:
    return next((size for most, size in _SIZES if letters <= most), _SMALLEST)


# A label with what stands below it.
Lines = list[tuple[str, Iterable[Spoken | None]]]


def _where(programme: Programme) -> Lines:
    return [
        (_("Venues"), map(_venue, programme.venues)),
        (_("In cooperation with"), _names(programme.edition.cooperation)),
    ]


def _by_whom(programme: Programme) -> Lines:
    return [
        (pgettext("cover of a programme", "Patron"), [spoken(programme.edition.patron)]),
        (_("Organised by"), _names(programme.edition.organisers)),
        (_("On behalf of"), _names(programme.edition.on_behalf_of)),
    ]


def _facts(lines: Lines) -> Iterator[dict[str, Any]]:
    """Those that there is something to say about."""
    for label, texts in lines:
        if said := [text for text in texts if text]:
            yield {"label": label, "lines": said}


def _names(bodies: tuple[Body, ...]) -> Iterable[Spoken | None]:
    return (spoken(body.name) for body in bodies)


def _venue(venue: Venue) -> Spoken | None:
    """'Town Hall, Markt 1 – reception', the name in its own language when it has to be."""
    shown = spoken(venue.name)
    if shown and venue.address:
        shown["text"] += f", {drawable(one_line(venue.address))}"
    if shown and venue.role:
        shown["role"] = spoken(venue.role)
    return shown
