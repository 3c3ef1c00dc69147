"""The frozen programme, as a value of its own."""

from dataclasses import replace

import pytest
from tests.programmes import programme

from hromada.programme.snapshot import from_json, to_json


def test_what_is_written_is_read_again_and_the_same_programme_gives_the_same_bytes():
    whole = programme(sessions=40)

    assert from_json(to_json(whole)) == whole
    assert to_json(whole) == to_json(programme(sessions=40))


@pytest.mark.parametrize(
    ("zone", "called"),
    [("Europe/Berlin", "UTC+2"), ("Asia/Kolkata", "UTC+5:30"), ("America/Halifax", "UTC−3"), ("UTC", "UTC+0")],
)
def test_a_zone_is_called_by_its_hours(zone, called):
    assert replace(programme(sessions=5).edition, time_zone=zone).utc_offset == called
