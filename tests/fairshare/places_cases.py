"""Tiny questions about places, and every answer to them, found by trying: no rule of the package is used."""

from itertools import chain, combinations, product

from hypothesis import strategies as st

from fairshare.places import Allotment, Delegation, Goal, Participant, Problem, Session, Share, Team

SESSIONS, PEOPLE, LANGUAGES = ("A", "B", "C"), ("p", "q", "r"), ("de", "uk", "en")


def few(names, most=2):
    return st.lists(st.sampled_from(names), unique=True, max_size=most).map(tuple)


@st.composite
def sessions(draw, name):
    return Session(
        name,
        capacity=draw(st.none() | st.integers(0, 2)),
        online=draw(st.none() | st.integers(0, 1)),
        minimum=draw(st.sampled_from((0, 0, 1, 2))),
        must_run=draw(st.sampled_from((False, False, False, True))),
        bands=draw(few(("1", "2"))),
        spoken=draw(few(LANGUAGES, 1)),
        booths=draw(st.none() | st.integers(0, 2)),
    )


@st.composite
def participants(draw, name, names):
    wished = draw(st.lists(st.sampled_from(names), unique=True))
    is_ranked = draw(st.booleans())
    wants = draw(st.integers(0, 3))
    return Participant(
        name,
        wants=wants,
        wishes={} if is_ranked else {one: draw(st.integers(-1, 4)) for one in wished},
        order=tuple(wished) if is_ranked else (),
        at_least=min(wants, draw(st.sampled_from((0, 0, 0, 1)))),
        online=draw(st.booleans()),
        understands=draw(few(LANGUAGES)),
        country=draw(st.sampled_from(("DE", "UA"))),
        speaks_in=draw(st.sampled_from(((), (), ("A",), ("A", "B")))),
    )


@st.composite
def problems(draw):
    names = SESSIONS
    return Problem(
        sessions=tuple(draw(sessions(name)) for name in names),
        participants=tuple(draw(participants(name, names)) for name in PEOPLE),
        clashes=draw(st.sampled_from(((), (("A", "B"),), (("B", "A"), ("C", "B"))))),
        companions=draw(st.sampled_from(((), (), (("p", "q"),), (("p", "q"), ("q", "r"))))),
        delegations=draw(st.sampled_from(((), (Delegation("d", ("p", "r"), 1),), (Delegation("d", ("p", "q", "r")),)))),
        shares=draw(st.sampled_from(((), (), (Share("UA"),), (Share("DE", 1, 2, ("B",)),)))),
        teams=draw(
            st.sampled_from(
                (
                    (),
                    (Team("t", ("de", "uk")),),
                    (Team("t", ("de", "uk"), most=1), Team("u", ("uk", "en"), ("A", "B"))),
                    (Team("t", ("de", "uk")), Team("u", ("uk", "de")), Team("v", ("uk", "en"), ("A",))),
                )
            )
        ),
        most_sessions=draw(st.sampled_from((None, None, 1, 2))),
        goals=tuple(draw(st.lists(st.sampled_from(tuple(Goal)), unique=True, min_size=1, max_size=3))),
        price_of_a_move=draw(st.sampled_from((0, 0, 2))),
    )


def subsets(things):
    things = list(things)
    return chain.from_iterable(combinations(things, size) for size in range(len(things) + 1))


def every_allotment(problem):
    """Sessions that take place, teams at work, then each person's own choices: joined where all of it holds."""
    could_work = [(t.id, s.id) for t in problem.teams for s in problem.sessions if can_work(t, s)]
    for held in map(frozenset, subsets(problem.session)):
        if not running_holds(problem, held):
            continue
        for works in map(frozenset, subsets(could_work)):
            if not teams_hold(problem, works):
                continue
            choices = [list(own_choices(problem, person, held, works)) for person in problem.participants]
            for chosen in product(*choices):
                seats = frozenset((p.id, s) for p, mine in zip(problem.participants, chosen, strict=True) for s in mine)
                if audiences_hold(problem, held, seats):
                    yield Allotment(seats, held, works)


def can_work(team, session):
    allowed = not team.sessions or session.id in team.sessions
    return allowed and any(language in session.spoken for language in team.languages)


def at_once(problem, a, b):
    return any(band in problem.session[b].bands for band in problem.session[a].bands)


def excluded(problem, a, b):
    return at_once(problem, a, b) or (a, b) in problem.clashes or (b, a) in problem.clashes


def running_holds(problem, held):
    if problem.most_sessions is not None and len(held) > problem.most_sessions:
        return False
    may_fall = {s.id for s in problem.sessions if not s.must_run and (s.minimum or problem.most_sessions is not None)}
    return set(problem.session) - held <= may_fall


def teams_hold(problem, works):
    for one, other in combinations(sorted(works), 2):
        if one[0] == other[0] and at_once(problem, one[1], other[1]):
            return False
    for team in problem.teams:
        if team.most is not None and sum(name == team.id for name, _ in works) > team.most:
            return False
    return all(s.booths is None or sum(w[1] == s.id for w in works) <= s.booths for s in problem.sessions)


def own_choices(problem, person, held, works):
    speaking = [s for s in person.speaks_in if s in held]
    if any(excluded(problem, a, b) for a, b in combinations(speaking, 2)):
        return
    wished = list(person.order or person.wishes)
    for mine in subsets(s for s in wished if s in held and s not in person.speaks_in):
        everything = [*mine, *speaking]
        if not person.at_least <= len(mine) <= person.wants:
            continue
        if any(excluded(problem, a, b) for a, b in combinations(everything, 2)):
            continue
        if all(understood(problem, person, problem.session[s], works) for s in mine):
            yield mine


def understood(problem, person, session, works):
    heard = set(session.spoken)
    for team in problem.teams:
        if (team.id, session.id) in works:
            heard |= set(team.languages)
    return not session.spoken or not person.understands or bool(heard & set(person.understands))


def audiences_hold(problem, held, seats):
    people = {person.id: person for person in problem.participants}
    for session in problem.sessions:
        there = [people[p] for p, s in seats if s == session.id]
        online = sum(person.online for person in there)
        if session.capacity is not None and len(there) - online > session.capacity:
            return False
        if session.online is not None and online > session.online:
            return False
        if session.id in held and len(there) < session.minimum:
            return False
        for share in problem.shares:
            theirs = sum(person.country == share.country for person in there)
            if session.id in (share.sessions or problem.session) and theirs * share.of < share.part * len(there):
                return False
        for delegation in problem.delegations:
            if delegation.together is not None and sum(p.id in delegation.members for p in there) > delegation.together:
                return False
    return all(together(problem, people, group, seats) for group in problem.companions)


def together(problem, people, group, seats):
    for session in problem.session:
        if any(session in people[p].speaks_in for p in group):
            continue
        if len({(p, session) in seats for p in group}) > 1:
            return False
    return True
