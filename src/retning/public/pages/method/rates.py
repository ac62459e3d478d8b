"""The error rates of the rules: of 100 series in which nothing changes, how many does each rule call a change?"""

from __future__ import annotations

from retning.charts.horizontal_bars import HorizontalBar, HorizontalBars
from retning.charts.parts import Frame
from retning.public.context import Page
from retning.public.exact import exact
from retning.public.formats.cells import Row
from retning.public.model import Model
from retning.public.view import Picture

RULES = ("ours", "mann_kendall", "least_squares", "eurostat_long", "eurostat_short", "open_sdg")
WORLDS = ("independent", "alike", "much_alike", "stock")
YEARS = (10, 15, 20)

COLUMNS = ("world", "years", "change_per_cent_a_year", "rule", "share", "share_of")

_LEAD = {"ours": "ours", "eurostat": "eurostat_short", "open_sdg": "open_sdg"}
"""The places of the leading sentence, and the rules that fill them."""

Case = tuple[str, int, float, str]
"""A world, years, a change and a rule: what a share is of."""


class RateRow(Model, frozen=True):
    """A rule or a change, and of how many of a hundred series each column says it; ``own``: it is our rule."""

    name: str
    cells: tuple[str, ...]
    own: bool = False


class FalseAlarms(Model, frozen=True):
    """How often each rule sees a change where there is none, in series of some length, world by world."""

    title: str
    more: str
    """What the fold around it is called."""
    rows: tuple[RateRow, ...]


class Rates(Model, frozen=True, kw_only=True):
    """What the section on error rates shows."""

    lead: str
    about: str
    picture: Picture
    worlds: tuple[str, ...]
    """Heads of the columns of ``false``."""
    false: tuple[FalseAlarms, ...]
    years: tuple[str, ...]
    """Heads of the columns of ``found``."""
    found: tuple[RateRow, ...]
    """How often our rule finds a change that is there."""
    changes: tuple[str, ...]
    """Heads of the columns of ``found_others``."""
    found_others: tuple[RateRow, ...]
    """How often every rule does, in the shortest series."""


def rates(page: Page) -> Rates | None:
    """What the section on error rates shows; ``None`` in editions from before they were simulated."""
    stored = page.edition.error_rates
    if not stored.rows:
        return None
    share = {(r.world, r.years, r.change, r.rule): r.share for r in stored.rows}
    changes = sorted({(r.world, r.change) for r in stored.rows if r.change})
    shortest = YEARS[0]

    def cell(world: str, years: int, change: float, rule: str) -> str:
        return of_hundred(page, share[world, years, change, rule])

    def rows(*columns: tuple[str, int, float]) -> tuple[RateRow, ...]:
        return tuple(
            RateRow(rule_name(page, rule), tuple(cell(*at, rule) for at in columns), rule == "ours")
            for rule in RULES
        )

    return Rates(
        lead=page.t(
            "method.rates.lead",
            **{place: cell("independent", shortest, 0, rule) for place, rule in _LEAD.items()},
        ),
        about=page.t("method.rates.about", replications=page.num(stored.replications)),
        picture=Picture.of(chart(page, share), page.lang, "rates"),
        worlds=tuple(page.t(f"method.world.{world}") for world in WORLDS),
        false=tuple(
            FalseAlarms(
                page.t("method.rates.table_title", years=years),
                page.t("method.rates.more", years=years),
                rows(*((world, years, 0.0) for world in WORLDS)),
            )
            for years in YEARS
        ),
        years=tuple(page.t("method.rates.years", years=years) for years in YEARS),
        found=tuple(
            RateRow(
                change_name(page, world, change),
                tuple(cell(world, years, change, "ours") for years in YEARS),
            )
            for world, change in changes
        ),
        changes=tuple(change_name(page, world, change) for world, change in changes),
        found_others=rows(*((world, shortest, change) for world, change in changes)),
    )


def rule_name(page: Page, rule: str) -> str:
    """What a rule is called."""
    return page.t(f"method.rule_name.{rule}")


def of_hundred(page: Page, share: float) -> str:
    """A share as so many of a hundred: whole, and "below 1" rather than a nought that means few."""
    if 0 < share < 0.005:
        return page.t("method.rates.less_than_one")
    return page.num(100 * share, 0)


def change_name(page: Page, world: str, change: float) -> str:
    """A world with a change, in words."""
    stored = page.edition.error_rates
    return page.t(
        f"method.world.{world}_change",
        change=exact(change, page.lang),
        noise=exact(stored.noise, page.lang),
        step=exact(stored.step, page.lang),
    )


def chart(page: Page, share: dict[Case, float]) -> HorizontalBars:
    """The first column of the first table as bars."""
    bars = tuple(
        HorizontalBar(rule_name(page, rule), 100 * share["independent", YEARS[0], 0, rule], rule == "ours")
        for rule in RULES
    )
    frame = Frame(page.t("method.rates.chart_title"), unit=page.t("method.rates.chart_unit"))
    return HorizontalBars(frame, bars=bars)


def file_rows(page: Page) -> list[Row]:
    """The whole table for spreadsheets and machines; ``share_of`` says what a share is of."""
    return [
        {
            "world": row.world,
            "years": row.years,
            "change_per_cent_a_year": row.change,
            "rule": row.rule,
            "share": row.share,
            "share_of": "series with this change that the rule finds"
            if row.change
            else "series without change in which the rule reports one",
        }
        for row in page.edition.error_rates.rows
    ]
