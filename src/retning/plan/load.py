"""From ``plan.toml`` to a :class:`~retning.plan.model.Plan`, with every fault that was found on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from retning.plan.model import Element, Level, Plan, Supply, Target, Wording
from retning.plan.targets import parse_target
from retning.toml.faults import Fault
from retning.toml.fields import Fields, to_address, to_date, to_text
from retning.toml.lines import Located, read_toml

PLAN_FILE = "plan.toml"
LONGEST_TITLE = 60  # characters: a title must fit one line of a list on a narrow screen
OUTSIDE = ("principle", "precondition", "overarching")
"""Kinds of elements that stand outside the levels of the plan."""

_ELEMENT_FIELDS = ("id", "title", "text", "wording", "target", "supply")


def load_plan(folder: Path) -> tuple[Plan | None, list[Fault]]:
    """Read a region's plan. The plan is ``None`` when there is any fault; all faults come at once, by line.

    ``folder`` is the region's folder. The format is told in the reference (``plan.toml``): ``[plan]``,
    ``[[level]]`` from the top down, ``[[principle]]``, ``[[precondition]]``, ``[[overarching]]`` and
    ``[[element]]``.

    >>> load_plan(Path("nowhere"))[1][0].key
    'file_missing'
    """
    located, faults = read_toml(folder / PLAN_FILE, PLAN_FILE)
    if located is None:
        return None, faults
    plan, faults = read_plan(located)
    return (None if faults else plan), sorted(faults, key=Fault.sort_key)


def read_plan(located: Located) -> tuple[Plan, list[Fault]]:
    """The plan as far as it can be read, and all its faults."""
    top = Fields(located.data, located.line, located.file, PLAN_FILE)
    top.leftover(("plan", "level", *OUTSIDE, "element"))
    head = _head(top)
    levels = _levels(top)
    outside = {kind: _elements(top, kind, ()) for kind in OUTSIDE}
    elements = _elements(top, "element", levels)
    _check_ids(top, [*outside["principle"], *outside["precondition"], *outside["overarching"], *elements])
    _check_hierarchy(top, elements, levels)
    plan = Plan(
        id=head.take("id", to_text, required=True) or "",
        title=head.languages("title", required=True),
        owner=head.languages("owner", required=True),
        adopted=head.take("adopted", to_date),
        valid_from=head.take("valid_from", to_date),
        valid_to=head.take("valid_to", to_date),
        levels=levels,
        principles=outside["principle"],
        preconditions=outside["precondition"],
        overarching=outside["overarching"],
        elements=elements,
        source=head.take("source", to_text) or "",
        address=head.take("address", to_address) or "",
    )
    if plan.valid_from and plan.valid_to and plan.valid_from > plan.valid_to:
        head.fault("dates_reversed", "valid_to", start=plan.valid_from, end=plan.valid_to)
    if not elements:
        top.fault("plan_empty")
    return plan, top.faults


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


def _head(top: Fields) -> Fields:
    raw = top.raw.get("plan")
    if not isinstance(raw, Mapping):
        top.fault("field_missing", "plan", field="[plan]")
        raw = {}
    head = top.inner("plan", None, raw, "[plan]")
    head.leftover(("id", "title", "owner", "adopted", "valid_from", "valid_to", "source", "address"))
    return head


def _levels(top: Fields) -> tuple[Level, ...]:
    levels: list[Level] = []
    for index, raw in top.tables("level"):
        fields = top.inner("level", index, raw, "[[level]]")
        fields.leftover(("kind", "one", "many"))
        kind = fields.take("kind", to_text, required=True) or ""
        if kind in OUTSIDE or any(level.kind == kind for level in levels):
            fields.fault("level_taken", "kind", kind=kind)
        one, many = fields.languages("one", required=True), fields.languages("many", required=True)
        levels.append(Level(kind, one, many))
    if not levels:
        top.fault("field_missing", field="[[level]]")
    return tuple(levels)


def _elements(top: Fields, name: str, levels: tuple[Level, ...]) -> tuple[Element, ...]:
    """The elements of one kind of table, in the file's order."""
    elements: list[Element] = []
    for index, raw in top.tables(name):
        many = isinstance(top.raw.get(name), list)
        where = str(raw.get("id", f"[[{name}]]"))
        fields = top.inner(name, index if many else None, raw, where)
        elements.append(_element(fields, name, levels))
    return tuple(elements)


def _element(fields: Fields, name: str, levels: tuple[Level, ...]) -> Element:
    inside = name == "element"
    fields.leftover((*_ELEMENT_FIELDS, *(("kind", "parent") if inside else ())))
    id = fields.take("id", to_text, required=True) or ""
    kind, level, parent = name, -1, None
    if inside:
        kind = fields.take("kind", to_text, required=True) or ""
        parent = fields.take("parent", to_text)
        kinds = [each.kind for each in levels]
        level = kinds.index(kind) if kind in kinds else -1
        if kind and level < 0:
            fields.fault("kind_unknown", "kind", kind=kind, kinds=", ".join(kinds))
    title = fields.languages("title", required=True)
    for language, words in title.items():
        if len(words) > LONGEST_TITLE:
            fields.fault(
                "title_too_long",
                "title",
                language,
                language=language,
                length=len(words),
                longest=LONGEST_TITLE,
            )
    return Element(
        id=id,
        kind=kind,
        wordings=_wordings(fields),
        parent=parent,
        level=level,
        title=title,
        targets=_targets(fields, id),
        supply=_supply(fields),
        file=fields.file,
        line=fields.line_of(),
    )


def _wordings(fields: Fields) -> tuple[Wording, ...]:
    """The text as one wording, or the ``[[element.wording]]`` entries in order of time."""
    entries = fields.tables("wording")
    if "text" in fields.raw and entries:
        fields.fault("text_and_wordings", "wording")
    if not entries:
        return (Wording(fields.languages("text", required=True)),)
    wordings: list[Wording] = []
    for index, raw in entries:
        inner = fields.inner("wording", index, raw, fields.where)
        inner.leftover(("text", "from", "to", "label", "source", "address"))
        wording = Wording(
            text=inner.languages("text", required=True),
            valid_from=inner.take("from", to_date),
            valid_to=inner.take("to", to_date),
            label=inner.languages("label"),
            source=inner.take("source", to_text) or "",
            address=inner.take("address", to_address) or "",
        )
        if wording.valid_from and wording.valid_to and wording.valid_from > wording.valid_to:
            inner.fault("dates_reversed", "to", start=wording.valid_from, end=wording.valid_to)
        dated = [earlier.valid_from for earlier in wordings if earlier.valid_from]
        if wording.valid_from and dated and wording.valid_from < dated[-1]:
            inner.fault("wordings_disordered", "from", start=wording.valid_from, earlier=dated[-1])
        wordings.append(wording)
    return tuple(wordings)


def _targets(fields: Fields, element: str) -> tuple[Target, ...]:
    targets: list[Target] = []
    for index, raw in fields.tables("target"):
        inner = fields.inner("target", index, raw, element)
        target, faults = parse_target(raw, inner.line_of, element, None, fields.file)
        fields.faults.extend(faults)
        if target is not None:
            if target.main and any(earlier.main for earlier in targets):
                inner.fault("target_two_mains", "main", file=fields.file, line=targets[0].line)
            targets.append(target)
    return tuple(targets)


def _supply(fields: Fields) -> Supply | None:
    raw: Any = fields.raw.get("supply")
    if raw is None:
        return None
    if not isinstance(raw, Mapping):
        fields.fault("field_not_tables", "supply", field="supply")
        return None
    inner = fields.inner("supply", None, raw, fields.where)
    inner.leftover(("who", "what"))
    return Supply(inner.languages("who", required=True), inner.languages("what", required=True))


def _check_ids(top: Fields, elements: Iterable[Element]) -> None:
    first: dict[str, Element] = {}
    for element in elements:
        if not element.id:
            continue
        if element.id in first:
            values = {"id": element.id, "first": first[element.id].line}
            top.faults.append(Fault(element.file, element.line, "duplicate_id", values))
        first.setdefault(element.id, element)


def _check_hierarchy(top: Fields, elements: tuple[Element, ...], levels: tuple[Level, ...]) -> None:
    """Every element below the level above it; the top level below nothing; nobody their own ancestor."""
    by_id = {element.id: element for element in elements}
    seen: set[str] = set()

    def fault(element: Element, key: str, **values: object) -> None:
        top.faults.append(Fault(element.file, element.line, key, {"id": element.id, **values}))

    for element in elements:
        if element.level > 0 and element.parent is None:
            fault(element, "parent_missing", kind=element.kind, above=levels[element.level - 1].kind)
        elif element.parent is not None and element.parent not in by_id:
            fault(element, "parent_unknown", parent=element.parent)
        elif element.parent is not None:
            cycle = _cycle(element, by_id)
            if cycle:
                if not seen.intersection(cycle):
                    fault(element, "parent_cycle", ids=" → ".join([*cycle, cycle[0]]))
                seen.update(cycle)
            elif element.level == 0:
                fault(element, "parent_above_top", kind=element.kind, parent=element.parent)
            elif element.level > 0 and by_id[element.parent].level != element.level - 1:
                above = levels[element.level - 1].kind
                fault(element, "level_wrong", kind=element.kind, parent=element.parent, above=above)


def _cycle(element: Element, by_id: Mapping[str, Element]) -> list[str]:
    """The ids from the element back to itself by way of parents; empty when it ends at the top."""
    path: list[str] = []
    at: Element | None = element
    while at is not None and at.id not in path:
        path.append(at.id)
        at = by_id.get(at.parent) if at.parent is not None else None
    return path if at is not None and at.id == element.id else []
