"""The gist of an indicator in each area: what sentences about the plan and about areas need to know of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from retning.canonical import number
from retning.edition.draft import Gist
from retning.edition.records.indicators import Indicator
from retning.edition.records.parts import AreaPart
from retning.sentences.revised import revised_verdicts
from retning.statistics.rules.model import Rules


def gists_of(definition: Indicator, parts: Sequence[AreaPart], rules: Rules) -> dict[str, Gist]:
    """By area what is assessed, which lines have values, how large they are, and whether a revision changed the answer.

    >>> gists_of(definition, [], rules)  # doctest: +SKIP
    {}
    """
    revised = revised_verdicts(definition, parts, rules)
    return {part.area: _gist(part, revised) for part in parts}


def _gist(part: AreaPart, revised: Mapping[str, tuple[str, str]]) -> Gist:
    assessed = part.line(part.assessment.line) if part.assessment is not None else None
    sizes = [abs(v) for v in (assessed.value if assessed is not None else ()) if v is not None]
    return Gist(
        assessment=part.assessment,
        known=tuple(one.line for one in part.lines if any(v is not None for v in one.value)),
        level=number(median(sizes)) if sizes else 0,
        revised=revised.get(part.area),
    )
