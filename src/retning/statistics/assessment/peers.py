"""Areas beside each other: who the peers of an area are, where each stands, and which differences chance explains.

For each indicator and group of peers one entry of ``peers.json``: the newest period that most of the group has a
value in, every value, the middle and the spread, the classes of a map, and for each area whether it is higher
than, similar to or lower than the comparator. The rule is declared here and is the same for all:

1. ``published``: the publisher's own interval of the area's value;
2. ``wilson``: a share with its counts gets Wilson's interval (methods.md 2.5), a rate of events exact
   Poisson or Byar's limits (``poisson``);
3. ``spread``: other figures are compared with how much their difference to the comparator swings from period to
   period since the last registered break: ``s² = sum (d_t - d_(t-1))² / (2 (n - 1))``, times Student's t with
   n - 1 degrees of freedom. With fewer common points than a tendency takes nothing is said.

An area is similar where the comparator lies inside the interval. Amounts are never compared between areas of
different size.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from retning.answers import Nothing, PeerRule, PeerState
from retning.statistics.areas import Areas
from retning.statistics.areas.model import Area
from retning.statistics.indicators import Indicator
from retning.statistics.methods.funnel import funnel_proportion, proportion_limits
from retning.statistics.methods.small_numbers import rate_limits, wilson
from retning.statistics.model import Series, Value
from retning.statistics.rules.model import Rules

FEWEST_PEERS = 3
"""A group with fewer known values than this is no group."""
FEWEST_FOR_FUNNEL = 5
GROUP_KINDS = ("municipality", "county")
"""Kinds of area that are peers of each other without being declared as a group."""
FUNNEL_SIZES = 12
FUNNEL_NARROWS = 1.5
"""How many times wider the limits must be for the smallest than for the largest: else size explains nothing."""
_EVENTS = "per_"
"""Units that begin so are events per so many inhabitants."""


@dataclass(frozen=True)
class Against:
    """How an area stands to the comparator. ``lower`` and ``upper`` bound the area's own value, by ``rule``.

    ``state``: ``higher``, ``similar``, ``lower``, ``cannot tell`` (too few points) or ``not compared``.
    """

    state: PeerState
    rule: PeerRule | Nothing = ""
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, kw_only=True)
class Funnel:
    """Limits that shares of areas stay inside by chance, by size: see :func:`_funnel`.

    ``outside`` is -2 to 2: beyond the second or first pair of limits, or inside. Each of the ``limits`` is
    ``(size, inner lower, inner upper, outer lower, outer upper)``.
    """

    centre: float
    phi: float
    sizes: Mapping[str, float]
    outside: Mapping[str, int]
    limits: tuple[tuple[float, float, float, float, float], ...]


@dataclass(frozen=True, kw_only=True)
class Peers:
    """One group of areas beside each other in one indicator, in one period.

    ``dots`` are areas with values in the order of the area file; ``rows`` tell how each area, and the judged one,
    stands to the comparator.
    """

    indicator: str
    group: str
    declared: bool
    period: str
    comparator: str
    comparator_value: float | None
    dots: tuple[tuple[str, float], ...]
    median: float
    mad: float
    classes: tuple[float, ...]
    rows: tuple[tuple[str, float, Against], ...]
    funnel: Funnel | None


def median(values: Sequence[float]) -> float:
    """The middle value, or the mean of the two middle ones.

    >>> median([1, 2, 10]), median([1, 3])
    (2.0, 2.0)
    """
    return float(np.median(np.asarray(values, dtype=np.float64)))


def deviation(values: Sequence[float]) -> float:
    """The median absolute deviation from the median, without any factor.

    >>> deviation([1, 2, 3, 4, 100])
    1.0
    """
    middle = median(values)
    return median([abs(v - middle) for v in values])


def class_limits(values: Sequence[float], decimals: int) -> list[float]:
    """Borders between the classes of a map: about as many areas in each, borders half-way between neighbours.

    Three classes below nine areas, four below sixteen, else five; borders are rounded as the values are shown,
    with more digits only where neighbours are closer than that, and equal values are never parted. A
    value on a border belongs above it.

    >>> class_limits([1, 2, 3, 4, 5, 6], 0)
    [3.0, 5.0]
    """
    ordered = sorted(values)
    count = 3 if len(ordered) < 9 else 4 if len(ordered) < 16 else 5
    found: list[float] = []
    for k in range(1, count):
        at = round(k * len(ordered) / count)
        if not 0 < at < len(ordered) or ordered[at - 1] == ordered[at]:
            continue
        middle = (ordered[at - 1] + ordered[at]) / 2
        # Neighbours closer than one shown digit need a digit more; at the last resort the upper one is the border.
        rounded = (r for more in range(6) for r in _near(middle, decimals + more))
        limit = next((r for r in rounded if ordered[at - 1] < r <= ordered[at]), ordered[at])
        if not found or limit > found[-1]:
            found.append(limit)
    return found


def _near(value: float, decimals: int) -> tuple[float, float]:
    """A value rounded to the nearest, and rounded up, with so many decimals."""
    unit = 10.0**decimals
    return round(value, decimals), math.ceil(value * unit) / unit


def against(
    own: Value, other: float, definition: Indicator, differences: Sequence[float], rules: Rules
) -> Against:
    """Whether a value is higher than, similar to or lower than another by the declared rule.

    ``differences`` are the area's value minus the comparator's in the common periods since the last break, the
    newest last.

    >>> against(Value("2024", 5.0, lower=4.0, upper=6.0), 5.5, definition, [], rules)  # doctest: +SKIP
    Against(state='similar', rule='published', lower=4.0, upper=6.0)
    """
    value = own.value
    if value is None:
        return Against("cannot tell")
    if own.lower is not None and own.upper is not None:
        return _state(other, own.lower, own.upper, "published")
    counted = _counted(own, definition, rules)
    if counted is not None:
        rule, lower, upper = counted
        return _state(other, lower, upper, rule)
    if len(differences) < rules.points_for_tendency:
        return Against("cannot tell")
    half = swing(differences, rules.confidence)
    return _state(other, value - half, value + half, "spread")


def _state(other: float, lower: float, upper: float, rule: PeerRule) -> Against:
    state: PeerState = "lower" if upper < other else "higher" if lower > other else "similar"
    return Against(state, rule, lower, upper)


def swing(differences: Sequence[float], confidence: float) -> float:
    """Half the width of the interval of the newest difference, from how differences follow each other.

    The mean square successive difference (von Neumann) knows no trend: a steady rise widens it, so that the
    rule rather says similar than higher.

    >>> round(swing([0.0, 1.0, 0.0, 1.0, 0.0], 0.95), 4)
    1.9632
    """
    from scipy.special import stdtrit

    d = np.asarray(differences, dtype=np.float64)
    n = len(d)
    s = math.sqrt(float((np.diff(d) ** 2).sum()) / (2 * (n - 1)))
    return float(stdtrit(n - 1, 0.5 + confidence / 2)) * s


def _counted(own: Value, definition: Indicator, rules: Rules) -> tuple[PeerRule, float, float] | None:
    """Rule and interval of a share or a rate whose counts are known."""
    line = definition.lines[0]
    if (
        definition.kind != "ratio"
        or line.denominator is None
        or line.relative is not None
        or definition.survey
    ):
        return None
    x, n, value = own.numerator, own.denominator, own.value
    if x is None or n is None or value is None or x < 0 or n <= 0:
        return None
    if not math.isclose(value, line.factor * x / n, rel_tol=1e-6, abs_tol=1e-9):
        return None
    if definition.unit == "percent" and x <= n:
        low, high = wilson(x, n, rules.confidence)
        return "wilson", line.factor * float(low), line.factor * float(high)
    if definition.unit.startswith(_EVENTS):
        low, high = rate_limits(x, n, line.factor, rules.confidence)
        return "poisson", float(low), float(high)
    return None


def peers(
    indicators: Sequence[Indicator], areas: Areas, series: Sequence[Series], rules: Rules
) -> list[Peers]:
    """One entry for each indicator and group, in the order of the indicators.

    >>> [entry.indicator for entry in peers(indicators, areas, series, rules)]  # doctest: +SKIP
    ['population', 'jobs']
    """
    known = {area.id: area for area in areas.listed()}
    found = []
    for definition in indicators:
        by_area = _main_lines(definition, series)
        for group, members in _groups(definition, known, by_area).items():
            entry = _entry(definition, group, members, by_area, known, rules)
            if entry is not None:
                found.append(entry)
    return found


def _main_lines(definition: Indicator, series: Sequence[Series]) -> dict[str, Series]:
    """The main line of an indicator by area: the first declared one that is there, never a superseded vintage."""
    order = {line.id: n for n, line in enumerate(definition.lines)}
    found: dict[str, Series] = {}
    for one in series:
        if one.indicator != definition.id or "@" in one.line or one.line not in order:
            continue
        before = found.get(one.area)
        if before is None or order[one.line] < order[before.line]:
            found[one.area] = one
    return found


def _groups(
    definition: Indicator, known: Mapping[str, Area], by_area: Mapping[str, Series]
) -> dict[str, list[str]]:
    """Peers by group: the declared group, and areas of one kind. Each area of a declared group only there."""
    found: dict[str, list[str]] = {}
    declared = known.get(definition.peers)
    if declared is not None and declared.memberships:
        members = declared.memberships[-1].members
        found[declared.id] = [id for id in known if id in members and id in by_area]
    for kind in GROUP_KINDS:
        members = tuple(id for id, area in known.items() if area.kind == kind and id in by_area)
        if not (found and set(members) <= {m for group in found.values() for m in group}):
            found[kind] = list(members)
    return {group: members for group, members in found.items() if len(members) >= FEWEST_PEERS}


def _entry(
    definition: Indicator,
    group: str,
    members: list[str],
    by_area: Mapping[str, Series],
    known: Mapping[str, Area],
    rules: Rules,
) -> Peers | None:
    counts: dict[str, int] = {}
    for id in members:
        for v in by_area[id].known:
            counts[v.period] = counts.get(v.period, 0) + 1
    usable = [p for p, n in counts.items() if n >= FEWEST_PEERS and 2 * n >= len(members)]
    if not usable:
        return None
    period = max(usable)
    at = {id: _at(one, period) for id, one in by_area.items()}
    dots = []
    for id in members:
        there = at[id]
        if there is not None and there.value is not None:
            dots.append((id, float(there.value)))
    values = [value for _, value in dots]
    comparator = _comparator(definition, members, at)
    told = list(members)
    if definition.kind != "count" and definition.main_area in by_area and definition.main_area not in told:
        told.append(definition.main_area)
    rows = []
    for id in told:
        own = at[id]
        if own is None or own.value is None:
            continue
        stands = Against("not compared")
        if comparator and id != comparator:
            other = at[comparator]
            assert other is not None and other.value is not None
            gaps = _differences(by_area[id], by_area[comparator], period)
            stands = against(own, other.value, definition, gaps, rules)
        rows.append((id, float(own.value), stands))
    beside = at[comparator] if comparator else None
    return Peers(
        indicator=definition.id,
        group=group,
        declared=group == definition.peers,
        period=period,
        comparator=comparator,
        comparator_value=beside.value if beside else None,
        dots=tuple(dots),
        median=median(values),
        mad=deviation(values),
        classes=tuple(class_limits(values, definition.decimals)),
        rows=tuple(rows),
        funnel=_funnel(definition, [(id, at[id]) for id, _ in dots], rules),
    )


def _at(one: Series, period: str) -> Value | None:
    return next((v for v in one.values if v.period == period and v.value is not None), None)


def _comparator(definition: Indicator, members: Sequence[str], at: Mapping[str, Value | None]) -> str:
    """The declared benchmark, else the area that is judged for the plan; none for amounts."""
    if definition.kind == "count":
        return ""
    for id in (definition.benchmark, definition.main_area):
        if id and id not in members and at.get(id) is not None:
            return id
    return ""


def _differences(own: Series, other: Series, period: str) -> list[float]:
    """Own minus other in the common periods since the last break of either, up to ``period``."""
    start = max([b.period for one in (own, other) for b in one.breaks if b.period <= period], default="")
    there = {v.period: v.value for v in other.known}
    return [
        float(v.value) - float(beside)
        for v in own.known
        if v.value is not None and start <= v.period <= period and (beside := there.get(v.period)) is not None
    ]


def _funnel(definition: Indicator, values: Sequence[tuple[str, Value | None]], rules: Rules) -> Funnel | None:
    """Funnel limits of a share with counts, widened for what differs between areas beyond chance.

    Nothing where areas differ so much that the limits no longer narrow with size: such a picture explains nothing.
    """
    counted = [(id, v) for id, v in values if v is not None]
    if len(counted) < FEWEST_FOR_FUNNEL:
        return None
    if any((made := _counted(v, definition, rules)) is None or made[0] != "wilson" for _, v in counted):
        return None
    factor = definition.lines[0].factor
    x = np.asarray([v.numerator for _, v in counted], dtype=np.float64)
    n = np.asarray([v.denominator for _, v in counted], dtype=np.float64)
    if not 0 < x.sum() < n.sum():
        return None
    made_of = funnel_proportion(x, n, "additive")
    sizes = np.geomspace(n.min() / 1.12, n.max() * 1.12, FUNNEL_SIZES)
    error = np.sqrt(made_of.centre * (1 - made_of.centre) / sizes)
    lower, upper = proportion_limits(made_of.centre, sizes, np.sqrt(1 + made_of.between / error**2))
    wide = upper[:, 0] - lower[:, 0]
    if wide[0] < FUNNEL_NARROWS * wide[-1]:
        return None
    return Funnel(
        centre=factor * made_of.centre,
        phi=made_of.phi,
        sizes={id: float(v.denominator or 0.0) for id, v in counted},
        outside={id: int(place) for (id, _), place in zip(counted, made_of.outside, strict=True)},
        limits=tuple(
            (size, factor * lo[0], factor * hi[0], factor * lo[1], factor * hi[1])
            for size, lo, hi in zip(sizes.tolist(), lower.tolist(), upper.tolist(), strict=True)
        ),
    )
