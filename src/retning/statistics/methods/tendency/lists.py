"""Many series of one indicator at once: what stands when chance has had many tries (rules 2026.2, section 10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from retning.statistics.methods.tendency.states import Answer, State

CERTAIN, PROBABLE = 0.05, 0.20


def adjusted(ps: Sequence[float]) -> list[float]:
    """p adjusted so that a cut at q leaves a share of at most q false findings (Benjamini and Hochberg 1995).

    >>> adjusted([0.01, 0.04, 0.03])
    [0.03, 0.04, 0.04]
    """
    m = len(ps)
    order = sorted(range(m), key=lambda n: ps[n])
    found, least = [0.0] * m, 1.0
    for rank in range(m, 0, -1):
        at = order[rank - 1]
        least = min(least, ps[at] * m / rank)
        found[at] = least
    return found


def in_list(answers: Sequence[Answer]) -> list[Answer]:
    """The answers of one indicator and line over all its areas, with what falls out of the list taken back.

    An answer without a test stays as it is and is not counted among the tests.
    """
    tested = [n for n, answer in enumerate(answers) if answer.p is not None]
    found = list(answers)
    ps = [answer.p for answer in answers if answer.p is not None]
    for n, q in zip(tested, adjusted(ps), strict=True):
        found[n] = replace(answers[n], state=_state(answers[n], q))
    return found


def _state(answer: Answer, q: float) -> State:
    if not answer.state.endswith(("up", "down")):
        return answer.state
    up = answer.state.endswith("up")
    if q <= CERTAIN and answer.state in ("up", "down"):
        return answer.state
    if q <= PROBABLE:
        return "probably up" if up else "probably down"
    inside = answer.smallest_change is not None and answer.lower90 is not None and answer.upper90 is not None
    if inside and -answer.smallest_change <= answer.lower90 and answer.upper90 <= answer.smallest_change:  # type: ignore[operator]
        return "flat"
    return "cannot tell"
