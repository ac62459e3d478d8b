"""Which way does a series go, and does anyone know? (methods.md 1.7 and 2.)

A *fact* ("from a to b") needs no test; a *tendency* does. The nature of the indicator decides the test: the
level of a stock wanders by itself, so its yearly changes are tested (:mod:`.mean_change`); everything else
is tested by Mann-Kendall with Theil-Sen (:mod:`.mann_kendall`). A registered break cuts the series, and
only the last part is tested. "Flat" is a finding of its own: the whole interval lies inside the smallest
change that matters. What is neither certain nor flat is "cannot tell".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from retning.answers import TendencyMethod, TendencyState
from retning.statistics.methods.arrays import Floats
from retning.statistics.methods.kendall_exact import EXACT_FROM, EXACT_TO
from retning.statistics.methods.mann_kendall import mann_kendall, prepare
from retning.statistics.methods.mean_change import mean_change
from retning.statistics.model import Fact, Reason, Series, Tendency
from retning.statistics.rules.model import Rules
from retning.statistics.tables.periods import parse_period

NATURES = ("stock", "flow", "rate", "index", "score", "count")
DIRECTIONS = ("up", "down", "level", "none")
_WORDS: dict[str, tuple[TendencyState, TendencyState]] = {
    "up": ("worsening", "improving"),
    "down": ("improving", "worsening"),
}
T = TypeVar("T")
Breaks = Sequence[str | float | Sequence[str | float]]
"""Registered breaks: periods or years for all series, or one list of them for each series."""


def years_of(periods: Sequence[str]) -> Floats:
    """Periods as years: ``2024-Q2`` is 2024.25, ``2024-01-01`` is 2024.

    Counts on the same date every year are whole years apart, also over leap years. Raises ``ValueError`` for
    what is not a period, and for periods of several kinds in one series.

    >>> float(np.diff(years_of(["2020-10-01", "2021-10-01"]))[0])
    1.0
    """
    parsed = [parse_period(p) for p in periods]
    kinds = sorted({p.kind for p in parsed})
    if len(kinds) > 1:
        raise ValueError(f"periods of several kinds in one series: {', '.join(kinds)}")
    if kinds == ["D"]:
        return np.array([p.year + ((p.index // 100 - 1) + (p.index % 100 - 1) / 31) / 12 for p in parsed])
    return np.array([p.at for p in parsed], dtype=np.float64)


@dataclass(frozen=True)
class Directions:
    """Answers for many series as arrays (see :func:`directions`); nan where there is no test.

    ``sign`` is -1, 0 or 1: the direction that the test is certain of. ``flat``: the interval lies inside
    the smallest change that matters. ``first`` and ``last`` are columns of the tested part's ends (-1: no
    value at all).
    """

    n: npt.NDArray[np.int64]
    sign: npt.NDArray[np.int64]
    flat: npt.NDArray[np.bool_]
    slope: Floats
    lower: Floats
    upper: Floats
    p: Floats
    vif: Floats
    stock: npt.NDArray[np.bool_]
    smallest: Floats
    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]


def directions(
    values: npt.ArrayLike,
    years: npt.ArrayLike | None,
    stock: npt.ArrayLike,
    since: npt.ArrayLike | None = None,
    smallest_change: npt.ArrayLike | None = None,
    *,
    rules: Rules,
) -> Directions:
    """The arithmetic of :func:`tendency` for many series at once, without texts.

    ``values`` series x time, ``years`` in order of time, ``stock`` true where the changes are to be tested,
    ``since`` the year of the last registered break per series (nan or -inf: none), ``smallest_change`` per
    series, per year in the series' unit (nan: ``rules.smallest_share`` of the level). The level is the median of the absolute
    values.

    >>> from retning.statistics.rules.history import rules_on
    >>> d = directions([[5.0, 6, 7, 8, 9, 10, 11, 12, 13, 14]], None, False, rules=rules_on(None))
    >>> int(d.sign[0]), float(d.slope[0])
    (1, 1.0)
    """
    v, t = prepare(values, years)
    rows, width = v.shape
    _check_frequency(v, t)
    if since is not None:
        cut = np.broadcast_to(np.asarray(since, dtype=np.float64), (rows,))
        tt = np.broadcast_to(t, v.shape)
        # a break after the last value cuts off nothing that was measured
        newest = np.where(np.isnan(v), -np.inf, tt).max(axis=1, initial=-np.inf)
        cut = np.where(np.isnan(cut) | (cut > newest), -np.inf, cut)
        v = np.where(tt < cut[:, None] - 1e-9, np.nan, v)
    is_stock = np.broadcast_to(np.asarray(stock, dtype=bool), (rows,))
    here = ~np.isnan(v)
    n = here.sum(axis=1)
    first = np.where(n > 0, here.argmax(axis=1), -1) if width else np.full(rows, -1)
    last = np.where(n > 0, width - 1 - here[:, ::-1].argmax(axis=1), -1) if width else np.full(rows, -1)

    f = {k: np.full(rows, np.nan) for k in ("slope", "lower", "upper", "p", "vif")}
    a, b = np.flatnonzero(is_stock), np.flatnonzero(~is_stock)
    turn = np.zeros(rows)
    if len(a):
        m = mean_change(v[a], t[a] if t.ndim == 2 else t, alpha=rules.alpha)
        for key, x in (("slope", m.mean), ("lower", m.lower), ("upper", m.upper), ("p", m.p), ("vif", m.vif)):
            f[key][a] = x
        turn[a] = np.nan_to_num(m.mean)
    if len(b):
        k = mann_kendall(v[b], t[b] if t.ndim == 2 else t, alpha=rules.alpha)
        for key in f:
            f[key][b] = getattr(k, key)
        turn[b] = np.nan_to_num(k.s)  # many ties can give slope 0 although S is certain
    sign = np.where(f["p"] <= rules.alpha, np.sign(turn), 0.0).astype(np.int64)

    level = _row_median(np.abs(v), n)
    given = np.nan if smallest_change is None else smallest_change
    smallest = np.broadcast_to(np.asarray(given, dtype=np.float64), (rows,))
    if (smallest < 0).any() or np.isinf(smallest).any():
        raise ValueError("the smallest change that matters is a number of 0 or more")
    smallest = np.where(np.isnan(smallest), rules.smallest_share * level, smallest)
    flat = (f["lower"] >= -smallest) & (f["upper"] <= smallest)  # never so without a test, where they are nan
    return Directions(
        n, sign, flat, f["slope"], f["lower"], f["upper"], f["p"], f["vif"], is_stock, smallest, first, last
    )


def _row_median(v: Floats, n: npt.NDArray[np.int64]) -> Floats:
    """Median of each row without its nan; nan for an empty row."""
    if not v.shape[1]:
        return np.full(len(v), np.nan)
    srt, r, k = np.sort(v, axis=1), np.arange(len(v)), np.maximum(n, 1)
    return np.asarray(0.5 * (srt[r, (k - 1) // 2] + srt[r, k // 2]), dtype=np.float64)


def _check_frequency(v: Floats, t: Floats) -> None:
    """Refuse yearly series with stray points between the years: a year and a quarter are not comparable."""
    if v.shape[1] < 3:
        return
    axis = t[None, :] if t.ndim == 1 else t
    gaps = np.sort(np.diff(axis, axis=1), axis=1)
    bad = np.flatnonzero((gaps[:, gaps.shape[1] // 2] >= 0.9) & (gaps[:, 0] < 0.75))
    if len(bad):
        raise ValueError(f"points of several frequencies in one series (row {bad[0]})")


def _per_series(listed: Sequence[T], rows: int, what: str) -> list[T]:
    """A list with one entry for each series."""
    if len(listed) != rows:
        raise ValueError(f"{len(listed)} of {what} for {rows} series")
    return list(listed)


def _words(given: str | Sequence[str], rows: int, what: str, known: Sequence[str]) -> list[str]:
    """One word for all series or one for each, all of them known."""
    words = [given] * rows if isinstance(given, str) else _per_series(given, rows, what)
    for w in set(words):
        if w not in known:
            raise ValueError(f"{what} {w!r} is not one of {', '.join(known)}")
    return words


def _cuts(breaks: Breaks, rows: int) -> list[list[str | float]]:
    """Breaks of each series: a list of lists is one a series, a plain list holds for all."""
    if any(isinstance(b, (list, tuple)) for b in breaks):
        return [list(b) for b in _per_series(breaks, rows, "breaks") if isinstance(b, (list, tuple))]
    return [[b for b in breaks if isinstance(b, (str, int, float))]] * rows


def _as_year(value: str | float) -> float:
    return parse_period(value).at if isinstance(value, str) else float(value)


def _label(year: float) -> str:
    return str(round(year)) if abs(year - round(year)) < 1e-9 else f"{year:.2f}"


def tendency(
    values: npt.ArrayLike,
    years: npt.ArrayLike | Sequence[str],
    nature: str | Sequence[str],
    direction: str | Sequence[str],
    breaks: Breaks = (),
    smallest_change: float | Sequence[float | None] | None = None,
    *,
    rules: Rules,
) -> list[Tendency]:
    """What a test says of the direction of each series, or why it says nothing.

    ``values`` is series x time (or one plain series) with nan for gaps; ``years`` numbers (shared, or one
    row a series) or periods as text (shared); ``nature`` and ``direction`` one word for all or one a
    series; ``breaks`` the periods or years of registered breaks, for all series, or one list a series;
    ``smallest_change`` per year in the series' unit (``None``: ``rules.smallest_share`` of the median of the absolute values).

    Answers: ``improving`` and ``worsening`` (``increasing`` and ``decreasing`` where the direction is
    ``level`` or ``none``) when p <= ``rules.alpha``; else ``flat`` when the interval lies inside the smallest change;
    else ``cannot tell``. The certain ones whose interval lies inside the smallest change say so in a
    reason.

    What odd input gets. nan: a gap with its true distance. Fewer than ``rules.points_for_tendency`` points after the last break:
    ``cannot tell``, no p. Constant series: ``flat``. Zeros and sign changes: like any numbers (the default
    smallest change shrinks with the level, to 0 for a series of mostly zeros). Periods out of order: put in
    order. ``ValueError``: infinite values, a period twice, several frequencies in one series, unknown
    nature or direction, negative smallest change, shapes that do not fit.

    >>> from retning.statistics.rules.history import rules_on
    >>> rules = rules_on(None)
    >>> tendency([5, 6, 8, 9, 11, 12, 14, 15, 17, 18], range(2010, 2020), "flow", "up", rules=rules)[0].state
    'improving'
    >>> tendency([5, 6, 8], ["2010", "2011", "2012"], "stock", "up", rules=rules)[0].reasons[0].key
    'tendency_few_points'
    """
    v = np.asarray(values, dtype=np.float64)
    v = v[None, :] if v.ndim == 1 else v
    texts: list[str] | None = None
    t: npt.NDArray[np.float64]
    if isinstance(years, Sequence) and len(years) and isinstance(years[0], str):
        texts = [str(p) for p in years]
        t = years_of(texts)
    else:
        t = np.asarray(years, dtype=np.float64)
    if v.ndim == 2 and t.ndim == 1 and len(t) == v.shape[1]:
        order = np.argsort(t, kind="stable")
        v, t = v[:, order], t[order]
        texts = None if texts is None else [texts[i] for i in order]
    else:
        v, t = prepare(v, t)
    labels = texts if texts is not None else [_label(y) for y in t] if t.ndim == 1 else None
    return _judge(v, t, labels, nature, direction, breaks, smallest_change, rules)


def _judge(
    v: Floats,
    t: Floats,
    labels: Sequence[str] | Sequence[Sequence[str]] | None,
    nature: str | Sequence[str],
    direction: str | Sequence[str],
    breaks: Breaks,
    smallest_change: float | Sequence[float | None] | None,
    rules: Rules,
) -> list[Tendency]:
    """Words around :func:`directions`; ``labels`` are periods, shared or per series (None: from years)."""
    rows = len(v)
    natures = _words(nature, rows, "nature", NATURES)
    ways = _words(direction, rows, "direction", DIRECTIONS)
    cuts = _cuts(breaks, rows)
    newest = np.where(np.isnan(v), -np.inf, np.broadcast_to(t, v.shape)).max(axis=1, initial=-np.inf)
    since, named = np.full(rows, -np.inf), [""] * rows
    for i, row in enumerate(cuts):
        for at in row:
            year = _as_year(at)
            if since[i] < year <= newest[i] + 1e-9:
                since[i], named[i] = year, at if isinstance(at, str) else _label(year)
    given: Sequence[float | None] = (
        [smallest_change] * rows
        if smallest_change is None or isinstance(smallest_change, (int, float))
        else _per_series(smallest_change, rows, "smallest changes")
    )
    small = [np.nan if x is None else float(x) for x in given]
    d = directions(v, t, [w == "stock" for w in natures], since, small, rules=rules)
    out = []
    for i in range(rows):
        first, last = int(d.first[i]), int(d.last[i])
        if labels is None:
            ends = [_label(float(t[i, c])) if c >= 0 else "" for c in (first, last)]
        else:
            line = labels if not labels or isinstance(labels[0], str) else labels[i]
            ends = [str(line[c]) if c >= 0 else "" for c in (first, last)]
        out.append(_one(d, i, ways[i], named[i], ends[0], ends[1], rules))
    return out


def _one(d: Directions, i: int, way: str, cut: str, first: str, last: str, rules: Rules) -> Tendency:
    """The tendency of one series, in words and reasons."""
    n = int(d.n[i])
    reasons = [Reason("tendency_break", {"period": cut})] if cut else []
    needed = max(EXACT_FROM, rules.points_for_tendency)
    if n < needed:
        few = Reason("tendency_few_points", {"points": n, "needed": needed})
        return Tendency("cannot tell", n, first, last, reasons=(few, *reasons))
    stock, sign, flat = bool(d.stock[i]), int(d.sign[i]), bool(d.flat[i])
    state: TendencyState
    if sign:
        down, up = _WORDS.get(way, ("decreasing", "increasing"))
        state = up if sign > 0 else down
        if flat:
            reasons.append(Reason("tendency_below_smallest"))
    elif flat:
        state = "flat"
        reasons.append(Reason("tendency_inside_smallest"))
    else:
        state = "cannot tell"
        reasons.insert(0, Reason("tendency_uncertain"))
    method: TendencyMethod
    if stock:
        method = "mean change t"
        reasons.append(Reason("tendency_changes_tested"))
    elif n <= EXACT_TO:
        method = "mann-kendall exact"
        reasons.append(Reason("tendency_short_series", {"points": n}))
    else:
        method = "mann-kendall ar1"
    if d.vif[i] > 1:
        reasons.append(Reason("tendency_years_alike"))
    return Tendency(
        state, n, first, last, slope=float(d.slope[i]), lower=_finite(d.lower[i]), upper=_finite(d.upper[i]),
        p=float(d.p[i]), method=method, reasons=tuple(reasons),
    )  # fmt: skip


def _finite(x: float) -> float | None:
    return float(x) if np.isfinite(x) else None


def series_tendencies(
    series: Sequence[Series],
    nature: str | Sequence[str],
    direction: str | Sequence[str],
    smallest_change: float | Sequence[float | None] | None = None,
    *,
    rules: Rules,
) -> list[Tendency]:
    """:func:`tendency` for series as the rest of the house hands them, each with its own periods and breaks.

    Raises ``ValueError`` as :func:`tendency`, naming the series.

    >>> from retning.statistics.model import Value
    >>> s = Series("births", "north", tuple(Value(str(2010 + i), 10.0 + i) for i in range(6)))
    >>> from retning.statistics.rules.history import rules_on
    >>> series_tendencies([s], "flow", "up", rules=rules_on(None))[0].state
    'improving'
    """
    width = max((len(s.values) for s in series), default=0)
    v = np.full((len(series), width), np.nan)
    t = np.empty((len(series), width))
    labels: list[list[str]] = []
    for i, s in enumerate(series):
        points = sorted(s.values, key=lambda p: parse_period(p.period).at)
        try:
            years = years_of([p.period for p in points])
        except ValueError as e:
            raise ValueError(f"{s.indicator}, {s.area}: {e}") from e
        if (np.diff(years) <= 0).any():
            raise ValueError(f"{s.indicator}, {s.area}: the same period stands twice in a series")
        k = len(points)
        v[i, :k] = [np.nan if p.value is None else p.value for p in points]
        t[i, :k] = years
        # room that the series does not fill: later years without values
        t[i, k:] = (years[-1] if k else 0.0) + 1.0 + np.arange(width - k)
        labels.append([p.period for p in points])
    cuts = [tuple(b.period for b in s.breaks) for s in series]
    return _judge(v, t, labels, nature, direction, cuts, smallest_change, rules)


def fact(series: Series, direction: str) -> Fact | None:
    """From what to what since the last registered break; ``None`` with fewer than two values.

    >>> from retning.statistics.model import Value
    >>> f = fact(Series("births", "north", (Value("2010", 5.0), Value("2020", 7.0))), "up")
    >>> f.change, f.better
    (2.0, True)
    """
    known = sorted(series.known, key=lambda p: parse_period(p.period).at)
    if known:
        newest = parse_period(known[-1].period).at
        cut = max((at for b in series.breaks if (at := parse_period(b.period).at) <= newest), default=-np.inf)
        known = [p for p in known if parse_period(p.period).at >= cut - 1e-9]
    if len(known) < 2:
        return None
    a, b = known[0], known[-1]
    first, last = float(a.value or 0.0), float(b.value or 0.0)
    better = None if first == last or direction not in _WORDS else (last > first) == (direction == "up")
    return Fact(a.period, first, b.period, last, better)
