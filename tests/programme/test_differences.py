"""What has changed: an editor who notes down what they do is the oracle for what is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import uuid5

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.programmes import programme

from hromada.kernel.localised import Localised
from hromada.programme.differences import ChangeKind, Differences, between
from hromada.programme.snapshot import (
    Access,
    Appearance,
    Body,
    Format,
    Kind,
    Material,
    Part,
    Presence,
    Programme,
    Session,
    Speaker,
    Standing,
)

BASE = programme(40, seed=7)
PARENTS = {session.parent for session in BASE.sessions}
LEAVES = [session.key for session in BASE.sessions if session.key not in PARENTS]
NEWCOMER = Speaker(key="newcomer", name=Localised({"de": "Neu Angekommen"}))

Noted = tuple[str, ChangeKind, str | None, str | None]
"""Session, kind, language, name of the person."""


@dataclass
class Editor:
    """Changes sessions and notes down, independently of any comparison, what a reader has to be told."""

    programme: Programme
    notes: set[Noted] = field(default_factory=set)

    def change(self, key: str, told: ChangeKind, /, **values: object) -> None:
        self.put(replace(self.programme.session_by_key[key], **values))
        self.note(key, told)

    def note(self, key: str, kind: ChangeKind, language: str | None = None, person: Localised | None = None) -> None:
        self.notes.add((key, kind, language, str(sorted(person.items())) if person else None))

    def put(self, changed: Session) -> None:
        sessions = tuple(changed if one.key == changed.key else one for one in self.programme.sessions)
        self.programme = replace(self.programme, sessions=sessions)

    def name(self, appearance: Appearance) -> Localised:
        return self.programme.speaker_by_key[appearance.speaker].name

    def put_first(self, key: str, appearance: Appearance) -> None:
        session = self.programme.session_by_key[key]
        self.put(replace(session, appearances=(appearance, *session.appearances[1:])))


Edit = Callable[[Editor, str], None]


def move(editor: Editor, key: str) -> None:
    session = editor.programme.session_by_key[key]
    editor.change(key, ChangeKind.MOVED, ends=session.ends + timedelta(minutes=5))


def other_room(editor: Editor, key: str) -> None:
    session = editor.programme.session_by_key[key]
    other = next(room.key for room in editor.programme.rooms if room.key != session.room)
    editor.change(key, ChangeKind.PLACE, room=other)


def other_format(editor: Editor, key: str) -> None:
    now = editor.programme.session_by_key[key].format
    editor.change(key, ChangeKind.FORMAT, format=next(value for value in Format if value is not now))


def other_access(editor: Editor, key: str) -> None:
    now = editor.programme.session_by_key[key].access
    editor.change(key, ChangeKind.ACCESS, access=next(value for value in Access if value is not now))


def other_kind(editor: Editor, key: str) -> None:
    now = editor.programme.session_by_key[key].kind
    editor.change(key, ChangeKind.KIND, kind=next(value for value in Kind if value is not now))


def other_floor(editor: Editor, key: str) -> None:
    editor.change(key, ChangeKind.FLOOR, floor=(*editor.programme.session_by_key[key].floor, "ka"))


def other_interpretation(editor: Editor, key: str) -> None:
    editor.change(key, ChangeKind.INTERPRETED, interpreted=("pl", "ka"))


def more_places(editor: Editor, key: str) -> None:
    editor.change(key, ChangeKind.CAPACITY_ON_SITE, capacity_on_site=4321)


def more_places_online(editor: Editor, key: str) -> None:
    editor.change(key, ChangeKind.CAPACITY_ONLINE, capacity_online=4321)


def other_sign_up(editor: Editor, key: str) -> None:
    editor.change(key, ChangeKind.SIGN_UP, sign_up=not editor.programme.session_by_key[key].sign_up)


def other_topics(editor: Editor, key: str) -> None:
    now = editor.programme.session_by_key[key].topics
    topics = tuple(topic.key for topic in editor.programme.topics[:2])
    editor.change(key, ChangeKind.TOPICS, topics=topics if topics != now else topics[:1])


def other_organisers(editor: Editor, key: str) -> None:
    editor.change(key, ChangeKind.ORGANISERS, organisers=(Body(name=Localised({"de": "Landkreis Auental"})),))


def other_materials(editor: Editor, key: str) -> None:
    title = Localised({"de": "Nachlese"})
    editor.change(key, ChangeKind.MATERIALS, materials=(Material(title=title, url="https://example.org/more.pdf"),))


def out_of_its_forum(editor: Editor, key: str) -> None:
    now = editor.programme.session_by_key[key].parent
    other = next(session.key for session in BASE.sessions if session.key in PARENTS and session.key != now)
    editor.change(key, ChangeKind.PARENT, parent=other)


def reword(attribute: str, kind: ChangeKind) -> Edit:
    def edit(editor: Editor, key: str) -> None:
        """New in one language, gone from another or changed."""
        session = editor.programme.session_by_key[key]
        texts: Localised = getattr(session, attribute)
        changed = dict(texts) | {"de": texts.get("de", "") + " – neu", "pl": "Nowe"}
        gone = changed.pop("uk", None)
        editor.put(replace(session, **{attribute: Localised(changed)}))
        for language in ("de", "pl", *(["uk"] if gone else [])):
            editor.note(key, kind, language)

    return edit


def other_standing(editor: Editor, key: str) -> None:
    first = editor.programme.session_by_key[key].appearances[0]
    confirms = first.standing is Standing.TO_BE_CONFIRMED
    editor.put_first(key, replace(first, standing=Standing.CONFIRMED if confirms else Standing.TO_BE_CONFIRMED))
    kind = ChangeKind.PERSON_CONFIRMED if confirms else ChangeKind.PERSON_UNCONFIRMED
    editor.note(key, kind, person=editor.name(first))


def other_function(editor: Editor, key: str) -> None:
    first = editor.programme.session_by_key[key].appearances[0]
    editor.put_first(key, replace(first, function=Localised({"de": "Landrätin"})))
    editor.note(key, ChangeKind.FUNCTION, person=editor.name(first))


def other_organisation(editor: Editor, key: str) -> None:
    first = editor.programme.session_by_key[key].appearances[0]
    editor.put_first(key, replace(first, organisation=None))
    editor.note(key, ChangeKind.ORGANISATION, person=editor.name(first))


def other_presence(editor: Editor, key: str) -> None:
    first = editor.programme.session_by_key[key].appearances[0]
    other = next(value for value in Presence if value is not first.presence)
    editor.put_first(key, replace(first, presence=other))
    editor.note(key, ChangeKind.PRESENCE, person=editor.name(first))


def other_part(editor: Editor, key: str) -> None:
    first = editor.programme.session_by_key[key].appearances[0]
    editor.put_first(key, replace(first, part=Part.PATRON))
    editor.note(key, ChangeKind.PART, person=editor.name(first))


def withdraw(editor: Editor, key: str) -> None:
    session = editor.programme.session_by_key[key]
    editor.put(replace(session, appearances=session.appearances[1:]))
    editor.note(key, ChangeKind.PERSON_WITHDRAWN, person=editor.name(session.appearances[0]))


def replace_person(editor: Editor, key: str) -> None:
    first = editor.programme.session_by_key[key].appearances[0]
    editor.put_first(key, Appearance(speaker=NEWCOMER.key, part=first.part, replaces=editor.name(first)))
    editor.note(key, ChangeKind.PERSON_REPLACED, person=NEWCOMER.name)


def add_person(editor: Editor, key: str) -> None:
    session = editor.programme.session_by_key[key]
    editor.put(replace(session, appearances=(*session.appearances, Appearance(speaker=NEWCOMER.key, part=Part.GUIDE))))
    editor.note(key, ChangeKind.PERSON_ADDED, person=NEWCOMER.name)


def cancel(editor: Editor, key: str) -> None:
    sessions = tuple(session for session in editor.programme.sessions if session.key != key)
    editor.programme = replace(editor.programme, sessions=sessions)
    editor.notes = {note for note in editor.notes if note[0] != key}
    editor.note(key, ChangeKind.CANCELLED)


def announce(editor: Editor, key: str) -> None:
    like = editor.programme.session_by_key[key]
    new = replace(like, key=f"new-{key}", uid=uuid5(like.uid, "new"), starts=like.starts + timedelta(seconds=1))
    sessions = sorted([*editor.programme.sessions, new], key=lambda session: session.starts)
    editor.programme = replace(editor.programme, sessions=tuple(sessions))
    editor.note(new.key, ChangeKind.NEW)


OF_A_PERSON: list[Edit] = [
    other_standing, other_function, other_organisation, other_presence, other_part, withdraw, replace_person,
]  # fmt: skip
OF_A_SESSION: list[Edit] = [
    move, other_room, other_format, other_access, other_kind, other_floor, other_interpretation, more_places,
    more_places_online, other_sign_up, other_topics, other_organisers, other_materials, out_of_its_forum, announce,
    reword("title", ChangeKind.TITLE), reword("abstract", ChangeKind.ABSTRACT), reword("note", ChangeKind.NOTE),
]  # fmt: skip


@st.composite
def editors(draw: st.DrawFn) -> Editor:
    """Someone who has made up to a dozen edits; one edit of each sort a session, cancelling last."""
    editor = Editor(replace(BASE, speakers=(*BASE.speakers, NEWCOMER)))
    for key in draw(st.lists(st.sampled_from(LEAVES), max_size=5, unique=True)):
        for edit in draw(st.lists(st.sampled_from(OF_A_SESSION), max_size=4, unique=True)):
            edit(editor, key)
        if editor.programme.session_by_key[key].appearances:
            sort = draw(st.sampled_from(["one person", "one more", "nobody"]))
            if sort == "one person":
                draw(st.sampled_from(OF_A_PERSON))(editor, key)
            elif sort == "one more":
                add_person(editor, key)
    for key in draw(st.lists(st.sampled_from(LEAVES), max_size=2, unique=True)):
        cancel(editor, key)
    return editor


def told(differences: Differences) -> Iterator[Noted]:
    for changed in differences.sessions:
        for change in changed.changes:
            person = str(sorted(change.subject.items())) if change.subject else None
            yield changed.session.key, change.kind, change.language, person


quickly = settings(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])


@quickly
@given(editors())
def test_exactly_what_was_edited_is_told_once(editor: Editor) -> None:
    found = list(told(between(BASE, editor.programme)))
    assert (set(found), len(found)) == (editor.notes, len(editor.notes))


@quickly
@given(editors())
def test_read_backwards_what_was_new_is_cancelled_and_what_moved_moved_back(editor: Editor) -> None:
    forth, back = between(BASE, editor.programme), between(editor.programme, BASE)
    opposite = {ChangeKind.NEW: ChangeKind.CANCELLED, ChangeKind.CANCELLED: ChangeKind.NEW}
    for kind in (ChangeKind.NEW, ChangeKind.CANCELLED, ChangeKind.MOVED, ChangeKind.PLACE):
        there = {key for key, told_kind, *_rest in told(forth) if told_kind is kind}
        home = {key for key, told_kind, *_rest in told(back) if told_kind is opposite.get(kind, kind)}
        assert there == home


@quickly
@given(editors(), st.sampled_from(["de", "uk", "en"]))
def test_every_change_has_a_sentence_without_gaps(editor: Editor, language: str) -> None:
    with override(language):
        sentences = [change.sentence for change in between(BASE, editor.programme)]
    assert [one for one in sentences if not one or "%(" in one or "None" in one or "Localised" in one] == []


def test_a_programme_does_not_differ_from_itself() -> None:
    assert not between(BASE, BASE)
    assert between(BASE, BASE) == Differences()


def test_sessions_are_told_in_the_order_of_the_programme_with_cancelled_ones_where_they_were() -> None:
    first, second, third = (session.key for session in BASE.sessions if session.key in LEAVES[:3])
    editor = Editor(BASE)
    move(editor, third)
    move(editor, first)
    cancel(editor, second)
    assert [changed.session.key for changed in between(BASE, editor.programme).sessions] == [first, second, third]


@pytest.mark.parametrize(
    ("change", "sentences"),
    [
        (
            {"participants": Localised({"de": "Über 550", "en": "Over 550"})},
            ["Participants (German): Über 550 (new).", "Participants (English): Over 550 (new)."],
        ),
        (
            {"motto": Localised({"de": "Gemeinsam bauen", "uk": "Плануємо разом", "en": "Planning together"})},
            ["Motto (German): Gemeinsam bauen (before: Gemeinsam planen)."],
        ),
        ({"languages": ("de", "uk")}, ["Languages of the conference: no longer English."]),
        (
            {"languages": ("uk", "en", "de")},
            ["Languages of the conference: now in this order: Ukrainian, English, German."],
        ),
    ],
)
def test_what_changed_about_the_conference_itself(change: dict[str, object], sentences: list[str]) -> None:
    after = replace(BASE, edition=replace(BASE.edition, **change))  # type: ignore[arg-type]
    with override("en"):
        assert [one.sentence for one in between(BASE, after).general] == sentences


def test_places_and_people_that_were_renamed_are_told_once_and_not_with_every_session() -> None:
    room = replace(BASE.rooms[0], name=Localised({**BASE.rooms[0].name, "en": "Great Hall"}), capacity=800)
    speaker = replace(BASE.speakers[0], biography=Localised({"de": "Lebt in Auental."}))
    after = replace(BASE, rooms=(room, *BASE.rooms[1:]), speakers=(speaker, *BASE.speakers[1:]))

    differences = between(BASE, after)

    assert differences.sessions == ()
    with override("en"):
        assert [change.sentence for change in differences.general][:2] == [
            "Name of a room – Great Hall (English): Great Hall (before: Hall 1).",
            "Places in a room – Great Hall: 800 (before: 700).",
        ]
    assert ChangeKind.BIOGRAPHY in {change.kind for change in differences.general}
