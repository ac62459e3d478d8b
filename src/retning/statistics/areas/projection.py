"""Longitude and latitude to metres: the transverse Mercator, in plain Python.

Formulas of IOGP Guidance Note 7-2 (2019), 3.5.3 "Transverse Mercator", the series of JHS 154 in the third
flattening to the fourth order: exact to a tenth of a millimetre within a zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asinh, atan, atanh, cos, cosh, pi, radians, sin, sinh, sqrt, tan


@dataclass(frozen=True, slots=True)
class TransverseMercator:
    """A transverse Mercator: ellipsoid, origin (degrees), scale on the central meridian, false origin (metres)."""

    axis: float
    inverse_flattening: float
    latitude: float
    longitude: float
    scale: float
    false_east: float
    false_north: float

    def project(self, longitude: float, latitude: float) -> tuple[float, float]:
        """East and north in metres of a point in degrees.

        >>> ETRS89_ZONE_33.project(15.0, 0.0)
        (500000.0, 0.0)
        """
        f = 1 / self.inverse_flattening
        n = f / (2 - f)
        e = sqrt(f * (2 - f))
        b = self.axis / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
        h = (
            n / 2 - 2 / 3 * n**2 + 5 / 16 * n**3 + 41 / 180 * n**4,
            13 / 48 * n**2 - 3 / 5 * n**3 + 557 / 1440 * n**4,
            61 / 240 * n**3 - 103 / 140 * n**4,
            49561 / 161280 * n**4,
        )
        east, north = _series(radians(latitude), radians(longitude - self.longitude), e, h)
        _, origin = _series(radians(self.latitude), 0.0, e, h)
        return (
            self.false_east + self.scale * b * east,
            self.false_north + self.scale * b * (north - origin),
        )


def _series(
    latitude: float, longitude: float, e: float, h: tuple[float, float, float, float]
) -> tuple[float, float]:
    """East and north on the unit sphere of the series (eta and xi in the note)."""
    if abs(latitude) >= pi / 2:
        q_beta = pi / 2 if latitude > 0 else -pi / 2
    else:
        q = asinh(tan(latitude)) - e * atanh(e * sin(latitude))
        q_beta = atan(sinh(q))
    eta = atanh(cos(q_beta) * sin(longitude))
    xi = _asin(sin(q_beta) * cosh(eta))
    return (
        eta + sum([h[k] * cos(2 * (k + 1) * xi) * sinh(2 * (k + 1) * eta) for k in range(4)]),
        xi + sum([h[k] * sin(2 * (k + 1) * xi) * cosh(2 * (k + 1) * eta) for k in range(4)]),
    )


def _asin(x: float) -> float:
    """Arc sine that forgives the last bit of rounding beyond one."""
    x = max(-1.0, min(1.0, x))
    return atan(x / sqrt(1 - x * x)) if abs(x) < 1 else x * pi / 2


ETRS89_ZONE_33 = TransverseMercator(6378137.0, 298.257222101, 0.0, 15.0, 0.9996, 500000.0, 0.0)
"""EPSG:25833: the frame in which national maps are drawn."""


def to_epsg_25833(longitude: float, latitude: float) -> tuple[float, float]:
    """East and north in EPSG:25833.

    >>> [round(v) for v in to_epsg_25833(12.0, 0.0)]
    [166021, 0]
    """
    return ETRS89_ZONE_33.project(longitude, latitude)
