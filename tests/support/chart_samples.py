"""Charts that the tests draw: one of every kind, with names that are long enough to be in the way."""

from __future__ import annotations

from collections.abc import Callable

from retning.charts.bars import bars_chart
from retning.charts.distribution import distribution
from retning.charts.dot_strip import dot_strip
from retning.charts.funnel import funnel_plot
from retning.charts.geo_map import geo_map
from retning.charts.line import line_chart
from retning.charts.parts import (
    BarsSpec,
    Break,
    DistributionSpec,
    Dot,
    DotStripSpec,
    FanStep,
    Frame,
    FunnelLimit,
    FunnelPoint,
    FunnelSpec,
    GeoMapSpec,
    Line,
    LineSpec,
    MultiplesSpec,
    Panel,
    PathSpec,
    Point,
    Shape,
    Slope,
    SlopeSpec,
    StackRow,
    StackSpec,
    State,
    Target,
    Tile,
    TileMapSpec,
)
from retning.charts.path import path_chart
from retning.charts.slope import slope_chart
from retning.charts.small_multiples import small_multiples
from retning.charts.stacked_bars import stacked_bars
from retning.charts.tile_map import tile_map

NAMES = ("Storby", "Havnevik", "Øvre Fjelldal", "Nesodd", "Midtre Storelvdal", "Li", "Sjøvegan", "Ås")


def years(first: int, values: list[float | None], hollow: int = 0) -> tuple[Point, ...]:
    """Points of successive years; the last ``hollow`` are provisional."""
    n = len(values)
    return tuple(Point(str(first + i), v, hollow=i >= n - hollow) for i, v in enumerate(values))


def wave(start: float, step: float, n: int, swing: float = 0.0) -> list[float | None]:
    """A rise with a swing, without chance."""
    return [round(start + step * i + swing * ((i * 7) % 5 - 2), 2) for i in range(n)]


FRAME = Frame(
    "Folkevekst gjennom året",
    unit="Personer",
    kind="count",
    subtitle="Endring i folketallet fra 1. januar til 1. januar",
    source="Kilde: et statistikkbyrå, tabell 1",
)
RATE = Frame("Andel av verdiskapingen", unit="Prosent", suffix="%", decimals=1, source="Kilde: en tabell")
AMOUNTS: list[float | None] = [
    2310,
    2890,
    3420,
    3610,
    4012,
    4230,
    4105,
    3890,
    3300,
    2950,
    None,
    3120,
    2760,
    3340,
]
LINE = LineSpec(
    RATE,
    (
        Line("Regionen", years(2001, [*wave(40, 0.5, 12, 0.3), None, *wave(44, 0.3, 11, 0.4)], 1)),
        Line("Landet", years(2001, wave(45, 0.2, 24, 0.1)), "benchmark"),
        Line("Byregionene, middels", years(2001, wave(44, 0.25, 24, 0.2)), "other"),
        Line("Havnevik", years(2001, wave(43.6, 0.3, 24, 0.2)), "other"),
        Line("Forrige utgave", years(2001, wave(39, 0.5, 20, 0.3)), "ghost"),
    ),
    (Break("2016", "ny definisjon"),),
    (Target(52.0),),
)
PATH = PathSpec(
    RATE,
    Line("Regionen", years(2006, wave(80.2, 0.5, 17, 0.5), 1)),
    Point("2006", 79.2),
    Target(100.0, "2020"),
    benchmark=Line("Landet", years(2006, wave(95, 0.1, 17, 0.4)), "benchmark"),
    ghosts=(Line("Med sokkelen", years(2006, wave(78, 0.2, 17, 0.3)), "other"),),
    verdict="Langt bak veien",
    fan=(FanStep("2023", 88.5, 86.5, 90.5), FanStep("2024", 89, 86, 92), FanStep("2025", 89.5, 85.5, 93.5)),
)
BARS = BarsSpec(FRAME, years(2008, AMOUNTS, 1), 4000, first="2010", last="2019", breaks=(Break("2014"),))
DOTS = DotStripSpec(
    RATE,
    "2024",
    (
        *tuple(
            Dot(f"{n} {k}", round(40 + k * 1.7 + i * 0.9, 1)) for k in range(4) for i, n in enumerate(NAMES)
        ),
        Dot("Fjernt", 120.0),
        Dot("Regionen", 46.2, "own"),
        Dot("Landet", 47.0, "comparator"),
    ),
    years(2006, wave(40, 0.4, 18, 0.5)),
    "Omtrent som landet",
)
SLOPES = SlopeSpec(
    RATE,
    "2010",
    "2024",
    (
        *tuple(
            Slope(n, 40 + i * 13 % 7 * 0.4, 41 + i * 11 % 5 * 0.9, "own" if i == 2 else "other")
            for i, n in enumerate(NAMES)
        ),
        Slope("Landet", 41.0, 43.0, "benchmark"),
    ),
)
MULTIPLES = MultiplesSpec(
    RATE,
    tuple(Panel(n, years(2010, wave(40 + i, 0.3, 14, 0.5))) for i, n in enumerate(NAMES)),
    Line("Landet", years(2010, wave(42, 0.3, 14)), "benchmark"),
)
STACK = StackSpec(
    Frame("Sysselsatte etter næring", unit="Prosent", suffix="%"),
    ("Industri", "Handel", "Helse og omsorg", "Undervisning", "Annet"),
    tuple(StackRow(n, (10 + i, 20 - i, 30.0, 15.0, 25.0)) for i, n in enumerate(NAMES[:4])),
)
STATES = DistributionSpec(
    Frame("Strategiene under mål 6"),
    (
        State("går riktig vei", 3, "good", ("6.1", "6.4", "6.7")),
        State("går feil vei", 2, "bad", ("6.2", "6.8")),
        State("for sakte", 1, "warn", ("6.5",)),
        State("kan ikke avgjøres", 2, "unknown", ("6.3", "6.6")),
    ),
)
FUNNEL = FunnelSpec(
    Frame("Nye foretak per 1 000 innbyggere", unit="Per 1 000", decimals=1),
    (
        *tuple(
            FunnelPoint(n, 4000 * 1.7**i, 10 + i * 5 % 4 - 1.5, "own" if i == 5 else "peer")
            for i, n in enumerate(NAMES)
        ),
        FunnelPoint("Utenfor", 60000, 14.5),
    ),
    tuple(
        FunnelLimit(s, 10 - 200 / s**0.5, 10 + 200 / s**0.5, 10 - 315 / s**0.5, 10 + 315 / s**0.5)
        for s in (3000, 5000, 8000, 12000, 20000, 40000, 80000, 160000, 300000)
    ),
    10.0,
    "Innbyggere",
    "Samlet nivå",
)
TILES = TileMapSpec(
    RATE,
    tuple(
        Tile(i // 3, i % 3 + (i // 3) % 2, n, None if i == 3 else 40 + i * 2.5, n[:4], i == 0)
        for i, n in enumerate(NAMES)
    ),
    (44, 48, 52),
)
MAP = GeoMapSpec(
    RATE,
    tuple(
        Shape(
            n,
            (
                (
                    (i % 4 * 20000.0, i // 4 * 30000.0),
                    (i % 4 * 20000.0 + 19000, i // 4 * 30000.0 + 2000),
                    (i % 4 * 20000.0 + 20000, i // 4 * 30000.0 + 29000),
                    (i % 4 * 20000.0 + 3000, i // 4 * 30000.0 + 30000),
                ),
            ),
            None if i == 5 else 40 + i * 2.5,
            n[:2],
            i == 1,
        )
        for i, n in enumerate(NAMES)
    ),
    (44, 48, 52),
)

Draw = Callable[..., str]
ALL: dict[str, tuple[Draw, object]] = {
    "line": (line_chart, LINE),
    "path": (path_chart, PATH),
    "bars": (bars_chart, BARS),
    "dots": (dot_strip, DOTS),
    "slope": (slope_chart, SLOPES),
    "multiples": (small_multiples, MULTIPLES),
    "stack": (stacked_bars, STACK),
    "states": (distribution, STATES),
    "funnel": (funnel_plot, FUNNEL),
    "tiles": (tile_map, TILES),
    "map": (geo_map, MAP),
}
