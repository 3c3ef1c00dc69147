"""Small steps from a schedule: what they are said to change is what the evaluator says, and nothing gets worse."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fairshare.timetable.cases import conference, conferences, schedules

from fairshare.answer import Finding
from fairshare.timetable.cosplib.check import check
from fairshare.timetable.cosplib.problem import Block, Fixed, Schedule, Talk, Weights
from fairshare.timetable.cosplib.state import Prices, State
from fairshare.timetable.cosplib.stepping import Steps, climb, taken

SOME = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def first_schedule(asked):
    return next(iter(schedules(asked)), None)


@SOME
@given(conferences(), st.integers(0, 9))
def test_a_step_changes_the_price_by_what_it_says(asked, seed):
    schedule = first_schedule(asked)
    if schedule is None:
        return
    state = State(Prices(asked, schedule.blocks), schedule.blocks)
    steps = Steps(state, seed)
    for step in filter(None, (steps.next() for _ in range(40))):
        before = check(asked, Schedule(state.blocks(), schedule.blocks))
        difference = taken(state, step)
        after = check(asked, Schedule(state.blocks(), schedule.blocks))

        assert (before.broken, after.broken) == ((), ())
        assert after.objective - before.objective == difference


def test_a_climb_ends_at_the_best_that_it_saw_and_tells_of_it():
    asked = conference(
        talks=(*(Talk(f"w{number}", "Water", order=number) for number in (1, 2, 3)), Talk("h1", "Heat")),
        weights=Weights(talk_order=5, parallel_tracks=3, rooms_per_track=2),
    )
    worst = (
        Block("Mon", "Saal", "Water", ("w3", None)),
        Block("Mon", "Keller", "Water", ("w2", "w1")),
        Block("Tue", "Saal", "Heat", ("h1", None)),
    )
    state, told = State(Prices(asked), worst), []

    climb(state, 1, 0, lambda: False, lambda blocks: told.append(check(asked, Schedule(blocks))))

    assert check(asked, Schedule(worst)) == Finding((), 15)
    assert told[-1] == check(asked, Schedule(state.blocks())) == Finding((), 0)


def test_what_is_fixed_stays_whatever_it_costs():
    asked = conference(
        talks=(Talk("w1", "Water", sessions={"Mon": 9}), *conference().talks[1:]),
        weights=Weights(talk_sessions=1),
        fixed=(Fixed("w1", "Mon", "Saal"),),
    )
    state = State(Prices(asked), first_schedule(asked).blocks)

    climb(state, 1, 0, lambda: False, lambda _: None)

    assert check(asked, Schedule(state.blocks())) == check(asked, first_schedule(asked))
