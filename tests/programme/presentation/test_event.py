"""Sessions as schema.org events, and texts laid side by side."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.programmes import programme

from hromada.kernel.histories.rewording import reworded
from hromada.kernel.localised import Localised
from hromada.programme.presentation.event import as_script, event

WHOLE = programme(30)
SESSION = next(session for session in WHOLE.sessions if session.format == "hybrid" and session.appearances)


def test_an_event_has_its_times_with_the_offset_of_the_place_and_both_ways_of_taking_part():
    described = event(SESSION, WHOLE, "en", "https://example.org/s/", "https://example.org/")

    assert described["startDate"] == WHOLE.local(SESSION.starts).isoformat()
    assert described["startDate"].endswith("+02:00")
    assert described["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in described["location"]] == ["Place", "VirtualLocation"]
    assert [one["@type"] for one in described["performer"]] == ["Person"] * len(SESSION.appearances)


def test_nothing_empty_is_told():
    bare = replace(SESSION, abstract=Localised(), organisers=(), appearances=(), floor=(), interpreted=())

    described = event(bare, WHOLE, "en", "https://example.org/s/", "https://example.org/")

    assert {"description", "organizer", "performer", "inLanguage"} & described.keys() == set()


def test_hostile_text_cannot_leave_the_script_element():
    hostile = "</script><script>alert(1)</script>\u2028&amp;<!--"
    script = as_script({"name": hostile})

    assert "<" not in script
    assert ">" not in script
    assert json.loads(script) == {"name": hostile}


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("one two three", "one 2 three", "one <del>two</del><ins>2</ins> three"),
        ("same", "same", "same"),
        ("<b>", "<i>", "<del>&lt;b&gt;</del><ins>&lt;i&gt;</ins>"),
        ("", "new", "<ins>new</ins>"),
    ],
)
def test_what_went_and_what_came_is_marked_and_escaped(before, after, shown):
    assert reworded(before, after) == shown


def test_very_long_texts_are_shown_one_after_the_other():
    before, after = "old " * 2000, "new " * 2000

    assert reworded(before, after) == f"<del>{before}</del> <ins>{after}</ins>"
