"""The figures that were put right."""

from __future__ import annotations

from retning.public.kinds import PageKind

PAGE = PageKind(
    __name__,
    position=110,
    foot=40,
)
