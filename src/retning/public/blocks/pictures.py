"""The one home of the choice which chart shows an indicator in an area, filled from the edition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from retning.charts import parts as c
from retning.charts.bars import BarsChart
from retning.charts.base import Chart
from retning.charts.labels import figure
from retning.charts.line import LineChart
from retning.charts.path import PathChart
from retning.charts.sparkline import Sparkline
from retning.charts.words import distance_sentence, place_of
from retning.language.numbers import change_unit
from retning.language.texts import state_key
from retning.public.blocks.forecasts import fan_of
from retning.public.context import Page
from retning.public.formats.paths import MINIMUM, PATH, drawn_minimum, drawn_path

Json = dict[str, Any]
WIDE, NARROW = 640, 320


def frame_of(page: Page, indicator: Json, area: str, line: Json | None = None) -> c.Frame:
    """Title, unit and source of an indicator's chart."""
    unit = indicator["unit"]
    tables = [page.site.data.tables[t] for t in (line or {}).get("tables", ()) if t in page.site.data.tables]
    return c.Frame(
        title=f"{page.pick(indicator['title'])}, {page.pick(page.site.data.areas[area]['name'])}",
        unit=page.t(f"unit_long.{unit}") if page.has(f"unit_long.{unit}") else unit,
        suffix=page.t(f"unit.{unit}") if page.has(f"unit.{unit}") else "",
        decimals=indicator["decimals"],
        kind=indicator["kind"],
        source=", ".join(dict.fromkeys(t["publisher"] for t in tables)),
        apart=page.t(f"unit.{change_unit(unit)}") if change_unit(unit) != unit else "",
    )


def points_of(line: Json) -> tuple[c.Point, ...]:
    """The points of a series, hollow where they are not final."""
    return tuple(
        c.Point(period, value, lower, upper, certainty != "final" or method == "estimated")
        for period, value, lower, upper, certainty, method in zip(
            line["period"],
            line["value"],
            line["lower"],
            line["upper"],
            line["certainty"],
            line["method"],
            strict=True,
        )
    )


def line_name(page: Page, indicator: Json, line: Json) -> str:
    """What a line is called: its own title, or the area's name."""
    base, _, vintage = line["line"].partition("@")
    declared = next((entry for entry in indicator["lines"] if entry["id"] == base), None)
    name = (
        page.pick(declared["title"])
        if declared and declared["title"]
        else page.pick(page.site.data.areas[line["area"]]["name"])
    )
    return page.t("picture.as_published", name=name, day=page.day(vintage)) if vintage else name


def minimum_of(indicator: Json) -> Json | None:
    """The main target of the kind "at least so much in every period", where the indicator has one."""
    for target in indicator["targets"]:
        if target["type"]["name"] == "minimum" and target["values"].get("of", "periods") == "periods":
            found: Json = target
            return found
    return None


@dataclass(frozen=True, kw_only=True)
class Picture:
    """The chart that shows an indicator in an area, and what it draws beside the area's own figures."""

    chart: Chart
    demand: tuple[str, Json] | None = None
    """The path or minimum that is drawn, as :data:`PATH` or :data:`MINIMUM` with its entry."""
    benchmark: c.Line | None = None


def chart(page: Page, indicator: Json, area: str, across: int) -> str:
    """The picture of an indicator in an area as SVG."""
    drawn = picture(page, indicator, area).chart
    return drawn.svg(page.lang, f"{indicator['id']}-{area}-{across}", across)


def picture(page: Page, indicator: Json, area: str) -> Picture:
    """Which chart shows an indicator in an area, with everything in it: a path, bars or lines."""
    lines = page.site.data.lines(indicator["id"], area)
    frame = frame_of(page, indicator, area, lines[0] if lines else None)
    if not lines:
        return Picture(chart=LineChart(frame, lines=()))
    breaks = tuple(c.BreakMark(b["period"], page.pick(b["reason"])) for b in lines[0]["breaks"])
    path = path_of(page, indicator, area)
    if path is not None:
        return _path(page, indicator, area, path, frame, breaks)
    fan, fan_label = fan_of(page, lines[0])
    target = minimum_of(indicator)
    if target is not None and area == indicator["main_area"]:
        bars = BarsChart(
            frame,
            points=points_of(lines[0]),
            minimum=target["values"]["value"],
            better="down" if indicator["direction"] == "down" else "up",
            first=str(target["values"].get("from", "")),
            last=str(target["values"].get("to", "")),
            breaks=breaks,
            fan=fan,
            fan_label=fan_label,
        )
        floor = drawn_minimum(page.site.data, indicator, area)
        return Picture(chart=bars, demand=(MINIMUM, floor) if floor else None)
    drawn = [
        c.Line(line_name(page, indicator, line), points_of(line), role)
        for line, role in ((line, role_beside(line) if n else "own") for n, line in enumerate(lines))
    ]
    benchmark = benchmark_of(page, indicator, area)
    if benchmark is not None:
        drawn.append(benchmark)
    chart = LineChart(frame, lines=tuple(drawn), breaks=breaks, fan=fan, fan_label=fan_label)
    return Picture(chart=chart, benchmark=benchmark)


def role_beside(line: Json) -> c.LineRole:
    """What a further line of an indicator is in its chart: an earlier vintage, or one of several equals."""
    return "ghost" if "@" in line["line"] else "other"


def benchmark_of(page: Page, indicator: Json, area: str) -> c.Line | None:
    """The comparator's line, where it has one and is another area; amounts are not compared."""
    benchmark = indicator.get("benchmark")
    if not benchmark or benchmark == area or indicator["kind"] == "count":
        return None
    line = page.site.data.series_of(indicator["id"], benchmark)
    name = page.pick(page.site.data.areas[benchmark]["name"])
    return c.Line(name, points_of(line), "benchmark") if line is not None else None


def path_of(page: Page, indicator: Json, area: str) -> Json | None:
    """The path that is drawn for an indicator in an area: its main target's, else the first one there is.

    Yearly amounts against a minimum are bars, not a line on the way somewhere (see :func:`picture`).
    """
    return drawn_path(page.site.data, indicator, area)


def _path(
    page: Page, indicator: Json, area: str, path: Json, frame: c.Frame, breaks: tuple[c.BreakMark, ...]
) -> Picture:
    """The chart of an indicator with a target that has a path."""
    data = page.site.data
    lines = data.lines(indicator["id"], area)
    own = next((line for line in lines if line["line"] == path["line"]), lines[0])
    fan, fan_label = fan_of(page, lines[0])
    target = indicator["targets"][path["target"]]
    benchmark = None if path["type"] == "bench_level" else benchmark_of(page, indicator, area)
    if path["type"] == "parity":
        words = page.t("picture.parity_target")
    elif path["type"] == "bench_level":
        words = page.t("cite.as_benchmark", name=page.pick(data.areas[path["benchmark"]]["name"]))
    else:
        words = page.t("cite.asked_growth") if path["moving"] else ""
    chart = PathChart(
        frame,
        observed=c.Line(line_name(page, indicator, own), points_of(own)),
        base=c.Point(*(path["base"] or path["points"][0])),
        target=c.TargetMark(path["goal"][1], path["goal"][0], words),
        path=tuple(c.Point(period, value) for period, value in path["points"]),
        benchmark=benchmark,
        ghosts=tuple(
            c.Line(line_name(page, indicator, line), points_of(line), role_beside(line))
            for line in lines
            if line is not own
        ),
        fan=fan,
        fan_label=fan_label,
        breaks=breaks,
        better=path["better"],
        verdict=verdict_of(page, indicator, path),
        deadline=str(target["values"].get("to") or ""),
        open_end=not target["values"].get("to"),
    )
    return Picture(chart=chart, demand=(PATH, path), benchmark=benchmark)


def verdict_of(page: Page, indicator: Json, path: Json) -> str:
    """The computed answer to the path's target, in words."""
    assessment = page.site.data.assessment(indicator["id"], path["area"])
    before = indicator["targets"][: path["target"]]
    number = sum([len(t["readings"]) or 1 for t in before])
    if assessment is None or number >= len(assessment["targets"]):
        return ""
    name = page.t(f"status.{state_key(assessment['targets'][number]['state'])}.name")
    return name[:1].upper() + name[1:]


def path_sentence(page: Page, indicator: Json, area: str) -> str:
    """Where the path says that we should have been, and how far from it we are ("" without a path)."""
    path = path_of(page, indicator, area)
    if path is None or path["expected"] is None:
        return ""
    frame = frame_of(page, indicator, area, page.site.data.series_of(indicator["id"], area))
    last, expected = c.Point(path["period"], path["value"]), path["expected"]
    if path["base"] is not None and not path["moving"]:
        goal = c.TargetMark(path["goal"][1], path["goal"][0])
        return distance_sentence(frame, last, goal, expected, path["better"], page.lang)
    return page.t(
        "cite.beside",
        period=page.period(path["period"]),
        value=figure(path["value"], page.lang, frame.decimals, frame.suffix),
        expected=figure(expected, page.lang, frame.decimals, frame.suffix),
        place=place_of(frame, path["value"], expected, path["better"], page.lang),
    )


def spark(page: Page, indicator: Json, area: str) -> str:
    """A small picture of the main line for a row of a table."""
    line = page.site.data.series_of(indicator["id"], area)
    points = points_of(line) if line else ()
    drawn = Sparkline(frame_of(page, indicator, area, line), points=points, height=32)
    return drawn.svg(page.lang, f"s-{indicator['id']}-{area}", 140)
