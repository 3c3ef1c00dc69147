"""News travels upwards: a lower app announces, the table in ``config.reactions`` names who reacts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

type_of_event = type[Any]
Reactions = Mapping[type_of_event, Sequence[Callable[[Any], None]]]


def announce(event: object) -> None:
    """Call the reactions to ``event`` in the order of the table, in the caller's transaction.

    Raises LookupError for an event that the table does not name: silence would hide a missing row.
    """
    reactions: Reactions = import_string(settings.REACTIONS)
    try:
        reacting = reactions[type(event)]
    except KeyError:
        raise LookupError(f"{type(event).__qualname__} is not in {settings.REACTIONS}") from None
    for react in reacting:
        react(event)
