"""People, organisers and materials of a session at the desk."""

from __future__ import annotations

import pytest
from tests.factories import (
    AppearanceFactory,
    EditionFactory,
    MaterialFactory,
    PersonFactory,
    SessionBodyFactory,
    SessionFactory,
)
from tests.programme.views.office.desks import at_the_desk, co_organising, filled_in

from hromada.accounts.models import Person
from hromada.kernel.localised import Localised
from hromada.kernel.models import AuditEntry
from hromada.kernel.removing import restore
from hromada.programme.models import Appearance, Material, SessionBody

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum():
    return SessionFactory(edition=EditionFactory(slug="auental"), key="forum")


HERE = "/en/office/auental/sessions/forum/"


def test_somebody_new_is_named_and_put_last(forum):
    AppearanceFactory(session=forum, position=4)
    client = at_the_desk(forum.edition)
    address = f"{HERE}people/new/"
    sent = filled_in(client.get(address).content) | {
        "name_de": "Olena Kowal",
        "name_uk": "Олена Коваль",
        "part": "moderator",
        "function_uk": "міська голова",
        "presence": "video_link",
    }

    client.post(address, sent)

    added = Appearance.objects.get(person__name__de="Olena Kowal")
    assert (added.part, added.position, added.state) == ("moderator", 5, "to_be_confirmed")
    assert (added.function, added.presence) == ({"uk": "міська голова"}, "video_link")
    assert set(AuditEntry.objects.values_list("part_of", flat=True)) == {"", f"programme.session:{forum.pk}"}


def test_a_known_person_begins_with_what_they_were_announced_as_last(forum):
    known = PersonFactory(name=Localised({"de": "Olena Kowal", "uk": "Олена Коваль"}), email="olena@hromada.example")
    AppearanceFactory(person=known, function=Localised({"de": "Stadträtin"}))
    AppearanceFactory(person=known, function=Localised({"de": "Bürgermeisterin"}))
    PersonFactory(name=Localised({"de": "Olena Schmidt"}))
    client = at_the_desk(forum.edition)

    found = client.get(f"{HERE}people/new/?q=kowal+OLENA").content.decode()
    form = filled_in(client.get(f"{HERE}people/new/?person={known.pk}").content)
    client.post(f"{HERE}people/new/?person={known.pk}", form)

    assert found.count("?person=") == 1
    assert "Bürgermeisterin" in found
    assert "olena@" not in found
    assert forum.appearances.get().function == {"de": "Bürgermeisterin"}
    assert Person.objects.filter(name__de="Olena Kowal").count() == 1


def test_a_co_organiser_chooses_among_their_own_people_only(forum):
    own = AppearanceFactory(session=forum, person__name=Localised({"de": "Mara Eigen"})).person
    elsewhere = AppearanceFactory(person__name=Localised({"de": "Mara Fremd"})).person
    AppearanceFactory(person=own, function=Localised({"de": "Geheime Funktion"}))
    client = co_organising(forum)

    found = client.get(f"{HERE}people/new/?q=Mara").content.decode()
    refused = client.get(f"{HERE}people/new/?person={elsewhere.pk}")

    assert "Mara Eigen" in found
    assert "Mara Fremd" not in found
    assert "Geheime Funktion" not in found
    assert refused.status_code == 404


def test_the_same_part_twice_is_said_at_the_field(forum):
    there = AppearanceFactory(session=forum)
    client = at_the_desk(forum.edition)
    address = f"{HERE}people/new/?person={there.person_id}"

    answer = client.post(address, filled_in(client.get(address).content))

    assert answer.status_code == 422
    assert "This person already has this part in the session." in answer.content.decode()


def test_people_say_yes_or_no_and_are_replaced(forum):
    asked = AppearanceFactory(session=forum, state=Appearance.State.TO_BE_CONFIRMED)
    other = AppearanceFactory(session=forum, state=Appearance.State.CONFIRMED)
    client = at_the_desk(forum.edition)
    replace = f"{HERE}people/{other.pk}/replace/"

    client.post(f"{HERE}people/{asked.pk}/confirm/")
    client.post(replace, filled_in(client.get(replace).content) | {"name_en": "Nadia Next"})
    client.post(f"{HERE}people/{asked.pk}/decline/")

    assert list(forum.appearances.order_by("pk").values_list("state", flat=True)) == [
        "declined",
        "declined",
        "to_be_confirmed",
    ]
    assert Appearance.objects.get(person__name__en="Nadia Next").replaces == other
    assert "2 people have said no" in client.get(HERE).content.decode()


@pytest.mark.parametrize(
    ("sort", "model", "sent"),
    [
        ("organisers", SessionBody, {"name_uk": "Місто Ауенталь"}),
        ("materials", Material, {"title_uk": "Слайди", "url": "https://example.org/slides.pdf", "language": "uk"}),
    ],
)
def test_organisers_and_materials_are_added_changed_and_taken_out(forum, sort, model, sent):
    client = at_the_desk(forum.edition)
    new = f"{HERE}{sort}/new/"

    client.post(new, filled_in(client.get(new).content) | sent)
    made = model.objects.get()
    here = f"{HERE}{sort}/{made.pk}/"
    text = next(name for name in sent if name.endswith("_uk"))
    client.post(here, filled_in(client.get(here).content) | {text: "Інша назва"})
    changed = str(model.objects.get())
    client.post(f"{here}remove/")
    gone = model.objects.count()
    restore(AuditEntry.objects.latest("pk"), by=None)

    assert (changed, gone, str(model.objects.get())) == ("Інша назва", 0, "Інша назва")
    assert client.post(new, {text: ""}).status_code == 422


def test_they_change_places(forum):
    first, second, third = (SessionBodyFactory(session=forum) for _ in range(3))
    client = at_the_desk(forum.edition)

    client.post(f"{HERE}organisers/{third.pk}/move/", {"to": "up"})
    client.post(f"{HERE}organisers/{first.pk}/move/", {"to": "down"})
    client.post(f"{HERE}organisers/{second.pk}/move/", {"to": "down"})

    assert list(forum.bodies.order_by("position")) == [third, first, second]


def test_two_who_change_the_same_function_see_both_versions(forum):
    appearance = AppearanceFactory(session=forum, function=Localised({"de": "Rätin"}))
    client = at_the_desk(forum.edition)
    here = f"{HERE}people/{appearance.pk}/"
    opened = filled_in(client.get(here).content)
    client.post(here, opened | {"function_de": "Stadträtin"})

    clash = client.post(here, opened | {"function_de": "Landrätin"})
    client.post(here, filled_in(clash.content) | {"choice:function.de": "theirs"})

    appearance.refresh_from_db()
    assert clash.status_code == 409
    assert ("Stadträtin" in clash.content.decode(), "Landrätin" in clash.content.decode()) == (True, True)
    assert appearance.function == {"de": "Stadträtin"}


def test_what_belongs_to_another_session_is_not_found_here(forum):
    other = MaterialFactory()
    client = at_the_desk(forum.edition)

    answers = [
        client.get(f"{HERE}materials/{other.pk}/"),
        client.post(f"{HERE}materials/{other.pk}/remove/"),
        client.get(f"{HERE}nothing/{other.pk}/"),
        client.post(f"{HERE}people/{AppearanceFactory().pk}/decline/"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
