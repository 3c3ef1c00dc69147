"""An edition's colour, made fit to be read: WCAG contrast for text and marks on light and dark paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

Channels = tuple[float, float, float]

BLACK: Channels = (0.0, 0.0, 0.0)
WHITE: Channels = (255.0, 255.0, 255.0)

# The darkest light and the lightest dark on which the sheets put coloured text: what holds here holds on the rest.
LIGHT_PAPER: Channels = (233.0, 235.0, 242.0)
DARK_PAPER: Channels = (42.0, 47.0, 69.0)

TEXT = 4.5
MARK = 3.0
# White words on the edition's ground are large and small; this is level AAA for both.
GROUND = 7.0

_HEXADECIMAL = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")


@dataclass(frozen=True)
class Tones:
    """One colour in five uses, as #rrggbb: ``ink`` for text, ``mark`` for lines, ``ground`` under white text."""

    ink_light: str
    ink_dark: str
    mark_light: str
    mark_dark: str
    ground: str


def channels(colour: str) -> Channels:
    """Red, green and blue of #rrggbb, 0 to 255. Raises ValueError for anything else."""
    found = _HEXADECIMAL.fullmatch(colour)
    if not found:
        raise ValueError(f"{colour!r} is not a colour of the form #rrggbb")
    red, green, blue = (float(int(part, 16)) for part in found.groups())
    return red, green, blue


def contrast(one: Channels, other: Channels) -> float:
    """WCAG contrast ratio, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@cache
def tones(colour: str) -> Tones:
    """Each tone is the colour itself where that has the contrast, else the nearest towards black or white that has."""
    given = channels(colour)
    return Tones(
        ink_light=_nearest(given, BLACK, LIGHT_PAPER, TEXT),
        ink_dark=_nearest(given, WHITE, DARK_PAPER, TEXT),
        mark_light=_nearest(given, BLACK, LIGHT_PAPER, MARK),
        mark_dark=_nearest(given, WHITE, DARK_PAPER, MARK),
        ground=_nearest(given, BLACK, WHITE, GROUND),
    )


def _luminance(colour: Channels) -> float:
    def linear(value: float) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _nearest(colour: Channels, goal: Channels, paper: Channels, wanted: float) -> str:
    for percent in range(101):
        mixed = _mixed(colour, goal, percent / 100)
        if contrast(mixed, paper) >= wanted:
            break
    return "#{:02x}{:02x}{:02x}".format(*(int(value) for value in mixed))


def _mixed(colour: Channels, goal: Channels, share: float) -> Channels:
    red, green, blue = (float(round(one + (other - one) * share)) for one, other in zip(colour, goal, strict=True))
    return red, green, blue
