"""Questions from files: what is wrong with them is told with its line."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import msgspec

from fairshare.errors import BadProblem, Place

T = TypeVar("T")

MOST_BYTES = 256 * 1024 * 1024
STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
WHERE = re.compile(r"^(?P<fault>.*?)(?: - at `\$\.?(?P<item>.*)`)?$", re.DOTALL)
BLANK = re.compile(r"[ \t\n\r]*")


def read_text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadProblem(path.name, f"is larger than {MOST_BYTES // 1024**2} MB")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        line = path.read_bytes()[: problem.start].count(b"\n") + 1
        raise BadProblem(path.name, "is not UTF-8", place=Place(line)) from problem
    except OSError as problem:
        raise BadProblem(str(path), problem.strerror or "cannot be read") from problem


def from_json(text: str, kind: type[T]) -> T:
    """A frozen dataclass; BadProblem with the line where a value has the wrong type, is unknown or is refused by it."""
    raw = parsed(text)
    try:
        _refuse_unknown(raw, kind)
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as problem:
        if isinstance(problem.__cause__, BadProblem):
            refuse_at(text, problem.__cause__)
        found = WHERE.match(str(problem))
        item, fault = (found["item"] or "", found["fault"]) if found else ("", str(problem))
        raise BadProblem(item, fault, place=Place(line_of(text, item))) from problem
    except BadProblem as problem:
        refuse_at(text, problem)


def parsed(text: str) -> Any:
    """JSON without the numbers that are none, and without a key given twice."""
    try:
        return json.loads(text, parse_constant=_no_number, object_pairs_hook=_no_key_twice)
    except json.JSONDecodeError as problem:
        raise BadProblem("", f"is not JSON: {problem.msg}", place=Place(problem.lineno)) from problem
    except RecursionError as problem:
        raise BadProblem("", "is nested too deeply", place=Place(1)) from problem


def refuse_at(text: str, problem: BadProblem) -> NoReturn:
    """The same refusal, with the line of the JSON at which its item stands."""
    raise BadProblem(
        problem.item, problem.fault, place=problem.place or Place(line_of(text, problem.item))
    ) from problem


def line_of(text: str, item: str) -> int:
    """The line at which ``meetings[3].people[1]`` begins; of the nearest thing around it that exists."""
    decoder = json.JSONDecoder()
    position = _skip(text, 0)
    for index, key in STEP.findall(item):
        inside = _entries(text, position, decoder)
        wanted: str | int = int(index) if index else key
        found = next((start for name, start in inside if name == wanted), None)
        if found is None:
            break
        position = found
    return text.count("\n", 0, position) + 1


def _entries(text: str, position: int, decoder: json.JSONDecoder) -> Iterable[tuple[str | int, int]]:
    """What an object or array contains: name or number, and where its value begins."""
    opening = text[position : position + 1]
    if opening not in ("{", "["):
        return
    position = _skip(text, position + 1)
    number = 0
    while text[position] not in "}]":
        name: str | int = number
        if opening == "{":
            name, position = decoder.raw_decode(text, position)
            position = _skip(text, _skip(text, position) + 1)
        yield name, position
        _, position = decoder.raw_decode(text, position)
        position = _skip(text, position)
        if text[position] == ",":
            position = _skip(text, position + 1)
        number += 1


def _skip(text: str, position: int) -> int:
    found = BLANK.match(text, position)
    return found.end() if found else position


def _no_number(name: str) -> NoReturn:
    raise BadProblem("", f"{name} is not a number", place=Place(1))


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for index, (key, _) in enumerate(pairs) if any(key == other for other, _ in pairs[:index]))
        raise BadProblem(twice, "is given twice", place=Place(1))
    return found


@cache
def _types(kind: type) -> dict[str, Any]:
    """Of a dataclass, by field."""
    return {field.name: field.type for field in msgspec.inspect.type_info(kind).fields}  # type: ignore[attr-defined] # a dataclass has fields


def _refuse_unknown(raw: Any, kind: Any, item: str = "") -> None:
    """A key misspelt is a wish unheard."""
    if isinstance(kind, type) and dataclasses.is_dataclass(kind) and isinstance(raw, dict):
        types = _types(kind)
        for key, value in raw.items():
            name = f"{item}.{key}" if item else key
            if key not in types:
                raise BadProblem(name, f"is not one of {', '.join(types)}")
            _refuse_inside(value, types[key], name)


def _refuse_inside(raw: Any, kind: Any, item: str) -> None:
    if isinstance(kind, msgspec.inspect.DataclassType):
        _refuse_unknown(raw, kind.cls, item)
    elif isinstance(raw, list) and isinstance(kind, msgspec.inspect.VarTupleType | msgspec.inspect.ListType):
        if isinstance(kind.item_type, msgspec.inspect.DataclassType):
            for index, value in enumerate(raw):
                _refuse_unknown(value, kind.item_type.cls, f"{item}[{index}]")
    elif isinstance(raw, dict) and isinstance(kind, msgspec.inspect.DictType):
        for key, value in raw.items():
            _refuse_inside(value, kind.value_type, f"{item}.{key}")
