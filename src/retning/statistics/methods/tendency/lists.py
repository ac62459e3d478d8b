"""Many series of one indicator at once: what stands when chance has had many tries (rules 2026.2, section 10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from retning.statistics.methods.tendency.states import Answer, State


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


def in_list(
    answers: Sequence[Answer], *, certain: float, probable: float
) -> list[tuple[Answer, float | None]]:
    """The answers of one indicator and line over all its areas, with what falls out of the list taken back.

    Each comes with its adjusted p. ``certain`` and ``probable`` are the shares of false findings that are borne among
    what is called so. An answer without a test stays as it is and is not counted among the tests.
    """
    tested = [n for n, answer in enumerate(answers) if answer.p is not None]
    found: list[tuple[Answer, float | None]] = [(answer, None) for answer in answers]
    ps = [answer.p for answer in answers if answer.p is not None]
    for n, q in zip(tested, adjusted(ps), strict=True):
        found[n] = (replace(answers[n], state=_state(answers[n], q, certain, probable)), q)
    return found


def _state(answer: Answer, q: float, certain: float, probable: float) -> State:
    if not answer.state.endswith(("up", "down")):
        return answer.state
    up = answer.state.endswith("up")
    if q <= certain and answer.state in ("up", "down"):
        return answer.state
    if q <= probable:
        return "probably up" if up else "probably down"
    least, low, high = answer.smallest_change, answer.lower90, answer.upper90
    if least is not None and low is not None and high is not None and -least <= low and high <= least:
        return "flat"
    return "cannot tell"
