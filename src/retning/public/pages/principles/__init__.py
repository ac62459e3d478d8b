"""The plan's principles and preconditions."""

from __future__ import annotations

from retning.public.kinds import PageKind

PAGE = PageKind(
    __name__,
    position=50,
    menu=True,
)
