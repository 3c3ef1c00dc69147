"""Who works on a conference is decided by its organisers, of whom the last one stays."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.urls import reverse
from django.utils.translation import override
from tests.factories import AppearanceFactory, EditionFactory, PersonFactory, RoleFactory, SessionFactory
from tests.programme.views.office.desks import at_the_desk

from hromada.accounts.models import Person
from hromada.kernel.audit import name_of
from hromada.kernel.localised import Localised
from hromada.kernel.models import AuditEntry
from hromada.kernel.worker import Worker
from hromada.programme import tasks
from hromada.programme.models import CoOrganiser, Edition, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return EditionFactory()


@pytest.fixture
def organiser(edition):
    return at_the_desk(edition, Role.Kind.ORGANISER)


def address(name: str, edition: Edition, *more: object) -> str:
    with override("en"):
        return reverse(f"programme:{name}", args=[edition.slug, *more])


def invite(client, edition, **given):
    return client.post(address("office_team", edition), {"kind": "editor", "language": "uk", **given})


def test_somebody_who_is_known_gets_a_role_and_somebody_new_an_account(edition, organiser):
    known = PersonFactory(email="mara@hromada.example")

    invite(organiser, edition, email="Mara@Hromada.example")
    invite(organiser, edition, email="new@hromada.example", name_uk="Нова Особа", kind="reader")

    new = Person.objects.get(email="new@hromada.example")
    assert (new.name, new.language) == ({"uk": "Нова Особа"}, "uk")
    assert {(role.person, role.kind) for role in edition.roles.exclude(person=organiser.person)} == {
        (known, "editor"),
        (new, "reader"),
    }


def test_the_letter_says_where_to_sign_in_in_the_language_of_the_person(edition):
    person = RoleFactory(edition=edition, person__language="uk").person

    tasks.invite_to_the_office.call(person.pk, edition.pk, "https://conference.example/uk/office/")

    (letter,) = mail.outbox
    assert letter.to == [person.email]
    assert "Конференція партнерств" in letter.subject
    assert "https://conference.example/uk/office/" in letter.body


def test_who_was_taken_out_again_gets_no_letter(edition):
    tasks.invite_to_the_office.call(PersonFactory().pk, edition.pk, "https://conference.example/")

    assert mail.outbox == []


def test_a_co_organiser_is_given_a_session_of_this_conference(edition, organiser):
    session, foreign = SessionFactory(edition=edition), SessionFactory()
    person = PersonFactory()

    invite(organiser, edition, email=person.email, kind="co_organiser", session=session.pk)
    wrong = invite(organiser, edition, email=person.email, kind="co_organiser", session=foreign.pk)
    without = invite(organiser, edition, email=person.email, kind="co_organiser")

    assert [(one.session, one.person) for one in CoOrganiser.objects.all()] == [(session, person)]
    assert (wrong.status_code, without.status_code) == (422, 422)


@pytest.mark.parametrize(
    ("given", "status"), [({"email": "nobody"}, 422), ({"email": "nobody@hromada.example"}, 409), ({}, 422)]
)
def test_what_is_missing_is_said_and_nobody_is_invited(edition, organiser, given, status):
    answer = invite(organiser, edition, **given)

    assert answer.status_code == status
    assert edition.roles.count() == 1


def test_the_last_organiser_stays(edition, organiser):
    mine = edition.roles.get()

    refused = [
        organiser.post(address("office_role", edition, mine.pk), {"kind": "reader"}),
        organiser.post(address("office_role_take", edition, mine.pk)),
    ]
    RoleFactory(edition=edition, kind=Role.Kind.ORGANISER)
    allowed = organiser.post(address("office_role", edition, mine.pk), {"kind": "reader"})

    assert [answer.status_code for answer in refused] == [409, 409]
    assert "is the last in the organisation team" in refused[0].content.decode()
    assert (allowed.status_code, Role.objects.get(pk=mine.pk).kind) == (302, "reader")


def test_a_role_is_taken_and_then_the_desk_is_closed(edition, organiser):
    editor = at_the_desk(edition, Role.Kind.EDITOR)
    role = edition.roles.get(person=editor.person)

    organiser.post(address("office_role_take", edition, role.pk))
    gone = organiser.post(address("office_role_take", edition, role.pk))

    with override("en"):
        assert editor.get(reverse("office:overview", args=[edition.slug])).status_code == 404
    assert gone.status_code == 404


def test_a_role_of_another_conference_is_not_there(edition, organiser):
    assert organiser.post(address("office_role_take", edition, RoleFactory().pk)).status_code == 404


def test_hostile_names_stay_text(edition, organiser):
    RoleFactory(edition=edition, person__name=Localised({"de": "<script>alert(1)</script>"}))

    assert b"<script>alert(1)" not in organiser.get(address("office_team", edition)).content


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_many_as_for_few(edition, organiser, count, django_assert_num_queries):
    for _number in range(count):
        RoleFactory(edition=edition)
        CoOrganiser.objects.create(session=SessionFactory(edition=edition), person=PersonFactory())

    with django_assert_num_queries(7):
        organiser.get(address("office_team", edition))


@pytest.fixture
def locked_out(edition) -> Person:
    """An editor who has lost the phone that holds the app."""
    person = RoleFactory(edition=edition, person__email="mara@hromada.example", person__language="de").person
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    Authenticator.objects.create(user=person, type=Authenticator.Type.RECOVERY_CODES, data={"migrated_codes": ["1"]})
    return person


def test_an_administrator_forgets_a_second_factor_after_a_question_and_the_person_is_told(edition, locked_out):
    administrator = at_the_desk(edition, Role.Kind.ORGANISER, is_superuser=True)
    page = address("office_second_factor", edition, locked_out.pk) + "?from=team"
    assert f'href="{page}"' in administrator.get(address("office_team", edition)).content.decode()

    asked = administrator.get(page)
    still_there = Authenticator.objects.count()
    answer = administrator.post(page)
    while Worker().work_once():
        pass

    assert (asked.status_code, still_there, Authenticator.objects.count()) == (200, 2, 0)
    assert answer["Location"] == address("office_team", edition)
    (letter,) = mail.outbox
    assert (letter.to, "alle Passkeys" in letter.body, "testserver" in letter.body) == (
        ["mara@hromada.example"],
        True,
        True,
    )
    entry = AuditEntry.objects.get(thing=name_of(locked_out), verb="second_factors_forgotten")
    assert entry.by == administrator.person
    assert administrator.get(page).status_code == 404


def test_nobody_else_does_and_nobody_their_own(edition, locked_out):
    AppearanceFactory(session__edition=edition, person=locked_out)
    organiser = at_the_desk(edition, Role.Kind.ORGANISER)
    administrator = at_the_desk(edition, Role.Kind.ORGANISER, is_superuser=True)
    Authenticator.objects.create(user=administrator.person, type=Authenticator.Type.TOTP, data={})
    pages = [address("office_team", edition), address("office_person", edition, locked_out.pk)]

    offered = {
        name: [client.get(page).content.decode().count("second-factor/") for page in pages]
        for name, client in (("organiser", organiser), ("administrator", administrator))
    }
    theirs, own = (address("office_second_factor", edition, one.pk) for one in (locked_out, administrator.person))

    assert offered == {"organiser": [0, 0], "administrator": [1, 1]}
    assert [organiser.post(theirs).status_code, administrator.post(own).status_code] == [404, 404]
    assert Authenticator.objects.count() == 3
