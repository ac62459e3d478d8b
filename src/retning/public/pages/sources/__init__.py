"""The tables that the figures rest on."""

from __future__ import annotations

from retning.public.file_formats import CALENDAR
from retning.public.kinds import PageKind

PAGE = PageKind(
    __name__,
    position=90,
    menu=True,
    files={CALENDAR: "retning.public.follow.releases:calendar"},
    search=".entries:entries",
)
