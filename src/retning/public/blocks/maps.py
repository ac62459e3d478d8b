"""Maps and other pictures of one indicator over the municipalities: tiles, borders, small pictures, slopes, funnel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from retning.charts import parts as c
from retning.charts.base import Chart
from retning.charts.funnel import FunnelLimit, FunnelPlot, FunnelPoint
from retning.charts.geo_map import GeoMap, Shape
from retning.charts.slope import Slope, SlopeChart
from retning.charts.small_multiples import SmallMultiples
from retning.charts.tile_map import Tile, TileMap
from retning.edition.edition import Edition
from retning.edition.records.areas import Borders
from retning.edition.records.indicators import Indicator
from retning.edition.records.peers import Dot, Funnel, PeerGroup
from retning.edition.records.series import Line
from retning.public.blocks.pictures import frame_of, points_of
from retning.public.context import Page
from retning.public.model import Model
from retning.public.view import Number, Picture, Words, filled

KIND = "municipality"
FEWEST = 5
"""Fewer municipalities than this make no map."""
MOST_SLOPES = 12
LEAST_YEARS = 3


class MapRow(Model, frozen=True):
    """A municipality in the table under a map; ``address`` is empty where it has no page."""

    name: str
    address: str
    value: str


class MapBlock(Model, frozen=True, kw_only=True):
    """The map of an indicator with its sentence, its rule and its table."""

    title: str
    address: str
    period: str
    unit: str
    picture: Picture
    says: Words
    note: str
    """Whether the map has real borders, and whose they are."""
    classes: str
    """How the classes were made ("" for a map of one class)."""
    rows: tuple[MapRow, ...]


class FurtherPicture(Model, frozen=True):
    """Another picture of the same municipalities, behind its title."""

    title: str
    text: str
    picture: Picture


def mapped(edition: Edition, indicator: str) -> PeerGroup | None:
    """The group of the municipalities in an indicator, where enough of them have a value to draw."""
    part = edition.part(indicator)
    for group in part.whole.peers if part else ():
        if len(group.dots) >= FEWEST and all(edition.areas[dot.area].kind == KIND for dot in group.dots):
            return group
    return None


def placed(edition: Edition) -> list[str]:
    """The municipalities with a place on the schematic map, in the area file's order."""
    return [id for id, area in edition.areas.items() if area.tile]


def borders_of(edition: Edition) -> Borders | None:
    """The newest real borders that the edition holds, where they cover every municipality that has a tile."""
    complete = [borders for borders in edition.borders if set(placed(edition)) <= set(borders.shapes)]
    return max(complete, key=lambda borders: (borders.year, borders.id), default=None)


def map_chart(page: Page, frame: c.Frame, group: PeerGroup, own: str) -> Chart | None:
    """The map with real borders where the edition has them, else with tiles; ``None`` where neither is there."""
    edition = page.site.edition
    values: Mapping[str, float] = {dot.area: dot.value for dot in group.dots}
    places = {id: edition.areas[id] for id in placed(edition)}
    if not places:
        return None
    borders = borders_of(edition)
    if borders is not None:
        shapes = tuple(
            Shape(page.pick(area.name), borders.shapes[id], values.get(id), own=id == own)
            for id, area in places.items()
        )
        return GeoMap(frame, shapes=shapes, limits=group.classes)
    tiles = tuple(
        Tile(*area.tile, page.pick(area.name), values.get(id), own=id == own)
        for id, area in places.items()
        if area.tile
    )
    return TileMap(frame, tiles=tiles, limits=group.classes)


def block(page: Page, id: str, own: str = "") -> MapBlock | None:
    """The map of an indicator, with the area ``own`` marked; ``None`` where there is nothing to draw."""
    edition = page.site.edition
    group = mapped(edition, id)
    if group is None or not set(placed(edition)) & {dot.area for dot in group.dots}:
        return None
    indicator = edition.indicators[id]
    title, period = page.pick(indicator.title), page.period(group.period)
    frame = replace(frame_of(page, indicator, group.dots[0].area), title=f"{title}, {period}")
    chart = map_chart(page, frame, group, own)
    if chart is None:
        return None
    borders = borders_of(edition)
    return MapBlock(
        title=title,
        address=page.url("indicator", id),
        period=period,
        unit=frame.unit,
        picture=Picture.of(chart, page.lang, f"m-{id}"),
        says=_says(page, indicator, group),
        note=page.t("maps.real", year=borders.year, source=borders.attribution)
        if borders
        else page.t("maps.schematic"),
        classes=page.t("maps.classes") if group.classes else "",
        rows=tuple(
            MapRow(
                page.pick(edition.areas[dot.area].name),
                page.url("area", dot.area) if dot.area in edition.page_areas else "",
                page.num(dot.value, indicator.decimals),
            )
            for dot in group.dots
        ),
    )


def _says(page: Page, indicator: Indicator, group: PeerGroup) -> Words:
    """Where the value is highest and where it is lowest."""
    edition = page.site.edition

    def number(dot: Dot) -> Number:
        line = page.figures.line(indicator.id, dot.area)
        name = line.line if line else "main"
        address = page.link(f"series/{indicator.id}/{dot.area}/{name}/{group.period}") or ""
        return Number(page.unit(dot.value, indicator.unit, indicator.decimals), address)

    ordered = sorted(group.dots, key=lambda dot: dot.value)
    return filled(
        page.lang,
        "maps.says",
        period=page.period(group.period),
        high_name=page.pick(edition.areas[ordered[-1].area].name),
        high=number(ordered[-1]),
        low_name=page.pick(edition.areas[ordered[0].area].name),
        low=number(ordered[0]),
    )


def best(page: Page, area: str = "") -> str:
    """The indicator for a map that is about places rather than one number ("": none); with ``area`` among its places.

    What the plan is judged by goes before what only stands in, shares before amounts, many places before few.
    """
    edition = page.site.edition
    found = [
        (indicator, group)
        for indicator in edition.indicators.values()
        if (group := mapped(edition, indicator.id)) is not None
        and indicator.unit != "rank"
        and (not area or any(dot.area == area for dot in group.dots))
    ]
    # Sorting keeps the order of the indicators among equals.
    found.sort(key=lambda pair: (pair[0].kind == "count", not pair[0].serves, -len(pair[1].dots)))
    return found[0][0].id if found else ""


def several(page: Page, id: str) -> tuple[FurtherPicture, ...]:
    """Further pictures of the municipalities, each only where it helps: small pictures, slopes, funnel."""
    edition = page.site.edition
    group = mapped(edition, id)
    if group is None:
        return ()
    indicator = edition.indicators[id]
    found = ((dot.area, page.figures.line(id, dot.area)) for dot in group.dots)
    lines = {area: line for area, line in found if line is not None}
    pictures = [_multiples(page, indicator, lines), _slopes(page, indicator, lines)]
    if group.funnel is not None:
        pictures.append(_funnel(page, indicator, group, group.funnel))
    return tuple(made for made in pictures if made is not None)


def _frame(page: Page, indicator: Indicator, area: str) -> c.Frame:
    return replace(frame_of(page, indicator, area), title=page.pick(indicator.title))


def _multiples(page: Page, indicator: Indicator, lines: Mapping[str, Line]) -> FurtherPicture | None:
    if max(sum(value is not None for value in line.value) for line in lines.values()) < LEAST_YEARS:
        return None
    areas = page.site.edition.areas
    benchmark = indicator.benchmark
    beside = page.figures.line(indicator.id, benchmark) if benchmark and indicator.kind != "count" else None
    name = page.pick(areas[benchmark].name) if beside else ""
    marks = {b.period: c.BreakMark(b.period) for line in lines.values() for b in line.breaks}
    chart = SmallMultiples(
        _frame(page, indicator, next(iter(lines))),
        panels=tuple(c.Line(page.pick(areas[area].name), points_of(line)) for area, line in lines.items()),
        behind=c.Line(name, points_of(beside), "benchmark") if beside else None,
        breaks=tuple(marks.values()),
    )
    text = page.t("maps.each_text", name=name) if beside else page.t("maps.each_plain")
    return FurtherPicture(page.t("maps.each"), text, Picture.of(chart, page.lang, f"e-{indicator.id}"))


def _slopes(page: Page, indicator: Indicator, lines: Mapping[str, Line]) -> FurtherPicture | None:
    """From the first to the last period that all have, where no break lies between."""
    values = {area: dict(zip(line.period, line.value, strict=True)) for area, line in lines.items()}
    shared = set.intersection(
        *[{p for p, v in of_one.items() if v is not None} for of_one in values.values()]
    )
    last_break = max([b.period for line in lines.values() for b in line.breaks], default="")
    periods = sorted(period for period in shared if period >= last_break)
    if len(periods) < LEAST_YEARS or len(lines) > MOST_SLOPES or indicator.kind == "count":
        return None
    start, end = periods[0], periods[-1]
    areas = page.site.edition.areas
    chart = SlopeChart(
        _frame(page, indicator, next(iter(lines))),
        start=start,
        end=end,
        slopes=tuple(
            Slope(page.pick(areas[area].name), of_one[start], of_one[end]) for area, of_one in values.items()
        ),
    )
    return FurtherPicture(page.t("maps.slope"), "", Picture.of(chart, page.lang, f"f-{indicator.id}"))


def _funnel(page: Page, indicator: Indicator, group: PeerGroup, funnel: Funnel) -> FurtherPicture:
    areas = page.site.edition.areas
    chart = FunnelPlot(
        _frame(page, indicator, group.dots[0].area),
        points=tuple(
            FunnelPoint(page.pick(areas[dot.area].name), funnel.sizes[dot.area], dot.value)
            for dot in group.dots
        ),
        limits=tuple(
            FunnelLimit(at.size, at.inner_lower, at.inner_upper, at.outer_lower, at.outer_upper)
            for at in funnel.limits
        ),
        centre=funnel.centre,
        size_label=page.t("maps.funnel_size"),
        centre_label=page.t("maps.funnel_centre"),
    )
    picture = Picture.of(chart, page.lang, f"u-{indicator.id}")
    return FurtherPicture(page.t("maps.funnel"), page.t("maps.funnel_text"), picture)
