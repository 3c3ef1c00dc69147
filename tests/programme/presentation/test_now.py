"""What is on, what comes next, and until when that holds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.programmes import programme

from hromada.programme.presentation.now import moment

WHOLE = programme(12)
OPENING, GREETING = (next(s for s in WHOLE.sessions if s.key.startswith(kind)) for kind in ("welcome", "greeting"))


def keys(sessions: object) -> list[str]:
    return [session.key for session in sessions]  # type: ignore[attr-defined]


def day(clock: str) -> datetime:
    return datetime.fromisoformat(f"2027-05-12T{clock}:00+02:00").astimezone(UTC)


def test_long_before_the_conference_nothing_is_on_and_the_answer_holds_until_three_hours_before():
    found = moment(WHOLE, datetime(2027, 1, 1, tzinfo=UTC))

    assert not found
    assert found.until == day("06:00")


def test_on_the_first_morning_the_beginning_is_next():
    found = moment(WHOLE, day("08:00"))

    assert keys(found.running) == []
    assert found.coming
    assert {session.starts for session in found.coming} == {day("09:00")}
    assert found.until == day("09:00")


def test_while_a_greeting_is_on_the_session_that_holds_it_steps_back():
    inside = next(s for s in WHOLE.sessions if s.parent == OPENING.key)

    found = moment(WHOLE, inside.starts)

    assert inside.key in keys(found.running)
    assert OPENING.key not in keys(found.running)


def test_what_ends_now_is_no_longer_on():
    assert GREETING.key not in keys(moment(WHOLE, GREETING.ends).running)


def test_after_the_end_nothing_is_on_and_nothing_will_change():
    found = moment(WHOLE, datetime(2028, 1, 1, tzinfo=UTC))

    assert (found.running, found.coming, found.until) == ((), (), None)


@pytest.mark.parametrize("session", WHOLE.sessions, ids=lambda session: session.key)
def test_the_answer_never_outlives_a_beginning_or_an_end(session):
    for instant in (session.starts, session.ends):
        found = moment(WHOLE, instant)
        boundaries = [t for other in WHOLE.sessions for t in (other.starts, other.ends) if t > instant]
        if found:
            assert found.until is not None
            assert instant < found.until
            assert [t for t in boundaries if t < found.until and moment(WHOLE, t) != moment(WHOLE, instant)] == []
