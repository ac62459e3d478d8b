"""Fills that can be told apart without colour: a class, a colour and a pattern of lines over it."""

from __future__ import annotations

from functools import lru_cache

from retning.charts.marks import AXIS, INK, OWN, PAPER
from retning.charts.text_width import xml

PARTS = (OWN, "#7fb3b8", "#c9d9dc", "#8b979e", "#d8b48c")
"""Colours of the parts of a whole, in turn: a sixth part looks like the first."""
ON_PART = (PAPER, INK, INK, INK, INK)
"""The colour of words on each."""
SCALE = ("#e4f0f1", "#b7d8db", "#7cb8be", "#2f8a94", "#00545f")
"""Classes of a map, from low to high."""
ON_SCALE = (INK, INK, INK, PAPER, PAPER)

_LINES = (
    "",
    "M0 8L8 0",
    "M4 4h.01",
    "M0 0L8 8",
    "M0 4h8",
)


def part_fill(chart_id: str, nth: int) -> tuple[str, str]:
    """Attributes of the ``nth`` part's fill, and the overlay's (``""`` for a plain one)."""
    overlay = f'fill="url(#{xml(chart_id)}-p{nth % 5})"' if _LINES[nth % 5] else ""
    return f'class="c-part-{nth % 5 + 1}" fill="{PARTS[nth % 5]}"', overlay


@lru_cache(maxsize=512)
def pattern_defs(chart_id: str, used: int) -> str:
    """The patterns that ``used`` parts need."""
    out = "".join(
        f'<pattern id="{xml(chart_id)}-p{k}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<path class="c-hatch" d="{_LINES[k]}" fill="none" stroke="{INK}" stroke-opacity=".45" '
        f'stroke-width="{2.5 if k == 2 else 1}" stroke-linecap="round"/></pattern>'
        for k in range(min(used, 5))
        if _LINES[k]
    )
    return f"<defs>{out}</defs>" if out else ""


def missing_def(chart_id: str) -> str:
    """The hatching of an area without a value."""
    return (
        f'<defs><pattern id="{xml(chart_id)}-m" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<path class="c-gap" d="M0 6L6 0" stroke="{AXIS}" fill="none"/></pattern></defs>'
    )
