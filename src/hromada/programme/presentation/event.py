"""A session as schema.org describes an event, for search engines."""

from __future__ import annotations

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from hromada.programme.snapshot import Access, Format, Programme, Session

_MODES = {
    Format.ON_SITE: "https://schema.org/OfflineEventAttendanceMode",
    Format.HYBRID: "https://schema.org/MixedEventAttendanceMode",
    Format.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
}
# "<" could end the script element early, the two separators end a line of JavaScript.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def event(session: Session, programme: Programme, language: str, address: str, edition_address: str) -> dict[str, Any]:
    """Only what is known; times carry the offset of the place."""
    facts = programme.edition
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": session.title.text(language),
        "startDate": programme.local(session.starts).isoformat(),
        "endDate": programme.local(session.ends).isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": _MODES[session.format],
        "url": address,
        "inLanguage": list(dict.fromkeys((*session.floor, *session.interpreted))),
        "isAccessibleForFree": session.access is Access.PUBLIC,
        "description": session.abstract.text(language),
        "location": _locations(session, programme, language, address),
        "organizer": [{"@type": "Organization", "name": body.name.text(language)} for body in session.organisers],
        "performer": [
            {"@type": "Person", "name": programme.speaker_by_key[appearance.speaker].name.text(language)}
            for appearance in session.appearances
        ],
        "superEvent": {
            "@type": "Event",
            "name": facts.name.text(language),
            "startDate": facts.starts_on.isoformat(),
            "endDate": facts.ends_on.isoformat(),
            "location": {"@type": "Place", "name": facts.city.text(language), "address": facts.city.text(language)},
            "url": edition_address,
        },
    }
    return {name: value for name, value in found.items() if value not in ("", [], None)}


def _locations(session: Session, programme: Programme, language: str, address: str) -> list[dict[str, Any]]:
    room = programme.room_by_key.get(session.room or "")
    venue = programme.venue_by_key.get(session.venue or (room.venue if room else None) or "")
    locations: list[dict[str, Any]] = []
    if session.format is not Format.ONLINE:
        named = room or venue
        city = programme.edition.city.text(language)
        locations.append(
            {
                "@type": "Place",
                "name": named.name.text(language) if named else city,
                "address": ", ".join(part for part in (venue.address if venue else "", city) if part),
            }
        )
    if session.format is not Format.ON_SITE:
        locations.append({"@type": "VirtualLocation", "url": address})
    return locations


def as_script(described: dict[str, Any]) -> SafeString:
    """JSON that is safe inside ``<script type="application/ld+json">``."""
    text = json.dumps(described, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(text)  # noqa: S308  # every character that HTML could read is escaped
