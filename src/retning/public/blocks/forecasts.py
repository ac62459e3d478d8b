"""Forecasts where an indicator is shown: the band in the picture, the rows in the table, the notes under them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from retning.charts.parts import FanStep
from retning.edition.records.assessments import Reason
from retning.edition.records.base import ReasonValue
from retning.edition.records.forecasts import Ahead
from retning.edition.records.indicators import Indicator
from retning.edition.records.series import Line
from retning.language.texts import state_key
from retning.public.context import Page
from retning.public.drawn import forecast_of
from retning.public.model import Model


class ForecastNotes(Model, frozen=True, kw_only=True):
    """What stands under a picture: when the forecast was made, or why there is none; and where there is more."""

    notes: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    address: str


def fan_of(page: Page, line: Line | None) -> tuple[tuple[FanStep, ...], str]:
    """The forecast of a line for its chart, and its label; nothing and "" where there is none."""
    found = forecast_of(line)
    if found is None:
        return (), ""
    steps = tuple(FanStep(a.period, a.value, a.lower80, a.upper80) for a in found.ahead.rows())
    return steps, page.t("forecast.label")


def cell(page: Page, indicator: Indicator, ahead: Ahead) -> str:
    """Middle and range of a coming year."""
    value, lower, upper = (
        page.num(v, indicator.decimals) for v in (ahead.value, ahead.lower80, ahead.upper80)
    )
    return page.t("forecast.cell", value=value, lower=lower, upper=upper)


def notes(page: Page, indicator: Indicator, area: str) -> ForecastNotes | None:
    """What stands under the picture of an indicator in an area; ``None`` where there is nothing to say."""
    line = page.figures.line(indicator.id, area)
    if line is None:
        return None
    answers = page.url("answers")
    found, forecasts = forecast_of(line), page.site.edition.forecasts
    if found is not None:
        said = [
            page.t("forecast.made", day=page.day(forecasts.made), last=page.period(found.last)),
            page.t("forecast.table_note"),
        ]
        if found.provisional:
            said.append(page.t("forecast.provisional"))
        if forecasts.afterwards:
            said.append(page.t("forecast.afterwards"))
        return ForecastNotes(notes=tuple(said), address=f"{answers}#{indicator.id}")
    if line.forecast is not None or line.is_superseded:
        return None
    return ForecastNotes(reasons=reasons(page, line.no_forecast), address=f"{answers}#uten")


def reasons(page: Page, found: Sequence[Reason]) -> tuple[str, ...]:
    """Why there is no forecast, in sentences."""
    return tuple(page.t(f"reason.{one.key}", **_written(page, one.values)) for one in found)


def _written(page: Page, values: Mapping[str, ReasonValue]) -> dict[str, str]:
    """The values of a reason as they are written: days, years, errors with two decimals, other numbers as they are."""
    errors, years = ("mase", "naive", "drift"), ("last", "pool_last")
    written = {}
    for name, value in values.items():
        if name == "day":
            written[name] = page.day(str(value))
        elif name in years:
            written[name] = str(value)
        elif value is None or isinstance(value, (int, float)):
            written[name] = page.num(value, 2 if name in errors else None)
        else:
            raise TypeError(f"no way to write {name}={value!r}")
    return written


def chance(page: Page, word: str) -> str:
    """How likely a target is to be reached, in words; "" where no forecast can say."""
    return page.t("chance.sentence", word=page.t(f"chance.{state_key(word)}")) if word else ""
