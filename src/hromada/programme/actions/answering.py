"""What a person does with their personal link: say step by step, and send. Nothing of it is part of the draft yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hromada.accounts.models import Person
from hromada.kernel.audit import record
from hromada.kernel.refusal import Refusal
from hromada.kernel.uploads import shelf
from hromada.programme.models import Answer, Appearance, Edition, Reply, SentFile, Session


@dataclass(frozen=True, kw_only=True)
class SaidOfOne:
    """``texts``: those that were touched, by path."""

    says: str
    presence: str
    texts: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class NewFile:
    session: Session
    kept: shelf.KeptDocument
    language: str


@dataclass(frozen=True, kw_only=True)
class Said:
    """One saving; what is left out stays as it was. ``texts``: those that were touched, by path; ``gone``: files taken
    back, by number; ``portrait`` with ``has_portrait``: None takes it back."""

    texts: Mapping[str, str] = field(default_factory=dict)
    plain: Mapping[str, Any] = field(default_factory=dict)
    portrait: shelf.KeptPicture | None = None
    has_portrait: bool = False
    replies: Sequence[tuple[Appearance, SaidOfOne]] = ()
    files: Sequence[NewFile] = ()
    gone: Collection[int] = ()


@transaction.atomic
def keep_answer(edition: Edition, person: Person, said: Said) -> Answer:
    """Refused once everything is accepted; after a partial no, what is kept is open again."""
    answer = _locked(edition, person)
    if answer.state == Answer.State.ACCEPTED:
        raise Refusal(
            "accepted",
            _("The organisers have accepted your answer. Please write to them if something is to change."),
        )
    touched = _take_texts(answer, person, said.texts)
    touched += _take_plain(answer, said)
    for appearance, one in said.replies:
        touched += _take_reply(answer, appearance, one)
    _take_files(answer, said)
    answer.decisions.filter(item__in=touched).delete()
    if answer.state == Answer.State.PARTLY_DECLINED:
        answer.state = Answer.State.OPEN
    answer.version += 1
    answer.saved_at = timezone.now()
    answer.save()
    return answer


@transaction.atomic
def send_answer(edition: Edition, person: Person) -> Answer:
    """From now on the office sees it, and every later change of it. Nothing happens the second time."""
    answer = _locked(edition, person)
    if answer.state == Answer.State.BEGUN:
        answer.state = Answer.State.OPEN
        answer.sent_at = timezone.now()
        answer.save(update_fields=["state", "sent_at"])
        record(answer, "sent", by=person, within=edition, part_of=person)
    return answer


def _locked(edition: Edition, person: Person) -> Answer:
    Answer.objects.get_or_create(edition=edition, person=person)
    return Answer.objects.select_for_update(of=("self",)).get(edition=edition, person=person)


def _take_texts(answer: Answer, person: Person, texts: Mapping[str, str]) -> list[str]:
    answer.texts = _proposed(person, answer.texts, texts)
    return list(texts)


def _proposed(thing: models.Model, before: Mapping[str, str], touched: Mapping[str, str]) -> dict[str, str]:
    """What is touched and says what stands already, proposes nothing."""
    proposed = {**before, **touched}
    for path, text in touched.items():
        name, _dot, language = path.partition(".")
        if getattr(thing, name).get(language, "") == text:
            del proposed[path]
    return proposed


def _take_plain(answer: Answer, said: Said) -> list[str]:
    touched = [name for name, value in said.plain.items() if getattr(answer, name) != value]
    for name, value in said.plain.items():
        setattr(answer, name, value)
    given = answer.consented_on or answer.person.published_with_consent_on or timezone.now().date()
    answer.consented_on = given if answer.consents else None
    if said.has_portrait and (said.portrait.path if said.portrait else "") != answer.portrait.name:
        if answer.portrait.name:
            shelf.drop_private_picture(answer.portrait.name, answer.portrait_width or 0)
        answer.portrait = said.portrait.path if said.portrait else ""
        touched.append("portrait")
    # What the audit calls by its field, an answer calls by what it is about.
    also = {"portrait_credit": "portrait", "consents": "consent"}
    return [also.get(name, name) for name in touched]


def _take_reply(answer: Answer, appearance: Appearance, said: SaidOfOne) -> list[str]:
    reply, _made = Reply.objects.get_or_create(answer=answer, appearance=appearance)
    touched = [name for name in ("says", "presence") if getattr(reply, name) != getattr(said, name)]
    reply.says, reply.presence = said.says, said.presence
    reply.texts = _proposed(appearance, reply.texts, said.texts)
    reply.save()
    return [f"{appearance.pk}.{name}" for name in [*touched, *said.texts]]


def _take_files(answer: Answer, said: Said) -> None:
    for file in answer.files.filter(pk__in=said.gone):
        answer.decisions.filter(item=f"file.{file.pk}").delete()
        if file.file:
            shelf.drop_private(str(file.file.name))
        file.delete()
    for new in said.files:
        if answer.files.filter(session=new.session).count() >= SentFile.MOST:
            raise Refusal(
                "too_many",
                _("No more than %(number)d files can be sent for one session. Please take one back first.")
                % {"number": SentFile.MOST},
            )
        SentFile.objects.create(
            answer=answer, session=new.session, file=new.kept.path, size=new.kept.size, language=new.language
        )
