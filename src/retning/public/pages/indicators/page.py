"""All indicators on one page."""

from __future__ import annotations

from retning.public.blocks.rows import IndicatorRow, indicator_row
from retning.public.context import Page
from retning.public.query import Query
from retning.public.view import Link, PageView


class IndicatorsView(PageView, frozen=True, kw_only=True):
    """The list of indicators."""

    rows: tuple[IndicatorRow, ...]


def view(page: Page, id: str, query: Query) -> IndicatorsView:
    """Every indicator in the area that is judged for the plan."""
    title = page.t("page.indicators.menu")
    return IndicatorsView(
        title=title,
        crumbs=(Link(title),),
        rows=tuple(
            indicator_row(page, indicator.id, indicator.main_area, ("indicators", ""))
            for indicator in page.site.edition.indicators.values()
        ),
    )
