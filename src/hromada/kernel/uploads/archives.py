"""Office documents are ZIP archives: what one may be like before anything in it is believed."""

from __future__ import annotations

import io
import zipfile
from typing import BinaryIO

from django.utils.translation import gettext as _

from hromada.kernel.refusal import Refusal

MOST_MEMBERS = 5_000
MOST_MEGABYTES = 500
"""Unpacked: the largest slides that people send hold pictures, which ZIP hardly makes smaller."""

STEEPEST = 300
"""How many times larger than packed all members together may be; the plainest sheet of numbers stays below 100."""

_END = b"PK\x05\x06".ljust(22, b"\0")
"""The last record of an archive without a comment."""

_KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1


def damaged() -> Refusal:
    return Refusal("damaged", _("The document is damaged or incomplete: please open it, save it anew and try again."))


def opened(file: BinaryIO) -> zipfile.ZipFile:
    """The archive, if it begins where the file begins, ends where it ends, and hides nothing. Raises Refusal."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise damaged() from error
    members = sorted(archive.infolist(), key=lambda member: member.header_offset)
    if not members or members[0].header_offset != 0 or not _ends_with_its_end(file):
        raise damaged()
    if any(member.compress_type not in _KNOWN for member in members):
        raise damaged()
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise Refusal("locked", _("The document is protected by a password: please save it without one."))
    _refuse_bombs(archive, members)
    if any(_leads_outside(member.filename) for member in members):
        raise damaged()
    return archive


def _refuse_bombs(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    # Members that lie in one another make a small file endless (Fifield, "A better zip bomb").
    ends = [member.header_offset + member.compress_size for member in members]
    starts = [*(member.header_offset for member in members[1:]), archive.start_dir]
    overlapping = any(end > start for end, start in zip(ends, starts, strict=True))
    too_much = unpacked > MOST_MEGABYTES * 1_000_000 or unpacked > STEEPEST * (packed + 10_000)
    if overlapping or too_much or len(members) > MOST_MEMBERS:
        raise Refusal("bomb", _("Unpacked, the document would be enormous: please make it smaller, or save it as PDF."))


def _ends_with_its_end(file: BinaryIO) -> bool:
    file.seek(-len(_END), io.SEEK_END)
    return file.read(4) == _END[:4]


def _leads_outside(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")
