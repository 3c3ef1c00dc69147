"""Lines and labels: pure geometry."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hromada.network.map.drawing import MOST_NARROW, MOST_WIDE, BondFacts, PlaceFacts, draw
from hromada.network.map.projection import HEIGHT, WIDTH

LEIPZIG = PlaceFacts(1, "Leipzig", 12.37, 51.34, 616_093)
KYJIW = PlaceFacts(2, "Kyjiw", 30.52, 50.45, 2_952_301)
LUBLIN = PlaceFacts(3, "Lublin", 22.57, 51.25, 336_339)
TOKYO = PlaceFacts(4, "Tokyo", 139.7, 35.7, 9_000_000)


def overlap(a, b):
    return min(a[2], b[2]) > max(a[0], b[0]) and min(a[3], b[3]) > max(a[1], b[1])


def test_a_pair_is_a_line_and_three_partners_a_closed_figure():
    drawing = draw([LEIPZIG, KYJIW, LUBLIN], [BondFacts((1, 2), "standing"), BondFacts((1, 2, 3), "coming")])

    assert [
        (line.style, line.members, line.is_closed, line.path.count("C"), line.path[-1]) for line in drawing.lines
    ] == [
        ("standing", (1, 2), False, 1, drawing.lines[0].path[-1]),
        ("coming", (1, 2, 3), True, 3, "z"),
    ]
    assert drawing.lines[0].path[-1].isdigit()
    assert {number: mark.partners for number, mark in drawing.marks.items()} == {1: (2, 3), 2: (1, 3), 3: (1, 2)}


def test_lines_between_the_same_two_run_beside_each_other():
    drawing = draw([LEIPZIG, KYJIW], [BondFacts((1, 2), "standing"), BondFacts((2, 1), "standing")])

    first, second = (line.path.split("C")[1].split()[1] for line in drawing.lines)
    assert first != second


def test_what_lies_beyond_the_sheet_is_left_out_and_so_is_a_line_with_one_end():
    drawing = draw([LEIPZIG, KYJIW, TOKYO], [BondFacts((1, 4), "standing"), BondFacts((1, 2, 4), "standing")])

    assert [line.members for line in drawing.lines] == [(1, 2)]
    assert set(drawing.marks) == {1, 2}


def test_a_place_that_no_line_reaches_is_not_marked():
    assert draw([LEIPZIG, KYJIW, LUBLIN], [BondFacts((1, 2), "standing")]).marks.keys() == {1, 2}


def test_nothing_to_draw_is_an_empty_drawing():
    drawing = draw([], [])

    assert (drawing.lines, drawing.marks, drawing.wide_labels) == ((), {}, ())


places = st.lists(
    st.tuples(st.floats(7, 38), st.floats(46, 54), st.integers(0, 10**7), st.text("abcdefgä", min_size=3, max_size=20)),
    min_size=2,
    max_size=40,
)


@given(places)
def test_names_that_always_stand_there_never_overlap_and_stay_on_the_sheet(facts):
    all_places = [PlaceFacts(number, name, *where, people) for number, (*where, people, name) in enumerate(facts)]
    bonds = [BondFacts((number, number + 1), "standing") for number in range(len(all_places) - 1)]

    drawing = draw(all_places, bonds)

    for labels, most in ((drawing.wide_labels, MOST_WIDE), (drawing.narrow_labels, MOST_NARROW)):
        assert len(labels) <= most
        assert not any(overlap(a.box, b.box) for a, b in combinations(labels, 2))
        assert all(a.box[0] > 0 and a.box[1] > 0 and a.box[2] < WIDTH and a.box[3] < HEIGHT for a in labels)


@pytest.mark.parametrize("near", [0.0, 0.05])
def test_names_of_neighbours_that_share_a_partner_are_kept_apart(near):
    neighbours = [PlaceFacts(number, f"Ort {number}", 9.2 + number * near, 48.7, 1000) for number in range(3, 6)]
    bonds = [BondFacts((place.number, 2), "standing") for place in neighbours]

    marks = draw([KYJIW, *neighbours], bonds).marks

    assert not any(overlap(a.label.box, b.label.box) for a, b in combinations(marks.values(), 2))
