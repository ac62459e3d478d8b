"""The answer sheet of the forecasts."""

from __future__ import annotations

from retning.public.file_formats import TABLE
from retning.public.kinds import PageKind

PAGE = PageKind(
    __name__,
    position=70,
    foot=20,
    files=dict.fromkeys(TABLE, ".files:table"),
)
