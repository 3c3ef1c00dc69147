"""A translation knows what its source said when it was written; whoever writes, by whichever way, keeps that right."""

import pytest
from tests.factories import PersonFactory, SessionFactory

from hromada.kernel import editing, wording
from hromada.kernel.audit import name_of
from hromada.kernel.localised import Localised
from hromada.kernel.models import AuditEntry, Wording
from hromada.kernel.wording import Rewritten, Standing, State

pytestmark = pytest.mark.django_db

LANGUAGES = ("de", "uk", "en")


@pytest.fixture
def session():
    return SessionFactory(title=Localised({"de": "Wasser", "uk": "Вода"}), abstract=Localised())


def standing(session, code: str, name: str = "title") -> Standing:
    session.refresh_from_db()
    thing = name_of(session)
    return wording.standings(thing, name, getattr(session, name), LANGUAGES, wording.rows_of([thing]))[code]


def write(session, **texts: str | None):
    session.refresh_from_db()
    return editing.edit(session, {"title": Localised({**session.title, **texts})}, by=None)


def test_what_was_written_together_is_in_step_and_what_is_not_there_is_missing(session):
    assert standing(session, "de") == Standing(State.WRITTEN)
    assert standing(session, "uk") == Standing(State.WRITTEN, source="de")
    assert standing(session, "en") == Standing(None, source="de")
    assert wording.standings(name_of(session), "abstract", session.abstract, LANGUAGES, {}) == {}


def test_a_translation_is_stale_from_when_its_source_says_something_else(session):
    write(session, de="Trinkwasser")
    stale = standing(session, "uk")
    write(session, en="Drinking water")
    fresh_beside_it = standing(session, "en")
    write(session, uk="Питна вода")
    mended = standing(session, "uk")

    assert (stale.is_stale, fresh_beside_it.is_stale, mended.is_stale) == (True, False, False)
    assert not standing(session, "de").is_stale


def test_a_source_that_says_the_same_again_is_what_the_translation_was_made_from(session):
    write(session, de="Trinkwasser")
    write(session, de="Wasser")

    assert not standing(session, "uk").is_stale


def test_source_and_translation_written_at_once_are_in_step(session):
    write(session, de="Trinkwasser", uk="Питна вода")

    assert not standing(session, "uk").is_stale


def test_taking_a_change_back_makes_its_translation_right_again(session):
    write(session, de="Trinkwasser")
    entry = AuditEntry.objects.latest("pk")
    session.refresh_from_db()

    editing.undo(entry, session, by=None)

    assert not standing(session, "uk").is_stale


def test_a_text_added_before_the_others_becomes_their_source_and_finds_them_in_step(session):
    session.title = Localised({"uk": "Вода"})
    session.save()
    write(session, de="Wasser")
    in_step = standing(session, "uk")
    write(session, de="Trinkwasser")

    assert (in_step.is_stale, in_step.source) == (False, "de")
    assert standing(session, "uk").is_stale


def test_a_draft_stays_one_until_a_person_confirms_or_rewrites_it(session):
    mara = PersonFactory()
    editing.edit(session, {"title": Localised({**session.title, "en": "Water"})}, by=mara, state=State.DRAFT)
    drafted = standing(session, "en")
    write(session, de="Trinkwasser")
    stale_draft = standing(session, "en")
    wording.confirm(name_of(session), "title", session.title, "en", by=mara)
    confirmed = standing(session, "en")
    write(session, en="Drinking water")

    assert (drafted.is_draft, drafted.is_stale) == (True, False)
    assert (stale_draft.is_draft, stale_draft.is_stale) == (True, True)
    assert (confirmed.is_reviewed, confirmed.is_stale) == (True, False)
    assert standing(session, "en").state is State.WRITTEN
    assert Wording.objects.get(language="en").by is None


def test_what_was_reviewed_and_then_changed_behind_our_back_is_not_reviewed(session):
    wording.confirm(name_of(session), "title", session.title, "uk", by=PersonFactory())
    reviewed = standing(session, "uk")
    session.title = Localised({"de": "Wasser", "uk": "Інше"})
    session.save()

    assert reviewed.is_reviewed
    assert not standing(session, "uk").is_reviewed


@pytest.mark.parametrize("count", [1, 3, 300])
def test_many_texts_are_noted_in_two_queries(count, django_assert_num_queries):
    texts = [
        Rewritten(
            f"programme.session:{number}", "title", Localised({"de": "a", "uk": "б"}), Localised({"de": "c", "uk": "б"})
        )
        for number in range(count)
    ]

    with django_assert_num_queries(2):
        wording.note(texts, by=None)

    assert Wording.objects.count() == 2 * count
