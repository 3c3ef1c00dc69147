"""``hromada export`` and ``hromada check`` on the demo's conference."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from icalendar import Calendar
from lxml import etree
from tests.running import Running, hromada

from hromada.kernel.postgres import Cluster


@pytest.fixture(scope="module")
def var() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="hromada-"))
    folder.chmod(0o755)
    demo = Running.start(folder / "var", "demo")
    demo.until("/readyz", 200, seconds=120)
    demo.stop()
    yield folder / "var"
    shutil.rmtree(folder)


def export(var: Path, form: str, *more: str | Path) -> str:
    answer = hromada(var, "export", "programme", "--edition", "leipzig-2023", "--format", form, *more)
    assert (answer.returncode, answer.stderr) == (0, "")
    return answer.stdout


def test_the_same_programme_comes_in_every_format(var):
    base = ("--base", "https://conference.example.org")
    pdf = var.parent / "programme.pdf"
    conference = json.loads(export(var, "json", *base))["schedule"]["conference"]
    in_json = [event["guid"] for day in conference["days"] for room in day["rooms"].values() for event in room]
    in_xml = etree.fromstring(export(var, "xml", *base).encode()).xpath("//event/@guid")
    in_calendar = [
        event for event in Calendar.from_ical(export(var, "ics", *base)).events if event.get("STATUS") != "CANCELLED"
    ]
    export(var, "pdf", "--language", "uk", "-o", pdf)

    assert (bool(in_json), sorted(in_json), len(in_calendar), pdf.read_bytes()[:5]) == (
        True,
        sorted(in_xml),
        len(in_json),
        b"%PDF-",
    )


def test_an_older_release_is_exported_by_its_number_and_one_that_never_was_is_refused(var):
    latest, first = export(var, "xml"), export(var, "xml", "--release", "1")
    never = hromada(var, "export", "programme", "--edition", "leipzig-2023", "--format", "xml", "--release", "99")

    assert (latest != first, never.returncode, never.stderr) == (
        True,
        2,
        "hromada: There is no such published programme: leipzig-2023.\n",
    )


def test_a_check_tells_what_cannot_happen_as_planned_in_a_conference_to_come(var):
    cluster = Cluster(var / "postgres")
    with cluster.in_use(database="hromada"), psycopg.connect(cluster.dsn("hromada")) as connection:
        connection.execute("UPDATE programme_edition SET ends_on = current_date + 1 WHERE slug = 'leipzig-2023'")
        connection.execute("UPDATE programme_edition SET starts_on = current_date WHERE slug = 'leipzig-2023'")

    told = hromada(var, "check").stdout.splitlines()

    conflicts = [line for line in told if line.startswith("leipzig-2023: ")]
    assert (
        len(conflicts) > 0,
        [line for line in conflicts if "lies outside the days of the conference" not in line],
    ) == (
        True,
        [],
    )
