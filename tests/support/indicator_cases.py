"""Small tables, areas and definitions for the tests of indicators. All figures are invented."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np

from retning.statistics.areas import Area, AreaChange, Areas, Code, Link, Membership
from retning.statistics.indicators.model import AreaBreak, Indicator, Line, Relative, Slice, Term
from retning.statistics.model import Break, Manifest, Series, Table, Value

Row = tuple[str, str, float | None]
YEAR = date(2020, 1, 1)


def areas() -> Areas:
    """A (01 and from 2020 10), B (02), C (03, shares out to A in 2020), a nation (0) and three regions.

    On 1 January 2020 code 01 became 10 and took over 40 per cent of 03; the rest of 03 is 30.
    """
    a = Area("a", "municipality", {"nb": "A"}, (Code("01", None, date(2019, 12, 31)), Code("10", YEAR)))
    b = Area("b", "municipality", {"nb": "B"}, (Code("02"),))
    c = Area("c", "municipality", {"nb": "C"}, (Code("03", None, date(2019, 12, 31)), Code("30", YEAR)))
    nation = Area("nation", "nation", {"nb": "N"}, (Code("0"),))
    pair = Area("pair", "region", {"nb": "P"}, (), (Membership(("b", "d")),), "2024-01-01")
    then = Area(
        "then",
        "region",
        {"nb": "T"},
        (),
        (Membership(("b",), None, date(2019, 12, 31)), Membership(("b", "d"), YEAR)),
        "period",
    )
    d = Area("d", "municipality", {"nb": "D"}, (Code("04"),))
    split = AreaChange(
        YEAR,
        "split",
        (Link("03", "30", 0.6), Link("03", "10", 0.4)),
        {"nb": "delt"},
        "kilde",
        "https://example.no/",
    )
    move = AreaChange(YEAR, "recode", (Link("01", "10"),), {}, "kilde", "https://example.no/")
    return Areas([a, b, c, d, nation, pair, then], [split, move])


def table(
    name: str = "figures/people",
    rows: Iterable[Row] = (),
    vintage: str = "2024-02-01",
    status: dict[tuple[str, str], str] | None = None,
    dims: dict[str, Iterable[str]] | None = None,
    **manifest: Any,
) -> Table:
    """A table of (code, period, value) rows."""
    listed = list(rows)
    about = Manifest(
        name,
        {"nb": name},
        "Utgiver",
        "",
        vintage,
        vintage,
        "https://example.no/",
        "NLOD 2.0",
        "",
        "0" * 64,
        **manifest,
    )
    return Table(
        about,
        {"area": tuple(r[0] for r in listed), **{k: tuple(v) for k, v in (dims or {}).items()}},
        tuple(r[1] for r in listed),
        np.array([np.nan if r[2] is None else r[2] for r in listed], dtype=np.float64),
        tuple((status or {}).get((r[0], r[1]), "") for r in listed),
    )


def path(code: str, start: int, *values: float | None) -> list[Row]:
    """One code's yearly figures, from a start year."""
    return [(code, str(start + at), value) for at, value in enumerate(values)]


def term(name: str = "figures/people", change: str = "", **more: Any) -> Term:
    return Term(Slice(name, more.pop("where", {})), change=change, **more)


def indicator(
    id: str = "x", kind: str = "count", lines: tuple[Line, ...] | None = None, **more: Any
) -> Indicator:
    """An indicator with one line over ``figures/people`` by default."""
    numerator = more.pop("numerator", None) or term(change=more.pop("change", ""))
    denominator, relative = more.pop("denominator", None), more.pop("relative", None)
    factor = more.pop("factor", 1.0)
    wanted = tuple(more.pop("areas", ("b",)))
    fields: dict[str, Any] = {
        "id": id,
        "title": {"nb": id},
        "description": {"nb": id},
        "unit": "persons",
        "decimals": 0,
        "nature": "stock",
        "kind": kind,
        "direction": "up",
        "influence": "shared",
        "delay": 0,
        "lines": lines or (Line("main", numerator, denominator, factor, relative),),
        "areas": wanted,
        "main_area": wanted[0],
    }
    return Indicator(**{**fields, **more})


def broken(period: str) -> tuple[AreaBreak, ...]:
    return (AreaBreak(Break(period, {"nb": "ny definisjon"})),)


def relative(to: str, how: str, factor: float = 1.0) -> Relative:
    return Relative(to, how, factor)


def found(series: Iterable[Series], area: str = "b", line: str = "main", id: str = "x") -> Series:
    """The one series with this area and line."""
    (one,) = [s for s in series if (s.indicator, s.area, s.line) == (id, area, line)]
    return one


def points(series: Series) -> dict[str, float | None]:
    return {v.period: v.value for v in series.values}


def at(series: Series, period: str) -> Value:
    (one,) = [v for v in series.values if v.period == period]
    return one
