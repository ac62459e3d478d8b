"""What this site is."""

from __future__ import annotations

from retning.public.kinds import PageKind

PAGE = PageKind(
    __name__,
    position=140,
    foot=10,
)
