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
from hromada.programme import proposals
from hromada.programme.events import ReleasePlanned, ReleasePublished
from hromada.programme.models import Appearance, Edition, PlannedRelease, Release
from hromada.programme.snapshot import Finality, from_json


@transaction.atomic
def publish(
    edition: Edition,
    *,
    finality: Finality,
    note: Mapping[str, str],
    by: Person | None,
    published_at: datetime | None = None,
    seen: str = "",
) -> Release:
    """Freeze the draft as the edition's next release. An edition without a session can only be published as final:
    of it no more is known. ``published_at`` is for programmes that were public before they came here; ``seen`` is the
    ``proposals.digest`` of what whoever publishes has looked at."""
    edition = _locked(edition)
    _refuse_beside_a_plan(edition)
    content = _frozen(edition, seen)
    return _release(edition, content, finality=finality, note=note, by=by, published_at=published_at)


@transaction.atomic
def plan_release(
    edition: Edition, *, at: datetime, finality: Finality, note: Mapping[str, str], by: Person, seen: str = ""
) -> PlannedRelease:
    """Freeze the draft now and publish it at that minute; the draft may change until then, the release does not."""
    edition = _locked(edition)
    _refuse_beside_a_plan(edition)
    if at <= timezone.now():
        raise Refusal("in_the_past", _("This time has passed. Choose a later one, or publish now."))
    content = _frozen(edition, seen)
    _refuse_in_vain(content, finality, at, _latest(edition))
    plan = PlannedRelease.objects.create(
        edition=edition, at=at, finality=finality, note=Localised(note), content=content, planned_by=by
    )
    record(edition, "release_planned", by=by, at=at, finality=finality)
    announce(ReleasePlanned(edition_id=edition.pk, at=at))
    return plan


@transaction.atomic
def call_off_planned_release(edition: Edition, *, by: Person) -> None:
    """Nothing is published at that minute."""
    edition = _locked(edition)
    plan = PlannedRelease.objects.filter(edition=edition).first()
    if plan is None:
        raise Refusal("no_plan", _("No release is planned any more: it was published or called off in the meantime."))
    plan.delete()
    record(edition, "release_called_off", by=by, at=plan.at)


@transaction.atomic
def publish_planned(edition_id: int) -> Release | None:
    """What was planned, if its minute has come and nobody has called it off."""
    edition = Edition.objects.select_for_update().get(pk=edition_id)
    plan = PlannedRelease.objects.filter(edition=edition, at__lte=timezone.now()).first()
    if plan is None:
        return None
    plan.delete()
    finality = Finality(plan.finality)
    return _release(edition, bytes(plan.content), finality=finality, note=plan.note, by=plan.planned_by)


@transaction.atomic
def return_to(release: Release, *, note: Mapping[str, str], by: Person) -> Release:
    """Publish an earlier release once more, as a new one: what is public is withdrawn by what follows it, never by
    changing it. The draft stays as it is."""
    edition = _locked(release.edition)
    _refuse_beside_a_plan(edition)
    found = Release.objects.get(pk=release.pk, edition=edition)
    return _release(edition, bytes(found.content), finality=Finality(found.finality), note=note, by=by)


def _locked(edition: Edition) -> Edition:
    return Edition.objects.select_for_update().get(pk=edition.pk)


def _latest(edition: Edition) -> Release | None:
    return edition.releases.order_by("-number").first()


def _frozen(edition: Edition, seen: str) -> bytes:
    """The draft as it would be public. Refuses when that is no longer what was looked at."""
    content = proposals.content_of(edition)
    if seen and seen != proposals.digest(content):
        raise Refusal(
            "draft_changed",
            _("The draft has been changed since you looked at it. Please read the changes once more, then publish."),
        )
    return proposals.content_of(edition) if _give_addresses_to_people(edition) else content


def _release(
    edition: Edition,
    content: bytes,
    *,
    finality: Finality,
    note: Mapping[str, str],
    by: Person | None,
    published_at: datetime | None = None,
) -> Release:
    latest = _latest(edition)
    published_at = published_at or timezone.now()
    _refuse_in_vain(content, finality, published_at, latest)
    release = Release.objects.create(
        edition=edition,
        number=latest.number + 1 if latest else 1,
        finality=finality,
        note=Localised(note),
        published_at=published_at,
        published_by=by,
        content=content,
    )
    record(release, "published", by=by, within=edition, number=release.number, finality=finality)
    announce(ReleasePublished(edition_id=edition.pk, release_id=release.pk))
    return release


def _refuse_beside_a_plan(edition: Edition) -> None:
    if PlannedRelease.objects.filter(edition=edition).exists():
        raise Refusal("planned", _("A release is planned already. Call it off first, or wait until it is published."))


def _refuse_in_vain(content: bytes, finality: Finality, published_at: datetime, latest: Release | None) -> None:
    if finality == Finality.PRELIMINARY and not from_json(content).sessions:
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


def _give_addresses_to_people(edition: Edition) -> bool:
    """Everyone who is about to be public gets a name in addresses, which they keep; whether anyone lacked one."""
    appearing = Appearance.objects.standing().filter(session__edition=edition).values("person")
    people = list(Person.objects.filter(pk__in=appearing, key=None).order_by("pk"))
    if not people:
        return False
    taken = set(Person.objects.exclude(key=None).values_list("key", flat=True))
    for person in people:
        # Names in Latin letters first; one in Cyrillic alone gives no ASCII address.
        texts = (slugify(text)[:100] for text in (person.name.get("en"), person.name.get("de")) if text)
        wanted = next((text for text in texts if text), "person")
        person.key = _free(wanted, taken)
        taken.add(person.key)
    Person.objects.bulk_update(people, ["key"])
    return bool(people)


def _free(wanted: str, taken: set[str | None]) -> str:
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"
