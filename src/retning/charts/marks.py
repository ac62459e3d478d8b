"""Marks and colours: what a line, a point, an area and an entry of the key look like.

Colours here are fallbacks as SVG attributes: the page's style sheet (``look/files/charts.css``) overrides
them by class, and a saved file looks right without it. Shapes and dashes say the same as the colours.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from retning.charts.parts import LineRole
from retning.charts.text_width import width, wrap, xml

INK = "#1c2b33"
MUTED = "#53626b"
AXIS = "#8b979e"
GRID = "#e3e8ea"
OWN = "#00616d"
BENCHMARK = "#6f7c84"
TARGET = "#a8480a"
BAND = "#cfe3e5"
PAPER = "#ffffff"
GHOST = "#87939a"
OTHERS = (
    ("#5a4fa0", "8 3"),
    ("#8a6400", "2 3"),
    ("#b0356b", "11 3 2 3"),
    ("#3a7536", "5 2 1.5 2"),
    ("#34699a", "14 4"),
)
"""Colour and dash of equal lines, in turn. The names at their ends tell them apart as well."""

FONT = "Inter,system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif"

DARK = {
    INK: "#e9eff1",
    MUTED: "#a9b7be",
    AXIS: "#7e8c94",
    GRID: "#2b393f",
    OWN: "#62c9d5",
    BENCHMARK: "#98a6ae",
    TARGET: "#f2a566",
    BAND: "#1d4a50",
    PAPER: "#10191d",
    GHOST: "#74828a",
    "#5a4fa0": "#b3a9f2",
    "#8a6400": "#dcb545",
    "#b0356b": "#f08bb4",
    "#3a7536": "#8fcf88",
    "#34699a": "#8fbfe8",
}
"""What each colour becomes on a dark page."""

HALO = f'stroke="{PAPER}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
"""A rim in the colour of the paper around words that a line may pass behind; class ``c-value`` or ``c-halo``."""

WIDE = 640
NARROW = 320


@lru_cache(maxsize=64)
def line_style(role: LineRole, nth: int = 0) -> tuple[str, str, str]:
    """Class, attributes of the stroke, and colour of a line. ``nth`` is how many ``other`` lines come before it.

    >>> line_style("benchmark")[0]
    'c-benchmark'
    """
    if role == "own":
        return "c-own", f'stroke="{OWN}" stroke-width="3"', OWN
    if role == "benchmark":
        return "c-benchmark", f'stroke="{BENCHMARK}" stroke-width="1.75"', BENCHMARK
    if role == "ghost":
        return "c-ghost", f'stroke="{GHOST}" stroke-width="1.5" stroke-dasharray="1.5 3"', GHOST
    colour, dash = OTHERS[nth % len(OTHERS)]
    return (
        f"c-other-{nth % len(OTHERS) + 1}",
        f'stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"',
        colour,
    )


def disc(x: float, y: float, radius: float = 4.0) -> str:
    """A filled point."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}"/>'


def diamond(x: float, y: float, half: float = 6.0) -> str:
    """A square on its corner, as path data.

    >>> diamond(10, 10, 4)
    'M10.0 6.0l4 4l-4 4l-4-4z'
    """
    return f"M{x:.1f} {y - half:.1f}l{half:g} {half:g}l-{half:g} {half:g}l-{half:g}-{half:g}z"


def triangle(x: float, y: float, half: float, towards: int) -> str:
    """A triangle that points left (-1) or right (1), as path data: the value lies beyond the end of the axis."""
    sign = "" if towards > 0 else "-"
    back = "-" if towards > 0 else ""
    return f"M{x:.1f} {y - half:.1f}l{sign}{half * 1.5:g} {half:g}l{back}{half * 1.5:g} {half:g}z"


@lru_cache(maxsize=1)
def dark_style() -> str:
    """The style sheet of a saved file: dark colours instead of the light ones where the reader wants that.

    Fills with words on them (parts, classes of a map, states) keep both colours, so that the words stay legible.
    """
    kept = ":not([class*=c-part],[class*=c-scale],[class*=c-on-],[class*=c-tone],.c-hatch)"
    rules = "".join(
        f'.chart [fill="{light}"]{kept}{{fill:{dark}}}.chart [stroke="{light}"]{kept}{{stroke:{dark}}}'
        for light, dark in DARK.items()
    )
    mine = f".chart .c-mine{{stroke:{DARK[OWN]}}}"
    return f"<style>@media (prefers-color-scheme:dark){{.chart{{fill:{DARK[INK]}}}{rules}{mine}}}</style>"


def key_rows(
    entries: Sequence[tuple[str, str]], left: float, right: float, top: float, sample: float = 22.0
) -> tuple[str, float]:
    """The key over a drawing, as SVG, and its height.

    Each entry is a mark, drawn around (0, 0) and ``sample`` units wide, and its words.
    """
    out: list[str] = []
    x, y = left, top
    for mark, words in entries:
        shown = wrap(words, right - left - sample - 7, 14, False, 1)[0]
        wide = sample + 7 + width(shown, 14)
        if x > left and x + wide > right:
            x, y = left, y + 21
        out.append(
            f'<g transform="translate({x:.1f} {y + 10:.1f})">{mark}<text x="{sample + 7:g}" y="5">{xml(shown)}</text></g>'
        )
        x += wide + 18
    return "".join(out), (y - top + 21 if entries else 0.0)


def line_sample(role: LineRole, nth: int = 0) -> str:
    """A piece of a line, for :func:`key_rows`."""
    css, stroke, _ = line_style(role, nth)
    return f'<path class="{css}" d="M0 0H22" fill="none" {stroke}/>'
