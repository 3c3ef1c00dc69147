"""What exports say about a session in words, in the active language; marks of what is unsure are part of the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from hromada.kernel.localised import Localised
from hromada.programme.exports.clean import one_line
from hromada.programme.labels import label
from hromada.programme.labels import language as language_name
from hromada.programme.snapshot import Access, Appearance, Body, Format, Presence, Programme, Session, Standing

TO_BE_CONFIRMED = pgettext_lazy("mark beside a name", "to be confirmed")
PRESENCE_MARKS: dict[Presence, Promise] = {
    Presence.VIDEO_LINK: pgettext_lazy("mark beside a name", "by video link"),
    Presence.RECORDED: pgettext_lazy("mark beside a name", "by recorded message"),
}
BY_INVITATION = pgettext_lazy("mark beside a title", "by invitation only")
ONLY_IN: dict[str, Promise] = {
    "de": gettext_lazy("only in German"),
    "uk": gettext_lazy("only in Ukrainian"),
    "en": gettext_lazy("only in English"),
}


@dataclass(frozen=True)
class Fact:
    """A line about a session, as "label: value"."""

    label: str
    value: str

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"


def title(session: Session) -> str:
    return one_line(session.title.text()) or str(label(session.kind))


def person_name(programme: Programme, appearance: Appearance) -> str:
    """The name, with the mark of one who has not confirmed yet."""
    name = one_line(programme.speaker_by_key[appearance.speaker].name.text())
    mark = unconfirmed_mark(appearance)
    return f"{name} ({mark})" if mark else name


def unconfirmed_mark(appearance: Appearance) -> str:
    return str(TO_BE_CONFIRMED) if appearance.standing is Standing.TO_BE_CONFIRMED else ""


def presence_mark(appearance: Appearance) -> str:
    """How someone takes part who is not in the room; '' for those who are."""
    return str(PRESENCE_MARKS.get(appearance.presence, ""))


def person_role(appearance: Appearance) -> str:
    """Function and organisation as announced."""
    organisation = appearance.organisation.name.text() if appearance.organisation else ""
    return ", ".join(filter(None, (one_line(appearance.function.text()), one_line(organisation))))


def person_line(programme: Programme, appearance: Appearance) -> str:
    """'Anna Linde (to be confirmed), Mayor, City of Auental, by video link'."""
    parts = person_name(programme, appearance), person_role(appearance), presence_mark(appearance)
    return ", ".join(filter(None, parts))


def people(programme: Programme, session: Session) -> Iterator[Fact]:
    """One fact for each appearance, in the order of the programme."""
    for appearance in session.appearances:
        yield Fact(str(label(appearance.part)), person_line(programme, appearance))


def marks(session: Session) -> tuple[str, ...]:
    """What a reader must know beside the title: the language that stands in, and who may come."""
    found = []
    if only_in := only_in_mark(session.title):
        found.append(only_in)
    if session.access is Access.INVITATION:
        found.append(str(BY_INVITATION))
    return tuple(found)


def only_in_mark(text: Localised) -> str:
    """'only in German', when that is what the reader is shown in place of their own language; else ''."""
    if not text.is_fallback():
        return ""
    code = text.language() or ""
    return str(ONLY_IN.get(code) or _("only in another language: %(language)s") % {"language": language_name(code)})


def with_mark(text: Localised, cleaned: str) -> str:
    """The cleaned text, with a line before it that names its language when it is not the reader's."""
    mark = only_in_mark(text)
    return f"[{mark}]\n{cleaned}" if mark and cleaned else cleaned


def languages(codes: tuple[str, ...]) -> str:
    return ", ".join(language_name(code) for code in codes)


def bodies(named: tuple[Body, ...]) -> str:
    return ", ".join(one_line(body.name.text()) for body in named)


def facts(programme: Programme, session: Session) -> Iterator[Fact]:
    """Everything about a session beside title, abstract, time, place and people."""
    if session.organisers:
        yield Fact(_("Organised by"), bodies(session.organisers))
    if session.parent and session.parent in programme.session_by_key:
        yield Fact(_("Part of"), title(programme.session_by_key[session.parent]))
    if session.topics:
        topics = (programme.topic_by_key[key].name.text() for key in session.topics)
        yield Fact(_("Topics"), ", ".join(one_line(topic) for topic in topics))
    yield from language_facts(session)
    if session.format is not Format.ON_SITE:
        yield Fact(_("Format"), str(label(session.format)))
    yield from entry_facts(session)


def language_facts(session: Session) -> Iterator[Fact]:
    if session.floor:
        yield Fact(_("Languages"), languages(session.floor))
    if session.interpreted:
        yield Fact(_("Interpretation into"), languages(session.interpreted))


def entry_facts(session: Session) -> Iterator[Fact]:
    """Who may come, how many, and whether they sign up."""
    if session.access is not Access.REGISTERED:
        yield Fact(_("Access"), str(label(session.access)))
    if session.sign_up:
        yield Fact(_("Sign-up"), pgettext("sign-up", "required"))
    places = []
    if session.capacity_on_site is not None:
        places.append(ngettext("%d on site", "%d on site", session.capacity_on_site) % session.capacity_on_site)
    if session.capacity_online is not None:
        places.append(ngettext("%d online", "%d online", session.capacity_online) % session.capacity_online)
    if places:
        yield Fact(_("Places"), ", ".join(places))
