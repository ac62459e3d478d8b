"""Forecasts where an indicator is shown: the band in the picture, the rows in the table, the rows in the files."""

from __future__ import annotations

from typing import Any

from retning.charts import parts as c
from retning.language.texts import state_key
from retning.public.context import Page
from retning.public.formats.forecast import forecast_of

Json = dict[str, Any]


def fan_of(page: Page, line: Json | None) -> tuple[tuple[c.FanStep, ...], str]:
    """The forecast of a line for its chart, and its label; nothing and "" where there is none."""
    found = forecast_of(page.site.data, line)
    if found is None:
        return (), ""
    steps = tuple(c.FanStep(a["period"], a["value"], a["lower80"], a["upper80"]) for a in found["ahead"])
    return steps, page.t("forecast.label")


def table_rows(page: Page, indicator: Json, lines: list[Json]) -> list[Json]:
    """The coming years as rows of a table of figures, newest first, each marked as a forecast."""
    found = forecast_of(page.site.data, lines[0] if lines else None)
    if found is None:
        return []
    rows = []
    for ahead in reversed(found["ahead"]):
        anchor = f"{found['area']}.{found['line']}.{ahead['period']}"
        own = {"anchor": anchor, "text": cell(page, indicator, ahead), "mark": page.t("forecast.mark")}
        others = [
            {"anchor": f"{line['area']}.{line['line']}.{ahead['period']}", "text": "", "mark": ""}
            for line in lines[1:]
        ]
        rows.append({"period": page.period(ahead["period"]), "cells": [own, *others], "forecast": True})
    return rows


def cell(page: Page, indicator: Json, ahead: Json) -> str:
    """Middle and range of a coming year."""
    value, lower, upper = (page.num(ahead[k], indicator["decimals"]) for k in ("value", "lower80", "upper80"))
    return page.t("forecast.cell", value=value, lower=lower, upper=upper)


def block(page: Page, indicator: Json, area: str, lines: list[Json]) -> Json | None:
    """What stands under a picture: when the forecast was made, or why there is none."""
    data = page.site.data
    if not lines:
        return None
    answers = page.url("answers")
    found = forecast_of(data, lines[0])
    if found is not None:
        notes = [
            page.t("forecast.made", day=page.day(found["made"]), last=page.period(found["last"])),
            page.t("forecast.table_note"),
        ]
        if found["provisional"]:
            notes.append(page.t("forecast.provisional"))
        if data.made_afterwards:
            notes.append(page.t("forecast.afterwards"))
        return {"notes": notes, "reasons": [], "address": f"{answers}#{indicator['id']}"}
    why = data.without_forecast.get((indicator["id"], area, lines[0]["line"]))
    if why is None:
        return None
    return {"notes": [], "reasons": reasons(page, why["reasons"]), "address": f"{answers}#uten"}


def reasons(page: Page, found: list[Json]) -> list[str]:
    """Why there is no forecast, in sentences."""
    return [page.t(f"reason.{r['key']}", **_spoken(page, r["values"])) for r in found]


def _spoken(page: Page, values: Json) -> Json:
    """The values of a reason as they are written: days, years, errors with two decimals, other numbers as they are."""
    errors, years = ("mase", "naive", "drift"), ("last", "pool_last")
    return {
        k: page.day(v) if k == "day" else str(v) if k in years else page.num(v, 2 if k in errors else None)
        for k, v in values.items()
    }


def chance(page: Page, status: Json) -> str:
    """How likely a target is to be reached, in words; "" where no forecast can say."""
    word = status.get("chance", "")
    return page.t("chance.sentence", word=page.t(f"chance.{state_key(word)}")) if word else ""
