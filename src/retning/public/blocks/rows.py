"""Indicators as rows of a table: first and last value, a small picture, which way."""

from __future__ import annotations

from retning.answers import Group, TendencyState, TestFamily
from retning.edition.records.base import unpacked
from retning.edition.records.indicators import Indicator
from retning.edition.records.series import Line
from retning.public.blocks.figures import many_tests, unit_name
from retning.public.blocks.pictures import spark
from retning.public.context import Page
from retning.public.model import Model
from retning.public.view import Link, Picture


class End(Model, frozen=True):
    """The first or the last value of a line as it is written, and its period ("–" and "" without one)."""

    value: str = "–"
    period: str = ""


class IndicatorRow(Model, frozen=True, kw_only=True):
    """One indicator in one area."""

    title: str
    address: str
    unit: str
    area: str
    first: End
    last: End
    method: str
    """How the last value came to be, where it was not published as such."""
    way: Group | TendencyState
    why: str
    """Why the page does not say what the test says by itself ("" where it does)."""
    spark: Picture
    elements: tuple[Link, ...]
    """The plan elements that it informs, by id."""


def indicator_row(page: Page, id: str, area: str, on: tuple[TestFamily, str]) -> IndicatorRow:
    """One indicator in one area, as it may be reported among the tests ``on`` (family and id)."""
    edition = page.site.edition
    indicator = edition.indicators[id]
    line = page.figures.line(id, area)
    known = known_rows(line)
    assessment = edition.assessment(id, area)
    test = edition.tendency_on(*on, id, area)
    method = unpacked(line.method, len(line.period))[known[-1]] if line and known else ""
    way: Group | TendencyState = "cannot tell" if known else "no data"
    return IndicatorRow(
        title=page.pick(indicator.title),
        address=page.url("indicator", id),
        unit=unit_name(page, indicator.unit),
        area=page.pick(edition.areas[area].name),
        first=end(page, indicator, line, known[0]) if line and known else End(),
        last=end(page, indicator, line, known[-1]) if line and known else End(),
        method=page.t(f"method_name.{method}") if method in ("estimated", "recomputed", "summed") else "",
        way=test.state if assessment and assessment.fact else way,
        why=many_tests(page, test),
        spark=spark(page, indicator, area),
        elements=tuple(
            Link(element, page.element_url(element))
            for element in (*indicator.serves, *indicator.proxy_for)
            if element in edition.elements
        ),
    )


def known_rows(line: Line | None) -> list[int]:
    """The rows of a line that have a value."""
    return [n for n, value in enumerate(line.value) if value is not None] if line else []


def end(page: Page, indicator: Indicator, line: Line, row: int) -> End:
    """One value of a line, for the end of a row."""
    return End(page.num(line.value[row], indicator.decimals), page.period(line.period[row]))
