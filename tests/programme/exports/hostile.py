"""Programmes whose texts are anything that can be typed or pasted."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st
from tests.programmes import programme

from hromada.kernel.localised import Localised
from hromada.programme.snapshot import Body, Material, Programme

HOSTILE_TEXTS = (
    "<script>alert(1)</script> & ]]> &amp; \"' %s {0}",
    '#import "x": * $ #eval("1") *fett* _kursiv_ = Titel @ref <day> \\ // /* `raw`',
    "\u202eabgeschnitten\u202c \u200fמִלָּה\u200e العربية",
    "👩‍👩‍👧‍👦🇺🇦 Фестиваль 🎉 ☕️",
    "\x00\x08\x0b\x1b[31m\x7f\x85\ufffe\ufeff Steuerzeichen",
    "W" * 10_000,
    "Viele Wörter; mit, Komma\\und\\nStrich. " * 250,
    "BEGIN:VEVENT\r\nUID:fremd\r\nEND:VEVENT",
    "ა ბ გ 中文 Łódź Ґанок ŕ̂",
)

_TEXTS = st.one_of(st.sampled_from(HOSTILE_TEXTS), st.text(min_size=1, max_size=60))
_LOCALISED = st.dictionaries(st.sampled_from(["de", "uk", "en"]), _TEXTS, min_size=1).map(Localised)


def with_text(plan: Programme, text: str) -> Programme:
    """The same programme with this text, in one language, wherever a person can type."""
    return with_texts(plan, lambda: Localised({"uk": text}), lambda: text)


def with_texts(plan: Programme, localised, plain) -> Programme:
    def named(thing):
        return replace(thing, name=localised())

    sessions = tuple(
        replace(
            session,
            title=localised(),
            abstract=localised(),
            note=localised(),
            organisers=(Body(name=localised()),),
            appearances=tuple(
                replace(one, function=localised(), organisation=Body(name=localised())) for one in session.appearances
            ),
            materials=(Material(title=localised(), url=plain()),),
        )
        for session in plan.sessions
    )
    edition = replace(
        plan.edition,
        name=localised(),
        motto=localised(),
        city=localised(),
        patron=localised(),
        programme_note=localised(),
        organisers=(Body(name=localised()),),
        on_behalf_of=(Body(name=localised()),),
    )
    return replace(
        plan,
        edition=edition,
        venues=tuple(replace(venue, name=localised(), address=plain(), role=localised()) for venue in plan.venues),
        rooms=tuple(map(named, plan.rooms)),
        topics=tuple(map(named, plan.topics)),
        speakers=tuple(replace(one, name=localised(), biography=localised()) for one in plan.speakers),
        sessions=sessions,
    )


@st.composite
def programmes(draw, sessions: int = 6) -> Programme:
    plan = programme(sessions, seed=draw(st.integers(0, 50)))
    return with_texts(plan, lambda: draw(_LOCALISED), lambda: draw(_TEXTS))
