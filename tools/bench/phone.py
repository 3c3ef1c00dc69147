"""A first visit on a phone: weight, requests, paints; and on a line of 50 kbit/s."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright

from tools.browser import bring

PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 800},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
SLOW_LINE = {"offline": False, "latency": 500, "downloadThroughput": 50_000 / 8, "uploadThroughput": 50_000 / 8}

_PAINTS = """() => new Promise(resolve => {
  const found = {largest: 0};
  new PerformanceObserver(list => { found.largest = list.getEntries().at(-1).startTime; })
    .observe({type: "largest-contentful-paint", buffered: true});
  setTimeout(() => {
    const first = performance.getEntriesByName("first-contentful-paint")[0];
    resolve({...found, first: first ? first.startTime : 0});
  }, 300);
})"""


@dataclass
class Visit:
    """``sizes``: bytes on the wire by kind of resource, headers included; paints in seconds."""

    sizes: list[tuple[str, str, int]] = field(default_factory=list)
    first_paint: float = 0
    largest_paint: float = 0

    @property
    def requests(self) -> int:
        return len(self.sizes)

    def kilobytes(self, *, fonts: bool) -> float:
        return sum(size for kind, _address, size in self.sizes if (kind == "Font") is fonts) / 1024


@contextmanager
def browser() -> Iterator[Any]:
    """Raises NoBrowser with a sentence."""
    chromium = bring()
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=arguments)
        try:
            yield opened
        finally:
            opened.close()


def visit(opened: Any, address: str, *, slow: bool = False) -> Visit:
    """With an empty cache, in a browser context of its own."""
    context = opened.new_context(**PHONE)
    try:
        page: Page = context.new_page()
        line = context.new_cdp_session(page)
        found = Visit()
        _listen(line, found)
        if slow:
            line.send("Network.emulateNetworkConditions", SLOW_LINE)
        page.goto(address, wait_until="load", timeout=120_000)
        paints = page.evaluate(_PAINTS)
        found.first_paint, found.largest_paint = paints["first"] / 1000, paints["largest"] / 1000
        return found
    finally:
        context.close()


def _listen(line: CDPSession, found: Visit) -> None:
    asked: dict[str, tuple[str, str]] = {}
    line.send("Network.enable")
    line.on(
        "Network.requestWillBeSent",
        lambda event: asked.update({event["requestId"]: (event.get("type", "Other"), event["request"]["url"])}),
    )

    def finished(event: dict[str, Any]) -> None:
        kind, address = asked.get(event["requestId"], ("Other", ""))
        if address.startswith("http"):
            found.sizes.append((kind, address, event["encodedDataLength"]))

    line.on("Network.loadingFinished", finished)
