"""The searches, in this process, against every answer there is."""

import time
from dataclasses import replace

from hypothesis import strategies as st
from tests.fairshare.timetable.cases import at, conferences, programmes, schedules, timetables

from fairshare import timetable
from fairshare.asking import Bound, Found, Impossible
from fairshare.timetable import Place, Prices, Timetable, cosplib
from fairshare.timetable import search as programmes_search
from fairshare.timetable.cosplib import Block, Schedule
from fairshare.timetable.cosplib import search as conferences_search

SECONDS = 20.0


def found_by(search, asked, earlier=(), seed=1):
    """The best solution, the bound, and whether there is proved to be none."""
    best, bound, impossible = None, 0, False

    def report(news):
        nonlocal best, bound, impossible
        if isinstance(news, Found):
            best = news
        elif isinstance(news, Bound):
            bound = max(bound, news.objective)
        else:
            impossible = isinstance(news, Impossible)

    search.run(asked, earlier, seed, 1, time.monotonic() + SECONDS, report=report)
    return best, bound, impossible


@st.composite
def programmes_with_an_earlier_answer(draw):
    """In which there may be what is gone since."""
    asked = replace(draw(programmes()), prices=Prices(1, draw(st.integers(0, 2)), draw(st.integers(0, 3))))
    starts, rooms = st.sampled_from([at(0), at(45), at(60), at(-30)]), st.sampled_from(["Saal", "Keller", "Attic"])
    names = [*(one.name for one in asked.sessions), "Gone"]
    return asked, tuple(Place(name, draw(starts), draw(rooms)) for name in names if draw(st.booleans()))


@st.composite
def conferences_with_an_earlier_answer(draw):
    asked = replace(draw(conferences()), price_of_a_move=draw(st.integers(0, 3)))
    free = [(session, room) for session in ("Mon", "Tue", "Wed", "Sun") for room in ("Saal", "Keller", "Attic")]
    talks = [*((talk.name, talk.track, talk.slots) for talk in asked.talks), ("gone", "Wind", 1)]
    wheres = draw(st.permutations(free))
    return asked, tuple(
        Block(*where, track, (name,) * slots)
        for where, (name, track, slots) in zip(wheres, talks, strict=False)
        if draw(st.booleans())
    )


def is_exact(asked):
    """Where a track may sit in two rooms, or talks have numbers, the search may end a little above the optimum."""
    return len(asked.rooms) == 1 and not asked.weights.talk_order


def compare_conference(asked, earlier=()):
    """The bound never passes the optimum."""
    tried = (Schedule(one.blocks, earlier) for one in schedules(asked))
    optimum = min((cosplib.check(asked, one).objective for one in tried), default=None)
    best, bound, impossible = found_by(conferences_search, asked, earlier)
    if optimum is None:
        assert (best, impossible) == (None, True)
        return
    finding = cosplib.check(asked, best.solution)
    assert (finding.broken, finding.objective) == ((), best.objective)
    assert bound <= optimum <= best.objective
    if is_exact(asked):
        assert (bound, best.objective) == (optimum, optimum)


def compare_programme(asked, earlier=()):
    findings = [timetable.check(asked, Timetable(one.places, earlier)) for one in timetables(asked)]
    optimum = min((finding.objective for finding in findings if not finding.broken), default=None)
    best, bound, impossible = found_by(programmes_search, asked, earlier)
    if optimum is None:
        assert (best, impossible) == (None, True)
        return
    finding = timetable.check(asked, best.solution)
    assert (finding.broken, finding.objective) == ((), best.objective)
    assert (bound, best.objective) == (optimum, optimum)
