"""The forecasts that were published: one by one, how they have done together, and what was withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retning.edition.records.forecasts import Answer, Answered
from retning.language.texts import state_key
from retning.public.context import Page
from retning.public.model import Model
from retning.public.pages.answers.names import (
    area_name,
    decimals_of,
    error,
    family_id,
    forecast_name,
    share,
    spread,
)


class PublishedYear(Model, frozen=True, kw_only=True):
    """One year of a forecast, and what came. ``state`` names a class of the style sheet: ``hit``, ``miss`` …"""

    area: str
    made: str
    period: str
    value: str
    range: str
    outcome: str
    now: str
    """What the outcome has become since, in words ("": it is the same)."""
    state: str
    result: str
    error: str
    naive: str


class Family(Model, frozen=True, kw_only=True):
    """Every forecast of a line, the newest first."""

    id: str
    summary: str
    caption: str
    unit: str
    years: tuple[PublishedYear, ...]


class TrackRecord(Model, frozen=True, kw_only=True):
    """How the forecasts of a line that have met an outcome have done."""

    name: str
    forecasts: str
    cases: str
    share: str
    error: str
    naive: str


Published = tuple[str, str, Answered, Answer]
"""Indicator, area, the forecast, and one year of it."""


def published(page: Page) -> Iterator[Published]:
    """Every year of every forecast that was ever published, indicator by indicator."""
    for indicator, part in page.edition.parts:
        for area in part.areas():
            for entry in area.answers:
                for year in entry.rows():
                    yield indicator, area.area, entry, year


def so_far(page: Page, every: Sequence[Published]) -> tuple[str, ...]:
    """How it has gone, in sentences."""
    if not every:
        return (page.t("answers.so_far.nothing"),)
    met = [year for _, _, _, year in every if year.state == "scored"]
    if not met:
        first = min(year.ahead.period for _, _, _, year in every)
        count = page.num(len(every))
        return (page.t("answers.so_far.waiting", count=count, period=page.period(first)),)
    hits = sum(bool(year.hit80) for year in met)
    scored = page.t(
        "answers.so_far.scored",
        cases=page.num(len(met)),
        count=page.num(len(every)),
        hits=page.num(hits),
        share=share(page, hits / len(met)),
    )
    ours = sum(year.error or 0.0 for year in met)
    same = sum(year.naive_error or 0.0 for year in met)
    better = (
        page.t("answers.so_far.better", ratio=page.num(ours / same, 2))
        if same
        else page.t("answers.so_far.no_naive")
    )
    return scored, better, page.t("answers.so_far.first")


def track_records(page: Page) -> tuple[TrackRecord, ...]:
    """One for each line whose forecasts have met an outcome."""
    return tuple(
        TrackRecord(
            name=forecast_name(page, indicator, one.line),
            forecasts=page.num(one.forecasts),
            cases=page.num(one.cases),
            share=share(page, one.coverage80),
            error=page.num(one.error, 2),
            naive=page.num(one.naive_error, 2),
        )
        for indicator, part in page.edition.parts
        for one in part.whole.records
        if one.cases
    )


def withdrawn(page: Page) -> tuple[str, ...]:
    """What was withdrawn, when and why."""
    return tuple(
        " ".join(
            (
                page.t(
                    "answers.withdrawn.line",
                    what=forecast_name(page, one.indicator, one.line),
                    day=page.day(one.day),
                ),
                page.t(f"reason.{one.reason}"),
                page.t(
                    "answers.withdrawn.record",
                    cases=page.num(one.cases),
                    years=page.num(one.years),
                    share=share(page, one.coverage80),
                    ratio=error(page, one.ratio),
                ),
            )
        )
        for one in page.edition.forecasts.withdrawals
    )


def families(page: Page, every: Sequence[Published]) -> tuple[Family, ...]:
    """Every forecast, by indicator and line in the order of their names."""
    found: dict[tuple[str, str], list[Published]] = {}
    for one in every:
        found.setdefault((one[0], one[2].line), []).append(one)
    named = sorted((forecast_name(page, *key), *key) for key in found)
    return tuple(_family(page, name, indicator, found[indicator, line]) for name, indicator, line in named)


def _family(page: Page, name: str, indicator: str, every: list[Published]) -> Family:
    known = indicator in page.edition.indicators
    order = {id: n for n, id in enumerate(page.edition.areas_of(indicator) if known else ())}
    decimals = decimals_of(page, indicator)
    # Areas in the indicator's order, years in order, the forecasts made last first.
    by_place = sorted(every, key=lambda one: (order.get(one[1], len(order)), one[1], one[3].ahead.period))
    newest = sorted(by_place, key=lambda one: one[2].made, reverse=True)
    return Family(
        id=family_id(indicator, every[0][2].line),
        summary=page.t("answers.list.show", what=name, count=page.num(len(every))),
        caption=page.t("answers.list.caption", what=name),
        unit=_unit(page, indicator),
        years=tuple(_year(page, area, entry, year, decimals) for _, area, entry, year in newest),
    )


def _unit(page: Page, indicator: str) -> str:
    definition = page.edition.indicators.get(indicator)
    key = f"unit_long.{definition.unit}" if definition else ""
    return page.t(key) if key and page.has(key) else ""


def _year(page: Page, area: str, entry: Answered, year: Answer, decimals: int | None) -> PublishedYear:
    ahead, outcome = year.ahead, year.outcome
    state = ("hit" if year.hit80 else "miss") if year.state == "scored" else state_key(year.state)
    changed = outcome is not None and outcome.now is not None and outcome.now != outcome.first
    return PublishedYear(
        area=area_name(page, area),
        made=page.day(entry.made),
        period=page.period(ahead.period),
        value=page.num(ahead.value, decimals),
        range=spread(page, ahead.lower80, ahead.upper80, decimals),
        outcome=page.num(outcome.first, decimals) if outcome else "–",
        now=page.t("answers.list.now", value=page.num(outcome.now, decimals)) if outcome and changed else "",
        state=state,
        result=page.t(f"answers.list.{state}"),
        error=error(page, year.error),
        naive=error(page, year.naive_error),
    )
