"""Draw the demo's illustrations: SVG from numbers, set by Chromium, stored as small WebP files.

Needs the dev group (playwright, Pillow). Seeds are fixed: the same Chromium and Pillow give the same pictures.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tools.pictures.bridge import bridge
from tools.pictures.gables import gables
from tools.pictures.ink import HEIGHT, WIDTH
from tools.pictures.network import lines
from tools.pictures.stage import stage
from tools.pictures.table import table
from tools.pictures.water import water
from tools.pictures.windows import windows

FOLDER = Path(__file__).resolve().parents[2] / "src/hromada/demo/data/pictures"
LIMIT = 60_000
DRAWINGS: dict[str, Callable[[], str]] = {
    "bridge": bridge,
    "lines": lines,
    "table": table,
    "water": water,
    "windows": windows,
    "gables": gables,
    "stage": stage,
}


def small_webp(png: bytes) -> bytes:
    """The best quality that stays below the limit."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    for quality in range(90, 30, -4):
        stored = io.BytesIO()
        image.save(stored, "WEBP", quality=quality, method=6)
        if stored.tell() < LIMIT:
            return stored.getvalue()
    raise SystemExit("too much detail for the size limit")


def main(names: list[str]) -> None:
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=arguments)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for name in names or DRAWINGS:
            page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{DRAWINGS[name]()}")
            content = small_webp(page.screenshot())
            (FOLDER / f"{name}.webp").write_bytes(content)
            print(f"{name}.webp {len(content)} bytes")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
