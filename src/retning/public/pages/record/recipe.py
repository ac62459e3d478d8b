"""How a figure is computed, step by step, in words: from the tables to the value."""

from __future__ import annotations

from typing import NamedTuple

from retning.edition.records.indicators import Indicator, LineDefinition, Relative, Slice, Term
from retning.language.texts import state_key
from retning.public.blocks import citation
from retning.public.context import Page


class Step(NamedTuple):
    """One step: its heading ("" for none) and its sentences."""

    heading: str
    sentences: tuple[str, ...]


def steps(page: Page, id: str, area: str) -> tuple[Step, ...]:
    """The steps that lead to the main line."""
    line = line_of(page, page.site.edition.indicators[id], area)
    if line is None:
        return ()
    last = Step("", (formula(page, line), *compared(page, line.relative)))
    if line.denominator is None:
        return Step("", term(page, line.numerator)), last
    return (
        Step(page.t("recipe.numerator"), term(page, line.numerator)),
        Step(page.t("recipe.denominator"), term(page, line.denominator)),
        last,
    )


def line_of(page: Page, indicator: Indicator, area: str) -> LineDefinition | None:
    """The declared line that the shown one was made by: the first whose tables are those of the shown line."""
    shown, lines = page.figures.line(indicator.id, area), indicator.lines
    first = lines[0] if lines else None
    if shown is None:
        return first
    used = {name.partition("@")[0] for name in shown.tables}
    own = next((one for one in lines if one.id == shown.line), None)
    if own is not None and shown.line != "main":
        return own

    def named(line: LineDefinition) -> set[str]:
        terms = [one for one in (line.numerator, line.denominator) if one]
        return {one.source.table for one in terms if one.source}

    return next((line for line in lines if named(line) <= used), first)


def term(page: Page, one: Term) -> tuple[str, ...]:
    """What is read or taken over for a numerator or denominator, and what is done with it."""
    edition = page.site.edition
    said: list[str] = []
    if one.source:
        said += taken(page, one.source)
        said.append(page.t("recipe.add"))
    for key, id in (("indicator", one.indicator), ("numerator_of", one.numerator_of)):
        if id:
            said.append(page.t(f"recipe.{key}", name=page.pick(edition.indicators[id].title)))
    if one.allocate:
        within = page.pick(edition.areas[one.allocate.within].name)
        said.append(page.t("recipe.allocate", within=within, table=named(page, one.allocate.by.table)))
    if one.change:
        said.append(page.t("recipe.change_of", change=page.t(f"recipe.change.{state_key(one.change)}")))
    return tuple(said)


def named(page: Page, table: str) -> str:
    """A table's number or title, or its id where nothing is known of it."""
    found = [one for one in page.site.edition.tables.values() if one.table == table]
    return citation.table_name(page, found[-1]) if found else table


def taken(page: Page, source: Slice) -> list[str]:
    """Which table, and which of its rows."""
    tables = [one for one in page.site.edition.tables.values() if one.table == source.table and one.used]
    newest = max(tables, key=lambda one: one.vintage, default=None)
    said = [
        page.t(
            "known_day.recipe" if newest and newest.is_typed else "recipe.tables",
            table=citation.table_name(page, newest) if newest else source.table,
            publisher=newest.publisher if newest else "–",
            day=page.day(newest.vintage[:10]) if newest else "–",
        )
    ]
    for dimension, codes in source.where.items():
        key = "recipe.where_all" if "*" in codes else "recipe.where"
        said.append(page.t(key, dimension=dimension, codes=", ".join(codes)))
    return said


def formula(page: Page, line: LineDefinition) -> str:
    """The value from its parts."""
    if not line.denominator:
        return page.t("recipe.formula_count")
    if line.factor == 1:
        return page.t("recipe.formula_ratio_plain")
    return page.t("recipe.formula_ratio", factor=page.num(line.factor))


def compared(page: Page, relative: Relative | None) -> tuple[str, ...]:
    """What is done with the same figure of another area."""
    if relative is None:
        return ()
    name = page.pick(page.site.edition.areas[relative.to].name)
    factor = page.num(relative.factor)
    return (page.t(f"recipe.{state_key(relative.how)}", name=name, factor=factor),)
