"""Of which things of a programme a change may be taken back, by whom; and whose history a person at the desk reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hromada.accounts.access import may_administer
from hromada.accounts.models import Person
from hromada.kernel.audit import name_of
from hromada.kernel.histories.pages import Archive
from hromada.kernel.histories.subjects import NEVER, Subject, Verb, declared
from hromada.kernel.models import AuditEntry
from hromada.programme.access import Desk, Right
from hromada.programme.actions import people, sessions, team
from hromada.programme.actions.appearances import refuse_place_of_another
from hromada.programme.models import (
    Answer,
    Appearance,
    CoOrganiser,
    Edition,
    EditionBody,
    Material,
    Role,
    Room,
    Session,
    SessionBody,
    Term,
    Topic,
    Venue,
)
from hromada.programme.roster import acquaintances


def _refuse_circle(session: Session, values: Mapping[str, Any], _by: Any) -> None:
    if values.get("parent"):
        sessions.refuse_circle(session, Session.objects.filter(pk=values["parent"]).first())


# Co-organisers contribute: within their branch, from which nothing leaves by their hand.
SUBJECTS = (
    Subject(
        model=Session,
        right=Right.CONTRIBUTE,
        fields={"parent": Right.EDIT},
        refuse_change=_refuse_circle,
        refuse_end=sessions.refuse_to_delete,
    ),
    Subject(
        model=Appearance,
        right=Right.CONTRIBUTE,
        fields={"person": Right.EDIT},
        refuse_change=refuse_place_of_another,
    ),
    Subject(model=SessionBody, right=Right.CONTRIBUTE),
    Subject(model=Material, right=Right.CONTRIBUTE),
    Subject(
        model=Person,
        right=Right.EDIT,
        refuse_change=people.refuse_foreign_address,
        refuse_end=people.refuse_to_give_up,
        shared=acquaintances,
    ),
    Subject(model=Answer, right=Right.EDIT),
    Subject(model=Edition, right=Right.ORGANISE, existence=NEVER),
    Subject(model=EditionBody, right=Right.ORGANISE),
    Subject(model=Room, right=Right.EDIT),
    Subject(model=Venue, right=Right.EDIT),
    Subject(model=Topic, right=Right.EDIT),
    Subject(model=Term, right=Right.EDIT, shared=lambda _desk: Term.objects.all()),
    Subject(
        model=Role, right=Right.ORGANISE, refuse_change=team.refuse_other_role, refuse_end=team.refuse_last_organiser
    ),
    Subject(model=CoOrganiser, right=Right.ORGANISE),
)

_ON_ITS_PAGE = _("What was accepted of it can be taken back line by line.")
_IN_THE_SETTINGS = _("This is decided anew in the settings.")

VERBS = {
    "answers_forgotten": Verb(
        pgettext_lazy("history", "answers by personal links deleted, as their time is over"),
        instead=_("What was deleted after its time is gone for good."),
    ),
    "asked_for": Verb(
        pgettext_lazy("history", "asked by a personal link"), instead=_("An e-mail that has been sent stays sent.")
    ),
    "cloned": Verb(pgettext_lazy("history", "made from the last conference")),
    "co_organiser_added": Verb(pgettext_lazy("history", "co-organiser added"), makes=True),
    "co_organiser_removed": Verb(pgettext_lazy("history", "co-organiser removed")),
    "confirmed": Verb(pgettext_lazy("history", "confirmed")),
    "decided": Verb(pgettext_lazy("history", "answer accepted or declined"), instead=_ON_ITS_PAGE),
    "declined": Verb(pgettext_lazy("history", "declined")),
    "file_imported": Verb(
        pgettext_lazy("history", "brought by a file"), instead=_("Open what the file changed, and take that back.")
    ),
    "given_what_was_missing": Verb(pgettext_lazy("history", "completed from another row of the same person")),
    "hidden": Verb(pgettext_lazy("history", "hidden from the public"), instead=_IN_THE_SETTINGS),
    "made current": Verb(pgettext_lazy("history", "made the current one"), instead=_IN_THE_SETTINGS),
    "merged": Verb(pgettext_lazy("history", "merged with another row of the same person")),
    "moved_to_merged": Verb(pgettext_lazy("history", "moved to the row of the same person")),
    "published": Verb(
        pgettext_lazy("history", "published"),
        instead=_("A version never changes; publish an earlier one once more instead."),
    ),
    "release_called_off": Verb(
        pgettext_lazy("history", "publication called off"), instead=_("Plan the publication anew.")
    ),
    "release_planned": Verb(
        pgettext_lazy("history", "publication planned"), instead=_("A plan is called off where things are published.")
    ),
    "reopened": Verb(pgettext_lazy("history", "answer opened again")),
    "replaced": Verb(pgettext_lazy("history", "replaced")),
    "reviewed": Verb(pgettext_lazy("history", "text confirmed")),
    "revoked": Verb(pgettext_lazy("history", "personal link revoked"), instead=_("Send a new link instead.")),
    "role_given": Verb(pgettext_lazy("history", "role given"), makes=True),
    "role_taken": Verb(pgettext_lazy("history", "role taken away")),
    "sent": Verb(pgettext_lazy("history", "answered")),
    "shown": Verb(pgettext_lazy("history", "shown to the public"), instead=_IN_THE_SETTINGS),
}

RIGHTS: dict[str, Promise] = {
    Right.CONTRIBUTE: _("Who edits here can take this back."),
    Right.EDIT: _("The editing team can take this back."),
    Right.ORGANISE: _("The organisation team can take this back."),
}


def archive_of(desk: Desk) -> Archive:
    """Of the whole edition; for who only co-organises, of their branch, with what was deleted from it."""
    entries = _entries_of(desk)
    return Archive(
        entries=entries,
        everything=lambda: _with_shared(desk, entries),
        may=lambda right: _may(desk, right),
        address=reverse("programme:office_history", args=[desk.edition.slug]),
        zone=desk.edition.zone,
        person=desk.person,
    )


def _entries_of(desk: Desk) -> QuerySet[AuditEntry]:
    here = name_of(desk.edition)
    if desk.may_read:
        return AuditEntry.objects.filter(Q(within=here) | Q(thing=here))
    branch = [f"programme.session:{pk}" for pk in desk.sessions.values_list("pk", flat=True)]
    return AuditEntry.objects.filter(Q(thing__in=branch) | Q(part_of__in=branch), within=here)


def _with_shared(desk: Desk, entries: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
    """With what happened elsewhere to things that are worked on here too: people, terms, news."""
    if may_administer(desk.person):
        return AuditEntry.objects.all()
    if not desk.may_read:
        return entries
    names = [
        f"{subject.label}:{pk}"
        for subject in declared().subjects.values()
        if subject.shared is not None
        for pk in subject.shared(desk).values_list("pk", flat=True)
    ]
    # Of people, not what they do with their account.
    elsewhere = AuditEntry.objects.filter(thing__in=names)
    return entries | elsewhere.exclude(within="", thing__startswith=f"{Person._meta.label_lower}:")


def _may(desk: Desk, right: str) -> bool:
    if right in set(Right):
        return desk.may(Right(right))
    return right != NEVER and may_administer(desk.person)
