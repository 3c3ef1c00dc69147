"""Single values of schedule files: times, durations, languages, kinds, texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache

from django.conf import settings
from django.utils.translation import override
from lxml import etree

from hromada.programme import labels
from hromada.programme.exports.clean import clean_text
from hromada.programme.snapshot import Kind

_LENGTH = re.compile(r"(?:(?P<days>\d{1,3}):(?=\d+:\d))?(?P<hours>\d{1,4}):(?P<minutes>\d{2})")
_ISO_LENGTH = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_CLOCK = re.compile(r"(\d{1,2}):?(\d{2})(?::\d{2})?")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*")
_TAG = re.compile(
    r"</?(?:a|abbr|b|blockquote|br|center|code|dd|div|dl|dt|em|figure|font|h[1-6]|hr|i|iframe|img|li|object|ol|p|pre|s|"
    r"script|small|span|strong|style|sub|sup|svg|table|tbody|td|th|thead|tr|tt|u|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    [
        "blockquote",
        "dd",
        "div",
        "dl",
        "dt",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "ol",
        "p",
        "pre",
        "table",
        "tr",
        "ul",
    ]
)
_SILENT = frozenset(("script", "style", "iframe", "object", "svg"))
_KIND_WORDS: tuple[tuple[str, Kind], ...] = (
    (r"keynote", Kind.KEYNOTE),
    (r"work ?shop|hands.?on|atelier|tutorial|майстер", Kind.WORKSHOP),
    (r"panel|podium|discussion|diskussion|table ronde", Kind.PANEL),
    (r"round.?table", Kind.ROUND_TABLE),
    (r"meeting|meetup|meet-up|bof\b|birds of|exchange|unconference|plenum", Kind.EXCHANGE),
    (r"plenary|plénière|plenar", Kind.PLENARY),
    (r"press\b|presse", Kind.PRESS),
    (r"concert|music|dj ?set|performance|theat|film|screening|aufführung|klangteppich|audio play", Kind.CULTURE),
    (r"coffee|lunch|\bbreak\b|pause\b", Kind.BREAK),
    (r"dinner|banquet", Kind.DINNER),
    (r"excursion|day.?trip|outside", Kind.EXCURSION),
    (r"registration|check.?in", Kind.REGISTRATION),
    (r"closing", Kind.CLOSING),
    (r"ceremony|opening|welcome", Kind.WELCOME),
)  # fmt: skip
_NO_KIND_OF_OURS = re.compile(r"talk|lecture|vortrag|other|session|conf", re.IGNORECASE)


def moment(text: str) -> datetime | None:
    """An ISO date with a time, with or without an offset; None when it is none."""
    text = text.strip()
    if len(text) < 13:
        return None
    try:
        found = datetime.fromisoformat(text)
        return found if 1970 <= found.year <= 2200 else None
    except ValueError:
        return None


def day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text.strip()[:10])
        return found if 1970 <= found.year <= 2200 else None
    except ValueError:
        return None


def clock(text: str) -> timedelta | None:
    """``9:30`` or ``0930`` as time since midnight."""
    found = _CLOCK.fullmatch(text.strip())
    if not found or int(found[1]) > 29 or int(found[2]) > 59:
        return None
    return timedelta(hours=int(found[1]), minutes=int(found[2]))


def length(text: str) -> timedelta | None:
    """``0:45``, ``01:30``, ``1:02:00`` (days first), ``00:45:00``, minutes alone, or as in ISO 8601."""
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) <= 5:
        return timedelta(minutes=int(text))
    if re.fullmatch(r"\d{2}:\d{2}:00", text) and int(text[:2]) < 24:
        text = text[:5]
    if found := _LENGTH.fullmatch(text):
        return timedelta(days=int(found["days"] or 0), hours=int(found["hours"]), minutes=int(found["minutes"]))
    if (iso := _ISO_LENGTH.fullmatch(text)) and any(iso.groups()) and len(text) < 20:
        weeks, days, hours, minutes, seconds = (int(part or 0) for part in iso.groups())
        return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return None


def languages(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes in a text such as ``de, en`` or ``German``; and what is no language."""
    codes: list[str] = []
    strange: list[str] = []
    for word in filter(None, (part.strip() for part in re.split(r"[,/;&+]|\bund\b|\band\b", text))):
        known = _language_names().get(word.casefold())
        found = _LANGUAGE.fullmatch(word.casefold())
        if known or found:
            # A regional or formal variant is the same language to a listener.
            codes.append(known or (found[1] if found else ""))
        else:
            strange.append(word)
    return tuple(dict.fromkeys(codes)), tuple(strange)


@cache
def _language_names() -> dict[str, str]:
    names = {"deutsch": "de", "english": "en", "français": "fr", "francais": "fr", "ukrainian": "uk", "german": "de"}
    for code, _name in settings.LANGUAGES:
        with override(code):
            names |= {str(name).casefold(): one for one, name in labels.LANGUAGES.items()}
    return names


def language_named(name: str) -> str:
    """The code of a language by the name that our exports give it; one without a name is named by its code."""
    return _language_names().get(name.strip().casefold(), name.strip())


def kind(text: str) -> tuple[Kind, bool]:
    """The kind of session that a word means, and whether we understood it."""
    wanted = text.strip().casefold()
    if not wanted:
        return Kind.OTHER, True
    if wanted in _kind_names():
        return _kind_names()[wanted], True
    for words, found in _KIND_WORDS:
        if re.search(words, wanted):
            return found, True
    return Kind.OTHER, bool(_NO_KIND_OF_OURS.search(wanted))


@cache
def _kind_names() -> dict[str, Kind]:
    names = {one.value.replace("_", " "): one for one in Kind}
    for code, _name in settings.LANGUAGES:
        with override(code):
            names |= {str(label).casefold(): one for one, label in labels.KINDS.items()}
    return names


def has_html(text: str) -> bool:
    return bool(_TAG.search(text))


def plain(text: str, *, html: bool) -> str:
    """The text with its paragraphs; ``html`` when tags in it are meant as such."""
    text = clean_text(text)
    if html and has_html(text):
        text = clean_text("".join(_without_tags(text)))
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() if html else line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_tags(text: str) -> Iterator[str]:
    """What a reader would see of the HTML; what a browser would do with it is left out."""
    root = etree.fromstring(text, etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True))
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = str(element.tag)
        is_start = event == "start"
        if name in _SILENT:
            silent += 1 if is_start else -1
        if name == "br" and is_start:
            yield "\n"
        elif name == "li" and is_start:
            yield "\n– "
        elif name in _BLOCKS:
            yield "\n\n"
        if not silent and (said := element.text if is_start else element.tail):
            yield said
