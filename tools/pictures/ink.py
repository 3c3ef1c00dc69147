"""What the drawings are made of: a palette, shapes, gradients, and chance that always falls the same."""

from __future__ import annotations

import random

WIDTH, HEIGHT = 1600, 900

NIGHT, DEEP, BLUE, MIST = "#0d1f3f", "#173a70", "#3f6fae", "#b9cbe0"
GOLD, AMBER, PEACH, CREAM = "#f2c14e", "#e8a33d", "#f6d7b0", "#fbf4e6"


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  # it places windows and ripples, it guards nothing


def _attributes(**named: object) -> str:
    return "".join(f' {name.replace("_", "-")}="{value}"' for name, value in named.items())


def rect(x: float, y: float, w: float, h: float, fill: str, **more: object) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" fill="{fill}"{_attributes(**more)}/>'


def circle(x: float, y: float, r: float, fill: str, **more: object) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{fill}"{_attributes(**more)}/>'


def ellipse(x: float, y: float, rx: float, ry: float, fill: str, **more: object) -> str:
    return f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{rx:.1f}" ry="{ry:.1f}" fill="{fill}"{_attributes(**more)}/>'


def path(data: str, fill: str, **more: object) -> str:
    return f'<path d="{data}" fill="{fill}"{_attributes(**more)}/>'


def stroke(data: str, colour: str, width: float, **more: object) -> str:
    return path(data, "none", stroke=colour, stroke_width=width, **more)


def group(*parts: str, transform: str, **more: object) -> str:
    return f'<g transform="{transform}"{_attributes(**more)}>{"".join(parts)}</g>'


def gradient(name: str, stops: list[tuple[float, str]], *, across: bool = False) -> str:
    end = 'x2="1" y2="0"' if across else 'x2="0" y2="1"'
    inner = "".join(f'<stop offset="{at}" stop-color="{colour}"/>' for at, colour in stops)
    return f'<linearGradient id="{name}" x1="0" y1="0" {end}>{inner}</linearGradient>'


def glow(name: str, colour: str, strength: float) -> str:
    return (
        f'<radialGradient id="{name}"><stop offset="0" stop-color="{colour}" stop-opacity="{strength}"/>'
        f'<stop offset="1" stop-color="{colour}" stop-opacity="0"/></radialGradient>'
    )


def drawing(definitions: str, *parts: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"<defs>{definitions}</defs>{''.join(parts)}</svg>"
    )
