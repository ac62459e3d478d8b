"""The form on an indicator's page: which areas and years the chart shows. Its state is the page's own address."""

from __future__ import annotations

from retning.public.choice import MOST_AREAS, SHOWN, Choice
from retning.public.context import Page
from retning.public.model import Model


class Box(Model, frozen=True):
    """One thing that can be chosen."""

    id: str
    name: str
    chosen: bool


class Form(Model, frozen=True, kw_only=True):
    """The boxes and lists of the form with what is chosen."""

    action: str
    areas: tuple[Box, ...]
    """Empty where there is only one."""
    most: int
    """How many areas may be chosen."""
    years: tuple[str, ...]
    first: str
    last: str
    show: str
    ways: tuple[str, ...] = SHOWN
    open: bool


def form(page: Page, id: str, choice: Choice) -> Form | None:
    """The form of an indicator, with all its areas and years; ``None`` where there is nothing to choose."""
    edition = page.site.edition
    areas = edition.areas_of(id)
    contents = edition.contents.indicators.get(id)
    years = contents.years if contents else ()
    if len(areas) < 2 and len(years) < 3:
        return None
    boxes = (Box(area, page.pick(edition.areas[area].name), area in choice.areas) for area in areas)
    return Form(
        action=page.url("indicator", id),
        areas=tuple(boxes) if len(areas) > 1 else (),
        most=MOST_AREAS,
        years=years,
        first=choice.first,
        last=choice.last,
        show=choice.show,
        open=choice.narrows,
    )
