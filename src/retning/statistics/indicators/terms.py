"""Reading the arithmetic of an indicator file: terms, allocation, comparison and lines."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from retning.statistics.areas import Areas
from retning.statistics.indicators.model import (
    ALL,
    CHANGES,
    MEMBERS,
    NOT_ADDED,
    RELATIONS,
    ROLES,
    Allocation,
    Interval,
    Line,
    Relative,
    Slice,
    Term,
)
from retning.toml.fields import Fields, WrongKindError, one_of, to_number, to_text

_TERM = ("table", "where", "indicator", "numerator_of", "change", "allocate")
_LINE = ("id", "title", "role", "areas", "numerator", "denominator", "relative")
_INTERVAL = ("method", "lower", "upper", "error")
_SUMS = ("yearly sum", "sum of 3")


@dataclass(frozen=True)
class Known:
    """What the rest of the region's folder knows; ``None`` where it could not be read (then nothing is checked)."""

    areas: Areas | None
    tables: Collection[str]


def to_texts(value: object) -> tuple[str, ...]:
    """A list of texts, each once."""
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise WrongKindError("indicator_not_list")
    return tuple(dict.fromkeys(v.strip() for v in value))


def read_lines(fields: Fields, kind: str, known: Known) -> tuple[Line, ...]:
    """The indicator's lines: ``[numerator]`` … as the only one, or every ``[[line]]``."""
    entries = fields.tables("line")
    if not entries:
        if "numerator" not in fields.raw:
            fields.fault("indicator_no_line")
            return ()
        return (_line(fields, "main", kind, known),)
    for name in ("numerator", "denominator", "relative"):
        if name in fields.raw:
            fields.fault("indicator_two_ways", name, field=name)
    lines: list[Line] = []
    for index, raw in entries:
        inner = fields.inner("line", index, raw, fields.where)
        inner.leftover(_LINE)
        id = inner.take("id", to_text, required=True) or ""
        if any(line.id == id for line in lines):
            inner.fault("indicator_line_twice", "id", line=id)
        if "@" in id or (id == "main" and len(entries) > 1):
            inner.fault("indicator_line_id", "id", line=id)
        if "numerator" not in raw:
            inner.fault("field_missing", field="numerator")
            continue
        lines.append(_line(inner, id, kind, known))
    return tuple(lines)


def read_areas(fields: Fields, name: str, known: Known, required: bool = False) -> tuple[str, ...]:
    """A list of area ids with ``"<region>/members"`` spelt out; unknown ones are faults and left out."""
    found: list[str] = []
    for id in fields.take(name, to_texts, required=required) or ():
        region = id.removesuffix(MEMBERS)
        if known.areas is None:
            found.append(id)
        elif region not in known.areas:
            fields.fault("indicator_area_unknown", name, area=id)
        elif region == id:
            found.append(id)
        elif members := known.areas.members(region):
            found.extend(members)
        else:
            fields.fault("indicator_no_members", name, area=region)
    return tuple(dict.fromkeys(found))


def read_area(fields: Fields, name: str, known: Known, required: bool = False) -> str:
    """One area id; ``""`` where it is not there or unknown."""
    id = fields.take(name, to_text, required=required) or ""
    if id and known.areas is not None and id not in known.areas:
        fields.fault("indicator_area_unknown", name, area=id)
        return ""
    return id


def _line(fields: Fields, id: str, kind: str, known: Known) -> Line:
    """A line from the table that holds its numerator (the file itself, or a ``[[line]]``)."""
    top = _term(fields, "numerator", kind, known) or Term()
    bottom, factor = None, 1.0
    if "denominator" in fields.raw:
        bottom = _term(fields, "denominator", kind, known)
        factor = _factor(fields, "denominator")
    relative = _relative(fields, known)
    compared = relative.how if relative is not None else ""
    if kind == "ratio" and bottom is None and compared not in ("share", "ratio") and not top.indicator:
        fields.fault("indicator_no_denominator", "kind")
    if kind == "count" and bottom is not None and compared != "ratio":
        fields.fault("indicator_has_denominator", "denominator")
    if compared == "share" and bottom is not None:
        fields.fault("indicator_share_of_ratio", "relative")
    if compared == "share" and kind in NOT_ADDED:
        fields.fault("indicator_share_of_mean", "relative", kind=kind)
    is_line = "line" not in fields.raw and "kind" not in fields.raw
    return Line(
        id,
        top,
        bottom,
        factor,
        relative,
        fields.languages("title") if is_line else {},
        (fields.take("role", one_of(*ROLES)) or "main") if is_line else "main",
        read_areas(fields, "areas", known) if is_line else (),
        fields.line_of(),
    )


def _inner(fields: Fields, name: str) -> Fields | None:
    raw = fields.raw[name]
    if not isinstance(raw, Mapping):
        fields.fault("indicator_not_table", name, field=name)
        return None
    return fields.inner(name, None, raw, fields.where)


def _factor(fields: Fields, name: str) -> float:
    inner = _inner(fields, name)
    value = inner.take("factor", to_number) if inner is not None else None
    return 1.0 if value is None else float(value)


def _term(fields: Fields, name: str, kind: str, known: Known) -> Term | None:
    inner = _inner(fields, name)
    if inner is None:
        return None
    inner.leftover((*_TERM, "factor") if name == "denominator" else _TERM)
    sources = [key for key in ("table", "indicator", "numerator_of") if key in inner.raw]
    if len(sources) != 1:
        inner.fault("indicator_one_source", field=name, found=", ".join(sources) or "–")
    change = inner.take("change", one_of(*CHANGES)) or ""
    if change in _SUMS and kind in NOT_ADDED:
        inner.fault("indicator_not_summed", "change", change=change, kind=kind)
    allocate = None
    if "allocate" in inner.raw:
        allocate = _allocation(inner, known)
        if kind in NOT_ADDED:
            inner.fault("indicator_not_summed", "allocate", change="allocate", kind=kind)
        if "table" not in inner.raw:
            inner.fault("indicator_allocate_table", "allocate")
    return Term(
        _slice(inner, known) if "table" in inner.raw else None,
        inner.take("indicator", to_text) or "",
        inner.take("numerator_of", to_text) or "",
        change,
        allocate,
        inner.line_of(),
    )


def _slice(fields: Fields, known: Known) -> Slice | None:
    table = fields.take("table", to_text, required=True)
    if table is None:
        return None
    if table not in known.tables:
        fields.fault("indicator_table_unknown", "table", table=table)
    where: dict[str, tuple[str, ...]] = {}
    raw = fields.raw.get("where", {})
    if not isinstance(raw, Mapping):
        fields.fault("indicator_not_table", "where", field="where")
        return None
    for dim, codes in raw.items():
        listed = [codes] if isinstance(codes, str) else codes
        sound = isinstance(listed, list) and bool(listed) and all(isinstance(c, str) for c in listed)
        if not sound or ("*" in listed and len(listed) > 1):
            fields.fault("indicator_where", "where", dim, dimension=dim)
        else:
            where[dim] = ALL if listed == ["*"] else tuple(dict.fromkeys(listed))
    return Slice(table, where, fields.line_of("table"))


def read_interval(fields: Fields, kind: str) -> Interval:
    """How values get an interval: ``[interval]`` with a method, and for published limits where they stand."""
    if "interval" not in fields.raw:
        return Interval()
    inner = _inner(fields, "interval")
    if inner is None:
        return Interval()
    inner.leftover(_INTERVAL)
    method = inner.take("method", one_of("wilson", "poisson", "published"), required=True) or ""
    if (method == "wilson" and kind != "ratio") or (method == "poisson" and kind not in ("count", "ratio")):
        inner.fault("indicator_interval_kind", "method", method=method, kind=kind)
    found = {name: _where(inner, name) for name in ("lower", "upper", "error") if name in inner.raw}
    whole = set(found) in ({"lower", "upper"}, {"error"})
    if method and (bool(found) if method != "published" else not whole):
        inner.fault("indicator_interval_limits", "method", method=method)
    return Interval(method, **found)


def _where(fields: Fields, name: str) -> dict[str, tuple[str, ...]]:
    """Codes by dimension, each written as a text or a list of texts."""
    raw = fields.raw[name]
    if not isinstance(raw, Mapping):
        fields.fault("indicator_not_table", name, field=name)
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for dim, codes in raw.items():
        listed = [codes] if isinstance(codes, str) else codes
        if not (isinstance(listed, list) and listed and all(isinstance(c, str) for c in listed)):
            fields.fault("indicator_where", name, dim, dimension=dim)
        else:
            found[dim] = tuple(dict.fromkeys(listed))
    return found


def _allocation(fields: Fields, known: Known) -> Allocation | None:
    inner = _inner(fields, "allocate")
    if inner is None:
        return None
    inner.leftover(("by", "within"))
    within = read_area(inner, "within", known, required=True)
    if "by" not in inner.raw:
        inner.fault("field_missing", field="by")
        return None
    by = _inner(inner, "by")
    if by is None:
        return None
    by.leftover(("table", "where"))
    piece = _slice(by, known)
    return Allocation(piece, within) if piece is not None and within else None


def _relative(fields: Fields, known: Known) -> Relative | None:
    if "relative" not in fields.raw:
        return None
    inner = _inner(fields, "relative")
    if inner is None:
        return None
    inner.leftover(("to", "how", "factor"))
    to = read_area(inner, "to", known, required=True)
    how = inner.take("how", one_of(*RELATIONS), required=True)
    factor = inner.take("factor", to_number)
    if factor is not None and how in ("difference", "growth difference"):
        inner.fault("indicator_relative_factor", "factor", how=how)
    if not to or how is None:
        return None
    return Relative(to, how, 1.0 if factor is None else float(factor), inner.line_of())
