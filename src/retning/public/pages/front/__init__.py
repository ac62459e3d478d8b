"""The front page."""

from __future__ import annotations

from retning.public.file_formats import CARD
from retning.public.kinds import PageKind

PAGE = PageKind(
    __name__,
    position=0,
    files={CARD: "retning.public.blocks.card:card_file"},
    share=".share:shared",
    card=".card:card",
    site_in_title=False,
    in_search=False,
)
