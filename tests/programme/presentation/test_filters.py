"""What a reader may ask of a programme in its address."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.http import QueryDict
from django.utils.translation import override
from tests.programmes import programme

from hromada.programme.presentation import filters
from hromada.programme.snapshot import Programme, Session

WHOLE: Programme = programme(60)
TRAITS = {session.key: filters.traits(session, WHOLE) for session in WHOLE.sessions}
COUNTS = filters.count(TRAITS)


def asked(query: str) -> list[Session]:
    wishes = filters.read(QueryDict(query), COUNTS)
    return [session for session in WHOLE.sessions if wishes.fits(TRAITS[session.key])]


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("", lambda _s: True),
        ("kind=forum", lambda s: s.kind == "forum"),
        ("kind=forum&kind=welcome", lambda s: s.kind in ("forum", "welcome")),
        ("kind=greeting&day=2027-05-13", lambda s: s.kind == "greeting" and WHOLE.local(s.starts).day == 13),
        ("language=en", lambda s: "en" in (*s.floor, *s.interpreted)),
        ("format=hybrid", lambda s: s.format == "hybrid"),
        ("kind=unknown", lambda _s: True),
        ("kind=forum&kind=unknown", lambda s: s.kind == "forum"),
        ("kind=%3Cscript%3E&topic=&day=tomorrow&nonsense=1", lambda _s: True),
    ],
)
def test_within_a_filter_any_value_fits_and_between_filters_all_must(query, fits):
    assert asked(query) == [session for session in WHOLE.sessions if fits(session)]


def test_a_session_without_topics_has_those_of_the_session_that_holds_it():
    child = next(session for session in WHOLE.sessions if session.parent)
    of_parent = frozenset(WHOLE.session_by_key[child.parent or ""].topics)

    assert filters.traits(replace(child, topics=()), WHOLE)["topic"] == of_parent


def test_equal_wishes_have_equal_addresses():
    one, other = (
        filters.read(QueryDict(query), COUNTS).query()
        for query in ("kind=forum&day=2027-05-13&kind=welcome", "kind=welcome&kind=forum&day=2027-05-13&x=1")
    )

    assert one == other == "day=2027-05-13&kind=forum&kind=welcome"


def test_the_form_offers_what_occurs_with_its_number():
    with override("de"):
        offered = {one.name: one for one in filters.form(WHOLE, COUNTS, filters.read(QueryDict("kind=forum"), COUNTS))}

    kinds = {option.value: (option.count, option.chosen) for option in offered["kind"].options}
    assert kinds == {value: (number, value == "forum") for value, number in COUNTS["kind"].items()}
    assert (offered["kind"].chosen, offered["day"].chosen) == (1, 0)
    assert str(offered["day"].options[0].label) == "Mi, 12. Mai"


def test_a_filter_that_leaves_no_choice_is_not_offered():
    single = Programme(edition=WHOLE.edition, sessions=WHOLE.sessions[:1], rooms=WHOLE.rooms, topics=WHOLE.topics)
    counts = filters.count({"only": filters.traits(single.sessions[0], single)})

    assert [one.name for one in filters.form(single, counts, filters.Wishes())] == [
        name for name in filters.NAMES if len(counts[name]) > 1
    ]
