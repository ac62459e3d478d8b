"""A fetched table and its raw answer, for the archive. All figures are invented."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from retning.statistics.model import Manifest, Table
from retning.statistics.sources.pxweb import Raw

RAW = [Raw("https://x.org/tables/1/data", "", b'{"class": "dataset"}')]


def table(values: list[float], vintage: str = "2026-02-25", id: str = "made/00001", **changed: str) -> Table:
    """Values by area for one year; a NaN carries the symbol of confidentiality."""
    areas = tuple(f"70{n:02}" for n in range(1, len(values) + 1))
    manifest = Manifest(
        table=id,
        title={"nb": "Folketall"},
        publisher="Oppdiktet",
        code="00001",
        vintage=vintage,
        fetched="2026-03-01T10:00:00+00:00",
        address="https://x.org/tables/1",
        licence="CC0",
        attribution="Kilde: oppdiktet",
        sha256="0" * 64,
        units={"people": "persons"},
        labels={"Region": {"7001": "Åsby"}},
    )
    return Table(
        manifest=replace(manifest, **changed),  # type: ignore[arg-type]
        dims={"Region": areas, "What": ("people",) * len(values)},
        period=("2024",) * len(values),
        value=np.array(values, dtype=np.float64),
        status=tuple(":" if np.isnan(v) else "" for v in values),
    )
