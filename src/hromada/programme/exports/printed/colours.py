"""An edition's colour on paper: dark enough to be read on white, and what is read upon it."""

from __future__ import annotations

# WCAG 2.2, success criterion 1.4.3 (AA), for text of any size.
_LEGIBLE = 4.5
_WHITE = (255, 255, 255)

RGB = tuple[int, int, int]


def legible_on_white(colour: str) -> str:
    """The colour, darkened step by step until white paper sets it off."""
    red, green, blue = _parts(colour)
    while contrast((red, green, blue), _WHITE) < _LEGIBLE:
        red, green, blue = (part * 19 // 20 for part in (red, green, blue))
    return f"#{red:02x}{green:02x}{blue:02x}"


def contrast(one: RGB, other: RGB) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _parts(colour: str) -> RGB:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: RGB) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
