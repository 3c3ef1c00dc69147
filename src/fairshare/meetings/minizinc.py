"""The files of the literature: MiniZinc data, with English or Catalan names.

Bofill, Coll, Garcia, Giráldez-Cru, Pesant, Suy, Villaret, JAIR 74 (2022). Participants and meetings are called by their
numbers, from 1. Other fields than those read here (nMeetingsBusiness, meetingsxBusiness ...) repeat what these say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from fairshare.errors import BadProblem, Place
from fairshare.meetings.problem import Meeting, Person, Problem

TOKEN = re.compile(
    r"(?P<blank>\s+|%[^\n]*)|(?P<number>-?\d+)|(?P<name>[A-Za-z_]\w*)|(?P<sign>\[\||\|\]|\.\.|[=;,|{}\[\]])"
)
ENGLISH = {
    "nEmpreses": "nBusiness",
    "nReunions": "nMeetings",
    "nTaules": "nTables",
    "nFrangesTotal": "nTotalSlots",
    "nFrangesMati": "nMorningSlots",
    "demanades": "requested",
    "fixat": "fixed",
    "prohibides": "forbidden",
    "precedencies": "precedences",
}
MORNING, AFTERNOON, ANY = 1, 2, 3
OPENING = {"[|": "|]", "[": "]", "{": "}"}


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    line: int


@dataclass(frozen=True)
class Row:
    """Numbers that belong together, and the line on which they begin."""

    numbers: tuple[int, ...]
    line: int


def from_dzn(text: str, fairness: int | None) -> Problem:
    fields = _fields(text)
    people, meetings, tables, slots = (
        _single(fields, name) for name in ("nBusiness", "nMeetings", "nTables", "nTotalSlots")
    )
    morning = _single(fields, "nMorningSlots")
    requested = _rows(fields, "requested", meetings)
    forbidden = _rows(fields, "forbidden", people)
    fixed = [Row((number,), row.line) for row in fields.get("fixed", ()) for number in row.numbers]
    if fixed and len(fixed) != meetings:
        _refuse("fixed", f"has {len(fixed)} entries for {meetings} meetings", fixed[0])
    before = _rows(fields, "precedences", meetings) if "precedences" in fields else []
    lines = {f"people[{number}]": row.line for number, row in enumerate(forbidden)}
    lines |= {f"meetings[{number}]": row.line for number, row in enumerate(requested)}
    lines |= {f"meetings[{number}].slot": row.line for number, row in enumerate(fixed)}
    lines |= {f"meetings[{number}].after": row.line for number, row in enumerate(before)}
    lines |= {"slots": fields["nTotalSlots"][0].line, "tables": fields["nTables"][0].line}
    windows = {MORNING: tuple(range(1, morning + 1)), AFTERNOON: tuple(range(morning + 1, slots + 1)), ANY: ()}
    try:
        return Problem(
            slots=slots,
            tables=tables,
            people=tuple(
                Person(str(number), away=tuple(slot for slot in row.numbers if slot))
                for number, row in enumerate(forbidden, start=1)
            ),
            meetings=tuple(
                Meeting(
                    str(number + 1),
                    people=tuple(map(str, _three(row)[:2])),
                    slots=_window(row, windows),
                    slot=(fixed[number].numbers[0] or None) if fixed else None,
                    after=tuple(map(str, before[number].numbers)) if before else (),
                )
                for number, row in enumerate(requested)
            ),
            fairness=fairness,
        )
    except BadProblem as problem:
        line = max((item for item in lines if problem.item.startswith(item)), key=len, default=None)
        if problem.place or line is None:
            raise
        raise BadProblem(problem.item, problem.fault, place=Place(lines[line])) from problem


def _three(row: Row) -> tuple[int, ...]:
    if len(row.numbers) != 3:
        _refuse("requested", f"has a row of {len(row.numbers)} numbers instead of 3", row)
    return row.numbers


def _window(row: Row, windows: dict[int, tuple[int, ...]]) -> tuple[int, ...]:
    part = _three(row)[2]
    if part not in windows:
        _refuse("requested", f"{part} is neither morning (1), afternoon (2) nor any time (3)", row)
    if part != ANY and not windows[part]:
        _refuse("requested", "asks for a part of the day that has no slot", row)
    return windows[part]


def _single(fields: dict[str, list[Row]], name: str) -> int:
    if name not in fields:
        raise BadProblem(name, "is missing", place=Place(1))
    if len(fields[name]) != 1 or len(fields[name][0].numbers) != 1:
        _refuse(name, "is not one number", next(iter(fields[name]), Row((), 1)))
    return fields[name][0].numbers[0]


def _rows(fields: dict[str, list[Row]], name: str, wanted: int) -> list[Row]:
    if name not in fields:
        raise BadProblem(name, "is missing", place=Place(1))
    rows = fields[name]
    if len(rows) != wanted:
        raise BadProblem(name, f"has {len(rows)} rows instead of {wanted}", place=Place(rows[0].line if rows else 1))
    return rows


def _refuse(name: str, fault: str, row: Row) -> NoReturn:
    raise BadProblem(name, fault, place=Place(row.line))


def _fields(text: str) -> dict[str, list[Row]]:
    tokens = _tokens(text)
    found: dict[str, list[Row]] = {}
    for token in tokens:
        name = ENGLISH.get(token.text, token.text)
        if token.kind != "name":
            raise BadProblem(token.text, "stands where a name is expected", place=Place(token.line))
        if name in found:
            raise BadProblem(name, "is given twice", place=Place(token.line))
        if (sign := next(tokens, token)).text != "=":
            raise BadProblem(name, "is followed by no =", place=Place(sign.line))
        found[name] = list(_value(name, tokens))
    return found


def _value(name: str, tokens: Iterator[Token]) -> Iterator[Row]:
    """Rows of an array of rows or of sets; anything else is one row."""
    numbers: list[int] = []
    closing: list[str] = []
    range_from: int | None = None
    had_rows = False
    line = 0
    for token in tokens:
        line = line or token.line
        if token.kind == "number":
            line = line if numbers else token.line
            low = int(token.text) if range_from is None else range_from + 1
            if int(token.text) - low > 10**6:
                raise BadProblem(name, "has a range too long", place=Place(token.line))
            numbers += range(low, int(token.text) + 1)
            range_from = None
        elif token.text == ".." and numbers:
            range_from = numbers[-1]
        elif token.text in OPENING:
            closing.append(OPENING[token.text])
            if token.text == "{":
                line = token.line
        elif token.text in ("|", "|]", "}"):
            had_rows = True
            if numbers or token.text == "}":
                yield Row(tuple(numbers), line)
            numbers = []
        if token.text in OPENING.values() and (not closing or closing.pop() != token.text):
            raise BadProblem(name, f"has a {token.text} too many", place=Place(token.line))
        if token.text == ";" or (not closing and token.text in OPENING.values()):
            if closing:
                raise BadProblem(name, f"is not closed by {closing[-1]}", place=Place(token.line))
            if numbers and not had_rows:
                yield Row(tuple(numbers), line)
            if token.text != ";":
                _past_semicolon(name, tokens, token)
            return
        if token.kind == "name" or token.text == "=":
            raise BadProblem(name, f"has {token.text} among its numbers", place=Place(token.line))
    raise BadProblem(name, "has no end", place=Place(line or 1))


def _past_semicolon(name: str, tokens: Iterator[Token], last: Token) -> None:
    # Some of the published files leave the last one out.
    token = next(tokens, None)
    if token is not None and token.text != ";":
        raise BadProblem(name, f"is followed by {token.text} instead of ;", place=Place(token.line or last.line))


def _tokens(text: str) -> Iterator[Token]:
    position, line = 0, 1
    while position < len(text):
        found = TOKEN.match(text, position)
        if found is None:
            raise BadProblem(text[position], "is no part of MiniZinc data that can be read", place=Place(line))
        if found.lastgroup and found.lastgroup != "blank":
            yield Token(found.lastgroup, found.group(), line)
        line += found.group().count("\n")
        position = found.end()
