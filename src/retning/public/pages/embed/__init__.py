"""An indicator's chart alone, for other people's pages."""

from __future__ import annotations

from retning.public import subjects
from retning.public.kinds import PageKind

PAGE = PageKind(
    __name__,
    position=221,
    ids=subjects.indicators,
    query=("omrade", "fra", "til", "vis"),
    indexed=False,
    framed=True,
)
