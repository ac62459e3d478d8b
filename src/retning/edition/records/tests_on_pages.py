"""``pages.jsonl``: the tests that a reader meets together, corrected for being many."""

from typing import Literal

from retning.answers import TendencyState
from retning.edition.records.base import Number, Record


class TestOnPage(Record, frozen=True, kw_only=True):
    """One test on a page: ``before`` what it says by itself, ``state`` what the page may say."""

    subject: str
    area: str
    p: Number | None
    p_adjusted: Number | None
    tests: int
    """How many tests it was corrected together with."""
    before: TendencyState
    state: TendencyState
    family: Literal["plan", "page"] = "page"

    @property
    def stands(self) -> bool:
        """Whether what the test says by itself may be said on the page."""
        return self.state == self.before


class PageTests(Record, frozen=True, kw_only=True):
    """The tests that a reader meets together: ``<family>/<id>`` (:data:`retning.answers.TestFamily`)."""

    page: str
    tests: int
    """How many different tests its largest family holds."""
    series: tuple[TestOnPage, ...]
