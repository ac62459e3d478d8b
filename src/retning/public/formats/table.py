"""A table with what every format of a file says beside its rows.

Each kind of table is a class: what it rests on, which answers belong to it, and what its JSON object holds more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from retning.public.data import Data
from retning.public.formats.forecast import apart
from retning.public.formats.rows import STATUS_COLUMNS, series_rows, status_rows

Row = dict[str, Any]
Json = dict[str, Any]


@dataclass
class DataTable:
    """Columns and rows. ``name`` is what the workbook is called by, ``title`` what the table is about.

    ``used`` are the tables and vintages (``table@vintage``) that the rows rest on.
    """

    data: Data
    lang: str
    name: str
    title: str
    columns: Sequence[str]
    rows: list[Row]
    used: set[str] = field(default_factory=set)
    description: str = ""

    @cached_property
    def figures(self) -> Sequence[Row]:
        """The figures that the rows are, or that they rest on: intervals and flags are those of these."""
        return apart(self.rows)[0]

    def assessments(self) -> list[Json]:
        """The answers that belong to the table: those about the series in it."""
        there = {(row["indicator"], row["area"]) for row in self.figures}
        return [a for a in self.data.content["assessments"] if (a["subject"], a["area"]) in there]

    def more(self) -> Json:
        """Further members of the JSON object; assessments among them are given in words as well."""
        return {}


def tables_of(data: Data, indicator: str = "", area: str = "") -> set[str]:
    """Every table and vintage that series rest on: of an indicator, of an area, or all."""
    return {
        name
        for one in data.content["series"]["series"]
        if indicator in ("", one["indicator"]) and area in ("", one["area"])
        for name in one["tables"]
    }


@dataclass
class AnswerTable(DataTable):
    """The answers about plan elements: the whole plan's, or those of one (``element``)."""

    element: str = ""

    @classmethod
    def of(cls, data: Data, lang: str, name: str, title: str, element: str = "") -> AnswerTable:
        """The table of one element, or of the whole plan."""
        served = [i["id"] for i in data.indicators_of(element)] if element else [""]
        used = {name for id in served for name in tables_of(data, id)}
        rows = list(status_rows(data, lang, element=element))
        return cls(data, lang, name, title, STATUS_COLUMNS, rows, used, element=element)

    @cached_property
    def figures(self) -> Sequence[Row]:
        """The figures that the answers rest on, in the judged areas."""
        return judged_figures(self.data, self.lang, self.element)

    def assessments(self) -> list[Json]:
        """The assessments of the element, or of every element of the plan."""
        every = self.data.content["assessments"]
        if self.element:
            return [a for a in every if a["subject"] == self.element]
        return [a for a in every if a["subject"] in self.data.elements]

    def more(self) -> Json:
        """The element as declared, what has been said of it, and its assessments."""
        if not self.element:
            return {}
        return {
            "element": self.data.elements[self.element],
            "statements": [
                s for s in self.data.content.get("statements", ()) if s["element"] == self.element
            ],
            "assessments": self.assessments(),
        }


def judged_figures(data: Data, lang: str, element: str = "") -> list[Row]:
    """The figures that the answers about an element (``""``: the whole plan) rest on, in the judged areas."""
    every = data.indicators.values()
    served = data.indicators_of(element) if element else [i for i in every if i["serves"]]
    rows = [row for i in served for row in series_rows(data, lang, i["id"], i["main_area"])]
    return apart(rows)[0]
