"""Changes in sentences. Labels and colons rather than grammar: names stand unbent in all languages."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from hromada.kernel.localised import Localised
from hromada.programme import labels
from hromada.programme.differences.changes import Change, ChangeKind
from hromada.programme.presentation.times import long_day
from hromada.programme.snapshot import Standing

# Too long to be quoted: that they changed is told, the text itself stands on the page.
LONG_TEXTS = {
    ChangeKind.ABSTRACT,
    ChangeKind.NOTE,
    ChangeKind.DESCRIPTION,
    ChangeKind.BIOGRAPHY,
    ChangeKind.PROGRAMME_NOTE,
}

_LISTS = {
    ChangeKind.FLOOR,
    ChangeKind.INTERPRETED,
    ChangeKind.TOPICS,
    ChangeKind.ORGANISERS,
    ChangeKind.EDITION_ORGANISERS,
    ChangeKind.ON_BEHALF_OF,
    ChangeKind.COOPERATION,
    ChangeKind.LANGUAGES,
}


def sentence(change: Change) -> str:
    """The change in words, in the active language."""
    if (told := _of_a_person(change)) is not None:
        return told
    match change.kind:
        case ChangeKind.NEW:
            return _("New in the programme.")
        case ChangeKind.CANCELLED:
            return _("Does not take place.")
        case ChangeKind.MATERIALS:
            return _("The materials have changed.")
        case ChangeKind.SIGN_UP:
            return _("With sign-up from now on.") if change.after else _("Without sign-up from now on.")
        case kind if kind in LONG_TEXTS:
            return _long_text(change)
        case _:
            return _before_and_after(change)


def _of_a_person(change: Change) -> str | None:
    part = labels.label(change.part) if change.part else ""
    facts = {"person": change.subject, "part": part, "before": change.before}
    match change.kind:
        case ChangeKind.PERSON_REPLACED:
            text = _("%(person)s takes the place of %(before)s (%(part)s).") % facts
        case ChangeKind.PERSON_WITHDRAWN:
            return _("No longer taking part: %(person)s (%(part)s).") % facts
        case ChangeKind.PERSON_ADDED:
            text = _("Also taking part: %(person)s (%(part)s).") % facts
        case ChangeKind.PERSON_CONFIRMED:
            return _("Has confirmed: %(person)s (%(part)s).") % facts
        case ChangeKind.PERSON_UNCONFIRMED:
            return _("To be confirmed again: %(person)s (%(part)s).") % facts
        case _:
            return None
    return text + " " + _("Still to be confirmed.") if change.after is Standing.TO_BE_CONFIRMED else text


def _long_text(change: Change) -> str:
    facts = {"label": _labelled(change), "language": labels.language(change.language or "")}
    if change.before is None:
        return _("%(label)s: now also there (%(language)s).") % facts
    if change.after is None:
        return _("%(label)s: no longer there (%(language)s).") % facts
    return _("%(label)s: text changed (%(language)s).") % facts


def _before_and_after(change: Change) -> str:
    label = _labelled(change)
    if change.language:
        label = f"{label} ({labels.language(change.language)})"
    if change.kind in _LISTS and isinstance(change.before, tuple) and isinstance(change.after, tuple):
        return _of_a_list(label, change.before, change.after)
    facts = {"label": label, "before": _shown(change.before), "after": _shown(change.after)}
    if not facts["before"]:
        return _("%(label)s: %(after)s (new).") % facts
    if not facts["after"]:
        return _("%(label)s: no longer %(gone)s.") % {"label": label, "gone": facts["before"]}
    return _("%(label)s: %(after)s (before: %(before)s).") % facts


def _of_a_list(label: str, before: tuple[object, ...], after: tuple[object, ...]) -> str:
    added = tuple(one for one in after if one not in before)
    gone = tuple(one for one in before if one not in after)
    if not added and not gone:
        return _("%(label)s: now in this order: %(after)s.") % {"label": label, "after": _shown(after)}
    facts = {"label": label, "added": _shown(added), "gone": _shown(gone)}
    if not gone:
        return _("%(label)s: now also %(added)s.") % facts
    if not added:
        return _("%(label)s: no longer %(gone)s.") % facts
    return _("%(label)s: now also %(added)s; no longer %(gone)s.") % facts


def _labelled(change: Change) -> str:
    return f"{change.label} – {change.subject}" if change.subject else str(change.label)


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case date():
            return long_day(value)
        case StrEnum():
            return str(labels.label(value))  # type: ignore[arg-type]  # all enumerations of a programme have labels
        case Localised():
            return value.text()
        case tuple():
            return ", ".join(labels.language(one) if isinstance(one, str) else _shown(one) for one in value)
        case _:
            return str(value)
