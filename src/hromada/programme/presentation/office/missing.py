"""What is missing in a draft, ordered by how soon it hurts: what the public reads wrongly now, then what cannot happen
as planned, then what is still open; within each, by the day on which it would be felt.

Plain values in, plain values out; the office's overview links each item to the place where it is mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum, StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hromada.kernel.localised import Localised
from hromada.programme import labels
from hromada.programme.differences import ChangeKind, Differences
from hromada.programme.rules import Finding, Severity

_LAST = datetime.max.replace(tzinfo=UTC)

# What a reader of the old state would do wrong: come at another time, to another place, for someone who is not there.
_MISLEADING = {ChangeKind.CANCELLED, ChangeKind.MOVED, ChangeKind.PLACE, ChangeKind.PERSON_WITHDRAWN}


class Band(IntEnum):
    PUBLIC = 1
    CONFLICT = 2
    OPEN = 3


class What(StrEnum):
    CONFLICT = "conflict"
    GAP = "gap"
    MISLEADING = "misleading"
    NO_ROOM = "no_room"
    TEXT_MISSING = "text_missing"
    TEXT_STALE = "text_stale"
    UNCONFIRMED = "unconfirmed"
    UNPUBLISHED = "unpublished"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A session of the draft, as far as it matters here. ``lacks`` and ``stale``: languages in which a text is missing,
    or older than its source. ``unconfirmed``: names of those who have not answered."""

    key: str
    title: Localised
    starts: datetime | None
    needs_room: bool
    is_public: bool
    lacks: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    unconfirmed: tuple[Localised, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Missing:
    """``session`` is the key of the one to open; ``finding`` and ``names`` say more where there is more to say."""

    band: Band
    what: What
    session: str
    title: Localised
    starts: datetime | None
    finding: Finding | None = None
    names: tuple[Localised, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What is missing, in the active language."""
        if self.finding is not None:
            return self.finding.sentence
        facts = {
            "names": ", ".join(name.text() for name in self.names),
            "languages": ", ".join(labels.language(code) for code in self.languages),
        }
        return str(_SENTENCES[self.what]) % facts


_SENTENCES: dict[What, Promise] = {
    What.MISLEADING: _("The public still reads another time, place or person."),
    What.NO_ROOM: _("No room yet."),
    What.TEXT_MISSING: _("Text is missing: %(languages)s."),
    What.TEXT_STALE: _("Older than its source: %(languages)s."),
    What.UNCONFIRMED: _("To be confirmed: %(names)s."),
    What.UNPUBLISHED: _("Changed, and not published yet."),
}


def missing(
    drafts: Sequence[Draft], findings: Iterable[Finding], differences: Differences | None
) -> dict[Band, list[Missing]]:
    """By band; a band without anything is not there."""
    by_key = {draft.key: draft for draft in drafts}
    found = [
        *_unpublished(differences, by_key),
        *_from_findings(findings, by_key),
        *(one for draft in drafts for one in _of_session(draft)),
    ]
    found.sort(key=lambda one: (one.band, one.starts or _LAST, one.what, one.session))
    bands: dict[Band, list[Missing]] = {}
    for one in found:
        bands.setdefault(one.band, []).append(one)
    return bands


def _unpublished(differences: Differences | None, drafts: dict[str, Draft]) -> Iterable[Missing]:
    for changed in differences.sessions if differences else ():
        misleads = any(change.kind in _MISLEADING for change in changed.changes)
        key = changed.session.key
        yield Missing(
            band=Band.PUBLIC if misleads else Band.OPEN,
            what=What.MISLEADING if misleads else What.UNPUBLISHED,
            session=key if key in drafts else "",
            title=changed.session.title,
            starts=changed.session.starts,
        )


def _from_findings(findings: Iterable[Finding], drafts: dict[str, Draft]) -> Iterable[Missing]:
    """Those of which the reader may know every session."""
    for finding in findings:
        if not all(key in drafts for key in finding.sessions):
            continue
        draft = drafts[finding.sessions[0]]
        is_conflict = finding.severity is Severity.CONFLICT
        yield Missing(
            band=Band.CONFLICT if is_conflict else Band.OPEN,
            what=What.CONFLICT if is_conflict else What.GAP,
            session=draft.key,
            title=draft.title,
            starts=draft.starts,
            finding=finding,
        )


def _of_session(draft: Draft) -> Iterable[Missing]:
    def one(band: Band, what: What, **more: tuple[object, ...]) -> Missing:
        return Missing(band=band, what=what, session=draft.key, title=draft.title, starts=draft.starts, **more)  # type: ignore[arg-type]  # the fields named below

    if draft.lacks:
        yield one(Band.PUBLIC if draft.is_public else Band.OPEN, What.TEXT_MISSING, languages=draft.lacks)
    if draft.stale:
        yield one(Band.PUBLIC if draft.is_public else Band.OPEN, What.TEXT_STALE, languages=draft.stale)
    if draft.needs_room:
        yield one(Band.OPEN, What.NO_ROOM)
    if draft.unconfirmed:
        yield one(Band.OPEN, What.UNCONFIRMED, names=draft.unconfirmed)
