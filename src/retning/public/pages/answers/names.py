"""What forecasts are about, in words; also of what a region has taken away since."""

from __future__ import annotations

from retning.edition.records.base import Number
from retning.public.context import Page


def forecast_name(page: Page, indicator: str, line: str = "main") -> str:
    """What is forecast: the indicator, and the line where it is not the main one."""
    definition = page.edition.indicators.get(indicator)
    if definition is None:  # an indicator that the region has taken away since: its forecasts stay
        return indicator
    title = page.pick(definition.title)
    declared = next((one for one in definition.lines if one.id == line and one.title), None)
    return f"{title}, {page.pick(declared.title)}" if declared else title


def family_id(indicator: str, line: str) -> str:
    """The anchor of the forecasts of a line."""
    return indicator if line == "main" else f"{indicator}.{line}"


def area_name(page: Page, id: str) -> str:
    """An area's name; its id where the region has taken it away since."""
    known = page.edition.areas.get(id)
    return page.pick(known.name) if known else id


def decimals_of(page: Page, indicator: str) -> int | None:
    """With how many decimals the figures of an indicator are written; ``None`` where it is not known any more."""
    definition = page.edition.indicators.get(indicator)
    return definition.decimals if definition else None


def share(page: Page, part: Number | None) -> str:
    """A share in whole per cent."""
    return "–" if part is None else page.unit(100 * part, "percent", 0)


def error(page: Page, value: Number | None) -> str:
    """An error in steps, with two decimals."""
    return "–" if value is None else page.num(value, 2)


def spread(page: Page, lower: Number, upper: Number, decimals: int | None) -> str:
    """The range that should hold eight times in ten."""
    return page.t("forecast.range", lower=page.num(lower, decimals), upper=page.num(upper, decimals))
