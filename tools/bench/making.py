"""Run by itself on the house's database: stores and publishes the generated programmes, prints its figures as JSON.

python -m tools.bench.making SEED
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

SLUGS = {120: "auental-120", 1000: "auental-1000"}
LANGUAGES = ("de", "uk", "en")
LARGEST_SCHEDULE = (
    Path(__file__).resolve().parents[3] / "shared" / "data" / "schedules" / "fosdem-2026-pretalx-full.xml"
)


def main(seed: int) -> dict[str, Any]:
    from hromada.config.commands.demo import prepare_environment

    prepare_environment()
    django.setup()
    from hromada.config.database import database

    figures: dict[str, Any] = {}
    with database():
        for sessions, slug in SLUGS.items():
            figures |= _published(sessions, slug, seed)
        for sessions, slug in SLUGS.items():
            figures |= _queries(sessions, slug)
        figures |= _printed(SLUGS[120])
        figures |= _imported()
        figures |= _as_workbook(SLUGS[1000])
        figures["session_cookie"] = _signed_in()
    return figures


def _seconds(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _published(sessions: int, slug: str, seed: int) -> dict[str, float]:
    from tests.programmes import programme
    from tests.stored_programmes import store

    from hromada.programme.actions.releases import publish
    from hromada.programme.snapshot import Finality

    edition = store(programme(sessions, seed, slug=slug, number=None), is_public=True)
    return {f"publish_{sessions}": _seconds(lambda: publish(edition, finality=Finality.FINAL, note={}, by=None))}


def _queries(sessions: int, slug: str) -> dict[str, float]:
    """The first rendering in a process: nothing decoded, nothing remembered."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from hromada.kernel.pages.forgetting import run_forgetters
    from hromada.programme import queries

    queries._kept.clear()
    run_forgetters()
    with CaptureQueriesContext(connection) as asked:
        answer = Client(headers={"host": "127.0.0.1"}).get(f"/de/{slug}/programme/")
    if answer.status_code != 200:
        raise RuntimeError(f"/de/{slug}/programme/ answers {answer.status_code}")
    return {f"queries_{sessions}": len(asked)}


def _printed(slug: str) -> dict[str, float]:
    from hromada.programme.exports.pdf import programme_pdfs
    from hromada.programme.queries import public_edition

    found = public_edition(slug)
    made: list[bytes] = []
    took = _seconds(lambda: made.extend(programme_pdfs(found.programme, found.release, LANGUAGES)))
    return {"pdf_seconds": took, "pdf_kilobytes": sum(map(len, made)) / 1024}


def _imported() -> dict[str, float]:
    """The largest schedule of the field's public ones, where it stands beside the project."""
    from hromada.programme.actions import import_programme

    if not LARGEST_SCHEDULE.exists():
        return {}
    content = LARGEST_SCHEDULE.read_bytes()
    took = _seconds(lambda: import_programme(content, slug="largest", by=None, new=True))
    return {"import_largest": took}


def _as_workbook(slug: str) -> dict[str, float]:
    """The whole draft out, and in again as a conference of its own: nothing of it is there before."""
    from hromada.programme.actions import import_programme
    from hromada.programme.models import Edition
    from hromada.programme.workbook.making import draft_workbook

    made: list[bytes] = []
    edition = Edition.objects.get(slug=slug)
    out = _seconds(lambda: made.append(draft_workbook(edition, "de")))
    new = _seconds(lambda: import_programme(made[0], slug=f"{slug}-again", by=None, new=True))
    same = _seconds(lambda: import_programme(made[0], slug=slug, by=None))
    return {"workbook_out": out, "workbook_in": new, "workbook_same": same, "workbook_kilobytes": len(made[0]) / 1024}


def _signed_in() -> str:
    from django.conf import settings
    from django.test import Client

    from hromada.accounts.models import Person

    person, _made = Person.objects.get_or_create(email="bench@example.org", defaults={"password": "!"})
    client = Client()
    client.force_login(person)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]))) + "\n")
