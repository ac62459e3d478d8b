"""An area on one sheet: a row for each indicator with its name, its small line and its verdict in words.

The drawing for a slide or a report. Each row has its own scale: rows are read across, never compared down.
"""

from __future__ import annotations

from retning.charts.empty import no_data
from retning.charts.marks import GRID, MUTED, WIDE, document
from retning.charts.parts import Frame, Line, ProfileSpec
from retning.charts.sparkline import spark_body
from retning.charts.text_width import wrap, xml
from retning.charts.words import known, line_sentences

_STEP = 17.0


def profile_chart(
    spec: ProfileSpec, lang: str, chart_id: str, across: int = WIDE, *, standalone: bool = False
) -> str:
    """SVG of the rows in the order given; rows without a value are left out.

    >>> from retning.charts.parts import Point
    >>> rows = (ProfileRow("Jobs", (Point("2023", 4.0), Point("2024", 5.0)), "per cent", 0, "up"),)
    >>> "Jobs" in profile_chart(ProfileSpec(Frame("Town"), rows), "en", "a")
    True
    """
    rows = [row for row in spec.rows if known(row.points)]
    if not rows:
        return no_data(chart_id, spec.frame, lang, across, standalone)
    names, line, words = across * 0.4, across * 0.36, across * 0.2
    out: list[str] = []
    top = 0.0
    for row in rows:
        title = wrap(row.name, names, 14, True, 2)
        unit = wrap(row.unit, names, 12, False, 1) if row.unit else ()
        verdict = wrap(row.verdict, words, 14, False, 3)
        height = max(len(title) * _STEP + len(unit) * 15, len(verdict) * _STEP, 34) + 14
        middle = top + height / 2
        y = middle - (len(title) * _STEP + len(unit) * 15) / 2 + 13
        for part in title:
            out.append(f'<text x="0" y="{y:.1f}" font-weight="600">{xml(part)}</text>')
            y += _STEP
        for part in unit:
            out.append(
                f'<text class="c-muted" x="0" y="{y - 2:.1f}" font-size="12" fill="{MUTED}">{xml(part)}</text>'
            )
        out.append(
            spark_body(row.points, row.decimals, lang, across * 0.42, middle - 17, line, 34)
            + "".join(
                f'<text x="{across - words:.1f}" y="{middle - len(verdict) * _STEP / 2 + 13 + n * _STEP:.1f}">{xml(part)}</text>'
                for n, part in enumerate(verdict)
            )
        )
        top += height
        out.append(
            f'<path class="c-grid" d="M0 {top:.1f}H{across}" stroke="{GRID}" fill="none"/>'
            if row is not rows[-1]
            else ""
        )
    return document(
        chart_id,
        "profile",
        spec.frame,
        describe_profile(spec, lang),
        (across, top),
        "".join(out),
        lang,
        standalone,
    )


def describe_profile(spec: ProfileSpec, lang: str) -> str:
    """The text alternative: the ends of each row, and its verdict."""
    out: list[str] = []
    for row in spec.rows:
        frame = Frame(row.name, decimals=row.decimals)
        out += line_sentences(Line(row.name, row.points), frame, lang, full=False)
        out += [f"{row.verdict[:1].upper()}{row.verdict[1:]}."] if row.verdict and known(row.points) else []
    return " ".join(out)
