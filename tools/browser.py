"""The browser of the tests: one that is there, else Playwright's own, else Debian's.

``python -m tools.browser`` brings it and prints where it is.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ELSEWHERE = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)


class NoBrowser(Exception):  # noqa: N818  # a sentence to the person at the keyboard
    """Why there is none, and what would help."""


def find() -> Path | None:
    """A Chromium or Chrome on this machine; ``CHROMIUM`` in the environment comes first."""
    if named := os.environ.get("CHROMIUM"):
        if shutil.which(named) is None:
            raise NoBrowser(f"CHROMIUM names {named}, which is not there or cannot be run.")
        return Path(named)
    installed = next((Path(path) for name in NAMES if (path := shutil.which(name))), None)
    return installed or next((path for path in (*ELSEWHERE, _playwrights_own()) if path.exists()), None)


def bring() -> Path:
    """Find a browser or install one."""
    if found := find():
        return found
    failures = []
    for install in (_from_playwright, _from_debian):
        if failure := install():
            failures.append(failure)
        elif found := find():
            return found
    raise NoBrowser(" ".join(failures) + " Install Chromium or Chrome, or name one in CHROMIUM=.")


def _playwrights_own() -> Path:
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def _from_playwright() -> str:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        return "Playwright could not download its Chromium."
    return ""


def _from_debian() -> str:
    if shutil.which("apt-get") is None:
        return "This is not a Debian, whose package could be taken."
    if os.geteuid() != 0:
        return "Only root may install Debian's chromium."
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]):
        if subprocess.run(command, capture_output=True, check=False, env=quiet).returncode:
            return "Debian's chromium could not be installed."
    return ""


def main() -> int:
    try:
        print(f"Browser: {bring()}")
    except NoBrowser as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
