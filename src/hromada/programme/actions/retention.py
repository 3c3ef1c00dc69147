"""What people sent by a personal link is deleted some time after the conference: what it was asked for is over.

What has been taken over into the programme stays there, and in the history of that; what nobody accepted, needs that
were stated, and the addresses to which links were sent, go.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from hromada.kernel.audit import name_of, record
from hromada.kernel.models import AuditEntry
from hromada.kernel.uploads import shelf
from hromada.programme.models import Answer, Decision, Edition, PersonalLink, Reply, SentFile

_OF_ANSWERS = {model._meta.label for model in (Answer, Reply, SentFile, Decision, PersonalLink)}


@dataclass(frozen=True)
class Overdue:
    """What is, or was, there to be deleted of one conference."""

    edition: Edition
    answers: int
    links: int
    files: int


def kept_until(edition: Edition) -> date:
    """The last day on which answers are there."""
    return edition.ends_on + timedelta(days=settings.ANSWERS_DAYS)


def overdue() -> list[Overdue]:
    """By conference, those that ended long enough ago and still have something."""
    return [_counted(edition) for edition in _ended_long_ago()]


def forget_overdue_answers() -> list[Overdue]:
    return [forget_answers(edition) for edition in _ended_long_ago()]


@transaction.atomic
def forget_answers(edition: Edition) -> Overdue:
    """Delete them with their files, also from the audit: from there, what was deleted could be brought back."""
    edition = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    counted = _counted(edition)
    for answer in edition.answers.exclude(portrait=""):
        shelf.drop_private_picture(str(answer.portrait.name), answer.portrait_width or 0)
    for file in SentFile.objects.filter(answer__edition=edition):
        shelf.drop_private(str(file.file.name))
    edition.answers.all().delete()
    edition.personal_links.all().delete()
    _forget_in_the_audit(AuditEntry.objects.filter(within=name_of(edition), details__has_key="rows"))
    record(edition, "answers_forgotten", by=None, within=edition, answers=counted.answers, links=counted.links)
    return counted


def _ended_long_ago() -> QuerySet[Edition]:
    last = timezone.localdate() - timedelta(days=settings.ANSWERS_DAYS)
    answers = Exists(Answer.objects.filter(edition=OuterRef("pk")))
    links = Exists(PersonalLink.objects.filter(edition=OuterRef("pk")))
    return Edition.objects.filter(answers | links, ends_on__lt=last).order_by("ends_on", "pk")


def _counted(edition: Edition) -> Overdue:
    portraits = edition.answers.exclude(portrait="").count()
    sent = SentFile.objects.filter(answer__edition=edition).count()
    return Overdue(edition, edition.answers.count(), edition.personal_links.count(), portraits + sent)


def _forget_in_the_audit(entries: Iterable[AuditEntry]) -> None:
    """Rows of answers that were deleted together with a session or an appearance, which come back without them."""
    for entry in entries:
        rows: list[Any] = entry.details["rows"]
        kept = [row for row in rows if row[0] not in _OF_ANSWERS]
        if len(kept) < len(rows):
            entry.details["rows"] = kept
            entry.save(update_fields=["details"])
