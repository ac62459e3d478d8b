"""Reading the fields of one table: each value has a kind, and each mistake is a fault with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from retning.language.texts import LANGUAGES
from retning.toml.faults import Fault

T = TypeVar("T")

LineOf = Callable[..., int]
"""``line_of("value")`` is the line of a field of the table at hand; ``line_of()`` the line of the table."""

_PERIOD = re.compile(r"[12][0-9]{3}(-Q[1-4]|-M(0[1-9]|1[0-2])|-(0[1-9]|1[0-2])-[0-9]{2})?")
_LARGEST = 1e300  # beyond this nothing can be reckoned with; nan is not below it either


class WrongKindError(ValueError):
    """A value is not of the kind that its field asks for; ``key`` and ``values`` say why."""

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(key)


def to_text(value: object) -> str:
    """A text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise WrongKindError("field_not_text")
    return value.strip()


def to_number(value: object) -> float | int:
    """A finite number, kept as it was written (``4000`` stays whole)."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= _LARGEST:
        raise WrongKindError("field_not_number", value=value)
    return value


def to_whole(value: object) -> int:
    """A whole number of at least one."""
    number = to_number(value)
    if number != int(number) or number < 1:
        raise WrongKindError("field_not_whole", value=value)
    return int(number)


def to_fraction(value: object) -> float | int:
    """A share above 0 and below 1: a quarter is 0.25, not 25."""
    number = to_number(value)
    if not 0 < number < 1:
        raise WrongKindError("field_not_fraction", value=value)
    return number


def to_flag(value: object) -> bool:
    """``true`` or ``false``."""
    if not isinstance(value, bool):
        raise WrongKindError("field_not_flag", value=value)
    return value


def to_date(value: object) -> date:
    """A day, as a TOML date or as ISO text.

    >>> to_date("2010-06-11")
    datetime.date(2010, 6, 11)
    """
    found = value
    if isinstance(value, str):
        try:
            found = date.fromisoformat(value)
        except ValueError:
            raise WrongKindError("field_not_date", value=value) from None
    # The year before the first and after the last that a calendar knows cannot be reckoned with.
    if not isinstance(found, date) or isinstance(found, datetime) or not 1000 <= found.year <= 2999:
        raise WrongKindError("field_not_date", value=value)
    return found


def to_period(value: object) -> str:
    """A period as text: a year (also written as a number), quarter, month or day.

    >>> to_period(2010), to_period("2010-Q3"), to_period(date(2010, 1, 1))
    ('2010', '2010-Q3', '2010-01-01')
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        value = value.isoformat()
    written = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(written, str) or not _PERIOD.fullmatch(written):
        raise WrongKindError("field_not_period", value=value)
    if len(written) == len("2010-01-01"):
        try:
            date.fromisoformat(written)
        except ValueError:  # the thirtieth of February looks like a day and is none
            raise WrongKindError("field_not_period", value=value) from None
    return written


def to_address(value: object) -> str:
    """A web address."""
    written = to_text(value)
    if not written.startswith(("https://", "http://")):
        raise WrongKindError("field_not_address", value=written)
    return written


def one_of(*choices: str) -> Callable[[object], str]:
    """A converter for a field that takes one word of a list.

    >>> one_of("each", "sum")("sum")
    'sum'
    """

    def to_choice(value: object) -> str:
        if value not in choices:
            raise WrongKindError("field_not_choice", value=value, choices=", ".join(choices))
        return str(value)

    return to_choice


@dataclass
class Fields:
    """One table of a file under reading: take each field once, then ask what was left over.

    ``where`` is how faults name the table ("6.1", "plan"); ``faults`` collects what was found.

    >>> fields = Fields({"value": "many"}, lambda *path: 7, "plan.toml", "6.1")
    >>> fields.take("value", to_number), fields.faults[0].line, fields.faults[0].key
    (None, 7, 'field_not_number')
    """

    raw: Mapping[str, Any]
    line_of: LineOf
    file: str
    where: str
    faults: list[Fault] = field(default_factory=list)

    def fault(self, key: str, *path: str | int, **values: object) -> None:
        """Note a fault at the line of ``path`` within this table."""
        self.faults.append(Fault(self.file, self.line_of(*path), key, {"where": self.where, **values}))

    def take(self, name: str, to: Callable[[object], T], required: bool = False) -> T | None:
        """The field's value by its converter; ``None`` where it is missing or wrong (with a fault)."""
        if name not in self.raw:
            if required:
                self.fault("field_missing", field=name)
            return None
        try:
            return to(self.raw[name])
        except WrongKindError as error:
            self.fault(
                error.key, name, **{"field": name, "value": self.raw[name], "least": 1, **error.values}
            )
            return None

    def languages(self, name: str, required: bool = False) -> dict[str, str]:
        """A text in all languages; a language that is missing or unknown is a fault, the rest is kept."""
        if name not in self.raw:
            if required:
                self.fault("field_missing", field=name)
            return {}
        value = self.raw[name]
        if not isinstance(value, Mapping):
            self.fault("field_not_languages", name, field=name, value=value, languages=", ".join(LANGUAGES))
            return {}
        texts: dict[str, str] = {}
        for language, written in value.items():
            if language not in LANGUAGES:
                self.fault("language_unknown", name, language, field=name, language=language)
            elif not isinstance(written, str) or not written.strip():
                self.fault("field_not_text", name, language, field=f"{name}.{language}", value=written)
            else:
                texts[language] = written.strip()
        for language in LANGUAGES:
            if language not in value:
                self.fault("language_missing", name, field=name, language=language)
        return texts

    def tables(self, name: str) -> list[tuple[int, Mapping[str, Any]]]:
        """The entries of ``[[name]]`` with their indices; a single ``[name]`` counts as one entry."""
        value = self.raw.get(name, [])
        entries = [value] if isinstance(value, Mapping) else value
        if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
            self.fault("field_not_tables", name, field=name, value=value)
            return []
        return list(enumerate(entries))

    def inner(self, name: str, index: int | None, raw: Mapping[str, Any], where: str) -> Fields:
        """The reader of a table inside this one; it adds to the same list of faults."""
        path: tuple[str | int, ...] = (name,) if index is None else (name, index)
        return Fields(raw, lambda *deeper: self.line_of(*path, *deeper), self.file, where, self.faults)

    def leftover(self, known: Iterable[str]) -> None:
        """A fault for each field that nobody reads: a slip of the pen must not pass as a wish."""
        names = list(known)
        for name in self.raw:
            if name not in names:
                self.fault("field_unknown", name, field=name, known=", ".join(names))
