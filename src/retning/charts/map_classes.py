"""What the two kinds of map share: classes of values, their key, how an area looks, and the words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from retning.charts.document import Canvas
from retning.charts.labels import figure
from retning.charts.marks import AXIS, MUTED, key_rows
from retning.charts.parts import Frame
from retning.charts.patterns import ON_SCALE, SCALE
from retning.language.texts import text


def class_of(value: float, limits: Sequence[float]) -> int:
    """The class of a value; a value on a border belongs to the upper class.

    Raises ``ValueError`` for more than four borders.

    >>> [class_of(v, (10, 20)) for v in (9.9, 10, 25)]
    [0, 1, 2]
    """
    if len(limits) >= len(SCALE):
        raise ValueError(f"a map has at most {len(SCALE)} classes")
    return bisect_right(limits, value)


def shade(nth: int, classes: int) -> int:
    """Which of the five shades a class takes, spread over the whole range of shades.

    >>> [shade(k, 3) for k in range(3)]
    [0, 2, 4]
    """
    return round(nth * (len(SCALE) - 1) / max(classes - 1, 1)) if classes > 1 else 2


def map_key(frame: Frame, limits: Sequence[float], missing: bool, canvas: Canvas) -> tuple[str, float]:
    """The classes in words beside their shades, as SVG, and its height; one class alone needs no key."""
    lang = canvas.lang
    entries = []
    count = len(limits) + 1
    for k in range(count if count > 1 else 0):
        low = figure(limits[k - 1], lang, frame.decimals, frame.suffix) if k else ""
        high = figure(limits[k], lang, frame.decimals, frame.suffix) if k < count - 1 else ""
        key = "chart.below" if k == 0 else "chart.above" if k == count - 1 else "chart.between"
        n = shade(k, count)
        mark = f'<path class="c-scale-{n + 1}" d="M0 -7h22v14h-22z" fill="{SCALE[n]}" stroke="{AXIS}"/>'
        entries.append((mark, text(lang, key, low=low, high=high)))
    if missing:
        mark = f'<path d="M0 -7h22v14h-22z" fill="url(#{canvas.chart_id}-m)" stroke="{AXIS}"/>'
        entries.append((mark, text(lang, "chart.missing")))
    return key_rows(entries, 0, canvas.across, 0)


def look(
    value: float | None, limits: Sequence[float], chart_id: str, own: bool = False
) -> tuple[str, str, str]:
    """Class and fill of an area, the class of words on it, and their colour."""
    mine = " c-mine" if own else ""
    if value is None:
        return f'class="c-none{mine}" fill="url(#{chart_id}-m)"', "c-muted", MUTED
    n = shade(class_of(value, limits), len(limits) + 1)
    return f'class="c-scale-{n + 1}{mine}" fill="{SCALE[n]}"', f"c-on-scale-{n + 1}", ON_SCALE[n]


def map_words(frame: Frame, values: Sequence[tuple[str, float | None]], lang: str) -> str:
    """The text alternative of names with their values: highest, lowest, and who has no value."""
    there = sorted([(v, n) for n, v in values if v is not None])
    if not there:
        return text(lang, "chart.no_data")
    out = text(
        lang,
        "chart.alt.map",
        n=len(there),
        highest=figure(there[-1][0], lang, frame.decimals, frame.suffix),
        highest_name=there[-1][1],
        lowest=figure(there[0][0], lang, frame.decimals, frame.suffix),
        lowest_name=there[0][1],
    )
    missing = [n for n, v in values if v is None]
    if missing:
        out += " " + text(lang, "chart.alt.map_missing", names=", ".join(missing))
    return out
