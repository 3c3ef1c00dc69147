"""The pages of the network as anyone sees them."""

from __future__ import annotations

import re

import brotli
import pytest
from django.utils.html import strip_tags
from lxml import html
from tests.network.builders import organisation, partnership

from hromada.demo import network as demo
from hromada.network.models import Organisation

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>\u202e👩‍🌾" + "ö" * 200


def body(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return html.fromstring(response.content)


def table_of(page):
    rows = page.xpath('//table[contains(@class, "network-table")]/tbody/tr')
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in rows]


def lines_of(page):
    return page.xpath('//*[@class="map__lines"]/*[name()="path"]')


@pytest.fixture
def leipzig():
    return organisation(names={"de": "Leipzig", "uk": "Лейпциг", "en": "Leipzig"}, slug="leipzig", population=616093)


@pytest.fixture
def kyjiw():
    return organisation(
        names={"de": "Kyjiw", "uk": "Київ", "en": "Kyiv"}, slug="kyjiw", country="UA", latitude=50.45, longitude=30.52
    )


@pytest.fixture
def lublin():
    return organisation(names={"de": "Lublin"}, slug="lublin", country="PL", latitude=51.25, longitude=22.57)


@pytest.mark.parametrize(
    ("language", "row", "figures"),
    [
        ("de", ["Leipzig DE", "Kyjiw UA", "Städtepartnerschaft", "seit Februar 1961", "aktiv"],
         ["1 Partnerschaft", "2 Organisationen", "2 Länder"]),
        ("uk", ["Лейпциг DE", "Київ UA", "Побратимство", "з лютого 1961 р.", "чинне"],
         ["1 партнерство", "2 організації", "2 країни"]),
        ("en", ["Leipzig DE", "Kyiv UA", "Town twinning", "since February 1961", "active"],
         ["1 partnership", "2 organisations", "2 countries"]),
    ],
)  # fmt: skip
def test_the_table_says_in_each_language_what_the_map_shows(client, leipzig, kyjiw, language, row, figures):
    partnership(leipzig, kyjiw, since="1961-02")

    page = body(client, f"/{language}/network/")

    assert table_of(page) == [row]
    assert ["".join(one.itertext()) for one in page.xpath('//ul[@class="figures"]/li')] == figures
    assert len(lines_of(page)) == 1
    assert [link.get("aria-label") for link in page.xpath('//a[contains(@class, "map__place")]')] == [
        f"{row[0][:-3]} – {row[1][:-3]}",
        f"{row[1][:-3]} – {row[0][:-3]}",
    ]


@pytest.mark.parametrize(
    ("count", "word"), [(1, "партнерство"), (3, "партнерства"), (5, "партнерств"), (11, "партнерств")]
)
def test_ukrainian_counts_in_its_own_forms(client, leipzig, count, word):
    for _ in range(count):
        partnership(leipzig, organisation())

    assert f"<strong>{count}</strong> {word}</li>" in client.get("/uk/network/").content.decode()


def test_three_partners_are_one_row_and_one_closed_figure(client, leipzig, kyjiw, lublin):
    partnership(leipzig, kyjiw, lublin)

    page = body(client, "/en/network/")

    assert table_of(page)[0][1].split() == ["Kyiv", "UALublin", "PL"]
    assert [line.get("d")[-1] for line in lines_of(page)] == ["z"]


def test_a_partnership_without_coordinates_stands_in_the_table_and_the_page_says_so(client, leipzig, kyjiw):
    nowhere = organisation("Murowane", country="UA", latitude=None, longitude=None)
    partnership(leipzig, kyjiw)
    partnership(leipzig, nowhere)

    page = body(client, "/en/network/")

    assert (len(table_of(page)), len(lines_of(page))) == (2, 1)
    assert "1 partnership is not drawn" in page.get_element_by_id("map-hint").text_content()


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("", ["Dresden", "Dresden", "Leipzig"]),
        ("?q=Kyiv", ["Dresden", "Leipzig"]),
        ("?q=leipzig+lublin", ["Leipzig"]),
        ("?country=PL", ["Dresden", "Leipzig"]),
        ("?kind=project", ["Dresden"]),
        ("?status=dormant&country=UA", ["Dresden"]),
        ("?q=nowhere", []),
        ("?sort=-organisation", ["Leipzig", "Dresden", "Dresden"]),
        ("?page=999", ["Dresden", "Dresden", "Leipzig"]),
    ],
)
def test_what_is_looked_for_stands_in_the_address_and_shows_on_map_and_table(
    client, leipzig, kyjiw, lublin, query, first
):
    dresden = organisation("Dresden")
    partnership(leipzig, kyjiw, lublin, since="1961")
    partnership(dresden, kyjiw, status="dormant")
    partnership(dresden, lublin, kind="project", since="2019-05")

    page = body(client, f"/de/network/{query}")

    assert [row[0].split()[0] for row in table_of(page)] == first
    assert len(lines_of(page)) == len(first)


@pytest.mark.parametrize(("sort", "years"), [("since", ["1961", "2019", ""]), ("-since", ["2019", "1961", ""])])
def test_what_is_not_known_comes_last_whichever_way_it_is_sorted(client, leipzig, kyjiw, sort, years):
    for since in ("", "2019", "1961"):
        partnership(leipzig, kyjiw, since=since)

    page = body(client, f"/en/network/?sort={sort}")

    assert [row[3].removeprefix("since ").replace("not known", "") for row in table_of(page)] == years
    assert page.xpath("//th[@aria-sort]/@aria-sort") == ["descending" if sort[0] == "-" else "ascending"]


@pytest.mark.parametrize("query", ["kind=galaxy", "status=%00", "country=XX", "sort=drop+table", f"q={'x' * 10_000}"])
def test_a_wish_that_cannot_be_is_told_beside_its_field_or_left_out(client, leipzig, kyjiw, query):
    partnership(leipzig, kyjiw)

    page = body(client, f"/en/network/?{query}")

    told = [one.text for one in page.xpath('//p[@class="errorlist"]')]
    expected = {"kind": 1, "status": 1, "country": 1, "sort": 0, "q": 1}[query.split("=")[0]]
    assert (len(told), len(table_of(page))) == (expected, 1)


def test_organisations_without_a_partnership_are_named_too(client, leipzig, kyjiw, lublin):
    partnership(leipzig, kyjiw)

    assert [page.xpath('//ul[@class="network-alone"]//a/text()') for page in (
        body(client, "/de/network/"), body(client, "/de/network/?q=lub"), body(client, "/de/network/?q=leip"),
    )] == [["Lublin"], ["Lublin"], []]  # fmt: skip


def test_an_empty_network_says_so(client):
    page = body(client, "/en/network/")

    assert ("No partnership is recorded." in page.text_content(), lines_of(page)) == (True, [])


def test_an_organisation_has_a_page_with_its_partners_and_facts(client, leipzig, kyjiw, lublin):
    partnership(leipzig, kyjiw, since="1961", source="https://example.org/a")
    partnership(lublin, leipzig, kind="other", kind_name={"de": "Pakt"}, source="a book")

    page = body(client, "/uk/network/leipzig/")

    assert page.findtext(".//h1").strip() == "Лейпциг"
    assert [" ".join(one.text_content().split()) for one in page.xpath('//li[starts-with(@class, "bond")]')] == [
        "Київ Побратимство з 1961 р. чинне Джерело: Лейпциг – Київ",
        "Lublin Pakt лише німецькою чинне Джерело: a book",
    ]
    assert page.xpath('//li[starts-with(@class, "bond")]//@href') == [
        "/uk/network/kyjiw/", "https://example.org/a", "/uk/network/lublin/",
    ]  # fmt: skip
    assert "616 093" in page.text_content().replace("\xa0", " ")


def test_a_name_that_falls_back_says_which_language_it_is(client, lublin):
    page = body(client, "/uk/network/lublin/")

    heading = page.find(".//h1")
    assert (heading.find("span").get("lang"), " ".join(heading.text_content().split())) == (
        "de",
        "Lublin лише німецькою",
    )


def test_an_unknown_organisation_is_not_found(client):
    assert client.get("/de/network/atlantis/").status_code == 404


def test_a_stranger_sees_no_note(client, leipzig, kyjiw):
    Organisation.objects.filter(pk=leipzig.pk).update(note="secretword", name_source="secretword")
    partnership(leipzig, kyjiw, note="secretword")

    for path in ("/de/network/", "/uk/network/leipzig/", "/en/network/kyjiw/"):
        assert "secretword" not in client.get(path).content.decode()
    assert table_of(body(client, "/en/network/?q=secretword")) == []


def test_hostile_text_is_text(client, kyjiw):
    name = {"de": HOSTILE}
    hostile = organisation(
        names=name, official_name=name, region=name, hromada_name=name, slug="hostile", official_key=HOSTILE[:60]
    )
    partnership(hostile, kyjiw, kind="other", kind_name=name, source="javascript:alert(1)")

    for path in ("/de/network/", "/de/network/hostile/", "/de/network/kyjiw/", f"/de/network/?q={HOSTILE[:40]}"):
        content = client.get(path).content.decode()
        assert ("<script>alert" in content, 'href="javascript' in content) == (False, False)


def test_more_than_two_hundred_rows_come_in_pages(client):
    hub = organisation("Hub")
    for _ in range(201):
        partnership(hub, organisation())

    assert [len(table_of(body(client, f"/de/network/{query}"))) for query in ("", "?page=2")] == [200, 1]


@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_the_page_of_the_whole_network_is_light(client, language):
    demo.load()

    content = client.get(f"/{language}/network/").content

    assert len(brotli.compress(content, quality=5)) <= 30_000
    assert re.findall(rb' style="| on[a-z]+="', content) == []
    assert "113" in strip_tags(content.decode())
