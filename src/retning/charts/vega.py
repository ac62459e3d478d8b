"""Vega-Lite beside a chart, so that others can draw it again in their own way: what several charts share.

The data stand inside, the text alternative is the description, and nothing outside is asked for: type and
colours are written out. Colours and dashes say which line is which exactly as in our own drawing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias, TypedDict

from retning.charts.marks import AXIS, FONT, GRID, INK, MUTED, OWN, TARGET, line_style
from retning.charts.parts import BreakMark, Frame, LineRole, Point
from retning.charts.scales import starts_at_zero

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
"""Names the grammar. Renderers bundle the schema and do not fetch it."""

VegaValue: TypeAlias = "str | float | bool | Sequence[VegaValue] | Mapping[str, VegaValue] | None"
VegaPart: TypeAlias = dict[str, VegaValue]
"""A layer, an encoding, a row of data: any object inside a specification."""

VegaSpec = TypedDict(
    "VegaSpec",
    {
        "$schema": str,
        "title": VegaPart,
        "description": str,
        "width": int,
        "height": int,
        "data": VegaPart,
        "layer": list[VegaPart],
        "config": VegaPart,
        "usermeta": dict[str, str],
        "facet": VegaPart,
        "spec": VegaPart,
        "vconcat": "list[VegaSpec]",
        "resolve": VegaPart,
    },
    total=False,
)
"""A whole specification: the keys that ours use."""

CONFIG: VegaPart = {
    "font": FONT,
    "background": "#ffffff",
    "padding": 16,
    "view": {"stroke": None},
    "mark": {"color": OWN},
    "axis": {
        "labelColor": MUTED,
        "titleColor": MUTED,
        "domainColor": AXIS,
        "tickColor": AXIS,
        "gridColor": GRID,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
    },
    "axisX": {"grid": False},
    "legend": {"labelFontSize": 13, "labelColor": INK, "orient": "bottom", "columns": 2, "labelLimit": 320},
    "title": {
        "anchor": "start",
        "color": INK,
        "fontSize": 18,
        "subtitleColor": MUTED,
        "subtitleFontSize": 14,
    },
}

_COMMA: VegaPart = {
    "decimal": ",",
    "thousands": "\N{NO-BREAK SPACE}",
    "grouping": [3],
    "currency": ["", ""],
}
"""Numbers as Norwegian readers write them; without it a renderer writes English ones."""

TIME: VegaPart = {
    "field": "date",
    "type": "temporal",
    "title": None,
    "scale": {"type": "utc"},
    "axis": {
        "format": "%Y",
        "tickCount": {"interval": "year", "step": 1},
        "labelOverlap": "parity",
        "labelFlush": False,
        "labelSeparation": 10,
    },
}
"""The axis of time, for :attr:`date <iso_date>` in the rows."""


class VegaLine(NamedTuple):
    """A line in a specification. A target's path and a forecast are lines there too."""

    name: str
    points: Sequence[Point]
    role: LineRole | Literal["target", "forecast"]

    def rows(self) -> list[VegaPart]:
        """The line's points as rows of data.

        >>> VegaLine("We", [Point("2024", 1.0)], "own").rows()[0]["date"]
        '2024-01-01'
        """
        return [
            {
                "line": self.name,
                "role": self.role,
                "period": p.period,
                "date": iso_date(p.period),
                "value": p.value,
                "lower": p.lower,
                "upper": p.upper,
                "provisional": p.hollow,
            }
            for p in self.points
        ]


def iso_date(period: str) -> str:
    """The first day of a period, which is what a temporal axis expects.

    >>> [iso_date(p) for p in ("2024", "2024-Q2", "2024-M11", "2024-06-30")]
    ['2024-01-01', '2024-04-01', '2024-11-01', '2024-06-30']
    """
    year, _, rest = period.partition("-")
    if rest.startswith("Q"):
        return f"{year}-{int(rest[1:]) * 3 - 2:02d}-01"
    if rest.startswith("M"):
        return f"{year}-{int(rest[1:]):02d}-01"
    return period if rest else f"{year}-01-01"


def layered(frame: Frame, rows: list[VegaPart], layers: list[VegaPart], words: str, lang: str) -> VegaSpec:
    """A specification of one view whose layers share the axes; ``words`` is the text alternative."""
    return {
        "$schema": SCHEMA,
        "title": _title(frame),
        "description": words,
        "width": 640,
        "height": 350,
        "data": {"values": rows},
        "layer": layers,
        "config": _config(lang),
        "usermeta": _usermeta(frame),
    }


def faceted(
    frame: Frame, rows: list[VegaPart], facet: VegaPart, view: VegaPart, words: str, lang: str
) -> VegaSpec:
    """A specification of one small view per value of the field that ``facet`` names, each with its own y axis."""
    return {
        "$schema": SCHEMA,
        "title": _title(frame),
        "description": words,
        "data": {"values": rows},
        "config": _config(lang),
        "usermeta": _usermeta(frame),
        "facet": facet,
        "spec": view,
        "resolve": {"scale": {"y": "independent"}},
    }


def concatenated(specs: Sequence[VegaSpec]) -> VegaSpec:
    """Several specifications under each other in one, each with its own axes and colours. At least one is needed."""
    if len(specs) == 1:
        return specs[0]
    first = specs[0]
    parts: list[VegaSpec] = []
    for spec in specs:
        part = spec.copy()
        # These belong to the whole; a part may not have them.
        del part["$schema"], part["config"], part["usermeta"]
        parts.append(part)
    return {
        "$schema": first["$schema"],
        "config": first["config"],
        "usermeta": first["usermeta"],
        "vconcat": parts,
        "resolve": {"scale": {"color": "independent"}},
    }


def y_axis(zero: bool) -> VegaPart:
    """The axis of values; ``zero``: it starts there."""
    return {"field": "value", "type": "quantitative", "title": None, "scale": {"zero": zero}}


def tooltip(unit: str) -> list[VegaPart]:
    """What a pointer shows at a value."""
    return [
        {"field": "line", "type": "nominal", "title": " "},
        {"field": "period", "type": "nominal", "title": " "},
        {"field": "value", "type": "quantitative", "title": unit or " "},
    ]


def line_layers(frame: Frame, lines: Sequence[VegaLine]) -> list[VegaPart]:
    """The layers of lines: intervals where there are any, the lines, and their points."""
    points = [p for line in lines for p in line.points]
    y = y_axis(starts_at_zero(frame.kind, [p.value for p in points if p.value is not None]))
    colour, dash = _looks(lines)
    hollow: VegaPart = {**colour, "condition": {"test": "datum.provisional", "value": "#ffffff"}}
    layers: list[VegaPart] = []
    if any(p.lower is not None for p in points):
        interval: VegaPart = {
            "x": TIME,
            "y": {**y, "field": "lower"},
            "y2": {"field": "upper"},
            "color": colour,
        }
        layers.append({"mark": {"type": "area", "opacity": 0.2}, "encoding": interval})
    layers.append(
        {
            "mark": {"type": "line", "invalid": "break-paths-filter-domains"},
            "encoding": {
                "x": TIME,
                "y": y,
                "color": colour,
                "strokeDash": dash,
                "strokeWidth": {"condition": {"test": "datum.role == 'own'", "value": 3}, "value": 1.75},
            },
        }
    )
    layers.append(
        {
            "mark": {"type": "point", "size": 36, "opacity": 1},
            "encoding": {
                "x": TIME,
                "y": y,
                "color": colour,
                "fill": hollow,
                "tooltip": tooltip(frame.unit),
            },
            "transform": [{"filter": "isValid(datum.value)"}],
        }
    )
    return layers


def target_rule(value: float) -> VegaPart:
    """A dashed line across, at a demanded value."""
    return {
        "mark": {"type": "rule", "color": TARGET, "strokeDash": [7, 4]},
        "encoding": {"y": {"datum": value}},
    }


def break_rules(breaks: Sequence[BreakMark]) -> list[VegaPart]:
    """One layer with an upright line at each break; nothing without breaks."""
    if not breaks:
        return []
    rows: list[VegaPart] = [
        {"date": iso_date(b.period), "period": b.period, "reason": b.reason} for b in breaks
    ]
    return [
        {
            "data": {"values": rows},
            "mark": {"type": "rule", "strokeDash": [5, 4], "color": MUTED},
            "encoding": {"x": TIME, "tooltip": {"field": "reason", "type": "nominal", "title": " "}},
        }
    ]


def _title(frame: Frame) -> VegaPart:
    return {"text": frame.title, "subtitle": frame.subtitle or frame.unit}


def _config(lang: str) -> VegaPart:
    return CONFIG if lang == "en" else {**CONFIG, "locale": {"number": _COMMA}}


def _usermeta(frame: Frame) -> dict[str, str]:
    return {"source": frame.source, "note": frame.note, "unit": frame.unit}


def _looks(lines: Sequence[VegaLine]) -> tuple[VegaPart, VegaPart]:
    """Colour and dash of every line, as our own drawing has them."""
    names: list[str] = []
    colours: list[str] = []
    dashes: list[list[float]] = []
    nth = 0
    for line in lines:
        colour, dash = TARGET, "7 4"
        if line.role != "target":
            _, stroke, colour = line_style("own" if line.role == "forecast" else line.role, nth)
            dash = stroke.partition('stroke-dasharray="')[2].partition('"')[0]
            dash = "3 3" if line.role == "forecast" else dash
        nth += line.role == "other"
        names.append(line.name)
        colours.append(colour)
        dashes.append([float(part) for part in dash.split()] or [1, 0])
    shared: VegaPart = {"field": "line", "type": "nominal", "title": None, "sort": None}
    return (
        {**shared, "scale": {"domain": names, "range": colours}},
        {**shared, "scale": {"domain": names, "range": dashes}},
    )
