"""Where in a file something stands: its line, its name in a fault, and the list that its faults go to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from retning.toml.faults import Fault, nearest
from retning.toml.lines import Step

LineOf = Callable[..., int]
"""``line_of("element", 0, "id")`` is the line of the nearest thing on that path (:meth:`Located.line`)."""

MOST_NAMED = 12
"""As many known names a fault lists at most: with more of them the nearest one says more than the list."""


@dataclass
class Notes:
    """What is found while one file is read: its faults, and the place of every table in it."""

    faults: list[Fault] = field(default_factory=list)
    places: dict[tuple[Step, ...], Place] = field(default_factory=dict)


@dataclass(slots=True)
class Place:
    """One table or value of a file that is being read.

    ``where`` is how faults name the nearest table that has a name of its own ("6.1", "[plan]"), ``path`` leads from
    the top of the file, and ``named_at`` is how long the path of that table is. ``raw`` is what was written.

    >>> place = Place("plan.toml", lambda *path: 7, "6.1", raw={"value": "many"})
    >>> place.fault("field_not_number", "value", field="value", value="many")
    >>> place.faults[0].line, place.faults[0].values["where"]
    (7, '6.1')
    """

    file: str
    line_of: LineOf
    where: str
    path: tuple[Step, ...] = ()
    named_at: int = 0
    raw: object = None
    notes: Notes = field(default_factory=Notes, repr=False, compare=False)

    @property
    def faults(self) -> list[Fault]:
        """Everything that was found in the file so far, in order of appearance."""
        return sorted(self.notes.faults, key=Fault.sort_key)

    @property
    def name(self) -> str:
        """The value's name inside the table that faults name: ``relative.factor``."""
        return ".".join(str(step) for step in self.path[self.named_at :] if isinstance(step, str))

    def line(self, *deeper: Step) -> int:
        """The line of this place, or of something inside it."""
        return self.line_of(*self.path, *deeper)

    def within(self, step: Step) -> Place:
        """The place of a field or an entry inside this one."""
        inner: object = None
        if isinstance(self.raw, Mapping):
            inner = self.raw.get(step)
        elif isinstance(self.raw, list) and isinstance(step, int):
            inner = self.raw[step]
        path = (*self.path, step)
        return Place(self.file, self.line_of, self.where, path, self.named_at, inner, self.notes)

    def named(self, where: str) -> Place:
        """The same place with a name of its own: faults below it use that name."""
        return Place(self.file, self.line_of, where, self.path, len(self.path), self.raw, self.notes)

    def entries(self, name: str) -> list[Place]:
        """The places of the tables called ``name`` inside this one, in the order of the file."""
        inner = (*self.path, name)
        single = self.notes.places.get(inner)
        if single is not None:
            return [single]
        found: list[Place] = []
        while (entry := self.notes.places.get((*inner, len(found)))) is not None:
            found.append(entry)
        return found

    def has(self, name: str) -> bool:
        """Whether a field was written in this table, rightly or wrongly."""
        return isinstance(self.raw, Mapping) and name in self.raw

    def fault(self, key: str, *deeper: Step, **values: object) -> None:
        """Note a fault at the line of this place, or of something inside it."""
        self.note(key, values, "", *deeper)

    def unknown(self, key: str, *deeper: Step, name: str, known: Iterable[str], **values: object) -> None:
        """Note that a name means nothing, with the nearest of those that do.

        The text of the fault may show ``{known}``: the names there are, shortened where there are many.
        """
        names = list(known)
        self.note(key, {"known": listed(names), **values}, nearest(name, names), *deeper)

    def note(self, key: str, values: Mapping[str, object], near: str, *deeper: Step) -> None:
        """Note a fault with its values in one mapping, and with the name that a wrong one resembles."""
        said = {"where": self.where, **values}
        self.notes.faults.append(Fault(self.file, self.line(*deeper), key, said, near))


def listed(names: Iterable[str], most: int = MOST_NAMED) -> str:
    """Names in a row; of many only the first, with a sign that there are more.

    >>> listed(["a", "b"]), listed([])
    ('a, b', '–')
    """
    every = list(names)
    more = ", …" if len(every) > most else ""
    return ", ".join(every[:most]) + more or "–"


def shown(value: object) -> str:
    """A value as a fault shows it: short, in one line and as TOML writes it.

    >>> shown("many"), shown(True), shown([1, 2]), shown({"a": 1})
    ('"many"', 'true', '[…]', '{…}')
    """
    if isinstance(value, str):
        words = " ".join(value.split())
        return f'"{words[:60]}…"' if len(words) > 60 else f'"{words}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[…]" if value else "[]"
    if isinstance(value, Mapping):
        return "{…}" if value else "{}"
    written = str(value)
    return f"{written[:30]}…" if len(written) > 30 else written
