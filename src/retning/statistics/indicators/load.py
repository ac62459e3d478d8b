"""From ``indicators/*.toml`` to indicators, with every fault that was found on the way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from retning.language.texts import has_text
from retning.plan.model import Plan, Target
from retning.plan.targets import INDICATOR_TARGET
from retning.statistics.areas import Areas
from retning.statistics.indicators.model import DIRECTIONS, INFLUENCES, KINDS, NATURES, AreaBreak, Indicator
from retning.statistics.indicators.terms import (
    Known,
    read_area,
    read_areas,
    read_interval,
    read_lines,
    to_texts,
)
from retning.statistics.model import Break
from retning.statistics.tables.periods import is_period, parse_period
from retning.toml.faults import Fault
from retning.toml.fields import Fields, one_of, to_flag, to_number, to_text
from retning.toml.lines import Located, read_toml
from retning.toml.place import Place

FOLDER = "indicators"

_FIELDS = (
    "id",
    "title",
    "description",
    "unit",
    "decimals",
    "nature",
    "kind",
    "direction",
    "influence",
    "delay",
    "serves",
    "proxy_for",
    "areas",
    "main_area",
    "benchmark",
    "peers",
    "pool",
    "smallest_change",
    "provisional_last",
    "survey",
    "interval",
    "numerator",
    "denominator",
    "relative",
    "line",
    "break",
    "target",
)


def load_indicators(
    folder: Path, plan: Plan | None, areas: Areas | None, tables_known: Collection[str]
) -> tuple[list[Indicator], list[Fault]]:
    """Read every indicator of a region's folder (``<folder>/indicators/*.toml``), in order of their ids.

    ``plan`` and ``areas`` may be ``None`` when they could not be read; then ids that point into them are not
    checked. ``tables_known`` are the ids of all declared tables (figures and sources), also those without a figure
    yet. An indicator with a fault is not among the answers, except where only a ``[[target]]`` of it is at fault:
    then it comes without that target, so that its tables are still checked. Nothing is raised.

    >>> load_indicators(Path("nowhere"), None, None, set())
    ([], [])
    """
    known = Known(areas, tables_known)
    read: list[tuple[Indicator, bool]] = []
    of_targets: list[Fault] = []
    faults: list[Fault] = []
    for path in sorted((folder / FOLDER).glob("*.toml")):
        located, more = read_toml(path, f"{FOLDER}/{path.name}")
        faults.extend(more)
        if located is None:
            continue
        indicator, more = read_indicator(located, plan, known)
        inside = [fault for fault in more if _in_target(located, fault)]
        read.append((indicator, len(inside) == len(more)))
        faults.extend(fault for fault in more if fault not in inside)
        of_targets.extend(inside)
    everything = [indicator for indicator, _ in read]
    among = [*_duplicates(everything), *_references(everything), *_cycles(everything)]
    bad = {fault.file for fault in (*faults, *among)}
    sound = [i for i, whole in read if whole and i.file not in bad]
    every = sorted((*faults, *of_targets, *among), key=Fault.sort_key)
    return sorted(sound, key=lambda i: i.id), every


def _in_target(located: Located, fault: Fault) -> bool:
    """Whether a fault stands in a ``[[target]]``: the rest of the indicator can still be read and checked."""
    count = len(located.data["target"]) if isinstance(located.data.get("target"), list) else 0
    starts = [located.line("target", n) for n in range(count)]
    others = [located.line(key) for key in located.data if key != "target"]
    before = max((start for start in starts if start <= fault.line), default=None)
    # A table of another name that begins between the target and the fault ends the target.
    return before is not None and not any(before < line <= fault.line for line in others)


def read_indicator(located: Located, plan: Plan | None, known: Known) -> tuple[Indicator, list[Fault]]:
    """One file as far as it can be read, and all its faults except those that other files take part in."""
    raw_id = located.data.get("id")
    where = raw_id if isinstance(raw_id, str) and raw_id else located.file
    fields = Fields(located.data, located.line, located.file, where)
    fields.leftover(_FIELDS)
    kind = fields.take("kind", one_of(*KINDS), required=True) or ""
    areas = read_areas(fields, "areas", known, required=True)
    main_area = read_area(fields, "main_area", known, required=True)
    if main_area and areas and main_area not in areas:
        fields.fault("indicator_main_area", "main_area", area=main_area)
    peers = fields.take("peers", to_text) or ""
    if peers and known.areas is not None and peers not in known.areas:
        fields.fault("indicator_area_unknown", "peers", area=peers)
    smallest = fields.take("smallest_change", to_number)
    id = fields.take("id", to_text, required=True) or ""
    serves = _elements(fields, "serves", plan)
    proxies = _elements(fields, "proxy_for", plan)
    for both in sorted(set(serves) & set(proxies)):
        fields.fault("indicator_serves_and_proxy", "proxy_for", element=both)
    indicator = Indicator(
        id=id,
        title=fields.languages("title", required=True),
        description=fields.languages("description", required=True),
        unit=_unit(fields),
        decimals=_count(fields, "decimals", required=True),
        nature=fields.take("nature", one_of(*NATURES), required=True) or "",
        kind=kind,
        direction=fields.take("direction", one_of(*DIRECTIONS), required=True) or "",
        influence=fields.take("influence", one_of(*INFLUENCES), required=True) or "",
        delay=_count(fields, "delay"),
        lines=read_lines(fields, kind, known),
        areas=areas,
        main_area=main_area,
        serves=serves,
        proxy_for=proxies,
        benchmark=read_area(fields, "benchmark", known),
        peers=peers,
        smallest_change=None if smallest is None else float(smallest),
        provisional_last=_count(fields, "provisional_last"),
        survey=bool(fields.take("survey", to_flag)),
        interval=read_interval(fields, kind),
        breaks=_breaks(fields, known),
        targets=_targets(fields, id, plan),
        pool=read_areas(fields, "pool", known),
        file=located.file,
        line=fields.line_of("id"),
    )
    return indicator, fields.faults


def _unit(fields: Fields) -> str:
    unit = fields.take("unit", to_text, required=True) or ""
    if unit and not has_text("nb", f"unit.{unit}"):
        fields.fault("indicator_unit_unknown", "unit", unit=unit)
    return unit


_MOST = {"decimals": 9, "delay": 100, "provisional_last": 1000}


def _count(fields: Fields, name: str, required: bool = False) -> int:
    """A whole number of zero or more."""
    value = fields.take(name, to_number, required=required)
    if value is None:
        return 0
    if value != int(value) or value < 0:
        fields.fault("indicator_not_count", name, field=name, value=value)
        return 0
    if value > _MOST[name]:
        fields.fault("indicator_count_too_large", name, field=name, most=_MOST[name])
        return 0
    return int(value)


def _elements(fields: Fields, name: str, plan: Plan | None) -> tuple[str, ...]:
    """Plan elements that the indicator points to; unknown ones are faults."""
    ids = fields.take(name, to_texts) or ()
    if plan is not None:
        there = {element.id for element in plan.everything()}
        for id in ids:
            if id not in there:
                fields.fault("indicator_strategy_unknown", name, element=id)
    return ids


def _breaks(fields: Fields, known: Known) -> tuple[AreaBreak, ...]:
    found: list[AreaBreak] = []
    for index, raw in fields.tables("break"):
        inner = fields.inner("break", index, raw, fields.where)
        inner.leftover(("period", "reason", "areas"))
        written = raw.get("period")
        period = str(written) if isinstance(written, int | str) and not isinstance(written, bool) else ""
        reason = inner.languages("reason", required=True)
        areas = read_areas(inner, "areas", known)
        if "period" not in raw:
            inner.fault("field_missing", field="period")
        elif not is_period(period):
            inner.fault("indicator_break_period", "period", period=written)
        else:
            found.append(AreaBreak(Break(parse_period(period).text, reason), areas))
    return tuple(found)


def _targets(fields: Fields, id: str, plan: Plan | None) -> tuple[Target, ...]:
    found: list[Target] = []
    for index, raw in fields.tables("target"):
        inner = fields.inner("target", index, raw, fields.where)
        element = inner.take("strategy", to_text, required=True) or ""
        if element and plan is not None and all(e.id != element for e in plan.everything()):
            inner.fault("indicator_strategy_unknown", "strategy", element=element)
        place = Place(fields.file, inner.line_of, fields.where, raw=raw)
        target = INDICATOR_TARGET.read(raw, place)
        fields.faults.extend(f for f in place.faults if f.values.get("field") != "strategy")
        if target is not None:
            found.append(replace(target, indicator=id))
    return tuple(found)


def _duplicates(indicators: Sequence[Indicator]) -> list[Fault]:
    seen: dict[str, Indicator] = {}
    faults = []
    for one in indicators:
        if one.id and one.id in seen:
            values = {"id": one.id, "file": seen[one.id].file, "line": seen[one.id].line}
            faults.append(Fault(one.file, one.line, "indicator_twice", values))
        seen.setdefault(one.id, one)
    return faults


def _references(indicators: Sequence[Indicator]) -> list[Fault]:
    """Faults of terms and targets that speak of indicators nobody defines."""
    there = {one.id for one in indicators}
    faults = []
    for one in indicators:
        for line in one.lines:
            for term in line.terms():
                if term.refers_to and term.refers_to not in there:
                    values = {"where": one.id, "indicator": term.refers_to}
                    faults.append(Fault(one.file, term.line, "indicator_unknown", values))
        for target in one.targets:
            for said in _parity_names(target):
                if said not in there:
                    values = {"where": one.id, "indicator": said}
                    faults.append(Fault(target.file, target.line, "indicator_unknown", values))
    return faults


def _parity_names(target: Target) -> list[str]:
    """The indicators that a parity target names, in any of its readings."""
    if target.type.name != "parity":
        return []
    found: list[str] = []
    for values in (target.values, *(r.values for r in target.readings)):
        parts = values.get("parts")
        behind = [parts.get("jobs"), parts.get("rate")] if isinstance(parts, Mapping) else []
        found += [v for v in (values.get("share"), values.get("equals"), *behind) if isinstance(v, str)]
    return list(dict.fromkeys(found))


def _cycles(indicators: Iterable[Indicator]) -> list[Fault]:
    """One fault for each circle of indicators that rest on each other, at the first of them in the alphabet."""
    by_id: Mapping[str, Indicator] = {one.id: one for one in indicators}
    faults: list[Fault] = []
    done: set[str] = set()

    def visit(id: str, path: tuple[str, ...]) -> None:
        if id in path:
            circle = path[path.index(id) :]
            start = by_id[min(circle)]
            turn = circle.index(start.id)
            shown = (*circle[turn:], *circle[:turn], start.id)
            fault = Fault(
                start.file,
                _line_of_reference(start, shown[1]),
                "indicator_cycle",
                {"path": " → ".join(shown)},
            )
            if fault not in faults:
                faults.append(fault)
            return
        if id in done or id not in by_id:
            return
        for other in by_id[id].rests_on():
            visit(other, (*path, id))
        done.add(id)

    for id in sorted(by_id):
        visit(id, ())
    return faults


def _line_of_reference(indicator: Indicator, other: str) -> int:
    lines = (term.line for line in indicator.lines for term in line.terms() if term.refers_to == other)
    return next(lines, indicator.line)
