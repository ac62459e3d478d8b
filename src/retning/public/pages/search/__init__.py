"""Search."""

from __future__ import annotations

from retning.public.kinds import PageKind

PAGE = PageKind(
    __name__,
    position=120,
    query=("q",),
    search_form=False,
    in_search=False,
    indexed=False,
    follows_site=False,
)
