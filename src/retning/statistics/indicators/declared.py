"""What an indicator's file may hold, declared once. What it says about tables, areas and the plan is checked by the loader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from retning.plan.model import Text
from retning.plan.targets import INDICATOR_TARGET
from retning.statistics.indicators.model import (
    ALL,
    CHANGES,
    DIRECTIONS,
    INFLUENCES,
    KINDS,
    NATURES,
    RELATIONS,
    ROLES,
    Allocation,
    AreaBreak,
    Indicator,
    Interval,
    Line,
    Relative,
    Slice,
    Term,
)
from retning.statistics.model import Break
from retning.statistics.tables.periods import is_period, parse_period
from retning.toml.kinds import (
    ALL_LANGUAGES,
    FLAG,
    NUMBER,
    TEXT,
    TEXTS,
    ByName,
    Scalar,
    WrongValueError,
    one_of,
    whole,
)
from retning.toml.place import Place
from retning.toml.schema import Field, Maybe, TomlTable, Values, many


def _to_codes(value: object) -> tuple[str, ...]:
    """One code or several, or every code (``"*"``).

    >>> _to_codes("a"), _to_codes(["a", "b", "a"]), _to_codes("*")
    (('a',), ('a', 'b'), ('*',))
    """
    listed = [value] if isinstance(value, str) else value
    sound = isinstance(listed, list) and bool(listed) and all(isinstance(code, str) for code in listed)
    if not isinstance(listed, list) or not sound or ("*" in listed and len(listed) > 1):
        raise WrongValueError("indicator_where")
    return ALL if listed == ["*"] else tuple(dict.fromkeys(listed))


_ONE_CODE: Mapping[str, object] = {"type": "string"}
CODES: Scalar[tuple[str, ...]] = Scalar(
    'a code, a list of codes, or `"*"`',
    _to_codes,
    {"anyOf": [_ONE_CODE, {"type": "array", "items": _ONE_CODE, "minItems": 1}]},
    (),
)


@dataclass(frozen=True)
class Where(ByName[tuple[str, ...]]):
    """Codes by dimension; a dimension with a fault is left out."""

    def read(self, value: object, place: Place) -> Mapping[str, tuple[str, ...]]:
        return {name: codes for name, codes in super().read(value, place).items() if codes}


WHERE = Where(CODES, "codes by dimension")


def _slice(values: Values, place: Place) -> Slice:
    return Slice(values["table"], values["where"], place.line("table"))


_ROWS: tuple[Field[Any], ...] = (
    Field("table", TEXT, "`figures/<table>` (typed figures) or `<source>/<code>` (fetched)"),
    Field("where", WHERE, "for each dimension the codes that are taken; several are added up"),
)

BY = TomlTable("by", *_ROWS, build=_slice)


def _allocation(values: Values, place: Place) -> Allocation:
    return Allocation(values["by"], values["within"])


ALLOCATE = TomlTable(
    "allocate",
    Field("by", BY, "the rows that it is split by", required=True),
    Field("within", TEXT, "the larger area that the figures are published for", required=True),
    build=_allocation,
)

_TERM: tuple[Field[Any], ...] = (
    *_ROWS,
    Field("indicator", TEXT, "id of an indicator: the values of its main line, for the same area"),
    Field("numerator_of", TEXT, "id of an indicator: the numerators of its main line"),
    Field("change", one_of(CHANGES, ""), "what is done in time, after adding up over areas"),
    Field("allocate", Maybe(ALLOCATE), "for figures that are only published for a larger area"),
)


def _term(values: Values, place: Place) -> Term:
    return Term(
        _slice(values, place) if place.has("table") else None,
        values["indicator"],
        values["numerator_of"],
        values["change"],
        values["allocate"],
        place.line(),
    )


def _has_one_source(term: Term, place: Place) -> None:
    sources = [name for name in ("table", "indicator", "numerator_of") if place.has(name)]
    if len(sources) != 1:
        place.fault("indicator_one_source", field=place.name, found=", ".join(sources) or "–")
    if place.has("allocate") and not place.has("table"):
        place.fault("indicator_allocate_table", "allocate")


NUMERATOR = TomlTable("numerator", *_TERM, build=_term, check=_has_one_source)


@dataclass(frozen=True)
class Denominator:
    """``[denominator]``: a term, and what the ratio is multiplied by."""

    term: Term
    factor: float


def _denominator(values: Values, place: Place) -> Denominator:
    factor = values["factor"]
    return Denominator(_term(values, place), 1.0 if factor is None else float(factor))


DENOMINATOR = TomlTable(
    "denominator",
    *_TERM,
    Field("factor", NUMBER, "what the ratio is multiplied by (1)"),
    build=_denominator,
    check=lambda denominator, place: _has_one_source(denominator.term, place),
)


def _relative(values: Values, place: Place) -> Relative:
    factor = values["factor"]
    return Relative(values["to"], values["how"], 1.0 if factor is None else float(factor), place.line())


def _factor_means_something(relative: Relative, place: Place) -> None:
    if place.has("factor") and relative.how in ("difference", "growth difference"):
        place.fault("indicator_relative_factor", "factor", how=relative.how)


RELATIVE = TomlTable(
    "relative",
    Field("to", TEXT, "id of the area that it is compared with", required=True),
    Field("how", one_of(RELATIONS, ""), "how the two are compared", required=True),
    Field("factor", NUMBER, "what a share or ratio is multiplied by (1)"),
    build=_relative,
    check=_factor_means_something,
)

_NUMERATOR = "where the figures come from"
_ARITHMETIC: tuple[Field[Any], ...] = (
    Field("denominator", Maybe(DENOMINATOR), "what they are divided by", must="of a ratio"),
    Field("relative", Maybe(RELATIVE), "the comparison with another area, where the value is one"),
)


def _arithmetic(id: str, values: Values, place: Place) -> Line:
    """A line from the table that holds its numerator; its areas are as written."""
    below: Denominator | None = values["denominator"]
    return Line(
        id,
        values["numerator"] or Term(),
        below.term if below else None,
        below.factor if below else 1.0,
        values["relative"],
        file_line=place.line(),
    )


def _line(values: Values, place: Place) -> Line:
    one = _arithmetic(values["id"], values, place)
    return Line(
        one.id,
        one.numerator,
        one.denominator,
        one.factor,
        one.relative,
        values["title"],
        values["role"],
        values["areas"],
        one.file_line,
    )


LINE = TomlTable(
    "line",
    Field("id", TEXT, "its own name, without `@`", required=True),
    Field("title", ALL_LANGUAGES, "what the line is called"),
    Field("role", one_of(ROLES, "main"), "`main`, another `definition`, or an older `vintage`"),
    Field("areas", TEXTS, "area ids, where they differ from the indicator's"),
    Field("numerator", Maybe(NUMERATOR), _NUMERATOR, required=True),
    *_ARITHMETIC,
    build=_line,
)

INTERVAL = TomlTable(
    "interval",
    Field(
        "method",
        one_of(("wilson", "poisson", "published"), ""),
        "what kind of chance there is",
        required=True,
    ),
    Field("lower", WHERE, "other codes of the numerator's table: the lower limits at 95 %"),
    Field("upper", WHERE, "other codes of the numerator's table: the upper limits at 95 %"),
    Field("error", WHERE, "other codes of the numerator's table: the standard errors"),
    into=Interval,
    check=lambda interval, place: _limits_fit(interval, place),
)


def _limits_fit(interval: Interval, place: Place) -> None:
    """A published interval has both limits or an error; a computed one has neither."""
    found = {name for name in ("lower", "upper", "error") if place.has(name)}
    whole_ = found in ({"lower", "upper"}, {"error"})
    if interval.method and (bool(found) if interval.method != "published" else not whole_):
        place.fault("indicator_interval_limits", "method", method=interval.method)


def _to_break_period(value: object) -> str:
    written = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not is_period(written):
        raise WrongValueError("indicator_break_period")
    return parse_period(written).text


BREAK_PERIOD = Scalar("a period", _to_break_period, {"type": ["integer", "string"]}, "")

BREAK = TomlTable(
    "break",
    Field("period", BREAK_PERIOD, "the first period after the break", required=True),
    Field("reason", ALL_LANGUAGES, "what was changed", required=True),
    Field("areas", TEXTS, "area ids, where it holds only for some"),
    build=lambda values, place: AreaBreak(Break(values["period"], values["reason"]), values["areas"]),
)


def _indicator(values: Values, place: Place) -> Indicator:
    """The indicator as written: areas are not spelt out, and its targets do not know its id yet."""
    texts: tuple[Text, Text] = (values["title"], values["description"])
    smallest = values["smallest_change"]
    return Indicator(
        id=values["id"],
        title=texts[0],
        description=texts[1],
        unit=values["unit"],
        decimals=values["decimals"] or 0,
        nature=values["nature"],
        kind=values["kind"],
        direction=values["direction"],
        influence=values["influence"],
        delay=values["delay"] or 0,
        lines=values["line"] or ((_arithmetic("main", values, place),) if place.has("numerator") else ()),
        areas=values["areas"],
        main_area=values["main_area"],
        serves=values["serves"],
        proxy_for=values["proxy_for"],
        benchmark=values["benchmark"],
        peers=values["peers"],
        smallest_change=None if smallest is None else float(smallest),
        provisional_last=values["provisional_last"] or 0,
        survey=values["survey"],
        interval=values["interval"] or Interval(),
        breaks=values["break"],
        targets=tuple(target for target in values["target"] if target is not None),
        pool=values["pool"],
        file=place.file,
        line=place.line("id"),
    )


INDICATOR = TomlTable(
    "indicator",
    Field("id", TEXT, "permanent; used in addresses, once only in a region", required=True),
    Field("title", ALL_LANGUAGES, "a short name", required=True),
    Field("description", ALL_LANGUAGES, "what is measured", required=True),
    Field(
        "unit",
        TEXT,
        "a key of `[unit]` in the locale room `indicators` (`persons`, `percent`, `bn_nok`, …)",
        required=True,
    ),
    Field("decimals", whole(0, 9), "decimals when shown", required=True),
    Field("nature", one_of(NATURES, ""), "decides how a tendency is tested", required=True),
    Field(
        "kind",
        one_of(KINDS, ""),
        "`count` adds up over areas; `ratio` is recomputed from summed numerator and denominator; `mean`, `median` and "
        "`index` are only taken where they are published for the area itself",
        required=True,
    ),
    Field(
        "direction", one_of(DIRECTIONS, ""), "which way is better; `none` where nobody agreed", required=True
    ),
    Field("influence", one_of(INFLUENCES, ""), "how much the plan can move it", required=True),
    Field("delay", whole(0, 100), "usual delay in years (0)"),
    Field("serves", TEXTS, "plan elements that it informs"),
    Field(
        "proxy_for",
        TEXTS,
        "plan elements that it only stands in for; it never gives them a status. Not the same ones as in `serves`",
    ),
    Field(
        "areas",
        TEXTS,
        'area ids of `area.toml`; `"<region>/members"` is every municipality of the region\'s newest membership',
        required=True,
    ),
    Field("main_area", TEXT, "the area that is judged for the plan; one of `areas`", required=True),
    Field("benchmark", TEXT, "the area shown beside it"),
    Field("peers", TEXT, "id of a peer group in `area.toml`"),
    Field(
        "pool",
        TEXTS,
        "comparable areas that forecasts learn from, in the same grammar as `areas`; areas that stand only here are on no "
        "page and are judged by nobody. Without it, the indicator's own areas of the commonest kind make the pool. At least "
        "twenty series are needed for a forecast",
    ),
    Field("smallest_change", NUMBER, "the smallest change per year that matters, in the unit"),
    Field("provisional_last", whole(0, 1000), "how many of the last known values are provisional (0)"),
    Field("survey", FLAG, "`true` for a sample survey without a published error"),
    Field("interval", Maybe(INTERVAL), "which values get an interval, and how (below)"),
    Field("numerator", Maybe(NUMERATOR), _NUMERATOR, must="or `line`"),
    *_ARITHMETIC,
    Field(
        "line",
        many(LINE, unique=("id",), twice="indicator_line_twice"),
        "several definitions of one indicator",
    ),
    Field("break", many(BREAK), "where the series breaks"),
    Field(
        "target", many(INDICATOR_TARGET), "what the plan demands of it; see [target types](target-types.md)"
    ),
    build=_indicator,
    about="What is measured, from which tables, for which areas, and which way is better.",
    named_by=("id",),
)
