"""The whole plan with its answers."""

from __future__ import annotations

from retning.public.file_formats import DESCRIBED_TABLE
from retning.public.kinds import PageKind

PAGE = PageKind(
    __name__,
    position=10,
    menu=True,
    files=dict.fromkeys(DESCRIBED_TABLE, ".files:table"),
)
