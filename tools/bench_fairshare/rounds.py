"""Questions about a high-level table, made from a seed."""

from __future__ import annotations

import random

from fairshare.seating import Guest, Interpreter, Pair, Problem, Shape, Table

COUNTRIES = {"DE": 10, "UA": 10, "PL": 6, "FR": 5, "GE": 4, "MD": 4, "LT": 3, "CZ": 3, "IT": 3, "AT": 3}
TONGUES = {
    "DE": "de",
    "UA": "uk",
    "PL": "pl",
    "FR": "fr",
    "GE": "ka",
    "MD": "ro",
    "LT": "lt",
    "CZ": "cs",
    "IT": "it",
    "AT": "de",
}


def table(seed: int, shape: Shape = Shape.RING, *, guests: int = 60, interpreters: int = 0, pairs: int = 0) -> Problem:
    """Ten countries in any order of precedence; most speak English, a fifth German, all the tongue of their country."""
    chance = random.Random(seed)  # noqa: S311 # no secret
    people = []
    for number in range(guests):
        country = chance.choices(list(COUNTRIES), list(COUNTRIES.values()))[0]
        languages = [TONGUES[country]]
        languages += [foreign for foreign, part in (("en", 0.8), ("de", 0.2)) if chance.random() < part]
        people.append(Guest(f"guest {number + 1}", country, tuple(dict.fromkeys(languages))))
    names = [guest.name for guest in people]
    lengths = {Shape.RING: (guests,), Shape.U: (guests // 3, guests - 2 * (guests // 3), guests // 3)}
    drawn = [chance.sample(names, 2) for _ in range(pairs)]
    return Problem(
        Table(shape, lengths.get(shape, (guests // 4,) * 4)),
        tuple(people),
        interpreters=tuple(
            Interpreter(f"interpreter {number + 1}", ("en", chance.choice(("de", "uk", "pl", "ka"))))
            for number in range(interpreters)
        ),
        pairs=tuple(
            Pair((one, other), together=number % 2 == 0, price=20) for number, (one, other) in enumerate(drawn)
        ),
    )
