"""The invented region after a publisher revised a figure, and with a registered correction."""

from __future__ import annotations

from pathlib import Path

from support.region_copy import copy_region

EARLIER = "2023-02-20"

CORRECTION = """
[[correction]]
table = "figures/folketall"
where = { area = "9003", measure = "population" }
period = "2016"
wrong = %s
right = 4321
reason = { nb = "To sifre var byttet om.", nn = "To siffer var bytte om.", en = "Two digits had changed places." }
source = "Årsmeldingen"
address = "https://example.org/rett"
by = "Kari Nordmann"
registered = "2024-05-17"
"""


def figures(folder: Path) -> Path:
    """The file with the population."""
    return folder / "figures/folketall.csv"


def value(folder: Path, area: str, period: str) -> float:
    """A figure as the file has it."""
    for line in figures(folder).read_text(encoding="utf-8").splitlines():
        cells = line.split(",")
        if cells[:2] == [area, period]:
            return float(cells[2])
    raise KeyError((area, period))


def with_earlier_vintage(folder: Path, area: str, period: str, was: float) -> None:
    """Add an earlier publication of the same figures, without the last year, with another value for one figure."""
    path = figures(folder)
    written = path.read_text(encoding="utf-8")
    header, *lines = written.splitlines()
    last = max(line.split(",")[1] for line in lines)
    added = []
    for line in lines:
        cells = line.split(",")
        if cells[1] == last:
            continue
        cells[header.split(",").index("published")] = EARLIER
        if cells[:2] == [area, period]:
            cells[2] = f"{was:g}"
        added.append(",".join(cells))
    path.write_text("\n".join([header, *lines, *added]) + "\n", encoding="utf-8")


def with_correction(folder: Path) -> None:
    """Register a correction of one figure."""
    text = CORRECTION % f"{value(folder, '9003', '2016'):g}"
    (folder / "corrections.toml").write_text(text, encoding="utf-8")


def revised_region(place: Path) -> Path:
    """A copy of the region with a revised vintage and a correction; the nation's figure of 2014 was ten lower before."""
    folder = copy_region(place)
    with_correction(folder)
    with_earlier_vintage(folder, "0", "2014", value(folder, "0", "2014") - 10)
    return folder


def published_twice(folder: Path) -> None:
    """Add an earlier publication of the population, of 2023: without the last year, and with another figure for 2013."""
    file = figures(folder)
    head, *rows = file.read_text(encoding="utf-8").splitlines()
    older = [f"{row},2023-02-20" for row in rows if row.split(",")[1] != "2024"]
    newer = [f"{row},2024-02-20" for row in rows]
    older = [row.replace("9003,2013,1990,", "9003,2013,1995,") for row in older]
    assert older != [f"{row},2023-02-20" for row in rows if row.split(",")[1] != "2024"]
    file.write_text("\n".join([f"{head},vintage", *older, *newer]) + "\n", encoding="utf-8")


def region_published_twice(place: Path) -> Path:
    """A copy of the region with the population as it was published in 2023 and in 2024."""
    folder = copy_region(place)
    published_twice(folder)
    return folder
