"""A stage from the back of the hall: a lectern, a screen with someone joining from far away, the audience."""

from __future__ import annotations

from tools.pictures.ink import GOLD, HEIGHT, WIDTH, circle, drawing, ellipse, glow, gradient, path, rect, seeded

FLOOR = 618
ROWS = ((668, 26, 74, "#16335f"), (742, 34, 96, "#10264a"), (836, 46, 128, "#0a1832"))


def screen() -> str:
    """A wide screen; on it, in a round frame, somebody who is not in the hall."""
    bust = "M690 440 C690 372 734 340 800 340 C866 340 910 372 910 440 Z"
    return (
        rect(428, 104, 744, 420, "#081429", rx=10)
        + rect(440, 116, 720, 396, "url(#screen)", rx=4)
        + circle(800, 300, 132, "#eef4fb", opacity=0.25)
        + circle(800, 300, 122, "url(#far)")
        + circle(800, 270, 46, "#173a70")
        + path(bust, "#173a70", clip_path="url(#frame)")
        + circle(800, 300, 122, "none", stroke="#fbf4e6", stroke_width=5)
        + "".join(circle(800 + step * 26, 472, 6, GOLD if step == 0 else "#b9cbe0") for step in (-1, 0, 1))
    )


def lectern() -> str:
    """Someone speaks; the lectern hides what it should."""
    return (
        circle(304, 426, 34, "#0a1832")
        + path("M240 600 C240 496 262 458 304 456 C346 458 368 496 368 600 Z", "#0a1832")
        + path("M248 506 L360 506 L348 640 L260 640 Z", "#c99a63")
        + path("M238 492 H370 L362 512 H246 Z", "#e0b987")
        + path("M326 492 C326 470 316 462 310 458", "none", stroke="#0a1832", stroke_width=4)
    )


def lights() -> str:
    cones = ("M250 0 L120 640 L500 640 Z", "M800 0 L430 640 L1170 640 Z", "M1350 0 L1100 640 L1480 640 Z")
    lamps = "".join(rect(x - 26, 0, 52, 22, "#081429", rx=5) for x in (250, 800, 1350))
    return "".join(path(cone, "url(#beam)", opacity=0.5) for cone in cones) + lamps


def audience() -> str:
    chance = seeded(3)
    parts = []
    for row, (y, size, step, tone) in enumerate(ROWS):
        for x in range(-20 + 40 * (row % 2), WIDTH + 60, step):
            left, up = x + chance.uniform(-9, 9), y + chance.uniform(-7, 7)
            parts.append(circle(left, up, size, tone))
            parts.append(ellipse(left, up + size * 2.35, size * 1.75, size * 1.6, tone))
    return "".join(parts)


def plant(x: float) -> str:
    leaves = "".join(
        path("M0 0 C14 -30 14 -74 0 -104 C-14 -74 -14 -30 0 0 Z", tone, transform=f"translate({x} 590) rotate({turn})")
        for turn, tone in ((-46, "#2f5c49"), (46, "#2f5c49"), (-22, "#3d7259"), (22, "#3d7259"), (0, "#4d8a6a"))
    )
    return leaves + path(f"M{x - 28} 586 H{x + 28} L{x + 20} 636 H{x - 20} Z", "#b9854c")


def stage() -> str:
    return drawing(
        gradient("wall", [(0, "#0c1e3e"), (0.7, "#1d437c"), (1, "#27528f")])
        + gradient("screen", [(0, "#3c6aa6"), (1, "#9fbdd8")])
        + gradient("far", [(0, "#fbf4e6"), (1, "#f2c98a")])
        + gradient("beam", [(0, "#ffe9b8"), (1, "#1d437c")])
        + gradient("boards", [(0, "#a5733f"), (1, "#5f3f22")])
        + glow("pool", "#ffdf9c", 0.55)
        + f'<clipPath id="frame">{circle(800, 300, 122, "#000")}</clipPath>',
        rect(0, 0, WIDTH, HEIGHT, "url(#wall)"),
        lights(),
        rect(0, FLOOR, WIDTH, 120, "url(#boards)"),
        rect(0, 716, WIDTH, HEIGHT - 716, "#0a1832"),
        ellipse(304, FLOOR + 18, 190, 26, "url(#pool)"),
        ellipse(800, FLOOR + 14, 420, 24, "url(#pool)"),
        screen(),
        plant(1270),
        plant(1380),
        lectern(),
        audience(),
    )
