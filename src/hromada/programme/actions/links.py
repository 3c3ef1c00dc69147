"""Personal links: asked for in the office or by who lost theirs, sent by the worker, taken back."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hromada.accounts import letters
from hromada.accounts.models import Person
from hromada.kernel.audit import record
from hromada.kernel.events import announce
from hromada.kernel.refusal import Refusal
from hromada.programme.answers import standing_appearances
from hromada.programme.events import PersonalLinkAskedFor
from hromada.programme.models import Answer, Appearance, Edition, PersonalLink
from hromada.programme.models.personal_link import digest_of

Occasion = PersonalLink.Occasion

JUST_NOW = timedelta(minutes=10)
"""Within which nobody gets a second letter: somebody has pressed twice, or two people have."""


@transaction.atomic
def send_link(
    edition: Edition,
    person: Person,
    *,
    by: Person | None,
    site: str,
    occasion: PersonalLink.Occasion = Occasion.INVITATION,
) -> PersonalLink:
    """Leave a letter with a new link to the worker; the one before opens nothing any more. An answer that was accepted
    can be changed again. ``site``: how the address in the letter begins."""
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not person.email:
        raise Refusal("no_address", _("%(name)s has no e-mail address. Please add it first.") % {"name": person})
    last = PersonalLink.objects.standing().filter(edition=edition, person=person).first()
    if last is not None and timezone.now() - last.asked_at < JUST_NOW:
        raise Refusal("just_sent", _("An e-mail to %(name)s has just been sent.") % {"name": person})
    _revoke_standing(edition, person)
    link = PersonalLink.objects.create(
        edition=edition, person=person, occasion=occasion, address=person.email, asked_by=by
    )
    decided = Answer.objects.filter(edition=edition, person=person, state=Answer.State.ACCEPTED)
    if decided.update(state=Answer.State.OPEN):
        record(decided.model.objects.get(edition=edition, person=person), "reopened", by=by, within=edition)
    record(link, "asked_for", by=by, within=edition, part_of=person, occasion=occasion)
    announce(PersonalLinkAskedFor(link_id=link.pk, site=site))
    return link


def send_links(
    edition: Edition, people: Iterable[Person], *, by: Person, site: str, occasion: PersonalLink.Occasion
) -> int:
    """To each of them whose letter has not just left; how many."""
    recently = PersonalLink.objects.standing().filter(edition=edition, asked_at__gt=timezone.now() - JUST_NOW)
    written_to = set(recently.values_list("person", flat=True))
    waiting = [person for person in people if person.email and person.pk not in written_to]
    for person in waiting:
        send_link(edition, person, by=by, site=site, occasion=occasion)
    return len(waiting)


@transaction.atomic
def deliver_link(link_id: int, site: str) -> None:
    """Make the token and send it. Nothing happens where the link was taken back meanwhile, or has been sent."""
    waiting = PersonalLink.objects.standing().filter(pk=link_id, sent_at=None)
    link = waiting.select_for_update(of=("self",)).select_related("edition", "person").first()
    if link is None or not link.person.email:
        return
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    link.digest, link.sent_at, link.expires_at = digest_of(token), now, now + PersonalLink.LIFETIME
    link.save(update_fields=["digest", "sent_at", "expires_at"])
    language = link.person.language if translation.check_for_language(link.person.language) else "en"
    asked = Answer(edition=link.edition, person=link.person)
    letters.send(
        "programme/letters/personal_link",
        link.person,
        link=link,
        address=f"{site}{language}/mine/{token}/",
        appearances=standing_appearances(asked),
        is_reminder=link.occasion == Occasion.REMINDER,
    )


@transaction.atomic
def revoke_link(edition: Edition, person: Person, *, by: Person | None) -> None:
    """The link in the last e-mail no longer opens anything."""
    link = PersonalLink.objects.standing().filter(edition=edition, person=person).first()
    if link is None:
        raise Refusal("no_link", _("There is no link that could be taken back."))
    _revoke_standing(edition, person)
    record(link, "revoked", by=by, within=edition, part_of=person)


def ask_for_link_again(email: str, *, site: str) -> None:
    """A new link in place of one that has run out or was lost, to the address that we know; nothing to others, nor
    where the office has taken the link back."""
    person = Person.objects.filter(email=Person.objects.normalize_email(email)).first() if email else None
    links = PersonalLink.objects.standing().filter(person=person) if person else PersonalLink.objects.none()
    today = timezone.now().date()
    for link in links.filter(edition__ends_on__gte=today, asked_at__lt=timezone.now() - JUST_NOW):
        appears = Appearance.objects.standing().filter(session__edition=link.edition_id, person=person)
        if appears.exists():
            send_link(link.edition, link.person, by=link.person, site=site, occasion=Occasion.ASKED_FOR)


def _revoke_standing(edition: Edition, person: Person) -> None:
    PersonalLink.objects.standing().filter(edition=edition, person=person).update(revoked_at=timezone.now())
