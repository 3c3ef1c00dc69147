"""News: who sees what, when, and in which language."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from PIL import Image

from hromada.kernel.localised import Localised
from hromada.library.models import News
from hromada.library.queries import latest_news, search_news

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def news(slug: str, *, days_ago: float | None = 1, **fields) -> News:
    published_at = None if days_ago is None else timezone.now() - timedelta(days=days_ago)
    given = {"title": Localised({"de": f"Titel {slug}", "uk": f"Назва {slug}", "en": f"Title {slug}"}), **fields}
    given.setdefault("published_by", Localised({"de": "Redaktion", "uk": "Редакція", "en": "Editors"}))
    return News.objects.create(slug=slug, published_at=published_at, **given)


def test_the_public_sees_what_is_published_the_latest_first_and_neither_drafts_nor_what_is_still_to_come():
    older, newer = news("older", days_ago=3), news("newer", days_ago=1)
    news("draft", days_ago=None)
    news("tomorrow", days_ago=-1)

    assert latest_news(timezone.now()) == [newer, older]


def test_the_list_knows_when_the_next_item_appears():
    tomorrow = news("tomorrow", days_ago=-1)
    news("later", days_ago=-2)

    assert News.objects.next_publication(timezone.now()) == tomorrow.published_at


@pytest.mark.parametrize("slug", ["draft", "tomorrow"])
def test_an_unpublished_item_has_no_page(client, slug):
    news("draft", days_ago=None)
    news("tomorrow", days_ago=-1)

    assert client.get(f"/en/news/{slug}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(client, django_assert_num_queries, count):
    for number in range(count):
        news(f"item-{number}")
    client.get("/en/news/")  # the first request of a process reads what every page needs

    with django_assert_num_queries(4):
        client.get("/en/news/")


def test_an_item_in_german_alone_is_shown_to_ukrainians_with_its_language(client):
    news("nur-deutsch", title=Localised({"de": "Wasser"}), body=Localised({"de": "Erster Absatz.\n\nZweiter Absatz."}))

    page = client.get("/uk/news/nur-deutsch/").content.decode()

    assert '<p><span lang="de">Erster Absatz.</span></p>' in page
    assert '<p><span lang="de">Zweiter Absatz.</span></p>' in page


def test_the_feed_of_each_language_speaks_it(client):
    news("wasser", summary=Localised({"de": "Kurz", "uk": "Коротко", "en": "Short"}))

    for language, title in {"de": "Titel wasser", "uk": "Назва wasser", "en": "Title wasser"}.items():
        feed = ElementTree.fromstring(client.get(f"/{language}/news/feed.atom").content)
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
        assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == [title]
        assert feed.find(f"{ATOM}entry/{ATOM}link").get("href").endswith(f"/{language}/news/wasser/")


def test_hostile_text_stays_text(client):
    hostile = "<script>alert(1)</script>\u202e\x0b" + "x" * 10_000
    news("hostile", title=Localised({"en": hostile}), body=Localised({"en": hostile}), summary=Localised({"en": "1<2"}))

    page = client.get("/en/news/hostile/").content.decode()
    feed = ElementTree.fromstring(client.get("/en/news/feed.atom").content)

    summary = feed.find(f"{ATOM}entry/{ATOM}summary")
    assert (summary.get("type"), summary.text) == ("html", "1&lt;2")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_database_refuses_a_picture_without_credit(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    item = News(slug="x", title=Localised({"de": "X"}), published_by=Localised({"de": "R"}))
    drawn = BytesIO()
    Image.new("RGB", (16, 9)).save(drawn, "WEBP")
    item.picture.save("x.webp", ContentFile(drawn.getvalue()), save=False)
    item.picture_alternative = Localised({"de": "Ein Fluss"})

    with pytest.raises(ValidationError) as refused:
        item.validate_constraints()
    assert "A picture needs a credit and an alternative text." in str(refused.value)
    with pytest.raises(IntegrityError):
        item.save()


def test_search_finds_words_by_their_beginning_in_any_language():
    item = news("brunnen", body=Localised({"de": "Brunnen für Mykolajiw", "uk": "Криниці для Миколаєва"}))
    news("anderes")
    now = timezone.now()

    assert [search_news(query, now) for query in ("brunn mykol", "КРИНИЦІ", "brunnen fehlt")] == [[item], [item], []]


def test_links_of_this_site_lead_to_the_readers_language():
    item = News(
        links=[
            {"title": {"de": "Programm"}, "url": "/leipzig-2023/programme/"},
            {"title": {"de": "Anderswo"}, "url": "https://elsewhere.example/"},
        ]
    )

    with override("uk"):
        assert [url for _title, url in item.related] == ["/uk/leipzig-2023/programme/", "https://elsewhere.example/"]


def test_dates_are_those_of_the_network_s_seat():
    item = News(published_at=datetime(2023, 11, 14, 23, 30, tzinfo=UTC))

    assert item.published_on.isoformat() == "2023-11-15T00:30:00+01:00"


def test_the_addresses_are_the_same_in_all_languages():
    with override("uk"):
        assert reverse("library:news_feed") == "/uk/news/feed.atom"


@pytest.mark.parametrize(
    "link",
    [
        {"title": {"de": "Falle"}, "url": "javascript:alert(1)"},
        {"title": {"de": "Falle"}, "url": "//elsewhere.example/"},
        {"title": {"de": "Nichts"}},
        {"title": {}, "url": "https://elsewhere.example/"},
    ],
)
def test_a_related_link_that_leads_nowhere_good_is_refused(link):
    item = News(slug="x", title=Localised({"de": "X"}), published_by=Localised({"de": "R"}), links=[link])

    with pytest.raises(ValidationError) as refused:
        item.full_clean()
    assert list(refused.value.error_dict) == ["links"]


def test_a_picture_that_is_not_public_yet_cannot_be_guessed(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    places = {News._meta.get_field("picture").generate_filename(News(), "Portrait.JPG") for _attempt in range(2)}

    assert len(places) == 2
    assert {(place.split("/")[0], place[-4:], "portrait" in place.lower()) for place in places} == {
        ("news", ".jpg", False)
    }
