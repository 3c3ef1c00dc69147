"""Workbooks that are broken or mean harm: one clear sentence, quickly, in little memory, and nothing is written."""

from __future__ import annotations

import io
import re
import resource
import time
import zipfile

import pytest
from django.utils.html import conditional_escape
from django.utils.translation import override
from openpyxl import load_workbook
from tests.programme.workbook.drafts import Desk, everything, rich_draft

from hromada.kernel.refusal import Refusal
from hromada.programme.actions import import_programme
from hromada.programme.models import Session
from hromada.programme.workbook.making import draft_workbook
from hromada.programme.workbook.reading import read_workbook

SHEET = "xl/worksheets/sheet1.xml"
HEAD = "".join(
    f'<c r="{letter}1" t="inlineStr"><is><t>{text}</t></is></c>'
    for letter, text in zip("ABCD", ("Key", "Name (de)", "Places", "Position"), strict=True)
)
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
DOCTYPE = "The file declares a document type (<!DOCTYPE …>), through which XML can do harm; a workbook needs none."
NONE_OF_OURS = "None of the sheets is one of a programme. Please begin with a workbook that Hromada has written."
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def rows(*inner, prologue=""):
    body = "".join(inner)
    return f'<?xml version="1.0"?>{prologue}<worksheet><sheetData><row r="1">{HEAD}</row>{body}</sheetData></worksheet>'


def relations(*several):
    inner = "".join(f'<Relationship Id="{id}" Type="{TYPES}/{kind}" Target="{to}"/>' for id, kind, to in several)
    return f"<Relationships>{inner}</Relationships>"


def workbook(sheet=None, *, title="Rooms", strings=None, target="worksheets/sheet1.xml", **parts):
    """The least that makes a workbook: one sheet of rooms."""
    given = {
        "_rels/.rels": relations(("a", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook><sheets><sheet name="{title}" sheetId="1" r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("s", "worksheet", target), ("t", "sharedStrings", "sharedStrings.xml")
        ),
        SHEET: rows() if sheet is None else sheet,
        **({"xl/sharedStrings.xml": strings} if strings else {}),
        **parts,
    }  # fmt: skip
    return packed(given)


def packed(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def lying():
    """The directory says that the sheet is small."""
    content = workbook(rows("<row/>" * 300_000))
    real = len(rows("<row/>" * 300_000)).to_bytes(4, "little")
    return content.replace(real, (40).to_bytes(4, "little"))


MANY_ROWS = "".join(
    f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}" t="str"><v>Raum</v></c></row>' for n in range(2, 100_002)
)
LONG = "<sst><si><t>" + "x" * 32_000 + "</t></si></sst>"
REPEATED = "".join(f'<row r="{n}">' + '<c t="s"><v>0</v></c>' * 4 + "</row>" for n in range(2, 9_000))

REFUSED = {
    "no archive": (b"PK\x03\x04 nonsense", "The file is damaged: as a workbook (.xlsx) it breaks off."),
    "broken off": (workbook()[:-200], "The file is damaged: as a workbook (.xlsx) it breaks off."),
    "old or locked": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "This is an old Excel file (.xls), or one with a password. Please save it as .xlsx without a password.",
    ),
    "another archive": (
        packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}),
        "This is an archive, but no Excel workbook (.xlsx). Please save it in that format.",
    ),
    "wrong sheets": (workbook("<worksheet/>", title="Budget"), NONE_OF_OURS),
    "no sheet": (packed({"xl/workbook.xml": "<workbook/>"}), NONE_OF_OURS),
    "bomb": (
        workbook(**{"xl/media/a.bin": b"\0" * (70 * 2**20)}),
        "Unpacked, the workbook has 5 parts and 71 MB; no programme needs as much.",
    ),
    "many parts": (
        workbook(**{f"xl/a{n}.xml": "" for n in range(1_200)}),
        "Unpacked, the workbook has 1204 parts and 1 MB; no programme needs as much.",
    ),
    "lies about its size": (lying(), f"The workbook is damaged: {SHEET} cannot be read."),
    "packed otherwise": (
        workbook().replace(b"\x14\0\0\0\x08\0", b"\x14\0\0\0\x0c\0"),
        "The workbook is packed in a way that Excel does not use.",
    ),
    "laughs": (workbook(rows(prologue=LAUGHS)), DOCTYPE),
    "from outside": (workbook(rows(prologue=OUTSIDE)), DOCTYPE),
    "laughs among the texts": (workbook(strings=f"{LAUGHS}<sst/>"), DOCTYPE),
    "laughs behind a comment": (workbook(rows(prologue=f"<!--{'x' * 200_000}-->{LAUGHS}")), DOCTYPE),
    "laughs in two bytes a letter": (workbook(rows(prologue=LAUGHS).encode("utf-16")), DOCTYPE),
    "another encoding": (
        workbook(rows("<row><c t='str'><v>Gr\xfc\xdfe</v></c></row>").encode("latin-1")),
        f"The workbook is damaged: {SHEET} breaks off or is broken in line 1, column 284.",
    ),
    "an unknown encoding": (
        workbook('<?xml version="1.0" encoding="klingon"?><worksheet/>'),
        f"The workbook is damaged: {SHEET} cannot be read.",
    ),
    "a sheet broken off": (
        workbook(rows()[:-40]), f"The workbook is damaged: {SHEET} breaks off or is broken in line 1, column 244.",
    ),
    "a sheet that is missing": (
        workbook(target="../../../etc/passwd"), "The workbook is damaged: the sheet “Rooms” is missing.",
    ),
    "a hundred thousand rows": (
        workbook(rows(MANY_ROWS)), "The sheet “Rooms” has more than 10000 rows, up to row 10001 and beyond.",
    ),
    "many cells": (
        workbook(rows("<row>" + "<c/>" * 2_500_000 + "</row>")), f"{SHEET} holds more cells than any programme needs.",
    ),
    "many attributes": (
        workbook(rows("<row " + " ".join(f'a{n}=""' for n in range(400_000)) + "/>")),
        f"{SHEET} holds more cells than any programme needs.",
    ),
    "one text again and again": (
        workbook(rows(REPEATED), strings=LONG),
        "The sheet “Rooms” makes the workbook larger than any programme: cell C95.",
    ),
    "a cell nowhere": (
        workbook(rows('<row><c r="=1"><v>1</v></c></row>')),
        "The workbook is damaged: in the sheet “Rooms”, a cell calls itself “=1”.",
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.mark.parametrize(("file", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_workbook_that_cannot_be_read_is_refused_in_one_sentence(file, sentence):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()

    with pytest.raises(Refusal) as refused:
        read_workbook(file)

    assert str(refused.value) == sentence
    assert time.perf_counter() - began < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 250 * 1024


def test_a_cell_at_the_end_of_the_world_costs_nothing():
    far = workbook(
        rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="3"><c r="B3"><v>2024</v></c></row>')
    )
    began = time.perf_counter()

    file = read_workbook(far)

    assert time.perf_counter() - began < 0.5
    assert [row.values["name:de"] for row in file.book.rows("rooms")] == ["2024"]


@pytest.mark.django_db
@pytest.mark.parametrize("file", [REFUSED["bomb"][0], REFUSED["from outside"][0], REFUSED["wrong sheets"][0]])
def test_a_refused_workbook_leaves_everything_as_it_was(file):
    rich_draft()
    before = everything()

    with pytest.raises(Refusal):
        import_programme(file, slug="auental", by=None, remove_gone=True)

    assert everything() == before


@pytest.mark.django_db
def test_the_largest_workbook_that_passes_is_planned_in_time():
    """As many rooms as there may be, all faulty: each fault is counted, not each is kept."""
    rich_draft()
    faulty = "".join(
        f'<row r="{n}"><c r="C{n}" t="str"><v>x</v></c><c r="D{n}" t="str"><v>y</v></c></row>' for n in range(2, 10_001)
    )
    began = time.perf_counter()

    with pytest.raises(Refusal) as refused:
        import_programme(workbook(rows(faulty)), slug="auental", by=None)

    assert str(refused.value).splitlines()[0] == "The workbook has 29997 errors; nothing was written."
    assert len(refused.value.faults) == 5_000
    assert time.perf_counter() - began < 5


FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-1", "@SUM(1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "#N/A", "1e5"]


@pytest.mark.django_db
@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_goes_out_as_a_formula(text):
    edition = rich_draft()
    Session.objects.filter(key="someday").update(title={"de": text.strip()}, note={"de": f"x{text}"})

    content = draft_workbook(edition, "en")

    cell = Desk(content).cell("someday", "Title (de)")
    assert (cell.data_type, cell.value) == ("s", text.strip())
    assert cell.quotePrefix is (text.strip()[0] in "=+-@")
    sheets = zipfile.ZipFile(io.BytesIO(content))
    formulas = [name for name in sheets.namelist() if "worksheets/" in name and b"<f>" in sheets.read(name)]
    assert formulas == []
    assert import_programme(content, slug="auental", by=None).changes_anything is False


@pytest.mark.django_db
def test_no_text_is_taken_for_an_escaped_sign():
    edition = rich_draft()
    odd = {"de": "_x0041_ und _x000D_", "uk": "x005F_ _x005F_x0041_"}
    Session.objects.filter(key="someday").update(title=odd)

    import_programme(draft_workbook(edition, "en"), slug="copy", by=None, new=True)

    assert Session.objects.get(key="someday", edition__slug="copy").title == odd


@pytest.mark.django_db
def test_html_comes_in_as_text_and_is_shown_as_text():
    edition = rich_draft()
    desk = Desk.of(edition)
    desk.write("someday", "Title (de)", "<img src=x onerror=alert(1)>")

    import_programme(desk.content, slug="auental", by=None)

    title = Session.objects.get(key="someday").title
    assert title == {"de": "<img src=x onerror=alert(1)>"}
    assert "<img" not in conditional_escape(title)


@pytest.mark.django_db
def test_a_computed_cell_is_not_believed():
    """Neither the formula nor the result that the file says it has."""
    edition = rich_draft()
    content = draft_workbook(edition, "en")
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = {name: archive.read(name) for name in archive.namelist()}
    book = load_workbook(io.BytesIO(content))
    at = f"xl/worksheets/sheet{book.sheetnames.index('Rooms') + 1}.xml"
    parts[at] = re.sub(rb'<c r="G2"([^>]*)><v>300</v>', rb'<c r="G2"\1><f>1+1</f><v>300</v>', parts[at])

    with pytest.raises(Refusal, match=r"sheet “Rooms”, cell G2: here is a formula"):
        import_programme(packed(parts), slug="auental", by=None)
