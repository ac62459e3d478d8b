"""A Vega-Lite specification beside a chart, so that others can draw it again in their own way."""

from __future__ import annotations

from collections.abc import Sequence

from retning.public.charts.data import BarsSpec, Frame, Line, LineSpec, PathSpec, Point, Target
from retning.public.charts.marks import OWN, TARGET
from retning.public.charts.path import path_points
from retning.public.charts.scales import starts_at_zero

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
Spec = dict[str, object]


def _rows(name: str, role: str, points: Sequence[Point]) -> list[Spec]:
    return [
        {
            "line": name,
            "role": role,
            "period": p.period,
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
        "usermeta": {"source": frame.source, "note": frame.note, "unit": frame.unit},
    }


def _y(frame: Frame, values: Sequence[float], zero: bool | None = None) -> Spec:
    begins = starts_at_zero(frame.kind, values) if zero is None else zero
    return {"field": "value", "type": "quantitative", "title": frame.unit, "scale": {"zero": begins}}


_X: Spec = {"field": "period", "type": "ordinal", "title": None}


def _layers(frame: Frame, lines: Sequence[Line], values: Sequence[float]) -> list[Spec]:
    y = _y(frame, values)
    colour: Spec = {"field": "line", "type": "nominal", "title": None, "sort": None}
    band: list[Spec] = []
    if any(p.lower is not None for line in lines for p in line.points):
        band = [
            {
                "mark": {"type": "area", "opacity": 0.2},
                "encoding": {
                    "x": _X,
                    "y": {**y, "field": "lower"},
                    "y2": {"field": "upper"},
                    "color": colour,
                },
            }
        ]
    return [
        *band,
        {
            "mark": {"type": "line", "point": True, "invalid": "break-paths-filter-domains"},
            "encoding": {"x": _X, "y": y, "color": colour, "strokeDash": colour},
        },
    ]


def _rule(target: Target) -> Spec:
    return {
        "mark": {"type": "rule", "color": TARGET, "strokeDash": [7, 4]},
        "encoding": {"y": {"datum": target.value}},
    }


def line_vega(spec: LineSpec, description: str = "") -> Spec:
    """The specification of a line chart.

    >>> line_vega(LineSpec(Frame("x"), (Line("We", (Point("2024", 1.0),)),)))["data"]["values"][0]["value"]
    1.0
    """
    rows = [row for line in spec.lines for row in _rows(line.name, line.role, line.points)]
    values = [p.value for line in spec.lines for p in line.points if p.value is not None]
    layers = [*_layers(spec.frame, spec.lines, values), *[_rule(t) for t in spec.targets]]
    layers += [
        {
            "mark": {"type": "rule", "strokeDash": [5, 4], "color": "gray"},
            "encoding": {"x": {"datum": b.period, "type": "ordinal"}},
        }
        for b in spec.breaks
    ]
    return _frame(spec.frame, rows, layers, description)


def path_vega(spec: PathSpec, description: str = "") -> Spec:
    """The specification of a path chart: the path is one more line, dashed."""
    path = Line(spec.target.label or "target", path_points(spec), "target")
    lines = [path, *((spec.benchmark,) if spec.benchmark else ()), spec.observed]
    fan = Line("forecast", tuple([Point(s.period, s.value, s.lower, s.upper) for s in spec.fan]), "forecast")
    lines += [fan] if spec.fan else []
    rows = [row for line in lines for row in _rows(line.name, line.role, line.points)]
    values = [p.value for line in lines for p in line.points if p.value is not None]
    return _frame(spec.frame, rows, _layers(spec.frame, lines, values), description)


def bars_vega(spec: BarsSpec, description: str = "") -> Spec:
    """The specification of bars with their demand."""
    bar: Spec = {
        "mark": {"type": "bar", "color": OWN},
        "encoding": {"x": _X, "y": _y(spec.frame, (), zero=True)},
    }
    layers = [bar] + ([_rule(Target(spec.minimum))] if spec.minimum is not None else [])
    return _frame(spec.frame, _rows(spec.frame.title, "own", spec.points), layers, description)
