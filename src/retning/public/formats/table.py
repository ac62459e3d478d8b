"""A table with what every format of a file says beside its rows.

Each kind of table is a class: what it rests on, which answers belong to it, and what its JSON object holds more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from retning.edition.edition import Edition
from retning.edition.records.assessments import Assessment
from retning.edition.records.base import as_json
from retning.public.formats.cells import JsonTree, Row
from retning.public.formats.forecast import apart
from retning.public.formats.rows import STATUS_COLUMNS, lines_of, series_rows, status_rows
from retning.public.shown_figures import ShownFigures


@dataclass
class DataTable:
    """Columns and rows. ``name`` is what the workbook is called by, ``title`` what the table is about.

    ``used`` are the tables and vintages (``table@vintage``) that the rows rest on.
    """

    edition: Edition
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

    def assessments(self) -> list[Assessment]:
        """The answers that belong to the table: those about the series in it."""
        there = sorted({(str(row["indicator"]), str(row["area"])) for row in self.figures})
        found = (self.edition.assessment(indicator, area) for indicator, area in there)
        return [one for one in found if one is not None]

    def more(self) -> Mapping[str, JsonTree]:
        """Further members of the JSON object."""
        return {}

    def json_assessments(self) -> Sequence[Assessment] | None:
        """The assessments that the JSON object holds, as they are and in words; ``None``: none are asked for."""
        return None


def tables_of(figures: ShownFigures, indicator: str = "", area: str = "") -> set[str]:
    """Every table and vintage that shown lines rest on: of an indicator, of an area, or all."""
    return {name for _, _, line in lines_of(figures, indicator, area) for name in line.tables}


def assessment_json(one: Assessment, edition: Edition) -> JsonTree:
    """An assessment for readers, with the day and the rules that it stands for."""
    made = as_json(one)
    assert isinstance(made, dict)
    targets = [_status_json(as_json(status)) for status in one.targets]
    about: dict[str, JsonTree] = {"as_of": edition.as_of, "rule_version": edition.inputs.rule_version}
    return dict(sorted({**made, "targets": targets, **about}.items()))


def _status_json(made: JsonTree) -> JsonTree:
    assert isinstance(made, Mapping)
    return {**made, "facts": made["facts"] or {}}


@dataclass
class AnswerTable(DataTable):
    """The answers about plan elements: the whole plan's, or those of one (``element``)."""

    element: str = ""

    @classmethod
    def of(cls, edition: Edition, lang: str, name: str, title: str, element: str = "") -> AnswerTable:
        """The table of one element, or of the whole plan."""
        figures = ShownFigures(edition)
        served = [indicator.id for indicator in edition.indicators_of(element)] if element else [""]
        used = {name for id in served for name in tables_of(figures, id)}
        rows = list(status_rows(edition, lang, element=element))
        return cls(edition, lang, name, title, STATUS_COLUMNS, rows, used, element=element)

    @cached_property
    def figures(self) -> Sequence[Row]:
        """The figures that the answers rest on, in the judged areas."""
        return judged_figures(self.edition, self.lang, self.element)

    def assessments(self) -> list[Assessment]:
        """The assessments of the element, or of every element of the plan."""
        every = self.edition.assessments
        if self.element:
            return [every[self.element]] if self.element in every else []
        return [one for one in every.values() if one.subject in self.edition.elements]

    def more(self) -> Mapping[str, JsonTree]:
        """The element as declared, and what has been said of it."""
        if not self.element:
            return {}
        said = [one for one in self.edition.statements if one.element == self.element]
        return {
            "element": as_json(self.edition.elements[self.element]),
            "statements": [as_json(one) for one in said],
        }

    def json_assessments(self) -> Sequence[Assessment] | None:
        """The assessments of the element."""
        return self.assessments() if self.element else None


def judged_figures(edition: Edition, lang: str, element: str = "") -> list[Row]:
    """The figures that the answers about an element (``""``: the whole plan) rest on, in the judged areas."""
    figures = ShownFigures(edition)
    served = (
        edition.indicators_of(element)
        if element
        else [indicator for indicator in edition.indicators.values() if indicator.serves]
    )
    rows = [row for one in served for row in series_rows(figures, lang, one.id, one.main_area)]
    return apart(rows)[0]
