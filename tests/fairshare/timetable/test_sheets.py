"""CoSPLib's sheets are read; what is wrong in them is told with sheet and cell."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from tests.fairshare.timetable.cases import conference, conferences, workbook

from fairshare.errors import BadProblem, Place
from fairshare.timetable.cosplib import Hours, Session, Talk, Track, Weights, read_conference, sheets

RICH = conference(
    sessions=(Session("Mon", 2, 540, 600, {"Saal": 2}), Session("Tue", 3, 600, 690)),
    tracks=(Track("Water", ("Ada", "Bo"), {"Tue": 3}), Track("Heat", (), {}, {"Keller": 4})),
    talks=(Talk("w1", "Water", 2, 1, -180, ("Ada",), ("Bo", "Cy"), {"Mon": 5}, {"Saal": 6}), Talk("h1", "Heat")),
    weights=Weights(*range(16)),
    hours=Hours(570, 1290, 420, 1380, 1, 10),
    offset=120,
    similar={("Water", "Heat"): 7},
)


def saved(book, tmp_path):
    path = tmp_path / "conference.xlsx"
    book.save(path)
    return path


def test_all_nine_sheets_are_read(tmp_path):
    assert read_conference(saved(workbook(RICH), tmp_path)) == RICH


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(conferences())
def test_what_is_written_is_read(tmp_path, asked):
    read = read_conference(saved(workbook(asked), tmp_path))

    assert read_conference(saved(workbook(read), tmp_path)) == read
    assert [one.name for one in read.talks] == [one.name for one in asked.talks]
    assert [read.talk_session_cost(talk, session) for talk in read.talks for session in read.sessions] == [
        asked.talk_session_cost(talk, session) for talk in asked.talks for session in asked.sessions
    ]


def test_blank_rows_and_columns_at_the_end_are_nothing(tmp_path):
    book = workbook(RICH)
    for sheet in book:
        sheet.cell(sheet.max_row + 3, sheet.max_column + 2).value = ""

    assert read_conference(saved(book, tmp_path)) == RICH


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "fault"),
    [
        ("parameters", "B2", "CET", "CET is no time zone like GMT+2"),
        ("parameters", "B4", "noon", "noon is no time of day"),
        ("parameters", "E3", "much", "much is no whole number"),
        ("parameters", "E3", -1, "-1 is less than 0"),
        ("submissions", "A3", "w1", "w1 is there twice"),
        ("submissions", "A1", "Name", "is Name, not Reference"),
        ("submissions", "B2", "Wind", "there is no track Wind"),
        ("submissions", "B2", None, "is empty"),
        ("submissions", "C2", 0, "a talk takes at least one slot"),
        ("submissions", "C2", 1.5, "1.5 is no whole number"),
        ("submissions", "E2", "GMT+99", "GMT+99 is no time zone like GMT+2"),
        ("submissions", "H1", "Sun", "there is no session Sun"),
        ("submissions", "K1", "Attic", "there is no room Attic"),
        ("submissions", "H2", "no", "no is no whole number"),
        ("tracks", "A3", "Water", "Water is there twice"),
        ("sessions", "B2", "two", "two is no whole number"),
        ("sessions", "D2", "9 h", "9 h is no time of day"),
        ("rooms", "A3", "Saal", "Saal is there twice"),
        ("tracks_sessions|penalty", "B1", "Sun", "there is no session Sun"),
        ("tracks_sessions|penalty", "C1", "Mon", "Mon is there twice"),
        ("tracks_rooms|penalty", "A3", "Wind", "no row of track Heat"),
        ("similar tracks", "C2", True, "True is no whole number"),
        ("sessions_rooms|penalty", "C1", None, "no column of room Keller"),
    ],
)
def test_what_is_wrong_is_told_with_its_cell(tmp_path, sheet, cell, value, fault):
    book = workbook(RICH)
    book[sheet][cell] = value

    with pytest.raises(BadProblem) as refused:
        read_conference(saved(book, tmp_path))

    # What is missing is missed at the beginning.
    where = {"no row of track Heat": "A1", "no column of room Keller": "B1"}.get(fault, cell)
    assert (refused.value.item, refused.value.place, refused.value.fault) == (sheet, Place(cell=where), fault)


def test_a_weight_or_a_sheet_that_is_missing_is_named(tmp_path):
    book = workbook(RICH)
    book["parameters"]["D4"] = "Session Rooms"
    with pytest.raises(BadProblem, match=r"no weight of Sessions_Rooms\|Penalty below"):
        read_conference(saved(book, tmp_path))

    del book["rooms"]
    with pytest.raises(BadProblem, match="has no sheet rooms"):
        read_conference(saved(book, tmp_path))


def test_what_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "conference.xlsx"
    for content in (b"", b"PK\x03\x04 and no more", zipped({"a.txt": b"a"}), zipped({"[Content_Types].xml": b"<"})):
        path.write_bytes(content)
        with pytest.raises(BadProblem, match=r"is not an \.xlsx file"):
            read_conference(path)

    with pytest.raises(BadProblem, match="No such file"):
        read_conference(tmp_path / "none.xlsx")


def test_what_is_too_large_is_refused_before_it_fills_the_memory(tmp_path, monkeypatch):
    path = saved(workbook(RICH), tmp_path)
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    with pytest.raises(BadProblem, match="parameters: has more than 2 rows"):
        read_conference(path)

    monkeypatch.setattr(sheets, "MOST_BYTES", 100)
    with pytest.raises(BadProblem, match="when unpacked"):
        read_conference(path)


def zipped(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()
