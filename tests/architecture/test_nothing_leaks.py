"""Nothing unpublished leaks: a secret is planted wherever the public must not look, and every address is walked."""

import re
from collections import deque
from dataclasses import replace
from datetime import timedelta
from html import unescape
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from tests.factories import AnswerFactory
from tests.programmes import programme
from tests.stored_programmes import store

from hromada.accounts.models import Person
from hromada.kernel.localised import Localised
from hromada.kernel.uploads.private import private
from hromada.library.models import News
from hromada.network.models import Organisation
from hromada.programme import actions
from hromada.programme.models import (
    Answer,
    Appearance,
    Edition,
    Material,
    PersonalLink,
    Reply,
    SentFile,
    Session,
    SessionBody,
)
from hromada.programme.snapshot import Access, Finality, Kind

pytestmark = pytest.mark.django_db

SECRET = "zwetschgenknoedel"
LANGUAGES = ("de", "uk", "en")


def secret(suffix: str = "") -> Localised:
    return Localised(dict.fromkeys(LANGUAGES, f"{SECRET}{suffix}"))


def secret_person(key: str) -> Person:
    return Person.objects.create(
        key=f"{SECRET}-{key}", name=secret(), biography=secret(), email=f"{SECRET}-{key}@hromada.example"
    )


@pytest.fixture
def planted(settings, tmp_path) -> Edition:
    """A public edition with two releases, and the secret in all that was never published."""
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"
    edition = store(programme(sessions=12, seed=5), is_public=True, is_current=True)
    of_this_edition = edition.sessions.order_by("starts")
    held = of_this_edition.filter(parent=None).exclude(appearances=None).first()
    _plant_by_invitation(edition, held)
    _plant_in_appearances(held)
    _plant_in_an_answer(edition, held)
    actions.publish(edition, finality=Finality.PRELIMINARY, note=Localised({"de": "Erster Stand"}), by=None)
    _plant_a_person_who_came_and_went(held)
    first = of_this_edition.last()
    first.note = Localised({"de": "Neu im zweiten Stand"})
    first.save()
    actions.publish(edition, finality=Finality.FINAL, note=Localised({"de": "Zweiter Stand"}), by=None)
    _plant_after_the_release(edition, held)
    _plant_a_hidden_edition()
    _plant_beside_the_programme()
    return edition


def _plant_by_invitation(edition: Edition, beside: Session) -> None:
    """Two by invitation: one kept quiet altogether, one announced with its title but without its inside."""
    for listed in (False, True):
        closed = Session.objects.create(
            edition=edition,
            key=f"listed-{listed}".lower() if listed else SECRET,
            kind=Kind.ROUND_TABLE,
            title=Localised({"de": "Runder Tisch"}) if listed else secret(),
            abstract=secret(),
            starts=beside.starts,
            ends=beside.ends,
            access=Access.INVITATION,
            listed=listed,
        )
        SessionBody.objects.create(session=closed, name=Localised({"de": "Städtetag"}) if listed else secret())
        Material.objects.create(session=closed, title=secret(), url=f"https://files.example/{SECRET}")
        Appearance.objects.create(session=closed, person=secret_person(f"guest-{listed}".lower()), function=secret())


def _plant_in_appearances(session: Session) -> None:
    Appearance.objects.create(
        session=session, person=secret_person("declined"), function=secret(), state=Appearance.State.DECLINED
    )
    known = session.appearances.first().person
    known.biography = secret()
    known.published_with_consent_on = None
    known.email = f"{SECRET}@hromada.example"
    known.portrait.save(f"{SECRET}.webp", ContentFile(b""), save=False)
    known.save()


def _plant_in_an_answer(edition: Edition, session: Session) -> None:
    """What came back by a personal link, sent and not accepted: texts, needs, files, and where the letter went."""
    appearance = session.appearances.first()
    files = {
        name: private.save(f"answers/{SECRET}/{name}", ContentFile(SECRET.encode()))
        for name in ("480.webp", f"{SECRET}.pdf")
    }
    answer = AnswerFactory(
        edition=edition,
        person=appearance.person,
        texts={f"{name}.{code}": SECRET for name in ("name", "biography") for code in LANGUAGES},
        portrait=files["480.webp"],
        portrait_credit=SECRET,
        **dict.fromkeys(Answer.NEEDS, SECRET),
    )
    Reply.objects.create(answer=answer, appearance=appearance, says="yes", texts={"function.de": SECRET})
    SentFile.objects.create(answer=answer, session=session, file=files[f"{SECRET}.pdf"], size=1)
    PersonalLink.objects.create(edition=edition, person=appearance.person, address=f"{SECRET}@hromada.example")


def _plant_a_person_who_came_and_went(session: Session) -> None:
    """Asked and replaced between two releases: the public never heard of them."""
    asked = Appearance.objects.create(session=session, person=secret_person("asked"), position=90)
    successor = Person.objects.create(key="successor", name=Localised({"de": "Nadja Folge"}))
    actions.replace_person(asked, successor, by=None)


def _plant_after_the_release(edition: Edition, published: Session) -> None:
    published.refresh_from_db()
    published.title = published.abstract = published.note = secret()
    published.save()
    Session.objects.create(edition=edition, key=f"{SECRET}-draft", kind=Kind.PANEL, title=secret())
    edition.motto = edition.description = edition.patron = secret()
    edition.save()


def _plant_a_hidden_edition() -> None:
    generated = programme(sessions=3, seed=9, slug=SECRET)
    own = tuple(replace(session, uid=uuid4()) for session in generated.sessions)
    hidden = store(replace(generated, sessions=own), is_public=False)
    hidden.name = hidden.motto = secret()
    hidden.save()
    hidden.sessions.update(title=secret())
    actions.publish(hidden, finality=Finality.FINAL, note=secret(), by=None)
    item = News.objects.create(
        slug="meldung",
        title=Localised({"de": "Meldung"}),
        published_by=Localised({"de": "Redaktion"}),
        published_at=timezone.now() - timedelta(days=1),
    )
    item.editions.add(hidden)


def _plant_beside_the_programme() -> None:
    for slug, published_at in (("draft", None), ("tomorrow", timezone.now() + timedelta(days=1))):
        News.objects.create(
            slug=f"{SECRET}-{slug}", title=secret(), body=secret(), published_by=secret(), published_at=published_at
        )
    Organisation.objects.create(slug="lwiw", name=Localised({"uk": "Львів"}), country="UA", note=SECRET)


def test_no_release_holds_the_secret(planted):
    """All that is public is made from releases, the PDF among it, in which no walk could read."""
    assert [release.number for release in planted.releases.all() if SECRET in bytes(release.content).decode()] == []


def test_no_public_answer_knows_the_secret(planted):
    client = Client(raise_request_exception=False)
    seen: dict[str, int] = {}
    told: list[str] = []
    waiting = deque([*_patterns(planted), *_searches(), *_guesses(planted)])
    while waiting:
        address = waiting.popleft()
        if address in seen:
            continue
        answer = client.get(address)
        seen[address] = answer.status_code
        body = _body(answer)
        if SECRET in body.lower():
            told.append(address)
        waiting.extend(link for link in _links(body, address) if link not in seen)

    assert told == []
    # There is no worker here, and /readyz says so.
    assert [address for address, status in seen.items() if status >= 500] == ["/readyz"]
    # The walk saw the site, not only its front door.
    assert len([status for status in seen.values() if status == 200]) > 100


def test_what_is_kept_quiet_answers_like_what_never_was(planted):
    """Status and words are the same, so that nobody can guess their way to a closed session."""
    client = Client()
    slug = planted.slug
    for quiet, never in [
        (f"/de/{slug}/sessions/{SECRET}/", f"/de/{slug}/sessions/{'x' * len(SECRET)}/"),
        (f"/de/{SECRET}/", f"/de/{'x' * len(SECRET)}/"),
        (f"/de/{slug}/people/{SECRET}-declined/", f"/de/{slug}/people/{'x' * len(SECRET)}-declined/"),
        (f"/de/news/{SECRET}-draft/", f"/de/news/{'x' * len(SECRET)}-draft/"),
    ]:
        answers = [client.get(address) for address in (quiet, never)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert len({_body(answer).replace(SECRET, "x" * len(SECRET)) for answer in answers}) == 1


def _patterns(edition: Edition) -> list[str]:
    """Every address that the project has, with arguments that lead somewhere."""
    session = edition.sessions.exclude(key__startswith=SECRET).order_by("starts").first()
    person = session.appearances.first()
    known = {
        "edition": edition.slug,
        "slug": "meldung",
        "number": "1",
        "key": session.key,
        "section": "sessions",
        "session": session.key,
        "person": person.person.key if person else "nobody",
    }
    found = []
    for pattern in _flattened(get_resolver().url_patterns):
        filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda match: known.get(match.group(1), "1"), pattern)
        found.append("/" + filled)
        found += [f"/{language}/{filled.removeprefix('de/')}" for language in LANGUAGES if filled.startswith("de/")]
    return found


def _flattened(patterns, prefix: str = "") -> list[str]:
    found = []
    for pattern in patterns:
        route = prefix + str(pattern.pattern).lstrip("^").replace("\\Z", "").rstrip("$")
        found += _flattened(pattern.url_patterns, route) if hasattr(pattern, "url_patterns") else [route]
    return found


def _searches() -> list[str]:
    """The beginning of the secret is typed, never the whole: what is echoed is no leak."""
    return [f"/{language}/search/?q={SECRET[:6]}" for language in LANGUAGES] + [f"/de/network/?q={SECRET[:6]}"]


def _guesses(edition: Edition) -> list[str]:
    slug = edition.slug
    return [
        f"/de/{slug}/programme/?kind=nothing&day=2000-01-01",
        f"/de/{slug}/releases/1/programme/",
        f"/de/{slug}/releases/3/programme/",
        f"/de/{slug}/changes/?from=1&to=2",
        *(f"/media/{answer.portrait.name}" for answer in Answer.objects.all()),
        *(f"/media/{sent.file.name}" for sent in SentFile.objects.all()),
        "/de/there-is-no-such-page/",
    ]


def _links(body: str, address: str) -> list[str]:
    """Addresses on this site that a page, a feed or a sitemap names."""
    named = re.findall(r'(?:href|src|action)="([^"#]+)', body) + re.findall(r"<loc>([^<]+)</loc>", body)
    found = []
    for link in map(unescape, named):
        parts = urlsplit(link)
        if parts.netloc in {"", "testserver"} and parts.path.startswith("/") and not parts.path.startswith("/static/"):
            found.append(parts.path + (f"?{parts.query}" if parts.query else ""))
        elif link.startswith("?"):
            found.append(urlsplit(address).path + link)
    return found


def _body(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8", "replace")
