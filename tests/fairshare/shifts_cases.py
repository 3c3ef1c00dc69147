"""Small conferences with interpreters, by hand and at random; and every way to staff them, judged by other code."""

from datetime import datetime, timedelta
from itertools import product

from hypothesis import strategies as st

from fairshare.shifts import Interpreter, Prices, Problem, Session, Walk, Window

NINE = datetime.fromisoformat("2025-06-12T09:00:00")


def at(minutes):
    return NINE + timedelta(minutes=minutes)


def session(name, start=0, minutes=60, languages=("de", "uk"), **changes):
    given = {"spoken": languages, "into": languages}
    return Session(name, at(start), at(start + minutes), **(given | changes))


@st.composite
def problems(draw):
    """One or two sessions in two languages, or one in three with few people to sit there."""
    in_three = draw(st.booleans())
    count = 6 if in_three else draw(st.integers(2, 4))
    people = []
    for number in range(count):
        languages = draw(st.permutations(("de", "uk", "en")))
        cut = draw(st.sampled_from([(1, 2, 2), (1, 2, 3), (1, 3, 3), (2, 3, 3), (1, 1, 3)]))
        away = draw(st.sampled_from([(), (), (), (Window(at(0), at(30)),), (Window(at(200), at(210)),)]))
        a, b, c = languages[: cut[0]], languages[cut[0] : cut[1]], languages[cut[1] : cut[2]]
        fee, minutes = draw(st.integers(0, 3)), draw(st.sampled_from([None, None, 60, 90]))
        people.append(Interpreter(f"i{number}", tuple(a), tuple(b), tuple(c), fee, minutes, away))
    if in_three:
        into = draw(st.sampled_from([("de", "uk", "en"), ("de", "uk"), ("en",)]))
        sessions = (session("Plenary", languages=("de", "uk", "en"), into=into),)
    else:
        starts = draw(st.sampled_from([(0,), (0, 30), (0, 70), (0, 90), (0, 600), (0, 1440), (800, 1440)]))
        sessions = tuple(
            session(
                f"s{number}",
                start,
                draw(st.sampled_from([60, 60, 250])),
                venue=draw(st.sampled_from(["hall", "castle"])),
                into=draw(st.sampled_from([("de", "uk"), ("uk", "de"), ("de",)])),
            )
            for number, start in enumerate(starts)
        )
    walks = (Walk("hall", "castle", 25),) if {one.venue for one in sessions} == {"hall", "castle"} else ()
    prices = Prices(into_b=draw(st.integers(0, 2)), beyond=draw(st.integers(0, 2)))
    return Problem(tuple(people), sessions, walks, (), 300, 15, prices=prices, even_load=draw(st.booleans()))


@st.composite
def over_days(draw):
    """Three sessions on two days, and three who know both languages; some are there on one of them, some later."""
    absences = [(), (), (Window(at(-60), at(600)),), (Window(at(1440), at(2000)),), (Window(at(0), at(30)),)]
    people = [
        Interpreter(f"i{number}", ("uk",), ("de",), (), draw(st.integers(0, 1)), None, draw(st.sampled_from(absences)))
        for number in range(3)
    ]
    sessions = [session(f"s{start}", start, draw(st.sampled_from([40, 60, 90]))) for start in (0, 120, 1440)]
    return Problem((*people, Interpreter("without German", ("uk",))), tuple(sessions), minutes=300, even_load=True)


def best(problem, earlier=(), away=()):
    """The least objective of all ways, or none; ``earlier``: places in the row of all choices, and the booth that was
    chosen; ``away``: places, and whether none is to be chosen."""
    options = [
        [None, *(index for index, booth in enumerate(booths_of(one)))]
        for one in problem.sessions
        for _ in problem.interpreters
    ]
    found = (
        judged(problem, chosen, earlier)
        for chosen in product(*options)
        if all((chosen[place] is None) is wanted for place, wanted in away)
    )
    return min((one for one in found if one is not None), default=None)


def booths_of(one):
    """Each is a set of languages that are worked into."""
    languages = {*one.spoken, *one.into}
    into = [language for language in one.into if {*one.spoken} - {language}]
    return [frozenset(into)] if len(languages) == 2 and len(into) == 2 else [frozenset([some]) for some in into]


def judged(problem, chosen, earlier=()):
    count = len(problem.interpreters)
    relays = 0
    cost = problem.prices.moved * sum(chosen[place] != booth for place, booth in earlier)
    work = [[] for _ in range(count)]
    for number, one in enumerate(problem.sessions):
        row, booths = chosen[number * count : (number + 1) * count], booths_of(one)
        teams = [[who for who, booth in enumerate(row) if booth == index] for index in range(len(booths))]
        length = (one.end - one.start) // timedelta(minutes=1)
        least = 2 if length <= 240 else 3 if length <= 360 else 4
        needed = least * len(booths)
        if len({*one.spoken, *one.into}) == 3 and len(booths) > 1:
            needed = max(6, needed)
        if any(len(team) < least for team in teams) or sum(map(len, teams)) < needed:
            return None
        cost += problem.prices.beyond * (sum(map(len, teams)) - needed)
        for booth, team in zip(booths, teams, strict=True):
            for who in team:
                person = problem.interpreters[who]
                if not booth <= {*person.a, *person.b}:
                    return None
                cost += problem.prices.into_b * (len(booth) == 1 and not booth <= {*person.a})
                work[who].append((one, length * (len(booth) == 2) / least))
        here = relays_of(problem, one, booths, teams)
        if here is None:
            return None
        relays += here
    for person, theirs in zip(problem.interpreters, work, strict=True):
        if not can_work(problem, person, theirs):
            return None
        cost += person.fee * len({one.start.date() for one, _ in theirs})
    hours = max(sum((one.end - one.start) / timedelta(hours=1) for one, _ in theirs) for theirs in work)
    uneven = sum(uneven_of(problem, *some) for some in zip(problem.interpreters, work, strict=True))
    found = relays, cost, -int(-hours // 1)
    return (*found, uneven) if problem.even_load else found


def uneven_of(problem, person, theirs):
    """Hours begun, as if they could be asked on all days; squared, for each day on which they can."""
    asked = {
        one.start.date()
        for one in problem.sessions
        if any(booth <= {*person.a, *person.b} for booth in booths_of(one))
        if all(away.end <= one.start or one.end <= away.start for away in person.absences)
    }
    minutes = sum((one.end - one.start) // timedelta(minutes=1) for one, _ in theirs)
    days = len({one.start.date() for one in problem.sessions if booths_of(one)})
    return len(asked) * int(-(-minutes * days // (60 * len(asked)))) ** 2 if theirs else 0


def relays_of(problem, one, booths, teams):
    """The least number; none where there is a language that two cannot follow."""
    known = [{*person.a, *person.b, *person.c} for person in problem.interpreters]
    count = 0
    for booth, team in zip(booths, teams, strict=True):
        for spoken in one.spoken if len(booth) == 1 else ():
            if spoken in booth or sum(spoken in known[who] for who in team) >= 2:
                continue
            pivots = (
                pivot
                for pivot, givers in zip(booths, teams, strict=True)
                if pivot not in (booth, frozenset([spoken]))
                and sum(spoken in known[who] for who in givers) >= 2
                and sum(bool(known[who] & {spoken, *pivot}) for who in team) >= 2
            )
            if next(pivots, None) is None:
                return None
            count += 1
    return count


def can_work(problem, person, theirs):
    for number, (one, _) in enumerate(theirs):
        if any(away.start < one.end and one.start < away.end for away in person.absences):
            return False
        for other, _ in theirs[number + 1 :]:
            first, second = sorted((one, other), key=lambda some: some.start)
            walk = 25 if first.venue != second.venue else 0
            same_day = first.start.date() == second.start.date()
            if (second.start - first.end) / timedelta(minutes=1) < (walk + 15 if same_day else max(walk, 660)):
                return False
    most = 300 if person.minutes is None else min(300, person.minutes)
    for day in {one.start.date() for one, _ in theirs}:
        today = [(one, spoken) for one, spoken in theirs if one.start.date() == day]
        minutes = sum((one.end - one.start) / timedelta(minutes=1) for one, _ in today)
        if minutes > most or sum(spoken for _, spoken in today) > 120:
            return False
    return True
