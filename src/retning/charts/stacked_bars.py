"""Parts of wholes as lying bars, one a row, the same parts in the same order and pattern."""

from __future__ import annotations

from retning.charts.empty import no_data
from retning.charts.labels import figure
from retning.charts.marks import WIDE, document, key_rows
from retning.charts.parts import StackSpec
from retning.charts.patterns import ON_PART, part_fill, pattern_defs
from retning.charts.text_width import fit, width, xml
from retning.language.texts import text


def stacked_bars(
    spec: StackSpec, lang: str, chart_id: str, across: int = WIDE, *, standalone: bool = False
) -> str:
    """SVG of the bars, each under its name; a value stands in its part where it fits.

    Raises ``ValueError`` for a negative part: it has no length in a whole.
    """
    if any(v is not None and v < 0 for row in spec.rows for v in row.values):
        raise ValueError("a part of a whole cannot be negative")
    totals = [sum([v for v in row.values if v is not None]) for row in spec.rows]
    if not any(totals):
        return no_data(chart_id, spec.frame, lang, across, standalone)
    longest = max(totals)
    entries = []
    for k, name in enumerate(spec.parts):
        fill, overlay = part_fill(chart_id, k)
        mark = f'<path {fill} d="M0 -7h22v14h-22z"/>'
        mark += f'<path {overlay} d="M0 -7h22v14h-22z"/>' if overlay else ""
        entries.append((mark, name))
    key, y = key_rows(entries, 0, across, 0)
    out = [pattern_defs(chart_id, len(spec.parts)), key]
    y += 12
    for row, total in zip(spec.rows, totals, strict=True):
        out.append(f'<text x="0" y="{y + 13:.1f}">{xml(fit(row.name, across))}</text>')
        y += 20
        whole = total if spec.share else longest
        x = 0.0
        for k, value in enumerate(row.values):
            if not value or not whole:
                continue
            wide = value / whole * across
            fill, overlay = part_fill(chart_id, k)
            box = f"M{x:.1f} {y:.1f}h{max(wide - 1.5, 0.5):.1f}v26h-{max(wide - 1.5, 0.5):.1f}z"
            out.append(f'<path {fill} d="{box}"/>')
            words = figure(value, lang, spec.frame.decimals, spec.frame.suffix)
            if overlay:
                out.append(f'<path {overlay} d="{box}"/>')
            if width(words) + 12 <= wide:
                middle = x + (wide - 1.5) / 2
                if overlay:  # a plain plate, so that words are not read through lines
                    plate = width(words) + 8
                    out.append(
                        f'<rect {fill} x="{middle - plate / 2:.1f}" y="{y + 4:.1f}" width="{plate:.1f}" height="18"/>'
                    )
                out.append(
                    f'<text class="c-on-part-{k % 5 + 1}" x="{middle:.1f}" y="{y + 18:.1f}" '
                    f'text-anchor="middle" fill="{ON_PART[k % 5]}">{words}</text>'
                )
            x += wide
        y += 38
    return document(
        chart_id,
        "stacked",
        spec.frame,
        describe_stack(spec, lang),
        (across, y),
        "".join(out),
        lang,
        standalone,
    )


def describe_stack(spec: StackSpec, lang: str) -> str:
    """The text alternative: every row with its parts."""
    said = []
    for row in spec.rows:
        parts = [
            text(
                lang,
                "chart.alt.part",
                part=name,
                value=figure(v, lang, spec.frame.decimals, spec.frame.suffix),
            )
            for name, v in zip(spec.parts, row.values, strict=True)
        ]
        said.append(text(lang, "chart.alt.stack", name=row.name, parts=", ".join(parts)))
    return " ".join(said)
