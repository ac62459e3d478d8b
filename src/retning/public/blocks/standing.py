"""How one area stands on every strategy of the plan: its own figures, or plainly that there are none."""

from __future__ import annotations

from typing import Literal

from retning.answers import TendencyState
from retning.edition.records.indicators import Indicator
from retning.edition.records.plan import Element
from retning.public.blocks.rows import known_rows
from retning.public.context import Page
from retning.public.model import Model


class OwnFigure(Model, frozen=True, kw_only=True):
    """The newest value of an indicator in the area, and which way it goes."""

    title: str
    address: str
    value: str
    period: str
    way: TendencyState
    serves: bool
    """It measures the strategy; else it only stands in."""


class StrategyStanding(Model, frozen=True, kw_only=True):
    """One strategy. ``state``: it has ``own`` figures, is measured ``elsewhere``, only pointed at by a ``proxy``, or not
    at all (``none``)."""

    id: str
    title: str
    address: str
    state: Literal["own", "elsewhere", "proxy", "none"]
    says: str
    """The same in words, where there are no own figures."""
    figures: tuple[OwnFigure, ...]


class GoalStanding(Model, frozen=True, kw_only=True):
    """The strategies below one goal."""

    id: str
    title: str
    address: str
    rows: tuple[StrategyStanding, ...]


class Standing(Model, frozen=True, kw_only=True):
    """All goals, how many strategies there are, and for how many the area has figures of its own."""

    goals: tuple[GoalStanding, ...]
    all: int
    own: int


def standing(page: Page, area: str) -> Standing:
    """Every judged element below each goal, in the plan's order."""
    plan = page.site.edition.plan
    goals = tuple(
        GoalStanding(
            id=top.id,
            title=page.pick(top.title),
            address=page.url("element", top.id),
            rows=tuple(_row(page, leaf, area) for leaf in plan.leaves(top.id) or (top,)),
        )
        for top in plan.children(None)
    )
    rows = [row for goal in goals for row in goal.rows]
    return Standing(goals=goals, all=len(rows), own=sum(row.state == "own" for row in rows))


def _row(page: Page, element: Element, area: str) -> StrategyStanding:
    edition = page.site.edition
    figures: list[OwnFigure] = []
    elsewhere, proxy = "", False
    for indicator in edition.indicators_of(element.id):
        serves = element.id in indicator.serves
        own = _figure(page, indicator, area, serves)
        having = edition.areas_of(indicator.id)
        if own is not None:
            figures.append(own)
        elif having and serves:
            elsewhere = elsewhere or having[0]
        elif having:
            proxy = True
    state: Literal["own", "elsewhere", "proxy", "none"] = "none"
    says = ""
    if figures:
        state = "own"
    elif elsewhere:
        state = "elsewhere"
        says = page.t("standing.elsewhere", name=page.pick(edition.areas[elsewhere].name))
    else:
        state = "proxy" if proxy else "none"
        says = page.t(f"standing.{state}")
    return StrategyStanding(
        id=element.id,
        title=page.pick(element.title) or page.pick(element.text),
        address=page.url("element", element.id),
        state=state,
        says=says,
        figures=tuple(figures),
    )


def _figure(page: Page, indicator: Indicator, area: str, serves: bool) -> OwnFigure | None:
    """The newest value of an indicator in an area and which way it goes; ``None`` without one."""
    line = page.figures.line(indicator.id, area)
    known = known_rows(line)
    if line is None or not known:
        return None
    period = line.period[known[-1]]
    return OwnFigure(
        title=page.pick(indicator.title),
        address=f"{page.url('indicator', indicator.id)}#{area}.{line.line}.{period}",
        value=page.unit(line.value[known[-1]], indicator.unit, indicator.decimals),
        period=page.period(period),
        way=page.site.edition.tendency_on("area", area, indicator.id, area).state,
        serves=serves,
    )
