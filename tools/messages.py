"""Catalogues of messages: gather what is said, see that it is said in every language, compile.

``python -m tools.messages update [APP …]`` rewrites the .po files, ``check`` fails on a missing or stale message,
``compile`` makes the .mo files. Done by Babel, so that a machine without GNU gettext can build; one catalogue an app,
where its words are.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parent.parent / "src" / "hromada"
# English is the language of the msgids themselves.
TRANSLATED = ("de", "uk")
FUNCTIONS = (
    *("_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"),
    *("pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"),
)
# A date that moves with every run would make a conflict of every merge.
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)


def apps(*names: str) -> list[Path]:
    """Folders of the apps, config among them, that can hold a catalogue; of ``names`` only, if there are any."""
    found = sorted(folder for folder in SOURCE.iterdir() if (folder / "__init__.py").exists())
    return [folder for folder in found if not names or folder.name in names]


def _spoken_in(file: Path) -> Iterator[tuple[str, list[str | None], list[str]]]:
    """Messages of one file as (function, arguments, comments)."""
    text = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        # Within brackets Python does not mind how a template is indented.
        text = f"(\n{templatize(text, origin=str(file))}\n)"
    found = extract_python(BytesIO(text.encode()), dict.fromkeys(FUNCTIONS), ["Translators:"], {"encoding": "utf-8"})
    for _line, function, arguments, comments in found:
        # Babel's stubs promise less than it gives: comments are a list, a single argument stands alone.
        given: Any = arguments
        yield str(function), list(given) if isinstance(given, tuple | list) else [given], list(comments or ())


def template_of(app: Path) -> Catalog:
    """What an app says now, as an untranslated catalogue."""
    catalog = Catalog(project="Hromada", charset="utf-8")
    files = [*app.rglob("*.py"), *app.rglob("*.html"), *app.rglob("*.txt")]
    for file in sorted(files):
        if "templates" not in file.parts and file.suffix != ".py":
            continue
        for function, arguments, comments in _spoken_in(file):
            _add(catalog, file, function, arguments, comments)
    return catalog


def _add(catalog: Catalog, file: Path, function: str, arguments: list[str | None], comments: list[str]) -> None:
    context = arguments.pop(0) if function.startswith(("pgettext", "npgettext")) else None
    texts = [text for text in arguments[: 2 if "ngettext" in function or "npgettext" in function else 1] if text]
    if texts:
        place = file.relative_to(SOURCE.parent).as_posix()
        # One line for a file: with line numbers every edit would touch every catalogue.
        catalog.add(
            tuple(texts) if len(texts) == 2 else texts[0],
            locations=[(place, 0)],
            auto_comments=comments,
            context=context,
        )


def _path(app: Path, language: str) -> Path:
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def _read(path: Path, language: str) -> Catalog:
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
    else:
        catalog = Catalog(locale=language)
    catalog.project, catalog.version, catalog.charset, catalog.fuzzy = "Hromada", "1", "utf-8", False
    catalog.last_translator = catalog.language_team = catalog.msgid_bugs_address = "Hromada"
    catalog.creation_date = catalog.revision_date = UNDATED
    catalog.header_comment = f"# Hromada, {language}"
    return catalog


def update(*names: str) -> int:
    """Rewrite the catalogues: new messages blank, gone ones dropped, translations kept."""
    for app in apps(*names):
        template = template_of(app)
        if not len(template):
            continue
        for language in TRANSLATED:
            path = _path(app, language)
            catalog = _read(path, language)
            catalog.update(template, no_fuzzy_matching=True)
            catalog.obsolete.clear()
            catalog.creation_date = UNDATED
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                write_po(file, catalog, width=120, sort_output=True, omit_header=False, include_lineno=False)
    return check(*names)


def _is_translated(message: Message, forms: int) -> bool:
    strings = message.string if isinstance(message.string, tuple | list) else [message.string]
    wanted = forms if message.pluralizable else 1
    return len(strings) >= wanted and all(strings[:wanted]) and not message.fuzzy


def faults(*names: str) -> list[str]:
    """Every message that one of the languages lacks, and every translation of something no longer said."""
    found = []
    for app in apps(*names):
        template = template_of(app)
        for language in TRANSLATED:
            catalog = _read(_path(app, language), language)
            for message in template:
                if not message.id:
                    continue
                said = catalog.get(message.id, message.context)
                if said is None or not _is_translated(said, catalog.num_plurals):
                    found.append(f"{app.name} [{language}] is missing: {message.id!r}")
                else:
                    found += [f"{app.name} [{language}] {message.id!r}: {error}" for error in said.check(catalog)]
            found += [
                f"{app.name} [{language}] is no longer said: {message.id!r}"
                for message in catalog
                if message.id and template.get(message.id, message.context) is None
            ]
    return found


def contradictions() -> list[str]:
    """Messages that two apps translate differently: Django would show the first app's words in both."""
    found = []
    for language in TRANSLATED:
        said: dict[tuple[object, object], tuple[str, object]] = {}
        for app in apps():
            for message in _read(_path(app, language), language):
                if message.id and message.string:
                    key = (message.id if isinstance(message.id, str) else tuple(message.id), message.context)
                    first, string = said.setdefault(key, (app.name, message.string))
                    if string != message.string:
                        found.append(f"{app.name} [{language}] says {message.id!r} otherwise than {first}")
    return found


def check(*names: str) -> int:
    """Print every fault; 1 when there is any."""
    found = faults(*names) + contradictions()
    for fault in found:
        print(fault)
    return 1 if found else 0


def compile_all(*names: str) -> int:
    """Make the .mo files that are older than their .po."""
    for app in apps(*names):
        for language in TRANSLATED:
            source = _path(app, language)
            target = source.with_suffix(".mo")
            if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
                continue
            with target.open("wb") as file:
                write_mo(file, _read(source, language))
    return 0


if __name__ == "__main__":
    commands = {"update": update, "check": check, "compile": compile_all}
    wanted = commands.get(sys.argv[1]) if len(sys.argv) > 1 else None
    if wanted is None:
        sys.exit(f"usage: python -m tools.messages {{{'|'.join(commands)}}} [APP …]")
    sys.exit(wanted(*sys.argv[2:]))
