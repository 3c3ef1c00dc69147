"""What a file brought goes again by one press, whatever its format, as far as nobody has worked on it since."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from tests.factories import EditionFactory, PersonFactory
from tests.programme.importing.files import THREE, WELCOME, event, frab_xml
from tests.programme.views.office.desks import at_the_desk
from tests.programme.workbook.drafts import Desk, difference, everything, rich_draft

from hromada.kernel.audit import Together, name_of, why_together
from hromada.kernel.histories.taking_back import take_all_back
from hromada.kernel.localised import Localised
from hromada.kernel.models import AuditEntry
from hromada.programme import actions
from hromada.programme.actions.undoing import steps_of
from hromada.programme.models import Edition, Role, Session

pytestmark = pytest.mark.django_db


def bring(content, **options):
    return actions.import_programme(content, slug="auental", by=None, **options)


def run() -> list[AuditEntry]:
    """What the last file has brought, or the taking back of it."""
    return list(AuditEntry.objects.filter(batch=AuditEntry.objects.latest("pk").batch))


def take_run_back():
    return take_all_back(run(), by=None, of=Together.FILE)


def changed_and_grown() -> bytes:
    """A workbook in which something is new, something else and something gone, on nearly every sheet."""
    desk = Desk.of(rich_draft())
    desk.add("Rooms", **{"Name (de)": "Kuppel", "Venue": "Halle", "Places": 40})
    desk.add("Topics", **{"Name (de)": "Wärme"})
    desk.write("forum", "Title (uk)", "Новий")
    desk.write("forum", "Room", "Nische [twin]")
    desk.write("forum", "Topics", "Wärme")
    desk.write("part", "Part of", None)
    desk.delete("night")
    return desk.content


def test_a_workbook_goes_again_and_comes_again():
    content = changed_and_grown()
    before = everything()
    bring(content, remove_gone=True)
    after = everything()

    outcome = take_run_back()
    back = everything()
    again = take_run_back()

    assert (outcome.kept, difference(before, back)) == ([], {})
    assert (again.kept, again.taken, difference(after, everything())) == ([], outcome.taken, {})
    assert outcome.taken == 5


def test_a_schedule_file_goes_again_with_all_that_it_named():
    EditionFactory(slug="auental")
    bring(frab_xml())
    before = everything()
    later = [
        event(start="09:30", persons=("Anna Linde", "Nina New"), track="Heat", links=[("https://a.example/", "Paper")]),
        event("n", "News", room="Dome"),
    ]
    bring(frab_xml(later), remove_gone=True)

    outcome = take_run_back()

    assert (outcome.kept, difference(before, everything())) == ([], {})


def test_of_a_first_file_nothing_stays_but_the_conference():
    edition = EditionFactory(slug="auental")
    before = everything()
    bring(frab_xml())

    outcome = take_run_back()

    assert (outcome.kept, difference(before, everything()), list(Edition.objects.all())) == ([], {}, [edition])


def test_what_was_worked_on_since_stays_and_is_named():
    EditionFactory(slug="auental")
    bring(frab_xml())
    brought = run()
    welcome = Session.objects.get(uid=WELCOME)
    actions.edit_session(welcome, {"title": Localised({"en": "Good morning"})}, by=None)

    with override("en"):
        outcome = take_all_back(brought, by=None, of=Together.FILE)

    welcome.refresh_from_db()
    # With what it needs: its room, its topic, its people.
    assert [called for called, _reason in outcome.kept] == ["Hall", "Water", "Anna Linde", "Olena Shevchuk", "Welcome"]
    assert outcome.kept[0][1] == "This is still needed by: Good morning. Take it out there first."
    assert list(Session.objects.all()) == [welcome]
    assert (welcome.room.key, welcome.topics.count(), welcome.appearances.count()) == ("hall", 1, 2)
    assert outcome.taken + len(outcome.kept) == len(brought) - 1


def test_the_page_of_a_run_leads_to_its_changes_and_they_are_taken_back_there():
    edition = EditionFactory(slug="auental")
    organiser = at_the_desk(edition, Role.Kind.ORGANISER)
    bring(frab_xml(THREE))
    summary = AuditEntry.objects.get(verb="file_imported")

    page = organiser.get("/en/office/auental/history/").content.decode()
    changes = organiser.get("/en/office/auental/history/", {"batch": summary.batch})
    answer = organiser.post(f"/en/office/auental/history/{summary.pk}/take-back/all/", follow=True)

    assert (why_together(summary), summary.thing) == (Together.FILE, name_of(edition))
    assert f"?batch={summary.batch.replace(':', '%3A')}" in page
    assert "Take all of it back" in changes.content.decode()
    assert "changes are taken back." in answer.content.decode()
    again = organiser.post(f"/en/office/auental/history/{summary.pk}/take-back/all/", follow=True)
    assert "Nothing was changed." in again.content.decode()
    assert list(edition.sessions.all()) == []


def test_who_only_edits_what_they_co_organise_takes_no_file_back():
    edition = EditionFactory(slug="auental")
    bring(frab_xml(THREE))
    summary = AuditEntry.objects.get(verb="file_imported")
    reader = at_the_desk(edition, Role.Kind.READER)
    stranger = at_the_desk(EditionFactory())
    address = f"/en/office/auental/history/{summary.pk}/take-back/all/"

    assert [client.post(address).status_code for client in (reader, stranger)] == [404, 404]
    assert edition.sessions.count() == 3


def test_a_file_is_no_step_of_the_board():
    """Its undo is for what one has just moved by hand."""
    edition, person = EditionFactory(slug="auental"), PersonFactory(is_superuser=True)
    actions.import_programme(frab_xml(THREE), slug="auental", by=person)

    assert steps_of(edition, person).back == []
