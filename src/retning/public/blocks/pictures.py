"""Charts of an indicator: which picture tells it, filled from the edition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retning.charts import parts as c
from retning.charts.bars import bars_chart
from retning.charts.labels import figure
from retning.charts.line import line_chart
from retning.charts.path import path_chart
from retning.charts.sparkline import sparkline
from retning.charts.words import distance_sentence, place_of
from retning.language.numbers import change_unit
from retning.language.texts import state_key
from retning.public.blocks.forecasts import with_fan
from retning.public.formats.paths import drawn_path

if TYPE_CHECKING:
    from retning.public.render import Page

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


Spec = c.LineSpec | c.PathSpec | c.BarsSpec


def chart(page: Page, indicator: Json, area: str, across: int, *, standalone: bool = False) -> str:
    """The picture of an indicator in an area as SVG."""
    return draw(
        page,
        spec_of(page, indicator, area),
        f"{indicator['id']}-{area}-{across}",
        across,
        standalone=standalone,
    )


def draw(page: Page, spec: Spec, chart_id: str, across: int, *, standalone: bool = False) -> str:
    """The picture that a specification asks for as SVG."""
    if isinstance(spec, c.PathSpec):
        return path_chart(spec, page.lang, chart_id, across, standalone=standalone)
    if isinstance(spec, c.BarsSpec):
        return bars_chart(spec, page.lang, chart_id, across, standalone=standalone)
    return line_chart(spec, page.lang, chart_id, across, standalone=standalone)


def spec_of(page: Page, indicator: Json, area: str) -> Spec:
    """Which picture tells an indicator in an area, with everything in it, the forecast included."""
    lines = page.site.data.lines(indicator["id"], area)
    return with_fan(page, lines[0] if lines else None, observed_spec(page, indicator, area))


def observed_spec(page: Page, indicator: Json, area: str) -> Spec:
    """Which picture tells an indicator in an area, with everything in it: a path, bars or lines."""
    lines = page.site.data.lines(indicator["id"], area)
    frame = frame_of(page, indicator, area, lines[0] if lines else None)
    if not lines:
        return c.LineSpec(frame, ())
    own = lines[0]
    breaks = tuple(c.Break(b["period"], page.pick(b["reason"])) for b in own["breaks"])
    declared = path_spec(page, indicator, area, own, frame, breaks)
    if declared is not None:
        return declared
    target = minimum_of(indicator)
    if target is not None and area == indicator["main_area"]:
        return c.BarsSpec(
            frame,
            points_of(own),
            minimum=target["values"]["value"],
            better="down" if indicator["direction"] == "down" else "up",
            first=str(target["values"].get("from", "")),
            last=str(target["values"].get("to", "")),
            breaks=breaks,
        )
    drawn = [c.Line(line_name(page, indicator, own), points_of(own), "own")]
    for line in lines[1:]:
        role = "ghost" if "@" in line["line"] else "other"
        drawn.append(c.Line(line_name(page, indicator, line), points_of(line), role))
    benchmark = indicator.get("benchmark")
    if benchmark and benchmark != area and indicator["kind"] != "count":
        beside = page.site.data.series_of(indicator["id"], benchmark)
        if beside is not None:
            name = page.pick(page.site.data.areas[benchmark]["name"])
            drawn.append(c.Line(name, points_of(beside), "benchmark"))
    return c.LineSpec(frame, tuple(drawn), breaks)


def path_of(page: Page, indicator: Json, area: str) -> Json | None:
    """The path that is drawn for an indicator in an area: its main target's, else the first one there is.

    Yearly amounts against a minimum are bars, not a line on the way somewhere (see :func:`spec_of`).
    """
    return drawn_path(page.site.data, indicator, area)


def path_spec(
    page: Page, indicator: Json, area: str, own: Json, frame: c.Frame, breaks: tuple[c.Break, ...]
) -> c.PathSpec | None:
    """The path chart of an indicator that some target with a path is drawn on."""
    path = path_of(page, indicator, area)
    if path is None:
        return None
    data = page.site.data
    lines = data.lines(indicator["id"], area)
    own = next((line for line in lines if line["line"] == path["line"]), own)
    points = tuple(c.Point(period, value) for period, value in path["points"])
    target = indicator["targets"][path["target"]]
    beside = data.series_of(indicator["id"], indicator["benchmark"]) if indicator.get("benchmark") else None
    compared = beside and indicator["benchmark"] != area and indicator["kind"] != "count"
    if path["type"] == "parity":
        words = page.t("picture.parity_target")
    elif path["type"] == "bench_level":
        words = page.t("cite.as_benchmark", name=page.pick(data.areas[path["benchmark"]]["name"]))
    else:
        words = page.t("cite.asked_growth") if path["moving"] else ""
    return c.PathSpec(
        frame,
        observed=c.Line(line_name(page, indicator, own), points_of(own), "own"),
        base=c.Point(*(path["base"] or path["points"][0])),
        target=c.Target(path["goal"][1], path["goal"][0], words),
        path=points,
        benchmark=c.Line(
            page.pick(data.areas[indicator["benchmark"]]["name"]), points_of(beside), "benchmark"
        )
        if compared and beside and path["type"] != "bench_level"
        else None,
        ghosts=tuple(
            c.Line(
                line_name(page, indicator, line), points_of(line), "ghost" if "@" in line["line"] else "other"
            )
            for line in lines
            if line is not own
        ),
        breaks=breaks,
        better=path["better"],
        verdict=verdict_of(page, indicator, path),
        deadline=str(target["values"].get("to") or ""),
        open_end=not target["values"].get("to"),
    )


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
        goal = c.Target(path["goal"][1], path["goal"][0])
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
    return sparkline(
        frame_of(page, indicator, area, line), points, page.lang, f"s-{indicator['id']}-{area}", 140, 32
    )
