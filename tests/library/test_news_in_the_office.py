"""News in the office: written, published, withdrawn; who may, and what the public sees of it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from tests.factories import EditionFactory, NewsFactory, PersonFactory, RoleFactory
from tests.kernel.uploads import files

from hromada.kernel import editing, pages
from hromada.kernel.audit import history_of, last_of
from hromada.kernel.localised import Localised
from hromada.kernel.refusal import Refusal
from hromada.kernel.removing import restore
from hromada.library import actions
from hromada.library.models import News
from hromada.programme.models import Role

pytestmark = pytest.mark.django_db

TITLE = Localised({"de": "Brunnen für Mykolajiw", "uk": "Криниці для Миколаєва", "en": "Wells for Mykolaiv"})
SIGNED = Localised({"de": "Redaktion"})


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def edition():
    return EditionFactory(slug="auental-2027")


@pytest.fixture
def forgotten(monkeypatch) -> list[str]:
    """Filled whenever the kept pages are forgotten; what NOTIFY does then is tested where it is made."""
    told: list[str] = []
    monkeypatch.setattr(pages, "forget_all", lambda: told.append("forgotten"))
    return told


def signed_in(edition, kind: Role.Kind | None = Role.Kind.ORGANISER) -> Client:
    person = PersonFactory(is_superuser=kind is None)
    if kind is not None:
        RoleFactory(edition=edition, person=person, kind=kind)
    client = Client()
    client.force_login(person)
    return client


def sent(**changes: object) -> dict[str, object]:
    """The form as a browser sends it."""
    links = {"links-TOTAL_FORMS": 2, "links-INITIAL_FORMS": 0}
    return {"title_de": "Brunnen", "published_by_de": "Redaktion", **links, **changes}


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ({"de": "Brunnen für Mykolajiw", "en": "Wells for Mykolaiv"}, "wells-for-mykolaiv"),
        ({"de": "New"}, "new-2"),
        ({"uk": "Криниці"}, "news-4df35b62"),
    ],
)
def test_a_new_item_is_a_draft_with_an_address_that_can_be_read_where_its_title_can(edition, title, slug):
    item = actions.create_news(
        {"title": Localised(title), "published_by": SIGNED, "editions": [edition]}, by=PersonFactory()
    )

    assert (item.slug, item.published_at, list(item.editions.all())) == (slug, None, [edition])
    assert [entry.verb for entry in history_of(edition)] == ["created"]


def test_publishing_withdrawing_and_deleting_make_the_kept_pages_forgotten_and_a_draft_does_not(edition, forgotten):
    person = PersonFactory()
    item = NewsFactory(editions=[edition])

    actions.edit_news(item, {"title": TITLE}, by=person)
    assert forgotten == []

    actions.publish_news(item, by=person)
    actions.edit_news(item, {"summary": TITLE}, by=person)
    actions.withdraw_news(item, by=person)
    actions.publish_news(item, by=person)
    actions.delete_news(item, by=person)

    assert len(forgotten) == 5
    verbs = [entry.verb for entry in history_of(edition)]
    assert verbs == ["deleted", "published", "withdrawn", "edited", "published", "edited"]


def test_an_item_without_text_is_not_published(edition):
    with override("en"), pytest.raises(Refusal, match="has no text yet"):
        actions.publish_news(NewsFactory(body=Localised()), by=None)


def test_what_is_withdrawn_already_is_not_withdrawn_again():
    with override("en"), pytest.raises(Refusal, match="not published"):
        actions.withdraw_news(NewsFactory(), by=None)


def test_a_deleted_item_comes_back_with_what_it_is_about_and_its_picture(edition):
    form = {"editions": [edition], "title": TITLE, "published_by": SIGNED}
    item = actions.create_news({**form, **_picture()}, by=None)

    entry = actions.delete_news(item, by=None)
    assert not News.objects.exists()
    restore(entry, by=None)

    back = News.objects.get()
    assert (back.slug, back.picture.name, list(back.editions.all())) == (item.slug, item.picture.name, [edition])
    assert back.picture.storage.exists(back.picture.name)


def _picture(size: tuple[int, int] = (640, 420)) -> dict[str, object]:
    from hromada.kernel.uploads.pictures import redraw
    from hromada.kernel.uploads.shelf import keep_picture

    kept = keep_picture(redraw(files.picture(size=size)), "news")
    return {
        "picture": kept.path,
        "picture_credit": "Anna",
        "picture_alternative": Localised({"de": "Ein Brunnen"}),
    }


def test_a_picture_that_was_changed_can_be_taken_back_with_its_size():
    item = NewsFactory(**_picture())
    before = (item.picture.name, item.picture_width, item.picture_height)

    edited = actions.edit_news(item, {"picture": _picture((900, 300))["picture"]}, by=None)
    changed = News.objects.get()
    assert (changed.picture_width, changed.picture_height, list(edited.changes)) == (900, 300, ["picture"])
    editing.undo(history_of(item)[0], item, by=None)

    back = News.objects.get()
    assert (back.picture.name, back.picture_width, back.picture_height) == before


def test_a_picture_that_is_gone_is_not_brought_back():
    item = NewsFactory(**_picture())
    actions.edit_news(item, {"picture": ""}, by=None)
    item.picture.storage.delete(item.picture.name)

    with override("en"), pytest.raises(Refusal, match="no longer kept"):
        editing.undo(history_of(item)[0], item, by=None)


def test_an_editor_writes_with_a_picture_and_the_organisers_publish(edition):
    editor = signed_in(edition, Role.Kind.EDITOR)
    picture = SimpleUploadedFile("brunnen.jpg", files.with_place_and_camera())
    link = {"links-0-url": "https://example.org", "links-0-title_de": "Mehr"}
    texts = {"body_uk": "Вода.", "picture_alternative_de": "Ein Brunnen", "picture_credit": "Anna"}

    answer = editor.post("/de/office/auental-2027/news/new/", {**sent(**link, **texts), "picture": picture})
    item = News.objects.get()
    assert answer["Location"] == "/de/office/auental-2027/news/brunnen/"
    assert (item.links, item.picture_width, list(item.editions.all())) == (
        [{"url": "https://example.org", "title": {"de": "Mehr"}}],
        640,
        [edition],
    )
    assert editor.post("/de/office/auental-2027/news/brunnen/publish/", {"at": ""}).status_code == 404
    assert Client().get("/uk/news/brunnen/").status_code == 404

    assert signed_in(edition).post("/de/office/auental-2027/news/brunnen/publish/", {"at": ""}).status_code == 302

    page = Client().get("/uk/news/brunnen/").content.decode()
    assert f'<source type="image/avif" srcset="/media/{item.picture.name.replace("640.webp", "480.avif")} 480w' in page


def test_what_is_announced_appears_at_the_set_minute_on_the_clock_in_germany(edition):
    NewsFactory(slug="morgen", editions=[edition])

    signed_in(edition).post("/de/office/auental-2027/news/morgen/publish/", {"at": "2099-07-01T10:00"})

    assert News.objects.get().published_at == datetime(2099, 7, 1, 8, 0, tzinfo=UTC)
    assert Client().get("/de/news/morgen/").status_code == 404


def test_a_picture_without_credit_and_description_is_asked_for_both_and_need_not_be_chosen_again(edition):
    client = signed_in(edition)
    picture = SimpleUploadedFile("brunnen.jpg", files.picture())

    with override("en"):
        answer = client.post("/en/office/auental-2027/news/new/", {**sent(), "picture": picture})
        assert (answer.status_code, answer.context["form"].errors) == (
            422,
            {
                "picture_credit": ["Please say who made the picture."],
                "picture_alternative": ["Please describe the picture in at least one language."],
            },
        )
    assert 'name="picture_kept"' in answer.content.decode()
    assert not News.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"<svg onload=alert(1)>", "SVG"), (files.png_header(30000, 30000), "30000 × 30000"), (b"PK", "JPEG, PNG")],
)
def test_a_hostile_picture_is_answered_at_its_field_and_leaves_everything_as_it_was(edition, content, words):
    item = NewsFactory(slug="brunnen", editions=[edition])
    before = last_of(item)

    answer = signed_in(edition).post(
        "/en/office/auental-2027/news/brunnen/", {**sent(), "picture": SimpleUploadedFile("x.jpg", content)}
    )

    assert (answer.status_code, words in str(answer.context["form"].errors["picture"])) == (422, True)
    assert (last_of(item), list(News.objects.values_list("title", flat=True))) == (before, [item.title])


def test_a_link_that_leads_nowhere_is_named(edition):
    answer = signed_in(edition).post(
        "/en/office/auental-2027/news/new/", sent(**{"links-0-url": "javascript:alert(1)", "links-0-title_de": "Mehr"})
    )

    assert (answer.status_code, "is not a related link" in answer.content.decode()) == (422, True)


def test_two_who_write_at_once_are_shown_each_others_words(edition):
    item = NewsFactory(slug="brunnen", editions=[edition], title=TITLE)
    base = last_of(item)
    colleague = PersonFactory(name=Localised({"de": "Olena"}))
    actions.edit_news(item, {"title": Localised({**TITLE, "de": "Brunnen gebaut"})}, by=colleague)

    mine = {"title_de": "Brunnen!", "title_uk": TITLE["uk"], "title_en": TITLE["en"], "base": base}
    answer = signed_in(edition).post("/de/office/auental-2027/news/brunnen/", sent(**mine))

    page = answer.content.decode()
    assert (answer.status_code, "Brunnen gebaut" in page, "Brunnen!</textarea>" in page, "Olena" in page) == (
        409,
        True,
        True,
        True,
    )
    assert News.objects.get().title["de"] == "Brunnen gebaut"


def test_each_sees_their_own_news_and_administrators_all(edition):
    other = EditionFactory(slug="elsewhere")
    NewsFactory(slug="ours", editions=[edition])
    NewsFactory(slug="both", editions=[edition, other])
    NewsFactory(slug="theirs", editions=[other])
    NewsFactory(slug="network")

    def listed(client: Client, address: str) -> set[str]:
        return {item.slug for item in client.get(address).context["page"].object_list}

    assert listed(signed_in(edition, Role.Kind.READER), "/de/office/auental-2027/news/") == {"ours", "both"}
    assert listed(signed_in(edition, None), "/de/office/news/") == {"ours", "both", "theirs", "network"}
    assert signed_in(edition).get("/de/office/auental-2027/news/theirs/").status_code == 404


def test_administrators_say_which_conferences_an_item_is_about(edition):
    answer = signed_in(edition, None).post("/de/office/news/new/", sent(editions=[edition.pk]))

    assert answer["Location"] == "/de/office/news/brunnen/"
    assert list(News.objects.get().editions.all()) == [edition]


def test_a_draft_can_be_looked_at_as_the_public_will_see_it(edition):
    NewsFactory(slug="brunnen", editions=[edition])

    page = signed_in(edition, Role.Kind.READER).get("/uk/office/auental-2027/news/brunnen/preview/").content.decode()

    assert "<p>Справи просуваються.</p>" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(edition, count, django_assert_num_queries):
    for number in range(count):
        NewsFactory(editions=[edition], published_at=timezone.now() + timedelta(days=number - 1))
    client = signed_in(edition)
    client.get("/de/office/auental-2027/news/")

    with django_assert_num_queries(6):
        client.get("/de/office/auental-2027/news/")


def test_who_has_an_item_open_hears_of_the_other_and_of_what_they_save(edition):
    item = NewsFactory(slug="brunnen", editions=[edition], title=TITLE)
    olena, petro = (RoleFactory(edition=edition, kind=Role.Kind.EDITOR).person for _number in range(2))
    clients = {person: Client() for person in (olena, petro)}
    for person, client in clients.items():
        client.force_login(person)
    address, base = "/de/office/auental-2027/news/brunnen/beside/", {"base": last_of(item)}

    clients[olena].post(address, base)
    actions.edit_news(item, {"title": Localised({**TITLE, "de": "Brunnen gebaut"})}, by=olena)

    told = clients[petro].post(address, base).content.decode()
    assert (str(olena.name["de"]) in told, "Brunnen gebaut" in told) == (True, True)
