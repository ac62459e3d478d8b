"""Charts of indicators: the one home of the choice which chart shows an indicator in an area."""

from __future__ import annotations

from retning.charts import parts as c
from retning.charts.bars import BarsChart
from retning.charts.base import Chart
from retning.charts.labels import figure
from retning.charts.line import LineChart
from retning.charts.path import PathChart
from retning.charts.sparkline import Sparkline
from retning.charts.words import distance_sentence, place_of
from retning.edition.records.base import unpacked
from retning.edition.records.indicators import Indicator
from retning.edition.records.paths import Path, PathPoint
from retning.edition.records.series import Line
from retning.edition.records.targets import Target
from retning.language.numbers import change_unit
from retning.language.texts import state_key
from retning.public.blocks.forecasts import fan_of
from retning.public.context import Page
from retning.public.drawn import Demand, minimum_drawn, minimum_of, path_drawn, role_beside
from retning.public.model import Model
from retning.public.view import Picture

WIDE, NARROW = Chart.sizes


class IndicatorChart(Model, frozen=True, kw_only=True):
    """The chart that shows an indicator in an area, and what it draws beside the area's own figures."""

    chart: Chart
    demand: Demand | None = None
    benchmark: c.Line | None = None


def frame_of(page: Page, indicator: Indicator, area: str, line: Line | None = None) -> c.Frame:
    """Title, unit and source of an indicator's chart."""
    unit, edition = indicator.unit, page.site.edition
    tables = [edition.tables[name] for name in (line.tables if line else ()) if name in edition.tables]
    return c.Frame(
        title=f"{page.pick(indicator.title)}, {page.pick(edition.areas[area].name)}",
        unit=page.t(f"unit_long.{unit}") if page.has(f"unit_long.{unit}") else unit,
        suffix=page.t(f"unit.{unit}") if page.has(f"unit.{unit}") else "",
        decimals=indicator.decimals,
        kind=indicator.kind,
        source=", ".join(dict.fromkeys(table.publisher for table in tables)),
        apart=page.t(f"unit.{change_unit(unit)}") if change_unit(unit) != unit else "",
    )


def points_of(line: Line) -> tuple[c.Point, ...]:
    """The points of a line, hollow where they are not final."""
    rows = len(line.period)
    columns = (unpacked(column, rows) for column in (line.lower, line.upper, line.certainty, line.method))
    return tuple(
        c.Point(period, value, lower, upper, certainty != "final" or method == "estimated")
        for period, value, (lower, upper, certainty, method) in zip(
            line.period, line.value, zip(*columns, strict=True), strict=True
        )
    )


def span(page: Page, line: Line) -> str:
    """From when to when a line has values: "2016–2021" ("" without any)."""
    known = [period for period, value in zip(line.period, line.value, strict=True) if value is not None]
    ends = dict.fromkeys((page.period(known[0]), page.period(known[-1]))) if known else ()
    return "\N{EN DASH}".join(ends)


def line_name(page: Page, indicator: Indicator, area: str, line: Line) -> str:
    """What a line is called: its own title, or the area's name."""
    base, _, vintage = line.line.partition("@")
    declared = next((one for one in indicator.lines if one.id == base), None)
    title = declared.title if declared and declared.title else page.site.edition.areas[area].name
    name = page.pick(title)
    return page.t("picture.as_published", name=name, day=page.day(vintage)) if vintage else name


def indicator_chart(page: Page, indicator: Indicator, area: str) -> IndicatorChart:
    """Which chart shows an indicator in an area, with everything in it: a path, bars or lines."""
    lines = page.figures.lines(indicator.id, area)
    frame = frame_of(page, indicator, area, lines[0] if lines else None)
    if not lines:
        return IndicatorChart(chart=LineChart(frame, lines=()))
    path = path_drawn(page.site.edition, indicator, area)
    if path is not None:
        return _path(page, indicator, area, path, frame)
    target = minimum_of(indicator)
    if target is not None and area == indicator.main_area:
        return _bars(page, indicator, area, target, frame)
    fan, fan_label = fan_of(page, lines[0])
    drawn = [
        c.Line(line_name(page, indicator, area, line), points_of(line), role_beside(line) if n else "own")
        for n, line in enumerate(lines)
    ]
    benchmark = benchmark_of(page, indicator, area)
    if benchmark is not None:
        drawn.append(benchmark)
    breaks = breaks_of(page, lines[0])
    chart = LineChart(frame, lines=tuple(drawn), breaks=breaks, fan=fan, fan_label=fan_label)
    return IndicatorChart(chart=chart, benchmark=benchmark)


def breaks_of(page: Page, line: Line) -> tuple[c.BreakMark, ...]:
    """The breaks of a line with their reasons."""
    return tuple(c.BreakMark(b.period, page.pick(b.reason)) for b in line.breaks)


def benchmark_of(page: Page, indicator: Indicator, area: str) -> c.Line | None:
    """The comparator's line, where it has one and is another area; amounts are not compared."""
    benchmark = indicator.benchmark
    if not benchmark or benchmark == area or indicator.kind == "count":
        return None
    line = page.figures.line(indicator.id, benchmark)
    if line is None:
        return None
    return c.Line(page.pick(page.site.edition.areas[benchmark].name), points_of(line), "benchmark")


def _bars(page: Page, indicator: Indicator, area: str, target: Target, frame: c.Frame) -> IndicatorChart:
    """Yearly amounts beside what each year should reach."""
    line = page.figures.lines(indicator.id, area)[0]
    fan, fan_label = fan_of(page, line)
    bars = BarsChart(
        frame,
        points=points_of(line),
        minimum=target.values.value,
        better="down" if indicator.direction == "down" else "up",
        first=target.values.from_ or "",
        last=target.values.to or "",
        breaks=breaks_of(page, line),
        fan=fan,
        fan_label=fan_label,
    )
    floor = minimum_drawn(page.site.edition, indicator, area)
    return IndicatorChart(chart=bars, demand=Demand("minimum", floor) if floor else None)


def _path(page: Page, indicator: Indicator, area: str, path: Path, frame: c.Frame) -> IndicatorChart:
    """An indicator on the path to a target."""
    lines = page.figures.lines(indicator.id, area)
    own = next((line for line in lines if line.line == path.line), lines[0])
    fan, fan_label = fan_of(page, lines[0])
    deadline = indicator.targets[path.target].values.to or ""
    benchmark = None if path.type == "bench_level" else benchmark_of(page, indicator, area)
    chart = PathChart(
        frame,
        observed=c.Line(line_name(page, indicator, area, own), points_of(own)),
        base=_point(path.base or path.points[0]),
        target=c.TargetMark(path.goal.value, path.goal.period, _goal_words(page, path)),
        path=tuple(_point(point) for point in path.points),
        benchmark=benchmark,
        ghosts=tuple(
            c.Line(line_name(page, indicator, area, line), points_of(line), role_beside(line))
            for line in lines
            if line is not own
        ),
        fan=fan,
        fan_label=fan_label,
        breaks=breaks_of(page, lines[0]),
        better=path.better,
        verdict=_verdict(page, indicator, area, path),
        deadline=deadline,
        open_end=not deadline,
    )
    return IndicatorChart(chart=chart, demand=Demand("path", path), benchmark=benchmark)


def _point(point: PathPoint) -> c.Point:
    return c.Point(point.period, point.value)


def _goal_words(page: Page, path: Path) -> str:
    """What the end of a path is called, where it is more than a value ("": its value)."""
    if path.type == "parity":
        return page.t("picture.parity_target")
    if path.type == "bench_level":
        return page.t("cite.as_benchmark", name=page.pick(page.site.edition.areas[path.benchmark].name))
    return page.t("cite.asked_growth") if path.moving else ""


def _verdict(page: Page, indicator: Indicator, area: str, path: Path) -> str:
    """The computed answer to the path's target, in words."""
    assessment = page.site.edition.assessment(indicator.id, area)
    before = indicator.targets[: path.target]
    number = sum([len(target.readings) or 1 for target in before])
    if assessment is None or number >= len(assessment.targets):
        return ""
    name = page.t(f"status.{state_key(assessment.targets[number].state)}.name")
    return name[:1].upper() + name[1:]


def path_sentence(page: Page, indicator: Indicator, area: str) -> str:
    """Where the path says that we should have been, and how far from it we are ("" without a path)."""
    path = path_drawn(page.site.edition, indicator, area)
    if path is None or path.expected is None or path.value is None:
        return ""
    frame = frame_of(page, indicator, area, page.figures.line(indicator.id, area))
    if path.base is not None and not path.moving:
        last, goal = c.Point(path.period, path.value), c.TargetMark(path.goal.value, path.goal.period)
        return distance_sentence(frame, last, goal, path.expected, path.better, page.lang)
    return page.t(
        "cite.beside",
        period=page.period(path.period),
        value=figure(path.value, page.lang, frame.decimals, frame.suffix),
        expected=figure(path.expected, page.lang, frame.decimals, frame.suffix),
        place=place_of(frame, path.value, path.expected, path.better, page.lang),
    )


def picture(page: Page, indicator: Indicator, area: str) -> Picture:
    """The chart of an indicator in an area, for a page."""
    return Picture.of(indicator_chart(page, indicator, area).chart, page.lang, f"{indicator.id}-{area}")


def spark(page: Page, indicator: Indicator, area: str) -> Picture:
    """A small picture of the main line for a row of a table."""
    line = page.figures.line(indicator.id, area)
    points = points_of(line) if line else ()
    chart = Sparkline(frame_of(page, indicator, area, line), points=points, height=32)
    return Picture(chart, page.lang, ((140, f"s-{indicator.id}-{area}"),))
