"""Which sessions of a selection a person cannot attend both."""

from __future__ import annotations

from collections.abc import Sequence

from hromada.programme.snapshot import Session


def clashes(chosen: Sequence[Session]) -> dict[str, list[Session]]:
    """For each session the others at the same time; a session and one that it holds do not clash."""
    found: dict[str, list[Session]] = {}
    for session in chosen:
        for other in chosen:
            related = other.key in (session.key, session.parent) or other.parent == session.key
            if not related and session.starts < other.ends and other.starts < session.ends:
                found.setdefault(session.key, []).append(other)
    return found
