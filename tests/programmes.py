"""Plausible programmes of any size from a seed: names, municipalities and texts are put together, none is real.

A generated programme is free of conflicts, has parallel workshops inside forums, people to be confirmed, recorded
messages, two online sessions, one listed session by invitation, and texts that are missing in one or two languages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from random import Random
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from hromada.kernel.localised import Localised
from hromada.programme.snapshot import (
    Access,
    Appearance,
    Body,
    EditionFacts,
    Format,
    Kind,
    Material,
    Part,
    Presence,
    Programme,
    Room,
    Session,
    Speaker,
    Standing,
    Topic,
    Venue,
)

ZONE = "Europe/Berlin"
LANGUAGES = ("de", "uk", "en")

_SUBJECTS = [
    ("Wasser", "Вода", "Water"),
    ("Energie", "Енергетика", "Energy"),
    ("Wiederaufbau", "Відбудова", "Reconstruction"),
    ("Jugend", "Молодь", "Youth"),
    ("Gesundheit", "Охорона здоров’я", "Health"),
    ("Verwaltung", "Управління", "Administration"),
    ("Verkehr", "Транспорт", "Transport"),
    ("Kultur", "Культура", "Culture"),
]
_ANGLES = [
    ("vor Ort", "на місцях", "on the ground"),
    ("in der Partnerschaft", "у партнерстві", "in partnership"),
    ("unter Kriegsbedingungen", "в умовах війни", "under conditions of war"),
    ("für kleine Gemeinden", "для малих громад", "for small municipalities"),
    ("und ihre Finanzierung", "та фінансування", "and how to pay for it"),
    ("gemeinsam planen", "плануємо разом", "planned together"),
]
_FIRST_NAMES = [
    ("Anna", "Анна"), ("Oksana", "Оксана"), ("Bernd", "Бернд"), ("Taras", "Тарас"), ("Marta", "Марта"),
    ("Jonas", "Йонас"), ("Iryna", "Ірина"), ("Petro", "Петро"), ("Silke", "Зільке"), ("Andrij", "Андрій"),
]  # fmt: skip
_STEMS = [
    ("Linden", "Лінден"), ("Vyshn", "Вишн"), ("Hopfen", "Гопфен"), ("Dub", "Дуб"), ("Mühl", "Мюль"), ("Kalyn", "Калин"),
    ("Birken", "Біркен"), ("Yavor", "Явор"),
]  # fmt: skip
_ENDINGS = [("bach", "бах"), ("enko", "енко"), ("hausen", "гаузен"), ("uk", "ук"), ("auer", "ауер")]
_LAST_NAMES = [(one + two, eins + zwei) for one, eins in _STEMS for two, zwei in _ENDINGS]
_PLACES = [
    ("Auental", "Ауенталь"), ("Jasnohirsk", "Ясногірськ"), ("Mühlbrück", "Мюльбрюк"), ("Zelenyj Haj", "Зелений Гай"),
    ("Seerode", "Зеероде"), ("Vyshnivka", "Вишнівка"),
]  # fmt: skip
_FUNCTIONS = [
    ("Bürgermeisterin", "міська голова", "mayor"),
    ("Dezernent für Bauen", "керівник управління будівництва", "head of the building department"),
    ("Referentin für Partnerschaften", "фахівчиня з партнерств", "officer for partnerships"),
    ("Geschäftsführer der Stadtwerke", "директор комунального підприємства", "director of the municipal utilities"),
]
_SENTENCES = [
    (
        "Wir zeigen, was in zwei Partnerschaften gelungen ist und was nicht.",
        "Показуємо, що вдалося у двох партнерствах, а що ні.",
        "We show what worked in two partnerships, and what did not.",
    ),
    (
        "Danach arbeiten die Teilnehmenden in kleinen Gruppen an eigenen Vorhaben.",
        "Потім учасники працюють у малих групах над власними проєктами.",
        "After that, participants work on their own projects in small groups.",
    ),
    (
        "Mitgebrachte Fragen sind willkommen; die Ergebnisse werden veröffentlicht.",
        "Запитання вітаються; результати буде опубліковано.",
        "Bring your questions; the results will be published.",
    ),
]

# Two workshop slots before and after noon, in the clocks of the place; a forum spans the two of an afternoon.
_SLOTS = [(time(10, 30), time(12, 0)), (time(13, 0), time(14, 30)), (time(15, 0), time(16, 30))]
_WORKSHOP_KINDS = [Kind.WORKSHOP, Kind.EXCHANGE, Kind.BEST_PRACTICE, Kind.ROUND_TABLE, Kind.PANEL, Kind.WORKSHOP]


def _text(parts: tuple[str, str, str], languages: tuple[str, ...] = LANGUAGES) -> Localised:
    return Localised({code: text for code, text in zip(LANGUAGES, parts, strict=True) if code in languages})


def _joined(*texts: tuple[str, str, str], by: str = " ") -> tuple[str, str, str]:
    german, ukrainian, english = (by.join(words) for words in zip(*texts, strict=True))
    return german, ukrainian, english


@dataclass
class _Maker:
    slug: str
    random: Random
    first_day: date
    days: int
    rooms: tuple[Room, ...]
    topics: tuple[Topic, ...]
    speakers: tuple[Speaker, ...]
    appearances: float

    def __post_init__(self) -> None:
        self.count = 0
        self.free: Iterator[Speaker] = cycle(self.speakers)

    def at(self, day: int, clock: time) -> datetime:
        local = datetime.combine(self.first_day + timedelta(days=day), clock, ZoneInfo(ZONE))
        return local.astimezone(UTC)

    def known_languages(self) -> tuple[str, ...]:
        """Most texts are there in all languages, some in two, a few only in one."""
        return self.random.choices([LANGUAGES, ("de", "uk"), ("de",), ("uk",)], [70, 15, 10, 5])[0]

    def people(self, kind: Kind) -> tuple[Appearance, ...]:
        wanted = int(self.appearances) + (self.random.random() < self.appearances % 1)
        parts = [Part.MODERATOR, *[Part.PANELLIST if kind is Kind.PANEL else Part.SPEAKER] * len(self.speakers)]
        if kind in (Kind.GREETING, Kind.WELCOME):
            parts, wanted = [Part.GREETING], 1
        return tuple(self.appearance(part) for part in parts[: min(wanted, len(self.speakers))])

    def appearance(self, part: Part) -> Appearance:
        chance = self.random.random()
        return Appearance(
            speaker=next(self.free).key,
            part=part,
            function=_text(self.random.choice(_FUNCTIONS), self.known_languages()),
            organisation=body(self.random.choice(_PLACES)),
            presence=Presence.RECORDED
            if chance < 0.03
            else Presence.VIDEO_LINK
            if chance < 0.1
            else Presence.IN_PERSON,
            standing=Standing.TO_BE_CONFIRMED if 0.1 <= chance < 0.25 else Standing.CONFIRMED,
        )

    def session(self, kind: Kind, day: int, clocks: tuple[time, time], room: Room | None, **fields: object) -> Session:
        self.count += 1
        key = f"{kind.value.replace('_', '-')}-{self.count}"
        subject, angle = self.random.choice(_SUBJECTS), self.random.choice(_ANGLES)
        online = kind is Kind.WORKSHOP and self.count % 50 == 0
        values: dict[str, object] = {
            "key": key,
            "uid": uuid5(NAMESPACE_URL, f"generated/{self.slug}/{key}"),
            "kind": kind,
            "title": _text(_joined(subject, angle), self.known_languages()),
            "abstract": _text(_joined(*_SENTENCES), self.known_languages()),
            "starts": self.at(day, clocks[0]),
            "ends": self.at(day, clocks[1]),
            "topics": (self.topics[_SUBJECTS.index(subject) % len(self.topics)].key,),
            "organisers": (body(self.random.choice(_PLACES)),),
            "room": None if online or room is None else room.key,
            "format": Format.ONLINE if online else Format.HYBRID if room and room.streamed else Format.ON_SITE,
            "floor": ("de", "uk"),
            "interpreted": ("de", "uk", "en")[: room.booths] if room and not online else (),
            "capacity_on_site": None if online or room is None else room.capacity,
            "capacity_online": 500 if online or (room and room.streamed) else None,
            "sign_up": kind in _WORKSHOP_KINDS,
            "appearances": self.people(kind),
            "materials": (Material(title=_text(subject), url=f"https://example.org/{key}.pdf", language="de"),)
            if self.count % 10 == 0
            else (),
        }
        return Session(**(values | fields))  # type: ignore[arg-type]

    def opening(self, day: int) -> Iterator[Session]:
        """A welcome in the great hall that holds three greetings."""
        hall = self.rooms[0]
        whole = self.session(Kind.WELCOME, day, (time(9, 0), time(10, 15)), hall, access=Access.PUBLIC)
        yield whole
        for minute in (0, 20, 40):
            clocks = (time(9, minute), time(9, minute + 15))
            yield self.session(Kind.GREETING, day, clocks, hall, parent=whole.key, access=Access.PUBLIC)

    def workshops(self, day: int) -> Iterator[Session]:
        """Morning workshops side by side; in the afternoon forums of three rooms, each holding six workshops."""
        for room in self.rooms:
            yield self.session(self.random.choice(_WORKSHOP_KINDS), day, _SLOTS[0], room)
        for first in range(0, len(self.rooms), 3):
            rooms = self.rooms[first : first + 3]
            forum = self.session(Kind.FORUM, day, (_SLOTS[1][0], _SLOTS[2][1]), rooms[0], sign_up=False)
            yield forum
            for slot in _SLOTS[1:]:
                for room in rooms:
                    yield self.session(self.random.choice(_WORKSHOP_KINDS), day, slot, room, parent=forum.key)

    def around(self, day: int) -> Iterator[Session]:
        clocks = (time(18, 0), time(21, 0))
        yield self.session(Kind.BREAK, day, (time(12, 0), time(13, 0)), None, appearances=(), topics=())
        # Listed, yet by invitation: a release tells only what it is called, when, where and by whom.
        nothing_more = {"abstract": Localised(), "topics": (), "floor": (), "materials": (), "appearances": ()}
        yield self.session(Kind.RECEPTION, day, clocks, None, access=Access.INVITATION, **nothing_more)

    def sessions(self) -> Iterator[Session]:
        for day in range(self.days):
            yield from self.opening(day)
            yield from self.around(day)
            yield from self.workshops(day)


def _presence(chance: float) -> Presence:
    if chance < 0.1:
        return Presence.RECORDED if chance < 0.03 else Presence.VIDEO_LINK
    return Presence.IN_PERSON


def body(place: tuple[str, str]) -> Body:
    german, ukrainian = place
    return Body(name=Localised({"de": f"Stadt {german}", "uk": ukrainian, "en": f"City of {german}"}))


def _speaker(number: int, random: Random) -> Speaker:
    (first, перше), (last, друге) = random.choice(_FIRST_NAMES), random.choice(_LAST_NAMES)
    return Speaker(
        key=f"person-{number}",
        name=Localised({"de": f"{first} {last}", "uk": f"{перше} {друге}", "en": f"{first} {last}"}),
        biography=_text(random.choice(_SENTENCES)) if number % 3 == 0 else Localised(),
    )


def _room(number: int) -> Room:
    return Room(
        key=f"room-{number}",
        name=Localised({"de": f"Saal {number}", "uk": f"Зала {number}", "en": f"Hall {number}"}),
        venue="congress" if number % 4 else "town-hall",
        capacity=700 if number == 1 else 30 + 10 * (number % 9),
        booths=3 if number == 1 else number % 3,
        streamed=number <= 3,
        position=number,
    )


def edition_facts(*, slug: str, number: int | None, starts_on: date, days: int) -> EditionFacts:
    return EditionFacts(
        slug=slug,
        number=number,
        name=_text(("Partnerschaftskonferenz", "Конференція партнерств", "Partnership Conference")),
        motto=_text(("Gemeinsam planen", "Плануємо разом", "Planning together")),
        city=Localised({"de": "Auental", "uk": "Ауенталь", "en": "Auental"}),
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=days - 1),
        time_zone=ZONE,
        languages=LANGUAGES,
        organisers=(body(_PLACES[0]),),
        cooperation=(body(_PLACES[1]), body(_PLACES[2])),
    )


def programme(
    sessions: int = 120,
    seed: int = 1,
    *,
    slug: str = "auental-2027",
    number: int | None = 1,
    starts_on: date = date(2027, 5, 12),
    appearances: float = 2.0,
    days: int | None = None,
) -> Programme:
    """A programme of exactly so many sessions (rooms and days grow with it), the same for the same arguments."""
    random = Random(seed)
    days = days or (3 if sessions <= 400 else 5)
    rooms = tuple(_room(n) for n in range(1, max(6, -(-sessions // (days * 3))) + 1))
    # People are given out in turn: with more of them than appear in one day, nobody is in two places at once.
    speakers = tuple(_speaker(n, random) for n in range(1, int(sessions * max(appearances, 1)) // days + 31))
    topics = tuple(Topic(key=f"topic-{n}", name=_text(parts)) for n, parts in enumerate(_SUBJECTS, 1))
    maker = _Maker(slug, random, starts_on, days, rooms, topics, speakers, appearances)
    made = _spread(list(maker.sessions()), sessions)
    position = {room.key: room.position for room in rooms}
    seen = {appearance.speaker for session in made for appearance in session.appearances}
    return Programme(
        edition=edition_facts(slug=slug, number=number, starts_on=starts_on, days=days),
        venues=(
            Venue(key="congress", name=_text(("Kongresshalle", "Конгрес-хол", "Congress Hall")), address="Am Ufer 1"),
            Venue(key="town-hall", name=_text(("Rathaus", "Ратуша", "Town Hall")), address="Markt 1"),
        ),
        rooms=rooms,
        topics=topics,
        speakers=tuple(sorted((one for one in speakers if one.key in seen), key=lambda speaker: speaker.key)),
        sessions=tuple(sorted(made, key=lambda s: (s.starts, position.get(s.room or "", -1), s.key))),
    )


def _spread(made: list[Session], wanted: int) -> list[Session]:
    """So many of the sessions, thinned evenly over the days; those that hold others go last."""
    assert len(made) >= wanted, f"{len(made)} sessions made, {wanted} wanted"
    parents = {session.parent for session in made if session.parent}
    leaves = [session for session in made if session.key not in parents]
    leaves_wanted = max(0, wanted - len(parents))
    kept = {leaves[index * len(leaves) // leaves_wanted].key for index in range(leaves_wanted)}
    kept |= set(sorted(parents)[: wanted - len(kept)])
    return [
        session if session.parent is None or session.parent in kept else _without_parent(session)
        for session in made
        if session.key in kept
    ]


def _without_parent(session: Session) -> Session:
    return replace(session, parent=None)
