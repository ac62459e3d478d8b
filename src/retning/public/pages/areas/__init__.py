"""All areas on one page."""

from __future__ import annotations

from retning.public.kinds import PageKind

PAGE = PageKind(
    __name__,
    position=30,
    menu=True,
)
