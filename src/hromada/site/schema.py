"""A conference in the words of schema.org, for search engines."""

from __future__ import annotations

from typing import Any

from hromada.programme.snapshot import Programme


def conference(programme: Programme, language: str, address: str) -> dict[str, Any]:
    """Only what is known."""
    facts = programme.edition
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": facts.name.text(language),
        "startDate": facts.starts_on.isoformat(),
        "endDate": facts.ends_on.isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "url": address,
        "inLanguage": list(facts.languages),
        "location": [
            {"@type": "Place", "name": venue.name.text(language), "address": venue.address or facts.city.text(language)}
            for venue in programme.venues
        ]
        or [{"@type": "Place", "name": facts.city.text(language), "address": facts.city.text(language)}],
        "organizer": [{"@type": "Organization", "name": body.name.text(language)} for body in facts.organisers],
    }
    described = facts.description or facts.motto
    if described:
        found["description"] = described.text(language)
    return found
