"""Whatever people type into whichever field, it stays text: on every page, in every export."""

import json
import re
from xml.etree import ElementTree

import icalendar
import pytest
from django.utils import timezone
from tests.programmes import programme
from tests.stored_programmes import store

from hromada.kernel.localised import Localised
from hromada.library.models import News
from hromada.network.models import Organisation
from hromada.programme import actions
from hromada.programme.models import Edition
from hromada.programme.snapshot import Finality, Programme, from_json, to_json

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"
HOSTILE = (
    f"{SCRIPT}\"'&amp;</style></title>\u202e\u200fאב 🦊\u0000\u001b[2J {{{{ 7*7 }}}} #eval(1) \r\nBEGIN:VEVENT "
    + "Ж" * 10_000
)


def made_hostile(given: Programme) -> Programme:
    """The same programme with the worst of texts wherever a text by language stands."""

    def worst(value):
        if isinstance(value, dict):
            if value and set(value) <= {"de", "uk", "en"}:
                return dict.fromkeys(value, HOSTILE)
            return {key: worst(inner) for key, inner in value.items()}
        return [worst(inner) for inner in value] if isinstance(value, list) else value

    return from_json(json.dumps(worst(json.loads(to_json(given)))))


@pytest.fixture
def edition() -> Edition:
    edition = store(made_hostile(programme(sessions=4, seed=2)), is_public=True, is_current=True)
    actions.publish(edition, finality=Finality.FINAL, note=Localised({"de": HOSTILE}), by=None)
    hostile = Localised({"de": HOSTILE, "uk": HOSTILE})
    News.objects.create(
        slug="news", title=hostile, summary=hostile, body=hostile, published_by=hostile, published_at=timezone.now()
    )
    Organisation.objects.create(
        slug="org", name=Localised({"de": HOSTILE[:250], "uk": HOSTILE[:250]}), region=hostile, country="UA"
    )
    return edition


def addresses(edition: Edition) -> list[str]:
    session = edition.sessions.order_by("-starts").exclude(appearances=None).first()
    person = session.appearances.first().person
    inside = ["", "programme/", "changes/", "people/", "my-programme/", "downloads/"]
    inside += [f"sessions/{session.key}/", f"people/{person.key}/", "releases/1/programme/"]
    beside = ["network/", "network/org/", "news/", "news/news/", "search/?q=script"]
    return [f"{edition.slug}/{path}" for path in inside] + beside


@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_every_page_shows_it_as_text(client, edition, language):
    for path in addresses(edition):
        answer = client.get(f"/{language}/{path}")
        page = answer.content.decode()
        assert (path, answer.status_code) == (path, 200)
        assert SCRIPT not in page, path
        assert "49" not in re.findall(r"\{\{ (\d+) \}\}", page), path


def test_every_export_can_be_read_again(client, edition):
    here = f"/uk/{edition.slug}"

    root = ElementTree.fromstring(client.get(f"{here}/schedule.xml").content)
    schedule = json.loads(client.get(f"{here}/schedule.json").content)
    calendar = icalendar.Calendar.from_ical(client.get(f"{here}/programme.ics").content)
    ElementTree.fromstring(client.get("/uk/news/feed.atom").content)
    pdf = client.get(f"{here}/programme.pdf").content

    told = edition.sessions.count()
    assert len(list(root.iter("event"))) == told
    assert (
        sum(len(events) for day in schedule["schedule"]["conference"]["days"] for events in day["rooms"].values())
        == told
    )
    assert len(calendar.walk("VEVENT")) == told
    assert pdf.startswith(b"%PDF")
