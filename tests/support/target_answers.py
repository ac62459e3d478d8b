"""Whole answers of targets, compared number by number."""

from __future__ import annotations

import pytest

from retning.statistics.assessment.facts import numbers_of
from retning.statistics.assessment.model import TargetStatus
from retning.statistics.model import Reason


def exact(status: TargetStatus, state: str, *reasons: Reason, **fields: object) -> None:
    """State, reasons, every field of the answer, and the type of every fact (a year is 2010, not 2010.0)."""
    assert (status.state, status.reasons) == (state, reasons)
    facts = fields.pop("facts", {})
    for name in ("ratio", "ratio_lower", "ratio_upper", "pace", "distance", "expected"):
        want = fields.pop(name, None)
        got = getattr(status, name)
        assert (got is None) == (want is None), (name, got)
        if want is not None:
            assert got == pytest.approx(want, rel=1e-9) and isinstance(got, float), name
    assert status.depends_on_path == fields.pop("depends_on_path", False)
    assert not fields
    found = shown(status)
    assert isinstance(facts, dict) and set(found) == {key for key, want in facts.items() if want is not None}
    for key, got in found.items():
        want = facts[key]
        assert got == (pytest.approx(want, rel=1e-9) if isinstance(want, float) else want), key
        assert type(got) is type(want), (key, got)


def shown(status: TargetStatus) -> dict[str, object]:
    """The facts that are given, with sequences as lists."""
    there = {name: value for name, value in numbers_of(status.facts).items() if value is not None}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in there.items()}


def why(key: str, **values: object) -> Reason:
    return Reason(key, values)
