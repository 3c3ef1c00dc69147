"""Files that are broken or mean harm, sent through every form that takes files, as a browser sends them: a sentence at
the form, soon, in little memory, and everything as it was."""

from __future__ import annotations

import resource
import time
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import strip_tags
from tests.factories import AppearanceFactory, EditionFactory, NewsFactory, PersonFactory, SessionFactory
from tests.kernel.uploads import files
from tests.network.builders import KYJIW, LEIPZIG, Files, partnership_row
from tests.programme.importing import test_hostile_files as schedules
from tests.programme.views.office.desks import filled_in
from tests.programme.workbook import test_hostile_workbooks as workbooks

from hromada.network.importing.cells import ORGANISATION_COLUMNS
from hromada.network.importing.tables import MOST_ROWS
from hromada.programme import tasks
from hromada.programme.models import ImportRun, PersonalLink
from hromada.programme.models.personal_link import digest_of

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SCRIPT = b"<script>alert(1)</script>"
ENTITY = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Types>&a;</Types>'
NO_PICTURE = "This file is not a picture that can be shown"
NO_DOCUMENT = "This file cannot be offered"
PICTURES = {
    "broken off": (files.picture()[:2000], "The picture is damaged or incomplete"),
    "with a script": (SVG, "Drawings in the SVG format can carry scripts"),
    "30,000 pixels each way": (files.png_header(30_000, 30_000), "The picture has 30000 × 30000 pixels"),
    "a page as well": (b"GIF89a/*" + SCRIPT, NO_PICTURE),
    "moving": (files.moving("WEBP"), "The file holds several pictures"),
}
DOCUMENTS = {
    "broken off": (files.PPTX[:-30], "damaged or incomplete"),
    "a page": (b"<html>" + SCRIPT, NO_DOCUMENT),
    "a picture as well": (b"GIF89a" + files.PDF, NO_DOCUMENT),
    "an archive as well": (files.PDF + files.archive({"a": b"b"}), "Another file is hidden in this PDF"),
    "entities": (files.archive({"[Content_Types].xml": ENTITY}), NO_DOCUMENT),
    "a bomb": (files.office("x", big=b"\0" * 40_000_000), "please make it smaller, or save it as PDF"),
}
FORMS = {
    "news": ("office/auental/news/item/", "picture", PICTURES),
    "settings": ("office/auental/settings/", "picture", PICTURES),
    "person": ("office/auental/people/{person}/", "portrait", PICTURES),
    "speaker’s portrait": ("mine/token/", "p-portrait", PICTURES),
    "speaker’s slides": ("mine/token/", "s{session}-file", DOCUMENTS),
    "downloads": ("office/auental/downloads/new/", "file", DOCUMENTS),
}
HEAD = (",".join(ORGANISATION_COLUMNS.required) + "\n").encode()
ROW = "DE-{0},DE,municipality,Ort {0},,,,,,,,51.0,12.0,5,,,,,,,,\n"
TABLES = {
    "broken off": (HEAD + b'DE-1,DE,municipality,"Leip', "line 2: A quotation mark is opened and not closed"),
    "another encoding": (HEAD + "DE-1,DE,municipality,Löbau\n".encode("latin-1"), "line 2: The file is not in UTF-8."),
    "two bytes a letter": (HEAD.decode().encode("utf-16"), "line 1: The file is not in UTF-8."),
    "no table": (files.picture("PNG"), "line 1: The file is not in UTF-8."),
    "the same id": (
        (HEAD.decode() + ROW.format(7) * 2).encode(), "line 3, 'DE-7': refused. The id 'DE-7' already stands in line 2."
    ),
    "a hundred thousand rows": (
        HEAD + "".join(map(ROW.format, range(MOST_ROWS))).replace("51.0", "951.0").encode(), "99750 refused",
    ),
    "a row more": (HEAD + b"a\n" * 7_900_000, f"line {MOST_ROWS + 2}: The file has more than 100000 rows"),
    "sixteen million lines": (HEAD + b"\n" * 15_000_000, "line 1048577: The file has more than"),
    "sixteen million columns": (b"," * 15_900_000, "line 1: The line with the names of the columns is far too long"),
    "one text": (HEAD + b'"' + b"x" * 15_000_000 + b'"', "line 2: A cell is too long to be meant"),
    "more than fits": (b"x" * 16_000_001, "has more than 16 MB"),
}  # fmt: skip
IMPORTS = {
    f"{sort}, {name}": (f"file.{ending}", *of.REFUSED[name])
    for sort, ending, of, names in (
        ("schedule", "xml", schedules, ["laughs", "from outside", "circle", "days reversed", "much"]),
        ("workbook", "xlsx", workbooks, ["bomb", "laughs", "lies about its size", "a hundred thousand rows"]),
    )
    for name in names
}


@pytest.fixture(autouse=True)
def media(db, settings, tmp_path):
    cache.clear()
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"
    return tmp_path


@pytest.fixture
def speaker():
    found = AppearanceFactory(session=SessionFactory(edition=EditionFactory(slug="auental")))
    opened = {"digest": digest_of("token"), "sent_at": "2026-01-01T00:00Z", "expires_at": "2999-01-01T00:00Z"}
    PersonalLink.objects.create(edition=found.session.edition, person=found.person, address="a@b.example", **opened)
    NewsFactory(slug="item", editions=[found.session.edition])
    return found


@pytest.fixture
def administrator() -> Client:
    client = Client()
    client.force_login(PersonFactory(is_superuser=True))
    return client


UNASKED = {
    "django_tasks_database.DBTaskResult", "kernel.AuditEntry", "programme.Answer", "programme.ImportRun",
    "programme.Reply", "sessions.Session",
}  # fmt: skip
"""How it was asked for; and what a speaker has written, which a wrong file does not cost them."""


def everything(media) -> dict[Any, Any]:
    """What is stored, and all files."""
    models = [model for model in apps.get_models() if model._meta.label not in UNASKED]
    rows = {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}
    return rows | {"files": sorted(str(path) for path in media.rglob("*") if path.is_file())}


class Limits:
    """Five seconds of computing, which a busy machine stretches, and 250 MB beyond what the process had."""

    def __enter__(self) -> None:
        self.before, self.began = self._memory(), time.process_time()

    def __exit__(self, *_error: object) -> None:
        assert time.process_time() - self.began < 5
        assert self._memory() - self.before < 250 * 1024

    @staticmethod
    def _memory() -> int:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def said(answer: Any) -> str:
    return " ".join(strip_tags(answer.content.decode()).replace("&#x27;", "'").split())


@pytest.mark.parametrize("form", FORMS)
def test_pictures_and_documents(form, administrator, speaker, media):
    path, field, hostile = FORMS[form]
    address = "/en/" + path.format(person=speaker.person_id)
    field = field.format(session=speaker.session_id)
    sent = filled_in(administrator.get(address).content)
    before, answers = everything(media), {}

    for name, (content, sentence) in hostile.items():
        with Limits():
            answer = administrator.post(address, sent | {field: SimpleUploadedFile(f"{name}.png", content)})
        answers[name] = (answer.status_code, sentence if sentence in said(answer) else said(answer))

    assert answers == {name: (422, sentence) for name, (_content, sentence) in hostile.items()}
    assert everything(media) == before


@pytest.mark.parametrize("name", TABLES)
def test_tables_of_the_network(name, administrator, media, tmp_path):
    content, sentence = TABLES[name]
    others = Files(tmp_path).write([LEIPZIG, KYJIW], [partnership_row("P1", "DE-1", "UA-1")]).partnerships
    before = everything(media)
    sent = {
        "municipalities": SimpleUploadedFile("a.csv", content),
        "partnerships": SimpleUploadedFile("b.csv", others.read_bytes()),
    }

    with Limits():
        answer = administrator.post("/en/office/network/upload/", sent)

    assert sentence in said(answer)
    assert "Write this" not in said(answer)
    after = everything(media)
    assert {label for label, rows in after.items() if rows != before[label]} <= {"network.NetworkUpload"}


@pytest.mark.django_db(transaction=True)
def test_programmes(administrator, media):
    """The run is told about by a connection of its own, which sees only what is committed."""
    edition = EditionFactory(slug="auental")
    before, told = everything(media), {}

    for name, (file, content, _sentence) in IMPORTS.items():
        with Limits():
            administrator.post("/en/office/auental/import/", {"file": SimpleUploadedFile(file, content)})
            run = edition.import_runs.latest("pk")
            tasks.do_import.call(run.pk)
        run.refresh_from_db()
        told[name] = (run.state, run.told["reason"])

    assert told == {name: (ImportRun.State.REFUSED, sentence) for name, (_f, _c, sentence) in IMPORTS.items()}
    assert everything(media) == before
