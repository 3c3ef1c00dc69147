"""A workbook lies on a desk for days while others work in the office: nobody's words are lost."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from tests.factories import AppearanceFactory, RoomFactory, SessionFactory
from tests.programme.workbook.drafts import Desk, everything, rich_draft
from tests.programme.workbook.test_faults import DAY, refused

from hromada.programme.actions import import_programme
from hromada.programme.models import Appearance, Room, Session

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def bring(desk, **options):
    return import_programme(desk.content, slug="auental", by=None, **options)


def office(key, **values):
    Session.objects.filter(key=key, edition__slug="auental").update(**values)


def test_what_only_others_have_changed_stays_and_is_told():
    edition = rich_draft()
    desk = Desk.of(edition)
    office("forum", title={"de": "Forum „Wasser“", "uk": "Форум «Вода»", "fr": "Le forum"}, capacity_on_site=60)
    Appearance.objects.filter(state="to_be_confirmed").update(state="confirmed")
    desk.write("forum", "Title (de)", "Wasserforum")

    report = bring(desk, remove_gone=True)

    forum = edition.sessions.get(key="forum")
    assert (forum.title, forum.capacity_on_site) == ({"de": "Wasserforum", "uk": "Форум «Вода»", "fr": "Le forum"}, 60)
    assert Appearance.objects.filter(session=forum, state="confirmed").count() == 2
    assert report.sessions.changed == (("Wasserforum", ("Title (de)",)),)
    assert [str(note) for note in report.remarks] == [
        f"corrected: others have changed this since the workbook was written; that stays. (sheet “{DAY}”, cell F2, "
        f"sheet “{DAY}”, cell R2, sheet “People”, cell E5)"
    ]


def test_what_both_have_changed_somebody_decides():
    desk = Desk.of(rich_draft())
    office("forum", note={"uk": "Офіс"}, sign_up=False)
    desk.write("forum", "Note (uk)", "Стіл")
    desk.write("forum", "With sign-up", "no")

    assert refused(desk) == [
        (
            DAY,
            "Note (uk)",
            "others have changed this too since the workbook was written. Please write what it says in the office now, "
            "or take a fresh workbook.",
        )
    ]
    desk.write("forum", "Note (uk)", "Офіс")
    assert bring(desk).changes_anything is False


def test_what_others_have_added_is_not_taken_for_deleted():
    edition = rich_draft()
    desk = Desk.of(edition)
    RoomFactory(edition=edition, key="new")
    AppearanceFactory(session=SessionFactory(edition=edition, key="new"))
    before = everything()

    report = bring(desk, remove_gone=True)

    assert (report.changes_anything, report.sessions.gone) == (False, ())
    assert everything() == before


def test_what_others_have_deleted_does_not_come_back_by_itself():
    edition = rich_draft()
    desk = Desk.of(edition)
    edition.sessions.filter(key__in=["night", "secret"]).delete()
    edition.rooms.filter(key="twin-2").delete()

    report = bring(desk)

    assert report.changes_anything is False
    assert {note.sentence for note in report.remarks} == {"it has been deleted since the workbook was written."}
    assert [len(note.places) for note in report.remarks] == [4]
    desk.write("night", "Title (uk)", "Вечір")
    assert refused(desk) == [
        (
            "Thu 13.05.2027",
            "Key",
            "this row was deleted since the workbook was written; to make it anew, please empty its key.",
        )
    ]
    desk.write("night", "Key", None)
    assert bring(desk).sessions.new == ("Вечір",)


def test_a_row_that_was_emptied_is_one_that_was_deleted():
    edition = rich_draft()
    desk = Desk.of(edition)
    sheet, row = desk.find("twin")
    for head, column in desk.heads("Rooms").items():
        if head != "Base":
            sheet.cell(row, column).value = None

    bring(desk, remove_gone=True)

    assert sorted(Room.objects.filter(edition=edition).values_list("key", flat=True)) == ["big", "twin-2"]


def test_a_workbook_of_another_conference_tells_nothing_of_what_was():
    edition = rich_draft()
    desk = Desk.of(edition)
    import_programme(desk.content, slug="copy", by=None, new=True)
    Session.objects.filter(edition__slug="copy", key="forum").update(sign_up=False)

    report = import_programme(desk.content, slug="copy", by=None)

    assert report.sessions.changed == (("Forum „Wasser“", ("With sign-up",)),)
