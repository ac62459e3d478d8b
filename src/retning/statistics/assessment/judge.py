"""Every element of a plan and every series, judged: fact, tendency, target and evidence, never merged.

The plan's own levels, the indicators and the areas come from a region's files; nothing here knows any of
them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from retning.answers import Status
from retning.plan.model import Element, Plan, Target
from retning.statistics.assessment.apply import status_of
from retning.statistics.assessment.case import Case, readings
from retning.statistics.assessment.direction import fact, series_tendencies
from retning.statistics.assessment.evidence import evidence, weakest
from retning.statistics.assessment.forecast.chance import ChanceOf, with_chance
from retning.statistics.assessment.measures import Measures, Members, sound, year_of
from retning.statistics.assessment.model import Assessment, TargetStatus
from retning.statistics.assessment.persistence import Asked, Found, listed, persistent_tendencies
from retning.statistics.assessment.pools import Comparable, nobody
from retning.statistics.assessment.rhythm import yearly
from retning.statistics.indicators.model import Indicator
from retning.statistics.model import Evidence, Fact, Reason, Series, Tendency
from retning.statistics.rules.model import Rules

REGISTERED = ("milestone", "minimum", "range")
"""Types whose facts somebody must register where no indicator counts them."""


@dataclass
class Judge:
    """Judges series and elements of a plan on a day, by one version of the rules; each series is tested once.

    What it needs of series it asks ``measures`` for, so that a judge of one indicator, of the elements alone, or of an
    earlier day touches no series that nothing is said of.
    """

    measures: Measures
    areas: Members
    as_of: str
    rules: Rules
    chance: ChanceOf | None = None
    comparable: Comparable = nobody
    windows: Mapping[str, float] = field(default_factory=dict)
    """From :func:`plan_windows`."""
    answered: Mapping[tuple[str, int], tuple[TargetStatus, ...]] = field(default_factory=dict)
    """What is known already of targets that indicators declare, by indicator and place among its targets."""
    told: Mapping[tuple[str, str], Tendency] = field(default_factory=dict)
    """What is known already of main lines, by indicator and area."""
    known: dict[int, Tendency] = field(default_factory=dict)
    kept: list[Series] = field(default_factory=list)  # keeps the ids in `known` alive
    _pools: dict[int, tuple[Sequence[Series], frozenset[int], Sequence[Series]]] = field(default_factory=dict)
    _yearly: dict[int, tuple[tuple[Series | None, tuple[Reason, ...]], Series]] = field(default_factory=dict)

    def series(self, mains: Sequence[Series]) -> list[Assessment]:
        """One assessment for each of some main lines, in their order."""
        self.tendencies(mains)
        return [_one_series(self, one) for one in mains]

    def elements(self, plan: Plan) -> list[Assessment]:
        """One assessment for each judged element of a plan, in its order."""
        return [_element(self, element) for element in plan.judged]

    def tendencies(self, series: Sequence[Series]) -> None:
        """Test many series in one call; what has no single rhythm is refused with a reason."""
        if self.rules.tendency == "persistence":
            self._persistent(series)
        else:
            self._ranked(series)
        for one in series:
            if id(one) not in self.known:
                key = "mixed_periods" if one.values else "no_values"
                self.known[id(one)] = Tendency("cannot tell", len(one.known), reasons=(Reason(key),))
            self.kept.append(one)

    def _persistent(self, series: Sequence[Series]) -> None:
        """By rule 2026.2: the plan's own questions by themselves, all other areas of an indicator as one list."""
        lists: dict[tuple[str, str], list[tuple[Series, Found, tuple[Reason, ...]]]] = {}
        put: list[tuple[Series, Asked, tuple[Reason, ...]]] = []
        for one in series:
            line, why = self.yearly(one)
            if line is None or not one.values:
                continue
            definition = self.measures.indicators[one.indicator]
            window = self.windows.get(one.indicator) if one.area == definition.main_area else None
            put.append((one, self.asked(line, definition, window), why))
        answers = persistent_tendencies([asked for _, asked, _ in put], self.rules)
        for (one, asked, why), found in zip(put, answers, strict=True):
            if asked.window is not None:
                self._keep(one, found.tendency, why)
            else:
                lists.setdefault((one.indicator, one.line), []).append((one, found, why))
        for (indicator, _), rows in lists.items():
            direction = self.measures.indicators[indicator].direction
            after = listed([found for _, found, _ in rows], self.rules, direction)
            for (one, _, why), found in zip(rows, after, strict=True):
                self._keep(one, found.tendency, why)

    def _keep(self, one: Series, tendency: Tendency, why: tuple[Reason, ...]) -> None:
        self.known[id(one)] = replace(tendency, reasons=(*tendency.reasons, *why))

    def asked(self, line: Series, definition: Indicator, window: float | None) -> Asked:
        """A series with all that its tendency is found from."""
        other = definition.benchmark if definition.benchmark != line.area else ""
        found = self.measures.find(line.indicator, other, line.line) if other else None
        benchmark = None if found is None else self.yearly(found)[0]
        teachers = self.comparable(line)
        pool, mixed = self._pool(teachers.series)
        return Asked(
            series=line,
            definition=definition,
            window=window,
            pool=pool,
            without=teachers.without | mixed,
            benchmark=benchmark,
        )

    def _pool(self, series: Sequence[Series]) -> tuple[Sequence[Series], frozenset[int]]:
        """Comparable series as one point a year each, and the places of those that have no single rhythm."""
        if id(series) not in self._pools:
            lines = [self.yearly(one)[0] for one in series]
            mixed = frozenset(n for n, line in enumerate(lines) if line is None)
            pool = tuple(line or one for line, one in zip(lines, series, strict=True))
            self._pools[id(series)] = pool, mixed, series
        return self._pools[id(series)][:2]

    def _ranked(self, series: Sequence[Series]) -> None:
        """By rule 2026.1: Mann-Kendall, or the mean change of a stock."""
        made = [(s, *self.yearly(s)) for s in series]
        fit = [(s, line, why) for s, line, why in made if line is not None and s.values]
        definitions = [self.measures.indicators[s.indicator] for s, _, _ in fit]
        if fit:
            found = series_tendencies(
                [line for _, line, _ in fit],
                [d.nature for d in definitions],
                [d.direction for d in definitions],
                [d.smallest_change for d in definitions],
                rules=self.rules,
            )
            for (one, _, why), tendency in zip(fit, found, strict=True):
                self._keep(one, tendency, why)

    def yearly(self, series: Series) -> tuple[Series | None, tuple[Reason, ...]]:
        """The series as one point a year (:func:`~retning.statistics.assessment.rhythm.yearly`)."""
        if id(series) not in self._yearly:
            found = yearly(series, self.measures.indicators[series.indicator].nature)
            self._yearly[id(series)] = found, series  # kept, so that no other series gets its identity
        return self._yearly[id(series)][0]

    def fact(self, series: Series) -> Fact | None:
        """From what to what, between points that can be compared: whole years, or the same time of the year."""
        line, _ = self.yearly(series)
        return None if line is None else fact(line, self.measures.indicators[series.indicator].direction)

    def tendency(self, series: Series) -> Tendency:
        """The tendency of one series."""
        told = self.told.get((series.indicator, series.area))
        if told is not None and series is self.measures.find(series.indicator, series.area):
            return told
        if id(series) not in self.known:
            self.tendencies([series])
        return self.known[id(series)]

    def statuses(self, target: Target, serving: str = "") -> tuple[TargetStatus, ...]:
        """One status for each reading, the main one first."""
        definition = self.measures.indicators.get(target.indicator or "")
        if definition is not None and target in definition.targets:
            known = self.answered.get((definition.id, definition.targets.index(target)))
            if known is not None:
                return known
        case = Case(target, {}, self.measures, self.areas, self.as_of, self.tendency, self.rules, serving)
        if target.indicator_missing:
            return tuple(
                TargetStatus("no data", reading=r.id, reasons=(Reason("no_indicator"),))
                for r in readings(target)
            )
        return tuple(
            with_chance(case, reading, status_of(case, reading), self.chance) for reading in readings(target)
        )

    def evidence(self, series: Series, proxy: bool = False) -> Evidence:
        """The grade of a series by what its indicator declares."""
        definition = self.measures.indicators[series.indicator]
        line, _ = self.yearly(series)
        return evidence(
            line or series,
            survey=definition.survey,
            provisional_last=definition.provisional_last,
            proxy=proxy,
            rules=self.rules,
        )


def judge(
    plan: Plan,
    indicators: Sequence[Indicator],
    areas: Members,
    series: Sequence[Series],
    as_of: str,
    rules: Rules,
    chance: ChanceOf | None = None,
    comparable: Comparable = nobody,
) -> list[Assessment]:
    """All assessments of an edition.

    ``plan`` carries the indicators' targets on its elements (:func:`retning.plan.load.with_targets`);
    targets that only stand with an indicator are found as well. ``as_of`` is an ISO day, ``rules`` the version that judges. First one
    assessment for each judged element of the plan, in the plan's order (``subject`` the element's id;
    ``targets`` holds one status per target and reading, the main target's main reading first), then one
    for each indicator and area, from its main line, in order of ids. A target stands with the indicator's
    main area only. ``chance`` says how likely a target is to be reached, where a forecast can; ``comparable`` which series
    can teach how much a series varies. Deterministic: the
    same input gives the same list. Raises ``ValueError`` for an infinite value; what other odd input gets stands in
    ``docs/explanation/odd-input.md``.

    >>> judge(plan, indicators, areas, series, "2026-03-01", rules)[0].subject  # doctest: +SKIP
    'O'
    """
    measures = Measures(indicators, sound(series))
    work = Judge(measures, areas, as_of, rules, chance, comparable, plan_windows(plan, measures.indicators))
    mains = [
        s for i, a in measures.pairs() if i in measures.indicators and (s := measures.find(i, a)) is not None
    ]
    # All tests in one call come first; what the elements rest on is among them.
    of_series = work.series(mains)
    return [*work.elements(plan), *of_series]


def plan_windows(plan: Plan, indicators: Mapping[str, Indicator]) -> dict[str, float]:
    """The indicators that answer a question of the plan in their main area, and the year from which it asks."""
    start = plan.valid_from.year if plan.valid_from else 0
    found: dict[str, float] = {}
    for element in plan.judged:
        targets = targets_of(element, indicators)
        for id in main_indicators(element, targets, indicators):
            own = [y for t in targets if t.indicator == id and (y := year_of(t.values.get("from")))]
            found.setdefault(id, min(own, default=float(start)))
    return found


def targets_of(element: Element, indicators: Mapping[str, Indicator]) -> tuple[Target, ...]:
    """The element's targets, the main one first; those that only stand in an indicator's file included."""
    found = list(element.targets)
    for definition in indicators.values():
        found.extend(t for t in definition.targets if t.element == element.id and t not in found)
    return tuple(sorted(found, key=lambda t: not t.main))


def _one_series(work: Judge, series: Series) -> Assessment:
    definition = work.measures.indicators[series.indicator]
    declared = definition.targets if series.area == definition.main_area else ()
    evidence = work.evidence(series)
    statuses = with_enough(tuple(s for t in declared for s in work.statuses(t)), evidence, work.rules)
    return Assessment(
        subject=series.indicator,
        area=series.area,
        as_of=work.as_of,
        fact=work.fact(series),
        tendency=work.tendency(series),
        targets=statuses,
        evidence=evidence,
        reasons=()
        if series.known
        else (Reason("no_values", {"indicator": series.indicator, "area": series.area}),),
        rule_version=work.rules.version,
        indicators=(series.indicator,),
        line=series.line,
        inputs=series.tables,
        measured_by=series.indicator,
    )


def _element(work: Judge, element: Element) -> Assessment:
    measures = work.measures
    targets = targets_of(element, measures.indicators)
    main_ids = main_indicators(element, targets, measures.indicators)
    proxies = [
        i.id for i in measures.indicators.values() if element.id in i.proxy_for and i.id not in main_ids
    ]
    found = _with_data(measures, main_ids)
    serving = found[0].indicator if found else ""
    groups = [work.statuses(t, serving if t.type.name == "direction" else "") for t in targets]
    statuses = tuple(s for group in groups for s in group) or (
        TargetStatus("no data", reasons=(Reason("no_target"),)),
    )
    first = found[0] if found else None
    stand_ins = _with_data(measures, proxies)
    reasons = list(_why(targets, groups, main_ids, first, [s.indicator for s in stand_ins]))
    carried = _carrying(targets, groups, found)
    graded = [work.evidence(s) for s in carried] or [work.evidence(s, proxy=True) for s in stand_ins]
    statuses = with_enough(statuses, weakest(graded), work.rules)
    used = found or stand_ins
    if first is None:
        key = "no_indicator" if not main_ids else "no_values"
        tendency = Tendency("cannot tell", 0, reasons=(Reason(key),))
    else:
        tendency = work.tendency(first)
    area = first.area if first else (measures.indicators[main_ids[0]].main_area if main_ids else "")
    return Assessment(
        subject=element.id,
        area=area,
        as_of=work.as_of,
        fact=None if first is None else work.fact(first),
        tendency=tendency,
        targets=statuses,
        evidence=weakest(graded),
        reasons=tuple(reasons),
        rule_version=work.rules.version,
        indicators=(*main_ids, *proxies),
        line=first.line if first else "main",
        inputs=tuple(sorted({t for s in used for t in s.tables})),
        measured_by=serving,
    )


_SETTLED: tuple[Status, ...] = (
    "reached",
    "not reached",
    "inside",
    "outside",
    "first",
    "not first",
    "maintained",
    "lost",
    "deadline passed: met",
    "deadline passed: missed",
)


def with_enough(
    statuses: tuple[TargetStatus, ...], evidence: Evidence, rules: Rules
) -> tuple[TargetStatus, ...]:
    """The statuses with those taken back that a single figure cannot settle (rules 2026.2, section 9)."""
    if rules.tendency == "ranks" or evidence.grade != "D":
        return statuses
    return tuple(
        replace(s, state="cannot tell", reasons=(*s.reasons, Reason("single_figure")))
        if s.state in _SETTLED
        else s
        for s in statuses
    )


def main_indicators(
    element: Element, targets: Sequence[Target], indicators: Mapping[str, Indicator]
) -> list[str]:
    """Ids of what measures the element: its targets' indicators, those that serve it, the parts of a
    parity.

    A demand that no figures measure may stand in the file of an indicator that is only near it: that alone
    does not make the indicator measure the element.
    """
    named: list[str] = [t.indicator for t in targets if t.indicator and not t.indicator_missing]
    named += [i.id for i in indicators.values() if element.id in i.serves]
    for target in targets:
        if target.type.name == "parity":
            named += [str(target.values.get(part) or "") for part in ("share", "equals")]
    return [id for id in dict.fromkeys(named) if id in indicators]


def _carrying(
    targets: Sequence[Target], groups: Sequence[tuple[TargetStatus, ...]], found: Sequence[Series]
) -> list[Series]:
    """The series that the answers rest on: the direction's, and those of every target that got an answer.

    An indicator that is only shown beside them neither lowers nor lifts what they are worth.
    """
    names = {found[0].indicator} if found else set()
    for target, group in zip(targets, groups, strict=True):
        if any(s.state != "no data" for s in group):
            names |= {
                str(target.indicator or ""),
                *(str(target.values.get(k) or "") for k in ("share", "equals")),
            }
    return [s for s in found if s.indicator in names]


def _with_data(measures: Measures, ids: Sequence[str]) -> list[Series]:
    """The main line in the main area of those that have a value, in order."""
    series = (measures.find(id, measures.indicators[id].main_area) for id in ids)
    return [s for s in series if s is not None and s.known]


def _why(
    targets: Sequence[Target],
    groups: Sequence[tuple[TargetStatus, ...]],
    main_ids: Sequence[str],
    first: Series | None,
    proxies: Sequence[str],
) -> list[Reason]:
    """Why the row is what it is: what is missing, what only stands in, which readings disagree."""
    reasons: list[Reason] = []
    if not targets:
        reasons.append(Reason("no_target"))
    for target, group in zip(targets, groups, strict=True):
        states = [s.state for s in group]
        other = next((s for s in group if s.state != states[0]), None)
        if other is not None:
            reasons.append(
                Reason(
                    "readings_disagree",
                    {
                        "type": target.type.label,
                        "reading": group[0].reading,
                        "state": group[0].state,
                        "other_reading": other.reading,
                        "other_state": other.state,
                    },
                )
            )
    if groups:
        # With figures at hand "no indicator" would mislead: they show a direction, but not what the target asks.
        main = [
            Reason("target_not_measured") if first and r.key == "no_indicator" else r
            for r in groups[0][0].reasons
        ]
        reasons += [r for r in main if r not in reasons]
    if first is None:
        if proxies:
            reasons.append(Reason("proxy_only", {"indicators": list(proxies)}))
        elif main_ids:
            reasons.append(Reason("no_source", {"indicators": list(main_ids)}))
        elif not any(t.type.name in REGISTERED for t in targets):
            reasons.append(Reason("no_indicator"))
    return [r for i, r in enumerate(reasons) if r.key not in {x.key for x in reasons[:i]}]
