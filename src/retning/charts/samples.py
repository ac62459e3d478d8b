"""Invented data for the samples of the charts: names long enough to be in the way, and numbers without chance."""

from __future__ import annotations

from collections.abc import Sequence

from retning.charts.parts import Frame, Point

NAMES = ("Storby", "Havnevik", "Øvre Fjelldal", "Nesvik", "Midtre Langnesdal", "Vi", "Sjøneset", "Øy")
"""Towns that do not exist."""

RATE = Frame(
    "Share of value added",
    unit="per cent",
    suffix="%",
    decimals=1,
    source="Source: invented figures",
)
COUNT = Frame(
    "Growth of the population during the year",
    unit="persons",
    kind="count",
    subtitle="Change in population from 1 January to 1 January",
    source="Source: invented figures",
)


def years(first: int, values: Sequence[float | None], hollow: int = 0) -> tuple[Point, ...]:
    """Points of successive years; the last ``hollow`` are provisional.

    >>> years(2023, [1.0, None])[1].period
    '2024'
    """
    final = len(values) - hollow
    return tuple(Point(str(first + i), v, hollow=i >= final) for i, v in enumerate(values))


def wave(start: float, step: float, n: int, swing: float = 0.0) -> list[float | None]:
    """A rise with a swing.

    >>> wave(10.0, 1.0, 3, 0.5)
    [9.0, 11.0, 13.0]
    """
    return [round(start + step * i + swing * ((i * 7) % 5 - 2), 2) for i in range(n)]
