"""A target read on its own, as if it were in a plan or in an indicator's file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from retning.plan.model import Target
from retning.plan.targets import INDICATOR_TARGET, TARGET
from retning.toml.faults import Fault
from retning.toml.place import LineOf, Place


def read_target(
    raw: Mapping[str, object], line_of: LineOf, element: str, indicator: str | None = None
) -> tuple[Target | None, list[Fault]]:
    """The target of an element (``None`` with a fault), declared by the plan or by an indicator's file."""
    written = raw if indicator is None else {"strategy": element, **raw}
    file = "plan.toml" if indicator is None else f"indicators/{indicator}.toml"
    place = Place(file, line_of, element, raw=written)
    target = (TARGET if indicator is None else INDICATOR_TARGET).read(written, place)
    return (None if target is None else replace(target, element=element, indicator=indicator)), place.faults
