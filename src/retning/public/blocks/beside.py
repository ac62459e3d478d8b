"""What a picture draws beside the figures (a path, a minimum, the comparator), as columns of the table under it."""

from __future__ import annotations

from typing import Any

from retning.public.blocks.pictures import picture
from retning.public.context import Page
from retning.public.formats import paths

Json = dict[str, Any]


def columns(page: Page, indicator: Json, area: str) -> list[Json]:
    """Role, name and values by period of everything that is drawn and is not a line of the area itself."""
    drawn = picture(page, indicator, area)
    found = []
    if drawn.demand is not None:
        role, path = drawn.demand
        found.append({"role": role, "name": page.t(f"drawn.{role}"), "values": paths.asked_of(path)})
    if drawn.benchmark is not None:
        values = {p.period: p.value for p in drawn.benchmark.points if p.value is not None}
        found.append({"role": "benchmark", "name": drawn.benchmark.name, "values": values})
    return found


def cells(page: Page, indicator: Json, area: str, period: str, added: list[Json]) -> list[Json]:
    """The cells of a period in these columns."""
    return [
        {
            "anchor": f"{area}.{column['role']}.{period}",
            "text": page.num(column["values"][period], indicator["decimals"])
            if period in column["values"]
            else "",
            "mark": "",
        }
        for column in added
    ]
