"""An answer read item by item: what stands beside what came, and what was decided on it.

An item is named by its place: ``biography.uk``, ``portrait``, ``17.says``, ``17.function.de`` (of appearance 17),
``file.4``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hromada.accounts.models import Person
from hromada.kernel.editing import label_of
from hromada.programme import labels
from hromada.programme.models import Answer, Appearance, Decision, Reply, SentFile, Session

ABOUT = ("name", "biography")
OF_APPEARANCE = ("function", "organisation_name")


@dataclass(frozen=True, kw_only=True)
class Item:
    """``before`` and ``after`` in words, ``value`` as an action takes it. Without ``may_decline``, it can only be
    accepted: a consent that was taken back is."""

    name: str
    label: str
    before: str
    after: str
    value: Any = None
    language: str = ""
    appearance: Appearance | None = None
    file: SentFile | None = None
    decision: Decision | None = None
    may_decline: bool = True

    @property
    def is_open(self) -> bool:
        return self.decision is None

    @property
    def is_declined(self) -> bool:
        return self.decision is not None and not self.decision.is_accepted


@dataclass(frozen=True, kw_only=True)
class Group:
    """Items about the person, or about one session. ``may_decide``: whether that is for who looks at them."""

    session: Session | None
    part: str = ""
    may_decide: bool = True
    items: list[Item] = field(default_factory=list)


def standing_appearances(answer: Answer) -> list[Appearance]:
    """What the person is asked about, in the order of the programme; what cannot happen any more is left out."""
    found = Appearance.objects.standing().filter(session__edition=answer.edition_id, person=answer.person_id)
    in_order = found.select_related("session__room__venue", "session__venue", "session__edition")
    return list(in_order.order_by("session__starts", "session__key", "position", "pk"))


def groups_of(answer: Answer, *, readable: Collection[int] | None = None) -> list[Group]:
    """Each with the items that differ from what stands, or were decided on. ``readable``: the sessions of which they
    may be told, by number; None for all, and then the person's own texts may be decided on as well."""
    decisions = {one.item: one for one in answer.decisions.all()}
    groups = [Group(session=None, items=list(_about(answer, decisions)), may_decide=readable is None)]
    for reply in answer.replies.select_related("appearance__session").order_by("appearance__session__starts", "pk"):
        session = reply.appearance.session
        if readable is None or session.pk in readable:
            items = list(_of_reply(reply, decisions))
            part = str(reply.appearance.get_part_display())
            groups.append(Group(session=session, part=part, items=items))
    for file in answer.files.select_related("session"):
        if readable is None or file.session_id in readable:
            beside = next((group for group in groups if group.session == file.session), None)
            if beside is None:
                beside = Group(session=file.session)
                groups.append(beside)
            beside.items.append(_of_file(file, decisions))
    return [group for group in groups if group.items]


def _about(answer: Answer, decisions: Mapping[str, Decision]) -> Iterator[Item]:
    person = answer.person
    yield from _texts(person, answer.texts, decisions, ABOUT, prefix="")
    decision = decisions.get("portrait")
    if answer.portrait or decision:
        yield Item(
            name="portrait",
            label=label_of(Person, "portrait"),
            before=person.portrait_credit,
            after=answer.portrait_credit,
            decision=decision,
        )
    yield from _consent(answer, decisions)
    decision = decisions.get("language")
    if decision or answer.language not in ("", person.language):
        yield Item(
            name="language",
            label=_("Language of e-mails"),
            before=labels.language(person.language),
            after=labels.language(answer.language or person.language),
            value=answer.language,
            decision=decision,
        )


def _consent(answer: Answer, decisions: Mapping[str, Decision]) -> Iterator[Item]:
    given = answer.person.published_with_consent_on
    decision = decisions.get("consent")
    if decision or (answer.consents is not None and answer.consents != (given is not None)):
        yield Item(
            name="consent",
            label=_("Consent to publish biography and portrait"),
            before=date_format(given, "SHORT_DATE_FORMAT") if given else "",
            after=date_format(answer.consented_on, "SHORT_DATE_FORMAT")
            if answer.consented_on
            else pgettext("consent", "taken back"),
            value=answer.consented_on,
            decision=decision,
            may_decline=False,
        )


def _of_reply(reply: Reply, decisions: Mapping[str, Decision]) -> Iterator[Item]:
    appearance, prefix = reply.appearance, f"{reply.appearance_id}."
    decision = decisions.get(f"{prefix}says")
    wanted = {"yes": Appearance.State.CONFIRMED, "no": Appearance.State.DECLINED}.get(reply.says)
    if decision or (wanted and wanted != appearance.state):
        yield Item(
            name=f"{prefix}says",
            label=_("Takes part"),
            before=str(appearance.get_state_display()),
            after=str(reply.get_says_display()),
            value=reply.says,
            appearance=appearance,
            decision=decision,
        )
    if reply.says == Reply.Says.NO:
        return
    decision = decisions.get(f"{prefix}presence")
    if decision or reply.presence not in ("", appearance.presence):
        yield Item(
            name=f"{prefix}presence",
            label=label_of(Appearance, "presence"),
            before=str(appearance.get_presence_display()),
            after=str(reply.get_presence_display()),
            value=reply.presence,
            appearance=appearance,
            decision=decision,
        )
    yield from _texts(appearance, reply.texts, decisions, OF_APPEARANCE, prefix=prefix)


def _texts(
    thing: Model, texts: Mapping[str, str], decisions: Mapping[str, Decision], names: Collection[str], *, prefix: str
) -> Iterator[Item]:
    """In the order of ``names``, and within each as the texts came."""
    for path in sorted(texts, key=lambda path: list(names).index(path.partition(".")[0])):
        name, _dot, language = path.partition(".")
        stands, decision = getattr(thing, name).get(language, ""), decisions.get(prefix + path)
        if decision or texts[path] != stands:
            yield Item(
                name=prefix + path,
                label=label_of(thing, path),
                before=stands,
                after=texts[path],
                value=texts[path],
                language=language,
                appearance=thing if isinstance(thing, Appearance) else None,
                decision=decision,
            )


def _of_file(file: SentFile, decisions: Mapping[str, Decision]) -> Item:
    return Item(
        name=f"file.{file.pk}",
        label=_("Slides"),
        before="",
        after=file.name,
        language=file.language,
        file=file,
        decision=decisions.get(f"file.{file.pk}"),
    )
