"""What visitors are given before and after a release, by a real server."""

import time
from http.client import HTTPConnection

import pytest
from django.db import transaction
from tests.journeys.conftest import Site
from tests.programmes import programme
from tests.stored_programmes import store

from hromada.kernel.localised import Localised
from hromada.programme.actions.releases import publish
from hromada.programme.snapshot import Finality


def fetch(site: Site, path: str, **headers: str) -> tuple[int, str | None, str]:
    connection = HTTPConnection("127.0.0.1", site.port, timeout=20)
    try:
        connection.request("GET", path, headers={"Host": f"{site.host}:{site.port}", **headers})
        answer = connection.getresponse()
        return answer.status, answer.getheader("ETag"), answer.read().decode()
    finally:
        connection.close()


def renamed(edition, title: str) -> None:
    session = edition.sessions.order_by("starts", "key").first()
    session.title = Localised({"de": title})
    session.save()


def shown_soon(site: Site, path: str, title: str) -> bool:
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline:
        if title in fetch(site, path)[2]:
            return True
        time.sleep(0.01)
    return False


@pytest.mark.parametrize("address", ["programme/", "schedule.json", "schedule.xml", "programme.ics"])
def test_a_kept_page_gives_way_to_the_new_release_at_once(site, address):
    path = f"/de/auental-2031/{address}"
    edition = store(programme(12, slug="auental-2031"), is_public=True)
    renamed(edition, "Wie es angekündigt war")
    publish(edition, finality=Finality.PRELIMINARY, note={}, by=None)

    _status, tag, first = fetch(site, path)
    again = fetch(site, path, **{"If-None-Match": tag})
    renamed(edition, "Wie es jetzt heißt")
    kept = fetch(site, path)[2]
    publish(edition, finality=Finality.FINAL, note={}, by=None)

    assert again[0] == 304
    assert ("Wie es angekündigt war" in first, kept) == (True, first)
    assert shown_soon(site, path, "Wie es jetzt heißt")
    assert fetch(site, path, **{"If-None-Match": tag})[0] == 200


def test_a_release_that_was_taken_back_changes_nothing(site):
    path = "/de/auental-2031/programme/"
    edition = store(programme(12, slug="auental-2031"), is_public=True)
    publish(edition, finality=Finality.PRELIMINARY, note={}, by=None)
    _status, tag, _page = fetch(site, path)

    with transaction.atomic():
        renamed(edition, "Nie veröffentlicht")
        publish(edition, finality=Finality.FINAL, note={}, by=None)
        transaction.set_rollback(True)

    assert not shown_soon(site, path, "Nie veröffentlicht")
    assert fetch(site, path, **{"If-None-Match": tag})[0] == 304
