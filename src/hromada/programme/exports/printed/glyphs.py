"""Which characters the fonts of the PDF can draw: PDF/UA admits none without a glyph, so others are replaced."""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from hromada.programme.exports.clean import clean_text

FONTS = Path(__file__).resolve().parents[3] / "kernel" / "static" / "vendor" / "pdf-fonts"

# What a line may be broken at. Longer runs of letters get an invisible place to break, or they run off the paper.
_LONG_RUN = re.compile(r"[^\s\u00ad\u200b-]{41,}")
_BREAK_AFTER = 20
_NO_GLYPH = "?"


def drawable(text: str) -> str:
    """The text in characters of our fonts: pictures are dropped, letters of other scripts become question marks."""
    drawn = "".join(_drawn(character) for character in unicodedata.normalize("NFC", clean_text(text)))
    return _LONG_RUN.sub(_breakable, drawn)


def _drawn(character: str) -> str:
    category = unicodedata.category(character)
    if character in "\n\u00ad":
        return character
    if category in ("Zs", "Zl", "Zp") or character == "\t":
        return character if ord(character) in _covered() else " "
    if category in ("Cf", "Cc", "Cs", "Co", "Cn"):
        return ""
    if ord(character) in _covered():
        return character
    simpler = unicodedata.normalize("NFKD", character)
    if simpler != character and all(ord(part) in _covered() for part in simpler):
        return simpler
    # Emoji, their modifiers and stray accents carry little that the words beside them do not say.
    return _NO_GLYPH if category[0] in "LN" else ""


def _breakable(run: re.Match[str]) -> str:
    letters = run[0]
    return "\u200b".join(letters[at : at + _BREAK_AFTER] for at in range(0, len(letters), _BREAK_AFTER))


@cache
def _covered() -> frozenset[int]:
    """The characters that every one of our fonts has."""
    return frozenset.intersection(*(frozenset(_characters(path.read_bytes())) for path in sorted(FONTS.glob("*.ttf"))))


def _characters(font: bytes) -> Iterator[int]:
    """The code points of a TrueType font's character map (table ``cmap``, subtables of format 4 and 12)."""
    readers: dict[int, Callable[[bytes], Iterator[int]]] = {4: _segments, 12: _groups}
    (tables,) = struct.unpack_from(">H", font, 4)
    for table in range(tables):
        tag, _checksum, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * table)
        if tag != b"cmap":
            continue
        cmap = font[offset : offset + length]
        (subtables,) = struct.unpack_from(">H", cmap, 2)
        for subtable in range(subtables):
            _platform, _encoding, start = struct.unpack_from(">HHI", cmap, 4 + 8 * subtable)
            (form,) = struct.unpack_from(">H", cmap, start)
            if form in readers:
                yield from readers[form](cmap[start:])


def _segments(subtable: bytes) -> Iterator[int]:
    (twice,) = struct.unpack_from(">H", subtable, 6)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", subtable, 14)
    starts = struct.unpack_from(f">{count}H", subtable, 16 + twice)
    for start, end in zip(starts, ends, strict=True):
        yield from range(start, min(end, 0xFFFE) + 1)


def _groups(subtable: bytes) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", subtable, 12)
    for group in range(count):
        start, end, _glyph = struct.unpack_from(">III", subtable, 16 + 12 * group)
        yield from range(start, end + 1)
