"""Whatever is in a workbook: it is read or refused in words, the numbers add up, a second import changes nothing."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories import EditionFactory
from tests.programme.workbook.drafts import Desk
from tests.programme.workbook.test_hostile_workbooks import packed

from hromada.kernel.localised import Localised
from hromada.kernel.refusal import Refusal
from hromada.programme.actions import import_programme
from hromada.programme.models import Session
from hromada.programme.workbook.faults import FaultyWorkbook
from hromada.programme.workbook.making import draft_workbook
from hromada.programme.workbook.marking import marked_copy
from hromada.programme.workbook.reading import read_workbook

pytestmark = pytest.mark.django_db(transaction=True)
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
TEXTS = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=40).filter(lambda text: text.strip())
LOCALISED = st.dictionaries(st.sampled_from(["de", "uk", "en", "fr"]), TEXTS, min_size=1).map(Localised).filter(bool)
MOMENTS = st.integers(0, 4 * 24 * 60).map(
    lambda minutes: datetime(2027, 3, 26, tzinfo=UTC) + timedelta(minutes=minutes)
)
SESSIONS = st.fixed_dictionaries(
    {
        "title": LOCALISED,
        "abstract": LOCALISED,
        "kind": st.sampled_from(["workshop", "forum", "break"]),
        "access": st.sampled_from(["public", "registered", "invitation"]),
        "starts": st.none() | MOMENTS,
        "floor": st.lists(st.sampled_from(["de", "uk", "gsg", "zh-Hans", "xx"]), max_size=3),
        "capacity_on_site": st.none() | st.integers(0, 2**31 - 1),
        "listed": st.booleans(),
    }
)


def drafted(sessions):
    """A draft over the night in which clocks are put forward."""
    edition = EditionFactory(slug="auental", starts_on=date(2027, 3, 27))
    made = [
        Session.objects.create(
            edition=edition,
            key=f"s-{number}",
            parent=None,
            ends=values["starts"] + timedelta(minutes=1 + number * 700) if values["starts"] else None,
            **values,
        )
        for number, values in enumerate(sessions)
    ]
    for one, other in pairwise(made):
        one.parent = other
        one.save()
    return edition


@given(sessions=st.lists(SESSIONS, min_size=1, max_size=4), language=st.sampled_from(["de", "uk", "en"]))
@settings(max_examples=12, deadline=None, suppress_health_check=QUIET)
def test_any_draft_goes_out_and_comes_in_as_it_was(sessions, language, django_db_blocker):
    with transaction.atomic(), override(language):
        content = draft_workbook(drafted(sessions), language)
        report = import_programme(content, slug="auental", by=None, remove_gone=True)
        saved = import_programme(Desk(content).content, slug="auental", by=None, remove_gone=True)
        transaction.set_rollback(True)

    assert (report.changes_anything, saved.changes_anything, report.remarks) == (False, False, ())
    assert len(report.sessions.unchanged) == len(sessions)


CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**6), 10**6), st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12), st.dates(date(1901, 1, 1)), st.times(),
    st.sampled_from(["ja", "s-0", "[s-1]", "=1", "09:30", "24:00", "13.05.2027", "Workshop", "de; uk", "#REF!"]),
)  # fmt: skip


@given(data=st.data())
@settings(max_examples=20, deadline=None, suppress_health_check=QUIET)
def test_any_cells_are_read_or_refused_each_in_its_place(data, django_db_blocker):
    with transaction.atomic(), override("en"):
        base = {"kind": "forum", "title": {"de": "A"}, "starts": datetime(2027, 3, 27, 9, tzinfo=UTC)}
        edition = drafted([base, {**base, "title": {"de": "B"}}])
        desk = Desk.of(edition)
        change = st.tuples(st.integers(0, 100), st.integers(2, 6), st.integers(1, 30), CELLS)
        changes = data.draw(st.lists(change, max_size=12))
        sheets = desk.workbook.worksheets[1:-1]
        for sheet, row, column, value in changes:
            sheets[sheet % len(sheets)].cell(row, column).value = value
        content, faulty = desk.content, None
        try:
            report = import_programme(content, slug="auental", by=None)
            again = import_programme(content, slug="auental", by=None)
        except FaultyWorkbook as error:
            faulty = error
        transaction.set_rollback(True)

    if faulty is not None:
        marked = Desk(marked_copy(content, faulty.faults)).workbook
        assert all(marked[fault.sheet][fault.cell].comment is not None for fault in faulty.faults)
        assert len(faulty.faults) == faulty.count > 0
    else:
        found = report.sessions
        assert report.found == len(found.new) + len(found.changed) + len(found.unchanged)
        assert again.changes_anything is False


@given(part=st.binary(max_size=300), place=st.integers(0, 20), cut=st.floats(0, 1))
@settings(max_examples=60, deadline=None, suppress_health_check=QUIET)
def test_any_bytes_in_any_part_are_read_or_refused(part, place, cut):
    with zipfile.ZipFile(io.BytesIO(VALID)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = sorted(parts)[place % len(parts)]
    at = int(len(parts[name]) * cut)
    parts[name] = parts[name][:at] + part + parts[name][at:]

    try:
        found = read_workbook(packed(parts)).found
    except Refusal:
        found = 0

    assert found <= 1


@given(content=st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_behind_the_sign_of_an_archive_are_refused(content):
    with pytest.raises(Refusal):
        read_workbook(b"PK\x03\x04" + content)


VALID = packed(
    {
        "xl/workbook.xml": '<workbook><sheets><sheet name="Mi 12.05.2027" sheetId="1" r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="s" Type="x/worksheet" Target="a.xml"/>'
        '<Relationship Id="t" Type="x/sharedStrings" Target="t.xml"/>'
        '<Relationship Id="u" Type="x/styles" Target="u.xml"/></Relationships>',
        "xl/a.xml": '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row r="2"><c r="A2" s="0"><v>1</v></c><c r="B2" s="1" t="n"><v>0.5</v></c></row></sheetData></worksheet>',
        "xl/t.xml": "<sst><si><t>Kennung</t></si><si><r><t>Beg</t></r><r><t>inn</t></r></si></sst>",
        "xl/u.xml": '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="hh:mm"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>',
    }
)  # fmt: skip
