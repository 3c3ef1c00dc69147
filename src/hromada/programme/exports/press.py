"""A program of its own that sets documents by Typst and ends: Typst remembers all it ever set, 1 GB for three
programmes of 1,000 sessions, and only the end of a process gives that back.

Reads an order as JSON from standard input; writes each PDF to standard output, its length in eight bytes before it.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TypedDict, cast

import typst


class Order(TypedDict):
    """``documents``: what each document is to say, as the template reads it. Paths are absolute."""

    template: str
    root: str
    fonts: str
    timestamp: int
    documents: list[str]


def main() -> None:
    order: Order = json.load(sys.stdin.buffer)
    # No font of the machine, so that every machine gives the same bytes.
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[order["fonts"]])

    def printed(document: str) -> bytes:
        compiler = typst.Compiler(order["template"], root=order["root"], font_paths=fonts)
        made = compiler.compile(
            format="pdf", sys_inputs={"data": document}, pdf_standards="ua-1", timestamp=order["timestamp"]
        )
        # One document gives one file; several would be pictures of pages.
        return cast(bytes, made)

    # Typst lets go of Python's lock while it works: two processors set two languages at once.
    with ThreadPoolExecutor() as presses:
        for pdf in presses.map(printed, order["documents"]):
            sys.stdout.buffer.write(len(pdf).to_bytes(8) + pdf)


if __name__ == "__main__":
    main()
