"""Wishes against every answer there is: granted at their price, or refused for rules of which none can be spared."""

from dataclasses import replace
from functools import reduce
from itertools import chain, product

from hypothesis import strategies as st
from tests.fairshare.timetable.cases import between, conferences, grid, programmes, schedules, timetables
from tests.fairshare.timetable.trying import conferences_search, found_by, is_exact, programmes_search

from fairshare import timetable
from fairshare.explaining import Conflict, find_conflict
from fairshare.timetable import Timetable, Wish, cosplib
from fairshare.timetable import explain as programmes_explain
from fairshare.timetable.cosplib import Fixed
from fairshare.timetable.cosplib import explain as conferences_explain
from fairshare.timetable.rules import RULES, a_room_holds_one_session, read_off


@st.composite
def programmes_and_wishes(draw):
    asked = replace(draw(programmes()), hours=(between(0, draw(st.sampled_from([60, 90, 120]))),))
    session = draw(st.sampled_from(asked.sessions))
    starts = [*grid(asked.hours[0], asked.step), *([session.start] if session.start else [])]
    room = draw(st.none() | st.sampled_from([room.name for room in asked.rooms]))
    start = draw(st.sampled_from(starts) if room is None else st.none() | st.sampled_from(starts))
    return asked, Wish(session.name, start, room)


@st.composite
def conferences_and_wishes(draw):
    asked = draw(conferences())
    sessions, rooms = (st.sampled_from([one.name for one in asked.sessions]), st.none() | st.sampled_from(asked.rooms))
    fixed = tuple(Fixed(talk.name, draw(sessions), draw(rooms)) for talk in asked.talks if draw(st.booleans()))
    talk = draw(st.sampled_from(asked.talks))
    return replace(asked, fixed=fixed), cosplib.Wish(talk.name, draw(sessions), draw(rooms))


def explained(guarded, asked, wish):
    """The smallest set of labels that forbid it, if any, and what would have to give; in this process."""
    told = []
    find_conflict(guarded, (asked, wish), False, report=told.append)
    conflicts = [one.labels for one in told if isinstance(one, Conflict)]
    given = [frozenset(one.labels) for one in told if not isinstance(one, Conflict)]
    return conflicts[-1] if conflicts else None, given


def compare_programmes_wish(asked, wish):
    granting = [one for one in timetables(asked) if grants(one, wish)]
    findings = [timetable.check(asked, one) for one in granting]
    price = min((one.objective for one in findings if not one.broken), default=None)

    because, would_give = explained(programmes_explain.guarded, asked, wish)

    assert (because is None) == (price is not None)
    if because is None:
        assert found_by(programmes_search, programmes_explain.with_wish(asked, wish))[0].objective == price
        return
    breaks, labels, firm = broken_by_each(asked, wish)

    def can_hold(kept):
        return any(kept.isdisjoint(broken) for broken in breaks)

    assert not can_hold(set(because))
    assert all(can_hold(set(because) - {label}) for label in because)
    assert all(can_hold(labels - given) for given in would_give)
    assert all(not can_hold(labels - given | {label}) for given in would_give for label in given)
    alone = {label for label in labels - firm if can_hold(labels - {label})}
    assert {label for given in would_give for label in given if len(given) == 1} == alone


def grants(places, wish):
    return all(
        one.session != wish.session or (wish.start in (None, one.start) and wish.room in (None, one.room))
        for one in places.places
    )


def broken_by_each(asked, wish):
    """What each choice of places breaks that does not deny the wish, where some sessions may have none; all labels that
    are broken by any; those of them that cannot give."""
    alone = (replace(asked, sessions=(session,), audiences=()) for session in asked.sessions)
    ways = [[(), *(one.places for one in timetables(session))] for session in alone]
    choices = [Timetable(tuple(chain.from_iterable(chosen))) for chosen in product(*ways)]
    found, firm = set(), set()
    for one in choices:
        if grants(one, wish):
            broken = [
                (rule, label) for rule in RULES for label, holds in rule(asked, read_off(asked, one)) if not holds
            ]
            found.add(frozenset(label for _, label in broken))
            firm |= {label for rule, label in broken if rule is a_room_holds_one_session}
    return found, set(reduce(frozenset.union, found, frozenset())), firm


def compare_conferences_wish(asked, wish):
    price = price_of(asked, wish)

    because, would_give = explained(conferences_explain.guarded, asked, wish)

    assert (because is None) == (price is not None)
    if because is None:
        best, bound, _ = found_by(conferences_search, conferences_explain.with_wish(asked, wish))
        assert bound <= price <= best.objective
        assert best.objective == price or not is_exact(asked)
        return
    labels = set(what_can_give(asked))
    assert price_of(*without(asked, wish, labels - set(because))) is None
    assert all(price_of(*without(asked, wish, given)) is not None for given in would_give)
    alone = {label for label in labels if price_of(*without(asked, wish, {label})) is not None}
    assert {label for given in would_give for label in given if len(given) == 1} == alone


def price_of(asked, wish):
    """Of the best schedule that grants it, if any does."""
    findings = [cosplib.check(asked, one) for one in schedules(asked) if is_granted(one, wish)]
    return min((one.objective for one in findings if not one.broken), default=None)


def is_granted(schedule, wish):
    return any(
        wish.talk in block.talks and block.session == wish.session and wish.room in (None, block.room)
        for block in schedule.blocks
    )


def what_can_give(asked):
    yield from (f"{talk.name} is given once" for talk in asked.talks)
    for fixed in asked.fixed:
        yield f"{fixed.talk} stays in {fixed.session}"
        if fixed.room is not None:
            yield f"{fixed.talk} stays in {fixed.session}, {fixed.room}"


def without(asked, wish, labels):
    """The question in which these hold no more: a talk may be left out, or given a second time, as was wished."""
    fixed = []
    for one in asked.fixed:
        if one.room is not None and f"{one.talk} stays in {one.session}, {one.room}" not in labels:
            fixed.append(one)
        elif f"{one.talk} stays in {one.session}" not in labels:
            fixed.append(replace(one, room=None))
    session_of = {one.talk: one.session for one in fixed}
    once = {talk.name for talk in asked.talks if f"{talk.name} is given once" not in labels}
    talks = [one for one in asked.talks if one.name in once or one.name in session_of or one.name == wish.talk]
    if wish.talk not in once and session_of.get(wish.talk, wish.session) != wish.session:
        talks.append(replace(asked.talks_by_name[wish.talk], name="again"))
        wish = replace(wish, talk="again")
    return replace(asked, talks=tuple(talks), fixed=tuple(fixed)), wish
