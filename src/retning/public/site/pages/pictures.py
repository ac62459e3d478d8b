"""Charts of an indicator: which picture tells it, filled from the edition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retning.public.charts import data as c
from retning.public.charts.bars import bars_chart
from retning.public.charts.line import line_chart
from retning.public.charts.path import path_chart
from retning.public.charts.sparkline import sparkline

if TYPE_CHECKING:
    from retning.public.site.render import Page

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
    """Which picture tells an indicator in an area, with everything in it: a path, bars or lines."""
    lines = page.site.data.lines(indicator["id"], area)
    frame = frame_of(page, indicator, area, lines[0] if lines else None)
    if not lines:
        return c.LineSpec(frame, ())
    own = lines[0]
    breaks = tuple(c.Break(b["period"], page.pick(b["reason"])) for b in own["breaks"])
    parity = parity_path(page, indicator, area, own, frame, breaks)
    if parity is not None:
        return parity
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


def parity_path(
    page: Page, indicator: Json, area: str, own: Json, frame: c.Frame, breaks: tuple[c.Break, ...]
) -> c.PathSpec | None:
    """The path to parity, for an indicator that some parity target is drawn on."""
    target = next((t for t in indicator["targets"] if t["type"]["name"] == "parity"), None)
    if target is None:
        return None
    start = str(target["values"]["from"])
    base = next((p for p in points_of(own) if p.period[:4] == start and p.value is not None), None)
    if base is None:
        return None
    to = str(target["values"]["to"])
    ghosts = tuple(
        c.Line(line_name(page, indicator, line), points_of(line), "other")
        for line in page.site.data.lines(indicator["id"], area)[1:]
    )
    return c.PathSpec(
        frame,
        observed=c.Line(line_name(page, indicator, own), points_of(own), "own"),
        base=base,
        target=c.Target(parity_level(indicator), to, page.t("picture.parity_target")),
        ghosts=ghosts,
        breaks=breaks,
        better="up",
        deadline=to,
    )


def parity_level(indicator: Json) -> float:
    """What equal shares are in the indicator's own unit: 1, or 100 where it is written in per cent."""
    line = indicator["lines"][0]
    relative = line["relative"] or {"factor": 1}
    return float(line["factor"] * relative["factor"])


def spark(page: Page, indicator: Json, area: str) -> str:
    """A small picture of the main line for a row of a table."""
    line = page.site.data.series_of(indicator["id"], area)
    points = points_of(line) if line else ()
    return sparkline(
        frame_of(page, indicator, area, line), points, page.lang, f"s-{indicator['id']}-{area}", 140, 32
    )
