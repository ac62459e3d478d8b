"""Which files an edition has, and which record each of them holds."""

from __future__ import annotations

from retning.edition.records.areas import Area, AreaChange, Borders, Region
from retning.edition.records.assessments import Assessment
from retning.edition.records.contents import Contents
from retning.edition.records.followup import Coverage, Statement
from retning.edition.records.forecasts import Forecasts
from retning.edition.records.history import History
from retning.edition.records.indicators import Indicator
from retning.edition.records.other_methods import OtherMethods
from retning.edition.records.parts import AreaPart, Whole
from retning.edition.records.plan import Plan
from retning.edition.records.rules import ErrorRates, Inputs, Rules
from retning.edition.records.sentences import ElementSentences, Opening
from retning.edition.records.status import StatusRow
from retning.edition.records.tables import Correction, Sources, Table
from retning.edition.records.tests_on_pages import PageTests

MANIFEST = "manifest.json"

WHOLE_FILES: dict[str, object] = {
    "plan.json": Plan,
    "region.json": Region,
    "areas.json": tuple[Area, ...],
    "area_changes.json": tuple[AreaChange, ...],
    "borders.json": tuple[Borders, ...],
    "sources.json": Sources,
    "tables.json": tuple[Table, ...],
    "corrections.json": tuple[Correction, ...],
    "indicators.json": tuple[Indicator, ...],
    "contents.json": Contents,
    "assessments.json": tuple[Assessment, ...],
    "other_methods.json": tuple[OtherMethods, ...],
    "sentences.json": tuple[ElementSentences, ...],
    "status.json": tuple[StatusRow, ...],
    "forecasts.json": Forecasts,
    "statements.json": tuple[Statement, ...],
    "coverage.json": Coverage,
    "history.json": History,
    "rules.json": Rules,
    "error_rates.json": ErrorRates,
    "inputs.json": Inputs,
}
"""Files of one JSON value each."""

LINE_FILES: dict[str, object] = {"openings.jsonl": Opening, "pages.jsonl": PageTests}
"""Files of one JSON object in each line; its first field is its key."""

FIRST_LINE: object = Whole
AREA_LINE: object = AreaPart


def part_file(indicator: str) -> str:
    """The file of an indicator.

    >>> part_file("growth")
    'indicators/growth.jsonl'
    """
    return f"indicators/{indicator}.jsonl"
