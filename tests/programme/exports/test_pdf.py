"""The programme on paper: accessible by PDF/UA-1, complete, in the right language, and harmless whatever is typed."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import page
import pikepdf
import pytest
from tests.programme.exports.hostile import HOSTILE_TEXTS, with_text
from tests.programme.exports.readers import texts_of_pages
from tests.programme.exports.releases import MARKS, release
from tests.programmes import programme

from hromada.kernel.localised import Localised
from hromada.programme.exports.pdf import programme_pdf
from hromada.programme.snapshot import Access, Finality, Programme, Standing

LANGUAGES = ("de", "uk", "en")

MARKS_EXPLAINED = {"de": "Zeichen in diesem Programm", "uk": "Умовні позначення", "en": "Marks in this programme"}


def broken_rules(content: bytes) -> list[str]:
    """What an independent validator holds against the file as PDF/UA-1."""
    report = page.validate_pdf_bytes(content, profile="ua1")
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def elements(content: bytes) -> list[tuple[str, str, str]]:
    """The structure of the document in reading order: role, title, language (inherited as readers inherit it)."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found: list[tuple[str, str, str]] = []

        def walk(node: pikepdf.Object, language: str) -> None:
            if isinstance(node, pikepdf.Array):
                for one in node:
                    walk(one, language)
            elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
                language = str(node.get("/Lang", language))
                found.append((str(node.S), str(node.get("/T", "")), language))
                walk(node.get("/K", pikepdf.Array()), language)

        walk(pdf.Root.StructTreeRoot.K, str(pdf.Root.Lang))
        return found


def alone(plan: Programme, **changes: object) -> Programme:
    return replace(plan, sessions=(replace(plan.sessions[0], parent=None, **changes),))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_independent_validator_finds_nothing_against_it_in_any_language(language):
    assert broken_rules(programme_pdf(programme(120), release(), language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_that_it_is_accessible_its_language_and_its_title(language):
    with pikepdf.open(io.BytesIO(programme_pdf(programme(12), release(), language))) as pdf:
        with pdf.open_metadata() as metadata:
            declared = metadata["pdfuaid:part"]
        said = (declared, pdf.Root.MarkInfo.Marked, str(pdf.Root.Lang), pdf.Root.ViewerPreferences.DisplayDocTitle)
        title = str(pdf.docinfo["/Title"])

    assert said == ("1", True, language, True)
    assert (
        title
        == {
            "de": "Partnerschaftskonferenz – Programm",
            "uk": "Конференція партнерств – Програма",
            "en": "Partnership Conference – Programme",
        }[language]
    )


def test_headings_are_the_days_and_below_them_their_sessions_in_the_order_of_time():
    plan = programme(12)
    headings = [
        (role, title) for role, title, _language in elements(programme_pdf(plan, release(), "en")) if role[1] == "H"
    ]

    expected = []
    for session in sorted(plan.sessions, key=lambda session: session.starts):
        day = f"{plan.local(session.starts):%A, %-d %B %Y}"
        if ("/H1", day) not in expected:
            expected.append(("/H1", day))
        expected.append(("/H2", session.title.text("en")))

    assert headings[-1] == ("/H1", "Marks in this programme")
    assert [role for role, _title in headings[:-1]] == [role for role, _title in expected]
    assert sorted(headings[:-1]) == sorted(expected)


def test_a_text_of_another_language_is_told_to_screen_readers_and_marked_for_all():
    content = programme_pdf(alone(programme(12), title=Localised({"uk": "Вода для міст"})), release(), "de")

    assert [found for found in elements(content) if found[0] == "/H2"] == [("/H2", "Вода для міст", "uk")]
    assert "Вода для міст nur auf Ukrainisch" in texts_of_pages(content)[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_who_has_not_confirmed_is_marked_and_the_mark_is_explained(language):
    plan = programme(120)
    session = next(session for session in plan.sessions if session.appearances)
    first = session.appearances[0]
    name = plan.speaker_by_key[first.speaker].name.text(language)

    def page_with(standing: Standing) -> str:
        appearances = (replace(first, standing=standing),)
        shown = replace(plan, sessions=(replace(session, parent=None, appearances=appearances),))
        return texts_of_pages(programme_pdf(shown, release(), language))[1]

    unsure, sure = page_with(Standing.TO_BE_CONFIRMED), page_with(Standing.CONFIRMED)
    explanation = unsure.rpartition(MARKS_EXPLAINED[language])[2]

    assert unsure.count(f"{name} {MARKS[language]}") == 1
    assert explanation.strip().startswith(MARKS[language])
    assert MARKS[language] not in sure


def test_the_cover_says_what_when_where_by_whom_and_how_final():
    plan = programme(12)
    edition = replace(plan.edition, patron=Localised({"de": "Eine Präsidentin"}))
    cover, *_others = texts_of_pages(
        programme_pdf(replace(plan, edition=edition), release(2, Finality.PRELIMINARY), "de")
    )

    for said in (
        "Partnerschaftskonferenz",
        "Gemeinsam planen",
        "Плануємо разом",
        "12.–14. Mai 2027",
        "Auental",
        "Kongresshalle, Am Ufer 1",
        "Eine Präsidentin",
        "Stadt Auental",
        "Stadt Jasnohirsk",
        "Programmstand 2 · Vorläufig · 2. März 2027",
    ):
        assert said in cover


def test_every_page_but_the_cover_says_the_day_the_release_and_its_number_of_all():
    pages = texts_of_pages(programme_pdf(programme(120), release(), "de"))

    for number, text in enumerate(pages[1:], 2):
        assert text.count(f"{number} / {len(pages)}") == 1
        assert "Programmstand 3 · Endgültig · 3. März 2027" in text
        assert text.startswith("Partnerschaftskonferenz")
        assert ". Mai 2027" in text[:80]


def test_every_session_is_printed_once():
    plan = programme(120)
    headings = [title for role, title, _language in elements(programme_pdf(plan, release(), "uk")) if role == "/H2"]

    assert sorted(headings) == sorted(session.title.text("uk") for session in plan.sessions)


def test_neighbours_that_end_at_other_times_say_so_each():
    plan = programme(12)
    first, second = (replace(session, parent=None) for session in plan.sessions[:2])
    later = replace(second, starts=first.starts, ends=first.ends + timedelta(minutes=30))
    text = texts_of_pages(programme_pdf(replace(plan, sessions=(first, later)), release(), "de"))[1]
    clocks = [f"{plan.local(one.starts):%H:%M}–{plan.local(one.ends):%H:%M}" for one in (first, later)]

    assert [text.count(clock) for clock in clocks] == [1, 1]


def test_a_session_by_invitation_is_marked():
    text = texts_of_pages(programme_pdf(alone(programme(12), access=Access.INVITATION), release(), "de"))[1]

    assert text.count("nur auf Einladung") == 2


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_text_in_every_field_is_set_as_text_and_stays_accessible(text):
    assert broken_rules(programme_pdf(with_text(programme(12), text), release(), "de")) == []


def test_markup_of_typst_is_printed_as_it_was_typed():
    typed = '#eval("1+1") *fett* $x$ = @day'
    [_cover, text] = texts_of_pages(
        programme_pdf(alone(programme(12), title=Localised({"de": typed})), release(), "de")
    )

    assert typed in text


def test_the_same_release_gives_the_same_bytes():
    assert programme_pdf(programme(30), release(), "de") == programme_pdf(programme(30), release(), "de")


def test_an_edition_of_which_only_the_facts_are_known_has_a_cover():
    plan = replace(programme(12), sessions=(), rooms=(), topics=(), speakers=())
    content = programme_pdf(plan, release(), "uk")

    assert broken_rules(content) == []
    assert "Плануємо разом" in texts_of_pages(content)[0]
    assert len(texts_of_pages(content)) == 1


def test_every_font_is_embedded_and_ours():
    with pikepdf.open(io.BytesIO(programme_pdf(programme(30), release(), "uk"))) as pdf:
        names = {
            str(font.BaseFont).partition("+")[2].partition("-")[0]
            for one in pdf.pages
            for font in one.Resources.get("/Font", {}).values()
        }

    assert names == {"FiraSans"}
