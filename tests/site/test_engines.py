"""What search engines are told."""

from xml.etree import ElementTree

import pytest
from django.utils import timezone
from tests.programmes import programme
from tests.stored_programmes import store

from hromada.kernel.localised import Localised
from hromada.library.models import News
from hromada.programme.actions.releases import publish
from hromada.programme.snapshot import Finality

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def test_robots_may_read_everything_but_sign_in_and_results_of_searches(client):
    answer = client.get("/robots.txt")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode() == (
        "User-agent: *\nDisallow: /*/accounts/\nDisallow: /*/search/\nSitemap: http://testserver/sitemap.xml\n"
    )


def test_every_public_page_stands_in_the_sitemap_with_its_other_languages_and_can_be_read(client):
    publish(
        store(programme(sessions=3, slug="auental-2027"), is_public=True), finality=Finality.FINAL, note={}, by=None
    )
    store(programme(sessions=3, slug="hidden", number=None), is_public=False)
    told = {"title": Localised({"de": "Wasser"}), "published_by": Localised({"de": "Redaktion"})}
    News.objects.create(slug="wasser", published_at=timezone.now(), **told)
    News.objects.create(slug="draft", **told)

    sections = [found.text for found in read(client, "/sitemap.xml").iter(f"{SITEMAP}loc")]
    pages = [page for section in sections for page in read(client, section).iter(f"{SITEMAP}url")]
    addresses = {page.findtext(f"{SITEMAP}loc"): page for page in pages}

    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)
    assert [address for address in addresses if "hidden" in address or "draft" in address] == []
    assert {link.get("hreflang"): link.get("href") for link in page_of("uk/news/wasser/", addresses)} == {
        "de": "http://testserver/de/news/wasser/",
        "uk": "http://testserver/uk/news/wasser/",
        "en": "http://testserver/en/news/wasser/",
        "x-default": "http://testserver/news/wasser/",
    }
    for below in ("", "programme/", "people/", "changes/", "downloads/"):
        assert f"http://testserver/en/auental-2027/{below}" in addresses


def test_a_page_of_a_section_that_is_not_there_is_not_found(client):
    asked = ("/sitemap-nonsense.xml", "/sitemap-pages.xml?p=99", "/sitemap-pages.xml?p=x")

    assert [client.get(address).status_code for address in asked] == [404, 404, 404]


def read(client, address: str) -> ElementTree.Element:
    return ElementTree.fromstring(client.get(address).content)


def page_of(ending: str, addresses: dict[str, ElementTree.Element]) -> list[ElementTree.Element]:
    return list(addresses[f"http://testserver/{ending}"].iter(LINK))
