"""Who on the programme was asked what they say to it, and what came back; the same number of queries for any size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext_lazy

from hromada.accounts.models import Person
from hromada.programme.access import Desk
from hromada.programme.models import Answer, Appearance, PersonalLink


class Stage(StrEnum):
    """In the order in which the office has to do something about it."""

    OPEN = "open"
    NOT_ASKED = "not_asked"
    EXPIRED = "expired"
    ASKED = "asked"
    BEGUN = "begun"
    PARTLY_DECLINED = "partly"
    ACCEPTED = "accepted"


_IN_WORDS = {
    Stage.OPEN: (gettext_lazy("new answer"), "info"),
    Stage.NOT_ASKED: (gettext_lazy("not asked yet"), "default"),
    Stage.EXPIRED: (gettext_lazy("link has run out"), "danger"),
    Stage.ASKED: (gettext_lazy("no answer yet"), "warning"),
    Stage.BEGUN: (gettext_lazy("has begun to answer"), "warning"),
    Stage.PARTLY_DECLINED: (gettext_lazy("partly declined"), "default"),
    Stage.ACCEPTED: (gettext_lazy("accepted"), "success"),
}

NOT_ANSWERED = (Stage.EXPIRED, Stage.ASKED, Stage.BEGUN)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A person on the programme; ``link`` is the last letter that counts."""

    person: Person
    appearances: list[Appearance]
    link: PersonalLink | None
    answer: Answer | None
    stage: Stage

    @property
    def label(self) -> str:
        return str(_IN_WORDS[self.stage][0])

    @property
    def tone(self) -> str:
        """Of the badge."""
        return _IN_WORDS[self.stage][1]

    @property
    def is_unconfirmed(self) -> bool:
        return any(one.state == Appearance.State.TO_BE_CONFIRMED for one in self.appearances)

    @property
    def can_be_asked(self) -> bool:
        """For the first time: still to be confirmed, and never written to."""
        return self.stage is Stage.NOT_ASKED and self.is_unconfirmed and bool(self.person.email)

    @property
    def can_be_reminded(self) -> bool:
        return self.stage in NOT_ANSWERED and bool(self.person.email)


def asked_of(desk: Desk, speaker: int | None = None) -> list[Asked]:
    """Those whom the person at the desk may know of: of the whole programme, or of their own branch. Who has said no
    to everything is there as long as it was said in an answer. ``speaker``: only this one."""
    found = Appearance.objects.filter(session__in=desk.sessions).select_related("person", "session")
    links, answers = desk.edition.personal_links.filter(revoked_at=None), desk.edition.answers.all()
    if speaker is not None:
        found, links = found.filter(person=speaker), links.filter(person=speaker)
        answers = answers.filter(person=speaker)
    return _rows(
        found.order_by("session__starts", "session__key", "position", "pk"),
        {one.person_id: one for one in links},
        {one.person_id: one for one in answers.select_related("person")},
    )


def _rows(found: Iterable[Appearance], links: Mapping[int, PersonalLink], answers: Mapping[int, Answer]) -> list[Asked]:
    by_person: dict[int, list[Appearance]] = defaultdict(list)
    for one in found:
        by_person[one.person_id].append(one)
    rows = [
        Asked(
            person=appearances[0].person,
            appearances=appearances,
            link=links.get(pk),
            answer=answers.get(pk),
            stage=_stage(links.get(pk), answers.get(pk)),
        )
        for pk, appearances in by_person.items()
        if pk in answers or any(one.state != Appearance.State.DECLINED for one in appearances)
    ]
    stages = list(Stage)
    return sorted(rows, key=lambda row: (stages.index(row.stage), str(row.person).casefold(), row.person.pk))


def readable_sessions(desk: Desk) -> Collection[int] | None:
    """As ``answers.groups_of`` takes it."""
    return None if desk.may_read else set(desk.sessions.values_list("pk", flat=True))


def _stage(link: PersonalLink | None, answer: Answer | None) -> Stage:
    if answer is not None and answer.is_sent:
        return Stage(answer.state)
    if link is None:
        return Stage.NOT_ASKED
    if link.expires_at is not None and link.expires_at < timezone.now():
        return Stage.EXPIRED
    return Stage.BEGUN if answer is not None and answer.saved_at else Stage.ASKED
