"""Questions about places as large as they come, made from a seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from fairshare.places import Delegation, Goal, Participant, Problem, Session, Share, Team

COUNTRIES, LANGUAGE_OF = ("DE", "UA", "PL"), {"DE": "de", "UA": "uk", "PL": "en"}
TEAMS = [("de", "uk")] * 5 + [("uk", "en")] * 2 + [("de", "en"), ("de", "uk", "en")]


def conference(seed: int, *, people: int = 700, parallel: int = 15, rounds: int = 4) -> Problem:
    """Rounds of parallel sessions with languages and few teams, minimum sizes, sessions over two bands, companions,
    delegations that spread, a share for the guests, and people who speak."""
    chance = random.Random(seed)  # noqa: S311 # no secret
    bands = [f"round {number}" for number in range(1, rounds + 1)]
    sessions = [
        Session(
            f"{number + 1}.{place + 1}",
            capacity=chance.randint(25, 70),
            online=chance.choice((0, 40, None)),
            minimum=8,
            bands=tuple(bands[number : number + (2 if place == 0 else 1)]),
            spoken=(chance.choices(("de", "uk", "en"), (55, 35, 10))[0],),
            booths=chance.choice((0, 1, 2, 2)),
        )
        for number in range(rounds)
        for place in range(parallel)
    ]
    guests = _participants(chance, sessions, bands, people)
    for number, speaker in enumerate(chance.sample(range(people), min(people, len(sessions)))):
        guests[speaker] = replace(guests[speaker], speaks_in=(sessions[number].id,))
    names = [guest.id for guest in guests]
    chance.shuffle(names)
    return Problem(
        sessions=tuple(sessions),
        participants=tuple(guests),
        companions=tuple((names[2 * pair], names[2 * pair + 1]) for pair in range(people // 46)),
        delegations=tuple(
            Delegation(f"delegation {start}", tuple(names[start : start + 6]), together=2)
            for start in range(people // 7, people - 6, 6)
        ),
        shares=(Share("UA", 1, 5),),
        teams=tuple(Team(f"team {number}", languages) for number, languages in enumerate(TEAMS, 1)),
        goals=(Goal.SERVED, Goal.RATINGS),
    )


def _participants(
    chance: random.Random, sessions: Sequence[Session], bands: Sequence[str], people: int
) -> list[Participant]:
    liked = {session.id: chance.paretovariate(1.2) for session in sessions}
    guests = []
    for number in range(people):
        country = chance.choices(COUNTRIES, (50, 40, 10))[0]
        understands = {LANGUAGE_OF[country]} | ({"en"} if chance.random() < 0.4 else set())
        if chance.random() < 0.15:
            understands.add("de")
        wishes: dict[str, int] = {}
        for band in bands:
            offered = [session.id for session in sessions if session.bands[0] == band]
            for chosen in chance.choices(offered, [liked[name] for name in offered], k=4):
                wishes[chosen] = chance.randint(1, 5)
        guests.append(
            Participant(
                f"guest {number}",
                wants=len(bands),
                wishes=wishes,
                online=chance.random() < 0.2,
                understands=tuple(sorted(understands)),
                country=country,
            )
        )
    return guests


def fair(seed: int, *, people: int = 10_000, sessions: int = 100, bands: int = 5) -> Problem:
    """Ranked wishes of very many for few well-liked sessions; three places each."""
    chance = random.Random(seed)  # noqa: S311 # no secret
    offered = [
        Session(f"session {number}", capacity=chance.randint(100, 300), bands=(f"band {number % bands}",))
        for number in range(sessions)
    ]
    liked = [chance.paretovariate(1.1) for _ in offered]
    guests = []
    for number in range(people):
        drawn = chance.choices([session.id for session in offered], liked, k=16)
        guests.append(Participant(f"guest {number}", wants=3, order=tuple(dict.fromkeys(drawn))[:8]))
    return Problem(tuple(offered), tuple(guests), goals=(Goal.LEXIMIN,))
