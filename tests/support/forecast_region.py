"""The invented region of 24 places: copies to change and build, and entries of the ledger of forecasts."""

from __future__ import annotations

import shutil
from pathlib import Path

from retning.build.run import build
from retning.edition.store import Edition
from retning.statistics.assessment.forecast.ledger import Entry
from retning.statistics.assessment.forecast.pipeline import Ahead, Forecast
from support.rules import NEWEST

REGION = Path(__file__).resolve().parents[1] / "regions" / "tjuefire"
PLAN = "tjuefireplanen"


def copy_of(to: Path) -> Path:
    """A copy that a test may change."""
    folder = to / "region"
    shutil.copytree(REGION, folder)
    return folder


def next_year(folder: Path, factor: float = 1.01, year: int = 2025) -> None:
    """Add one more year to the table, published a year later: each figure is the last one times a factor."""
    path = folder / "figures" / "tall.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    more = []
    for line in lines[1:]:
        fields = line.split(",")
        if fields[1] == str(year - 1):
            fields[1], fields[2] = str(year), str(round(float(fields[2]) * factor))
            more.append(",".join(fields))
    path.write_text("\n".join([*lines, *more]) + "\n", encoding="utf-8")
    table = folder / "figures" / "tall.toml"
    written = table.read_text(encoding="utf-8")
    table.write_text(written.replace(f"{year}-02-20", f"{year + 1}-02-20"), encoding="utf-8")


def built(folder: Path, home: Path) -> Edition:
    """An edition of the region."""
    return build(folder, home)


def entry(
    area: str = "by-01",
    last: str = "2020",
    made: str = "2021-02-20",
    value: float = 100.0,
    half: float = 10.0,
    years: int = 2,
    last_value: float = 90.0,
    step: float = 5.0,
    indicator: str = "gjester",
    plan: str = PLAN,
) -> Entry:
    """A published forecast of the same value for each of some years."""
    ahead = tuple(
        Ahead(str(int(last) + 1 + n), value, value - half, value + half, value - 2 * half, value + 2 * half)
        for n in range(years)
    )
    return Entry(
        plan,
        Forecast(
            indicator, area, "main", made, last, last_value, "identity", step, 16, 0, ahead, NEWEST.version
        ),
    )
