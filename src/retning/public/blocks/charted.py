"""Which chart an address has, whatever it is taken along as: SVG, PNG or Vega-Lite.

An indicator has its own chart, a plan element that of the first indicator with figures, an area the sheet of
all its indicators. A choice of area and time in the address has already narrowed the site (see choice.py).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from retning.charts import parts as c
from retning.charts.profile import profile_chart
from retning.charts.vega import Spec, vega
from retning.language.texts import state_key
from retning.public.blocks.compared import Compared
from retning.public.blocks.pictures import WIDE, draw, frame_of, points_of, spec_of
from retning.public.blocks.pictures import Spec as Chart
from retning.public.render import Page

if TYPE_CHECKING:
    from retning.public.addresses import Address
    from retning.public.choice import Choice
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


def spec_for(site: Site, address: Address) -> Chart | c.ProfileSpec:
    """The specification of the chart of an address."""
    page = Page(site, address.lang)
    if address.kind == "area":
        return profile(page, address.id)
    if address.kind == "element":
        found = indicator_for(page, address.id)
        if found is None:
            return c.LineSpec(c.Frame(page.pick(site.data.elements[address.id]["title"])), ())
        return spec_of(page, found, area_of(page, found))
    indicator = site.data.indicators[address.id]
    return spec_of(page, indicator, area_of(page, indicator))


def profile(page: Page, area: str) -> c.ProfileSpec:
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
            c.ProfileRow(
                page.pick(indicator["title"]),
                points_of(line),
                ", ".join(part for part in (frame.unit, _span(page, known)) if part),
                indicator["decimals"],
                page.t(f"way.{state}"),
            )
        )
    frame = c.Frame(page.pick(data.areas[area]["name"]), source=", ".join(publishers))
    return c.ProfileSpec(frame, tuple(rows))


def _span(page: Page, known: list[str]) -> str:
    """From when to when there are values: "2016–2021"."""
    if not known:
        return ""
    ends = dict.fromkeys((page.period(known[0]), page.period(known[-1])))
    return "\N{EN DASH}".join(ends)


def svg_of(site: Site, address: Address) -> str:
    """The chart of an address as a drawing that stands alone."""
    spec = spec_for(site, address)
    id = f"{address.kind}-{address.id}"
    if isinstance(spec, c.ProfileSpec):
        return profile_chart(spec, address.lang, id, WIDE, standalone=True)
    return draw(Page(site, address.lang), spec, id, WIDE, standalone=True)


def vega_of(site: Site, address: Address) -> bytes:
    """The chart of an address as a Vega-Lite specification."""
    return _written(site, address, vega(spec_for(site, address), address.lang))


def compared_vega(site: Site, address: Address, choice: Choice) -> bytes:
    """An indicator in the chosen areas as a Vega-Lite specification."""
    part = Compared(Page(site, address.lang), address.id, choice)
    return _written(site, address, vega(part.line_spec(), address.lang))


def several_vega(site: Site, address: Address, specs: list[c.LineSpec]) -> bytes:
    """A comparison as a Vega-Lite specification: the charts of its indicators under each other, each with its own axes."""
    made = [vega(spec, address.lang) for spec in specs]
    if len(made) == 1:
        return _written(site, address, made[0])
    # What stands outside a single view belongs to the whole; a part may not have it.
    outer = ("$schema", "config", "usermeta")
    whole: Spec = {name: made[0][name] for name in outer if made}
    if not made:
        whole = vega(c.LineSpec(c.Frame(Page(site, address.lang).t("page.compare.title")), ()), address.lang)
        return _written(site, address, whole)
    parts = [{name: value for name, value in one.items() if name not in outer} for one in made]
    whole |= {"vconcat": parts, "resolve": {"scale": {"color": "independent"}}}
    return _written(site, address, whole)


def _written(site: Site, address: Address, made: Spec) -> bytes:
    """A specification as a file; it says which edition it is from."""
    about = made["usermeta"]
    assert isinstance(about, dict)
    about |= {"edition": site.edition.name, "as_of": site.edition.as_of, "lang": address.lang}
    return (json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
