"""Run by itself on the house's database: what an organiser of 1,000 sessions waits for; prints its figures as JSON.

python -m tools.bench.desk SEED

Three days, so that each is full; some sessions share a room, some have no time: there are conflicts to be told.
"""

from __future__ import annotations

import gzip
import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from hromada.programme.models import Edition

SLUG = "auental-desk"
SESSIONS = 1000
ROUNDS = 7


def main(seed: int) -> dict[str, Any]:
    from hromada.config.commands.demo import prepare_environment

    prepare_environment()
    django.setup()
    from hromada.config.database import database

    with database():
        edition = _stored(seed)
        client = _organiser()
        return {**_board(client, edition), **_drop(client, edition), **_conflicts(edition), **_rules(seed)}


def _milliseconds(act: Callable[[], Any]) -> float:
    """The median of some, after one that warms up."""
    act()
    times = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def _stored(seed: int) -> Edition:
    from tests.programmes import programme
    from tests.stored_programmes import store

    edition = store(programme(SESSIONS, seed, slug=SLUG, number=None, days=3))
    numbers = list(edition.sessions.order_by("pk").values_list("pk", flat=True))
    edition.sessions.filter(pk__in=numbers[::20]).update(room=edition.rooms.first())
    edition.sessions.filter(pk__in=numbers[7::40]).update(starts=None, ends=None)
    return edition


def _organiser() -> Any:
    from django.test import Client

    from hromada.accounts.models import Person

    person, _made = Person.objects.get_or_create(
        email="desk@example.org", defaults={"password": "!", "is_superuser": True}
    )
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(person)
    return client


def _board(client: Any, edition: Edition) -> dict[str, Any]:
    days = [edition.starts_on + timedelta(number) for number in range(3)]
    addresses = [f"/de/office/{SLUG}/programme/?day={day.isoformat()}" for day in days]
    pages = [_content(client, address) for address in addresses]
    fullest = max(pages, key=len)
    return {
        "board_ms": [_milliseconds(partial(client.get, address)) for address in addresses],
        "board_kilobytes": len(fullest) / 1024,
        "board_compressed_kilobytes": len(gzip.compress(fullest)) / 1024,
        "board_queries": _queries(client, addresses[0]),
        "list_queries": _queries(client, f"/de/office/{SLUG}/sessions/"),
    }


def _content(client: Any, address: str) -> bytes:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answers {answer.status_code}")
    content: bytes = answer.content
    return content


def _queries(client: Any, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        _content(client, address)
    return len(asked)


def _drop(client: Any, edition: Edition) -> dict[str, Any]:
    """Back and forth between two rooms, where it is in the way of another each time."""
    session = edition.sessions.exclude(room=None).exclude(starts=None).order_by("-pk")[0]
    day = session.starts.astimezone(edition.zone).date().isoformat() if session.starts else ""
    rooms = list(edition.rooms.values_list("key", flat=True)[:2])
    address = f"/de/office/{SLUG}/programme/move/?day={day}"
    answers: list[Any] = []

    def drop() -> None:
        room = rooms[len(answers) % 2]
        form = {"session": session.key, "day": day, "time": "13:30", "minutes": "90", "room": room}
        answers.append(client.post(address, form, headers={"HX-Request": "true"}))

    took = _milliseconds(drop)
    statuses = {answer.status_code for answer in answers}
    if statuses != {200}:
        raise RuntimeError(f"A drop answers {statuses}")
    return {"drop_ms": took, "drop_remark": f"{len(answers[-1].content) / 1024:.0f} KB"}


def _conflicts(edition: Edition) -> dict[str, Any]:
    from hromada.programme import planning, rules

    found: list[Any] = []
    took = _milliseconds(lambda: found.append(rules.findings(planning.plan_of(edition))))
    return {"conflicts_ms": took, "conflicts_remark": f"{len(found[-1])} found, with SQL"}


def _rules(seed: int) -> dict[str, float]:
    from tests.programmes import programme

    from hromada.programme.rules import Plan, findings

    def fresh(made: Any) -> Any:
        return lambda: findings(Plan.of(made))

    return {f"rules_{n}_ms": _milliseconds(fresh(programme(n, seed))) for n in (1000, 10000)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]))) + "\n")
