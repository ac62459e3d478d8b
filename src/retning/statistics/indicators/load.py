"""From ``indicators/*.toml`` to indicators, with every fault that was found on the way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from retning.plan.model import Plan, Target
from retning.statistics.areas import Areas
from retning.statistics.indicators.declared import INDICATOR
from retning.statistics.indicators.model import Indicator
from retning.statistics.indicators.references import Known, resolved
from retning.toml.faults import Fault
from retning.toml.lines import Located, read_toml
from retning.toml.schema import read

FOLDER = "indicators"


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
    found = read(located, INDICATOR)
    indicator = resolved(found.value, found.place, plan, known)
    return indicator, found.faults


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
