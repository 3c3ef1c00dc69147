"""``python -m tools.fuzz [--minutes 60] [--seed N] [--only xlsx]``: valid files of every format, broken on purpose.

An importer may read a file or refuse it in words. Anything else is a finding: another exception, more than five
seconds of its own time, more than 250 MB. The file and what happened are kept under ``var/fuzz``; the same seed breaks
the same files in the same order. One process, on a database of its own under ``var/fuzz``; every import is undone.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import resource
import signal
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

FOLDER = Path("var") / "fuzz"
MOST_SECONDS = 5
MOST_MEGABYTES = 250
# Whatever hangs is cut off; ten times what is allowed, as the machine may have other things to do.
CUT_OFF_SECONDS = 50
SLUG = "fuzz"
WORDS = (
    b"", b"0", b"-1", b"1e999", b"NaN", b"99999999999999999999", b"2027-02-30", b"24:61", b"=1+1", b"\xff", b"\0",
    b"&lt;", b"&#0;", b"]]>", b"<!--", b"<!DOCTYPE a>", b"\xef\xbb\xbf", "Ґ😀\u202e".encode(), b"a" * 5000,
    b"[forum-1]", b"\r\n ", b"\"", b"'", b",", b";", b"{", b"[", b"null", b"true", b"Europe/Kyiv", b"session",
    b"../..", b"A1:XFD1048576",
)  # fmt: skip

Import = Callable[[bytes, Random], None]


@dataclass(frozen=True)
class Form:
    """A format: valid files to begin with, and how one is imported."""

    name: str
    ending: str
    files: tuple[bytes, ...]
    bring: Import


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    parser.add_argument("--only", help="one format, by its name")
    options = parser.parse_args()
    _say(f"seed {options.seed}, {options.minutes:g} minutes")
    with _house():
        forms = [form for form in _forms() if options.only in (None, form.name)]
        findings = _run(forms, options.seed, time.monotonic() + options.minutes * 60)
    return 1 if findings else 0


def _run(forms: list[Form], seed: int, until: float) -> int:
    tried: Counter[str] = Counter()
    findings = number = 0
    told = time.monotonic()
    while time.monotonic() < until:
        form = forms[number % len(forms)]
        # Each file has its own seed, so that one can be made again without those before it.
        random = Random(f"{seed}/{number}")  # noqa: S311  # of mutations
        content = broken(form, random)
        if (problem := _problem(form, content, random)) is not None:
            findings += 1
            _keep(form, content, f"{seed}-{number}", problem)
        tried[form.name] += 1
        number += 1
        if time.monotonic() > told + 60:
            told = time.monotonic()
            _say(f"{dict(tried)}: {findings} findings")
    _say(f"{dict(tried)}: {findings} findings, seed {seed}")
    return findings


def _problem(form: Form, content: bytes, random: Random) -> str | None:
    """What an importer must not do, in words; None where it has read or refused the file."""
    from hromada.kernel.refusal import Refusal

    before, began = _megabytes(), time.process_time()
    try:
        with _cut_off():
            form.bring(content, random)
    except Refusal as refusal:
        if not str(refusal).strip():
            return "A refusal without a sentence."
    except Exception:
        return traceback.format_exc()
    if (seconds := time.process_time() - began) > MOST_SECONDS:
        return f"It took {seconds:.1f} s."
    if (megabytes := _megabytes() - before) > MOST_MEGABYTES:
        return f"It took {megabytes:.0f} MB."
    return None


@contextmanager
def _cut_off() -> Iterator[None]:
    def stop(_signal: int, _frame: Any) -> None:
        raise TimeoutError(f"Cut off after {CUT_OFF_SECONDS} s.")

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(CUT_OFF_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _keep(form: Form, content: bytes, name: str, problem: str) -> None:
    path = FOLDER / f"{form.name}-{name}.{form.ending}"
    path.write_bytes(content)
    path.with_suffix(f".{form.ending}.txt").write_text(problem, "utf-8")
    _say(f"{path}: {problem.strip().splitlines()[-1]}")


def broken(form: Form, random: Random) -> bytes:
    """One of the valid files, with one to eight things done to it."""
    content = random.choice(form.files)
    if form.ending == "xlsx" and random.random() < 0.9:
        return _broken_archive(content, random)
    return _broken_bytes(content, form.files, random)


def _broken_archive(content: bytes, random: Random) -> bytes:
    """The parts are broken, the archive is sound."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(random.randint(1, 3)):
        read = [name for name in parts if re.search(r"sheet\d*\.xml$|sharedStrings|workbook|styles", name)]
        name = random.choice(read or list(parts) or [""])
        if random.random() < 0.05:
            parts.pop(name, None)
        elif name in parts:
            parts[name] = _broken_bytes(parts[name], tuple(parts.values()), random)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def _broken_bytes(content: bytes, others: tuple[bytes, ...], random: Random) -> bytes:
    for _ in range(random.randint(1, 8)):
        content = random.choice(_WAYS)(content, others, random)
    return content


def _value(content: bytes, _others: tuple[bytes, ...], random: Random) -> bytes:
    """What stands between two tags, two quotation marks or two commas becomes something else."""
    spans = list(re.finditer(rb">([^<>]+)<|\"([^\"\n]*)\"|(?<=[,:])([^,:<>\"\n]+)(?=[,\n\r])", content[:4_000_000]))
    if not spans:
        return _word(content, (), random)
    found = random.choice(spans)
    group = next(number for number in (1, 2, 3) if found[number] is not None)
    other = random.choice(spans)
    new = random.choice((*WORDS, other[next(n for n in (1, 2, 3) if other[n] is not None)]))
    return content[: found.start(group)] + new + content[found.end(group) :]


def _span(content: bytes, random: Random) -> tuple[int, int]:
    first = random.randrange(len(content) + 1)
    return first, min(len(content), first + int(random.expovariate(1 / 60)) + 1)


def _word(content: bytes, _others: tuple[bytes, ...], random: Random) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + random.choice(WORDS) + content[at:]


def _flip(content: bytes, _others: tuple[bytes, ...], random: Random) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + bytes([random.randrange(256)]) + content[at + 1 :]


def _cut(content: bytes, _others: tuple[bytes, ...], random: Random) -> bytes:
    first, last = _span(content, random)
    return content[:first] + content[last:]


def _double(content: bytes, _others: tuple[bytes, ...], random: Random) -> bytes:
    first, last = _span(content, random)
    return content[:last] + content[first:last] * random.choice((1, 1, 2, 300)) + content[last:]


def _splice(content: bytes, others: tuple[bytes, ...], random: Random) -> bytes:
    other = random.choice(others) if others else content
    first, last = _span(other, random)
    at = random.randrange(len(content) + 1)
    return content[:at] + other[first:last] + content[at:]


def _break_off(content: bytes, _others: tuple[bytes, ...], random: Random) -> bytes:
    return content[: random.randrange(len(content) + 1)] if random.random() < 0.2 else content


_WAYS = (_value, _value, _value, _value, _word, _flip, _cut, _double, _splice, _break_off)


@contextmanager
def _house() -> Iterator[None]:
    """Django, on a database of our own."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    os.environ.pop("DATABASE_URL", None)
    os.environ["HROMADA_VAR"] = str(FOLDER)
    os.environ["DJANGO_SETTINGS_MODULE"] = "hromada.config.settings"
    from hromada.config.commands.demo import prepare_environment

    prepare_environment()
    import django

    django.setup()
    from hromada.config.database import database, migrate_if_needed

    with database():
        migrate_if_needed()
        yield


def _forms() -> list[Form]:
    from django.db import transaction
    from tests.programme.importing import files as written_files
    from tests.programmes import programme
    from tests.stored_programmes import store

    from hromada.programme.actions import import_programme
    from hromada.programme.exports.frab_json import schedule_json
    from hromada.programme.exports.frab_xml import schedule_xml
    from hromada.programme.exports.icalendar import programme_calendar
    from hromada.programme.models import Edition
    from hromada.programme.snapshot import Finality, ReleaseFacts
    from hromada.programme.workbook.making import draft_workbook

    files: Any = written_files
    plan = programme(24, slug=SLUG)
    edition = Edition.objects.filter(slug=SLUG).first() or store(plan)
    facts = ReleaseFacts(number=1, finality=Finality.FINAL, note=edition.motto, published_at=plan.sessions[0].starts)
    base = "https://hromada.example"

    def bring(content: bytes, random: Random) -> None:
        with transaction.atomic():
            import_programme(content, slug=SLUG, by=None, remove_gone=random.random() < 0.5)
            transaction.set_rollback(True)

    languages = ("de", "uk", "en")
    return [
        Form("xlsx", "xlsx", tuple(draft_workbook(edition, code) for code in languages), bring),
        Form("xml", "xml", (files.frab_xml(), schedule_xml(plan, facts, "uk", base)), bring),
        Form("json", "json", (files.frab_json(), schedule_json(plan, facts, "de", base)), bring),
        Form("pretalx", "json", (files.pretalx_dump("Welcome", "Water", "Lunch"),), bring),
        Form("xcal", "xml", (files.xcal("Welcome", "Water"),), bring),
        Form("ics", "ics", (files.icalendar("Welcome", "Water"), programme_calendar(plan, facts, "de", base)), bring),
        Form("network", "csv", (_network(),), _bring_network),
    ]


BETWEEN = b"\n-- partnerships --\n"


def _network() -> bytes:
    """Both tables of a network in one file, parted again when they are imported."""
    from hromada.network.importing.cells import ORGANISATION_COLUMNS, PARTNERSHIP_COLUMNS

    organisations = {
        "id": "de-1", "country": "DE", "level": "municipality", "name_de": "Auental", "name_uk": "Ауенталь",
        "admin1_iso": "DE-SN", "lat": "51.3", "lon": "12.4", "population": "12000", "geonameid": "7",
    }  # fmt: skip
    other = {
        **organisations,
        "id": "ua-1",
        "country": "UA",
        "name_de": "Lwiw",
        "name_uk": "Львів",
        "admin1_iso": "UA-46",
    }
    bond = {
        "id": "p-1", "de_municipality": "Auental", "ua_municipality": "Lwiw", "de_id": "de-1", "ua_id": "ua-1",
        "kind": "Städtepartnerschaft", "kind_code": "twinning", "since_year": "2015", "since_date": "2015-05-02",
        "status": "active",
    }  # fmt: skip
    tables = ((ORGANISATION_COLUMNS.required, [organisations, other]), (PARTNERSHIP_COLUMNS.required, [bond]))
    return BETWEEN.join(
        "\n".join([",".join(names), *(",".join(row.get(name, "") for name in names) for row in rows)]).encode()
        for names, rows in tables
    )


def _bring_network(content: bytes, _random: Random) -> None:
    from django.db import transaction

    from hromada.network.importing import import_network

    first, _between, second = content.partition(BETWEEN)
    paths = FOLDER / "organisations.csv", FOLDER / "partnerships.csv"
    for path, part in zip(paths, (first, second), strict=True):
        path.write_bytes(part)
    with transaction.atomic():
        import_network(*paths, dry_run=False)
        transaction.set_rollback(True)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
