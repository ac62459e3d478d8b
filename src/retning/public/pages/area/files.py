"""An area as files: all its figures as a table, and the sheet of all its indicators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from retning.charts.parts import Frame
from retning.charts.profile import ProfileChart, ProfileRow
from retning.edition.records.assessments import Assessment
from retning.edition.records.base import as_json
from retning.language.texts import pick, state_key
from retning.public.blocks.chart_files import chart_file
from retning.public.blocks.pictures import frame_of, points_of, span
from retning.public.context import FileRequest, Page
from retning.public.data_file import data_file
from retning.public.formats.cells import JsonTree
from retning.public.formats.rows import COLUMNS, series_rows
from retning.public.formats.table import DataTable, tables_of


@dataclass
class AreaTable(DataTable):
    """Every figure about an area (``name`` is its id)."""

    def more(self) -> Mapping[str, JsonTree]:
        """The area as declared."""
        return {"area": as_json(self.edition.areas[self.name])}

    def json_assessments(self) -> list[Assessment]:
        """The assessments of the area's indicators."""
        found = (self.edition.assessment(id, self.name) for id in sorted(self.edition.indicators))
        return [one for one in found if one is not None]


def table(request: FileRequest) -> bytes:
    """Every figure about the area."""
    page, id = request.page, request.address.id
    edition, lang = page.site.edition, page.lang
    rows = list(series_rows(page.figures, lang, area=id))
    used = tables_of(page.figures, area=id)
    return data_file(
        request, AreaTable(edition, lang, id, pick(edition.areas[id].name, lang), COLUMNS, rows, used)
    )


def chart(request: FileRequest) -> bytes:
    """All indicators of the area on one sheet."""
    return chart_file(request, profile(request.page, request.address.id))


def profile(page: Page, area: str) -> ProfileChart:
    """Every indicator of an area as a row, in the order of the indicators."""
    edition = page.site.edition
    rows = []
    publishers: list[str] = []
    for id, indicator in edition.indicators.items():
        line = page.figures.line(id, area)
        if line is None:
            continue
        years = span(page, line)
        state = state_key(edition.tendency_on("area", area, id, area).state) if years else "no_data"
        frame = frame_of(page, indicator, area, line)
        publishers += [p for p in frame.source.split(", ") if p and p not in publishers]
        rows.append(
            ProfileRow(
                page.pick(indicator.title),
                points_of(line),
                ", ".join(part for part in (frame.unit, years) if part),
                indicator.decimals,
                page.t(f"way.{state}"),
            )
        )
    frame = Frame(page.pick(edition.areas[area].name), source=", ".join(publishers))
    return ProfileChart(frame, rows=tuple(rows))
