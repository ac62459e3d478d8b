"""The error rates of the rules: of 100 series in which nothing changes, how many does each rule call a change?"""

from __future__ import annotations

from typing import Any

from retning.charts.horizontal_bars import HorizontalBar, HorizontalBars
from retning.charts.parts import Frame
from retning.public.blocks.pictures import NARROW, WIDE
from retning.public.context import Page
from retning.public.exact import exact
from retning.public.markup import safe

Json = dict[str, Any]

RULES = ("ours", "mann_kendall", "least_squares", "eurostat_long", "eurostat_short", "open_sdg")
WORLDS = ("independent", "alike", "much_alike", "stock")
YEARS = (10, 15, 20)

COLUMNS = ("world", "years", "change_per_cent_a_year", "rule", "share", "share_of")


def rates(page: Page) -> Json | None:
    """What the section on error rates shows; nothing in editions from before they were simulated."""
    stored = page.site.data.content["error_rates"]
    if not stored["rows"]:
        return None
    share = {(r["world"], r["years"], r["change"], r["rule"]): r["share"] for r in stored["rows"]}

    def hundred(world: str, years: int, change: float, rule: str) -> str:
        return of_hundred(page, share[world, years, change, rule])

    years = YEARS[0]
    worlds = sorted({(r["world"], r["change"]) for r in stored["rows"] if r["change"]})
    rules = [(rule, page.t(f"method.rule_name.{rule}")) for rule in RULES]
    return {
        "lead": page.t(
            "method.rates.lead",
            **{
                name: hundred("independent", years, 0, rule)
                for name, rule in (("ours", "ours"), ("eurostat", "eurostat_short"), ("open_sdg", "open_sdg"))
            },
        ),
        "about": page.t("method.rates.about", replications=page.num(stored["replications"])),
        "charts": {
            "wide": safe(chart(page, share, WIDE)),
            "narrow": safe(chart(page, share, NARROW)),
        },
        "worlds": [page.t(f"method.world.{world}") for world in WORLDS],
        "false": [
            {
                "years": years,
                "title": page.t("method.rates.table_title", years=years),
                "more": page.t("method.rates.more", years=years),
                "rows": [
                    (name, rule == "ours", [hundred(world, years, 0, rule) for world in WORLDS])
                    for rule, name in rules
                ],
            }
            for years in YEARS
        ],
        "years": [page.t("method.rates.years", years=years) for years in YEARS],
        "found": [
            (change_name(page, world, change), [hundred(world, n, change, "ours") for n in YEARS])
            for world, change in worlds
        ],
        "changes": [change_name(page, world, change) for world, change in worlds],
        "found_others": [
            (name, rule == "ours", [hundred(world, YEARS[0], change, rule) for world, change in worlds])
            for rule, name in rules
        ],
    }


def of_hundred(page: Page, share: float) -> str:
    """A share as so many of a hundred: whole, and "below 1" rather than a nought that means few."""
    if 0 < share < 0.005:
        return page.t("method.rates.less_than_one")
    return page.num(100 * share, 0)


def change_name(page: Page, world: str, change: float) -> str:
    """A world with a change, in words."""
    stored = page.site.data.content["error_rates"]
    return page.t(
        f"method.world.{world}_change",
        change=exact(change, page.lang),
        noise=exact(stored["noise"], page.lang),
        step=exact(stored["step"], page.lang),
    )


def chart(page: Page, share: dict[tuple[str, int, float, str], float], across: int) -> str:
    """The first column of the table as bars."""
    rows = tuple(
        HorizontalBar(
            page.t(f"method.rule_name.{rule}"),
            100 * share["independent", YEARS[0], 0, rule],
            rule == "ours",
        )
        for rule in RULES
    )
    frame = Frame(page.t("method.rates.chart_title"), unit=page.t("method.rates.chart_unit"))
    return HorizontalBars(frame, bars=rows).svg(page.lang, f"rates-{across}", across)


def file_rows(page: Page) -> list[Json]:
    """The whole table for spreadsheets and machines; ``share_of`` says what a share is of."""
    return [
        {
            "world": row["world"],
            "years": row["years"],
            "change_per_cent_a_year": row["change"],
            "rule": row["rule"],
            "share": row["share"],
            "share_of": "series with this change that the rule finds"
            if row["change"]
            else "series without change in which the rule reports one",
        }
        for row in page.site.data.content["error_rates"]["rows"]
    ]
