"""Our exports put into a description what the dialect has no field for; here it is taken out again, line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings
from django.utils.translation import gettext, ngettext, override, pgettext

from hromada.programme import labels
from hromada.programme.exports import wording
from hromada.programme.importing.raw import RawItem
from hromada.programme.importing.values import language_named
from hromada.programme.snapshot import Access, Format, Part, Presence

# In the order in which ``exports.wording`` writes them; each at most once.
_ORDER = ("organised", "part_of", "topics", "languages", "interpretation", "format", "access", "sign_up", "places")


@dataclass
class OwnLines:
    """What the lines said: ``people`` as (part, name, rest of the line) in their order, ``facts`` by their sort."""

    note: str = ""
    people: list[tuple[Part, str, str]] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Words:
    facts: dict[str, str]
    parts: dict[str, Part]
    formats: dict[str, Format]
    accesses: dict[str, Access]
    presences: dict[str, Presence]
    stand_ins: dict[str, str]
    by_invitation: frozenset[str]
    to_be_confirmed: tuple[str, ...]
    only_in: dict[str, str]


@cache
def _words() -> _Words:
    """Every word that an export may have used, in all languages of the interface."""
    found = _Words({}, {}, {}, {}, {}, {}, frozenset(), (), {})
    invitations: set[str] = set()
    marks: list[str] = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            said = (
                gettext("Organised by"), gettext("Part of"), gettext("Topics"), gettext("Languages"),
                gettext("Interpretation into"), gettext("Format"), gettext("Access"), gettext("Sign-up"),
                gettext("Places"),
            )  # fmt: skip
            found.facts.update(zip(said, _ORDER, strict=True))
            found.parts.update({str(text): one for one, text in labels.PARTS.items()})
            found.formats.update({str(text): one for one, text in labels.FORMATS.items()})
            found.accesses.update({str(text): one for one, text in labels.ACCESSES.items()})
            found.presences.update({str(text): one for one, text in wording.PRESENCE_MARKS.items()})
            found.stand_ins.update({gettext("Online"): "online", gettext("Place to be announced"): "unknown"})
            found.only_in.update({str(text): one for one, text in wording.ONLY_IN.items()})
            invitations.add(str(wording.BY_INVITATION))
            marks.append(str(wording.TO_BE_CONFIRMED))
    return _Words(**{**vars(found), "by_invitation": frozenset(invitations), "to_be_confirmed": tuple(marks)})


def own_lines(item: RawItem) -> OwnLines:
    """The lines at the end of the description that only our export can have put there; the rest is the note."""
    lines = item.description.split("\n")
    given = {"part_of": bool(item.links), "topics": bool(item.track), "languages": bool(item.language)}
    facts: dict[str, str] = {}
    earliest = len(_ORDER)
    while lines:
        name, colon, value = lines[-1].partition(": ")
        sort = _words().facts.get(name, "")
        if not colon or not sort or _ORDER.index(sort) >= earliest or not given.get(sort, True):
            break
        earliest = _ORDER.index(sort)
        facts[sort] = value
        lines.pop()
    people: list[tuple[Part, str, str]] = []
    names = [person.name for person in item.persons]
    seen: set[tuple[str, str]] = set()
    while lines:
        name, colon, value = lines[-1].partition(": ")
        whose = max((one for one in names if value == one or value.startswith(f"{one}, ")), key=len, default="")
        if not colon or name not in _words().parts or not whose or (name, whose) in seen:
            break
        seen.add((name, whose))
        people.append((_words().parts[name], whose, value.removeprefix(whose).removeprefix(", ")))
        lines.pop()
    return OwnLines("\n".join(lines), people[::-1], facts)


def without_mark(text: str) -> tuple[str, str]:
    """A text without the line that names its language, and that language ('' when the line is not there)."""
    first, _break, rest = text.partition("\n")
    if first.startswith("[") and first.endswith("]") and (code := only_in(first[1:-1])):
        return rest, code
    return text, ""


def only_in(mark: str) -> str:
    """The language that a mark as “only in German” names; '' when it is none."""
    if code := _words().only_in.get(mark):
        return code
    for code, _name in settings.LANGUAGES:
        with override(code):
            before, _gap, after = gettext("only in another language: %(language)s").partition("%(language)s")
        if mark.startswith(before) and mark.endswith(after):
            return language_named(mark[len(before) : len(mark) - len(after) or None])
    return ""


def subtitle_marks(subtitle: str) -> tuple[str, bool]:
    """The language of the title and whether the session is by invitation, from our subtitle."""
    marks = subtitle.split(" · ") if subtitle else []
    return next(filter(None, map(only_in, marks)), ""), any(mark in _words().by_invitation for mark in marks)


def unmarked_name(name: str) -> tuple[str, bool]:
    """A name without “(to be confirmed)”, and whether it is confirmed."""
    for mark in _words().to_be_confirmed:
        if name.endswith(f" ({mark})"):
            return name.removesuffix(f" ({mark})"), False
    return name, True


def presence(rest: str) -> tuple[str, Presence]:
    """What follows a name in its line, without how the person takes part; and how."""
    for mark, found in _words().presences.items():
        if rest == mark or rest.endswith(f", {mark}"):
            return rest.removesuffix(mark).removesuffix(", "), found
    return rest, Presence.IN_PERSON


def stands_in_for_a_room(name: str) -> bool:
    return name in _words().stand_ins


def format_of(word: str) -> Format:
    return _words().formats.get(word, Format.ON_SITE)


def access_of(word: str) -> Access:
    return _words().accesses.get(word, Access.REGISTERED)


def capacities(text: str) -> tuple[int | None, int | None]:
    """Places on site and online from a text as “80 on site, 20 online”."""
    on_site = online = None
    for part in text.split(", "):
        number = int(found[0]) if (found := re.search(r"\d{1,9}", part)) else None
        for code, _name in settings.LANGUAGES:
            if number is None:
                continue
            with override(code):
                if part == ngettext("%d on site", "%d on site", number) % number:
                    on_site = number
                elif part == ngettext("%d online", "%d online", number) % number:
                    online = number
    return on_site, online


def is_required(word: str) -> bool:
    for code, _name in settings.LANGUAGES:
        with override(code):
            if word == pgettext("sign-up", "required"):
                return True
    return False
