"""What is asked for in each period, as rows of files: beside the figures, and never among them."""

from __future__ import annotations

from collections.abc import Iterator

from retning.language.texts import pick
from retning.public.drawn import demand_drawn
from retning.public.formats.cells import Row
from retning.public.shown_figures import ShownFigures


def path_rows(figures: ShownFigures, lang: str, indicator: str) -> Iterator[Row]:
    """What the chart of an indicator draws as asked for, in every area that is shown; ``kind`` is ``target``."""
    edition = figures.edition
    definition = edition.indicators[indicator]
    for area in figures.areas_of(indicator):
        demand = demand_drawn(edition, definition, area)
        if demand is None:
            continue
        for period, value in demand.asked().items():
            yield {
                "indicator": indicator,
                "title": pick(definition.title, lang),
                "area": area,
                "area_name": pick(edition.areas[area].name, lang),
                "line": demand.role,
                "period": period,
                "value": value,
                "unit": definition.unit,
                "decimals": definition.decimals,
                "kind": "target",
                "role": demand.role,
                "lower": None,
                "upper": None,
                "status": "",
                "note": "",
                "method": "",
                "certainty": "",
            }
