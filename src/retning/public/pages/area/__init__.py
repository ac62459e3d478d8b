"""An area."""

from __future__ import annotations

from retning.public import subjects
from retning.public.file_formats import CARD, CHART, DESCRIBED_TABLE, FEED
from retning.public.kinds import PageKind

PAGE = PageKind(
    __name__,
    position=230,
    ids=subjects.areas,
    files={
        **dict.fromkeys(DESCRIBED_TABLE, ".files:table"),
        **dict.fromkeys(CHART, ".files:chart"),
        CARD: "retning.public.blocks.card:card_file",
        FEED: "retning.public.follow.feeds:feed",
    },
    subject="retning.public.subjects:area_name",
    feed=".share:followed",
    share=".share:shared",
    card=".card:card",
    search=".entries:entries",
)
