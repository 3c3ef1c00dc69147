"""The searches, in this process, against every answer there is."""

import time

from tests.fairshare.timetable.cases import schedules, timetables

from fairshare import timetable
from fairshare.asking import Bound, Found, Impossible
from fairshare.timetable import cosplib
from fairshare.timetable import search as programmes
from fairshare.timetable.cosplib import search as conferences

SECONDS = 20.0


def found_by(search, asked, seed=1):
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

    search.run(asked, (), seed, 1, time.monotonic() + SECONDS, report=report)
    return best, bound, impossible


def compare_conference(asked):
    """The bound never passes the optimum; where a track may sit in two rooms the search may end a little above it."""
    optimum = min((cosplib.check(asked, one).objective for one in schedules(asked)), default=None)
    best, bound, impossible = found_by(conferences, asked)
    if optimum is None:
        assert (best, impossible) == (None, True)
        return
    finding = cosplib.check(asked, best.solution)
    assert (finding.broken, finding.objective) == ((), best.objective)
    assert bound <= optimum <= best.objective
    if len(asked.rooms) == 1 and not asked.weights.talk_order:
        assert (bound, best.objective) == (optimum, optimum)


def compare_programme(asked):
    findings = [timetable.check(asked, one) for one in timetables(asked)]
    optimum = min((finding.objective for finding in findings if not finding.broken), default=None)
    best, bound, impossible = found_by(programmes, asked)
    if optimum is None:
        assert (best, impossible) == (None, True)
        return
    finding = timetable.check(asked, best.solution)
    assert (finding.broken, finding.objective) == ((), best.objective)
    assert (bound, best.objective) == (optimum, optimum)
