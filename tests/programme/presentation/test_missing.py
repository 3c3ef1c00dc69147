"""What is missing, ordered by how soon it hurts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.programmes import programme

from hromada.kernel.localised import Localised
from hromada.programme.differences import Change, ChangeKind, Differences, SessionChanges
from hromada.programme.presentation.office.missing import Band, Draft, What, missing
from hromada.programme.rules import Code, Finding

TUESDAY = datetime(2030, 5, 14, 8, tzinfo=UTC)
WEDNESDAY = datetime(2030, 5, 15, 8, tzinfo=UTC)


def draft(key: str = "water", **more: object) -> Draft:
    given = {"title": Localised({"de": key}), "starts": TUESDAY, "needs_room": False, "is_public": False, **more}
    return Draft(key=key, **given)  # type: ignore[arg-type]


def told(bands: dict) -> dict[str, list[tuple[str, str]]]:
    return {band.name: [(one.what.value, one.session) for one in found] for band, found in bands.items()}


def test_nothing_missing_leaves_nothing_to_tell():
    assert missing([draft()], [], Differences()) == {}


@pytest.mark.parametrize(
    ("more", "band", "what"),
    [
        ({"needs_room": True}, "OPEN", "no_room"),
        ({"unconfirmed": (Localised({"de": "Mara"}),)}, "OPEN", "unconfirmed"),
        ({"lacks": ("uk",)}, "OPEN", "text_missing"),
        ({"lacks": ("uk",), "is_public": True}, "PUBLIC", "text_missing"),
        ({"stale": ("uk",), "is_public": True}, "PUBLIC", "text_stale"),
    ],
)
def test_each_gap_of_a_session_is_told_where_it_hurts(more, band, what):
    assert told(missing([draft(**more)], [], None)) == {band: [(what, "water")]}


@pytest.mark.parametrize(
    ("kind", "band", "what"),
    [
        (ChangeKind.MOVED, "PUBLIC", "misleading"),
        (ChangeKind.CANCELLED, "PUBLIC", "misleading"),
        (ChangeKind.PERSON_WITHDRAWN, "PUBLIC", "misleading"),
        (ChangeKind.TITLE, "OPEN", "unpublished"),
        (ChangeKind.NEW, "OPEN", "unpublished"),
    ],
)
def test_what_is_not_published_yet_hurts_at_once_where_it_misleads(kind, band, what):
    session = programme(1).sessions[0]
    differences = Differences(sessions=(SessionChanges(session=session, changes=(Change(kind=kind),)),))

    assert told(missing([draft(session.key)], [], differences)) == {band: [(what, session.key)]}


def test_within_a_band_the_sooner_day_comes_first_and_what_has_no_day_last():
    drafts = [
        draft("later", starts=WEDNESDAY, needs_room=True),
        draft("never", starts=None, needs_room=True),
        draft("sooner", needs_room=True),
    ]

    assert told(missing(drafts, [], None)) == {
        "OPEN": [("no_room", "sooner"), ("no_room", "later"), ("no_room", "never")]
    }


def test_conflicts_come_before_what_is_merely_open():
    findings = [Finding(Code.NO_TIME, ("water",)), Finding(Code.ROOM_TWICE, ("water", "energy"))]

    bands = missing([draft("water"), draft("energy")], findings, None)

    assert told(bands) == {"CONFLICT": [("conflict", "water")], "OPEN": [("gap", "water")]}
    assert list(bands) == [Band.CONFLICT, Band.OPEN]
    assert bands[Band.CONFLICT][0].what is What.CONFLICT


def test_a_conflict_with_a_session_that_the_reader_must_not_know_of_is_not_told():
    assert missing([draft("mine")], [Finding(Code.ROOM_TWICE, ("mine", "closed"))], None) == {}
