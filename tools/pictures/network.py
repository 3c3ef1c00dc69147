"""Many places on the left, many on the right, and the arcs between them."""

from __future__ import annotations

from tools.pictures.ink import (
    BLUE,
    CREAM,
    GOLD,
    HEIGHT,
    MIST,
    WIDTH,
    circle,
    drawing,
    ellipse,
    glow,
    gradient,
    rect,
    seeded,
    stroke,
)


def lines() -> str:
    chance = seeded(2023)
    west = [(chance.gauss(330, 120), chance.uniform(110, 800)) for _ in range(46)]
    east = [(chance.gauss(1240, 150), chance.uniform(120, 800)) for _ in range(50)]
    arcs, dots = [], []
    for x, y in west:
        for tx, ty in chance.sample(east, chance.choice((1, 2))):
            lift = 60 + 0.22 * (tx - x)
            colour, weight = chance.choice(((GOLD, 1.5), (MIST, 1.0), ("#7fa3d1", 1.1), (MIST, 0.8)))
            bend = f"C{x + 260:.0f} {y - lift:.0f} {tx - 260:.0f} {ty - lift:.0f} {tx:.0f} {ty:.0f}"
            opacity = round(chance.uniform(0.28, 0.75), 2)
            arcs.append(stroke(f"M{x:.0f} {y:.0f} {bend}", colour, weight, opacity=opacity))
    for x, y in west + east:
        size = chance.choice((3, 3.5, 4.5, 6.5))
        dots += [circle(x, y, size * 3.4, "url(#halo)"), circle(x, y, size, CREAM)]
    return drawing(
        gradient("ground", [(0, "#12305f"), (0.55, "#10294f"), (1, "#0a1832")])
        + glow("halo", GOLD, 0.55)
        + glow("cool", BLUE, 0.5)
        + glow("warm", "#8f7a4a", 0.42),
        rect(0, 0, WIDTH, HEIGHT, "url(#ground)"),
        ellipse(330, 470, 470, 520, "url(#cool)"),
        ellipse(1240, 470, 500, 520, "url(#warm)"),
        *arcs,
        *dots,
    )
