"""What would be published now, beside what is public: what changes, what does not fit, what is seen by whom."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from hromada.programme import planning, rules, snapshotting
from hromada.programme.differences import Differences, between
from hromada.programme.models import Edition, Release
from hromada.programme.rules import Finding, Severity
from hromada.programme.snapshot import Programme, from_json, to_json


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """``latest`` and ``public`` are None before the first release."""

    edition: Edition
    latest: Release | None
    public: Programme | None
    content: bytes
    findings: tuple[Finding, ...]

    @cached_property
    def programme(self) -> Programme:
        return from_json(self.content)

    @cached_property
    def differences(self) -> Differences | None:
        return between(self.public, self.programme) if self.public else None

    @property
    def is_unchanged(self) -> bool:
        return self.latest is not None and bytes(self.latest.content) == self.content

    @property
    def digest(self) -> str:
        return digest(self.content)

    @property
    def number(self) -> int:
        """Of the release that this would be."""
        return self.latest.number + 1 if self.latest else 1

    @property
    def conflicts(self) -> list[Finding]:
        return [one for one in self.findings if one.severity is Severity.CONFLICT]

    @property
    def gaps(self) -> list[Finding]:
        return [one for one in self.findings if one.severity is Severity.GAP]

    @property
    def changes_by_language(self) -> dict[str, int]:
        """How many texts read differently in each language of the edition."""
        counts = Counter(change.language for change in self.differences or () if change.language)
        return {code: counts[code] for code in self.edition.languages}


def proposal_of(edition: Edition) -> Proposal:
    """The same number of queries for any size."""
    latest = edition.releases.order_by("-number").first()
    public = from_json(bytes(latest.content)) if latest else None
    return Proposal(
        edition=edition,
        latest=latest,
        public=public,
        content=to_json(snapshotting.programme_of(edition, before=public)),
        findings=tuple(rules.findings(planning.plan_of(edition))),
    )


def content_of(edition: Edition) -> bytes:
    """The draft as a release would hold it."""
    latest = edition.releases.order_by("-number").first()
    before = from_json(bytes(latest.content)) if latest else None
    return to_json(snapshotting.programme_of(edition, before=before))


def digest(content: bytes) -> str:
    """By which a form knows again what its reader has seen."""
    return hashlib.sha256(content).hexdigest()
