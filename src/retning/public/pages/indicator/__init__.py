"""An indicator."""

from __future__ import annotations

from retning.public import subjects
from retning.public.file_formats import CALENDAR, CARD, CHART, DESCRIBED_TABLE, FEED
from retning.public.kinds import PageKind

PAGE = PageKind(
    __name__,
    position=220,
    ids=subjects.indicators,
    query=("omrade", "fra", "til", "vis"),
    files={
        **dict.fromkeys(DESCRIBED_TABLE, ".files:table"),
        **dict.fromkeys(CHART, ".files:chart"),
        CARD: "retning.public.blocks.card:card_file",
        FEED: "retning.public.follow.feeds:feed",
        CALENDAR: "retning.public.follow.releases:calendar",
        ".ris": ".files:reference",
    },
    subject="retning.public.subjects:indicator_title",
    feed=".share:followed",
    share=".share:shared",
    card=".card:card",
    search=".entries:entries",
)
