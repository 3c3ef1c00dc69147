"""What came back by personal links, in the office: seen beside what stands, accepted or declined."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from tests.factories import AppearanceFactory, EditionFactory, PersonFactory, SessionFactory
from tests.kernel.uploads import files
from tests.programme.links import link_to, worker_works
from tests.programme.views.mine.test_answering import say
from tests.programme.views.office.desks import at_the_desk, co_organising, filled_in

from hromada.accounts.models import Person
from hromada.kernel.editing import undo
from hromada.kernel.localised import Localised
from hromada.kernel.models import AuditEntry
from hromada.programme import actions
from hromada.programme.models import Answer, Appearance, Decision, Material, PersonalLink, Reply, Role, SentFile

pytestmark = pytest.mark.django_db

ALL = "/en/office/auental/answers/"


@pytest.fixture(autouse=True)
def kept(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"
    return tmp_path


@pytest.fixture
def edition():
    return EditionFactory(slug="auental")


@pytest.fixture
def speaker(edition) -> Appearance:
    return AppearanceFactory(
        session=SessionFactory(edition=edition, key="water"),
        state="to_be_confirmed",
        person=PersonFactory(
            name=Localised({"de": "Mara Lindenbach"}),
            biography=Localised({"de": "Wie es steht"}),
            email="mara@hromada.example",
        ),
        function=Localised({"de": "Stadträtin"}),
    )


def answered(speaker: Appearance, **changes: Any) -> Answer:
    """Through the page itself, sent."""
    link = link_to(speaker.session.edition, speaker.person).replace("/de/", "/en/")
    sent = say(link, "send", **{f"a{speaker.pk}-says": "yes", **changes})
    assert sent.status_code == 302
    return Answer.objects.get(person=speaker.person)


def here(speaker: Appearance) -> str:
    return f"{ALL}{speaker.person_id}/"


def read(page: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def decide(client: Client, speaker: Appearance, button: str = "decide", **changes: Any):
    address = f"{here(speaker)}decide/"
    form = filled_in(client.get(here(speaker)).content, address)
    return client.post(address, form | changes | {button: ""})


def test_each_stage_is_told_and_what_came_stands_first(edition, speaker):
    answered(speaker)
    asked = AppearanceFactory(session=speaker.session, person__name=Localised({"en": "Asked"}), state="to_be_confirmed")
    link_to(edition, asked.person)
    late = AppearanceFactory(session=speaker.session, person__name=Localised({"en": "Late"}), state="to_be_confirmed")
    link_to(edition, late.person)
    gone = timezone.now() - timedelta(days=40)
    PersonalLink.objects.filter(person=late.person).update(
        asked_at=gone, sent_at=gone, expires_at=gone + timedelta(days=30)
    )
    AppearanceFactory(session=speaker.session, person__name=Localised({"en": "New"}), state="to_be_confirmed")
    AppearanceFactory(session=speaker.session, person__name=Localised({"en": "Mute"}), person__email=None)
    AppearanceFactory(session=speaker.session, person__name=Localised({"en": "Gone"}), state="declined")

    client = at_the_desk(edition)
    page = client.get(ALL)
    row = re.compile(r'<th scope="row"><a [^>]*>(?:<span[^>]*>)?([^<]+).*?badge badge--\w+">([^<]+)', re.DOTALL)
    found = row.findall(page.content.decode())

    assert found == [
        ("Mara Lindenbach", "new answer"),
        ("Mute", "not asked yet"),
        ("New", "not asked yet"),
        ("Late", "link has run out"),
        ("Asked", "no answer yet"),
    ]
    said = read(page)
    assert "Ask 1 person who was never asked" in said
    assert "Remind 2 people who have not answered" in said
    assert "New answers (1)" in said
    assert [row.person.name.text("en") for row in client.get(f"{ALL}?show=waiting").context["page"]] == [
        "Late",
        "Asked",
    ]


def test_letters_go_to_all_who_are_to_be_confirmed_and_reminders_to_who_has_not_answered(edition, speaker):
    other = AppearanceFactory(session=speaker.session, state="to_be_confirmed")
    AppearanceFactory(session=speaker.session, state="confirmed")
    client = at_the_desk(edition)

    client.post(f"{ALL}send/", {"ask": ""})
    worker_works()
    asked = sorted(letter.to[0] for letter in mail.outbox)
    PersonalLink.objects.update(asked_at=timezone.now() - timedelta(days=2))
    answered_link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)[1]
    person = Person.objects.get(email=mail.outbox[0].to[0])
    one = Appearance.objects.get(person=person)
    say(answered_link, "send", **{f"a{one.pk}-says": "yes"})
    client.post(f"{ALL}send/", {"remind": ""})
    worker_works()

    assert asked == sorted([speaker.person.email, other.person.email])
    assert len(mail.outbox) == 3
    assert mail.outbox[2].to != mail.outbox[0].to
    assert mail.outbox[2].subject.startswith("Erinnerung")


def test_one_sees_what_came_beside_what_stands_and_what_was_sent_to_whom_when(edition, speaker):
    answered(
        speaker,
        **{
            "me-biography_de": "Wie es sein soll",
            f"a{speaker.pk}-presence": "video_link",
            f"a{speaker.pk}-function_uk": "депутатка",
        },
    )

    page = at_the_desk(edition).get(here(speaker))

    said = read(page)
    for sentence in (
        "Biography (German) Wie es steht → Wie es sein soll",
        "Takes part To be confirmed → Yes",
        "Presence In person → By video link",
        "Function as announced (Ukrainian) – → депутатка",
        "mara@hromada.example",
    ):
        assert sentence in said
    assert "<del><p>Wie es steht</p></del>" not in page.content.decode()
    assert "valid until" in said


def test_what_is_accepted_stands_in_the_draft_and_in_the_history_and_can_be_taken_back(edition, speaker):
    answered(
        speaker,
        **{
            "me-biography_de": "Wie es sein soll",
            "me-biography_uk": "Як має бути",
            f"a{speaker.pk}-presence": "recorded",
            f"a{speaker.pk}-function_de": "Bürgermeisterin",
            f"a{speaker.pk}-function_uk": "міська голова",
        },
    )
    client = at_the_desk(edition)

    decide(client, speaker, "accept_all")

    speaker.refresh_from_db()
    person = Person.objects.get(pk=speaker.person_id)
    assert (speaker.state, speaker.presence) == ("confirmed", "recorded")
    assert speaker.function == {"de": "Bürgermeisterin", "uk": "міська голова"}
    assert person.biography == {"de": "Wie es sein soll", "uk": "Як має бути"}
    assert Answer.objects.get().state == "accepted"
    entry = AuditEntry.objects.filter(thing=f"accounts.person:{person.pk}", verb="edited").earliest("pk")
    assert (entry.by, entry.within) == (client.person, f"programme.edition:{edition.pk}")
    undo(entry, person, by=client.person)
    assert Person.objects.get(pk=person.pk).biography == {"de": "Wie es steht", "uk": "Як має бути"}


def test_single_points_are_accepted_declined_with_a_reason_or_left_for_later(edition, speaker):
    answered(speaker, **{"me-biography_de": "Zu lang", "me-biography_uk": "Добре"})
    client = at_the_desk(edition)

    decide(
        client,
        speaker,
        **{"verdict-biography.uk": "accept", "verdict-biography.de": "decline", "reason-biography.de": "Bitte kürzer"},
    )
    half = Answer.objects.get().state
    decide(client, speaker, **{f"verdict-{speaker.pk}.says": "accept"})

    assert (half, Answer.objects.get().state) == ("open", "partly")
    assert Person.objects.get(pk=speaker.person_id).biography == {"de": "Wie es steht", "uk": "Добре"}
    assert Decision.objects.get(is_accepted=False).reason == "Bitte kürzer"
    assert "Declined Bitte kürzer" in read(client.get(here(speaker)))


def test_who_declines_gives_a_reason(edition, speaker):
    answered(speaker, **{"me-biography_de": "Zu lang"})

    refused = decide(at_the_desk(edition), speaker, **{"verdict-biography.de": "decline"})

    assert refused.status_code == 422
    assert "Please give the reason" in refused.content.decode()
    assert not Decision.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(answer=Answer.objects.get(), item="biography.de", is_accepted=False)


def test_the_person_reads_the_reason_and_what_they_change_is_open_again(edition, speaker):
    answered(speaker, **{"me-biography_de": "Zu lang"})
    link = re.search(r"http://testserver/de(/\S+)", mail.outbox[0].body)[1]
    client = at_the_desk(edition)
    decide(
        client,
        speaker,
        **{
            f"verdict-{speaker.pk}.says": "accept",
            "verdict-biography.de": "decline",
            "reason-biography.de": "Bitte kürzer",
        },
    )
    told = Client().get(f"/en{link}")

    say(f"/en{link}", **{"me-biography_de": "Kurz"})

    assert "Biography (German): Bitte kürzer" in read(told)
    assert Answer.objects.get().state == "open"
    assert list(Decision.objects.values_list("item", flat=True)) == [f"{speaker.pk}.says"]


def test_nobody_accepts_what_they_have_not_seen(edition, speaker):
    answered(speaker, **{"me-biography_de": "Erst so"})
    link = re.search(r"http://testserver/de(/\S+)", mail.outbox[0].body)[1]
    client = at_the_desk(edition)
    address = f"{here(speaker)}decide/"
    form = filled_in(client.get(here(speaker)).content, address)
    say(f"/en{link}", **{"me-biography_de": "Dann anders"})

    refused = client.post(address, form | {"accept_all": ""})

    assert refused.status_code == 409
    assert "has changed the answer meanwhile" in refused.content.decode()
    assert Person.objects.get(pk=speaker.person_id).biography == {"de": "Wie es steht"}


def test_who_says_no_is_declined_once_it_is_accepted_and_stays_in_the_list(edition, speaker):
    answered(speaker, **{f"a{speaker.pk}-says": "no", f"a{speaker.pk}-function_de": "Egal"})
    client = at_the_desk(edition)

    answer = decide(client, speaker, "accept_all")

    speaker.refresh_from_db()
    assert (speaker.state, speaker.function) == ("declined", {"de": "Stadträtin"})
    assert client.get(answer["Location"]).status_code == 200
    assert "Mara Lindenbach" in client.get(ALL).content.decode()


def test_a_portrait_is_shown_to_the_public_only_once_it_is_accepted(
    edition, speaker, kept, django_capture_on_commit_callbacks
):
    answered(
        speaker,
        **{
            "p-portrait": SimpleUploadedFile("ich.jpg", files.picture(size=(900, 900))),
            "p-portrait_credit": "Anna Licht",
            "p-consents": "on",
        },
    )
    client = at_the_desk(edition)
    seen = client.get(f"{here(speaker)}files/portrait/")
    assert (seen.status_code, seen.headers["Content-Type"]) == (200, "image/webp")
    assert not (kept / "media").exists()

    with django_capture_on_commit_callbacks(execute=True):
        decide(client, speaker, "accept_all")

    person = Person.objects.get(pk=speaker.person_id)
    assert (person.portrait_credit, person.portrait_width) == ("Anna Licht", 900)
    assert person.published_with_consent_on == timezone.now().date()
    assert (kept / "media" / person.portrait.name).is_file()
    assert sorted(path.name for path in (kept / "media").rglob("*.*")) == [
        "480.avif",
        "480.webp",
        "900.avif",
        "900.webp",
    ]
    assert [path for path in (kept / "private").rglob("*") if path.is_file()] == []
    assert client.get(f"{here(speaker)}files/portrait/").status_code == 404


def test_slides_become_material_of_the_session_in_their_language(
    edition, speaker, kept, django_capture_on_commit_callbacks
):
    name = f"s{speaker.session_id}"
    answered(
        speaker,
        **{f"{name}-file": SimpleUploadedFile("Вода для всіх.pdf", files.PDF), f"{name}-language": "uk"},
    )

    client = at_the_desk(edition)
    client.defaults["HTTP_HOST"] = "conference.example"

    with django_capture_on_commit_callbacks(execute=True):
        decide(client, speaker, "accept_all")

    material = Material.objects.get()
    assert (material.session, material.language) == (speaker.session, "uk")
    assert material.title == {
        "de": "Folien: Mara Lindenbach",
        "uk": "Слайди: Mara Lindenbach",
        "en": "Slides: Mara Lindenbach",
    }
    path = unquote(material.url.removeprefix("http://conference.example"))
    assert path.endswith("/Вода-для-всіх.pdf")
    assert [one for one in (kept / "private").rglob("*") if one.is_file()] == []
    assert Client().get(path).content == files.PDF


def test_a_consent_that_is_taken_back_can_only_be_accepted(edition, speaker):
    Person.objects.filter(pk=speaker.person_id).update(published_with_consent_on=date(2030, 1, 1))
    answered(speaker, **{"p-consents": None})
    client = at_the_desk(edition)
    assert "taken back" in read(client.get(here(speaker)))

    decide(client, speaker, **{"verdict-consent": "decline", "reason-consent": "nein"})
    assert not Decision.objects.exists()
    decide(client, speaker, **{"verdict-consent": "accept"})

    assert Person.objects.get(pk=speaker.person_id).published_with_consent_on is None


NEEDS = {"n-needs_diet": "Zwetschgen", "n-needs_access": "Rollstuhl"}


@pytest.mark.parametrize(
    ("kind", "may"), [(Role.Kind.ORGANISER, True), (Role.Kind.EDITOR, False), (Role.Kind.READER, False)]
)
def test_needs_are_for_who_organises(edition, speaker, kind, may):
    answered(speaker, **NEEDS)

    said = read(at_the_desk(edition, kind).get(here(speaker)))

    assert ("Zwetschgen" in said, "Rollstuhl" in said) == (may, may)
    assert not AuditEntry.objects.filter(details__icontains="Zwetschgen").exists()


def test_a_reader_sees_answers_and_is_offered_no_decision(edition, speaker):
    answered(speaker, **{"me-biography_de": "Wie es sein soll"})
    client = at_the_desk(edition, Role.Kind.READER)

    page = client.get(here(speaker))

    assert "Wie es sein soll" in read(page)
    assert 'method="post"' not in page.content.decode().replace(f'action="{here(speaker)}decide/"', "") or (
        "verdict-" not in page.content.decode()
    )
    assert client.post(f"{here(speaker)}decide/", {"accept_all": "", "seen": "1"}).status_code == 404


def test_a_co_organiser_sees_and_decides_what_is_about_their_branch(edition, speaker, kept):
    own = AppearanceFactory(
        session=SessionFactory(edition=edition, title=Localised({"en": "My forum"})),
        person=speaker.person,
        state="to_be_confirmed",
    )
    stranger = AppearanceFactory(session=speaker.session, person__name=Localised({"en": "Stranger"}))
    elsewhere = f"s{speaker.session_id}"
    answered(
        speaker,
        **{
            f"a{own.pk}-says": "yes",
            f"a{own.pk}-function_en": "Mayor",
            f"a{speaker.pk}-function_en": "Geheim",
            f"{elsewhere}-file": SimpleUploadedFile("geheim.pdf", files.PDF),
            **NEEDS,
        },
    )
    client = co_organising(own.session)
    listed, page = read(client.get(ALL)), read(client.get(here(own)))

    answer = client.post(f"{here(own)}decide/", {"seen": Answer.objects.get().version, "accept_all": ""})

    assert "Mara Lindenbach" in listed
    assert "Stranger" not in listed
    assert speaker.session.title.text("en") not in listed + page
    for secret in ("Geheim", "geheim.pdf", "Zwetschgen"):
        assert secret not in page
    assert answer.status_code == 302
    own.refresh_from_db()
    speaker.refresh_from_db()
    assert (own.state, own.function) == ("confirmed", {"en": "Mayor"})
    assert (speaker.state, Answer.objects.get().state) == ("to_be_confirmed", "open")
    file = SentFile.objects.get()
    assert client.get(f"{here(own)}files/{file.pk}/").status_code == 404
    assert client.get(f"{ALL}{stranger.person_id}/").status_code == 404
    assert client.post(f"{ALL}{stranger.person_id}/send/").status_code == 404


def test_what_is_not_sent_is_seen_by_nobody(edition, speaker):
    link = link_to(edition, speaker.person).replace("/de/", "/en/")
    say(link, **{"me-biography_de": "Noch im Entwurf", **NEEDS})
    client = at_the_desk(edition, Role.Kind.ORGANISER)

    page = read(client.get(here(speaker)))
    decided = client.post(f"{here(speaker)}decide/", {"accept_all": "", "seen": "1"})

    assert "has begun to answer" in page
    assert "Noch im Entwurf" not in page
    assert "Zwetschgen" not in page
    assert decided.status_code == 404


def test_an_answer_that_changes_nothing_is_settled_by_accepting_it(edition, speaker):
    actions.confirm(speaker, by=None)
    answered(speaker, **NEEDS)

    decide(at_the_desk(edition), speaker, "accept_all")

    assert Answer.objects.get().state == "accepted"


def test_the_database_refuses_a_portrait_without_consent_and_a_reply_of_another_kind(edition, speaker):
    answer = answered(speaker)
    for broken in ({"portrait": "x.webp"}, {"consents": True, "consented_on": None}, {"state": "accepted"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Answer.objects.filter(pk=answer.pk).update(**broken)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.update(says="ja")


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_answer_cost_the_same_for_one_person_and_for_three(edition, speaker, count, django_assert_num_queries):
    answered(speaker, **{"me-biography_de": "Wie es sein soll"})
    for _one in range(count - 1):
        answered(AppearanceFactory(session__edition=edition, state="to_be_confirmed"))
        AppearanceFactory(session__edition=edition, person=speaker.person)
    client = at_the_desk(edition)

    with override("en"):
        with django_assert_num_queries(7):
            client.get(ALL)
        with django_assert_num_queries(14):
            client.get(here(speaker))
