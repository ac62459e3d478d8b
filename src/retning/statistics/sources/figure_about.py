"""``figures/<table>.toml``: what a table of typed figures is, who published it, and the sources that its rows share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from retning.statistics.sources.figure_rows import is_day
from retning.statistics.tables.kinds import BORDERS, PERIOD_BORDERS, RHYTHM, WRITTEN_DAY
from retning.toml.kinds import (
    ADDRESS,
    BOKMAL,
    TEXT,
    TEXT_BY_NAME,
    ByName,
    Scalar,
    TextOrLanguages,
    WrongValueError,
    one_of,
)
from retning.toml.place import Place
from retning.toml.schema import Field, TomlTable, Values

LINES = ("vintage", "first")
"""Whether a publication replaces the one before, or adds to it figure by figure."""


@dataclass(frozen=True, kw_only=True)
class FigureTable:
    """What the file says. ``published`` is the day of the vintage where a row or its source names none."""

    title: Mapping[str, str]
    publisher: str
    licence: str | Mapping[str, str]
    attribution: str | Mapping[str, str]
    code: str
    address: str
    typed: str
    published: str
    borders: str
    line: str
    rhythm: str
    next_release: str
    units: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]
    sources: Mapping[str, Mapping[str, str]]


def _to_published(value: object) -> str:
    """A day, month or year of publication as text.

    >>> _to_published("2019-06"), _to_published(2019)
    ('2019-06', '2019')
    """
    whole_year = isinstance(value, int) and not isinstance(value, bool)
    written = str(value) if whole_year or isinstance(value, date) else value
    if not isinstance(written, str) or not is_day(written):
        raise WrongValueError("field_not_published")
    return written


PUBLISHED = Scalar(
    "a day, a month or a year",
    _to_published,
    {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}]},
    "",
)


def _shared(values: Values, place: Place) -> Mapping[str, str]:
    """Only what was written."""
    return {name: value for name, value in values.items() if value}


FIGURE_SOURCE = TomlTable(
    "figure_source",
    Field("source", TEXT, "where the figures were read"),
    Field("address", ADDRESS, "its web address"),
    Field("published", PUBLISHED, "when that was published"),
    Field("note", TEXT, "what a reader must know about these figures"),
    build=_shared,
    heading="[source.{name}]",
)

FIGURE_TABLE = TomlTable(
    "figure_table",
    Field("title", BOKMAL, "the table's title", required=True),
    Field("publisher", TEXT, "who published it", required=True),
    Field("licence", TextOrLanguages(), "shown beside every figure", required=True),
    Field("attribution", TextOrLanguages(), "shown beside every figure", required=True),
    Field("code", TEXT, "the publisher's number of the table"),
    Field("address", ADDRESS, "the page of the table; otherwise that of the first source"),
    Field("typed", WRITTEN_DAY, "the day the figures were typed"),
    Field("published", WRITTEN_DAY, "the day of the vintage; a row or source may have its own"),
    Field(
        "borders",
        BORDERS,
        "the borders that the codes follow: each period's own, or those of a day",
        default=PERIOD_BORDERS,
    ),
    Field(
        "line",
        one_of(LINES, "vintage"),
        "`vintage`: a publication replaces the one before; `first`: the table grows figure by figure",
    ),
    Field("rhythm", RHYTHM, "how often figures come"),
    Field("next_release", TEXT, "when new figures are due"),
    Field("units", TEXT_BY_NAME, "unit by measure"),
    Field("labels", ByName(TEXT_BY_NAME, "text by name, by dimension"), "names of codes by dimension"),
    Field(
        "source",
        ByName(FIGURE_SOURCE, "tables by name"),
        "what rows share, each with a name of your own",
        to="sources",
    ),
    into=FigureTable,
    about="What a table of typed figures is.",
)
