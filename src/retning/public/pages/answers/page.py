"""The answer sheet: every forecast that was made, what came, what was withdrawn, and why the rest has none."""

from __future__ import annotations

from retning.public.context import Page
from retning.public.downloads import downloads
from retning.public.pages.answers import published, without
from retning.public.pages.answers.published import Family, TrackRecord
from retning.public.pages.answers.tested import TestedPool, tested
from retning.public.pages.answers.without import ReasonGroup
from retning.public.query import Query
from retning.public.view import Link, PageView


class AnswersView(PageView, frozen=True, kw_only=True):
    """Everything stands in the edition; rows are only chosen and counted here."""

    description: str
    so_far: tuple[str, ...]
    records: tuple[TrackRecord, ...]
    withdrawn: tuple[str, ...]
    groups: tuple[Family, ...]
    tested: tuple[TestedPool, ...]
    without_count: str
    without: tuple[ReasonGroup, ...]
    rules: tuple[str, ...]


def view(page: Page, id: str, query: Query) -> AnswersView:
    """What the answer sheet shows."""
    limits = page.edition.inputs.rules
    every = tuple(published.published(page))
    reasons = without.main_reasons(page)
    scored, years = (limits.get(name, "") for name in ("forecast_scored", "forecast_scored_years"))
    return AnswersView(
        title=page.t("page.answers.title"),
        description=page.t("page.answers.description"),
        crumbs=(Link(page.t("page.answers.menu")),),
        files=downloads(page, "answers"),
        so_far=published.so_far(page, every),
        records=published.track_records(page),
        withdrawn=published.withdrawn(page),
        groups=published.families(page, every),
        tested=tested(page),
        without_count=without.in_words(page, reasons),
        without=without.groups(page, reasons),
        rules=(
            page.t("answers.how_1"),
            page.t("answers.how_2"),
            page.t("answers.how_3"),
            page.t("answers.how_4", scored=scored, years=years),
        ),
    )
