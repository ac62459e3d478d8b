"""The outline while a plan is read: which parts there are, and where the next one belongs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from retning.plan.proposal.marks import Mark, follows, same_row
from retning.plan.proposal.model import Kind, LevelWord
from retning.plan.proposal.words import Section

LONGEST_TITLE = 60
ENDS = (".", "!", "?", ";", "].", ")")
"""How a sentence ends; a name does not."""

PREFIX: dict[Kind, str] = {"principle": "p", "precondition": "f", "overarching": "o", "element": ""}
"""What our own ids of parts outside the levels begin with."""


@dataclass
class Draft:
    """A part while its lines are gathered."""

    kind: Kind
    id: str
    line: int
    parent: str | None = None
    level: int = -1
    text: str = ""
    title: str = ""
    numbered: bool = True
    ended: bool = False  # a blank line has come since its last line

    def is_heading(self) -> bool:
        """Whether its words so far are a name, not a sentence: what follows is then its text."""
        return (
            bool(self.text)
            and not self.title
            and len(self.text) <= LONGEST_TITLE
            and not self.text.endswith(ENDS)
        )


@dataclass
class Outline:
    """All parts so far.

    ``label`` is the level that a heading such as "Strategier:" has announced, ``words`` what the elements of each level are called.
    """

    parts: list[Draft] = field(default_factory=list)
    words: dict[int, LevelWord] = field(default_factory=dict)
    label: LevelWord | None = None
    _elements: dict[str, Draft] = field(default_factory=dict)
    _outside: set[str] = field(default_factory=set)
    _last_at: dict[int, Draft] = field(default_factory=dict)  # level -> its last element
    _children: Counter[str | None] = field(default_factory=Counter)
    _kinds: Counter[Kind] = field(default_factory=Counter)
    _last_number: dict[Section, str] = field(
        default_factory=dict
    )  # section -> its last number, letter or numeral
    _row: tuple[Draft, str] | None = (
        None  # parent and last number of a row that starts again under each parent
    )
    _small: str | None = None  # the last of a), b), c)

    def has_elements(self) -> bool:
        """Whether an element of the hierarchy has been found."""
        return bool(self._elements)

    def has(self, kind: Section) -> bool:
        """Whether a part of the kind has been found."""
        return any(known == kind for known in self._kinds)

    def is_next(self, mark: Mark, section: Section) -> bool:
        """Whether a mark without doubt or dot is the next of a row that is being counted."""
        if mark.id.islower():
            return section == "element" and self.has_elements() and follows(mark.id, self._small)
        in_row = self._row is not None and follows(mark.id, self._row[1])
        return (
            in_row
            or follows(mark.id, self._last_number.get(section))
            or self._parent_of_new_row(mark) is not None
        )

    def marked(self, mark: Mark, word: LevelWord | None, text: str, line: int) -> Draft:
        """A new element that the plan numbers."""
        id, parent, level = self._place(mark, word)
        self._name(level, word)
        if level == 0:
            self.label, self._row = None, None
            self._last_number["element"] = mark.id
        self._small = mark.id if mark.id.islower() else None
        return self._add(Draft("element", id, line, parent, level, text))

    def child(self, text: str, line: int, word: LevelWord | None) -> Draft:
        """A new element that the plan does not number, under the last one of the level above; its number is ours."""
        word = word or self.label
        above = self._above(word)
        level, parent = (above.level + 1, above.id) if above else (0, None)
        count = self._children[parent] + 1
        while (id := f"{parent}.{count}" if parent else str(count)) in self._elements:
            count += 1
        self._name(level, word)
        return self._add(Draft("element", id, line, parent, level, text, numbered=False))

    def outside(self, kind: Kind, text: str, line: int, number: str = "") -> Draft:
        """A new principle, precondition or overarching goal, with the plan's number or our own."""
        if number:
            self._last_number[kind] = number
        count = self._kinds[kind] + 1
        while not number and f"{PREFIX[kind]}{count}" in self._outside:
            count += 1
        id = PREFIX[kind] + (number or str(count))
        self._outside.add(id)
        return self._add(Draft(kind, id, line, text=text, numbered=bool(number)))

    def drop(self, part: Draft) -> None:
        """Take away the part that was added last."""
        self.parts.remove(part)
        self._kinds[part.kind] -= 1

    def announce(self, words: list[LevelWord]) -> None:
        """Note what a heading says about levels: one word announces the next elements, several name the levels from the top."""
        if len(words) == 1:
            self.label = words[0]
        elif words and not self._elements:
            self.words = dict(enumerate(words))

    # Places

    def _place(self, mark: Mark, word: LevelWord | None) -> tuple[str, str | None, int]:
        """Id, parent and level of a numbered element. Dots decide; without one, the word before it or the row that it continues."""
        if mark.id.islower():
            base = self._base()
            return f"{base.id}.{mark.id}", base.id, base.level + 1
        if "." in mark.id:
            head = mark.id
            while "." in head:
                head = head.rpartition(".")[0]
                if known := self._elements.get(head):
                    return mark.id, head, known.level + 1
            return mark.id, None, 0
        above = self._above(word) if word else self._parent_in_row(mark)
        if above is None:
            return mark.id, None, 0
        self._row = (above, mark.id)
        return f"{above.id}.{mark.id}", above.id, above.level + 1

    def _parent_in_row(self, mark: Mark) -> Draft | None:
        """Whose row of plain numbers a mark continues or opens; ``None``: the row of the top level."""
        if self._row is not None and follows(mark.id, self._row[1]):
            return self._row[0]
        return self._parent_of_new_row(mark)

    def _parent_of_new_row(self, mark: Mark) -> Draft | None:
        """The element under which a row of plain numbers starts: numbers under letters, or a count that begins again."""
        top = self._last_number.get("element")
        if top is None or not follows(mark.id, None):
            return None
        if self.label:
            return self._above(self.label)
        return self._last_at.get(0) if not same_row(mark.id, top) else None

    def _above(self, word: LevelWord | None) -> Draft | None:
        """The element that the next one called ``word`` stands under; ``None`` at the top."""
        if word is None or not self._elements:
            return None
        level = next((level for level, known in self.words.items() if known == word), None)
        if level is None:
            return self.parts[-1] if self.parts[-1].kind == "element" else self._last_at.get(0)
        return self._last_at.get(level - 1) if level else None

    def _base(self) -> Draft:
        """The last element that is not itself one of ``a)``, ``b)``, ``c)``."""
        return next(part for part in reversed(self._elements.values()) if not part.id[-1:].islower())

    def _name(self, level: int, word: LevelWord | None) -> None:
        """Note what the elements of a level are called, the first time that it is said."""
        word = word or self.label
        if word and word not in self.words.values():
            self.words.setdefault(level, word)

    def _add(self, part: Draft) -> Draft:
        self.parts.append(part)
        self._kinds[part.kind] += 1
        if part.kind == "element":
            self._elements[part.id] = part
            self._last_at[part.level] = part
            self._children[part.parent] += 1
        return part
