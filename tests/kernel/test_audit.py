"""Who did what when."""

from __future__ import annotations

import pytest
from tests.factories import EditionFactory, PersonFactory

from hromada.kernel.audit import history_of, name_of, record
from hromada.kernel.localised import Localised

pytestmark = pytest.mark.django_db

SIXTH = {"de": "Sechste Konferenz", "uk": "Шоста конференція"}


def test_what_was_done_is_told_with_who_and_how_the_thing_was_called_then() -> None:
    edition, person = EditionFactory(name=Localised(SIXTH)), PersonFactory()
    record(edition, "renamed", by=person, before=Localised({"de": "Fünfte"}), days=[edition.starts_on])

    (entry,) = history_of(edition)

    assert (entry.verb, entry.by, entry.called) == ("renamed", person, Localised({**SIXTH, "en": SIXTH["de"]}))
    assert entry.details == {"before": {"de": "Fünfte"}, "days": ["2030-05-14"]}


def test_the_history_of_a_thing_holds_what_happened_within_it_but_not_elsewhere() -> None:
    edition, other = EditionFactory(), EditionFactory()
    record(edition, "made", by=None)
    record(PersonFactory(), "invited", by=None, within=edition)
    record(other, "made", by=None)
    assert [entry.verb for entry in history_of(edition)] == ["invited", "made"]


def test_what_is_gone_keeps_its_history_and_who_is_gone_leaves_it() -> None:
    edition, person = EditionFactory(), PersonFactory()
    record(edition, "deleted", by=person)
    named = name_of(edition)
    (entry,) = history_of(edition)
    edition.delete()
    person.delete()
    entry.refresh_from_db()
    assert (entry.thing, entry.by) == (named, None)
