"""Comparisons: chosen areas in chosen indicators. All that is chosen stands in the address."""

from __future__ import annotations

from retning.edition.records.indicators import Indicator
from retning.public.blocks import compared
from retning.public.blocks.choose import Box
from retning.public.blocks.compared import ComparedBlock
from retning.public.choice import MOST_AREAS, MOST_INDICATORS, Choice, example, narrowed, read_choice
from retning.public.context import Page
from retning.public.downloads import downloads
from retning.public.model import Model
from retning.public.query import Query
from retning.public.view import Link, PageView

KINDS = ("region", "municipality", "county", "nation", "other")


class AreaBoxes(Model, frozen=True):
    """The areas of one kind; ``folded``: few ask for them, and none is chosen."""

    title: str
    entries: tuple[Box, ...]
    folded: bool


class IndicatorBox(Box, frozen=True):
    """An indicator, and how many areas have figures for it."""

    count: int


class IndicatorBoxes(Model, frozen=True):
    """The indicators below one part of the plan."""

    title: str
    entries: tuple[IndicatorBox, ...]


class CompareView(PageView, frozen=True, kw_only=True):
    """The form with what is chosen, and what it gives."""

    asked: bool
    """The reader has chosen something; else an example is shown."""
    choice: Choice
    problems: tuple[str, ...]
    mended: str
    """The address without what could not be used ("": all of it could, or nothing is left)."""
    area_groups: tuple[AreaBoxes, ...]
    indicator_groups: tuple[IndicatorBoxes, ...]
    years: tuple[str, ...]
    owns: tuple[Box, ...]
    """The chosen areas, of which one can be drawn most clearly."""
    most_areas: int = MOST_AREAS
    most_indicators: int = MOST_INDICATORS
    blocks: tuple[ComparedBlock, ...]


def view(page: Page, id: str, query: Query) -> CompareView:
    """What the page of comparisons shows."""
    edition = page.site.edition
    choice = read_choice(edition, query, page.lang)
    asked = bool(query)
    if not asked:
        choice = example(edition)
    whole = bool(choice.areas and choice.indicators)
    inner = Page(narrowed(page.site, choice, choice.indicators), page.lang)
    return CompareView(
        title=page.t("page.compare.title"),
        crumbs=(Link(page.t("page.compare.menu")),),
        files=downloads(page, "compare", query=choice.query()) if whole else (),
        query=choice.query() if asked else Query(),
        asked=asked,
        choice=choice,
        problems=tuple(problem.say(page.lang) for problem in choice.problems),
        mended=page.url("compare") + choice.query().suffix() if choice.problems and whole else "",
        area_groups=area_groups(page, choice),
        indicator_groups=indicator_groups(page, choice),
        years=years(page),
        owns=tuple(
            Box(area, page.pick(edition.areas[area].name), area == choice.own) for area in choice.areas
        ),
        blocks=tuple(compared.block(inner, indicator, choice) for indicator in choice.indicators)
        if choice.areas
        else (),
    )


def area_groups(page: Page, choice: Choice) -> tuple[AreaBoxes, ...]:
    """The areas that can be chosen, kind by kind; a kind that few ask for is folded unless something is chosen."""
    edition = page.site.edition
    groups = []
    for kind in KINDS:
        entries = tuple(
            Box(area, page.pick(edition.areas[area].name), area in choice.areas)
            for area in edition.page_areas
            if edition.areas[area].kind == kind
        )
        if entries:
            folded = kind == "other" and not any(entry.chosen for entry in entries)
            groups.append(AreaBoxes(page.t(f"area_kind.{kind}.many"), entries, folded))
    return tuple(groups)


def indicator_groups(page: Page, choice: Choice) -> tuple[IndicatorBoxes, ...]:
    """The indicators that can be chosen, below the part of the plan that they inform."""
    edition = page.site.edition
    groups: dict[str, list[IndicatorBox]] = {}
    for id, indicator in edition.indicators.items():
        areas = edition.areas_of(id)
        if areas:
            box = IndicatorBox(id, page.pick(indicator.title), id in choice.indicators, len(areas))
            groups.setdefault(_top(page, indicator), []).append(box)
    order = [element.id for element in (*edition.plan.overarching, *edition.plan.children(None))]
    found = []
    for top in sorted(groups, key=lambda t: order.index(t) if t in order else len(order)):
        element = edition.elements.get(top)
        title = page.pick(element.title) or top if element else page.t("compare.other_indicators")
        if element and not element.is_overarching:
            title = f"{top} {title}"
        found.append(IndicatorBoxes(title, tuple(groups[top])))
    return tuple(found)


def _top(page: Page, indicator: Indicator) -> str:
    """The uppermost element that an indicator informs ("": none)."""
    elements = page.site.edition.elements
    for id in (*indicator.serves, *indicator.proxy_for):
        at = elements.get(id)
        while at is not None and at.parent:
            at = elements.get(at.parent)
        if at is not None:
            return at.id
    return ""


def years(page: Page) -> tuple[str, ...]:
    """Every year that some figure is about."""
    found = {year for one in page.site.edition.contents.indicators.values() for year in one.years}
    return tuple(sorted(found))
