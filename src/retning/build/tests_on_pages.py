"""From the tests of each page to the records of an edition."""

from __future__ import annotations

from retning.canonical import number
from retning.edition.records import tests_on_pages as records
from retning.statistics.assessment.families import Family


def page_record(one: Family) -> records.PageTests:
    """The tests of one page."""
    return records.PageTests(
        page=f"{one.name}/{one.id}",
        tests=max(t.tests for t in one.tested),
        series=tuple(
            records.TestOnPage(
                subject=t.subject,
                area=t.area,
                p=number(t.p),
                p_adjusted=number(t.p_adjusted),
                tests=t.tests,
                before=t.before,
                state=t.state,
                family=t.family,
            )
            for t in one.tested
        ),
    )
