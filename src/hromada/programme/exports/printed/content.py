"""The whole document as one value."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from hromada.programme.exports.clean import one_line
from hromada.programme.exports.printed.colours import legible_on_white
from hromada.programme.exports.printed.cover import cover
from hromada.programme.exports.printed.days import printed_days
from hromada.programme.exports.printed.glyphs import drawable
from hromada.programme.exports.printed.legend import legend
from hromada.programme.exports.printed.texts import long_date, spoken
from hromada.programme.labels import label
from hromada.programme.snapshot import Programme, ReleaseFacts


def content(programme: Programme, release: ReleaseFacts, language: str) -> dict[str, Any]:
    edition = programme.edition
    published = release.published_at.astimezone(edition.zone).date()
    with override(language):
        name = one_line(edition.name.text()) or edition.slug
        state = _("Release %(number)d") % {"number": release.number}
        return {
            "language": language,
            "title": drawable(" – ".join((name, _("Programme")))),
            "author": [drawable(one_line(body.name.text())) for body in edition.organisers],
            "running_title": spoken(edition.name) or {"text": edition.slug},
            "colour": legible_on_white(edition.face.colour),
            "published": {"year": published.year, "month": published.month, "day": published.day},
            "release": drawable(f"{state} · {label(release.finality)} · {long_date(published)}"),
            "cover": cover(programme, release),
            "days": printed_days(programme),
            "legend": {
                "title": _("Marks in this programme"),
                "entries": [{"mark": drawable(m), "meaning": drawable(meaning)} for m, meaning in legend(programme)],
            },
        }
