"""Maps and other pictures of one indicator over the municipalities: tiles, borders, small pictures, slopes, funnel."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import Any

from retning.charts import parts as c
from retning.charts.base import Chart
from retning.charts.funnel import FunnelLimit, FunnelPlot, FunnelPoint
from retning.charts.geo_map import GeoMap, Shape
from retning.charts.slope import Slope, SlopeChart
from retning.charts.small_multiples import SmallMultiples
from retning.charts.tile_map import Tile, TileMap
from retning.public.blocks.pictures import NARROW, WIDE, frame_of, points_of
from retning.public.context import Page
from retning.public.data import Data
from retning.public.markup import safe

Json = dict[str, Any]

KIND = "municipality"
FEWEST = 5
"""Fewer municipalities than this make no map."""
MOST_SLOPES = 12
LEAST_YEARS = 3


def mapped(data: Data, indicator: str) -> Json | None:
    """The entry of the municipalities in an indicator, where enough of them have a value to draw."""
    for entry in data.content.get("peers", ()):
        if entry["indicator"] != indicator or len(entry["dots"]) < FEWEST:
            continue
        if all(data.areas[area]["kind"] == KIND for area, _ in entry["dots"]):
            found: Json = entry
            return found
    return None


def placed(data: Data) -> list[str]:
    """The municipalities with a place on the schematic map, in the area file's order."""
    return [id for id, area in data.areas.items() if area.get("tile")]


def shapes_of(data: Data) -> Json | None:
    """The newest real borders that the edition holds, where they cover every municipality that has a tile."""
    borders = [b for b in data.content.get("borders", ()) if set(placed(data)) <= set(b["shapes"])]
    newest: Json | None = max(borders, key=lambda b: (b["year"], b["id"]), default=None)
    return newest


def map_chart(
    page: Page, frame: c.Frame, values: dict[str, float], limits: tuple[float, ...], own: str
) -> Chart | None:
    """The map with real borders where the edition has them, else with tiles; nothing where neither is there."""
    data = page.site.data
    names = {a: page.pick(data.areas[a]["name"]) for a in placed(data)}
    if not names:
        return None
    real = shapes_of(data)
    if real is not None:
        shapes = tuple(
            Shape(
                names[a],
                tuple(tuple((p[0], p[1]) for p in ring) for ring in real["shapes"][a]),
                values.get(a),
                own=a == own,
            )
            for a in names
        )
        return GeoMap(frame, shapes=shapes, limits=limits)
    tiles = tuple(
        Tile(row, column, names[a], values.get(a), own=a == own)
        for a in names
        for row, column in [data.areas[a]["tile"]]
    )
    return TileMap(frame, tiles=tiles, limits=limits)


def both_sizes(page: Page, chart: Chart | None, id: str) -> Json:
    """A chart for a wide and for a narrow place, as a page's template wants it; empty without a chart."""
    if chart is None:
        return {"wide": "", "narrow": ""}
    return {
        name: safe(chart.svg(page.lang, f"{id}-{across}", across))
        for name, across in (("wide", WIDE), ("narrow", NARROW))
    }


def block(page: Page, indicator: str, own: str = "") -> Json | None:
    """The map of an indicator with its sentence, its rule and its table; ``None`` where there is nothing to draw."""
    data = page.site.data
    entry = mapped(data, indicator)
    if entry is None or not set(placed(data)) & {a for a, _ in entry["dots"]}:
        return None
    definition = data.indicators[indicator]
    values = dict(entry["dots"])
    frame = frame_of(page, definition, entry["dots"][0][0])
    title = page.pick(definition["title"])
    frame = replace(frame, title=f"{title}, {page.period(entry['period'])}")
    limits = tuple(entry["classes"])
    chart = map_chart(page, frame, values, limits, own)
    ordered = sorted(entry["dots"], key=lambda dot: dot[1])
    real = shapes_of(data)

    def figure(area: str, value: float) -> Any:
        line = data.series_of(indicator, area)
        ref = f"series/{indicator}/{area}/{line['line'] if line else 'main'}/{entry['period']}"
        address = html.escape(page.link(ref) or "")
        said = html.escape(page.unit(value, definition["unit"], definition["decimals"]))
        return f'<a class="figure" href="{address}"><b>{said}</b></a>'

    says = page.t(
        "maps.says",
        period=html.escape(page.period(entry["period"])),
        high_name=html.escape(page.pick(data.areas[ordered[-1][0]]["name"])),
        high=figure(*ordered[-1]),
        low_name=html.escape(page.pick(data.areas[ordered[0][0]]["name"])),
        low=figure(*ordered[0]),
    )
    return {
        "title": title,
        "address": page.url("indicator", indicator),
        "period": page.period(entry["period"]),
        "unit": frame.unit,
        **both_sizes(page, chart, f"m-{indicator}"),
        "says": safe(says),
        "note": page.t("maps.real", year=real["year"], source=real["attribution"])
        if real
        else page.t("maps.schematic"),
        "classes": page.t("maps.classes") if limits else "",
        "rows": [
            (
                page.pick(data.areas[a]["name"]),
                page.url("area", a) if a in data.page_areas else "",
                page.num(value, definition["decimals"]),
            )
            for a, value in entry["dots"]
        ],
    }


def best(page: Page, area: str = "") -> str:
    """The indicator for a map that is about places rather than one number: what the plan is judged by before what only stands in."""
    data = page.site.data
    found = [
        (i, e)
        for i in data.indicators
        if (e := mapped(data, i)) is not None
        and data.indicators[i]["unit"] != "rank"
        and (not area or any(a == area for a, _ in e["dots"]))
    ]
    # Sorting keeps the order of the indicators among equals.
    found.sort(
        key=lambda pair: (
            data.indicators[pair[0]]["kind"] == "count",
            not data.indicators[pair[0]]["serves"],
            -len(pair[1]["dots"]),
        )
    )
    return found[0][0] if found else ""


def several(page: Page, indicator: str) -> list[Json]:
    """Further pictures of the municipalities, each only where it helps: small pictures, slopes, funnel."""
    data = page.site.data
    entry = mapped(data, indicator)
    if entry is None:
        return []
    definition = data.indicators[indicator]
    series = [(a, s) for a, _ in entry["dots"] if (s := data.series_of(indicator, a)) is not None]
    found = [_multiples(page, definition, series), _slopes(page, definition, series)]
    if entry["funnel"]:
        found.append(_funnel(page, definition, entry))
    return [made for made in found if made is not None]


def _frame(page: Page, definition: Json, area: str) -> c.Frame:
    made = frame_of(page, definition, area)
    return replace(made, title=page.pick(definition["title"]))


def _multiples(page: Page, definition: Json, series: list[tuple[str, Json]]) -> Json | None:
    if max(sum(v is not None for v in s["value"]) for _, s in series) < LEAST_YEARS:
        return None
    data = page.site.data
    panels = tuple(c.Line(page.pick(data.areas[a]["name"]), points_of(s)) for a, s in series)
    benchmark = definition["benchmark"]
    beside = (
        data.series_of(definition["id"], benchmark) if benchmark and definition["kind"] != "count" else None
    )
    name = page.pick(data.areas[benchmark]["name"]) if beside else ""
    behind = c.Line(name, points_of(beside), "benchmark") if beside else None
    breaks = tuple({b["period"]: c.BreakMark(b["period"]) for _, s in series for b in s["breaks"]}.values())
    frame = _frame(page, definition, series[0][0])
    chart = SmallMultiples(frame, panels=panels, behind=behind, breaks=breaks)
    return {
        "title": page.t("maps.each"),
        "text": page.t("maps.each_text", name=name) if behind else page.t("maps.each_plain"),
        **both_sizes(page, chart, f"e-{definition['id']}"),
    }


def _slopes(page: Page, definition: Json, series: list[tuple[str, Json]]) -> Json | None:
    """From the first to the last period that all have, where no break lies between."""
    shared = set.intersection(
        *[{p for p, v in zip(s["period"], s["value"], strict=True) if v is not None} for _, s in series]
    )
    last_break = max([b["period"] for _, s in series for b in s["breaks"]], default="")
    periods = sorted(p for p in shared if p >= last_break)
    if len(periods) < LEAST_YEARS or len(series) > MOST_SLOPES or definition["kind"] == "count":
        return None
    start, end = periods[0], periods[-1]

    def value(s: Json, period: str) -> float | None:
        found: float | None = s["value"][s["period"].index(period)]
        return found

    names = page.site.data.areas
    slopes = tuple(
        Slope(page.pick(names[a]["name"]), value(s, start), value(s, end), "other") for a, s in series
    )
    chart = SlopeChart(_frame(page, definition, series[0][0]), start=start, end=end, slopes=slopes)
    return {
        "title": page.t("maps.slope"),
        "text": "",
        **both_sizes(page, chart, f"f-{definition['id']}"),
    }


def _funnel(page: Page, definition: Json, entry: Json) -> Json:
    funnel = entry["funnel"]
    names = page.site.data.areas
    points = tuple(
        FunnelPoint(page.pick(names[a]["name"]), funnel["sizes"][a], value) for a, value in entry["dots"]
    )
    limits = tuple(FunnelLimit(*row) for row in funnel["limits"])
    chart = FunnelPlot(
        _frame(page, definition, entry["dots"][0][0]),
        points=points,
        limits=limits,
        centre=funnel["centre"],
        size_label=page.t("maps.funnel_size"),
        centre_label=page.t("maps.funnel_centre"),
    )
    return {
        "title": page.t("maps.funnel"),
        "text": page.t("maps.funnel_text"),
        **both_sizes(page, chart, f"u-{definition['id']}"),
    }
