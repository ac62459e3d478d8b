"""The kinds of values that people write in TOML: how each is read, what it is called, and its JSON Schema."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, TypeVar

from retning.language.texts import LANGUAGES
from retning.toml.faults import nearest
from retning.toml.place import Place, listed, shown

T = TypeVar("T")
Word = TypeVar("Word", bound=str)
Schema = Mapping[str, object]
"""A JSON Schema (draft 7, which TOML editors read), as a plain tree."""

PERIOD = r"[12][0-9]{3}(-Q[1-4]|-M(0[1-9]|1[0-2])|-(0[1-9]|1[0-2])-[0-9]{2})?"
LARGEST = 1e300
"""Beyond this nothing can be computed with; nan is not below it either."""


class WrongValueError(ValueError):
    """A value is not of the kind that its field asks for; ``key`` and ``values`` say why."""

    def __init__(self, key: str, values: Mapping[str, object] | None = None, near: str = "") -> None:
        self.key = key
        self.values = values or {}
        self.near = near
        super().__init__(key)


class Kind(ABC, Generic[T]):
    """What may be written for a field.

    ``words`` is what the reference calls it ("a day"), ``blank`` what a field is read as where it is left out or wrong,
    so that the rest of a table can still be read and checked.
    """

    words: str
    blank: T

    @abstractmethod
    def read(self, value: object, place: Place) -> T:
        """The value, or ``blank`` with faults noted at the place."""

    @abstractmethod
    def schema(self, named: dict[str, Schema]) -> Schema:
        """The JSON Schema of the kind. Tables add themselves to ``named`` and answer with a reference to it."""


@dataclass(frozen=True)
class Scalar(Kind[T]):
    """A kind of one value, read by a function that raises :class:`WrongValueError`."""

    words: str
    convert: Callable[[object], T]
    json: Schema
    blank: T

    def read(self, value: object, place: Place) -> T:
        try:
            return self.convert(value)
        except WrongValueError as wrong:
            place.note(wrong.key, {"field": place.name, "value": shown(value), **wrong.values}, wrong.near)
            return self.blank

    def schema(self, named: dict[str, Schema]) -> Schema:
        return self.json


def to_text(value: object) -> str:
    """A text that is not empty, without white space around it."""
    if not isinstance(value, str) or not value.strip():
        raise WrongValueError("field_not_text")
    return value.strip()


def to_number(value: object) -> float | int:
    """A finite number, kept as it was written (``4000`` stays whole)."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= LARGEST:
        raise WrongValueError("field_not_number")
    return value


def to_flag(value: object) -> bool:
    """``true`` or ``false``."""
    if not isinstance(value, bool):
        raise WrongValueError("field_not_flag")
    return value


def to_day(value: object) -> date:
    """A day, as a TOML date or as ISO text.

    >>> to_day("2010-06-11")
    datetime.date(2010, 6, 11)
    """
    found = value
    if isinstance(value, str):
        try:
            found = date.fromisoformat(value)
        except ValueError:
            raise WrongValueError("field_not_date") from None
    # The year before the first and after the last that a calendar knows cannot be computed with.
    if not isinstance(found, date) or isinstance(found, datetime) or not 1000 <= found.year <= 2999:
        raise WrongValueError("field_not_date")
    return found


def to_period(value: object) -> str:
    """A period as text: a year (also written as a number), quarter, month or day.

    >>> to_period(2010), to_period("2010-Q3"), to_period(date(2010, 1, 1))
    ('2010', '2010-Q3', '2010-01-01')
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        value = value.isoformat()
    written = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(written, str) or not re.fullmatch(PERIOD, written):
        raise WrongValueError("field_not_period")
    if len(written) == len("2010-01-01"):
        try:
            date.fromisoformat(written)
        except ValueError:  # the thirtieth of February has the form of a day
            raise WrongValueError("field_not_period") from None
    return written


def to_address(value: object) -> str:
    """A web address."""
    written = to_text(value)
    if not written.startswith(("https://", "http://")):
        raise WrongValueError("field_not_address")
    return written


TEXT = Scalar("text", to_text, {"type": "string", "pattern": r"\S"}, "")
NUMBER: Scalar[float | int | None] = Scalar("a number", to_number, {"type": "number"}, None)
FLAG = Scalar("`true` or `false`", to_flag, {"type": "boolean"}, False)
DAY: Scalar[date | None] = Scalar("a day", to_day, {"type": "string", "format": "date"}, None)
WHEN = Scalar(
    "a period",
    to_period,
    {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": f"^{PERIOD}$"}]},
    "",
)
ADDRESS = Scalar("a web address", to_address, {"type": "string", "pattern": "^https?://"}, "")


def whole(least: int = 1, most: int | None = None) -> Scalar[int | None]:
    """A kind of whole numbers from ``least`` (to ``most``).

    >>> whole(0, 9).convert(4)
    4
    """

    def to_whole(value: object) -> int | None:
        number = to_number(value)
        if number != int(number) or number < least:
            raise WrongValueError("field_not_whole", {"least": least})
        if most is not None and number > most:
            raise WrongValueError("field_too_large", {"most": most})
        return int(number)

    bounds: dict[str, object] = {"type": "integer", "minimum": least}
    if most is not None:
        bounds["maximum"] = most
    words = f"a whole number from {least}" + ("" if most is None else f" to {most}")
    return Scalar(words, to_whole, bounds, None)


def _to_fraction(value: object) -> float | int | None:
    number = to_number(value)
    if not 0 < number < 1:
        raise WrongValueError("field_not_fraction")
    return number


FRACTION = Scalar(
    "a share between 0 and 1",
    _to_fraction,
    {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
    None,
)
"""A share above 0 and below 1: a quarter is 0.25, not 25."""


def one_of(choices: Sequence[Word], blank: Word) -> Scalar[Word]:
    """A kind that takes one word of a list. ``blank`` stands where the word is missing or wrong.

    >>> one_of(("each", "sum"), "each").convert("sum")
    'sum'
    """

    def to_choice(value: object) -> Word:
        for choice in choices:
            if value == choice:
                return choice
        raise WrongValueError("field_not_choice", {"choices": listed(choices)}, nearest(value, choices))

    words = " or ".join(f'`"{choice}"`' for choice in choices) if len(choices) < 3 else _many(choices)
    return Scalar(words, to_choice, {"enum": list(choices)}, blank)


def _many(choices: Sequence[str]) -> str:
    quoted = [f'`"{choice}"`' for choice in choices]
    return f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def matching(pattern: str, words: str, fault: str) -> Scalar[str]:
    """A kind of texts of one form; another form is the fault with the key ``fault``."""

    def to_matching(value: object) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise WrongValueError(fault)
        return value

    return Scalar(words, to_matching, {"type": "string", "pattern": f"^({pattern})$"}, "")


@dataclass(frozen=True)
class Languages(Kind[Mapping[str, str]]):
    """A text in several languages, ``{ nb = "…", nn = "…", en = "…" }``.

    ``required`` are the languages that must be there, ``only`` whether any others are a misspelling, and ``plain``
    whether one text may stand for all of them (a name that is the same everywhere).
    """

    words: str = "text in all languages"
    required: tuple[str, ...] = LANGUAGES
    only: bool = True
    plain: bool = False
    longest: int | None = None
    too_long: str = ""
    name: str = ""  # under which schemas of whole files hold it once
    blank: Mapping[str, str] = field(default_factory=dict)

    def read(self, value: object, place: Place) -> Mapping[str, str]:
        if self.plain and isinstance(value, str) and value.strip():
            return dict.fromkeys(LANGUAGES, value.strip())
        if not isinstance(value, Mapping):
            key = "field_not_name" if self.plain else "field_not_languages"
            place.fault(key, field=place.name, value=shown(value), languages=", ".join(LANGUAGES))
            return {}
        texts: dict[str, str] = {}
        for language, written in value.items():
            inner = place.within(language)
            if self.only and language not in LANGUAGES:
                inner.fault("language_unknown", field=place.name, language=language)
            elif not isinstance(written, str) or not written.strip():
                inner.fault("field_not_text", field=inner.name, value=shown(written))
            else:
                texts[language] = written.strip()
                self._measure(inner, language, texts[language])
        for language in self.required:
            if language not in value:
                place.fault("language_missing", field=place.name, language=language)
        if self.plain and "nb" in texts:  # a name is the same in a language where nobody has given another
            return {**dict.fromkeys(LANGUAGES, texts["nb"]), **texts}
        return texts

    def _measure(self, place: Place, language: str, written: str) -> None:
        if self.longest is not None and len(written) > self.longest:
            place.fault(
                self.too_long,
                field=place.name,
                language=language,
                count=len(written),
                most=self.longest,
            )

    def schema(self, named: dict[str, Schema]) -> Schema:
        if self.name:
            named.setdefault(self.name, self._tree())
            return {"$ref": f"#/definitions/{self.name}"}
        return self._tree()

    def _tree(self) -> Schema:
        one: dict[str, object] = {"type": "string", "pattern": r"\S"}
        if self.longest is not None:
            one["maxLength"] = self.longest
        tree: dict[str, object] = {"type": "object", "required": list(self.required)}
        if self.only:
            tree |= {"properties": dict.fromkeys(LANGUAGES, one), "additionalProperties": False}
        else:
            tree |= {"additionalProperties": one}
        return {"anyOf": [one, tree]} if self.plain else tree


LANGUAGE_CODE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
LANGUAGE = matching(LANGUAGE_CODE, "a language code", "field_not_language")
"""A language as web pages name it: ``nb``, ``nn``, ``en``, ``sma``."""


@dataclass(frozen=True)
class OwnWords(Kind[Mapping[str, str]]):
    """What somebody wrote, in the language that it was written in: one text, or several by language.

    One text is read as ``{"": text}``; its language stands in a field beside it.
    """

    words: str = "text, or text by language where it has been translated"
    longest: int | None = None
    too_long: str = ""
    blank: Mapping[str, str] = field(default_factory=dict)

    def read(self, value: object, place: Place) -> Mapping[str, str]:
        if not isinstance(value, Mapping):
            return {"": found} if (found := self._one(value, place, "")) else {}
        if not value:
            place.fault("field_not_text", field=place.name, value=shown(value))
        found_in: dict[str, str] = {}
        for language, written in value.items():
            inner = place.within(language)
            if not re.fullmatch(LANGUAGE_CODE, language):
                inner.fault("field_not_language", field=place.name, value=shown(language))
            elif one := self._one(written, inner, language):
                found_in[language] = one
        return found_in

    def _one(self, written: object, place: Place, language: str) -> str:
        if not isinstance(written, str) or not written.strip():
            place.fault("field_not_text", field=place.name, value=shown(written))
            return ""
        found = written.strip()
        if self.longest is not None and len(found) > self.longest:
            place.fault(
                self.too_long, field=place.name, language=language or "–", count=len(found), most=self.longest
            )
        return found

    def schema(self, named: dict[str, Schema]) -> Schema:
        one: dict[str, object] = {"type": "string", "pattern": r"\S"}
        if self.longest is not None:
            one["maxLength"] = self.longest
        by_language = {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": f"^{LANGUAGE_CODE}$"},
        }
        return {"anyOf": [one, {**by_language, "additionalProperties": one}]}


ALL_LANGUAGES = Languages(name="languages")
BOKMAL = Languages("text by language, `nb` at least", required=("nb",), only=False)
NAME = Languages("a name, or one by language with `nb` at least", required=("nb",), only=False, plain=True)


@dataclass(frozen=True)
class TextOrLanguages(Kind[str | Mapping[str, str]]):
    """One text for every language, or one by language with bokmål at least; kept as it was written."""

    words: str = "text, or text by language with `nb` at least"
    blank: str | Mapping[str, str] = ""

    def read(self, value: object, place: Place) -> str | Mapping[str, str]:
        return BOKMAL.read(value, place) if isinstance(value, Mapping) else TEXT.read(value, place)

    def schema(self, named: dict[str, Schema]) -> Schema:
        return {"anyOf": [TEXT.schema(named), BOKMAL.schema(named)]}


@dataclass(frozen=True)
class Listing(Kind[tuple[T, ...]]):
    """A list of values of one kind, each once; ``single`` allows one value without brackets."""

    of: Kind[T]
    words: str
    key: str = "field_not_list"
    least: int = 0
    single: bool = False
    blank: tuple[T, ...] = ()

    def read(self, value: object, place: Place) -> tuple[T, ...]:
        values = [value] if self.single and not isinstance(value, list) else value
        if not isinstance(values, list) or len(values) < self.least:
            place.fault(self.key, field=place.name, value=shown(value))
            return ()
        before = len(place.notes.faults)
        found = [self.of.read(one, place) for one in values]
        return () if len(place.notes.faults) > before else tuple(dict.fromkeys(found))

    def schema(self, named: dict[str, Schema]) -> Schema:
        one = self.of.schema(named)
        tree: dict[str, object] = {"type": "array", "items": one}
        if self.least:
            tree["minItems"] = self.least
        return {"anyOf": [one, tree]} if self.single else tree


TEXTS = Listing(TEXT, "a list of texts")


@dataclass(frozen=True)
class ByName(Kind[Mapping[str, T]]):
    """A table whose keys are the writer's own: one value of a kind for each name."""

    of: Kind[T]
    words: str
    least: int = 0
    blank: Mapping[str, T] = field(default_factory=dict)

    def read(self, value: object, place: Place) -> Mapping[str, T]:
        if not isinstance(value, Mapping) or len(value) < self.least:
            place.fault("field_not_table", field=place.name, value=shown(value))
            return {}
        return {name: self.of.read(one, place.within(name)) for name, one in value.items()}

    def schema(self, named: dict[str, Schema]) -> Schema:
        tree: dict[str, object] = {"type": "object", "additionalProperties": self.of.schema(named)}
        if self.least:
            tree["minProperties"] = self.least
        return tree


TEXT_BY_NAME = ByName(TEXT, "text by name")
