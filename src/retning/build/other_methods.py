"""From what others' methods answered to the records of an edition."""

from __future__ import annotations

from retning.canonical import maybe
from retning.edition.records.other_methods import OtherMethod, OtherMethods
from retning.statistics.assessment.others import Compared, Other


def methods_record(one: Compared) -> OtherMethods:
    """All methods for one subject."""
    return OtherMethods(
        subject=one.subject,
        indicator=one.indicator,
        area=one.area,
        line=one.line,
        ours=one.ours,
        direction=one.direction,
        target=maybe(one.target),
        target_year=one.target_year,
        reason=one.reason,
        methods=tuple(_method(m) for m in one.methods),
    )


def _method(one: Other) -> OtherMethod:
    return OtherMethod(
        method=one.method,
        answer=one.answer,
        says=one.says,
        disagrees=one.disagrees,
        value=maybe(one.value),
        score=maybe(one.score),
        base_year=one.base_year,
        last_year=one.last_year,
        base=maybe(one.base),
        last=maybe(one.last),
        growth=maybe(one.growth),
    )
