"""An edition that is being made: what is known of it already, with the lookups that sentences need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from retning.edition.records.areas import Area
from retning.edition.records.assessments import Assessment
from retning.edition.records.indicators import Indicator
from retning.edition.records.parts import AreaPart
from retning.edition.records.plan import Plan
from retning.edition.records.tests_on_pages import PageTests, TestOnPage


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Plan, definitions and areas; the answers about elements by id; each indicator's areas; the tests by page.

    ``parts`` is in order of indicator and area. An area part may still be without its sentences.
    """

    plan: Plan
    indicators: Mapping[str, Indicator]
    areas: Mapping[str, Area]
    assessments: Mapping[str, Assessment] = field(default_factory=dict)
    parts: Mapping[tuple[str, str], AreaPart] = field(default_factory=dict)
    pages: Mapping[str, PageTests] = field(default_factory=dict)

    def area_part(self, indicator: str, area: str) -> AreaPart | None:
        """What is said of an indicator in an area, or ``None``."""
        return self.parts.get((indicator, area))

    def assessed(self) -> Iterator[Assessment]:
        """Every assessment of an indicator in an area, in order of indicator and area."""
        for part in self.parts.values():
            if part.assessment is not None:
                yield part.assessment

    def test_on(self, kind: str, id: str, subject: str, area: str) -> TestOnPage | None:
        """The test of a series or element on a page, or ``None``."""
        page = self.pages.get(f"{kind}/{id}")
        if page is None:
            return None
        return next((t for t in page.series if (t.subject, t.area) == (subject, area)), None)
