"""The form on an indicator's page: which areas and years the chart shows. Its state is the page's own address."""

from __future__ import annotations

from typing import Any

from retning.public.choice import MOST_AREAS, SHOWN, Choice
from retning.public.context import Page

Json = dict[str, Any]


def form(page: Page, id: str, choice: Choice) -> Json | None:
    """The boxes and lists of the form with what is chosen; ``page`` is not narrowed. Nothing to choose: ``None``."""
    data = page.site.data
    areas = data.areas_of(id)
    years = sorted({period[:4] for area in areas for one in data.lines(id, area) for period in one["period"]})
    if len(areas) < 2 and len(years) < 3:
        return None
    return {
        "action": page.url("indicator", id),
        "areas": [
            {"id": area, "name": page.pick(data.areas[area]["name"]), "chosen": area in choice.areas}
            for area in areas
        ]
        if len(areas) > 1
        else [],
        "most": MOST_AREAS,
        "years": years,
        "first": choice.first,
        "last": choice.last,
        "show": choice.show,
        "ways": SHOWN,
        "open": choice.narrows,
    }
