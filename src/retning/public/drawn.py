"""What the chart of an indicator draws beside its own line: one home of the choice, for pictures, tables and files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from retning.charts.parts import LineRole
from retning.edition.edition import Edition
from retning.edition.records.forecasts import Forecast
from retning.edition.records.indicators import Indicator
from retning.edition.records.paths import Path
from retning.edition.records.series import Line
from retning.edition.records.targets import Target

DemandRole: TypeAlias = Literal["path", "minimum"]
"""What is asked for: to be on the way to a target, or at least so much in every period."""


class Demand(NamedTuple):
    """What an indicator is asked for in an area, as it is drawn, listed and written into files."""

    role: DemandRole
    path: Path

    def asked(self) -> Mapping[str, float]:
        """What is asked for by period, in order of time."""
        return {point.period: point.value for point in self.path.asked or self.path.points}


def path_drawn(edition: Edition, indicator: Indicator, area: str) -> Path | None:
    """The path that is drawn: that of the main target, else the first one there is.

    Yearly amounts against a minimum are bars, not a line on the way somewhere (see :func:`minimum_drawn`).
    """
    found = [path for path in _paths(edition, indicator, area) if not _is_floor(path, indicator)]
    return min(found, key=lambda path: not indicator.targets[path.target].main, default=None)


def minimum_drawn(edition: Edition, indicator: Indicator, area: str) -> Path | None:
    """The minimum that bars are drawn against, as a flat path."""
    return next((path for path in _paths(edition, indicator, area) if _is_floor(path, indicator)), None)


def demand_drawn(edition: Edition, indicator: Indicator, area: str) -> Demand | None:
    """What an indicator is asked for in an area: a path before a minimum."""
    path = path_drawn(edition, indicator, area)
    if path is not None:
        return Demand("path", path)
    floor = minimum_drawn(edition, indicator, area)
    return None if floor is None else Demand("minimum", floor)


def minimum_of(indicator: Indicator) -> Target | None:
    """The main target of the kind "at least so much in every period", where the indicator has one."""
    for target in indicator.targets:
        if target.type.name == "minimum" and (target.values.of or "periods") == "periods":
            return target
    return None


def forecast_of(line: Line | None) -> Forecast | None:
    """The forecast of a line as it is shown: only where the line is shown up to the figure that it rests on."""
    if line is None or line.forecast is None:
        return None
    known = [period for period, value in zip(line.period, line.value, strict=True) if value is not None]
    return line.forecast if known and known[-1] == line.forecast.last else None


def role_beside(line: Line) -> LineRole:
    """What a further line of an indicator is in its chart: an earlier vintage, or one of several equals."""
    return "ghost" if line.is_superseded else "other"


def role_in_files(indicator: Indicator, area: str, line: str) -> LineRole:
    """What a line is in the chart of its indicator."""
    if "@" in line:
        return "ghost"
    if area == indicator.benchmark:
        return "benchmark"
    main = indicator.lines[0].id if indicator.lines else line
    return "own" if area == indicator.main_area and line in (main, "main") else "other"


def _paths(edition: Edition, indicator: Indicator, area: str) -> list[Path]:
    part = edition.area_part(indicator.id, area)
    return sorted(part.paths, key=lambda path: path.target) if part is not None else []


def _is_floor(path: Path, indicator: Indicator) -> bool:
    return path.type == "minimum" and indicator.nature in ("flow", "count")
