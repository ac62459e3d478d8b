"""Whole answers of targets, compared number by number."""

from __future__ import annotations

import pytest

from retning.statistics.assessment.model import TargetStatus
from retning.statistics.model import Reason


def exact(status: TargetStatus, state: str, *reasons: Reason, **fields: object) -> None:
    """State, reasons, every field of the answer, and the type of every fact (a year is no 2010.0)."""
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
    assert isinstance(facts, dict) and list(status.facts) == list(facts)
    for key, want in facts.items():
        got = status.facts[key]
        assert got == (pytest.approx(want, rel=1e-9) if isinstance(want, float) else want), key
        assert type(got) is type(want), (key, got)


def why(key: str, **values: object) -> Reason:
    return Reason(key, values)
