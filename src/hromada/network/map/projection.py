"""Lambert's conformal conic projection, fitted to the space between Germany and Ukraine; the sheet is 1,000 units wide.

Outlines (at build time) and places (when a page is made) go through the same function, so that they always meet.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, log, pi, radians, sin, tan

WIDTH = 1000
HEIGHT = 500


@dataclass(frozen=True)
class Conic:
    """Two parallels are true to scale; ``meridian`` stands upright and ``centre`` is the middle of the sheet."""

    south_parallel: float
    north_parallel: float
    meridian: float
    centre: tuple[float, float]
    units_per_radian: float

    def _exponent(self) -> float:
        south, north = radians(self.south_parallel), radians(self.north_parallel)
        return log(cos(south) / cos(north)) / log(tan(pi / 4 + north / 2) / tan(pi / 4 + south / 2))

    def _flat(self, longitude: float, latitude: float) -> tuple[float, float]:
        exponent, south = self._exponent(), radians(self.south_parallel)
        factor = cos(south) * tan(pi / 4 + south / 2) ** exponent / exponent
        radius = factor / tan(pi / 4 + radians(latitude) / 2) ** exponent
        angle = exponent * radians(longitude - self.meridian)
        return radius * sin(angle), radius * cos(angle)

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where on the sheet a point of the globe lies, from the top left corner."""
        x, y = self._flat(longitude, latitude)
        middle_x, middle_y = self._flat(*self.centre)
        return (
            WIDTH / 2 + (x - middle_x) * self.units_per_radian,
            HEIGHT / 2 + (y - middle_y) * self.units_per_radian,
        )


SHEET = Conic(
    south_parallel=46.5,
    north_parallel=53.5,
    meridian=22.0,
    centre=(22.4, 50.2),
    units_per_radian=2440.0,
)


def is_on_sheet(x: float, y: float) -> bool:
    return 0 <= x <= WIDTH and 0 <= y <= HEIGHT
