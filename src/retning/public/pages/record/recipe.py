"""How a figure is computed, step by step, in words: from the tables to the value."""

from __future__ import annotations

from typing import Any

from retning.language.texts import state_key
from retning.public.blocks import citation
from retning.public.context import Page
from retning.public.follow.event_text import as_typed

Json = dict[str, Any]
Step = tuple[str, list[str]]


def steps(page: Page, id: str, area: str) -> list[Step]:
    """The steps that lead to the main line: a heading ("" for none) and its sentences."""
    indicator = page.site.data.indicators[id]
    line = line_of(page, indicator, area)
    if line is None:
        return []
    found: list[Step] = [
        (page.t("recipe.numerator") if line["denominator"] else "", term(page, line["numerator"]))
    ]
    if line["denominator"]:
        found.append((page.t("recipe.denominator"), term(page, line["denominator"])))
    found.append(("", [formula(page, line), *compared(page, line["relative"])]))
    return found


def line_of(page: Page, indicator: Json, area: str) -> Json | None:
    """The declared line that the shown one was made by: the first whose tables are those of the series."""
    series = page.site.data.series_of(indicator["id"], area)
    lines: list[Json] = indicator["lines"]
    if series is None:
        return lines[0] if lines else None
    used = {name.partition("@")[0] for name in series["tables"]}
    own = next((one for one in lines if one["id"] == series["line"]), None)
    if own is not None and series["line"] != "main":
        return own

    def named(line: Json) -> set[str]:
        terms = [t for t in (line["numerator"], line["denominator"]) if t]
        return {t["source"]["table"] for t in terms if t["source"]}

    return next((line for line in lines if named(line) <= used), lines[0] if lines else None)


def term(page: Page, one: Json) -> list[str]:
    """What is read or taken over for a numerator or denominator, and what is done with it."""
    data = page.site.data
    said: list[str] = []
    if one["source"]:
        said += taken(page, one["source"])
        said.append(page.t("recipe.add"))
    for key in ("indicator", "numerator_of"):
        if one[key]:
            said.append(page.t(f"recipe.{key}", name=page.pick(data.indicators[one[key]]["title"])))
    if one["allocate"]:
        within = page.pick(data.areas[one["allocate"]["within"]]["name"])
        said.append(
            page.t("recipe.allocate", within=within, table=named(page, one["allocate"]["by"]["table"]))
        )
    if one["change"]:
        said.append(page.t("recipe.change_of", change=page.t(f"recipe.change.{state_key(one['change'])}")))
    return said


def named(page: Page, table: str) -> str:
    """A table's number or title, or its id where nothing is known of it."""
    found = [t for t in page.site.data.tables.values() if t["table"] == table]
    return citation.table_name(page, found[-1]) if found else table


def taken(page: Page, source: Json) -> list[str]:
    """Which table, and which of its rows."""
    tables = [t for t in page.site.data.tables.values() if t["table"] == source["table"] and t["used"]]
    newest = max(tables, key=lambda t: t["vintage"], default=None)
    said = [
        page.t(
            "known_day.recipe" if newest and as_typed(newest) else "recipe.tables",
            table=citation.table_name(page, newest) if newest else source["table"],
            publisher=newest["publisher"] if newest else "–",
            day=page.day(newest["vintage"][:10]) if newest else "–",
        )
    ]
    for dimension, codes in source["where"].items():
        key = "recipe.where_all" if "*" in codes else "recipe.where"
        said.append(page.t(key, dimension=dimension, codes=", ".join(codes)))
    return said


def formula(page: Page, line: Json) -> str:
    """The value from its parts."""
    if not line["denominator"]:
        return page.t("recipe.formula_count")
    if line["factor"] == 1:
        return page.t("recipe.formula_ratio_plain")
    return page.t("recipe.formula_ratio", factor=page.num(line["factor"]))


def compared(page: Page, relative: Json | None) -> list[str]:
    """What is done with the same figure of another area."""
    if not relative:
        return []
    name = page.pick(page.site.data.areas[relative["to"]]["name"])
    return [
        page.t(
            f"recipe.{state_key(relative['how'])}",
            name=name,
            factor=page.num(relative["factor"]),
        )
    ]
