"""The small frozen values that several kinds of chart are made of.

Texts in them are already in the reader's language. What only one kind of chart needs stands in that chart's module.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import Literal, NamedTuple

LineRole = Literal["own", "benchmark", "other", "ghost"]
"""``own``: the one in the accent colour. ``benchmark``: thin and grey. ``other``: one of several equals.
``ghost``: an earlier vintage, thin and dotted, without a name."""


class Point(NamedTuple):
    """One value in one period; ``hollow`` (provisional or estimated) is drawn as a ring.

    ``lower`` and ``upper`` bound the value's interval, where there is one.
    """

    period: str
    value: float | None
    lower: float | None = None
    upper: float | None = None
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A named line of points in order of time.

    >>> Line("Region", (Point("2023", 4.0), Point("2024", 5.0))).role
    'own'
    """

    name: str
    points: tuple[Point, ...]
    role: LineRole = "own"


@dataclass(frozen=True, slots=True)
class BreakMark:
    """A break in the series: values from ``period`` on cannot be compared with those before it.

    No line is drawn across it.
    """

    period: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TargetMark:
    """A demanded value. With a ``period`` it is due then; without one it holds all the time."""

    value: float
    period: str = ""
    label: str = ""


class FanStep(NamedTuple):
    """One period of a forecast: its middle, and the bounds of its interval."""

    period: str
    value: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Frame:
    """What every chart has: title and unit, how values are written, and what a saved file needs to stand alone.

    ``unit`` stands over the axis ("persons"); ``suffix`` follows a value in a sentence ("%"); ``apart`` follows a
    difference between two values where that is not ``suffix`` ("percentage points"). ``kind`` is the indicator's
    (``count``, ``ratio``, …) and decides whether the axis starts at zero.

    >>> Frame("Exports", unit="per cent", decimals=1).title
    'Exports'
    """

    title: str
    _: KW_ONLY
    unit: str = ""
    suffix: str = ""
    decimals: int = 0
    kind: str = "ratio"
    subtitle: str = ""
    source: str = ""
    note: str = ""
    apart: str = ""
