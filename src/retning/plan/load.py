"""From ``plan.toml`` to a :class:`~retning.plan.model.Plan`, with every fault that was found on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from retning.plan.declared import KINDS_OUTSIDE, PLAN_FILE, PlanFile
from retning.plan.model import Element, Level, Plan, Target
from retning.toml.faults import Fault
from retning.toml.lines import Located, read_toml
from retning.toml.place import Place
from retning.toml.schema import read

FILE = "plan.toml"


def load_plan(folder: Path) -> tuple[Plan | None, list[Fault]]:
    """Read a region's plan. The plan is ``None`` when there is any fault; all faults come at once, by line.

    ``folder`` is the region's folder. What the file may hold is declared in :mod:`retning.plan.declared`; here is checked
    what its tables say about each other.

    >>> load_plan(Path("nowhere"))[1][0].key
    'file_missing'
    """
    located, faults = read_toml(folder / FILE, FILE)
    if located is None:
        return None, faults
    plan, faults = read_plan(located)
    return (None if faults else plan), faults


def read_plan(located: Located) -> tuple[Plan, list[Fault]]:
    """The plan as far as it can be read, and all its faults."""
    found = read(located, PLAN_FILE)
    file, place = found.value, found.place
    levels = _levels(file.levels, place)
    elements = _with_levels(file, place)
    _check_ids([*file.principles, *file.preconditions, *file.overarching, *elements], place)
    _check_hierarchy(elements, levels, place)
    _check_followed_on(file, place)
    if not elements:
        place.fault("plan_empty")
    return file.plan(levels, elements), found.faults


def with_targets(plan: Plan, targets: Iterable[Target]) -> Plan:
    """The plan with further targets under their elements, after those that it already has.

    Indicator files declare the targets that they measure; this puts them where the plan's text demands them.
    Raises ``KeyError`` for a target whose element is not in the plan (the caller has made a fault of it).
    """
    more: dict[str, list[Target]] = {}
    for target in targets:
        plan.element(target.element)  # raises on an element that does not exist
        more.setdefault(target.element, []).append(target)

    def grown(elements: tuple[Element, ...]) -> tuple[Element, ...]:
        return tuple(
            replace(element, targets=(*element.targets, *more[element.id])) if element.id in more else element
            for element in elements
        )

    return replace(
        plan,
        principles=grown(plan.principles),
        preconditions=grown(plan.preconditions),
        overarching=grown(plan.overarching),
        elements=grown(plan.elements),
    )


def main_target_faults(plan: Plan) -> list[Fault]:
    """A fault for every judged element whose targets do not have exactly one main one.

    To be asked of a plan that has all its targets (after :func:`with_targets`). A single target is the main
    one whether it says so or not.
    """
    faults: list[Fault] = []
    for element in plan.judged:
        mains = [target for target in element.targets if target.main]
        if len(mains) > 1:
            first, second = mains[0], mains[1]
            values = {"where": element.id, "file": first.file, "line": first.line}
            faults.append(Fault(second.file, second.line, "target_two_mains", values))
        elif not element.targets:
            faults.append(Fault(element.file, element.line, "target_none", {"where": element.id}))
        elif not mains and len(element.targets) > 1:
            first = element.targets[0]
            faults.append(Fault(first.file, first.line, "target_no_main", {"where": element.id}))
    return faults


def _check_followed_on(file: PlanFile, place: Place) -> None:
    """A plan is followed on after its end, and for longer than it was in force."""
    end = file.head.valid_to
    for one, entry in zip(file.followed_on, place.entries("followed_on"), strict=True):
        if end is None and not (isinstance(place.raw, Mapping) and place.within("plan").has("valid_to")):
            entry.fault("followed_on_without_end")
        elif end is not None and one.until is not None and one.until <= end:
            entry.fault("followed_on_before_end", "until", until=one.until, end=end)


def _levels(levels: tuple[Level, ...], place: Place) -> tuple[Level, ...]:
    """The levels, each with a name of its own."""
    for at, (level, entry) in enumerate(zip(levels, place.entries("level"), strict=True)):
        if level.kind in KINDS_OUTSIDE or any(level.kind == earlier.kind for earlier in levels[:at]):
            entry.fault("level_taken", "kind", kind=level.kind)
    return levels


def _with_levels(file: PlanFile, place: Place) -> tuple[Element, ...]:
    """The elements of the hierarchy, each with the number of its level."""
    kinds = [level.kind for level in file.levels]
    placed = []
    for element, entry in zip(file.elements, place.entries("element"), strict=True):
        if element.kind and element.kind not in kinds:
            entry.unknown("kind_unknown", "kind", name=element.kind, known=kinds, kind=element.kind)
        placed.append(replace(element, level=kinds.index(element.kind) if element.kind in kinds else -1))
    return tuple(placed)


def _check_ids(elements: Iterable[Element], place: Place) -> None:
    first: dict[str, Element] = {}
    for element in elements:
        if not element.id:
            continue
        if element.id in first:
            values = {"id": element.id, "first": first[element.id].line}
            place.notes.faults.append(Fault(element.file, element.line, "duplicate_id", values))
        first.setdefault(element.id, element)


def _check_hierarchy(elements: tuple[Element, ...], levels: tuple[Level, ...], place: Place) -> None:
    """Every element below the level above it; the top level below nothing; nobody their own ancestor."""
    by_id = {element.id: element for element in elements}
    seen: set[str] = set()
    for element, here in zip(elements, place.entries("element"), strict=True):
        if element.level > 0 and element.parent is None:
            above = levels[element.level - 1].kind
            here.fault("parent_missing", id=element.id, kind=element.kind, above=above)
        elif element.parent is not None and element.parent not in by_id:
            here.unknown(
                "parent_unknown", name=element.parent, known=by_id, id=element.id, parent=element.parent
            )
        elif element.parent is not None:
            cycle = _cycle(element, by_id)
            if cycle:
                if not seen.intersection(cycle):
                    here.fault("parent_cycle", id=element.id, ids=" → ".join([*cycle, cycle[0]]))
                seen.update(cycle)
            elif element.level == 0:
                here.fault("parent_above_top", id=element.id, kind=element.kind, parent=element.parent)
            elif element.level > 0 and by_id[element.parent].level != element.level - 1:
                above = levels[element.level - 1].kind
                here.fault(
                    "level_wrong", id=element.id, kind=element.kind, parent=element.parent, above=above
                )


def _cycle(element: Element, by_id: Mapping[str, Element]) -> list[str]:
    """The ids from the element back to itself by way of parents; empty when it ends at the top."""
    path: list[str] = []
    at: Element | None = element
    while at is not None and at.id not in path:
        path.append(at.id)
        at = by_id.get(at.parent) if at.parent is not None else None
    return path if at is not None and at.id == element.id else []
