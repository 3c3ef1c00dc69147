"""Questions about meetings and others that must cost the same, or no more."""

from dataclasses import replace

from hypothesis import strategies as st
from tests.fairshare.changed import renamed, shuffled, with_one
from tests.fairshare.meetings_cases import LANGUAGES, busy_problems, problems, with_an_earlier_answer

from fairshare.meetings import Interpreter, Moderator, Sitting, Solution

# More than could be tried, in few slots, so that tables are scarce.
CROWDED = problems(most_people=8, most_meetings=8, most_slots=3)
CASES = with_an_earlier_answer(st.one_of(problems(), busy_problems(), CROWDED))


@st.composite
def told_otherwise(draw):
    """Other names in another order; and perhaps the day from its end to its beginning."""
    problem, start = draw(CASES)
    salt = draw(st.integers(0, 9))
    other = shuffled(draw, renamed(problem, salt), "people", "meetings", "moderators", "interpreters")
    other_start = renamed(start, salt)
    if draw(st.booleans()):
        other, other_start = from_its_end(other), day_turned(other, other_start)
    return (problem, start), (other, other_start)


def from_its_end(problem):
    def turned(slots):
        return tuple(problem.slots + 1 - slot for slot in slots)

    people = (replace(one, away=turned(one.away), prefers=turned(one.prefers)) for one in problem.people)
    meetings = (
        replace(
            one,
            slots=turned(one.slots),
            slot=one.slot and problem.slots + 1 - one.slot,
            after=tuple(later.name for later in problem.meetings if one.name in later.after),
        )
        for one in problem.meetings
    )
    return replace(
        problem,
        people=tuple(people),
        meetings=tuple(meetings),
        moderators=tuple(replace(one, slots=turned(one.slots)) for one in problem.moderators),
        interpreters=tuple(replace(one, slots=turned(one.slots)) for one in problem.interpreters),
    )


def day_turned(problem, solution):
    return Solution(tuple(Sitting(one.meeting, problem.slots + 1 - one.slot, one.table) for one in solution.sittings))


@st.composite
def made_easier(draw):
    """One more of what is scarce, or one rule less."""
    problem, start = draw(CASES)
    always = tuple(range(1, problem.slots + 1))
    easier = draw(
        st.sampled_from(
            [
                lambda: replace(problem, tables=problem.tables + 1),
                lambda: replace(problem, slots=problem.slots + 1),
                lambda: replace(problem, moderators=(*problem.moderators, Moderator("More", always))),
                lambda: replace(problem, interpreters=(*problem.interpreters, Interpreter("More", LANGUAGES, always))),
                lambda: replace(problem, fairness=None),
                lambda: replace(problem, fairness=None if problem.fairness is None else problem.fairness + 1),
                lambda: with_one(draw, problem, "people", {"away": ()}, {"prefers": ()}, {"table": None}),
                lambda: with_one(draw, problem, "meetings", {"slots": ()}, {"slot": None}, {"after": ()}),
                lambda: with_one(draw, problem, "meetings", {"moderated": False}, {"languages": None}),
                lambda: with_one(draw, problem, "meetings", {"value": 0}),
            ]
        )
    )
    return problem, easier(), start
