"""The declaration of a TOML table: it checks what people write, documents it and gives its JSON Schema.

A loader declares its tables once and reads with them; there is no other way to read a table. Pydantic and msgspec were
weighed (docs/decisions/0010-declared-tables.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from retning.toml.faults import Fault, nearest
from retning.toml.kinds import Kind, Schema
from retning.toml.lines import Located
from retning.toml.place import Notes, Place, listed, shown

T = TypeVar("T")
Values = Mapping[str, Any]
"""What was read of a table, by the names of the record's parameters."""


@dataclass(frozen=True)
class Field(Generic[T]):
    """One key of a table: its name in the file, its kind, and what it means.

    ``about`` is the meaning in the reference and in editors. ``must`` says when the field is needed where that is not
    always ("when done"). ``to`` is the record's parameter where it is called something else (``from`` → ``valid_from``).
    """

    name: str
    kind: Kind[T]
    about: str = ""
    required: bool = False
    must: str = ""
    to: str = ""
    default: T | None = None

    @property
    def parameter(self) -> str:
        """The name of the record's parameter."""
        return self.to or self.name

    def heading(self, name: str) -> str:
        """The field as a fault asks for it: tables by their headings in brackets."""
        if isinstance(self.kind, Entries):
            return f"[[{name}]]"
        return f"[{name}]" if isinstance(self.kind, TomlTable | Maybe) else name

    def absent(self) -> T:
        """What the field is read as where it is not written."""
        return self.kind.blank if self.default is None else self.default


class TomlTable(Kind[T]):
    """A table and its fields, read into ``into(**values)`` or ``build(values, place)``.

    ``named_by`` are the fields that faults name an entry by; without them ``heading`` is its name (with ``{name}`` for a key
    of the writer's own), and without that the name of the table around it. ``check(value, place)`` looks at several fields together. A table with faults is still
    built, with the kinds' blanks where something is wrong, so that later checks find the rest in the same run.

    >>> duty = TomlTable("duty", Field("id", TEXT, required=True), Field("due", TEXT), into=dict, named_by=("id",))
    >>> file = TomlTable("duties", Field("duty", many(duty)), into=dict)
    >>> read(locate('[[duty]]\\nid = "plan"\\nude = "H1"\\n', "duties.toml"), file).faults[0].near
    'due'
    """

    def __init__(
        self,
        name: str,
        *fields: Field[Any],
        into: Callable[..., T] | None = None,
        build: Callable[[Values, Place], T] | None = None,
        about: str = "",
        named_by: Sequence[str] = (),
        heading: str = "",
        check: Callable[[T, Place], None] | None = None,
    ) -> None:
        if (into is None) == (build is None):
            raise TypeError(f"table {name}: give either into or build")
        self.name = name
        self.words = "a table"
        self.fields = fields
        self.about = about
        self._into = into
        self._build = build
        self._named_by = tuple(named_by)
        self._heading = heading
        self._check = check

    @property
    def blank(self) -> T:  # type: ignore[override]  # made anew each time, because a record may hold lists
        """The record of an empty table."""
        return self._made(
            {field.parameter: field.absent() for field in self.fields}, Place("", lambda *_: 0, "")
        )

    def keys(self) -> tuple[str, ...]:
        """The names of all fields, in the order of the declaration."""
        return tuple(field.name for field in self.fields)

    def read(self, value: object, place: Place) -> T:
        if not isinstance(value, Mapping):
            _no_table(value, place)
            value, place = {}, Place(place.file, place.line_of, place.where, place.path)
        here = self._named(place, value)
        here.notes.places[here.path] = here
        values: dict[str, Any] = {}
        for field in self.fields:
            if field.name in value:
                values[field.parameter] = field.kind.read(value[field.name], here.within(field.name))
            else:
                values[field.parameter] = field.absent()
                if field.required:
                    here.fault("field_missing", field=field.heading(here.within(field.name).name))
        known = self.keys()
        for key in value:
            if key not in known:
                near = nearest(key, known)
                said = {"field": here.within(key).name, "known": listed(known, len(known))}
                here.note("field_unknown", said, near, key)
        made = self._made(values, here)
        if self._check is not None:
            self._check(made, here)
        return made

    def _made(self, values: Values, place: Place) -> T:
        if self._build is not None:
            return self._build(values, place)
        assert self._into is not None
        return self._into(**values)

    def _named(self, place: Place, value: Mapping[str, object]) -> Place:
        if any(name in value for name in self._named_by):
            return place.named(" ".join(str(value.get(name, "?"))[:60] for name in self._named_by))
        own = str(place.path[-1]) if place.path else ""  # the key of a table that is named by the writer
        return place.named(self._heading.format(name=own)) if self._heading else place

    def schema(self, named: dict[str, Schema]) -> Schema:
        if self.name not in named:
            named[self.name] = {}  # a table may hold itself
            named[self.name] = self.tree(named)
        return {"$ref": f"#/definitions/{self.name}"}

    def tree(self, named: dict[str, Schema]) -> dict[str, object]:
        """The table's own JSON Schema, without reference."""
        properties: dict[str, object] = {}
        for field in self.fields:
            inner = field.kind.schema(named)
            properties[field.name] = {**inner, "description": field.about} if field.about else inner
        tree: dict[str, object] = {"type": "object", "additionalProperties": False, "properties": properties}
        if required := [field.name for field in self.fields if field.required]:
            tree["required"] = required
        if self.about:
            tree["description"] = self.about
        return tree


class Maybe(Kind[T | None]):
    """A table that may be left out: the record, or ``None`` where it is not written."""

    def __init__(self, table: TomlTable[T]) -> None:
        self.table = table
        self.words = table.words
        self.blank = None

    def read(self, value: object, place: Place) -> T | None:
        if isinstance(value, Mapping):
            return self.table.read(value, place)
        _no_table(value, place)
        return None

    def schema(self, named: dict[str, Schema]) -> Schema:
        return self.table.schema(named)


class Variants(Kind[T | None]):
    """A table whose other fields depend on one of them: ``by`` holds the name of the declaration that it follows.

    ``unknown`` is the fault's key where there is no such declaration. A table with any fault is read as ``None``.
    """

    def __init__(self, name: str, by: str, tables: Mapping[str, TomlTable[T]], unknown: str) -> None:
        self.name = name
        self.words = "a table"
        self.blank = None
        self.tables = tables
        self._by = by
        self._unknown = unknown

    def read(self, value: object, place: Place) -> T | None:
        if not isinstance(value, Mapping):
            _no_table(value, place)
            return None
        place.notes.places[place.path] = place
        written = value.get(self._by)
        if self._by not in value:
            place.fault("field_missing", field=place.within(self._by).name)
        elif not isinstance(written, str):
            inner = place.within(self._by)
            inner.fault("field_not_text", field=inner.name, value=shown(written))
        elif written not in self.tables:
            names = list(self.tables)
            said = {"value": shown(written), "known": listed(names, len(names))}
            place.note(self._unknown, said, nearest(written, names), self._by)
        else:
            before = len(place.notes.faults)
            made = self.tables[written].read(value, place)
            return made if len(place.notes.faults) == before else None
        return None

    def schema(self, named: dict[str, Schema]) -> Schema:
        if self.name not in named:
            named[self.name] = {}
            named[self.name] = {"oneOf": [table.schema(named) for table in self.tables.values()]}
        return {"$ref": f"#/definitions/{self.name}"}


def _no_table(value: object, place: Place) -> None:
    place.fault("field_not_table", field=place.name, value=shown(value))


class Entries(Kind[tuple[T, ...]]):
    """The entries of ``[[name]]``, in the order of the file; a single ``[name]`` counts as one entry.

    ``unique`` are the fields that no two entries may share; ``twice`` is the fault's key where they do.
    """

    def __init__(self, table: Kind[T], unique: Sequence[str] = (), twice: str = "entry_twice") -> None:
        self.table = table
        self.words = "tables"
        self.blank: tuple[T, ...] = ()
        self._unique = tuple(unique)
        self._twice = twice

    def read(self, value: object, place: Place) -> tuple[T, ...]:
        if isinstance(value, Mapping):
            return (self.table.read(value, place),)
        if not isinstance(value, list) or not all(isinstance(entry, Mapping) for entry in value):
            place.fault("field_not_tables", field=place.name, value=shown(value))
            return ()
        made = tuple(self.table.read(entry, place.within(at)) for at, entry in enumerate(value))
        self._check_unique(value, place)
        return made

    def _check_unique(self, entries: Sequence[Mapping[str, object]], place: Place) -> None:
        first: dict[tuple[str, ...], int] = {}
        for at, entry in enumerate(entries):
            if not self._unique or any(name not in entry for name in self._unique):
                continue
            key = tuple(str(entry[name]) for name in self._unique)
            if key in first:
                here = place.notes.places.get((*place.path, at), place.within(at))
                other = place.line(first[key], self._unique[0])
                said = {"line": other, **{name: entry[name] for name in self._unique}}
                here.note(self._twice, said, "", self._unique[0])
            first.setdefault(key, at)

    def schema(self, named: dict[str, Schema]) -> Schema:
        one = self.table.schema(named)
        return {"anyOf": [{"type": "array", "items": one}, one]}


def many(table: Kind[T], unique: Sequence[str] = (), twice: str = "entry_twice") -> Entries[T]:
    """The kind of a list of tables."""
    return Entries(table, unique, twice)


@dataclass(frozen=True)
class FileReading(Generic[T]):
    """What was read of a file, and the place that further checks note their faults at."""

    value: T
    place: Place

    @property
    def faults(self) -> list[Fault]:
        """Every fault so far, in order of the file."""
        return self.place.faults


def read(located: Located, table: TomlTable[T]) -> FileReading[T]:
    """Read a whole file by the declaration of its top table; every fault comes at once, each with its line."""
    notes = Notes()
    value = table.read(
        located.data, Place(located.file, located.line, located.file, raw=located.data, notes=notes)
    )
    return FileReading(value, notes.places[()])
