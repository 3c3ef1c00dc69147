"""A session at the desk: filled in, merged, clashing, within one's branch only."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from tests.factories import (
    AppearanceFactory,
    EditionFactory,
    MaterialFactory,
    RoomFactory,
    SessionFactory,
    TopicFactory,
)
from tests.programme.views.office.desks import at_the_desk, co_organising, filled_in

from hromada.kernel.audit import history_of, last_of
from hromada.kernel.localised import Localised
from hromada.programme.models import Appearance, Role, Session

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum():
    edition = EditionFactory(slug="auental")
    return SessionFactory(
        edition=edition,
        key="forum",
        title=Localised({"de": "Wasser", "uk": "Вода", "fr": "L’eau"}),
        floor=["uk", "de"],
    )


def page(session: Session) -> str:
    return f"/en/office/{session.edition.slug}/sessions/{session.key}/"


def test_a_form_that_is_sent_as_it_came_changes_nothing(forum):
    client = at_the_desk(forum.edition)
    forum.topics.add(TopicFactory(edition=forum.edition))

    answer = client.post(page(forum), filled_in(client.get(page(forum)).content), follow=True)

    assert "Nothing was changed." in answer.content.decode()
    assert list(history_of(forum)) == []


def test_what_it_holds_comes_along_unless_it_is_asked_to_move_alone(forum):
    client = at_the_desk(forum.edition)
    part = SessionFactory(edition=forum.edition, key="part", parent=forum)
    sent = filled_in(client.get(page(forum)).content)
    begun = []

    for begins, until, held in (("14:00", "15:00", "on"), ("16:00", "17:00", "")):
        changes = {"begins": begins, "until": until, "held": held, "base": last_of(forum)}
        answer = client.post(page(forum), {**sent, **changes}, follow=True)
        part.refresh_from_db()
        begun.append((f"{part.starts.astimezone(forum.edition.zone):%H:%M}", "came along" in answer.content.decode()))

    assert "held" in sent
    assert begun == [("14:00", True), ("14:00", False)]
    assert "held" not in filled_in(client.get(page(part)).content)


def test_every_field_is_kept_and_texts_in_languages_that_were_not_asked_for_too(forum):
    client = at_the_desk(forum.edition)
    room, topic = RoomFactory(edition=forum.edition), TopicFactory(edition=forum.edition)
    sent = filled_in(client.get(page(forum)).content) | {
        "title_de": "Wasser und Abwasser",
        "abstract_uk": "Про воду",
        "kind": "panel",
        "topics": [topic.pk],
        "room": room.pk,
        "day": "2030-05-15",
        "begins": "20:00",
        "until": "01:30",
        "until_day": "2030-05-16",
        "format": "hybrid",
        "access": "invitation",
        "listed": "on",
        "floor": ["de"],
        "interpreted": ["uk", "en"],
        "capacity_on_site": "80",
        "capacity_online": "200",
        "sign_up": "on",
    }

    answer = client.post(page(forum), sent)

    forum.refresh_from_db()
    assert answer.status_code == 302
    assert forum.title == {"de": "Wasser und Abwasser", "uk": "Вода", "fr": "L’eau"}
    assert (forum.abstract, forum.kind, list(forum.topics.all()), forum.room) == (
        {"uk": "Про воду"},
        "panel",
        [topic],
        room,
    )
    # 20:00 in Leipzig is 18:00 by UTC in May.
    assert forum.starts == datetime(2030, 5, 15, 18, tzinfo=UTC)
    assert forum.ends == datetime(2030, 5, 15, 23, 30, tzinfo=UTC)
    assert (forum.format, forum.access, forum.listed, forum.sign_up) == ("hybrid", "invitation", True, True)
    assert (forum.floor, forum.interpreted) == (["de"], ["uk", "en"])
    assert (forum.capacity_on_site, forum.capacity_online) == (80, 200)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title_de": "", "title_uk": "", "title_en": ""}, "This field is required."),
        ({"until": "09:00"}, "The session ends before it begins."),
        ({"day": ""}, "Please give the day as well."),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(forum, change, said):
    client = at_the_desk(forum.edition)
    forum.title = Localised({"de": "Wasser"})
    forum.save()
    sent = filled_in(client.get(page(forum)).content) | {"note_de": "Mit Imbiss"} | change

    answer = client.post(page(forum), sent)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Mit Imbiss" in answer.content.decode()
    assert list(history_of(forum)) == []


def test_two_who_change_different_things_are_merged_and_the_later_is_told(forum):
    first, second = at_the_desk(forum.edition), at_the_desk(forum.edition)
    opened = filled_in(first.get(page(forum)).content)
    first.post(page(forum), opened | {"title_de": "Trinkwasser"})

    answer = second.post(page(forum), opened | {"title_uk": "Водопостачання"}, follow=True)

    forum.refresh_from_db()
    assert forum.title == {"de": "Trinkwasser", "uk": "Водопостачання", "fr": "L’eau"}
    assert "Others have changed this meanwhile: Title (German). It is kept." in answer.content.decode()


def test_two_who_change_the_same_see_both_versions_and_choose(forum):
    first, second = at_the_desk(forum.edition, name=Localised({"en": "Mara"})), at_the_desk(forum.edition)
    opened = filled_in(first.get(page(forum)).content)
    first.post(page(forum), opened | {"title_de": "Trinkwasser", "title_uk": "Питна вода", "note_de": "Im Saal"})

    clash = second.post(page(forum), opened | {"title_de": "Abwasser", "title_uk": "Стоки", "capacity_on_site": "50"})
    shown = filled_in(clash.content)
    nothing_yet = Session.objects.get(pk=forum.pk)
    second.post(page(forum), shown | {"choice:title.de": "mine", "choice:title.uk": "theirs"})

    forum.refresh_from_db()
    text = clash.content.decode()
    assert clash.status_code == 409
    assert all(word in text for word in ("Trinkwasser", "Abwasser", "Питна вода", "Стоки", "Mara, "))
    assert "older than its source" not in text
    assert (shown["title_de"], shown["capacity_on_site"], shown["note_de"]) == ("Abwasser", "50", "Im Saal")
    assert (nothing_yet.title["de"], nothing_yet.capacity_on_site) == ("Trinkwasser", None)
    assert forum.title == {"de": "Abwasser", "uk": "Питна вода", "fr": "L’eau"}
    assert (forum.note, forum.capacity_on_site) == ({"de": "Im Saal"}, 50)


def test_a_new_session_hangs_where_one_came_from(forum):
    client = at_the_desk(forum.edition)
    address = f"/en/office/{forum.edition.slug}/sessions/new/?parent=forum&day=2030-05-15"
    opened = filled_in(client.get(address).content)

    answer = client.post(
        address, opened | {"title_en": "Pumps", "kind": "workshop", "begins": "10:00", "until": "11:00"}
    )

    made = Session.objects.get(key="pumps")
    assert answer["Location"] == page(made)
    assert (made.parent, made.starts) == (forum, datetime(2030, 5, 15, 8, tzinfo=UTC))


def test_what_does_not_fit_stands_at_the_head(forum):
    room = RoomFactory(edition=forum.edition)
    Session.objects.filter(pk=forum.pk).update(room=room, capacity_on_site=900)
    SessionFactory(edition=forum.edition, key="other", room=room, title=Localised({"en": "Secret round"}))

    organiser = at_the_desk(forum.edition).get(page(forum)).content.decode()
    branch_only = co_organising(forum).get(page(forum)).content.decode()

    assert "are in the same room at once" in organiser
    assert "Secret round" in organiser
    assert "Secret round" not in branch_only
    assert "is in a room that is taken then" in branch_only


def test_a_co_organiser_stays_within_their_branch(forum):
    workshop = SessionFactory(edition=forum.edition, key="workshop", parent=forum, title=Localised({"en": "Pumps"}))
    SessionFactory(edition=forum.edition, key="elsewhere", title=Localised({"en": "Elsewhere"}))
    client = co_organising(forum)
    elsewhere = Session.objects.get(key="elsewhere")
    own_ground = filled_in(client.get(page(forum)).content)
    opened = filled_in(client.get(page(workshop)).content)

    moved = client.post(page(workshop), opened | {"parent": elsewhere.pk})
    loose = client.post(page(workshop), opened | {"parent": ""})
    client.post(page(forum), own_ground | {"parent": elsewhere.pk, "title_en": "Water"})

    workshop.refresh_from_db()
    forum.refresh_from_db()
    assert "parent" not in own_ground
    assert (moved.status_code, loose.status_code, workshop.parent) == (422, 422, forum)
    assert (forum.parent, forum.title["en"]) == (None, "Water")
    assert client.get(page(elsewhere)).status_code == 404
    assert "Elsewhere" not in client.get(page(workshop)).content.decode()


def test_a_copy_and_a_deletion_lead_on(forum):
    workshop = SessionFactory(edition=forum.edition, parent=forum, title=Localised({"en": "Pumps"}))
    client = at_the_desk(forum.edition)

    copied = client.post(f"{page(workshop)}duplicate/")
    deleted = client.post(f"{page(workshop)}delete/")
    refused = client.post(f"{page(forum)}delete/")

    assert copied["Location"] == page(Session.objects.get(key="pumps"))
    assert deleted["Location"] == page(forum)
    assert refused.status_code == 409
    assert "holds 1 other item" in refused.content.decode()


def test_hostile_text_stays_text(forum):
    forum.title = forum.note = Localised({"en": "<script>alert(1)</script>{{ 7|add:42 }}"})
    forum.save()
    AppearanceFactory(session=forum, function=Localised({"en": '"><img src=x onerror=alert(1)>'}))

    text = at_the_desk(forum.edition).get(page(forum)).content.decode()

    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "{{ 49 }}" not in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_few_as_for_many(forum, count, django_assert_num_queries):
    for _ in range(count):
        AppearanceFactory(session=forum)
        AppearanceFactory(session=forum, state=Appearance.State.DECLINED)
        SessionFactory(edition=forum.edition, parent=forum)
        RoomFactory(edition=forum.edition)
        TopicFactory(edition=forum.edition)
    client = at_the_desk(forum.edition)

    with django_assert_num_queries(21):
        assert client.get(page(forum)).status_code == 200


def test_who_only_reads_finds_all_of_it_and_nothing_to_fill_in(forum):
    edition = forum.edition
    hall = RoomFactory(edition=edition, name=Localised({"de": "Saal", "en": "Hall"}))
    topic = TopicFactory(edition=edition, name=Localised({"en": "Climate"}))
    workshop = SessionFactory(
        edition=edition,
        key="workshop",
        parent=forum,
        room=hall,
        title=Localised({"de": "Netze", "uk": "Мережі"}),
        abstract=Localised({"de": "Erste Zeile\nzweite <b>Zeile</b>"}),
        floor=["de"],
        capacity_on_site=40,
        sign_up=True,
    )
    workshop.topics.add(topic)
    speaker = AppearanceFactory(session=workshop, person__name=Localised({"en": "Ada Lindenbach"}))
    MaterialFactory(session=workshop, title=Localised({"en": "Slides"}))
    reader = at_the_desk(edition, Role.Kind.READER)

    shown = reader.get(page(workshop)).content.decode()
    main = shown[shown.index("<main") : shown.index("</main>")]

    read = dict(re.findall(r'read__label">(.*?)</p><p class="read__said">(.*?)</p>', main))
    assert read == {
        "Kind": "Workshop", "Part of": "Wasser", "Day": "14 May 2030", "From": "10:00", "Until": "11:00",
        "Last day, if it is another": "–", "Room": "Hall", "Venue": "–", "Format": "On site",
        "Access": "For registered participants", "Announced although by invitation": "no", "Topics": "Climate",
        "Languages spoken": "German", "Languages interpreted into": "–", "Places on site": "40",
        "Places online": "–", "With sign-up": "yes",
    }  # fmt: skip
    texts = re.findall(r'read__language">(\w+).*?read__said" lang="(\w+)">(.*?)</div>', main, re.DOTALL)
    assert texts[:5] == [
        ("Deutsch", "de", "Netze"),
        ("Українська", "uk", "Мережі"),
        ("English", "en", "–"),
        ("Deutsch", "de", "Erste Zeile<br>zweite &lt;b&gt;Zeile&lt;/b&gt;"),
        ("Українська", "uk", "–"),
    ]
    assert re.findall(r"Ada Lindenbach|Slides|programme.session(?::|%3A)\d+", main) == [
        f"programme.session%3A{workshop.pk}",
        "Ada Lindenbach",
        "Slides",
    ]
    assert re.findall(r"<(?:input|select|textarea|button|form)[ >]", main) == []
    assert re.findall(r'href="([^"]*people/[^"]*)"', main) == [f"/en/office/auental/people/{speaker.person_id}/"]
    assert reader.post(page(workshop), {"title_de": "Anders"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_to_read_it_costs_the_same_for_one_and_three(forum, count, django_assert_num_queries):
    for _number in range(count):
        AppearanceFactory(session=SessionFactory(edition=forum.edition, parent=forum))
        AppearanceFactory(session=forum)
        MaterialFactory(session=forum)
    reader = at_the_desk(forum.edition, Role.Kind.READER)

    with django_assert_num_queries(19):
        reader.get(page(forum))
