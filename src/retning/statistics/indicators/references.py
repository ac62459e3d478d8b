"""What an indicator says about tables, areas and the plan: ids are looked up, groups of areas spelt out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from retning.language.texts import catalogue, has_text
from retning.plan.model import Plan
from retning.statistics.areas import Areas
from retning.statistics.indicators.model import MEMBERS, NOT_ADDED, AreaBreak, Indicator, Line, Slice, Term
from retning.toml.lines import Step
from retning.toml.place import Place

_SUMS = ("yearly sum", "sum of 3")


@dataclass(frozen=True)
class Known:
    """What the rest of the region's folder knows; ``None`` where it could not be read (then nothing is checked)."""

    areas: Areas | None
    tables: Collection[str]


def resolved(written: Indicator, place: Place, plan: Plan | None, known: Known) -> Indicator:
    """The indicator with its areas spelt out; a fault for every id that leads nowhere."""
    _check_unit(written, place)
    areas = area_ids(written.areas, "areas", place, known)
    if written.main_area and areas and written.main_area not in areas and _is_area(written.main_area, known):
        place.fault("indicator_main_area", "main_area", area=written.main_area)
    peers = area_id(written.peers, "peers", place, known)
    _check_elements(written.serves, ("serves",), plan, place)
    _check_elements(written.proxy_for, ("proxy_for",), plan, place)
    for both in sorted(set(written.serves) & set(written.proxy_for)):
        place.fault("indicator_serves_and_proxy", "proxy_for", element=both)
    for target in place.entries("target"):
        element = target.within("strategy").raw
        if isinstance(element, str) and element.strip():
            _check_elements((element.strip(),), (*target.path, "strategy"), plan, place)
    method = written.interval.method
    if (method == "wilson" and written.kind != "ratio") or (
        method == "poisson" and written.kind not in ("count", "ratio")
    ):
        said = {"method": method, "kind": written.kind}
        place.within("interval").fault("indicator_interval_kind", "method", **said)
    return replace(
        written,
        areas=areas,
        main_area=area_id(written.main_area, "main_area", place, known),
        benchmark=area_id(written.benchmark, "benchmark", place, known),
        peers=peers,
        pool=area_ids(written.pool, "pool", place, known),
        lines=_lines(written, place, known),
        breaks=_breaks(written, place, known),
        targets=tuple(replace(target, indicator=written.id) for target in written.targets),
    )


def area_ids(written: tuple[str, ...], name: str, place: Place, known: Known) -> tuple[str, ...]:
    """Area ids with ``"<region>/members"`` spelt out; unknown ones are faults and left out."""
    found: list[str] = []
    for id in written:
        region = id.removesuffix(MEMBERS)
        if known.areas is None:
            found.append(id)
        elif region not in known.areas:
            _unknown_area(id, name, place, known.areas)
        elif region == id:
            found.append(id)
        elif members := known.areas.members(region):
            found.extend(members)
        else:
            place.fault("indicator_no_members", name, area=region)
    return tuple(dict.fromkeys(found))


def area_id(written: str, name: str, place: Place, known: Known) -> str:
    """One area id; ``""`` where it is not there or unknown."""
    if written and known.areas is not None and written not in known.areas:
        _unknown_area(written, name, place, known.areas)
        return ""
    return written


def _is_area(id: str, known: Known) -> bool:
    return known.areas is None or id in known.areas


def _unknown_area(id: str, name: str, place: Place, areas: Areas) -> None:
    place.unknown("indicator_area_unknown", name, name=id, known=[area.id for area in areas], area=id)


def _check_unit(written: Indicator, place: Place) -> None:
    if written.unit and not has_text("nb", f"unit.{written.unit}"):
        units = [key.removeprefix("unit.") for key in catalogue("nb") if key.startswith("unit.")]
        place.unknown("indicator_unit_unknown", "unit", name=written.unit, known=units, unit=written.unit)


def _check_elements(ids: tuple[str, ...], at: tuple[Step, ...], plan: Plan | None, place: Place) -> None:
    """Plan elements that the indicator points to; unknown ones are faults."""
    if plan is None:
        return
    there = [element.id for element in plan.everything()]
    for id in ids:
        if id not in there:
            place.unknown("indicator_strategy_unknown", *at, name=id, known=there, element=id)


def _breaks(written: Indicator, place: Place, known: Known) -> tuple[AreaBreak, ...]:
    return tuple(
        AreaBreak(one.at, area_ids(one.areas, "areas", entry, known))
        for one, entry in zip(written.breaks, place.entries("break"), strict=True)
        if one.at.period
    )


def _lines(written: Indicator, place: Place, known: Known) -> tuple[Line, ...]:
    """The lines with their areas, each checked against what the indicator is."""
    entries = place.entries("line")
    if not entries:
        if not place.has("numerator"):
            place.fault("indicator_no_line")
        return tuple(_checked(line, written.kind, place, known) for line in written.lines)
    for name in ("numerator", "denominator", "relative"):
        if place.has(name):
            place.fault("indicator_two_ways", name, field=name)
    found: list[Line] = []
    for line, entry in zip(written.lines, entries, strict=True):
        if "@" in line.id or (line.id == "main" and len(entries) > 1):
            entry.fault("indicator_line_id", "id", line=line.id)
        if entry.has("numerator"):
            areas = area_ids(line.areas, "areas", entry, known)
            found.append(replace(_checked(line, written.kind, entry, known), areas=areas))
    return tuple(found)


def _checked(line: Line, kind: str, place: Place, known: Known) -> Line:
    """A line with the area that it is compared with, and faults where its parts do not fit together."""
    _check_term(line.numerator, kind, place.within("numerator"), known)
    if line.denominator is not None:
        _check_term(line.denominator, kind, place.within("denominator"), known)
    relative = line.relative
    compared = relative.how if relative is not None else ""
    alone = line.denominator is None and not line.numerator.indicator
    if kind == "ratio" and alone and compared not in ("share", "ratio"):
        place.fault("indicator_no_denominator", "kind")
    if kind == "count" and line.denominator is not None and compared != "ratio":
        place.fault("indicator_has_denominator", "denominator")
    if compared == "share" and line.denominator is not None:
        place.fault("indicator_share_of_ratio", "relative")
    if compared == "share" and kind in NOT_ADDED:
        place.fault("indicator_share_of_mean", "relative", kind=kind)
    if relative is not None:
        relative = replace(relative, to=area_id(relative.to, "to", place.within("relative"), known))
    return replace(line, relative=relative)


def _check_term(term: Term, kind: str, place: Place, known: Known) -> None:
    """Tables that are declared, and nothing added up that cannot be."""
    if term.source is not None:
        _check_table(term.source, place, known)
    if term.change in _SUMS and kind in NOT_ADDED:
        place.fault("indicator_not_summed", "change", change=term.change, kind=kind)
    if term.allocate is None:
        return
    if kind in NOT_ADDED:
        place.fault("indicator_not_summed", "allocate", change="allocate", kind=kind)
    inside = place.within("allocate")
    _check_table(term.allocate.by, inside.within("by"), known)
    area_id(term.allocate.within, "within", inside, known)


def _check_table(piece: Slice, place: Place, known: Known) -> None:
    if piece.table and piece.table not in known.tables:
        place.unknown(
            "indicator_table_unknown",
            "table",
            name=piece.table,
            known=sorted(known.tables),
            table=piece.table,
        )
