"""The forecast in a chart: a pale band and a dashed middle, named in words, never mistaken for figures that have come."""

from __future__ import annotations

from retning.charts.labels import figure, when
from retning.charts.marks import BAND, OWN
from retning.charts.parts import FanStep, Frame, Point
from retning.charts.plot import Plot
from retning.charts.scales import position
from retning.language.texts import text

Fan = tuple[FanStep, ...]

_DASH = f'stroke="{OWN}" stroke-width="1.75" stroke-dasharray="4 3"'


def fan_values(fan: Fan) -> list[float]:
    """What the axis must hold.

    >>> fan_values((FanStep("2030", 2.0, 1.0, 3.0),))
    [1.0, 3.0]
    """
    return [v for step in fan for v in (step.lower, step.upper)]


def fan_shape(plot: Plot, last: Point, fan: Fan) -> str:
    """SVG of the band and its dashed middle, from the last figure that has come; "" without a forecast."""
    if not fan or last.value is None:
        return ""
    steps = [FanStep(last.period, last.value, last.value, last.value), *fan]
    x = [plot.x(position(step.period)) for step in steps]
    middle = [plot.y(step.value) for step in steps]
    lower, upper = [plot.y(step.lower) for step in steps], [plot.y(step.upper) for step in steps]
    rim = [
        *zip(x, upper, strict=True),
        *zip(reversed(x), reversed(lower), strict=True),
    ]
    return (
        f'<path class="c-band" d="{_path(rim)}z" fill="{BAND}"/>'
        f'<path class="c-forecast" d="{_path(list(zip(x, middle, strict=True)))}" fill="none" {_DASH}/>'
    )


def fan_bars(plot: Plot, fan: Fan, thick: float) -> str:
    """The same beside bars: a pale upright band for each coming year, and a dashed line at its middle."""
    if not fan:
        return ""
    bands, middles = [], []
    for step in fan:
        x = plot.x(position(step.period)) - thick / 2
        high, low = plot.y(step.upper), plot.y(step.lower)
        bands.append(f"M{x:.1f} {high:.1f}h{thick:.1f}V{low:.1f}h{-thick:.1f}z")
        middles.append(f"M{x:.1f} {plot.y(step.value):.1f}h{thick:.1f}")
    return (
        f'<path class="c-band" d="{"".join(bands)}" fill="{BAND}"/>'
        f'<path class="c-forecast" d="{"".join(middles)}" fill="none" {_DASH}/>'
    )


def fan_entry(label: str, lang: str) -> tuple[str, str]:
    """Sample and words for the key."""
    sample = (
        f'<path class="c-band" d="M0 -6h22v12h-22z" fill="{BAND}"/>'
        f'<path class="c-forecast" d="M0 0H22" fill="none" {_DASH}/>'
    )
    return sample, label or text(lang, "chart.forecast")


def fan_sentence(fan: Fan, frame: Frame, lang: str) -> list[str]:
    """What the forecast says of its last year, for the text alternative; nothing without a forecast."""
    if not fan:
        return []
    step = fan[-1]
    lower, upper = (figure(v, lang, frame.decimals, frame.suffix) for v in (step.lower, step.upper))
    return [text(lang, "chart.alt.interval", period=when(step.period, lang), lower=lower, upper=upper)]


def _path(places: list[tuple[float, float]]) -> str:
    return "M" + "L".join([f"{x:.1f} {y:.1f}" for x, y in places])
