"""What a picture draws beside the figures (a path, a minimum, the comparator), as columns of the table under it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retning.charts import parts as c
from retning.public.formats import paths

if TYPE_CHECKING:
    from retning.public.render import Page

Json = dict[str, Any]


def columns(page: Page, indicator: Json, area: str) -> list[Json]:
    """Role, name and values by period of everything that is drawn and is not a line of the area itself."""
    # The pictures ask the tables' modules for forecasts: they are imported where they are used.
    from retning.public.blocks.pictures import observed_spec

    spec = observed_spec(page, indicator, area)
    found = []
    asked = paths.beside(page.site.data, indicator, area)
    if asked is not None and not isinstance(spec, c.LineSpec):
        role, path = asked
        found.append({"role": role, "name": page.t(f"drawn.{role}"), "values": paths.asked_of(path)})
    line = benchmark(spec)
    if line is not None:
        values = {p.period: p.value for p in line.points if p.value is not None}
        found.append({"role": "benchmark", "name": line.name, "values": values})
    return found


def benchmark(spec: c.LineSpec | c.PathSpec | c.BarsSpec) -> c.Line | None:
    """The comparator's line in a picture, where it has one."""
    if isinstance(spec, c.PathSpec):
        return spec.benchmark
    if isinstance(spec, c.LineSpec):
        return next((line for line in spec.lines if line.role == "benchmark"), None)
    return None


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
