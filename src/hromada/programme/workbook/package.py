"""An XLSX file opened with care: counted before it is unpacked, its XML read without document types and without a tree.

openpyxl reads files too, but pads rows and columns to the farthest cell, and builds objects for much that we do not
read; a file of some kilobytes could ask for gigabytes. Here memory follows the cells that are there.
"""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat

from django.utils.translation import gettext as _
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from hromada.kernel.refusal import Refusal
from hromada.programme.importing.notes import told
from hromada.programme.workbook.texts import LONGEST_TEXT, unescaped

_ZIP = b"PK\x03\x04"
# Old Excel files, and new ones behind a password.
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MEGABYTE = 1024 * 1024
MOST_UNPACKED = 64 * _MEGABYTE
LARGEST_PART = 32 * _MEGABYTE
MOST_PARTS = 1_000
MOST_SHEETS = 120
MOST_SIGNS = 2_400_000
# Longer than any text of a cell: one element with attributes by the hundred thousand.
_LONG = re.compile(rb"<[^<]{400000,}")
MOST_STRINGS = 300_000
MOST_STYLES = 70_000
LONGEST_FORMAT = 255

# They have no common ancestor.
_OF_DAMAGED_ARCHIVES = (
    zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError, OverflowError,
    struct.error, IndexError,
)  # fmt: skip

Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str], None]
Characters = Callable[[str], None]


def is_workbook(content: bytes) -> bool:
    """Whether it is to be read as a workbook; a file of another office program is one that we refuse with a reason."""
    return content.startswith((_ZIP, _COMPOUND))


@dataclass
class Sheet:
    title: str
    part: str


@dataclass
class Package:
    """``dates``: numbers of styles that show a number as a date or a time."""

    archive: zipfile.ZipFile
    sheets: list[Sheet] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    dates: set[int] = field(default_factory=set)
    epoch: object = WINDOWS_EPOCH
    signs_left: int = MOST_SIGNS

    def part(self, name: str) -> bytes | None:
        try:
            return self.archive.read(name)
        except KeyError:
            return None  # the directory does not name it
        except _OF_DAMAGED_ARCHIVES as error:
            raise _damaged(name) from error

    def walk(self, name: str, content: bytes, start: Start, end: End, characters: Characters) -> None:
        """The part, element by element, by local names."""
        self.signs_left -= content.count(b"<")
        if self.signs_left < 0 or _LONG.search(content):
            raise Refusal("too_large", _("%(part)s holds more cells than any programme needs.") % {"part": told(name)})
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, attributes: start(_local(tag), attributes)
        parser.EndElementHandler = lambda tag: end(_local(tag))
        parser.CharacterDataHandler = characters
        parser.StartDoctypeDeclHandler = _refuse_document_type
        try:
            parser.Parse(content, True)
        except expat.ExpatError as error:
            raise Refusal(
                "broken_workbook",
                _("The workbook is damaged: %(part)s breaks off or is broken in line %(line)d, column %(column)d.")
                % {"part": told(name), "line": error.lineno, "column": error.offset + 1},
            ) from error
        except (LookupError, UnicodeError) as error:
            raise _damaged(name) from error


def opened(content: bytes) -> Package:
    """Raises Refusal when it is none, when it is too much, or when it is damaged."""
    if content.startswith(_COMPOUND):
        raise Refusal(
            "not_a_workbook",
            _("This is an old Excel file (.xls), or one with a password. Please save it as .xlsx without a password."),
        )
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except _OF_DAMAGED_ARCHIVES as error:
        raise Refusal("broken_workbook", _("The file is damaged: as a workbook (.xlsx) it breaks off.")) from error
    _refuse_bombs(archive)
    package = Package(archive)
    _read_workbook(package)
    return package


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    """By what the directory of the archive says; more than that is never unpacked of any part."""
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    largest = max((part.file_size for part in parts), default=0)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or largest > LARGEST_PART:
        raise Refusal(
            "too_large",
            _("Unpacked, the workbook has %(parts)d parts and %(size)d MB; no programme needs as much.")
            % {"parts": len(parts), "size": -(-unpacked // _MEGABYTE)},
        )
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise Refusal("broken_workbook", _("The workbook is packed in a way that Excel does not use."))


def _read_workbook(package: Package) -> None:
    main = next(iter(_targets(package, "", "_rels/.rels", "/officeDocument").values()), "xl/workbook.xml")
    content = package.part(main)
    if content is None:
        raise Refusal(
            "not_a_workbook",
            _("This is an archive, but no Excel workbook (.xlsx). Please save it in that format."),
        )
    folder, name = posixpath.split(main)
    relations = f"{folder}/_rels/{name}.rels"
    worksheets = _targets(package, folder, relations, "/worksheet")
    titles: list[tuple[str, str]] = []

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            titles.append((attributes.get("name", ""), _attribute(attributes, "id")))
        elif tag == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            package.epoch = MAC_EPOCH

    package.walk(main, content, start, _ignore, _ignore)
    package.sheets = [Sheet(title, worksheets[relation]) for title, relation in titles if relation in worksheets]
    if len(package.sheets) > MOST_SHEETS:
        raise Refusal("too_large", _("The workbook has more than %(most)d sheets.") % {"most": MOST_SHEETS})
    for part in _targets(package, folder, relations, "/sharedStrings").values():
        _read_strings(package, part)
    for part in _targets(package, folder, relations, "/styles").values():
        _read_styles(package, part)


def _targets(package: Package, folder: str, part: str, kind: str) -> dict[str, str]:
    """Parts by the id of the relation that leads to them."""
    found: dict[str, str] = {}

    def start(tag: str, attributes: Attributes) -> None:
        is_inside = tag == "Relationship" and attributes.get("TargetMode") != "External"
        if is_inside and attributes.get("Type", "").endswith(kind):
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            found[attributes.get("Id", "")] = target.lstrip("/")

    content = package.part(part)
    if content is not None:
        package.walk(part, content, start, _ignore, _ignore)
    return found


def _read_strings(package: Package, part: str) -> None:
    pieces: list[str] = []
    inside: list[str] = []

    def start(tag: str, _attributes: Attributes) -> None:
        inside.append(tag)

    def end(tag: str) -> None:
        inside.pop()
        if tag == "si":
            package.strings.append(unescaped("".join(pieces))[:LONGEST_TEXT])
            pieces.clear()
            if len(package.strings) > MOST_STRINGS:
                raise Refusal("too_large", _("The workbook holds more texts than any programme needs."))

    def characters(text: str) -> None:
        if inside[-1] == "t" and "rPh" not in inside:
            pieces.append(text)

    content = package.part(part)
    if content is not None:
        package.walk(part, content, start, end, characters)


def _read_styles(package: Package, part: str) -> None:
    formats = dict(BUILTIN_FORMATS)
    numbers: list[int] = []
    inside: list[str] = []

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "numFmt":
            formats[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")[:LONGEST_FORMAT]
        elif tag == "xf" and inside[-1:] == ["cellXfs"] and len(numbers) < MOST_STYLES:
            numbers.append(_whole(attributes.get("numFmtId")))
        inside.append(tag)

    def end(_tag: str) -> None:
        inside.pop()

    content = package.part(part)
    if content is not None:
        package.walk(part, content, start, end, _ignore)
    as_dates = {number for number in set(numbers) if is_date_format(formats.get(number, "General"))}
    # Of East Asian dates, Excel keeps the forms to itself.
    as_dates |= {*range(27, 37), *range(50, 59)} - formats.keys()
    package.dates = {style for style, number in enumerate(numbers) if number in as_dates}


def _refuse_document_type(*_facts: object) -> None:
    raise Refusal(
        "document_type",
        _("The file declares a document type (<!DOCTYPE …>), through which XML can do harm; a workbook needs none."),
    )


def _damaged(name: str) -> Refusal:
    return Refusal("broken_workbook", _("The workbook is damaged: %(part)s cannot be read.") % {"part": told(name)})


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _attribute(attributes: Attributes, name: str) -> str:
    return next((value for one, value in attributes.items() if _local(one) == name), "")


def _whole(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,9}", text, re.ASCII) else 0


def _ignore(*_given: object) -> None:
    """Nothing of this is of use."""
