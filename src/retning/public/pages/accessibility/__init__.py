"""The accessibility statement."""

from __future__ import annotations

from retning.public.kinds import PageKind

PAGE = PageKind(
    __name__,
    position=130,
    foot=50,
)
