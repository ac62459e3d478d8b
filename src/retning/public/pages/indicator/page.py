"""An indicator: what it measures, the figures, the verdict and its rule, every area, where it all comes from."""

from __future__ import annotations

from msgspec import structs

from retning.answers import TendencyState
from retning.edition.records.indicators import Indicator
from retning.edition.records.series import Origin
from retning.public.blocks import (
    choose,
    citation,
    compared,
    criteria,
    figures,
    history,
    maps,
    other_methods,
)
from retning.public.blocks.choose import Form
from retning.public.blocks.compared import ComparedBlock
from retning.public.blocks.criteria import Criteria
from retning.public.blocks.embed_codes import EmbedCode, codes
from retning.public.blocks.figures import IndicatorBlock
from retning.public.blocks.history import Then
from retning.public.blocks.maps import FurtherPicture, MapBlock
from retning.public.blocks.other_methods import OtherMethodsBlock
from retning.public.blocks.pictures import spark
from retning.public.blocks.rows import End, end, known_rows
from retning.public.blocks.tables import FigureTable, figure_table
from retning.public.choice import Choice, narrowed, read_choice
from retning.public.context import Page
from retning.public.downloads import downloads
from retning.public.model import Model
from retning.public.query import Query
from retning.public.view import Link, PageView, Picture


class InformedElement(Model, frozen=True, kw_only=True):
    """A plan element that the indicator informs: measures it (``serves``), or only stands in."""

    id: str
    name: str
    address: str
    serves: bool


class AreaRow(Model, frozen=True, kw_only=True):
    """The indicator in one area: first and last value, which way, a small picture."""

    name: str
    address: str
    """Empty for an area without a page."""
    first: End
    last: End
    way: TendencyState
    why: str
    spark: Picture


class AreaTable(Model, frozen=True):
    """All figures of one area."""

    name: str
    table: FigureTable


class Chosen(Model, frozen=True, kw_only=True):
    """What is shown of a part of the figures, and the way back to all of it."""

    problems: tuple[str, ...]
    mended: str
    """The address without what could not be used ("": all of it could)."""
    what: str
    everything: str
    block: ComparedBlock | None
    """``None``: years are chosen, no areas."""
    empty: bool
    """There are no figures in the chosen years."""


class IndicatorView(PageView, frozen=True, kw_only=True):
    """The page of an indicator."""

    block: IndicatorBlock
    elements: tuple[InformedElement, ...]
    form: Form | None
    chosen: Chosen | None
    codes: tuple[EmbedCode, ...]
    map: MapBlock | None
    several: tuple[FurtherPicture, ...]
    criteria: Criteria
    others: OtherMethodsBlock | None
    areas: tuple[AreaRow, ...]
    tables: tuple[AreaTable, ...]
    """The figures of every area but the judged one."""
    then: Then | None
    origins: tuple[Origin, ...]
    """The single pages that figures were read from."""


def view(page: Page, id: str, query: Query) -> IndicatorView:
    """What the page of an indicator shows."""
    edition = page.site.edition
    choice = read_choice(edition, query, page.lang, id)
    everything = page.url("indicator", id)
    form = choose.form(page, id, choice)
    page = Page(narrowed(page.site, choice, (id,)), page.lang)
    indicator = edition.indicators[id]
    block = figures.block(page, id)
    if choice.narrows:
        block = structs.replace(block, drawer=citation.compared_drawer(page, id, block.area, choice.query()))
    return IndicatorView(
        title=block.title,
        crumbs=(Link(page.t("page.indicators.menu"), page.url("indicators")), Link(block.title)),
        files=downloads(page, "indicator", id, choice.query()),
        query=choice.query(),
        block=block,
        elements=tuple(
            _element(page, element, serves)
            for elements, serves in ((indicator.serves, True), (indicator.proxy_for, False))
            for element in elements
        ),
        form=form,
        chosen=chosen(page, id, choice, everything),
        codes=codes(page, id, choice.query()),
        map=None if choice.narrows else maps.block(page, id),
        several=() if choice.narrows else maps.several(page, id),
        criteria=criteria.block(page, id),
        others=other_methods.block(page, id, block.area),
        areas=tuple(area_row(page, indicator, area) for area in page.figures.areas_of(id)),
        tables=tuple(
            AreaTable(page.pick(edition.areas[area].name), figure_table(page, indicator, area))
            for area in page.figures.areas_of(id)
            if area != indicator.main_area
        ),
        then=history.view(page, id, (id,)),
        origins=origins(page, id),
    )


def chosen(page: Page, id: str, choice: Choice, everything: str) -> Chosen | None:
    """What is shown of a part of the figures; ``None`` where all are shown."""
    if not choice.narrows and not choice.problems:
        return None
    names = [page.pick(page.site.edition.areas[area].name) for area in choice.areas]
    if choice.first or choice.last:
        key = ("between" if choice.last else "from") if choice.first else "to"
        names.append(page.t(f"choice.years_{key}", first=choice.first, last=choice.last))
    return Chosen(
        problems=tuple(problem.say(page.lang) for problem in choice.problems),
        mended=everything + choice.query().suffix() if choice.problems else "",
        what=", ".join(names),
        everything=everything,
        block=compared.block(page, id, choice) if choice.areas else None,
        empty=not page.figures.areas_of(id),
    )


def _element(page: Page, id: str, serves: bool) -> InformedElement:
    element = page.site.edition.elements.get(id)
    return InformedElement(
        id=id,
        name=page.pick(element.title) if element else id,
        address=page.url(element.page_kind if element else "element", id),
        serves=serves,
    )


def area_row(page: Page, indicator: Indicator, area: str) -> AreaRow:
    """The indicator in one area, as a row of the table of areas."""
    edition, id = page.site.edition, indicator.id
    line = page.figures.line(id, area)
    known = known_rows(line)
    test = edition.tendency_on("indicator", id, id, area)
    return AreaRow(
        name=page.pick(edition.areas[area].name),
        address=page.url("area", area) if area in edition.page_areas else "",
        first=end(page, indicator, line, known[0]) if line and known else End(),
        last=end(page, indicator, line, known[-1]) if line and known else End(),
        way=test.state,
        why=figures.many_tests(page, test),
        spark=spark(page, indicator, area),
    )


def origins(page: Page, id: str) -> tuple[Origin, ...]:
    """The single pages that figures were read from, each once, as the areas name them in order of their ids."""
    found: dict[Origin, None] = {}
    for area in sorted(page.figures.areas_of(id)):
        part = page.site.edition.area_part(id, area)
        for line in page.figures.lines(id, area) if part else ():
            used = {one.origin for parts in line.parts_of() for one in parts if one.origin}
            found |= {part.origins[number - 1]: None for number in sorted(used)} if part else {}
    return tuple(found)
