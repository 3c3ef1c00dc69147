"""What the public may read: releases of public editions, and nothing else. One query; two when a programme is new here.

Programmes are kept per process, decoded, by release: a release never changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from django.db.models import QuerySet
from django.http import Http404

from hromada.programme.models import Edition, Release
from hromada.programme.snapshot import EditionFacts, Programme, ReleaseFacts, edition_from_json, from_json

# A programme of 1,000 sessions takes about 6 MB.
_KEPT_PROGRAMMES = 16

# The time beside the key, so that a database restored under a running process does not show another one's releases.
_IDENTITY = ("pk", "published_at")
_facts: dict[tuple[int, datetime], EditionFacts] = {}


@dataclass(frozen=True, kw_only=True)
class Released:
    """A release as the public meets it. ``edition`` is the row: for its key and flags, never for its (draft) texts."""

    edition: Edition
    release: ReleaseFacts
    release_id: int
    programme: Programme
    releases: tuple[ReleaseFacts, ...]
    """All of the edition, the latest first."""

    @cached_property
    def is_latest(self) -> bool:
        return self.release.number == self.releases[0].number

    @cached_property
    def facts(self) -> EditionFacts:
        return self.programme.edition


def public_edition(slug: str) -> Released:
    """The latest release of a public edition; drafts, hidden and unknown editions alike are 404."""
    return _released(_public_releases().filter(edition__slug=slug), None)


def released(slug: str, number: int) -> Released:
    """A certain release of a public edition."""
    return _released(_public_releases().filter(edition__slug=slug), number)


def earlier_programmes(found: Released) -> tuple[Programme, ...]:
    """What the releases before this one held, the oldest first; in one query, and not kept."""
    earlier = Release.objects.filter(edition=found.edition, number__lt=found.release.number).order_by("number")
    return tuple(from_json(bytes(content)) for content in earlier.values_list("content", flat=True))


def current_edition() -> Released | None:
    """The one that the home page leads to: that marked as current, else the last by date, if any."""
    edition = Edition.objects.public().order_by("-is_current", "-starts_on", "slug").first()
    return public_edition(edition.slug) if edition else None


def public_editions() -> list[EditionFacts]:
    """Every public edition as its latest release tells of it, the last by date first."""
    latest = list(_public_releases().order_by("edition_id", "-number").distinct("edition_id").values_list(*_IDENTITY))
    unread = [pk for pk, published_at in latest if (pk, published_at) not in _facts]
    contents = dict(Release.objects.filter(pk__in=unread).values_list("pk", "content")) if unread else {}
    for identity in latest:
        if (content := contents.get(identity[0])) is not None:
            _facts[identity] = edition_from_json(bytes(content))
    return sorted((_facts[identity] for identity in latest), key=lambda facts: facts.starts_on, reverse=True)


def public_programmes() -> list[Programme]:
    """The latest release of every public edition, the last by date first."""
    latest = _public_releases().order_by("edition_id", "-number").distinct("edition_id")
    found = [programme_of(release) for release in latest]
    return sorted(found, key=lambda programme: programme.edition.starts_on, reverse=True)


def _public_releases() -> QuerySet[Release]:
    return Release.objects.filter(edition__is_public=True).select_related("edition").defer("content")


def _released(releases: QuerySet[Release], number: int | None) -> Released:
    found = list(releases.order_by("-number"))
    wanted = next((release for release in found if number is None or release.number == number), None)
    if wanted is None:
        raise Http404
    return Released(
        edition=wanted.edition,
        release=wanted.facts,
        release_id=wanted.pk,
        programme=programme_of(wanted),
        releases=tuple(release.facts for release in found),
    )


def programme_of(release: Release) -> Programme:
    """What the release holds, decoded once per process."""
    return _programme(release.pk, release.published_at)


@lru_cache(maxsize=_KEPT_PROGRAMMES)
def _programme(pk: int, published_at: datetime) -> Programme:  # noqa: ARG001  # part of the key
    return from_json(bytes(Release.objects.values_list("content", flat=True).get(pk=pk)))
