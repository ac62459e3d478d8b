"""A Vega-Lite specification beside a chart, so that others can draw it again in their own way.

The data stand inside, the text alternative is the description, and nothing outside is asked for: type and
colours are written out. Colours and dashes say which line is which exactly as in our own drawing.
"""

from __future__ import annotations

from collections.abc import Sequence

from retning.charts.bars import describe_bars
from retning.charts.marks import AXIS, FONT, GRID, INK, MUTED, OWN, TARGET, line_style
from retning.charts.parts import BarsSpec, Break, Frame, Line, LineSpec, PathSpec, Point, ProfileSpec, Target
from retning.charts.path import describe_path, path_points
from retning.charts.profile import describe_profile
from retning.charts.scales import starts_at_zero
from retning.charts.words import describe_lines

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
"""Names the grammar; a renderer knows it by heart and does not fetch it."""

Spec = dict[str, object]

CONFIG: Spec = {
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

_COMMA = {"decimal": ",", "thousands": "\N{NO-BREAK SPACE}", "grouping": [3], "currency": ["", ""]}
"""Numbers as Norwegian readers write them; without it a renderer writes English ones."""

_X: Spec = {
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


def iso_date(period: str) -> str:
    """The first day of a period, which is how a temporal axis wants it.

    >>> [iso_date(p) for p in ("2024", "2024-Q2", "2024-M11", "2024-06-30")]
    ['2024-01-01', '2024-04-01', '2024-11-01', '2024-06-30']
    """
    year, _, rest = period.partition("-")
    if rest.startswith("Q"):
        return f"{year}-{int(rest[1:]) * 3 - 2:02d}-01"
    if rest.startswith("M"):
        return f"{year}-{int(rest[1:]):02d}-01"
    return period if rest else f"{year}-01-01"


def _rows(name: str, role: str, points: Sequence[Point]) -> list[Spec]:
    return [
        {
            "line": name,
            "role": role,
            "period": p.period,
            "date": iso_date(p.period),
            "value": p.value,
            "lower": p.lower,
            "upper": p.upper,
            "provisional": p.hollow,
        }
        for p in points
    ]


def _frame(frame: Frame, rows: list[Spec], layers: list[Spec], description: str) -> Spec:
    return {
        "$schema": SCHEMA,
        "title": {"text": frame.title, "subtitle": frame.subtitle or frame.unit},
        "description": description,
        "width": 640,
        "height": 350,
        "data": {"values": rows},
        "layer": layers,
        "config": CONFIG,
        "usermeta": {"source": frame.source, "note": frame.note, "unit": frame.unit},
    }


def _y(frame: Frame, values: Sequence[float], zero: bool | None = None) -> Spec:
    begins = starts_at_zero(frame.kind, values) if zero is None else zero
    return {"field": "value", "type": "quantitative", "title": None, "scale": {"zero": begins}}


def _looks(lines: Sequence[Line]) -> tuple[Spec, Spec]:
    """Colour and dash of every line, as our own drawing has them."""
    names, colours, dashes = [], [], []
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
    shared: Spec = {"field": "line", "type": "nominal", "title": None, "sort": None}
    return (
        {**shared, "scale": {"domain": names, "range": colours}},
        {**shared, "scale": {"domain": names, "range": dashes}},
    )


def _tooltip(unit: str) -> list[Spec]:
    return [
        {"field": "line", "type": "nominal", "title": " "},
        {"field": "period", "type": "nominal", "title": " "},
        {"field": "value", "type": "quantitative", "title": unit or " "},
    ]


def _layers(frame: Frame, lines: Sequence[Line], values: Sequence[float]) -> list[Spec]:
    y = _y(frame, values)
    colour, dash = _looks(lines)
    hollow: Spec = {**colour, "condition": {"test": "datum.provisional", "value": "#ffffff"}}
    layers: list[Spec] = []
    if any(p.lower is not None for line in lines for p in line.points):
        layers.append(
            {
                "mark": {"type": "area", "opacity": 0.2},
                "encoding": {
                    "x": _X,
                    "y": {**y, "field": "lower"},
                    "y2": {"field": "upper"},
                    "color": colour,
                },
            }
        )
    layers.append(
        {
            "mark": {"type": "line", "invalid": "break-paths-filter-domains"},
            "encoding": {
                "x": _X,
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
                "x": _X,
                "y": y,
                "color": colour,
                "fill": hollow,
                "tooltip": _tooltip(frame.unit),
            },
            "transform": [{"filter": "isValid(datum.value)"}],
        }
    )
    return layers


def _rule(target: Target) -> Spec:
    return {
        "mark": {"type": "rule", "color": TARGET, "strokeDash": [7, 4]},
        "encoding": {"y": {"datum": target.value}},
    }


def _break_rules(breaks: Sequence[Break]) -> list[Spec]:
    if not breaks:
        return []
    rows = [{"date": iso_date(b.period), "period": b.period, "reason": b.reason} for b in breaks]
    return [
        {
            "data": {"values": rows},
            "mark": {"type": "rule", "strokeDash": [5, 4], "color": MUTED},
            "encoding": {"x": _X, "tooltip": {"field": "reason", "type": "nominal", "title": " "}},
        }
    ]


def line_vega(spec: LineSpec, description: str = "") -> Spec:
    """The specification of a line chart.

    >>> line_vega(LineSpec(Frame("x"), (Line("We", (Point("2024", 1.0),)),)))["data"]["values"][0]["value"]
    1.0
    """
    rows = [row for line in spec.lines for row in _rows(line.name, line.role, line.points)]
    values = [p.value for line in spec.lines for p in line.points if p.value is not None]
    layers = [*_layers(spec.frame, spec.lines, values), *[_rule(t) for t in spec.targets]]
    return _frame(spec.frame, rows, [*layers, *_break_rules(spec.breaks)], description)


def path_vega(spec: PathSpec, description: str = "") -> Spec:
    """The specification of a path chart: the path is one more line, dashed."""
    path = Line(spec.target.label or "target", path_points(spec), "target")
    lines = [path, *spec.ghosts, *((spec.benchmark,) if spec.benchmark else ()), spec.observed]
    fan = Line(
        spec.fan_label or "forecast",
        tuple([Point(s.period, s.value, s.lower, s.upper) for s in spec.fan]),
        "forecast",
    )
    lines += [fan] if spec.fan else []
    rows = [row for line in lines for row in _rows(line.name, line.role, line.points)]
    values = [p.value for line in lines for p in line.points if p.value is not None]
    layers = [*_layers(spec.frame, lines, values), *_break_rules(spec.breaks)]
    return _frame(spec.frame, rows, layers, description)


def bars_vega(spec: BarsSpec, description: str = "") -> Spec:
    """The specification of bars with their demand."""
    x: Spec = {
        "field": "period",
        "type": "ordinal",
        "title": None,
        "scale": {"domain": _every(spec)},
        "axis": {"labelAngle": 0, "labelOverlap": "parity"},
    }
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "color": OWN},
            "encoding": {
                "x": x,
                "y": _y(spec.frame, (), zero=True),
                "opacity": {"condition": {"test": "datum.provisional", "value": 0.5}, "value": 1},
                "tooltip": _tooltip(spec.frame.unit),
            },
        }
    ]
    layers += [_rule(Target(spec.minimum))] if spec.minimum is not None else []
    layers += [
        {
            "mark": {"type": "rule", "strokeDash": [5, 4], "color": MUTED},
            "encoding": {"x": {"datum": b.period, "type": "ordinal", "bandPosition": 0}},
        }
        for b in spec.breaks
    ]
    return _frame(spec.frame, _rows(spec.frame.title, "own", spec.points), layers, description)


def _every(spec: BarsSpec) -> list[str]:
    """All periods of the axis: a year without a value keeps its empty place."""
    there = [p.period for p in spec.points]
    if there and all(len(period) == 4 for period in there):
        return [str(year) for year in range(int(min(there)), int(max(there)) + 1)]
    return sorted(there)


def profile_vega(spec: ProfileSpec, description: str = "") -> Spec:
    """The specification of an area's profile: one small line an indicator, each with its own scale."""
    rows = [
        {**row, "unit": one.unit, "verdict": one.verdict}
        for one in spec.rows
        for row in _rows(one.name, "own", one.points)
    ]
    made = _frame(spec.frame, rows, [], description)
    del made["layer"], made["width"], made["height"]
    order = list(dict.fromkeys(one.name for one in spec.rows))
    return {
        **made,
        "facet": {
            "row": {
                "field": "line",
                "type": "nominal",
                "title": None,
                "sort": order,
                "header": {"labelAngle": 0, "labelAlign": "left", "labelFontSize": 13, "labelLimit": 280},
            }
        },
        "spec": {
            "width": 320,
            "height": 44,
            "mark": {"type": "line", "color": OWN, "invalid": "break-paths-filter-domains", "point": True},
            "encoding": {
                "x": _X,
                "y": {
                    "field": "value",
                    "type": "quantitative",
                    "title": None,
                    "scale": {"zero": False},
                    "axis": {"tickCount": 2},
                },
                "tooltip": [*_tooltip(""), {"field": "unit", "type": "nominal", "title": " "}],
            },
        },
        "resolve": {"scale": {"y": "independent"}},
    }


def vega(spec: LineSpec | PathSpec | BarsSpec | ProfileSpec, lang: str) -> Spec:
    """The specification of any of the four, with the text alternative of our own drawing as its description."""
    if isinstance(spec, PathSpec):
        made = path_vega(spec, describe_path(spec, lang))
    elif isinstance(spec, BarsSpec):
        made = bars_vega(spec, describe_bars(spec, lang))
    elif isinstance(spec, ProfileSpec):
        made = profile_vega(spec, describe_profile(spec, lang))
    else:
        made = line_vega(spec, describe_lines(spec.frame, spec.lines, spec.breaks, spec.targets, lang))
    return made if lang == "en" else {**made, "config": {**CONFIG, "locale": {"number": _COMMA}}}
