"""What has changed, and every edition."""

from __future__ import annotations

from retning.public.file_formats import FEED
from retning.public.kinds import PageKind

PAGE = PageKind(
    __name__,
    position=100,
    foot=30,
    query=("siden",),
    files={FEED: "retning.public.follow.feeds:feed"},
    feed="retning.public.follow.event:everything",
)
