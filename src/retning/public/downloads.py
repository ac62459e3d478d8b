"""What a page can be taken along as."""

from __future__ import annotations

from retning.public.context import Page
from retning.public.file_formats import FORMATS
from retning.public.query import NOTHING, Query
from retning.public.view import File


def downloads(page: Page, kind: str, id: str = "", query: Query = NOTHING) -> tuple[File, ...]:
    """Every file of a page that is offered, narrowed as the page is; spreadsheets first."""
    own = page.site.kinds[kind].files
    return tuple(
        File(page.t(one.label), page.url(kind, id, one.ending) + query.suffix(), one.media_type)
        for one in FORMATS.values()
        if one.label and one.ending in own
    )
