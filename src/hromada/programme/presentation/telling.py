"""Changes as a page tells them: session by session, long texts as one text with what came and went marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from hromada.kernel.histories.rewording import reworded
from hromada.programme.differences import Change, Differences, SessionChanges
from hromada.programme.differences.telling import LONG_TEXTS
from hromada.programme.presentation.cards import Card, Cards
from hromada.programme.presentation.times import day_of, short_day


@dataclass(frozen=True)
class Told:
    """One change in words; of a long text the two versions in one, in ``language``."""

    sentence: str
    text: str = ""
    language: str = ""


@dataclass(frozen=True)
class ChangedSession:
    card: Card
    day: str
    told: tuple[Told, ...]


def told_by_what_happened(
    differences: Differences, now: Cards, then: Cards, *, every_language: bool = False
) -> dict[str, Sequence[object]]:
    """``cancelled``, ``new``, ``changed`` and ``general`` for a template. ``now`` and ``then`` draw the sessions of the
    newer and the older programme. A text that changed in several languages is told in the reader's, else in the others;
    with ``every_language``, in each."""
    gone = [one for one in differences.sessions if one.is_cancelled]
    new = [one for one in differences.sessions if one.is_new]
    changed = [one for one in differences.sessions if not one.is_cancelled and not one.is_new]
    return {
        "cancelled": [_told(one, then, ()) for one in gone],
        "new": [_told(one, now, ()) for one in new],
        "changed": [_told(one, now, _for_reader(one.changes, every_language)) for one in changed],
        "general": [_tell(change) for change in _for_reader(differences.general, every_language)],
    }


def _told(one: SessionChanges, cards: Cards, changes: Iterable[Change]) -> ChangedSession:
    day = short_day(day_of(one.session.starts, cards.programme.edition))
    return ChangedSession(card=cards.card(one.session), day=day, told=tuple(_tell(change) for change in changes))


def _for_reader(changes: Iterable[Change], every_language: bool) -> list[Change]:
    changes = list(changes)
    if every_language:
        return changes
    language = get_language()
    own = {(change.kind, change.subject) for change in changes if change.language == language}
    return [one for one in changes if one.language in (None, language) or (one.kind, one.subject) not in own]


def _tell(change: Change) -> Told:
    is_long = change.kind in LONG_TEXTS and isinstance(change.before, str) and isinstance(change.after, str)
    if not is_long:
        return Told(change.sentence)
    return Told(change.sentence, reworded(str(change.before), str(change.after)), change.language or "")
