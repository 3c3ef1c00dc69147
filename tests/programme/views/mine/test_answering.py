"""What a person finds and does behind their personal link; who does not have it, finds nothing."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.factories import AnswerFactory, AppearanceFactory, EditionFactory, PersonFactory, SessionFactory
from tests.kernel.uploads import files
from tests.programme.links import link_to
from tests.programme.views.office.desks import filled_in

from hromada.kernel.localised import Localised
from hromada.kernel.models import AuditEntry
from hromada.programme import actions
from hromada.programme.models import Answer, Appearance, Reply, SentFile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept(settings, tmp_path):
    cache.clear()
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"
    return tmp_path


@pytest.fixture
def speaker():
    return AppearanceFactory(
        session=SessionFactory(edition=EditionFactory(slug="auental"), key="water"),
        state="to_be_confirmed",
        person__biography=Localised({"de": "Wie es steht"}),
        function=Localised({"de": "Stadträtin"}),
    )


@pytest.fixture
def link(speaker) -> str:
    return link_to(speaker.session.edition, speaker.person).replace("/de/", "/en/")


def say(link: str, button: str = "save", client: Client | None = None, **changes: Any):
    """Fill in what is on the page, change some of it, press a button."""
    client = client or Client()
    sent = filled_in(client.get(link).content) | changes
    return client.post(link, {**{name: value for name, value in sent.items() if value is not None}, button: ""})


def answer_of(speaker: Appearance) -> Answer:
    return Answer.objects.get(person=speaker.person)


def test_the_page_says_until_when_what_is_sent_is_kept_before_and_after_it_was_accepted(link, speaker, settings):
    settings.ANSWERS_DAYS = 10
    now = timezone.now()

    before = Client().get(link).content.decode()
    AnswerFactory(edition=speaker.session.edition, person=speaker.person, state="accepted", decided_at=now)
    after = Client().get(link).content.decode()

    said = "What you send here is kept until 26 May 2030 and then deleted, with its files."
    assert [said in page for page in (before, after)] == [True, True]
    assert "Thank you, everything is settled" in after


def test_to_look_changes_nothing_however_often_a_mail_scanner_does(link, speaker):
    for _look in range(2):
        page = Client().get(link)
    Client().head(link)

    assert page.status_code == 200
    assert Answer.objects.exists() is False
    assert set(AuditEntry.objects.values_list("verb", flat=True)) == {"asked_for"}
    assert Appearance.objects.get().state == "to_be_confirmed"


def test_the_address_is_passed_on_to_nobody(link, caplog):
    with caplog.at_level(logging.INFO, "hromada.requests"):
        page = Client().get(link)
        Client().post(link, {"me-name_de": ""})

    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in page.headers["Cache-Control"]
    assert page.cookies == {}
    token = link.split("/")[3]
    told = [(record.path, record.status) for record in caplog.records if record.name == "hromada.requests"]
    assert told == [("/en/mine/<str:token>/", 200), ("/en/mine/<str:token>/", 422)]
    assert token not in caplog.text
    assert 'rel="canonical"' not in page.content.decode()


def test_the_page_needs_no_cookie_and_no_token_against_forgery(link, speaker):
    client = Client(enforce_csrf_checks=True)

    answer = say(link, client=client, **{"n-needs_diet": "Keine Nüsse"})

    assert answer.status_code == 302
    assert answer_of(speaker).needs_diet == "Keine Nüsse"


def test_what_is_saved_step_by_step_is_there_again_and_nothing_of_it_stands_in_the_programme(link, speaker):
    say(link, **{"me-biography_de": "Neu geschrieben", "me-biography_uk": "Написано наново"})
    say(link, **{f"a{speaker.pk}-says": "yes", f"a{speaker.pk}-presence": "video_link"})
    say(link, **{f"a{speaker.pk}-function_uk": "депутатка", "n-needs_access": "Rollstuhl"})

    found = filled_in(Client().get(link).content)
    answer, reply = answer_of(speaker), Reply.objects.get()
    assert found["me-biography_uk"] == "Написано наново"
    assert found["n-needs_access"] == "Rollstuhl"
    assert (found[f"a{speaker.pk}-says"], found[f"a{speaker.pk}-presence"]) == ("yes", "video_link")
    assert answer.texts == {"biography.de": "Neu geschrieben", "biography.uk": "Написано наново"}
    assert (reply.says, reply.presence, reply.texts) == ("yes", "video_link", {"function.uk": "депутатка"})
    assert answer.state == "begun"
    speaker.refresh_from_db()
    assert (speaker.state, speaker.presence, speaker.function) == (
        "to_be_confirmed",
        "in_person",
        {"de": "Stadträtin"},
    )
    assert speaker.person.biography == {"de": "Wie es steht"}


def test_what_was_not_touched_is_no_proposal_even_where_the_office_has_changed_it_meanwhile(link, speaker):
    client = Client()
    open_page = filled_in(client.get(link).content)
    actions.edit_piece(speaker, {"function": {"de": "Bürgermeisterin"}}, by=None)
    say(link, **{"me-biography_uk": "Зовсім нове"})

    client.post(link, {**open_page, "me-biography_en": "Something new"})

    assert answer_of(speaker).texts == {"biography.uk": "Зовсім нове", "biography.en": "Something new"}
    assert Reply.objects.get().texts == {}


def test_a_text_can_be_taken_out_and_put_back_as_it_stands(link, speaker):
    say(link, **{"me-biography_de": ""})
    taken_out = answer_of(speaker).texts

    say(link, **{"me-biography_de": "Wie es steht"})

    assert (taken_out, answer_of(speaker).texts) == ({"biography.de": ""}, {})


def test_the_answer_is_sent_once_each_item_has_its_yes_or_no(link, speaker):
    second = AppearanceFactory(session__edition=speaker.session.edition, person=speaker.person, state="to_be_confirmed")

    half = say(link, "send", **{f"a{speaker.pk}-says": "yes"})
    state_then = answer_of(speaker).state
    whole = say(link, "send", **{f"a{second.pk}-says": "no"})

    assert (half.status_code, state_then) == (422, "begun")
    assert "Saved, but not sent yet" in half.content.decode()
    assert (whole.status_code, answer_of(speaker).state) == (302, "open")
    assert sorted(Reply.objects.values_list("says", flat=True)) == ["no", "yes"]
    assert "Thank you, your answer has arrived" in Client().get(link).content.decode()
    assert AuditEntry.objects.get(verb="sent").by == speaker.person


def test_after_sending_one_may_change_it_until_it_is_accepted(link, speaker):
    say(link, "send", **{f"a{speaker.pk}-says": "yes"})
    say(link, **{"me-biography_de": "Noch einmal anders"})
    assert (answer_of(speaker).state, answer_of(speaker).version) == ("open", 2)

    answer = answer_of(speaker)
    names = [f"{speaker.pk}.says", "biography.de"]
    actions.decide(answer, accept=names, decline={}, by=PersonFactory(), seen=2, site="http://testserver/")
    late = Client().post(link, {"me-name_de": "Zu spät", "save": ""})

    assert late.status_code == 200
    assert "everything is settled" in late.content.decode()
    assert answer_of(speaker).texts == {"biography.de": "Noch einmal anders"}


@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_what_is_planned_is_told_by_the_clock_of_the_place(speaker, link, language):
    AppearanceFactory(session__edition=speaker.session.edition, session__title=Localised({"de": "Nicht ihr Auftritt"}))
    AppearanceFactory(
        session__edition=speaker.session.edition,
        session__title=Localised({"de": "Abgesagt"}),
        person=speaker.person,
        state="declined",
    )

    page = Client().get(link.replace("/en/", f"/{language}/")).content.decode()

    assert '<time datetime="2030-05-14T10:00:00+02:00">10:00</time>' in page
    assert '<own-time zone="Europe/Berlin"' in page
    assert "Nicht ihr Auftritt" not in page
    assert "Abgesagt" not in page


def test_a_portrait_needs_credit_and_consent_and_need_not_be_chosen_twice(link, speaker, kept):
    sent = {"p-portrait": SimpleUploadedFile("ich.jpg", files.picture(size=(900, 900))), "n-needs_diet": "vegan"}
    first = say(link, **sent)
    assert first.status_code == 422
    assert "Please say who took the photograph." in first.content.decode()
    assert answer_of(speaker).needs_diet == "vegan"

    form = filled_in(first.content) | {"p-portrait_credit": "Anna Licht", "p-consents": "on", "save": ""}
    again = Client().post(link, form)

    answer = answer_of(speaker)
    assert again.status_code == 302
    assert (answer.portrait_credit, answer.consents, answer.portrait_width) == ("Anna Licht", True, 900)
    assert answer.consented_on is not None
    assert len(list((kept / "private").rglob("*.webp"))) == 2
    assert not (kept / "media").exists()


def test_files_that_were_sent_are_reached_by_their_sender_only(link, speaker):
    say(
        link,
        **{
            "p-portrait": SimpleUploadedFile("ich.jpg", files.picture(size=(900, 900))),
            "p-portrait_credit": "Anna Licht",
            "p-consents": "on",
            f"s{speaker.session_id}-file": SimpleUploadedFile("Folien.pptx", files.PPTX),
            f"s{speaker.session_id}-language": "uk",
        },
    )
    answer, sent = answer_of(speaker), SentFile.objects.get()
    other = link_to(speaker.session.edition, AppearanceFactory(session=speaker.session).person)

    portrait = Client().get(f"{link}files/portrait/")
    slides = Client().get(f"{link}files/{sent.pk}/")

    assert (portrait.status_code, portrait.headers["Content-Type"]) == (200, "image/webp")
    assert (slides.status_code, slides.content) == (200, files.PPTX)
    assert slides.headers["Content-Disposition"] == 'attachment; filename="Folien.pptx"'
    assert {one.headers["Content-Security-Policy"] for one in (portrait, slides)} == {"default-src 'none'; sandbox"}
    assert {one.headers["Referrer-Policy"] for one in (portrait, slides)} == {"no-referrer"}
    assert "no-store" in portrait.headers["Cache-Control"]
    elsewhere = [
        f"/media/{answer.portrait.name}",
        f"/media/{sent.file.name}",
        f"{other}files/portrait/",
        f"{other}files/{sent.pk}/",
        f"{link}files/{sent.pk + 1}/",
        f"{link}files/{'9' * 30}/",
        f"{link}files/..%2F..%2Fsecret/",
        f"/en/mine/unknown/files/{sent.pk}/",
    ]
    assert [Client().get(address).status_code for address in elsewhere] == [404] * len(elsewhere)


def test_slides_come_one_after_the_other_and_can_be_taken_back(link, speaker, kept, django_capture_on_commit_callbacks):
    name = f"s{speaker.session_id}"
    for number in range(2):
        say(link, **{f"{name}-file": SimpleUploadedFile(f"{number}.pdf", files.PDF)})
    first = SentFile.objects.order_by("pk").first()

    with django_capture_on_commit_callbacks(execute=True):
        say(link, **{f"{name}-gone": str(first.pk)})

    assert [file.name for file in SentFile.objects.all()] == ["1.pdf"]
    assert [path.name for path in (kept / "private").rglob("*.pdf")] == ["1.pdf"]


def test_a_file_beside_something_wrong_is_kept_once(link, speaker):
    file = SimpleUploadedFile("1.pdf", files.PDF)
    wrong = say(link, **{f"s{speaker.session_id}-file": file, "me-name_de": "", "me-name_uk": ""})
    assert wrong.status_code == 422

    Client().post(link, filled_in(wrong.content) | {"me-name_de": "Mara Lindenbach", "save": ""})

    assert SentFile.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "name", "content", "sentence"),
    [
        ("s", "malware.exe", b"MZ\x90\x00", "This file cannot be offered"),
        ("s", "slides.pdf", files.PDF[:40], "damaged or incomplete"),
        ("p", "me.svg", b"<svg onload='alert(1)'/>", "SVG"),
        ("p", "me.jpg", b"\xff\xd8\xff\xe0 no picture", "damaged or incomplete"),
    ],
)
def test_files_that_should_not_be_there_are_refused_and_cost_no_word(link, speaker, field, name, content, sentence):
    where = f"s{speaker.session_id}-file" if field == "s" else "p-portrait"

    answer = say(link, **{where: SimpleUploadedFile(name, content), "me-biography_en": "My words"})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert answer_of(speaker).texts == {"biography.en": "My words"}
    assert not SentFile.objects.exists()
    assert not answer_of(speaker).portrait


def test_the_virus_scanner_is_asked(link, speaker, settings):
    settings.SCAN_COMMAND = "false"
    name = f"s{speaker.session_id}-file"

    answer = say(link, **{name: SimpleUploadedFile("slides.pdf", files.PDF)})

    assert answer.status_code == 422
    assert not SentFile.objects.exists()


def test_what_belongs_to_others_cannot_be_answered_for(link, speaker):
    other = AppearanceFactory(session=speaker.session, state="to_be_confirmed")

    say(link, **{f"a{other.pk}-says": "no", f"a{other.pk}-function_de": "Gefälscht", f"s{other.pk + 99}-file": "x"})

    assert list(Reply.objects.values_list("appearance", flat=True)) == [speaker.pk]


@pytest.mark.parametrize("shown", ["", "[]", "null", "{", '{"biography.de": 4}'])
def test_hostile_notes_of_what_was_shown_cost_nothing(link, speaker, shown):
    answer = say(link, **{"me-shown": shown, "me-biography_de": "<script>alert(1)</script>"})

    assert answer.status_code == 302
    assert answer_of(speaker).texts["biography.de"] == "<script>alert(1)</script>"
    assert "<script>alert" not in Client().get(link).content.decode()


@pytest.mark.parametrize("token", ["unknown", "x" * 200, "%00", "ключ", "a b"])
def test_any_token_that_opens_nothing_is_answered_alike(link, token):
    page = Client().get(f"/en/mine/{token}/")

    other = Client().get("/en/mine/other/")
    assert (page.status_code, other.status_code) == (404, 404)
    assert without_addresses(page) == without_addresses(other)


def without_addresses(page: Any) -> str:
    return re.sub(r'"/\w\w/mine/[^"]*"', "", page.content.decode())


def test_what_was_written_behind_a_link_that_ran_out_is_given_back(link, speaker):
    client = Client()
    form = filled_in(client.get(link).content)
    actions.revoke_link(speaker.session.edition, speaker.person, by=None)

    page = client.post(link, form | {"me-biography_en": "A long text <b>of mine</b>", "save": ""})

    assert page.status_code == 404
    assert "A long text &lt;b&gt;of mine&lt;/b&gt;" in page.content.decode()
    assert not Answer.objects.exists()


def test_who_saves_without_end_is_stopped(link, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "answer_by_link": "3/h/key"}

    answers = [Client().post(link, {"me-name_de": "x", "save": ""}).status_code for _time in range(4)]

    assert answers == [302] * 3 + [429]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_appearance_and_for_three(speaker, link, count, django_assert_num_queries):
    for _one in range(count - 1):
        AppearanceFactory(session__edition=speaker.session.edition, person=speaker.person)
    Client().get(link)

    with django_assert_num_queries(5):
        Client().get(link)
