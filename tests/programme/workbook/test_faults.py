"""What is wrong is told cell by cell, all of it at once, in words and in a copy of the file; nothing is written."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from datetime import date, time

import pytest
from django.utils.translation import override
from openpyxl import load_workbook
from tests.programme.workbook.drafts import Desk, everything, rich_draft

from hromada.programme.actions import import_programme
from hromada.programme.models import Appearance
from hromada.programme.workbook.faults import FaultyWorkbook
from hromada.programme.workbook.marking import marked_copy

pytestmark = pytest.mark.django_db
DAY = "Wed 12.05.2027"


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def refused(desk, **options):
    """The faults as (sheet, head, sentence); the draft is as it was."""
    before = everything()
    with pytest.raises(FaultyWorkbook) as caught:
        import_programme(desk.content, slug="auental", by=None, **options)
    assert everything() == before
    found = []
    for fault in caught.value.faults:
        letter, _row = re.fullmatch(r"([A-Z]+)(\d+)", fault.cell).groups()
        found.append((fault.sheet, desk.workbook[fault.sheet][f"{letter}1"].value, fault.sentence))
    return found


IS_A_DATE = "“%s” is a date, a time or a yes here; please format the cell as text and write it anew."
CELLS = {
    "Day": ("31.02.2027", "“31.02.2027” is not a day such as 13.05.2027."),
    "Title (de)": (date(2027, 5, 1), IS_A_DATE % "01.05.2027 00:00"),
    "Title (uk)": ("=A1&B1", "here is a formula; please write what it gives (copy, then “paste values only”)."),
    "Title (en)": ("#REF!", "“#REF!” is an error of Excel."),
    "Kind": ("Party", None),
    "Room": ("Keller", "there is no “Keller” on the sheet “Rooms”."),
    "Part of": ("Nirgends", "there is no session “Nirgends” in this workbook."),
    "Languages spoken": ("German, Klingonisch!",
                         "“Klingonisch!” is no language that is known; please write its name or its code, as “de”."),
    "Announced although by invitation": ("vielleicht", "“vielleicht” is neither yes nor no."),
    "Places on site": ("etwa 80", "“etwa 80” is not a whole number."),
    "Places online": (-3, "-3 is not between 0 and 2147483647."),
    "Topics": ("Wasser; Luft", "there is no “Luft” on the sheet “Topics”."),
    "Venue": (True, IS_A_DATE % "True"),
}  # fmt: skip


def test_every_fault_of_a_row_is_told_at_once():
    desk = Desk.of(rich_draft())
    for head, (value, _sentence) in CELLS.items():
        desk.write("forum", head, value)

    told = refused(desk)

    expected = {(DAY, head, sentence) for head, (_value, sentence) in CELLS.items() if sentence}
    assert expected <= set(told)
    assert [sentence.partition(": ")[0] for _sheet, head, sentence in told if head == "Kind"] == [
        "“Party” is not in the list"
    ]
    assert len(told) == len(CELLS)


def test_times_that_cannot_be_are_told():
    desk = Desk.of(rich_draft())
    desk.write("forum", "Begins", time(11))
    desk.write("forum", "Ends", time(10))
    desk.write("part", "Begins", "halb neun")
    desk.write("someday", "Begins", time(9))
    desk.write("secret", "Day", "28.03.2027")
    desk.write("secret", "Begins", "02:30")

    assert refused(desk) == [
        (DAY, "Begins", "“halb neun” is not a time such as 9:30."),
        ("Thu 13.05.2027", "Begins", "02:30 is skipped on that day: clocks are put forward."),
        ("Without a time", "Begins", "there is a time, but no day: please write one in the column of days."),
        (
            DAY,
            "Ends",
            "it ends (12.05.2027 10:00) before it begins (12.05.2027 11:00). If it ends on another day, please write "
            "the date before the time: 13.05.2027 00:30.",
        ),
    ]


def test_doubled_keys_and_circles_are_told_where_they_are():
    edition = rich_draft()
    desk = Desk.of(edition)
    desk.write("forum", "Abstract (en)", None)
    desk.workbook[DAY].append([cell.value for cell in desk.workbook[DAY][2]])
    desk.write("forum", "Part of", "[part]")
    desk.write("someday", "Part of", "Irgendwann")

    assert refused(desk) == [
        (
            DAY,
            "Key",
            f"the key “forum” stands in row 2 of the sheet “{DAY}” too; please empty it in the row that is new.",
        ),
        (DAY, "Part of", "the session is part of itself, directly or through others."),
        (DAY, "Part of", "the session is part of itself, directly or through others."),
        ("Without a time", "Part of", "the session is part of itself, directly or through others."),
    ]


def test_a_circle_through_a_session_that_the_file_lacks_is_told_too():
    desk = Desk.of(rich_draft())
    desk.delete("part")
    desk.write("forum", "Part of", "[part]")

    assert refused(desk) == [(DAY, "Part of", "the session is part of itself, directly or through others.")]
    assert refused(desk, remove_gone=True) == [
        (DAY, "Part of", "the session that this one is part of is not in the workbook.")
    ]


def test_what_the_rows_of_people_may_not_say_is_told():
    edition = rich_draft()
    moderator = Appearance.objects.get(part="moderator", session__edition=edition)
    desk = Desk.of(edition)
    desk.write(moderator.pk, "Part", "Speaker", "People")
    desk.add("People", Person="Anna Linde", Session="[forum]", Part="Speaker", In_the_place_of=f"[{moderator.pk}]")
    desk.add("People", Person="Anna Linde", Session="Irgendwann", In_the_network="nirgends")
    desk.add("Material", Session="Irgendwann", Address="javascript:alert(1)")
    desk.write("anna", "Name (de)", None)
    desk.write("anna", "Name (uk)", None)
    desk.add("Names", Key="a b", **{"Name (de)": "Jemand"})

    assert refused(desk) == [
        ("Names", "Key", "“a b” is no key. In a new row, leave the key blank."),
        ("Material", "Address", "“javascript:alert(1)” is no address of the web such as https://example.org/."),
        ("Names", "Name (de)", "it needs a text in at least one language."),
        ("People", "In the network", "“nirgends” is no organisation of the network."),
        ("People", "Part", "this must not be blank in a new row."),
        ("Material", "Title (de)", "it needs a text in at least one language."),
        ("People", "Part", "this person already has this part in the session."),
    ]


def test_a_name_of_several_asks_for_the_key():
    desk = Desk.of(rich_draft())
    desk.write("part", "Room", "Nische")

    assert refused(desk) == [
        (DAY, "Room", "several are called “Nische”; please write the key of one behind it in square brackets.")
    ]


def test_merged_cells_lost_keys_and_doubled_heads_are_told():
    desk = Desk.of(rich_draft())
    desk.workbook[DAY].merge_cells("E2:E3")
    desk.workbook["Rooms"].delete_cols(1)
    desk.workbook["Topics"].cell(1, 3).value = "Name (de)"

    assert [(sheet, sentence) for sheet, _head, sentence in refused(desk)] == [
        (DAY, "the cells E2:E3 are merged; please part them, so that each row has its own."),
        ("Rooms", "the column “Key” is missing; without it no row is found again."),
        ("Topics", "this column is there twice."),
    ]


def test_a_text_that_no_cell_can_hold_stays_whole_unless_it_is_changed():
    edition = rich_draft()
    edition.sessions.filter(key="secret").update(abstract={"de": "ы😀" * 20_000})
    desk = Desk.of(edition)

    assert import_programme(desk.content, slug="auental", by=None).changes_anything is False
    desk.write("secret", "Abstract (de)", "Neu")
    assert refused(desk) == [
        (
            "Thu 13.05.2027",
            "Abstract (de)",
            "the text is longer than a cell can hold; its end is missing. Please change it in the office.",
        )
    ]


def test_the_copy_has_every_faulty_cell_red_with_its_reason():
    desk = Desk.of(rich_draft())
    desk.write("forum", "Room", "Keller")
    desk.write("forum", "Title (de)", None)
    desk.write("someday", "Begins", time(9))
    content = desk.content
    with pytest.raises(FaultyWorkbook) as caught:
        import_programme(content, slug="auental", by=None)

    copy = load_workbook(io.BytesIO(marked_copy(content, caught.value.faults)))

    red = {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in copy
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == "00F8B4B4"
    }
    assert red == {(fault.sheet, fault.cell): fault.sentence for fault in caught.value.faults}
    assert str(caught.value).splitlines()[0] == "The workbook has 2 errors; nothing was written."
    assert len(red) == 2


@pytest.mark.parametrize("language", ["de", "uk"])
def test_faults_are_told_in_the_language_of_the_reader(language):
    desk = Desk.of(rich_draft())
    for head, (value, _sentence) in CELLS.items():
        desk.write("forum", head, value)

    with override(language), pytest.raises(FaultyWorkbook) as caught:
        import_programme(desk.content, slug="auental", by=None)

    english = {sentence for _value, sentence in CELLS.values()}
    assert english.isdisjoint(fault.sentence for fault in caught.value.faults)
    assert len(caught.value.faults) == len(CELLS)


@pytest.mark.django_db(transaction=True)
def test_the_commands_write_a_draft_and_bring_it_back_with_a_marked_copy(tmp_path, database_url):
    rich_draft()
    environment = {**os.environ, "DATABASE_URL": database_url, "HROMADA_DEBUG": "1", "LC_ALL": "de_DE.UTF-8"}
    command = [sys.executable, "-c", "import sys; from hromada.config.cli import main; sys.exit(main())"]
    file = tmp_path / "programm.xlsx"

    def hromada(*arguments):
        return subprocess.run(
            [*command, *map(str, arguments)], env=environment, capture_output=True, text=True, check=False
        )

    written = hromada("export", "draft", "--edition", "auental", "--language", "en", "-o", file)
    same = hromada("import", "programme", file, "--edition", "auental", "--dry-run")
    desk = Desk(file.read_bytes())
    desk.write("forum", "Kind", "Party")
    file.write_bytes(desk.content)
    faulty = hromada("import", "programme", file, "--edition", "auental", "--dry-run")

    assert (written.returncode, same.returncode, faulty.returncode) == (0, 0, 2)
    assert same.stdout.splitlines()[:2] == [
        "Nichts hat sich geändert.", "XLSX: 5 Einträge gefunden, 5 gelesen, 0 ausgelassen.",
    ]  # fmt: skip
    copy = tmp_path / "programm-errors.xlsx"
    assert faulty.stderr.splitlines()[0] == "hromada: Die Arbeitsmappe hat 1 Fehler; nichts wurde geschrieben."
    assert faulty.stderr.splitlines()[-1] == f"Eine Kopie mit den markierten Fehlern: {copy}"
    assert Desk(copy.read_bytes()).cell("forum", "Kind").comment.text.startswith("„Party“ steht nicht in der Liste: ")
