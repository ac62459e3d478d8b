"""How the parts of a goal are distributed over states: one block a part, worst first, never an average.

Each state has a colour, a shape and its name in words with a count.
"""

from __future__ import annotations

from retning.charts.empty import no_data
from retning.charts.marks import MUTED, OWN, PAPER, WIDE, document, key_rows
from retning.charts.parts import DistributionSpec, State
from retning.charts.text_width import width, xml
from retning.language.texts import text

ORDER = ("bad", "warn", "unknown", "neutral", "good")
"""Worst first: what goes wrong, what is slow, what nobody can tell, what is neither, what goes well."""

LOOKS = {
    "bad": ("#a3262a", PAPER, "M-5 -3L0 5L5 -3z"),
    "warn": ("#f0c27a", "#1c2b33", "M0 -5.5L5.5 0L0 5.5L-5.5 0z"),
    "unknown": ("#ffffff", "#53626b", "M-1.2 -5h2.4v6.5h-2.4zM-1.2 3h2.4v2.4h-2.4z"),
    "neutral": ("#c9d4d8", "#1c2b33", "M-5 -1.5h10v3h-10z"),
    "good": (OWN, PAPER, "M-5 3L0 -5L5 3z"),
}
"""Fill, colour of the shape on it, and the shape: down, diamond, exclamation, dash, up."""


def shape(tone: str, x: float, y: float) -> str:
    """The shape of a tone in a small square of its colour."""
    fill, on, drawn = LOOKS[tone]
    edge = MUTED if tone == "unknown" else fill
    dash = ' stroke-dasharray="3 2"' if tone == "unknown" else ""
    return (
        f'<g transform="translate({x:.1f} {y:.1f})"><rect class="c-tone-{tone}" x="-10" y="-9.5" width="20" '
        f'height="19" rx="3" fill="{fill}" stroke="{edge}"{dash}/>'
        f'<path class="c-on-{tone}" d="{drawn}" fill="{on}"/></g>'
    )


def distribution(
    spec: DistributionSpec, lang: str, chart_id: str, across: int = WIDE, *, standalone: bool = False
) -> str:
    """SVG of the blocks in rows, and under them each state in words. Raises ``KeyError`` for an unknown tone."""
    states = sorted([s for s in spec.states if s.count > 0], key=lambda s: ORDER.index(s.tone))
    total = sum([s.count for s in states])
    if not total:
        return no_data(chart_id, spec.frame, lang, across, standalone)
    named = all(len(s.names) == s.count for s in states)
    widest = max([width(n) for s in states for n in s.names], default=0.0) if named else 0.0
    gap = 4.0
    least = max(28.0, widest + 10)
    per_row = max(1, min(total, int((across + gap) // (least + gap))))
    wide = min((across + gap) / per_row - gap, 52.0)
    high = 44.0 if named else 28.0
    out: list[str] = []
    i = 0
    for state in states:
        fill, on, drawn = LOOKS[state.tone]
        edge = MUTED if state.tone == "unknown" else fill
        dash = ' stroke-dasharray="4 3"' if state.tone == "unknown" else ""
        for k in range(state.count):
            row, column = divmod(i, per_row)
            x, y = column * (wide + gap) + 1, row * (high + gap) + 1
            out.append(
                f'<rect class="c-tone-{state.tone}" x="{x:.1f}" y="{y:.1f}" width="{wide - 2:.1f}" '
                f'height="{high - 2:g}" rx="4" fill="{fill}" stroke="{edge}"{dash}/>'
                f'<path class="c-on-{state.tone}" transform="translate({x + wide / 2 - 1:.1f} {y + 13:.1f})" '
                f'd="{drawn}" fill="{on}"/>'
            )
            if named:
                out.append(
                    f'<text class="c-on-{state.tone}" x="{x + wide / 2 - 1:.1f}" y="{y + 35:.1f}" '
                    f'text-anchor="middle" fill="{on}">{xml(state.names[k])}</text>'
                )
            i += 1
    y = -(-total // per_row) * (high + gap) + 8
    entries = [(shape(s.tone, 11, 0), f"{s.count} {s.label}") for s in states]
    key, used = key_rows(entries, 0, across, y)
    said = text(lang, "chart.alt.states", total=total, parts=", ".join([_said(s) for s in states]))
    return document(
        chart_id, "states", spec.frame, said, (across, y + used + 4), "".join(out) + key, lang, standalone
    )


def _said(state: State) -> str:
    names = f" ({', '.join(state.names)})" if state.names else ""
    return f"{state.count} {state.label}{names}"
