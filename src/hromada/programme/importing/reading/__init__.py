"""A file of any format of the field, told by its content: refused in one sentence, or read with notes.

The limits stand before the parsers: no file of the field comes near them, and nothing that passes them costs more
than some seconds and some 200 MB.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from hromada.kernel.refusal import Refusal
from hromada.programme.importing.assembling import Hints, Reading, assembled
from hromada.programme.importing.notes import Notes
from hromada.programme.importing.raw import RawSchedule
from hromada.programme.importing.reading import frab_xml, icalendar, json_file, xcal
from hromada.programme.importing.reading.xml_tree import xml_root

MOST_BYTES = 16 * 1024 * 1024
MOST_ITEMS = 4_000


def read(content: bytes, hints: Hints | None = None) -> Reading:
    """The programme in the content of a file. Raises Refusal with the reason and the line."""
    refuse_size(content)
    notes = Notes()
    raw = _raw(content, notes)
    if not raw.found:
        raise Refusal("no_sessions", _("The file is read as %(format)s, but holds no session.") % {"format": raw.form})
    refuse_number(raw.found)
    return assembled(raw, notes, hints or Hints())


def refuse_size(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise Refusal(
            "too_large",
            _("The file has more than %(most)d MB; no schedule needs as much.") % {"most": MOST_BYTES // 1024**2},
        )


def refuse_number(found: int) -> None:
    if found > MOST_ITEMS:
        raise Refusal(
            "too_many",
            _("The file holds %(count)d sessions; at most %(most)d can be read at once.")
            % {"count": found, "most": MOST_ITEMS},
        )


def _raw(content: bytes, notes: Notes) -> RawSchedule:
    start = content.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")[:15].replace(b"\0", b"").upper()
    if start.startswith((b"{", b"[")):
        return json_file.read(content, notes)
    if start.startswith(b"BEGIN:"):
        return icalendar.read(content, notes)
    if start.startswith(b"<"):
        root = xml_root(content)
        if root.tag == "schedule":
            return frab_xml.read(root, notes)
        if str(root.tag).rpartition("}")[2].lower() == "icalendar":
            return xcal.read(root, notes)
        raise Refusal(
            "not_a_schedule",
            _("This is XML, but no schedule: its first element is “%(name)s”, in line %(line)d.")
            % {"name": str(root.tag)[:60], "line": root.sourceline or 1},
        )
    raise Refusal(
        "not_a_schedule",
        _("This is no schedule: it begins neither as XML nor as JSON nor as a calendar.")
        if content
        else _("The file is empty."),
    )
