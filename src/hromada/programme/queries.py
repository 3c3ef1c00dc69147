"""What the public may read: releases of public editions, and nothing else. One query; two when a programme is new here.

Programmes are kept per process, decoded, by release: a release never changes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from threading import Lock

from django.db.models import QuerySet
from django.http import Http404

from hromada.programme.models import Edition, Release
from hromada.programme.snapshot import EditionFacts, Programme, ReleaseFacts, edition_from_json, from_json

# Bytes of JSON: sixteen programmes of 1,000 sessions, which take about 6 MB each once they are decoded.
_MOST_KEPT = 32_000_000

# The time beside the key, so that a database restored under a running process does not show another one's releases.
Identity = tuple[int, datetime]
_IDENTITY = ("pk", "published_at")
_facts: dict[Identity, EditionFacts] = {}


class _Kept:
    """The programmes that were asked for last, with their size; threads may ask at once."""

    def __init__(self) -> None:
        self._programmes: OrderedDict[Identity, tuple[Programme, int]] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def among(self, wanted: Iterable[Identity]) -> dict[Identity, Programme]:
        with self._lock:
            found = {one: self._programmes[one][0] for one in wanted if one in self._programmes}
            for one in found:
                self._programmes.move_to_end(one)
        return found

    def decoded(self, identity: Identity, content: bytes) -> Programme:
        programme = from_json(content)
        with self._lock:
            if identity not in self._programmes:
                self._programmes[identity] = programme, len(content)
                self._size += len(content)
            while self._size > _MOST_KEPT:
                self._size -= self._programmes.popitem(last=False)[1][1]
        return programme

    def clear(self) -> None:
        with self._lock:
            self._programmes.clear()
            self._size = 0


_kept = _Kept()


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
    latest = _public_releases().order_by("edition_id", "-number").distinct("edition_id").values_list(*_IDENTITY)
    found = _programmes_of(list(latest)).values()
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
    identity = (release.pk, release.published_at)
    return _programmes_of([identity])[identity]


def _programmes_of(wanted: list[Identity]) -> dict[Identity, Programme]:
    """In their order; those that are new here are read in one query."""
    found = _kept.among(wanted)
    unread = {one[0]: one for one in wanted if one not in found}
    if unread:
        contents = Release.objects.filter(pk__in=unread).values_list("pk", "content")
        found |= {unread[pk]: _kept.decoded(unread[pk], bytes(content)) for pk, content in contents}
    return {one: found[one] for one in wanted}
