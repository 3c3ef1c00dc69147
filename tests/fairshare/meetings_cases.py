"""Questions so small that every plan can be tried; the trying shares nothing with the package but its dataclasses."""

import itertools

from hypothesis import strategies as st

from fairshare.meetings import Interpreter, Meeting, Moderator, Person, Prices, Problem, Sitting, Solution

LANGUAGES = ("de", "uk", "en")


@st.composite
def problems(draw, most_people=4, most_meetings=4, most_slots=5):
    slots = draw(st.integers(1, most_slots))
    tables = draw(st.integers(1, 3))
    some_slots = st.lists(st.integers(1, slots), max_size=2, unique=True).map(tuple)
    rarely = st.integers(0, 5).map(lambda number: number == 0)
    names = [f"P{number}" for number in range(draw(st.integers(2, most_people)))]
    people = tuple(
        Person(
            name,
            away=draw(some_slots) if draw(rarely) else (),
            prefers=draw(some_slots) if draw(rarely) else (),
            table=draw(st.integers(1, tables)) if draw(rarely) else None,
        )
        for name in names
    )
    meetings = []
    for number in range(draw(st.integers(1, most_meetings))):
        members = draw(st.lists(st.sampled_from(names), min_size=2, max_size=3, unique=True))
        value = draw(st.one_of(st.none(), st.integers(0, 3)))
        meetings.append(
            Meeting(
                f"M{number}",
                tuple(members),
                slots=draw(some_slots) if draw(rarely) else (),
                slot=draw(st.integers(1, slots)) if draw(rarely) else None,
                after=tuple(earlier.name for earlier in meetings if draw(rarely)),
                value=value,
                priority_of=(names[0], names[1]) if value is not None and draw(st.booleans()) else None,
                moderated=draw(rarely),
                languages=tuple(draw(st.permutations(LANGUAGES))[:2]) if draw(rarely) else None,
            )
        )
    hours = st.lists(st.integers(1, slots), min_size=1, unique=True).map(tuple)
    moderators = tuple(Moderator(f"Mod{number}", draw(hours)) for number in range(draw(st.integers(0, 2))))
    interpreters = tuple(
        Interpreter(f"Int{number}", tuple(draw(st.permutations(LANGUAGES))[: draw(st.integers(2, 3))]), draw(hours))
        for number in range(draw(st.integers(0, 2)))
    )
    prices = Prices(draw(st.integers(0, 3)), draw(st.integers(0, 2)), draw(st.one_of(st.none(), st.integers(0, 3))))
    fairness = draw(st.one_of(st.none(), st.integers(0, 2)))
    return Problem(slots, tables, people, tuple(meetings), moderators, interpreters, fairness, prices)


@st.composite
def busy_problems(draw):
    """Everybody meets at least twice, with slots far apart: the least number of breaks is often not 0."""
    names = ["A", "B", "C"][: draw(st.integers(2, 3))]
    couples = [(a, b) for a in names for b in names if a < b]
    windows = st.lists(st.integers(1, 6), min_size=1, max_size=2, unique=True).map(tuple)
    meetings = []
    for couple in couples * (3 if len(couples) == 1 else 1) + draw(st.lists(st.sampled_from(couples), max_size=2)):
        meetings.append(Meeting(f"M{len(meetings)}", couple, slots=draw(windows)))
    return Problem(6, 2, tuple(map(Person, names)), tuple(meetings), fairness=draw(st.integers(0, 2)))


@st.composite
def with_an_earlier_answer(draw, kind):
    problem = draw(kind)
    earlier = {meeting.name: draw(st.integers(1, problem.slots)) for meeting in problem.meetings if draw(st.booleans())}
    return problem, Solution(tuple(Sitting(name, slot, 1) for name, slot in earlier.items()))


def plans(problem):
    """Every one that keeps the rules: slots by the names of the meetings that take place."""
    everywhere = range(1, problem.slots + 1)
    choices = [(*everywhere, *([None] if meeting.value is not None else [])) for meeting in problem.meetings]
    for slots in itertools.product(*choices):
        plan = {meeting.name: slot for meeting, slot in zip(problem.meetings, slots, strict=True) if slot}
        if is_possible(problem, plan):
            yield plan


def best_by_trying(problem, start=None):
    """The least cost, in tiers; None if there is no plan."""
    return min((cost_by_counting(problem, plan, start) for plan in plans(problem)), default=None)


def is_possible(problem, plan):
    by_name = {meeting.name: meeting for meeting in problem.meetings}
    for name, slot in plan.items():
        meeting = by_name[name]
        if meeting.slots and slot not in meeting.slots:
            return False
        if meeting.slot and slot != meeting.slot:
            return False
        if any(slot in person.away for person in problem.people if person.name in meeting.people):
            return False
        if any(plan[other] >= slot for other in meeting.after if other in plan):
            return False
    for slot in range(1, problem.slots + 1):
        held = [by_name[name] for name in plan if plan[name] == slot]
        everyone = [name for meeting in held for name in meeting.people]
        if len(set(everyone)) < len(everyone) or not can_be_served(problem, held, slot):
            return False
    if problem.fairness is not None:
        breaks = [breaks_by_walking(problem, plan, person.name) for person in problem.people]
        return max(breaks) - min(breaks) <= problem.fairness
    return True


def can_be_served(problem, held, slot):
    tables = [
        {person.table for person in problem.people if person.name in meeting.people and person.table}
        or set(range(1, problem.tables + 1))
        for meeting in held
    ]
    fixed = [
        {person.table for person in problem.people if person.name in meeting.people and person.table}
        for meeting in held
    ]
    if any(len(one) > 1 for one in fixed):
        return False
    moderators = [moderator.name for moderator in problem.moderators if slot in moderator.slots]
    interpreters = {one.name: set(one.languages) for one in problem.interpreters if slot in one.slots}
    moderated = [moderators for meeting in held if meeting.moderated]
    interpreted = [
        [name for name, languages in interpreters.items() if set(meeting.languages) <= languages]
        for meeting in held
        if meeting.languages
    ]
    return all(
        any(len(set(one)) == len(one) for one in itertools.product(*choices))
        for choices in (tables, moderated, interpreted)
    )


def breaks_by_walking(problem, plan, name):
    """Slot by slot through the day."""
    busy = {plan[meeting.name] for meeting in problem.meetings if name in meeting.people and meeting.name in plan}
    breaks, waiting, begun = 0, False, False
    for slot in range(1, problem.slots + 1):
        if slot in busy:
            breaks += waiting
            waiting, begun = False, True
        elif begun:
            waiting = True
    return breaks


def cost_by_counting(problem, plan, start=None):
    lost = [meeting for meeting in problem.meetings if meeting.name not in plan]
    couples = {frozenset(meeting.priority_of) for meeting in problem.meetings if meeting.priority_of}
    second = 0
    for couple in couples:
        dropped = sum(meeting.priority_of is not None and frozenset(meeting.priority_of) == couple for meeting in lost)
        second += max(dropped - 1, 0)
    earlier = start.slot_of if start else {}
    moved = sum(
        any(
            plan.get(meeting.name) != earlier[meeting.name]
            for meeting in problem.meetings
            if meeting.name in earlier and person.name in meeting.people
        )
        for person in problem.people
    )
    breaks = sum(breaks_by_walking(problem, plan, person.name) for person in problem.people)
    outside = sum(
        bool(person.prefers) and plan[meeting.name] not in person.prefers
        for meeting in problem.meetings
        if meeting.name in plan
        for person in problem.people
        if person.name in meeting.people
    )
    prices = problem.prices
    comfort = prices.breaks * breaks + prices.outside * outside + (prices.moved or 0) * moved
    return second, sum(meeting.value for meeting in lost), moved if prices.moved is None else 0, comfort
