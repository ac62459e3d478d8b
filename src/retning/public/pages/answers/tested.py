"""The pools of comparable series that were tried, with what the method would have said of the judged area."""

from __future__ import annotations

from collections.abc import Iterator

from retning.edition.records.forecasts import Pool, Trial
from retning.public.context import Page
from retning.public.model import Model
from retning.public.pages.answers.names import area_name, family_id, forecast_name, share, spread


class TriedYear(Model, frozen=True, kw_only=True):
    """What the method would have said of a year, and what came. ``state`` is ``hit`` or ``miss``."""

    last: str
    period: str
    value: str
    range: str
    outcome: str
    state: str
    result: str


class TestedPool(Model, frozen=True, kw_only=True):
    """A pool that was tried, and how it went."""

    id: str
    name: str
    address: str
    series: str
    years: str
    cases: str
    mase: str
    naive: str
    drift: str
    coverage80: str
    coverage95: str
    result: str
    pool: str
    """Which areas learn together, in words."""
    show: str
    caption: str
    rows: tuple[TriedYear, ...]
    """Of the judged area."""


def trials(page: Page, pool: Pool, indicator: str) -> Iterator[tuple[str, Trial]]:
    """Every trial of a pool, with its area, in the order of the pool."""
    for area in pool.tried:
        for trial in trials_in(page, pool, indicator, area):
            yield area, trial


def trials_in(page: Page, pool: Pool, indicator: str, area: str) -> tuple[Trial, ...]:
    """The trials of a pool in one area."""
    part = page.edition.area_part(indicator, area) if area in pool.tried else None
    line = part.line(pool.line) if part else None
    return line.trials.rows() if line is not None and line.trials is not None else ()


def tested(page: Page) -> tuple[TestedPool, ...]:
    """Every pool that was tried."""
    return tuple(
        _pool(page, indicator, pool)
        for indicator, part in page.edition.parts
        for pool in part.whole.pools
        if pool.gate.cases
    )


def _pool(page: Page, indicator: str, pool: Pool) -> TestedPool:
    gate, definition = pool.gate, page.edition.indicators[indicator]
    main = definition.main_area
    what, where = forecast_name(page, indicator, pool.line), area_name(page, main)
    return TestedPool(
        id=family_id(indicator, pool.line),
        name=what,
        address=page.url("indicator", indicator),
        series=page.num(gate.series),
        years=f"{page.period(pool.first)}–{page.period(pool.last)}",
        cases=page.num(gate.cases),
        mase=page.num(gate.mase, 2),
        naive=page.num(gate.mase_naive, 2),
        drift=page.num(gate.mase_drift, 2),
        coverage80=share(page, gate.coverage80),
        coverage95=share(page, gate.coverage95),
        result=page.t("answers.tested.passed" if gate.passed else "answers.tested.failed"),
        pool=page.t(
            "answers.tested.pool",
            series=page.num(gate.series),
            areas=", ".join(area_name(page, area) for area in pool.areas),
        ),
        show=page.t("answers.tested.show", what=what, area=where),
        caption=page.t("answers.tested.detail", what=what, area=where),
        rows=tuple(
            _tried(page, trial, definition.decimals) for trial in trials_in(page, pool, indicator, main)
        ),
    )


def _tried(page: Page, trial: Trial, decimals: int) -> TriedYear:
    hit = trial.lower80 <= trial.outcome <= trial.upper80
    return TriedYear(
        last=page.period(trial.last),
        period=page.period(trial.period),
        value=page.num(trial.value, decimals),
        range=spread(page, trial.lower80, trial.upper80, decimals),
        outcome=page.num(trial.outcome, decimals),
        state="hit" if hit else "miss",
        result=page.t("answers.list.hit" if hit else "answers.list.miss"),
    )
