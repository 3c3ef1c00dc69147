"""What all families stand on: sums, conflicts, races, files."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairshare.conflict import corrections, minimal_conflicts, smallest_conflicts
from fairshare.errors import BadProblem, EngineFailed, Place
from fairshare.linear import Linear, Row, total
from fairshare.racing import Engine, Race
from fairshare.reading import from_json, line_of
from fairshare.stop import Stop, Watch


@given(st.lists(st.tuples(st.integers(-3, 3), st.booleans()), min_size=1), st.integers(-5, 5), st.integers(-5, 5))
def test_a_rule_means_the_same_over_values_and_over_variables(terms, constant, limit):
    values = [int(value) for _, value in terms]
    numbers = total(times * value for (times, _), value in zip(terms, values, strict=True)) + constant
    sums = total(times * Linear.of(index) for index, (times, _) in enumerate(terms)) + constant

    for over_values, over_variables in (
        (numbers <= limit, sums <= limit),
        (numbers >= limit, sums >= limit),
        (numbers == limit, sums == limit),
    ):
        assert holds(over_variables, values) == over_values


def holds(row, values):
    if isinstance(row, bool):
        return row
    reached = sum(times * values[index] for index, times in row.terms.items())
    return (row.low is None or row.low <= reached) and (row.high is None or reached <= row.high)


def test_what_cancels_out_is_no_row():
    x = Linear.of(1)

    assert (x - x <= 0, x - x == 1, 2 * x - 1 >= 0) == (True, False, Row({1: 2}, 1, None))


FORBIDDEN = [{"a", "b", "c"}, {"c", "d"}, {"e", "a", "d", "b"}]


def core_of(labels):
    return next((sorted(one) for one in FORBIDDEN if one <= set(labels)), None)


def test_the_smallest_conflict_is_smaller_than_a_minimal_one():
    assert list(minimal_conflicts("abcde", core_of)) == [("a", "b", "c")]
    assert list(smallest_conflicts("abcde", core_of)) == [("a", "b", "c"), ("c", "d")]
    assert list(smallest_conflicts("abe", core_of)) == []


def test_what_would_have_to_give_is_said_singly_where_one_is_enough():
    assert list(corrections("abcd", "cd", core_of)) == [("c",)]
    assert list(corrections("abcde", "cd", core_of)) == [("c", "e")]


@given(st.sets(st.frozensets(st.integers(0, 6), min_size=1), min_size=1))
def test_no_smaller_conflict_exists_than_the_smallest(forbidden):
    def core(labels):
        return next((sorted(one) for one in sorted(forbidden, key=sorted) if one <= set(labels)), None)

    *_, found = smallest_conflicts(range(7), core)

    assert frozenset(found) in forbidden
    assert len(found) == min(len(one) for one in forbidden)


def test_a_race_ends_with_its_deadline_and_leaves_nothing():
    started = time.monotonic()
    with Race([Engine("busy", "tests.fairshare.engines:busy_forever")], Watch(Stop(1))) as news:
        (told,) = list(news)

    assert told[0] == "busy"
    assert time.monotonic() - started < 5
    assert not is_alive(told[1])


def test_a_race_ends_when_it_is_cancelled():
    pids = []
    with Race([Engine("busy", "tests.fairshare.engines:busy_forever")], Watch(Stop(60, lambda: bool(pids)))) as news:
        for _, pid in news:
            pids.append(pid)

    assert [is_alive(pid) for pid in pids] == [False]


def test_one_engine_may_fail_while_another_answers():
    race = [Engine("fails", "tests.fairshare.engines:fail"), Engine("counts", "tests.fairshare.engines:count", (3,))]
    found = []
    with Race(race, Watch(Stop(60))) as news, pytest.raises(EngineFailed, match=r"(?s)^fails: .*no such luck$"):
        found.extend(news)

    assert found == [("counts", 0), ("counts", 1), ("counts", 2)]


@pytest.mark.parametrize("kind", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_engines_die_with_the_process_that_started_them(kind):
    script = textwrap.dedent("""
        from fairshare.racing import Engine, Race
        from fairshare.stop import Stop, Watch

        with Race([Engine("busy", "tests.fairshare.engines:busy_forever")], Watch(Stop(60))) as news:
            for _, pid in news:
                print(pid, flush=True)
    """)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as started:
        pid = int(started.stdout.readline())
        assert is_alive(pid)
        started.send_signal(kind)
        started.wait(10)

    deadline = time.monotonic() + 5
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_alive(pid)


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # Adopted by whoever does not wait for it, a dead one stays in the table.
    stat = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout
    return not stat.startswith("Z") and stat != ""


@dataclass(frozen=True)
class Chair:
    legs: int


@dataclass(frozen=True)
class Room:
    name: str
    chairs: tuple[Chair, ...] = ()

    def __post_init__(self):
        if any(chair.legs == 2 for chair in self.chairs):
            number = [chair.legs for chair in self.chairs].index(2)
            raise BadProblem(f"chairs[{number}].legs", "would fall")


GOOD = '{\n "name": "Saal",\n "chairs": [\n  {"legs": 4},\n  {\n   "legs": 3}\n ]\n}'


def test_a_question_is_read_from_json():
    assert from_json(GOOD, Room) == Room("Saal", (Chair(4), Chair(3)))


@pytest.mark.parametrize(
    ("old", "new", "item", "line"),
    [
        ('"legs": 3', '"legs": "three"', "chairs[1].legs", 6),
        ('"legs": 3', '"legs": 2', "chairs[1].legs", 6),
        ('"legs": 3', '"leggs": 3', "chairs[1].leggs", 6),
        ('"legs": 3', "", "chairs[1]", 5),
        ('"name": "Saal",', '"nane": "Saal",', "nane", 2),
        ('"legs": 4}', '"legs": 4', "", 5),
        ('"legs": 4', '"legs": NaN', "", 1),
        ('"legs": 4', '"legs": 4, "legs": 5', "legs", 1),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_line(old, new, item, line):
    with pytest.raises(BadProblem) as refused:
        from_json(GOOD.replace(old, new), Room)

    assert (refused.value.item, refused.value.place) == (item, Place(line))


def test_an_item_that_is_not_there_has_the_line_of_what_would_hold_it():
    assert [line_of(GOOD, item) for item in ("", "name", "chairs", "chairs[1]", "chairs[7].legs")] == [1, 2, 3, 5, 3]
