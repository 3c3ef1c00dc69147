"""The release that the tests of exports export."""

from __future__ import annotations

from datetime import UTC, datetime

from hromada.kernel.localised import Localised
from hromada.programme.snapshot import Finality, ReleaseFacts

BASE = "https://konferenz.example"
MARKS = {"de": "angefragt", "uk": "очікується підтвердження", "en": "to be confirmed"}


def release(number: int = 3, finality: Finality = Finality.FINAL) -> ReleaseFacts:
    published = datetime(2027, 3, number, 9, 30, 15, 250, tzinfo=UTC)
    return ReleaseFacts(number=number, finality=finality, note=Localised(), published_at=published)
