"""Kinds of values that several files about tables share."""

from __future__ import annotations

from datetime import date

from retning.toml.kinds import DAY, Scalar, WrongValueError, one_of, to_day

RHYTHMS = ("yearly", "quarterly", "monthly", "weekly", "irregular")
"""How often a table's publisher gives new figures."""

PERIOD_BORDERS = "period"
"""Borders that follow each period: the codes valid on its first day."""


def _to_borders(value: object) -> str:
    """``"period"``, or a day as ISO text.

    >>> _to_borders("2024-01-01")
    '2024-01-01'
    """
    if value == PERIOD_BORDERS:
        return PERIOD_BORDERS
    try:
        return to_day(value).isoformat()
    except WrongValueError:
        raise WrongValueError("field_not_borders") from None


BORDERS = Scalar(
    f'`"{PERIOD_BORDERS}"` or a day',
    _to_borders,
    {"anyOf": [{"const": PERIOD_BORDERS}, DAY.json]},
    "",
)


def _to_written_day(value: object) -> str:
    found: date = to_day(value)
    return found.isoformat()


WRITTEN_DAY = Scalar("a day", _to_written_day, DAY.json, "")
"""A day that is kept as ISO text."""

RHYTHM = one_of(RHYTHMS, "")
