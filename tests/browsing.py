"""What journeys ask of a page, beside what they came for."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parent.parent / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@cache
def _axe() -> str:
    return AXE.read_text("utf-8")


def assert_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 A or AA that a machine can find, and nothing to scroll sideways for."""
    # Evaluated by the debugger: a script element would be stopped by our own policy.
    page.evaluate(_axe())
    found: dict[str, Any] = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", WCAG
    )
    told = [
        f"{violation['id']}: {node['html'][:200]} – {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
    assert told == [], f"{page.url}\n" + "\n".join(told)
    assert_fits(page)


def assert_fits(page: Page) -> None:
    """The page itself scrolls in one direction; a wide table may scroll in a box of its own."""
    widths = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert widths[0] <= widths[1], f"{page.url} is {widths[0]} px wide in a window of {widths[1]} px"
