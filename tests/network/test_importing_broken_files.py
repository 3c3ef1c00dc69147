"""Files that cannot be read, or only in part: one sentence, its line, and nothing half-written."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.network.builders import KYJIW, LEIPZIG, organisation_row, partnership_row

from hromada.network.importing.cells import ORGANISATION_COLUMNS, PARTNERSHIP_COLUMNS
from hromada.network.importing.plan import Stored, make_plan
from hromada.network.importing.report import MOST_ROWS_TOLD, Outcome
from hromada.network.importing.tables import MOST_ROWS, read_table
from hromada.network.models import Organisation

TWINNING = partnership_row("P1", "DE-1", "UA-1")


def problem(report):
    return str(report.organisations.problem)


def test_a_file_that_is_not_there(files, bring):
    files.write([LEIPZIG, KYJIW], [TWINNING])
    files.organisations.unlink()

    report = bring()

    assert (report.lines()[0], problem(report)) == (
        "Nothing was written: 1 row was refused.",
        "The file cannot be read: No such file or directory.",
    )


def test_another_encoding_is_told_with_its_line(files, bring):
    files.write([KYJIW, LEIPZIG], [TWINNING])
    text = files.organisations.read_text("utf-8").replace("Leipzig", "Löbau").replace("Київ", "").replace("Лейпциг", "")
    files.organisations.write_bytes(text.encode("latin-1"))

    assert problem(bring()) == "line 3: The file is not in UTF-8. Please save it as 'CSV UTF-8'."


def test_the_mark_that_spreadsheets_put_first_does_no_harm(files, bring):
    files.write([LEIPZIG, KYJIW], [TWINNING])
    files.organisations.write_bytes(b"\xef\xbb\xbf" + files.organisations.read_bytes())

    assert bring().written


def test_missing_unknown_and_repeated_columns_are_named(files, bring):
    files.write([LEIPZIG], [TWINNING])
    text = files.organisations.read_text("utf-8")
    files.organisations.write_text(
        text.replace("population,", "populaton,", 1).replace("lat,lon", "lat,lat", 1), "utf-8"
    )

    assert problem(bring()) == (
        "line 1: These columns are missing: lon, population. This column is not known: 'populaton'."
        " These columns stand there twice: 'lat'."
    )


def test_semicolons_an_empty_file_and_a_file_without_rows(files, bring):
    files.write([LEIPZIG], [TWINNING])
    text = files.organisations.read_text("utf-8")
    told = []
    for content in (text.replace(",", ";"), "", text.splitlines()[0]):
        files.organisations.write_text(content, "utf-8")
        told.append(problem(bring()))

    assert told == [
        "line 1: The columns are separated by semicolons. Please save the file with commas.",
        "line 1: The file is empty.",
        "The file has no rows.",
    ]


def test_ragged_rows_are_refused_by_line_and_empty_lines_are_no_rows(files, bring):
    files.write([LEIPZIG, KYJIW], [TWINNING])
    with files.organisations.open("a", encoding="utf-8") as file:
        file.write("\n\nDE-3,DE\n")

    refused = [row for row in bring().organisations.rows if row.outcome is Outcome.REFUSED]

    assert [(row.line, row.remarks) for row in refused] == [(6, ("The row has 2 cells; the header has 22.",))]


def test_an_open_quotation_mark_is_told_where_its_row_begins(files, bring):
    files.write([LEIPZIG, KYJIW], [TWINNING])
    with files.organisations.open("a", encoding="utf-8") as file:
        file.write('DE-3,"DE\nDE-4,DE\n')

    assert problem(bring()) == "line 4: A quotation mark is opened and not closed, or stands in the middle of a cell."


def test_a_huge_cell_is_refused(files, bring):
    files.write([LEIPZIG, {**KYJIW, "note": "n" * 200_000}], [TWINNING])

    assert problem(bring()) == "line 3: A cell is too long to be meant; perhaps a quotation mark is missing."


def test_a_hundred_thousand_wrong_rows_are_all_counted_and_the_first_are_told(files, bring):
    wrong = (organisation_row(f"DE-{number}", "Ort", lat="900", lon="1") for number in range(99_999))
    files.write([KYJIW, *wrong], [TWINNING])

    report = bring()
    lines = list(report.organisations.lines())

    assert report.organisations.count(Outcome.REFUSED) == 99_999
    assert lines[0] == "municipalities.csv: 100000 rows: 1 new, 0 changed, 0 unchanged, 99999 refused"
    assert len(lines) == MOST_ROWS_TOLD + 2
    rest = MOST_ROWS - MOST_ROWS_TOLD
    assert lines[-1] == f"  and further: {rest} rows: 1 new, 0 changed, 0 unchanged, {rest - 1} refused"
    assert Organisation.objects.count() == 0


CELLS = st.text(st.characters(codec="utf-8"), max_size=12)
KEYS = st.sampled_from(["DE-1", "DE-2", "UA-1", "UA-2", ""])
OTHER, STATUSES = st.just("other"), st.sampled_from(["active", "?"])
ORGANISATIONS = st.lists(
    st.fixed_dictionaries({"id": KEYS, "country": st.sampled_from(["DE", "UA", "x"]), "level": st.just("municipality")},
                          optional={"name_de": CELLS, "lat": CELLS, "lon": CELLS, "population": CELLS, "note": CELLS}),
    min_size=1, max_size=8,
)  # fmt: skip
PARTNERSHIPS = st.lists(
    st.fixed_dictionaries({"id": CELLS, "de_id": KEYS, "ua_id": KEYS, "kind_code": OTHER, "status": STATUSES},
                          optional={"since_year": CELLS, "since_date": CELLS, "third_partner_id": KEYS}),
    min_size=1, max_size=8,
)  # fmt: skip


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(organisations=ORGANISATIONS, partnerships=PARTNERSHIPS)
def test_no_row_is_ever_lost_and_nothing_planned_is_refused(files, organisations, partnerships):
    files.write(organisations, partnerships)
    first = read_table(files.organisations, ORGANISATION_COLUMNS)
    second = read_table(files.partnerships, PARTNERSHIP_COLUMNS)

    plan = make_plan(first.rows, second.rows, Stored(), {})

    for table, planned, given_rows in (
        (first, plan.organisations, organisations),
        (second, plan.partnerships, partnerships),
    ):
        assert table.problem is None
        assert [row.line for row in planned.rows] == [row.line for row in table.rows]
        assert len(planned.rows) == sum(any(cell.strip() for cell in row.values()) for row in given_rows)
        new = [row.key for row in planned.rows if row.outcome is Outcome.NEW]
        assert new == list(planned.new)
        assert len(new) == len(set(new))
