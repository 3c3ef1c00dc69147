"""Three days of a conference with interpreters, made from a seed."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from fairshare.shifts import Interpreter, Problem, Session, Walk, Window
from tools.bench_fairshare.running import run
from tools.bench_fairshare.table import Row

MOST_SECONDS, MOST_MEGABYTES = 30, 2048
MORNING = datetime.fromisoformat("2025-06-12T09:00:00")
SLOTS = (0, 120, 270, 390)  # minutes after nine
PROFILES = (
    (("de",), ("uk",), ("en",)),
    (("uk",), ("de",), ("en", "pl")),
    (("uk",), ("de", "en"), ()),
    (("uk",), ("en",), ("de", "pl")),
    (("en",), ("uk",), ("de", "pl")),
    (("de",), ("uk", "en"), ("pl",)),
    (("pl",), ("de", "uk"), ("en",)),
    (("en",), ("de",), ("uk",)),
    (("uk", "de"), ("en",), ()),
)


def rows(seconds: float) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        for seed in (1, 2, 3):
            path = Path(folder) / f"shifts-{seed}.json"
            path.write_bytes(msgspec.json.encode(conference(seed)))
            found = run("shifts", path, time=min(seconds, MOST_SECONDS) - 0.5)
            answer = found.answer
            is_proved = answer["status"] == "optimal" and not found.faults
            yield Row(
                f"30 people, 3 days, 40 sessions, seed {seed}",
                str(answer["objective"] if answer["solution"] else answer["status"]),
                "proved" if answer["status"] == "optimal" else str(answer["bound"]),
                found.seconds,
                found.processor,
                found.megabytes,
                f"proved in {MOST_SECONDS} s",
                is_proved and found.seconds <= MOST_SECONDS and found.megabytes <= MOST_MEGABYTES,
                "-",
                "; ".join(found.faults[:3]),
            )


def conference(seed: int, *, people: int = 30, days: int = 3, sessions: int = 40) -> Problem:
    """Two venues, up to four sessions at once, mostly in two languages, some in three, plenaries in four; half the
    people cannot come for a part of it."""
    chance = random.Random(seed)  # noqa: S311 # the same conference every time
    wanted = []
    places = [(day, slot) for day in range(days) for slot in SLOTS]
    for number in range(sessions):
        day, slot = places[number % len(places)]
        languages = chance.choices(
            (("de", "uk"), ("uk", "en"), ("de", "uk", "en"), ("de", "uk", "en", "pl")), (55, 20, 20, 5)
        )[0]
        start = MORNING + timedelta(days=day, minutes=slot)
        length = chance.choice((60, 75, 90, 90))
        venue = chance.choice(("town hall", "castle"))
        wanted.append(
            Session(
                f"session {number + 1}",
                start,
                start + timedelta(minutes=length),
                languages,
                tuple(language for language in languages if language != "pl" or chance.random() < 0.5),
                venue,
                hard=chance.random() < 0.2,
            )
        )
    return Problem(
        tuple(_interpreter(chance, number, days) for number in range(people)),
        tuple(wanted),
        walks=(Walk("town hall", "castle", 20),) if len({one.venue for one in wanted}) > 1 else (),
    )


def _interpreter(chance: random.Random, number: int, days: int) -> Interpreter:
    a, b, c = PROFILES[number % len(PROFILES)]
    away: tuple[Window, ...] = ()
    if chance.random() < 0.5:
        start = MORNING + timedelta(days=chance.randrange(days), minutes=chance.choice((-60, 240)))
        away = (Window(start, start + timedelta(minutes=chance.choice((300, 600)))),)
    return Interpreter(f"interpreter {number + 1}", a, b, c, fee=10 * chance.randint(60, 90), absences=away)
