"""Every address of the office is tried by everyone: who may, comes in; for all others there is no such page.

A new view states what it ``needs``, and a new part of an address gets a sample in ``samples``.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from tests.architecture.test_every_address_is_guarded import addresses
from tests.factories import (
    AnswerFactory,
    AppearanceFactory,
    CoOrganiserFactory,
    DocumentFactory,
    EditionFactory,
    MaterialFactory,
    NewsFactory,
    PersonFactory,
    RoleFactory,
    SessionFactory,
    TopicFactory,
)
from tests.network.builders import organisation, partnership

from hromada.kernel.audit import last_of
from hromada.kernel.uploads.private import private
from hromada.programme.access import Right
from hromada.programme.actions import edit_session, publish
from hromada.programme.models import ImportRun, PersonalLink, Role, Session, Term
from hromada.programme.snapshot import Finality

pytestmark = pytest.mark.django_db

OFFICE = {address: view for address, view in addresses() if hasattr(view, "needs")}
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
MAY = {
    "stranger": set(),
    "participant": set(),
    "organiser_of_another": set(),
    "co_organiser": {Right.ENTER, Right.CONTRIBUTE},
    "reader": {Right.ENTER, Right.READ},
    "editor": {Right.ENTER, Right.READ, Right.CONTRIBUTE, Right.EDIT},
    "organiser": set(Right),
    "administrator": {*Right, "administer"},
}


@pytest.fixture
def edition():
    return EditionFactory(slug="tried-by-all")


@pytest.fixture
def samples(edition, settings, tmp_path) -> dict[str, Any]:
    """For each part of an address, a thing of the edition that every persona with the right may see."""
    forum = SessionFactory(edition=edition, key="forum")
    workshop = SessionFactory(edition=edition, key="workshop", parent=forum)
    speaker = AppearanceFactory(session=workshop, person__key="speaker")
    release = publish(edition, finality=Finality.FINAL, note={}, by=None)
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path, tmp_path / "private"
    sent = AnswerFactory(edition=edition, person=speaker.person, portrait="answers/sent/320.webp")
    private.save(sent.portrait.name, ContentFile(b"RIFF"))
    PersonalLink.objects.create(edition=edition, person=speaker.person, address=speaker.person.email)
    Authenticator.objects.create(user=speaker.person, type=Authenticator.Type.TOTP, data={})
    return {
        "slug": edition.slug,
        "key": workshop.key,
        "person": speaker.person.key,
        "speaker": speaker.person_id,
        "sent": "portrait",
        "appearance": speaker.pk,
        "number": release.number,
        "run": ImportRun.objects.create(edition=edition, name="a.xlsx", content=b"", language="de", marked=b"PK").pk,
        "sort": "materials",
        "name": "title",
        "entry": edit_session(workshop, {"capacity_on_site": 7}, by=None) and last_of(workshop),
        "language": "uk",
        "term": Term.objects.create(wording={"de": "Forum"}).pk,
        "parts": "topics",
        "part": TopicFactory(edition=edition).pk,
        "role": RoleFactory(edition=edition, kind=Role.Kind.READER).pk,
        "co_organiser": CoOrganiserFactory(session=workshop).pk,
        "thing": f"programme.session:{workshop.pk}",
        "piece": MaterialFactory(session=workshop).pk,
        "item": NewsFactory(editions=[edition]).slug,
        "document": DocumentFactory(edition=edition).pk,
        "organisation": organisation().pk,
        "partnership": partnership(organisation(), organisation()).pk,
    }


@pytest.fixture
def clients(edition, samples) -> dict[str, Client]:
    people = {name: PersonFactory() for name in MAY if name != "stranger"}
    people["administrator"].is_superuser = True
    people["administrator"].save()
    for kind in Role.Kind:
        RoleFactory(edition=edition, person=people[kind.value], kind=kind)
    RoleFactory(person=people["organiser_of_another"], kind=Role.Kind.ORGANISER)
    CoOrganiserFactory(session=edition.sessions.get(key="forum"), person=people["co_organiser"])
    clients = {name: Client() for name in MAY}
    for name, person in people.items():
        clients[name].force_login(person)
    return clients


def answer_to(client: Client, path: str) -> int | str:
    """Asked for and sent to, as a browser would: what is only sent to answers 405 to being asked for. What one has
    done there is undone before the next one comes."""
    with transaction.atomic():
        shown = client.get(path)
        if shown.status_code == 405:
            shown = client.post(path)
        transaction.set_rollback(True)
    if shown.status_code == 302 and "/accounts/login/" in shown["Location"]:
        return "sign in"
    return shown.status_code


@pytest.mark.parametrize("address", sorted(OFFICE))
def test_who_may_comes_in_and_for_the_others_there_is_no_such_page(address, samples, clients):
    needed = OFFICE[address].needs
    path = "/" + PARAMETER.sub(lambda found: str(samples[found[1]]), address)

    answers = {name: answer_to(client, path) for name, client in clients.items()}

    assert answers.pop("stranger") == "sign in"
    came_in = {name for name, answer in answers.items() if answer not in (403, 404)}
    assert came_in == {name for name in answers if needed in MAY[name]}
    assert [answer for answer in answers.values() if isinstance(answer, int) and answer >= 500] == []


def test_the_office_itself_is_there_for_who_works_on_a_conference(clients):
    answers = {name: answer_to(client, "/de/office/") for name, client in clients.items()}

    assert answers == {
        **dict.fromkeys(MAY, 200),
        "stranger": "sign in",
        "participant": 404,
    }


def test_a_co_organiser_reads_and_edits_their_branch_only(edition, clients):
    SessionFactory(edition=edition, key="elsewhere")
    person = PersonFactory()
    CoOrganiserFactory(session=edition.sessions.get(key="forum"), person=person)

    visible = set(Session.objects.visible_to(person).values_list("key", flat=True))
    editable = set(Session.objects.editable_by(person).values_list("key", flat=True))

    assert (visible, editable) == ({"forum", "workshop"}, {"forum", "workshop"})
