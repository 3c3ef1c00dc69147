"""How the workbook looks, and what helps whoever writes in it: drop-downs, colours for gaps, a page for paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from hromada.programme.models import Appearance
from hromada.programme.workbook import words
from hromada.programme.workbook.tables import Column, Sort

HEAD_HEIGHT = 32
ROW_HEIGHT = 32
EXPLANATION_WIDTH = 96
GAP = PatternFill("solid", bgColor="FFF3BF")
FAULT = PatternFill("solid", fgColor="F8B4B4")
_FONT = "Calibri"
_LINE = Side("thin", color="DDDDDD")
_FORMATS = {"day": "dd.mm.yyyy", "clock": "hh:mm", "moment": "dd.mm.yyyy hh:mm", "number": "0"}


def add_styles(workbook: Any, colour: str) -> None:
    """``colour`` (#rrggbb) is that of heads; white can be read upon it."""
    below = Border(bottom=_LINE)
    cell = Alignment(vertical="top", wrap_text=True)
    styles = [
        NamedStyle(
            "hromada head",
            font=Font(_FONT, 10, bold=True, color="FFFFFF"),
            fill=PatternFill("solid", fgColor=colour.lstrip("#").upper()),
            alignment=Alignment(vertical="center", wrap_text=True),
        ),
        NamedStyle("hromada cell", font=Font(_FONT, 10), alignment=cell, border=below, number_format="@"),
        NamedStyle(
            "hromada key", font=Font(_FONT, 8, color="8A8A8A"), alignment=Alignment(vertical="top"), border=below
        ),
        NamedStyle("hromada title", font=Font(_FONT, 20, bold=True, color=colour.lstrip("#").upper())),
        NamedStyle("hromada term", font=Font(_FONT, 11, bold=True), alignment=cell),
        NamedStyle("hromada text", font=Font(_FONT, 11), alignment=cell),
    ]
    styles += [
        NamedStyle(
            f"hromada {name}",
            font=Font(_FONT, 10),
            alignment=Alignment(vertical="top", horizontal="left"),
            border=below,
            number_format=code,
        )
        for name, code in _FORMATS.items()
    ]
    for style in styles:
        workbook.add_named_style(style)


def height_of(text: str) -> float:
    """Enough for a text of the explanation, which no program makes high enough by itself."""
    return 8 + 16 * -(-len(text) // (EXPLANATION_WIDTH - 10))


def style_of(column: Column, *, is_long: bool) -> str:
    match column.sort:
        case Sort.KEY | Sort.UID | Sort.BASE:
            return "hromada key"
        case Sort.DAY:
            return "hromada day"
        case Sort.CLOCK:
            return "hromada moment" if is_long else "hromada clock"
        case Sort.NUMBER:
            return "hromada number"
        case _:
            return "hromada cell"


def restrict(sheet: Any, column: Column, letter: str, last: int, known: str) -> None:
    """A drop-down, or a warning before a key is overwritten."""
    if column.sort is Sort.KEY:
        rule = DataValidation(type="custom", formula1="FALSE", allow_blank=True, errorStyle="stop")
        rule.error = _("Hromada finds the row by this. Leave it, or empty it if the row is a copy that is to be new.")
    elif known:
        rule = DataValidation(type="list", formula1=f"={known}", allow_blank=True, errorStyle="stop")
        rule.error = _("Please choose from the list.")
        # What is new stands on another sheet, and not yet in the list.
        rule.showErrorMessage = column.sort is not Sort.REFERENCE
    elif column.sort is Sort.NUMBER:
        rule = DataValidation(
            type="whole", operator="between", formula1="0", formula2=str(column.most), allow_blank=True
        )
        rule.error = _("Please write a whole number.")
    else:
        return
    rule.showErrorMessage = bool(rule.showErrorMessage) if known else True
    rule.errorTitle = words.head(column)[:32]
    rule.add(f"{letter}2:{letter}{last}")
    sheet.data_validations.append(rule)


def mark_gaps(sheet: Any, columns: Sequence[Column], last: int) -> None:
    """Yellow: a text that is there in another language only; someone who has not confirmed yet."""
    for name in dict.fromkeys(column.name for column in columns if column.by_language):
        numbers = [number for number, column in enumerate(columns, 1) if column.name == name]
        first, final = get_column_letter(numbers[0]), get_column_letter(numbers[-1])
        if len(numbers) > 1:
            formula = f"AND(LEN(TRIM({first}2))=0,COUNTA(${first}2:${final}2)>0)"
            _add(sheet, f"{first}2:{final}{last}", formula)
    for number, column in enumerate(columns, 1):
        if column.choices is Appearance.State:
            letter = get_column_letter(number)
            word = words.choices(column)[Appearance.State.TO_BE_CONFIRMED].replace('"', '""')
            _add(sheet, f"{letter}2:{letter}{last}", f'{letter}2="{word}"')


def _add(sheet: Any, cells: str, formula: str) -> None:
    sheet.conditional_formatting.add(cells, FormulaRule(formula=[formula], fill=GAP))


def print_well(sheet: Any, title: str) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 8  # A3
    sheet.print_title_rows = "1:1"
    sheet.oddFooter.left.text = title.replace("&", "&&")
    sheet.oddFooter.right.text = "&P / &N"
