"""Comparisons that the reader puts together."""

from __future__ import annotations

from retning.public.file_formats import CHART, DESCRIBED_TABLE
from retning.public.kinds import PageKind

PAGE = PageKind(
    __name__,
    position=40,
    menu=True,
    query=("omrade", "indikator", "fra", "til", "vis", "eget"),
    files={**dict.fromkeys(DESCRIBED_TABLE, ".files:table"), **dict.fromkeys(CHART, ".files:chart")},
)
