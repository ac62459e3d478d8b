"""What stands behind the ratio of a parity target, where the parts exist as indicators (methods.md 4.7).

The target names them: ``parts = { jobs = "…", rate = "…", whole = "…" }``, with ``jobs`` an indicator that counts
jobs where they are, ``rate`` one that divides employed residents by people of working age, and ``whole`` the area
that stands for the whole in both. Product and people are those of the parity itself, in the same year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp

from retning.statistics.assessment.case import Case
from retning.statistics.assessment.facts import Decomposed, Factor
from retning.statistics.assessment.measures import by_year
from retning.statistics.assessment.targets.parity import decompose_known


def parts_of(
    case: Case, area: str, years: Sequence[int], columns: Sequence[Sequence[float]], judged: int
) -> Decomposed | None:
    """The exact log decomposition in the judged year, or the last year before it that has a part.

    ``columns`` are R, N, P and PN of :func:`~retning.statistics.assessment.targets.parity.parity` over ``years``.
    ``missing`` of the answer says which of ``jobs`` and ``rate`` had no figures then. ``None`` where the target names no
    parts or none has figures.
    """
    named = case.values.get("parts")
    if not isinstance(named, Mapping):
        return None
    whole = str(named["whole"])
    amounts = _amounts(case, named, area, whole)
    for year in sorted((y for y in years if y <= judged), reverse=True):
        product, all_product, people, all_people = (float(c[years.index(year)]) for c in columns)
        region: dict[str, float] = {"product": product, "people": people}
        every: dict[str, float] = {"product": all_product, "people": all_people}
        missing = []
        for part, sides in amounts.items():
            found = [{k: column.get(year) for k, column in side.items()} for side in sides]
            if any(x is None for side in found for x in side.values()) or not all(found):
                missing.append(part)
                continue
            region |= {k: float(v) for k, v in found[0].items() if v is not None}
            every |= {k: float(v) for k, v in found[1].items() if v is not None}
        if len(region) == 2 or min(*region.values(), *every.values()) <= 0:
            continue
        logs = decompose_known(region, every)
        total = logs.pop("total")
        return Decomposed(
            year=year,
            area=area,
            whole=whole,
            parts=tuple(Factor(name=k, log=v, ratio=exp(v)) for k, v in logs.items()),
            total=Factor(log=total, ratio=exp(total)),
            missing=(*missing, *(p for p in ("jobs", "rate") if p not in amounts)),
        )
    return None


Columns = dict[str, dict[int, float]]


def _amounts(
    case: Case, named: Mapping[str, object], area: str, whole: str
) -> dict[str, tuple[Columns, Columns]]:
    """By part the amounts of region and whole by year."""
    found: dict[str, tuple[Columns, Columns]] = {}
    for part, whats in (
        ("jobs", {"jobs": "numerator"}),
        ("rate", {"employed": "numerator", "working_age": "denominator"}),
    ):
        indicator = str(named.get(part) or "")
        lines = [case.measures.find(indicator, at) for at in (area, whole)] if indicator else [None, None]
        columns: list[Columns] = [
            {} if line is None else {name: by_year(line, what) for name, what in whats.items()}
            for line in lines
        ]
        found[part] = (columns[0], columns[1])
    return {part: sides for part, sides in found.items() if named.get(part)}
