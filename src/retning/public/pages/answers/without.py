"""The indicators without a forecast, by reason in plain words."""

from __future__ import annotations

from retning.edition.records.assessments import Reason
from retning.public.blocks import forecasts
from retning.public.context import Page
from retning.public.model import Model
from retning.public.pages.answers.names import forecast_name
from retning.public.view import Link

# In what order reasons are told: from what more years would mend to what more series, then a better method, would.
WHY = (
    "no_values", "few_points", "not_yearly", "mixed", "few_series", "other_years", "no_change", "not_better", "coverage",
    "own_coverage", "withdrawn",
)  # fmt: skip

_NEEDED = {"few_points": "forecast_points", "few_series": "forecast_series"}
"""The limit that a reason names."""


class WithoutForecast(Model, frozen=True):
    """An indicator without a forecast, and why."""

    indicator: Link
    why: str


class ReasonGroup(Model, frozen=True):
    """The indicators that one reason is the first one of."""

    title: str
    count: str
    rows: tuple[WithoutForecast, ...]


def main_reasons(page: Page) -> dict[str, tuple[Reason, ...]]:
    """Why each indicator without a forecast for its judged area has none."""
    nothing: tuple[Reason, ...] = (Reason("forecast_no_values"),)
    found: dict[str, tuple[Reason, ...]] = {}
    for id, definition in page.edition.indicators.items():
        line = page.edition.line(id, definition.main_area)
        if line is None:
            found[id] = nothing
        elif line.forecast is None:
            found[id] = (() if line.is_superseded else line.no_forecast) or nothing
    return found


def in_words(page: Page, reasons: dict[str, tuple[Reason, ...]]) -> str:
    """How many of all indicators have no forecast."""
    total = len(page.edition.indicators)
    return page.t("answers.without.intro", count=page.num(len(reasons)), total=page.num(total))


def groups(page: Page, reasons: dict[str, tuple[Reason, ...]]) -> tuple[ReasonGroup, ...]:
    """The indicators by their first reason."""
    found: dict[str, list[WithoutForecast]] = {}
    for id, why in reasons.items():
        key = why[0].key.removeprefix("forecast_").replace("mixed_periods", "mixed")
        link = Link(forecast_name(page, id), page.url("indicator", id))
        found.setdefault(key, []).append(WithoutForecast(link, " ".join(forecasts.reasons(page, why))))
    limits = page.edition.inputs.rules
    return tuple(
        ReasonGroup(
            page.t(f"answers.without.{key}", needed=limits.get(_NEEDED.get(key, ""), "")),
            page.num(len(found[key])),
            tuple(sorted(found[key], key=lambda one: one.indicator.name)),
        )
        for key in WHY
        if key in found
    )
