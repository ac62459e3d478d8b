"""One principle or precondition of the plan."""

from __future__ import annotations

from retning.public import subjects
from retning.public.kinds import PageKind

PAGE = PageKind(
    __name__,
    position=200,
    ids=subjects.principles,
    subject="retning.public.subjects:element_name",
    search="retning.public.search.entries:principles",
)
