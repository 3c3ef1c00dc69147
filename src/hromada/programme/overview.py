"""Reads the draft for who sits at a desk: what is missing, with the same number of queries for any size."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from hromada.kernel import wording
from hromada.kernel.audit import name_of
from hromada.kernel.localised import Localised
from hromada.programme.access import Desk, Right
from hromada.programme.models import Appearance, Session
from hromada.programme.planning import needs_room
from hromada.programme.presentation.office.missing import Band, Draft, Missing, What, missing
from hromada.programme.proposals import Proposal, proposal_of
from hromada.programme.snapshot import Format
from hromada.programme.texts import Gaps, gaps_of

# What every reader looks for first; a note may well be in one language only.
_TEXTS = ("title", "abstract")


@dataclass(frozen=True, kw_only=True)
class Overview:
    """``proposal`` is None for those who see only their own branch; ``gaps`` of all texts, by language, is empty for
    those who write nothing; ``waited_for``: how many people have not answered."""

    proposal: Proposal | None
    bands: dict[Band, list[Missing]]
    sessions: int
    waited_for: int
    gaps: dict[str, Gaps]

    def count(self, *whats: What) -> int:
        return sum(one.what in whats for band in self.bands.values() for one in band)


def overview_of(desk: Desk) -> Overview:
    proposal = proposal_of(desk.edition)
    waiting = list(
        Appearance.objects.filter(session__in=desk.sessions, state=Appearance.State.TO_BE_CONFIRMED)
        .order_by("position", "pk")
        .values_list("session", "person", "person__name")
    )
    drafts = _drafts(desk, waiting, set(proposal.public.session_by_key) if proposal.public else set())
    differences = proposal.differences if desk.may_read else None
    return Overview(
        proposal=proposal if desk.may_read else None,
        bands=missing(drafts, proposal.findings, differences),
        sessions=len(drafts),
        waited_for=len({person for _session, person, _name in waiting}),
        gaps=gaps_of(desk) if desk.may(Right.CONTRIBUTE) else {},
    )


def _drafts(desk: Desk, waiting: list[tuple[int, int, Localised]], public: set[str]) -> list[Draft]:
    sessions = list(desk.sessions.select_related("parent").order_by("pk"))
    unconfirmed: dict[int, list[Localised]] = defaultdict(list)
    for session, _person, name in waiting:
        unconfirmed[session].append(name)
    wordings = wording.rows_of(name_of(session) for session in sessions)
    return [
        Draft(
            key=session.key,
            title=session.title,
            starts=session.starts,
            needs_room=_needs_room(session),
            is_public=session.key in public,
            lacks=_lacking(session, desk.edition.languages),
            stale=_stale(session, desk.edition.languages, wordings),
            unconfirmed=tuple(unconfirmed[session.pk]),
        )
        for session in sessions
    ]


def _needs_room(session: Session) -> bool:
    own, above = (session.room_id, session.venue_id), session.parent
    return needs_room(Format(session.format), *own, *((above.room_id, above.venue_id) if above else ()))


def _lacking(session: Session, languages: list[str]) -> tuple[str, ...]:
    """Languages that one of the texts has not, though another has; a text that nobody has written is no gap."""
    texts: list[Localised] = [getattr(session, name) for name in _TEXTS]
    return tuple(code for code in languages if any(text and code not in text for text in texts))


def _stale(session: Session, languages: list[str], rows: wording.Rows) -> tuple[str, ...]:
    """Languages in which one of the texts is older than its source."""
    thing = name_of(session)
    standings = [wording.standings(thing, name, getattr(session, name), languages, rows) for name in _TEXTS]
    return tuple(code for code in languages if any(by[code].is_stale for by in standings if by))
