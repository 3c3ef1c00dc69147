"""Publishing: the draft becomes a numbered release that never changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from hromada.accounts.models import Person
from hromada.kernel.audit import record
from hromada.kernel.events import announce
from hromada.kernel.localised import Localised
from hromada.kernel.refusal import Refusal
from hromada.programme import snapshotting
from hromada.programme.events import ReleasePublished
from hromada.programme.models import Appearance, Edition, Release
from hromada.programme.snapshot import Finality, Programme, from_json, to_json


@transaction.atomic
def publish(
    edition: Edition,
    *,
    finality: Finality,
    note: Mapping[str, str],
    by: Person | None,
    published_at: datetime | None = None,
) -> Release:
    """Freeze the draft as the edition's next release. An edition without a session can only be published as final:
    of it no more is known. ``published_at`` is for programmes that were public before they came here."""
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    latest = edition.releases.order_by("-number").first()
    published_at = published_at or timezone.now()
    _give_addresses_to_people(edition)
    before = from_json(bytes(latest.content)) if latest else None
    programme = snapshotting.programme_of(edition, before=before)
    content = to_json(programme)
    _refuse_in_vain(programme, content, finality, published_at, latest)
    release = Release.objects.create(
        edition=edition,
        number=latest.number + 1 if latest else 1,
        finality=finality,
        note=Localised(note),
        published_at=published_at,
        published_by=by,
        content=content,
    )
    record(edition, "published", by=by, number=release.number, finality=finality)
    announce(ReleasePublished(edition_id=edition.pk, release_id=release.pk))
    return release


def _refuse_in_vain(
    programme: Programme, content: bytes, finality: Finality, published_at: datetime, latest: Release | None
) -> None:
    if not programme.sessions and finality == Finality.PRELIMINARY:
        raise Refusal(
            "nothing_to_publish",
            _("There is nothing to publish yet: no session has a time and may be announced."),
        )
    if latest is None:
        return
    if bytes(latest.content) == content and latest.finality == finality:
        raise Refusal(
            "nothing_changed",
            _("Nothing has changed since release %(number)d; there is nothing to publish.") % {"number": latest.number},
        )
    if published_at < latest.published_at:
        raise Refusal(
            "before_the_last_release",
            _("Release %(number)d was published later than that; releases follow one another in time.")
            % {"number": latest.number},
        )


def _give_addresses_to_people(edition: Edition) -> None:
    """Everyone who is about to be public gets a name in addresses, which they keep."""
    appearing = Appearance.objects.standing().filter(session__edition=edition).values("person")
    people = list(Person.objects.filter(pk__in=appearing, key=None).order_by("pk"))
    if not people:
        return
    taken = set(Person.objects.exclude(key=None).values_list("key", flat=True))
    for person in people:
        # Names in Latin letters first; one in Cyrillic alone gives no ASCII address.
        texts = (slugify(text)[:100] for text in (person.name.get("en"), person.name.get("de")) if text)
        wanted = next((text for text in texts if text), "person")
        person.key = _free(wanted, taken)
        taken.add(person.key)
    Person.objects.bulk_update(people, ["key"])


def _free(wanted: str, taken: set[str | None]) -> str:
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"
