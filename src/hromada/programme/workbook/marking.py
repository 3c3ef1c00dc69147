"""A copy of a faulty workbook in which every cell in question is red and says why."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.comments import Comment

from hromada.kernel.refusal import Refusal
from hromada.programme.workbook.faults import Fault
from hromada.programme.workbook.looks import FAULT
from hromada.programme.workbook.package import opened

_AUTHOR = "Hromada"
_LONGEST_NOTE = 2_000


def marked_copy(content: bytes, faults: Iterable[Fault]) -> bytes:
    """The workbook as it was sent, with the faults of ``FaultyWorkbook`` shown where they are.

    Raises Refusal where the file holds things of Excel that cannot be written again.
    """
    # Whatever is larger or more dangerous than we read is not loaded here either.
    opened(content)
    try:
        with warnings.catch_warnings():
            # What openpyxl does not write again: pictures, what other programs have added.
            warnings.simplefilter("ignore")
            workbook = load_workbook(io.BytesIO(content))
            for (sheet, place), sentences in _by_cell(faults).items():
                cell = workbook[sheet][place]
                cell.fill = FAULT
                cell.comment = Comment("\n".join(sentences)[:_LONGEST_NOTE], _AUTHOR, height=120, width=300)
                workbook[sheet].sheet_properties.tabColor = FAULT.fgColor
            file = io.BytesIO()
            workbook.save(file)
    except _WHAT_OPENPYXL_RAISES as error:
        raise Refusal("no_copy", _("A copy with the errors marked could not be made of this file.")) from error
    return file.getvalue()


# Of files that other programs have written; it promises nothing about which.
_WHAT_OPENPYXL_RAISES = (
    ValueError, TypeError, KeyError, AttributeError, IndexError, SyntaxError, OSError, zipfile.BadZipFile,
    OverflowError, RecursionError,
)  # fmt: skip


def _by_cell(faults: Iterable[Fault]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for fault in faults:
        found.setdefault((fault.sheet, fault.cell), []).append(fault.sentence)
    return found
