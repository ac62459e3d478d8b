"""Everything behind the chart of an indicator."""

from __future__ import annotations

from retning.public import subjects
from retning.public.kinds import PageKind

PAGE = PageKind(
    __name__,
    position=222,
    ids=subjects.indicators,
)
