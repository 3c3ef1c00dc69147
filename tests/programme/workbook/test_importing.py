"""What people do to a workbook: new rows, deleted rows, swaps, other languages; and what they are told."""

from __future__ import annotations

from datetime import time

import pytest
from django.utils.translation import override
from tests.programme.workbook.drafts import Desk, at, difference, everything, rich_draft

from hromada.accounts.models import Person
from hromada.kernel import wording
from hromada.kernel.audit import history_of, last_of, name_of
from hromada.kernel.editing import edit, undo
from hromada.kernel.removing import restore
from hromada.programme.actions import import_programme
from hromada.programme.importing.progress import Cancelled
from hromada.programme.models import Appearance, Edition, Room, Session, SessionBody, Venue
from hromada.programme.workbook.making import draft_workbook

pytestmark = pytest.mark.django_db
DAY = "Wed 12.05.2027"


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def bring(content, **options):
    return import_programme(content, slug="auental", by=None, **options)


def grown(desk):
    """A new session in a new room, with a new person and one of the draft."""
    desk.add("Rooms", **{"Name (de)": "Kuppel", "Name (uk)": "Купол", "Venue": "Halle", "Places": 40})
    desk.add("Topics", **{"Name (de)": "Wärme"})
    desk.add(DAY, Begins=time(14), Ends="15:30", Room="Купол", Kind="Workshop", Topics="Wasser\nWärme",
             **{"Title (de)": "Wärmenetze", "Title (uk)": "Тепломережі"})  # fmt: skip
    for person in ("Iryna Nova", "Anna Linde"):
        desk.add("People", Person=person, Session="Wärmenetze", Part="Speaker")
    desk.add("Organisers", Session="Тепломережі", **{"Name (de)": "Stadtwerke"})
    desk.add("Material", Session="Wärmenetze", Address="https://example.org/", **{"Title (de)": "Plan"})
    return desk


def test_a_translation_is_stale_once_a_workbook_has_rewritten_its_source():
    edition = rich_draft()
    session = next(one for one in edition.sessions.all() if {"de", "uk"} <= set(one.title))
    desk = Desk.of(edition)
    desk.write(session.key, "Title (de)", "Ganz anders")

    bring(desk.content)

    session.refresh_from_db()
    thing = name_of(session)
    standings = wording.standings(thing, "title", session.title, ["de", "uk"], wording.rows_of([thing]))
    assert session.title["de"] == "Ganz anders"
    assert {code: one.is_stale for code, one in standings.items()} == {"de": False, "uk": True}


def test_new_rows_become_new_things_and_are_given_keys():
    edition = rich_draft()

    report = bring(grown(Desk.of(edition)).content)

    session = Session.objects.get(key="warmenetze")
    people = session.appearances.values_list("person__key", "state", "position")
    assert (session.starts, session.ends, session.room.key, session.room.venue.key) == (
        at(12, 12),
        at(12, 13, 30),
        "kuppel",
        "hall",
    )
    assert list(people) == [("iryna-nova", "to_be_confirmed", 0), ("anna", "to_be_confirmed", 1)]
    assert sorted(topic.key for topic in session.topics.all()) == ["warme", "water"]
    assert (session.bodies.get().name, session.materials.get().url) == ({"de": "Stadtwerke"}, "https://example.org/")
    assert report.sessions.new == ("Wärmenetze",)
    assert "People: 2 new, 0 changed; 0 not in the file and kept." in report.lines()
    assert [entry.verb for entry in history_of(session)] == ["imported"] * 5


def test_the_same_file_once_more_makes_nothing_twice():
    content = grown(Desk.of(rich_draft())).content
    bring(content)
    before = everything()

    report = bring(content)

    assert (report.lines()[0], difference(before, everything())) == ("Nothing changed.", {})


def test_deleted_rows_are_told_and_go_only_when_that_is_wished():
    edition = rich_draft()
    desk = Desk.of(edition)
    desk.delete("forum")
    desk.delete("someday")
    desk.delete("twin-2")
    desk.write("part", "Part of", None)
    before = everything()

    kept = bring(desk.content, dry_run=True)
    assert everything() == before
    removed = bring(desk.content, remove_gone=True)

    assert kept.sessions.gone == removed.sessions.gone == ("Forum „Wasser“", "Irgendwann")
    assert sorted(edition.sessions.values_list("key", flat=True)) == ["night", "part", "secret"]
    assert sorted(edition.rooms.values_list("key", flat=True)) == ["big", "twin"]
    # What hangs on a session goes with it, and that is said; the people themselves stay.
    assert (edition.sessions.get(key="secret").appearances.count(), SessionBody.objects.count()) == (1, 0)
    assert [str(note) for note in removed.remarks] == [
        "left out: its session is removed. "
        "(sheet “People”, row 2, sheet “People”, row 3, sheet “People”, row 5 and 3 more)"
    ]
    assert Person.objects.filter(key__in=["anna", "olena"]).count() == 2


def test_a_session_and_what_is_part_of_it_go_together():
    edition = rich_draft()
    desk = Desk.of(edition)
    desk.delete("forum")
    desk.delete("part")

    report = bring(desk.content, remove_gone=True)

    assert len(report.sessions.gone) == 2
    assert sorted(edition.sessions.values_list("key", flat=True)) == ["night", "secret", "someday"]


def test_a_sheet_that_is_left_out_says_nothing():
    edition = rich_draft()
    desk = Desk.of(edition)
    for sheet in ("People", "Names", "Rooms", "Organisers"):
        del desk.workbook[sheet]
    desk.workbook["Material"].delete_cols(desk.heads("Material")["Title (de)"])

    report = bring(desk.content, remove_gone=True)

    assert report.changes_anything is False


def test_two_people_may_swap_their_parts_and_a_third_takes_one_over():
    edition = rich_draft()
    forum = edition.sessions.get(key="forum")
    olena, anna = (
        forum.appearances.get(person__key=key, state__in=["confirmed", "to_be_confirmed"]) for key in ("olena", "anna")
    )
    desk = Desk.of(edition)
    desk.write(olena.pk, "Person", "Anna Linde [anna]", "People")
    desk.write(olena.pk, "Part", "Moderation", "People")
    desk.write(anna.pk, "Person", "Olena Schewtschuk", "People")
    desk.write(anna.pk, "Part", "Speaker", "People")
    desk.add("People", Person="Nobody Yet", Session="[forum]", Part="Panel")

    bring(desk.content)

    standing = forum.appearances.standing().order_by("position").values_list("pk", "person__key", "part")
    assert list(standing)[:2] == [(olena.pk, "anna", "moderator"), (anna.pk, "olena", "speaker")]
    assert Appearance.objects.get(pk=olena.pk).replaces is not None


def test_rooms_may_swap_their_names_and_sessions_stay_where_they_are():
    edition = rich_draft()
    desk = Desk.of(edition)
    desk.write("big", "Name (de)", "Nische")
    desk.write("twin", "Name (de)", "Saal 1")

    bring(desk.content)

    assert (Session.objects.get(key="forum", edition=edition).room.key, Room.objects.get(key="twin").name) == (
        "big",
        {"de": "Saal 1"},
    )


def test_a_session_moves_to_another_day_by_its_day_or_by_its_sheet():
    edition = rich_draft()
    desk = Desk.of(edition)
    values = [cell.value for cell in desk.workbook["Without a time"][2]]
    heads = desk.heads(DAY)
    values[heads["Begins"] - 1], values[heads["Ends"] - 1] = "18.00", "24:00"
    desk.delete("someday")
    desk.workbook[DAY].append(values)
    desk.write("forum", "Begins", None)
    desk.write("forum", "Ends", None)

    report = bring(desk.content)

    times = {key: (starts, ends) for key, starts, ends in edition.sessions.values_list("key", "starts", "ends")}
    assert (times["someday"], times["forum"]) == ((at(12, 16), at(12, 22)), (None, None))
    assert report.sessions.changed == (
        ("Irgendwann", ("Begins", "Ends")), ("Forum „Wasser“", ("Begins", "Ends")),
    )[::-1]  # fmt: skip


def test_what_is_not_ours_is_left_alone_and_told():
    desk = Desk.of(rich_draft())
    desk.workbook.create_sheet("Einkauf").append(["Brot", "=1+1"])
    desk.workbook["Rooms"].cell(1, 20).value = "Schlüssel"
    desk.workbook["Rooms"].cell(2, 20).value = "=SUM(1)"

    report = bring(desk.content)

    assert [str(note) for note in report.remarks] == [
        "not kept: this sheet is none of a programme. (sheet “Einkauf”)",
        "not kept: the field “Schlüssel” has no place here. (sheet “Rooms”)",
    ]


def test_a_renamed_sheet_is_known_by_its_heads():
    edition = rich_draft()
    desk = Desk.of(edition)
    desk.workbook["Rooms"].title = "Zimmer"
    desk.workbook[DAY].title = "Mittwoch"
    desk.write("big", "Places", 12)

    report = bring(desk.content)

    assert (report.remarks, report.sessions.changed, Room.objects.get(key="big").capacity) == ((), (), 12)


def test_someone_of_the_house_is_meant_by_key_and_name_and_a_namesake_of_another_key_is_not():
    edition = rich_draft()
    Person.objects.create(key="mara-lind", name={"de": "Mara Lind"}, password="!")
    Person.objects.create(key="petro", name={"uk": "Петро Інший"}, password="!")
    desk = Desk.of(edition)
    desk.add("Names", Key="petro", **{"Name (uk)": "Петро Новий"})
    for person in ("Mara Lind", "Петро Новий [petro]"):
        desk.add("People", Person=person, Session="Irgendwann", Part="Speaker")

    bring(desk.content)

    keys = Session.objects.get(key="someday").appearances.values_list("person__key", "person__name")
    assert [(key.partition("-")[0], name) for key, name in keys] == [
        ("mara", {"de": "Mara Lind"}), ("person", {"uk": "Петро Новий"}),
    ]  # fmt: skip
    assert Person.objects.get(key="petro").name == {"uk": "Петро Інший"}


def test_progress_rises_to_the_end_and_a_cancelled_import_leaves_everything_as_it_was():
    content = grown(Desk.of(rich_draft())).content
    before, told = everything(), []

    bring(content, on_progress=lambda done, total: told.append((done, total)), dry_run=True)
    for steps in (0, 1, 2, 3, 5, 8):
        answers = iter([False] * steps + [True] * 100)
        with pytest.raises(Cancelled):
            bring(content, is_cancelled=lambda answers=answers: next(answers))
    assert everything() == before
    bring(content, on_progress=lambda done, total: told.append((done, total)))

    assert told[:4] == [(0, 100), (40, 100), (50, 100), (100, 100)]
    assert told[4:] == sorted(told[4:])
    assert told[-1] == (100, 100)


@pytest.mark.parametrize("count", [1, 3])
def test_out_and_in_cost_the_same_for_one_and_three(count, django_assert_num_queries):
    edition = rich_draft()
    desk = Desk.of(edition)
    for number in range(count):
        desk.add(DAY, Kind="Workshop", **{"Title (de)": f"Neu {number}"})
        desk.add("People", Person=f"Jemand {number}", Session=f"Neu {number}", Part="Speaker")
        desk.add("Rooms", **{"Name (de)": f"Raum {number}"})
    for key in ("part", "night", "secret")[:count]:
        desk.write(key, "Note (de)", "Neu")
    content = desk.content

    with django_assert_num_queries(10):
        Desk.of(Edition.objects.get(slug="auental"))
    with django_assert_num_queries(33):
        bring(content)


def test_venues_and_rooms_that_go_are_let_go_of_everywhere():
    edition = rich_draft()
    desk = Desk.of(edition)
    desk.delete("hall")
    desk.write("big", "Venue", None)
    desk.write("part", "Venue", None)

    bring(desk.content, remove_gone=True)

    assert list(Venue.objects.filter(edition=edition).values_list("key", flat=True)) == ["town-hall"]
    assert edition.sessions.filter(venue__isnull=False).count() == 0


def test_what_was_changed_and_removed_can_be_taken_back_one_by_one():
    edition = rich_draft()
    before, content = everything(), draft_workbook(edition, "en")
    desk = Desk(content)
    desk.write("forum", "Title (uk)", "Новий")
    desk.write("forum", "Note (en)", "New")
    desk.write("forum", "Room", "Nische [twin]")
    desk.write("forum", "Topics", None)
    desk.write("part", "Part of", None)
    desk.delete("night")
    bring(desk.content, remove_gone=True)
    entries = {(entry.verb, entry.called["de"]): entry for entry in history_of(edition)}

    for name in ("Forum „Wasser“", "=HYPERLINK(1)"):
        undo(entries["changed by import", name], edition.sessions.get(title__de=name), by=None)
    restore(entries["deleted", "Прийом"], by=None)

    assert sorted(entries["changed by import", "Forum „Wasser“"].details["changes"]) == [
        "note.en",
        "room",
        "title.uk",
        "topics",
    ]
    assert difference(before, everything()) == {}


def test_a_form_that_was_open_meanwhile_sees_what_the_workbook_changed():
    edition = rich_draft()
    forum = edition.sessions.get(key="forum")
    base = last_of(forum)
    desk = Desk.of(edition)
    desk.write("forum", "Title (uk)", "Новий")
    bring(desk.content)

    edited = edit(forum, {"title": {**forum.title, "uk": "Ще новіший"}}, by=None, base=base)

    assert [(clash.path, clash.mine, clash.theirs) for clash in edited.clashes] == [("title.uk", "Ще новіший", "Новий")]
