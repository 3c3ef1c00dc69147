"""What the first visit of the programme costs someone on a phone: tests/budget.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page
from tests.programmes import programme
from tests.stored_programmes import store

from hromada.programme.actions.releases import publish
from hromada.programme.snapshot import Finality

BUDGET = tomllib.loads((Path(__file__).resolve().parents[1] / "budget.toml").read_text("utf-8"))["first_visit"]

ADDRESS = "/uk/auental-2027/programme/"

SEEN = """() => new Promise(resolve => {
  const seen = {paint: 0, shift: 0};
  new PerformanceObserver(list => { for (const one of list.getEntries()) seen.paint = one.startTime; })
    .observe({type: "largest-contentful-paint", buffered: true});
  new PerformanceObserver(list => { for (const one of list.getEntries()) seen.shift += one.value; })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => resolve(seen), 300);
})"""


def first_visit(visitor: Callable[..., Page]) -> tuple[dict[str, float], dict[str, int]]:
    """What was seen, and the bytes on the wire by kind, ``requests`` among them."""
    page = visitor(width=360)
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    kinds: dict[str, str] = {}
    weights = {"requests": 0}

    def see(event: dict) -> None:
        kinds[event["requestId"]] = event["type"]

    def finish(event: dict) -> None:
        kind = kinds.get(event["requestId"], "Other")
        weights[kind] = weights.get(kind, 0) + int(event["encodedDataLength"])
        weights["requests"] += 1

    network.on("Network.responseReceived", see)
    network.on("Network.loadingFinished", finish)
    page.goto(ADDRESS)
    page.wait_for_load_state("networkidle")
    return page.evaluate(SEEN), weights


def test_the_first_visit_of_a_programme_is_light_quick_and_still(visitor: Callable[..., Page]) -> None:
    edition = store(programme(sessions=120), is_public=True, is_current=True)
    publish(edition, finality=Finality.FINAL, note={}, by=None, published_at=datetime(2027, 5, 1, tzinfo=UTC))
    # Someone else has been here before: it is the visit that is new, not the page.
    visitor(ADDRESS, width=360)

    visits = [first_visit(visitor) for _time in range(3)]

    for seen, weights in visits:
        without_fonts = sum(weight for kind, weight in weights.items() if kind not in ("Font", "requests"))
        assert without_fonts <= BUDGET["bytes"], weights
        assert weights["requests"] <= BUDGET["requests"], weights
        assert seen["shift"] <= BUDGET["layout_shift"]
    assert min(seen["paint"] for seen, _weights in visits) <= BUDGET["largest_paint_milliseconds"]
