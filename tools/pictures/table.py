"""A round table from above."""

from __future__ import annotations

from tools.pictures.ink import (
    AMBER,
    BLUE,
    DEEP,
    GOLD,
    HEIGHT,
    MIST,
    WIDTH,
    circle,
    drawing,
    gradient,
    group,
    path,
    rect,
)

X, Y, RADIUS, SEATS = 800.0, 450.0, 318.0, 18
PLANK = "#bfb39c"


def seat(number: int) -> str:
    """A chair, its sheet of paper and its glass, turned towards the middle."""
    colour, back = (BLUE, DEEP) if number % 2 else (GOLD, AMBER)
    return group(
        rect(-24, -RADIUS - 70, 58, 56, "#000", rx=16, opacity=0.10),
        rect(-27, -RADIUS - 78, 54, 50, colour, rx=14),
        rect(-30, -RADIUS - 88, 60, 15, back, rx=7.5),
        rect(-17, -RADIUS + 30, 34, 46, "#fffdf7", rx=1.5),
        *(rect(-11, -RADIUS + 40 + row * 8, 16 if row == 3 else 22, 2, MIST) for row in range(4)),
        circle(31, -RADIUS + 40, 7, "#dfe9f3", stroke="#fff", stroke_width=1.6),
        transform=f"translate({X} {Y}) rotate({360 * number / SEATS:.2f})",
    )


def floor() -> str:
    boards = [rect(0, y, WIDTH, 1.6, PLANK, opacity=0.55) for y in range(0, HEIGHT, 60)]
    joints = [
        rect((row * 397 + 190 * column) % WIDTH, row * 60, 1.6, 60, PLANK, opacity=0.5)
        for row in range(15)
        for column in (0, 4, 8)
    ]
    light = path("M900 0 L1600 0 V520 L1180 900 H420 Z", "#fff8e2", opacity=0.35)
    return rect(0, 0, WIDTH, HEIGHT, "url(#floor)") + "".join(boards + joints) + light


def top() -> str:
    return "".join(
        (
            circle(X, Y, 446, "#224a80"),
            circle(X, Y, 432, "none", stroke=GOLD, stroke_width=2.5, opacity=0.8),
            circle(X + 10, Y + 16, RADIUS + 3, "#0a1832", opacity=0.28),
            circle(X, Y, RADIUS, "url(#wood)"),
            *(circle(X, Y, r, "none", stroke="#8d6033", stroke_width=1.1, opacity=0.28) for r in range(60, 312, 18)),
            circle(X, Y, RADIUS - 4, "none", stroke="#e0b987", stroke_width=3, opacity=0.7),
        )
    )


def plant() -> str:
    leaf = "M0 0 C16 -18 18 -52 0 -76 C-18 -52 -16 -18 0 0 Z"
    leaves = [
        path(leaf, "#4d7a56" if turn % 60 else "#6b9a6f", transform=f"translate({X} {Y}) rotate({turn})")
        for turn in range(0, 360, 30)
    ]
    return circle(X, Y, 84, "#f7f2e6", opacity=0.9) + "".join(leaves) + circle(X, Y, 15, GOLD)


def table() -> str:
    planks = gradient("floor", [(0, "#e9e3d6"), (1, "#d5ccb9")])
    wood = gradient("wood", [(0, "#c99a63"), (0.5, "#b9854c"), (1, "#a5733f")], across=True)
    return drawing(planks + wood, floor(), top(), *(seat(number) for number in range(SEATS)), plant())
