"""Slides and downloads: what a document is, by its content, and whether it can be passed on.

A document is kept as it was sent, and only ever offered to be saved (``kernel.media``), so that a browser runs nothing
of it. What would run in the programs it is made for, macros above all, is refused.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from django.utils.translation import gettext as _
from lxml import etree

from hromada.kernel.refusal import Refusal
from hromada.kernel.uploads import archives
from hromada.kernel.uploads.names import clean_name

_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

TYPES = {
    "pdf": "application/pdf",
    "pptx": f"{_OOXML}presentationml.presentation",
    "ppsx": f"{_OOXML}presentationml.slideshow",
    "docx": f"{_OOXML}wordprocessingml.document",
    "xlsx": f"{_OOXML}spreadsheetml.sheet",
    "odp": f"{_ODF}presentation",
    "odt": f"{_ODF}text",
    "ods": f"{_ODF}spreadsheet",
}
"""Content types by ending."""

_ENDING_OF = {content_type: ending for ending, content_type in TYPES.items()}
_MAIN = ".main+xml"

_LONGEST_LIST = 2_000_000
_MACROS = re.compile(
    r"vbaproject|vbadata|\.(?:docm|dotm|xlsm|xltm|xlam|pptm|potm|ppsm|ppam)$|^scripts/|^basic/(?!.*script-l[bc]\.xml$)",
    re.IGNORECASE,
)
_OLDER_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AFTER_THE_END = 1024
"""Bytes that may follow the end of a PDF: some programs add a few, a second file does not fit."""


@dataclass(frozen=True)
class Document:
    """``name`` is what it is called when it is saved; its ending tells the kind."""

    name: str
    content: bytes

    @property
    def kind(self) -> str:
        return self.name.rpartition(".")[2]


def examined(content: bytes, name: str) -> Document:
    """Raises Refusal where it is none of TYPES, or carries what should not be passed on."""
    if content.startswith(b"%PDF-"):
        _refuse_what_is_not_only_pdf(content)
        ending = "pdf"
    elif content.startswith(b"PK\x03\x04"):
        ending = _kind_of_archive(content)
    elif content.startswith(_OLDER_OFFICE):
        raise Refusal("older", _("This is a document of an older kind: please save it as PPTX, DOCX, XLSX or PDF."))
    else:
        raise _unknown()
    return Document(clean_name(name, ending), content)


def _unknown() -> Refusal:
    return Refusal(
        "unknown",
        _("This file cannot be offered: please choose PDF, PPTX, DOCX, XLSX or a document of LibreOffice."),
    )


def _refuse_what_is_not_only_pdf(content: bytes) -> None:
    end = content.rfind(b"%%EOF")
    if end < 0 or len(content.rstrip(b"\0\t\r\n ")) - end > _AFTER_THE_END:
        raise archives.damaged()
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise Refusal("two_in_one", _("Another file is hidden in this PDF: please make the PDF anew, without it."))


def _kind_of_archive(content: bytes) -> str:
    with archives.opened(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        if any(_MACROS.search(name) for name in names):
            raise _macros()
        content_type = _open_document(archive, names) or _office_open(archive, names)
    if content_type not in _ENDING_OF:
        raise _unknown()
    return _ENDING_OF[content_type]


def _macros() -> Refusal:
    return Refusal("macros", _("The document carries macros, which can do harm: please save it without macros."))


def _open_document(archive: zipfile.ZipFile, names: list[str]) -> str:
    return _read(archive, "mimetype").decode("ascii", "replace").strip() if "mimetype" in names else ""


def _office_open(archive: zipfile.ZipFile, names: list[str]) -> str:
    """The content type of the main part, without its own ending; empty where there is none."""
    if "[Content_Types].xml" not in names:
        return ""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        listed = etree.fromstring(_read(archive, "[Content_Types].xml"), parser)
    except etree.XMLSyntaxError as error:
        raise archives.damaged() from error
    parts = [part.get("ContentType", "") for part in listed.iter("{*}Override", "{*}Default")]
    if any("macroenabled" in part.lower() or "vbaproject" in part.lower() for part in parts):
        raise _macros()
    return next((part.removesuffix(_MAIN) for part in parts if part.endswith(_MAIN)), "")


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """A small member; no more of it is unpacked than is needed."""
    try:
        with archive.open(name) as member:
            content = member.read(_LONGEST_LIST + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise archives.damaged() from error
    if len(content) > _LONGEST_LIST:
        raise archives.damaged()
    return content
