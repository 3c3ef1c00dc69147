"""What happens in a programme that others may want to know; who reacts stands in ``config.reactions``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ReleasePublished:
    edition_id: int
    release_id: int


@dataclass(frozen=True)
class ReleasePlanned:
    edition_id: int
    at: datetime


@dataclass(frozen=True)
class ImportToBeDone:
    """A file is to be read on trial, or written after that."""

    run_id: int


@dataclass(frozen=True)
class InvitedToTheOffice:
    """Somebody has been given something to do; ``site`` is the address at which they sign in."""

    person_id: int
    edition_id: int
    site: str


@dataclass(frozen=True)
class EditionsRearranged:
    """Another edition is the current one, or one was shown or hidden."""


@dataclass(frozen=True)
class PersonalLinkAskedFor:
    """``site``: how the address in the letter begins, as ``https://conference.example.org/``."""

    link_id: int
    site: str
