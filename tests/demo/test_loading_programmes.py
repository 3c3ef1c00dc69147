"""The editions of the demo in the database: as announced, and as they came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from hromada.demo import edition_file, network, programme
from hromada.programme import planning, queries, rules
from hromada.programme.differences import ChangeKind, between
from hromada.programme.models import Edition, Release
from hromada.programme.snapshot import Standing

pytestmark = pytest.mark.django_db

EDITIONS = sorted((Path(programme.__file__).parent / "data/editions").glob("*.json"))


@pytest.fixture(scope="module", autouse=True)
def loaded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[int]:
    """Loaded once, and taken back at the end; how many queries it took."""
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")),
        transaction.atomic(),
    ):
        network.load()
        with CaptureQueriesContext(connection) as queries_made:
            programme.load()
        yield len(queries_made)
        transaction.set_rollback(True)


def test_it_is_there_soon(loaded: int) -> None:
    """A question to the database takes about two thousandths of a second; nobody should wait for a demo."""
    assert loaded < 500


def test_every_file_is_a_public_edition_and_leipzig_is_the_current_one() -> None:
    assert {facts.slug for facts in queries.public_editions()} == {file.stem for file in EDITIONS}
    current = queries.current_edition()
    assert current is not None
    assert current.facts.slug == "leipzig-2023"


def test_leipzig_was_announced_in_october_and_came_in_november() -> None:
    releases = queries.public_edition("leipzig-2023").releases
    assert [(one.number, one.finality, one.published_at.date().isoformat()) for one in releases] == [
        (2, "final", "2023-11-16"),
        (1, "preliminary", "2023-10-24"),
    ]
    assert releases[1].published_at == datetime(2023, 10, 24, 8, tzinfo=UTC)


def test_what_changed_in_between_is_what_the_file_says() -> None:
    file = edition_file.read((EDITIONS[0].parent / "leipzig-2023.json").read_bytes())
    changes = file.releases[1].changes
    first, second = (queries.released("leipzig-2023", number).programme for number in (1, 2))

    found = between(first, second)

    def named(kind: type) -> set[str]:
        return {change.session for change in changes if isinstance(change, kind)}

    def told(kind: ChangeKind) -> set[str]:
        return {one.session.key for one in found.sessions if kind in {change.kind for change in one.changes}}

    added = {change.session.key for change in changes if isinstance(change, edition_file.Add)}
    assert told(ChangeKind.NEW) == added
    assert told(ChangeKind.CANCELLED) == named(edition_file.Cancel)
    assert told(ChangeKind.PERSON_CONFIRMED) == named(edition_file.Confirm)
    assert told(ChangeKind.PERSON_REPLACED) == named(edition_file.Replace)
    assert told(ChangeKind.PERSON_ADDED) == named(edition_file.Appear)
    assert told(ChangeKind.PERSON_WITHDRAWN) == named(edition_file.Decline)


def test_times_are_those_on_the_clocks_of_the_place() -> None:
    file = edition_file.read((EDITIONS[0].parent / "leipzig-2023.json").read_bytes())
    first = queries.released("leipzig-2023", 1).programme
    shown = {one.key: first.local(one.starts).strftime("%Y-%m-%dT%H:%M") for one in first.sessions}
    assert shown == {one.key: one.starts for one in file.sessions if one.key in shown}


def test_who_is_not_certain_stays_to_be_confirmed() -> None:
    first, second = (queries.released("leipzig-2023", number).programme for number in (1, 2))

    def open_appearances(programme: object) -> int:
        return sum(
            one.standing is Standing.TO_BE_CONFIRMED
            for session in programme.sessions  # type: ignore[attr-defined]
            for one in session.appearances
        )

    assert open_appearances(first) > open_appearances(second)


@pytest.mark.parametrize("slug", [file.stem for file in EDITIONS])
def test_nothing_conflicts_and_nothing_is_missing(slug: str) -> None:
    plan = planning.plan_of(Edition.objects.get(slug=slug))
    assert [one.sentence for one in rules.findings(plan)] == []


def test_a_second_time_nothing_changes() -> None:
    before = list(Release.objects.values_list("pk", flat=True))
    programme.load()
    assert list(Release.objects.values_list("pk", flat=True)) == before


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b'{"edition": {"slug": "a", "nmae": {"de": "A"}}}', "nmae"),
        (b'{"edition": {"slug": "a", "name": "A"}}', r"\$\.edition\.name"),
        (b'{"edition": {"slug": "a", "name": {"de": null}}}', r"\$\.edition\.name"),
        (b'{"releases": [{"do": 1}]}', "releases"),
    ],
    ids=["a typing mistake", "a bare text", "a null", "something else"],
)
def test_a_mistake_in_a_file_is_named(content: bytes, where: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=where):
        edition_file.read(content)
