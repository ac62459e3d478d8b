"""Lying bars of one measure from nothing to a whole: one row a name, the own one filled, the others outlined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retning.charts.empty import no_data
from retning.charts.labels import figure
from retning.charts.marks import AXIS, BENCHMARK, MUTED, OWN, WIDE, document
from retning.charts.parts import Frame
from retning.charts.text_width import width, wrap, xml


@dataclass(frozen=True, slots=True)
class LyingBar:
    """One row: its name, its value (``None``: nothing known), and whether it is ours."""

    name: str
    value: float | None
    own: bool = False


@dataclass(frozen=True, slots=True)
class LyingBarsSpec:
    """Rows to draw, in order; ``whole`` is the value of a bar across the whole room."""

    frame: Frame
    rows: tuple[LyingBar, ...]
    whole: float = 100.0


def lying_bars(
    spec: LyingBarsSpec, lang: str, chart_id: str, across: int = WIDE, *, standalone: bool = False
) -> str:
    """SVG of the bars, each under its name with its value behind it.

    Raises ``ValueError`` for a value outside 0 to ``whole``.
    """
    known = [row for row in spec.rows if row.value is not None]
    if any(row.value is not None and not 0 <= row.value <= spec.whole for row in known):
        raise ValueError(f"a bar lies between 0 and {spec.whole:g}")
    if not known:
        return no_data(chart_id, spec.frame, lang, across, standalone)
    words = [figure(row.value, lang, spec.frame.decimals, spec.frame.suffix) for row in spec.rows]
    room = across - max(width(w, 14, True) for w in words) - 10
    out: list[str] = []
    foot: list[str] = []
    y = 0.0
    for row, said in zip(spec.rows, words, strict=True):
        for line in wrap(row.name, across, 14, row.own, 2):
            weight = ' font-weight="600"' if row.own else ""
            out.append(f'<text x="0" y="{y + 14:.1f}"{weight}>{xml(line)}</text>')
            y += 19
        long = (row.value or 0.0) / spec.whole * room
        look = (
            f'class="c-met" fill="{OWN}"'
            if row.own
            else f'class="c-benchmark" fill="none" stroke="{BENCHMARK}" stroke-width="1.75"'
        )
        out.append(
            f'<path {look} d="M1 {y + 2:.1f}h{max(long - 1, 0.5):.1f}v14h-{max(long - 1, 0.5):.1f}z"/>'
        )
        bold = ' font-weight="600"' if row.own else ""
        out.append(
            f'<text class="c-muted" x="{long + 8:.1f}" y="{y + 14:.1f}" fill="{MUTED}"{bold}>{xml(said)}</text>'
        )
        foot.append(f"M0.5 {y:.1f}v18")
        y += 27
    out.append(f'<path class="c-axis" d="{"".join(foot)}" stroke="{AXIS}" fill="none"/>')
    return document(
        chart_id,
        "lying",
        spec.frame,
        describe_lying_bars(spec.rows, words),
        (across, y),
        "".join(out),
        lang,
        standalone,
    )


def describe_lying_bars(rows: Sequence[LyingBar], words: Sequence[str]) -> str:
    """The text alternative: every row with its value.

    >>> describe_lying_bars([LyingBar("A", 3)], ["3"])
    'A: 3.'
    """
    return " ".join(f"{row.name}: {said}." for row, said in zip(rows, words, strict=True))
