"""A million rows, as somebody sends them by mistake: refused with a line, or answered; within the memory there is."""

import os
import subprocess
import sys
import tempfile
import time

import pytest

pytestmark = pytest.mark.corpus

ROWS, MOST_MEGABYTES, MOST_SECONDS = 10**6, 2048, 180
HOUR = '"start": "2025-06-12T09:00:00", "end": "2025-06-12T10:00:00"'
TWO = '"people": [{"name": "A"}, {"name": "B"}]'
SPOKEN = '"spoken": ["de"], "into": ["uk"]'
MANY = {
    "meetings": (
        '"slots": 9, "tables": 2, "people": [{"name": "A"}, {"name": "B"}], "meetings"',
        '"people": ["A", "B"]',
    ),
    "places": ('"sessions": [{"id": "Walk", "capacity": 5}], "participants"', '"order": ["Walk"]'),
    "shifts": (
        '"interpreters": [{"name": "A", "a": ["de"], "b": ["uk"]}], "sessions"',
        f"{HOUR}, {SPOKEN}",
    ),
    "timetable": (f'"hours": [{{{HOUR}}}], "rooms": [{{"name": "Saal"}}], "sessions"', '"minutes": 60'),
}
REFUSED = {
    "meetings": "line 1: meetings: too many",
    "shifts": "line 1: sessions: leave more than 200,000 ways to fill a seat",
    "timetable": "line 1: step: leaves more than 1000000 ways",
}


@pytest.mark.parametrize("family", MANY)
def test_a_million_rows_are_refused_or_answered(family, tmp_path):
    head, row = MANY[family]
    name = "id" if family == "places" else "name"
    path = tmp_path / "many.json"
    with path.open("w") as file:
        file.write(f"{{{head}: [\n")
        file.write(",\n".join(f'{{"{name}": "{number}", {row}}}' for number in range(ROWS)))
        file.write("\n]}")
    started = time.monotonic()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        command = [sys.executable, "-m", "fairshare", family, str(path), "--json", "--time", "20"]
        process = subprocess.Popen(command, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        err.seek(0)
        said = err.read().decode()

    assert usage.ru_maxrss / 1024 < MOST_MEGABYTES
    assert time.monotonic() - started < MOST_SECONDS
    if family in REFUSED:
        assert (process.returncode, REFUSED[family] in said) == (2, True), said
    else:
        assert (process.returncode, said) == (0, "")
