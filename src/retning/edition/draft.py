"""An edition that is being made: what is known of it already, with the lookups that sentences need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from retning.edition.records.areas import Area
from retning.edition.records.assessments import Assessment
from retning.edition.records.base import Number, Record
from retning.edition.records.indicators import Indicator
from retning.edition.records.plan import Plan
from retning.edition.records.tests_on_pages import PageTests, TestOnPage


class Gist(Record, frozen=True, kw_only=True):
    """What sentences about elements and pages need to know of an indicator in an area, without its figures."""

    assessment: Assessment | None = None
    known: tuple[str, ...] = ()
    """Names of the lines that have a value."""
    level: Number = 0
    """The median size of the values of the line that is assessed."""
    revised: tuple[str, str] | None = None
    """The tendency then and now, where a revision of the same years changed it: keys of ``way``."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Plan, definitions and areas; the answers about elements by id; each indicator's areas; the tests by page.

    ``gists`` is in order of indicator and area.
    """

    plan: Plan
    indicators: Mapping[str, Indicator]
    areas: Mapping[str, Area]
    assessments: Mapping[str, Assessment] = field(default_factory=dict)
    gists: Mapping[tuple[str, str], Gist] = field(default_factory=dict)
    pages: Mapping[str, PageTests] = field(default_factory=dict)

    def gist(self, indicator: str, area: str) -> Gist:
        """What there is to say of an indicator in an area: nothing, where there is none."""
        return self.gists.get((indicator, area), _NOTHING)

    def assessed(self) -> Iterator[Assessment]:
        """Every assessment of an indicator in an area, in order of indicator and area."""
        for one in self.gists.values():
            if one.assessment is not None:
                yield one.assessment

    def test_on(self, kind: str, id: str, subject: str, area: str) -> TestOnPage | None:
        """The test of a series or element on a page, or ``None``."""
        return self._tests.get((f"{kind}/{id}", subject, area))

    @cached_property
    def _tests(self) -> dict[tuple[str, str, str], TestOnPage]:
        found: dict[tuple[str, str, str], TestOnPage] = {}
        for page in self.pages.values():
            for test in page.series:
                found.setdefault((page.page, test.subject, test.area), test)
        return found


_NOTHING = Gist()
