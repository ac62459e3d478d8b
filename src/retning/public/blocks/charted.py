"""Which chart an address has, whatever it is taken along as: SVG, PNG or Vega-Lite.

An indicator has its own chart, a plan element that of the first indicator with figures, an area the sheet of
all its indicators. A choice of area and time in the address has already narrowed the site (see choice.py).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from retning.charts.base import Chart
from retning.charts.line import LineChart
from retning.charts.parts import Frame
from retning.charts.profile import ProfileChart, ProfileRow
from retning.charts.vega import concatenated
from retning.language.texts import state_key
from retning.public.blocks.pictures import WIDE, frame_of, picture, points_of
from retning.public.render import Page

if TYPE_CHECKING:
    from retning.public.addresses import Address
    from retning.public.respond import Site

Json = dict[str, Any]


def area_of(page: Page, indicator: Json) -> str:
    """The area whose chart stands for an indicator: the judged one, else the first that has figures."""
    having = page.site.data.areas_of(indicator["id"])
    main: str = indicator["main_area"]
    return main if main in having or not having else having[0]


def indicator_for(page: Page, element: str) -> Json | None:
    """The indicator whose chart stands for a plan element: what judges it, else the first with figures."""
    assessment = page.site.data.assessment(element)
    judging = page.site.data.indicators.get(assessment["measured_by"]) if assessment else None
    if judging is not None and page.site.data.areas_of(judging["id"]):
        return judging
    served = page.site.data.indicators_of(element)
    having = [i for i in served if page.site.data.areas_of(i["id"])]
    return next(iter([*having, *served]), None)


def chart_for(site: Site, address: Address) -> Chart:
    """The chart of an address."""
    page = Page(site, address.lang)
    if address.kind == "area":
        return profile(page, address.id)
    if address.kind == "element":
        found = indicator_for(page, address.id)
        if found is None:
            return LineChart(Frame(page.pick(site.data.elements[address.id]["title"])), lines=())
        return picture(page, found, area_of(page, found)).chart
    indicator = site.data.indicators[address.id]
    return picture(page, indicator, area_of(page, indicator)).chart


def profile(page: Page, area: str) -> ProfileChart:
    """Every indicator of an area as a row, in the order of the indicators."""
    data = page.site.data
    rows = []
    publishers: list[str] = []
    for id, indicator in data.indicators.items():
        line = data.series_of(id, area)
        if line is None:
            continue
        known = [p for p, v in zip(line["period"], line["value"], strict=True) if v is not None]
        state = state_key(data.tendency_on("area", area, id, area)["state"]) if known else "no_data"
        frame = frame_of(page, indicator, area, line)
        publishers += [p for p in frame.source.split(", ") if p and p not in publishers]
        rows.append(
            ProfileRow(
                page.pick(indicator["title"]),
                points_of(line),
                ", ".join(part for part in (frame.unit, _span(page, known)) if part),
                indicator["decimals"],
                page.t(f"way.{state}"),
            )
        )
    frame = Frame(page.pick(data.areas[area]["name"]), source=", ".join(publishers))
    return ProfileChart(frame, rows=tuple(rows))


def _span(page: Page, known: list[str]) -> str:
    """From when to when there are values: "2016–2021"."""
    if not known:
        return ""
    ends = dict.fromkeys((page.period(known[0]), page.period(known[-1])))
    return "\N{EN DASH}".join(ends)


def svg_of(site: Site, address: Address) -> str:
    """The chart of an address as a drawing that stands alone."""
    chart = chart_for(site, address)
    return chart.svg(address.lang, f"{address.kind}-{address.id}", WIDE, standalone=True)


def vega_of(site: Site, address: Address) -> bytes:
    """The chart of an address as a Vega-Lite specification."""
    return vega_file(site, address, [chart_for(site, address)])


def vega_file(site: Site, address: Address, charts: Sequence[Chart]) -> bytes:
    """Charts under each other as one Vega-Lite specification, which says which edition it is from.

    Raises ``ValueError`` for a chart that has no such specification, and for no charts.
    """
    made = []
    for chart in charts:
        spec = chart.vega(address.lang)
        if spec is None:
            raise ValueError(f"{type(chart).__name__} has no Vega-Lite specification")
        made.append(spec)
    whole = concatenated(made)
    about = {"edition": site.edition.name, "as_of": site.edition.as_of, "lang": address.lang}
    whole["usermeta"] = {**whole["usermeta"], **about}
    return (json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
