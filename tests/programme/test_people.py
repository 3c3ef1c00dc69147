"""A person once: named, changed by who may, and two rows made one without anything lost."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from tests.factories import (
    AnswerFactory,
    AppearanceFactory,
    CoOrganiserFactory,
    EditionFactory,
    PersonFactory,
    RoleFactory,
    SessionFactory,
)
from tests.kernel.uploads import files

from hromada.accounts.models import Person
from hromada.kernel.audit import history_of
from hromada.kernel.histories.taking_back import take_back
from hromada.kernel.localised import Localised
from hromada.kernel.models import AuditEntry
from hromada.kernel.refusal import Refusal
from hromada.programme import actions
from hromada.programme.models import Answer, Appearance, PersonalLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return EditionFactory(slug="auental")


@pytest.fixture
def editor(edition) -> Person:
    return RoleFactory(edition=edition).person


def test_a_new_person_is_known_to_the_conference_and_cannot_sign_in_by_a_password(edition, editor):
    values = {"name": Localised({"de": "Olena Kowal", "en": "Olena Koval"}), "email": "olena@hromada.example"}

    made = actions.create_person(edition, values, by=editor)

    assert (made.key, made.email, made.has_usable_password()) == ("olena-koval", "olena@hromada.example", False)
    assert [(entry.verb, entry.by) for entry in history_of(edition)] == [("created", editor)]


@pytest.mark.parametrize(
    ("case", "may"),
    [("speaker", True), ("organiser", False), ("co-organiser", False), ("administrator", False), ("themselves", True)],
)
def test_an_editor_gives_nobody_of_the_office_another_address(edition, editor, case, may):
    person = editor if case == "themselves" else PersonFactory(is_superuser=case == "administrator")
    if case == "organiser":
        RoleFactory(edition=EditionFactory(), person=person, kind="organiser")
    elif case == "co-organiser":
        CoOrganiserFactory(person=person)

    def edit() -> None:
        actions.edit_person(person, {"email": "thief@hromada.example"}, by=editor, within=edition)

    if may:
        edit()
    else:
        with pytest.raises(Refusal) as refusal:
            edit()
        assert refusal.value.code == "signs_in"
    assert Person.objects.filter(email="thief@hromada.example").exists() is may


def test_an_administrator_changes_every_address(edition):
    person = RoleFactory(edition=edition).person

    actions.edit_person(person, {"email": "new@hromada.example"}, by=PersonFactory(is_superuser=True), within=edition)

    person.refresh_from_db()
    assert person.email == "new@hromada.example"


def test_of_two_rows_one_stays_with_everything(edition, editor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    portrait = default_storage.save("portraits/a/640.webp", ContentFile(files.picture("WEBP")))
    stays = PersonFactory(
        key="olena", email=None, name=Localised({"de": "Olena Kowal"}), biography=Localised({"de": "Bleibt"})
    )
    goes = PersonFactory(
        key="olena-2",
        email="olena@hromada.example",
        name=Localised({"de": "O. Kowal", "uk": "Олена Коваль"}),
        biography=Localised({"de": "Geht", "uk": "Живе у Львові"}),
        portrait=portrait,
        portrait_credit="Anna Licht",
    )
    session = SessionFactory(edition=edition)
    own = AppearanceFactory(session=session, person=stays, part="moderator")
    moved = AppearanceFactory(session=session, person=goes, part="speaker")
    answer = AnswerFactory(edition=edition, person=goes)
    PersonalLink.objects.create(edition=edition, person=goes, address=goes.email)

    actions.merge_people(stays, goes, by=editor, within=edition)

    found = Person.objects.get(key="olena")
    assert found.name == {"de": "Olena Kowal", "uk": "Олена Коваль"}
    assert found.biography == {"de": "Bleibt", "uk": "Живе у Львові"}
    assert (found.email, found.portrait.name, found.portrait_credit) == (
        "olena@hromada.example",
        portrait,
        "Anna Licht",
    )
    assert list(Appearance.objects.order_by("pk").values_list("pk", "person")) == [
        (own.pk, stays.pk),
        (moved.pk, stays.pk),
    ]
    assert Answer.objects.get(pk=answer.pk).person == stays
    assert not PersonalLink.objects.exists()
    assert not Person.objects.filter(pk=goes.pk).exists()
    merged = AuditEntry.objects.get(verb="merged")
    assert (merged.by, merged.details["other"]) == (editor, f"accounts.person:{goes.pk}")


def test_two_rows_that_were_made_one_are_two_again_by_one_step_back(edition, editor):
    """And one again by taking that back; only the link that had been sent by letter is void."""
    stays = PersonFactory(key="olena", email=None, name=Localised({"de": "Olena Kowal"}))
    goes = PersonFactory(key="olena-2", email="olena@hromada.example", name=Localised({"de": "O.", "uk": "Олена"}))
    moved = AppearanceFactory(session__edition=edition, person=goes)
    answer = AnswerFactory(edition=edition, person=goes)
    actions.merge_people(stays, goes, by=editor, within=edition)

    def rows() -> list[tuple[str, str | None, dict[str, str], bool, bool]]:
        people = Person.objects.filter(pk__in=[stays.pk, goes.pk]).order_by("key")
        for row in (moved, answer):
            row.refresh_from_db()
        return [
            (one.key, one.email, dict(one.name), moved.person_id == one.pk, answer.person_id == one.pk)
            for one in people
        ]

    take_back(AuditEntry.objects.get(verb="merged"), by=editor)
    apart = rows()
    take_back(AuditEntry.objects.latest("pk"), by=editor)
    together = rows()

    assert apart == [
        ("olena", None, {"de": "Olena Kowal"}, False, False),
        ("olena-2", "olena@hromada.example", {"de": "O.", "uk": "Олена"}, True, True),
    ]
    assert together == [
        ("olena", "olena@hromada.example", {"de": "Olena Kowal", "uk": "Олена"}, True, True),
    ]


def test_who_was_changed_since_they_were_made_one_stays_one(edition, editor):
    stays, goes = (AppearanceFactory(session__edition=edition).person for _one in range(2))
    goes.biography = Localised({"de": "Geht"})
    goes.save()
    actions.merge_people(stays, goes, by=editor, within=edition)
    actions.edit_person(stays, {"biography": Localised({"de": "Anders"})}, by=editor, within=edition)

    with pytest.raises(Refusal, check=lambda no: no.code == "changed_since"):
        take_back(AuditEntry.objects.get(verb="merged"), by=editor)

    assert not Person.objects.filter(pk=goes.pk).exists()


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("the same part in one session", "same_part"),
        ("the same row", "same_row"),
        ("one signs in", "is_more_than_named"),
        ("one works in an office", "is_more_than_named"),
        ("on the programme of others", "elsewhere"),
        ("both have answered", "both_answered"),
    ],
)
def test_what_would_lose_something_is_refused_and_nothing_is_changed(edition, editor, case, code):
    stays, goes = (AppearanceFactory(session__edition=edition).person for _one in range(2))
    if case == "the same part in one session":
        AppearanceFactory(session=stays_session(stays), person=goes)
    elif case == "the same row":
        goes = stays
    elif case == "one signs in":
        Person.objects.filter(pk=goes.pk).update(last_login="2030-01-01T00:00Z")
    elif case == "one works in an office":
        CoOrganiserFactory(session__edition=edition, person=goes)
    elif case == "on the programme of others":
        AppearanceFactory(person=goes)
    else:
        for person in (stays, goes):
            AnswerFactory(edition=edition, person=person)
    before = list(Person.objects.order_by("pk").values())
    appearing = list(Appearance.objects.order_by("pk").values())

    with pytest.raises(Refusal) as refusal:
        actions.merge_people(stays, goes, by=editor, within=edition)

    assert refusal.value.code == code
    assert list(Person.objects.order_by("pk").values()) == before
    assert list(Appearance.objects.order_by("pk").values()) == appearing


def stays_session(person: Person):
    return Appearance.objects.get(person=person).session


def test_an_administrator_brings_together_across_conferences(edition):
    stays = AppearanceFactory(session__edition=edition).person
    earlier = AppearanceFactory(session__edition__starts_on=date(2028, 5, 14))

    actions.merge_people(stays, earlier.person, by=PersonFactory(is_superuser=True), within=edition)

    assert set(Appearance.objects.values_list("person", flat=True)) == {stays.pk}


def test_who_declined_the_same_part_does_not_stand_in_the_way(edition, editor):
    session = SessionFactory(edition=edition)
    stays = AppearanceFactory(session=session).person
    goes = AppearanceFactory(session=session, state="declined").person

    actions.merge_people(stays, goes, by=editor, within=edition)

    assert sorted(Appearance.objects.values_list("person", "state")) == [
        (stays.pk, "confirmed"),
        (stays.pk, "declined"),
    ]
