"""The coverage board: what municipalities have reported done."""

from __future__ import annotations

from retning.public.file_formats import TABLE
from retning.public.kinds import PageKind

PAGE = PageKind(
    __name__,
    position=60,
    menu=True,
    files=dict.fromkeys(TABLE, ".files:table"),
)
