"""Indicators as rows of a table: first and last value, a small picture, which way."""

from __future__ import annotations

from typing import Any

from retning.public.blocks.figures import many_tests
from retning.public.blocks.pictures import spark
from retning.public.context import Page
from retning.public.markup import safe

Json = dict[str, Any]


def indicator_row(page: Page, id: str, area: str, on: tuple[str, str]) -> Json:
    """One indicator in one area, as the page ``on`` (kind and id) may tell of it."""
    data = page.site.data
    indicator = data.indicators[id]
    line = data.series_of(id, area)
    known = [n for n, value in enumerate(line["value"]) if value is not None] if line else []
    assessment = data.assessment(id, area)

    def shown(n: int) -> str:
        return page.num(line["value"][n], indicator["decimals"]) if line else "–"

    method = line["method"][known[-1]] if line and known else ""
    return {
        "title": page.pick(indicator["title"]),
        "address": page.url("indicator", id),
        "unit": page.t(f"unit_long.{indicator['unit']}")
        if page.has(f"unit_long.{indicator['unit']}")
        else "",
        "area": page.pick(data.areas[area]["name"]),
        "first": shown(known[0]) if known else "–",
        "first_period": page.period(line["period"][known[0]]) if line and known else "",
        "last": shown(known[-1]) if known else "–",
        "last_period": page.period(line["period"][known[-1]]) if line and known else "",
        "method": page.t(f"method_name.{method.replace(' ', '_')}")
        if method in ("estimated", "recomputed", "summed")
        else "",
        "way": data.tendency_on(*on, id, area)["state"]
        if assessment and assessment["fact"]
        else "no data"
        if not known
        else "cannot tell",
        "why": many_tests(page, data.tendency_on(*on, id, area)),
        "spark": safe(spark(page, indicator, area)),
        "elements": [
            (
                e,
                page.element_url(e),
            )
            for e in (*indicator["serves"], *indicator["proxy_for"])
            if e in data.elements
        ],
    }
