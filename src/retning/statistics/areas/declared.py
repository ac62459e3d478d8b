"""What ``area.toml`` may hold, declared once: areas with codes and members, and what happened to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from retning.language.texts import LANGUAGES
from retning.plan.model import Text
from retning.statistics.areas.model import (
    CHANGE_KINDS,
    KINDS,
    Area,
    AreaChange,
    Code,
    Link,
    Membership,
    OtherName,
    Rule,
)
from retning.statistics.tables.kinds import BORDERS
from retning.toml.kinds import (
    ADDRESS,
    BOKMAL,
    DAY,
    FRACTION,
    LANGUAGE,
    NAME,
    TEXT,
    Listing,
    Scalar,
    WrongValueError,
    matching,
    one_of,
    to_number,
)
from retning.toml.place import Place
from retning.toml.schema import Field, Maybe, TomlTable, Values, many

MOST_TILES = 40
"""Rows and columns of a schematic map."""

SLUG = matching(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "small letters a–z, digits and hyphens", "area_bad_id")


def _to_code(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise WrongValueError("area_code_not_text")
    return value


def _to_weight(value: object) -> float | None:
    number = to_number(value)
    if not 0 <= number <= 1:
        raise WrongValueError("area_bad_weight")
    return float(number)


def _to_tile(value: object) -> tuple[int, int] | None:
    """Row and column on the schematic map: two whole numbers from 0.

    >>> _to_tile([1, 2])
    (1, 2)
    """
    if (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(n, int) and not isinstance(n, bool) and 0 <= n < MOST_TILES for n in value)
    ):
        return (value[0], value[1])
    written = f"[{', '.join(str(n)[:20] for n in value[:4])}]" if isinstance(value, list) else str(value)[:60]
    raise WrongValueError("area_bad_tile", {"value": written, "most": MOST_TILES - 1})


CODE = Scalar('text, such as `"0301"`', _to_code, {"type": "string", "minLength": 1}, "")
WEIGHT = Scalar("a number from 0 to 1", _to_weight, {"type": "number", "minimum": 0, "maximum": 1}, None)
_STEP: Mapping[str, object] = {"type": "integer", "minimum": 0, "maximum": MOST_TILES - 1}
TILE = Scalar(
    "`[row, column]`, counted from 0",
    _to_tile,
    {"type": "array", "items": _STEP, "minItems": 2, "maxItems": 2},
    None,
)

_FROM = Field("from", DAY, "the first day; left out it is open", to="valid_from")
_TO = Field("to", DAY, "the last day, included; left out it is open", to="valid_to")

AREA_CODE = TomlTable(
    "code", Field("code", CODE, "the publisher's code, never a number", required=True), _FROM, _TO, into=Code
)

_MEMBERS = Listing(TEXT, "a list of area ids", least=1)
_SOURCED: tuple[Field[Any], ...] = (
    Field("source", TEXT, "where it says who belongs"),
    Field("address", ADDRESS, "where that can be read"),
    Field("note", BOKMAL, "what a reader must know"),
)

MEMBERSHIP = TomlTable(
    "membership",
    Field("members", _MEMBERS, "who belonged", required=True),
    _FROM,
    _TO,
    *_SOURCED,
    into=Membership,
)

OTHER_NAME = TomlTable(
    "other_name",
    Field("name", TEXT, "the name", required=True),
    Field("language", LANGUAGE, "the language's code (`sma`)", required=True),
    Field("source", TEXT, "where the name is documented", required=True),
    Field("address", ADDRESS, "where that can be read"),
    into=OtherName,
)

RULE = TomlTable(
    "rule",
    Field("centre", TEXT, "id of the centre; left out for a peer group"),
    Field("share", FRACTION, "a municipality belongs when its share is above this", required=True),
    Field("year", TEXT, "the year of the figures", required=True),
    Field("table", TEXT, "the table of the figures", required=True),
    into=Rule,
)


def _in_time(valid_from: date | None) -> date:
    return valid_from or date.min


def _area(kind: str, values: Values, place: Place) -> Area:
    id: str = values["id"]
    name: Text = values["name"] or dict.fromkeys(LANGUAGES, id)
    memberships = [*values["membership"]]
    if place.has("members"):
        parameters = ("members", "valid_from", "valid_to", "source", "address", "note")
        memberships.append(Membership(**{parameter: values[parameter] for parameter in parameters}))
    return Area(
        id=id,
        kind=kind,
        name=name,
        codes=tuple(sorted((c for c in values["codes"] if c.code), key=lambda c: _in_time(c.valid_from))),
        memberships=tuple(sorted(memberships, key=lambda m: _in_time(m.valid_from))),
        borders=values["borders"],
        rule=values["rule"],
        note=values["note"],
        tile=values["tile"],
        line=place.line(),
        other_names=values["other_names"],
    )


def _has_borders(area: Area, place: Place) -> None:
    has_members = place.has("members") or place.has("membership")
    if has_members and area.kind != "peer_group" and not place.has("borders"):
        place.fault("area_borders_missing", "borders", id=area.id)


def _area_table(kind: str) -> TomlTable[Area]:
    """The declaration of the areas of one kind; all kinds have the same keys."""
    return TomlTable(
        kind,
        Field("id", SLUG, "permanent: small letters a–z, digits and hyphens", required=True),
        Field("name", NAME, "further languages, such as `sma`, are kept", required=True),
        Field("codes", many(AREA_CODE), "the codes it has had, each with its days"),
        Field("members", _MEMBERS, "who belongs, where that never changed", must="or `membership`"),
        Field("membership", many(MEMBERSHIP), "who belonged when", must="or `members`"),
        _FROM,
        _TO,
        *_SOURCED,
        Field(
            "borders",
            BORDERS,
            "each period's members in each period's borders, or the members' territory on a day carried to every period",
            must="with members, except in a peer group",
        ),
        Field("rule", Maybe(RULE), "the rule that chose the members, where one did"),
        Field(
            "tile",
            TILE,
            "its place on the schematic map; each place is used once, and areas without one are not drawn",
        ),
        Field("other_names", many(OTHER_NAME), "further names: found by search and told on the area's page"),
        build=lambda values, place: _area(kind, values, place),
        named_by=("id",),
        heading=f"[[{kind}]]",
        check=_has_borders,
    )


AREAS = {kind: _area_table(kind) for kind in KINDS}

LINK = TomlTable(
    "link",
    Field("before", CODE, "the old code", required=True),
    Field("after", CODE, "the new code", required=True),
    Field(
        "share",
        WEIGHT,
        "how much of `before` went to `after` (1); the shares out of a code add up to 1",
        default=1.0,
    ),
    Field("back", WEIGHT, "how much of `after` came from `before`; given for every part, or for none"),
    build=lambda values, place: Link(
        **{**values, "share": 1.0 if values["share"] is None else values["share"]}
    ),
    named_by=("before", "after"),
)


def _change(values: Values, place: Place) -> AreaChange:
    links = tuple(link for link in values["links"] if link.before and link.after)
    return AreaChange(**{**values, "links": links}, line=place.line())


CHANGE = TomlTable(
    "change",
    Field("day", DAY, "the first day of the new codes", required=True),
    Field("kind", one_of(CHANGE_KINDS, ""), "what happened", required=True),
    Field("links", many(LINK), "which code became which"),
    Field("note", BOKMAL, "what a reader must know"),
    Field("source", TEXT, "of the codes and the weights", must="yes"),
    Field("address", ADDRESS, "where that can be read", must="yes"),
    build=_change,
    heading="[[change]]",
)


@dataclass(frozen=True)
class AreaFile:
    """Everything in ``area.toml``, before it is seen as a whole. Areas come by kind, each in the order of the file."""

    main: str
    areas: tuple[Area, ...]
    changes: tuple[AreaChange, ...]


def _area_file(values: Values, place: Place) -> AreaFile:
    _check_tiles(values, place)
    areas = tuple(area for kind in KINDS for area in values[kind] if area.id)
    changes = tuple(change for change in values["change"] if change.kind and change.day)
    return AreaFile(values["main"], areas, changes)


def _check_tiles(values: Values, place: Place) -> None:
    """No two areas in one place of the schematic map."""
    taken: dict[tuple[int, int], str] = {}
    for kind in KINDS:
        for area, entry in zip(values[kind], place.entries(kind), strict=True):
            if area.tile is not None and (other := taken.setdefault(area.tile, area.id)) != area.id:
                row, column = area.tile
                entry.fault("area_tile_twice", "tile", id=area.id, other=other, row=row, column=column)


AREA_FILE = TomlTable(
    "area_file",
    Field("main", TEXT, "id of the area that the front page is about"),
    Field("municipality", many(AREAS["municipality"]), "municipalities: their latest borders, carried back"),
    Field("county", many(AREAS["county"]), "counties: the borders of the table they are read from"),
    Field("nation", many(AREAS["nation"]), "the country"),
    Field("region", many(AREAS["region"]), "sums of areas"),
    Field("peer_group", many(AREAS["peer_group"]), "several areas to compare with; a group has no sum"),
    Field(
        "other", many(AREAS["other"]), "anything else that figures are given for; tables use the id as code"
    ),
    Field("change", many(CHANGE), "what happened to the codes"),
    build=_area_file,
    about="Which areas there are, which codes they had when, and what happened to them.",
)
