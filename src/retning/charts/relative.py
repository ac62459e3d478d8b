"""Lines drawn relative to a common start: a change of axis, as a logarithmic one would be.

Every line is divided by its own value in one period and multiplied by a hundred, so that lines of different
size can be seen beside each other. Nothing is estimated or tested, and the values themselves are not changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from retning.charts.parts import Line, Point
from retning.charts.scales import position
from retning.charts.words import known

START = 100.0


def common_start(lines: Sequence[Line], after: str = "") -> str:
    """The first period, from ``after`` on, in which every line that has values has one above zero (``""``: none).

    ``after`` is the period of the last registered break: a line relative to something before it would carry the
    break along as if it were growth.

    >>> a = Line("a", (Point("2020", 4.0), Point("2021", 5.0)))
    >>> b = Line("b", (Point("2021", 2.0),))
    >>> common_start([a, b])
    '2021'
    """
    sets = [{p.period: p.value for p in known(line.points)} for line in lines]
    sets = [values for values in sets if values]
    if not sets:
        return ""
    shared = set.intersection(*[set(values) for values in sets])
    usable = [
        period
        for period in shared
        if all((values[period] or 0.0) > 0 for values in sets)
        and (not after or position(period) >= position(after))
    ]
    return min(usable, key=position, default="")


def relative_to(lines: Sequence[Line], start: str) -> tuple[Line, ...]:
    """The lines with their value in ``start`` drawn as 100; what is before it is left out.

    >>> relative_to([Line("a", (Point("2020", 4.0), Point("2021", 5.0)))], "2020")[0].points[1].value
    125.0
    """
    first = position(start)
    out = []
    for line in lines:
        base = next((p.value for p in line.points if p.period == start), None)
        points = tuple(
            Point(p.period, START * p.value / base if p.value is not None and base else None, hollow=p.hollow)
            for p in line.points
            if position(p.period) >= first
        )
        out.append(Line(line.name, points, line.role))
    return tuple(out)
