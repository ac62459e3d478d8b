"""The parts of a plan, found line by line: where one begins, what it belongs to, and what it is called.

Three things decide: headings ("Overordnet mål") say what follows, numbers ("4.10.") say where a part begins and what its parent is,
and blank lines end what has no number. Only what the plan itself shows is used; nothing is guessed from the sense of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from retning.plan.proposal.marks import Mark, label_of, mark_of
from retning.plan.proposal.model import LevelWord, Part, Proposal
from retning.plan.proposal.outline import ENDS, Draft, Outline
from retning.plan.proposal.reading import Line, joined, lines_of
from retning.plan.proposal.words import (
    OTHER_LEVEL,
    Section,
    language_of,
    level_word,
    level_words_in,
    section_of,
)

_LONGEST_HEADING = 90
_MOST_WORDS = 12
_MOST_WORDS_NUMBERED = 5
_LONGEST_PART = (
    10_000  # characters: what comes on top belongs to no part of a plan (and would take long to put together)
)
_SHORT_HEADING = 0.6  # of the usual width: a line that ends earlier than this was not broken by the margin
_NAME = re.compile(
    r"(?:\w+ )?\w*(?:plan|strategi|strategy|program)\w*(?:\s+20\d\d\s*[–-]\s*(?:20)?\d\d)?\s+(?:for|för|of|i)\s.+",
    re.IGNORECASE,
)


@dataclass
class _PlanReader:
    """The state of reading: the section, the open part, and what has been found."""

    lines: Sequence[Line]
    outline: Outline = field(default_factory=Outline)
    left: list[str] = field(default_factory=list)
    passed_over: set[str] = field(default_factory=set)  # numbers of chapters that hold no part of the plan
    section: Section = "element"
    open: Draft | None = None
    blank: bool = True
    leaving: bool = False  # the last line had no place
    width: int = 0  # of the usual line

    def read(self) -> None:
        """Go through the lines once."""
        lengths = sorted(len(line.text) for line in self.lines if line.text)
        self.width = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
        for at, line in enumerate(self.lines):
            if line.text:
                self._line(at, line)
                self.blank = False
            else:
                self.blank = True
                if self.open:
                    self.open.ended = True

    def _line(self, at: int, line: Line) -> None:
        mark = mark_of(line.text)
        if self._is_heading(at, line, mark):
            self._heading(mark.text if mark else line.text, mark)
        elif mark and self._begins(mark):
            self._marked(mark, line.number)
        elif self.section == "element" and (label := label_of(line.text)) and label[1]:
            self._begin(self.outline.child(label[1], line.number, level_word(label[0])))
        elif line.bullet:
            self._bullet(line)
        else:
            self._words(line)

    # Headings

    def _is_heading(self, at: int, line: Line, mark: Mark | None) -> bool:
        """Whether a line opens a section: it names one, is short and no sentence, and stands where a paragraph may begin."""
        words = mark.text if mark else line.text
        if words.endswith(":") and level_word(words.rstrip(": ")):
            return True
        if line.bullet or len(words) > _LONGEST_HEADING or (mark and mark.word) or not section_of(words):
            return False
        if (label := label_of(words)) and label[1]:
            return False
        count = len(words.split())
        if mark and count > _MOST_WORDS_NUMBERED:
            return False
        if line.heading:
            return True
        begins = self.blank or self.open is None or self.lines[at - 1].text.endswith(ENDS)
        following = next((later.text for later in self.lines[at + 1 : at + 3] if later.text), "")
        sentence = words[0].islower() or words.endswith((*ENDS, ",")) or following[:1].islower()
        return count <= _MOST_WORDS and begins and not sentence

    def _heading(self, words: str, mark: Mark | None) -> None:
        kind = section_of(words) or "element"
        only = level_word(words.rstrip(": "))
        self.open, self.leaving = None, False
        if kind == "element" and only and self.outline.has_elements():
            self.outline.label = only  # "Strategier:" under a goal
            return
        self.section, self.outline.label = kind, None
        if kind == "element":
            self.outline.announce(level_words_in(words))
        elif kind == "other" and mark:
            self.passed_over.add(mark.id)

    # Parts

    def _begins(self, mark: Mark) -> bool:
        """Whether a mark begins a part here: sure ones do, others only as the next of a row where a paragraph may begin."""
        if "." in mark.id or mark.word:
            return mark.id.partition(".")[0] not in self.passed_over
        if mark.sure:
            return True
        may_begin = mark.id.isalpha() or self.blank or self.open is None
        return may_begin and self.outline.is_next(mark, self.section)

    def _marked(self, mark: Mark, number: int) -> None:
        text, word = mark.text, level_word(mark.word) if mark.word else None
        if label := label_of(text):
            text, word = label[1], level_word(label[0])
        section = self.section
        if section == "other" or "." in mark.id or mark.word:
            section = self._enter_elements()
        if section == "element":
            self._begin(self.outline.marked(mark, word, text, number))
        else:
            self._begin(self.outline.outside(section, text, number, mark.id))

    def _enter_elements(self) -> Literal["element"]:
        """Enter the hierarchy, also where no heading said so."""
        if self.section != "element":
            self.section, self.outline.label = "element", None
        return "element"

    def _bullet(self, line: Line) -> None:
        if self.section != "element":
            if self.open and not self.open.numbered and self.open.text.endswith(":"):
                self.outline.drop(self.open)  # "Vi skal:" before a list is no part of its own
                self._leave(self.open.text, alone=True)
            self._unnumbered(line)
        elif self.outline.label:
            self._begin(self.outline.child(line.text, line.number, self.outline.label))
        elif self.open:
            self._more("– " + line.text)
        else:
            self._leave(line.text, alone=True)

    def _unnumbered(self, line: Line) -> None:
        section = self.section
        if section == "other" or section == "element":
            self._leave(line.text, alone=True)
        else:
            self._begin(self.outline.outside(section, line.text, line.number))

    def _words(self, line: Line) -> None:
        """A line without a sign of its own: more of what is open, its text under a heading, or a paragraph of its own."""
        fits = self.open is not None and len(self.open.text) < _LONGEST_PART
        if self.open and fits and not self.open.ended and not self._starts_text(line):
            self._more(line.text)
        elif self.open and self.open.is_heading():
            self.open.title, self.open.text, self.open.ended = self.open.text, line.text, False
        elif self.section == "principle" or (
            self.section in ("precondition", "overarching") and not self.outline.has(self.section)
        ):
            self._unnumbered(line)
        else:
            self._leave(line.text)

    def _starts_text(self, line: Line) -> bool:
        """Whether a line begins the text under a heading, though no blank line stands between: the heading ended early."""
        part = self.open
        early = part is not None and len(part.text) < _SHORT_HEADING * self.width
        return bool(part and part.numbered and early and part.is_heading() and line.text[0].isupper())

    # Small things

    def _begin(self, part: Draft) -> None:
        self.open, self.leaving = part, False

    def _more(self, words: str) -> None:
        if self.open:
            self.open.text = joined(self.open.text, words)
            self.open.ended = False

    def _leave(self, words: str, alone: bool = False) -> None:
        """Note words that have no place in the plan, as more of the paragraph before them or as one of their own."""
        more = self.leaving and not self.blank and not alone
        if more and len(self.left[-1]) < _LONGEST_PART:
            self.left[-1] = joined(self.left[-1], words)
        else:
            self.left.append(words)
        self.open, self.leaving = None, True


def propose(text: str) -> Proposal:
    """The parts of a plan's text, word for word.

    A number that comes twice belongs to a table of contents the first time; that line is left over. The numbers of a plan decide
    its levels; a part whose parent is not there stands at the top.

    >>> found = propose("Mål\\n\\n1. Mål: Flere skal bo her.\\n\\nStrategier:\\n\\n1.1. Bygge boliger.\\n1.2. Bygge veier.\\n")
    >>> [(part.id, part.parent, part.text) for part in found.parts]
    [('1', None, 'Flere skal bo her.'), ('1.1', '1', 'Bygge boliger.'), ('1.2', '1', 'Bygge veier.')]
    >>> [word.en[1] for word in found.levels]
    ['goals', 'strategies']
    """
    reader = _PlanReader(lines_of(text))
    reader.read()
    drafts, earlier = _each_once(reader.outline.parts)
    parts = _finished(drafts)
    title = _title(reader.lines)
    return Proposal(
        title=title,
        language=language_of(text),
        levels=_levels(reader.outline.words, max((part.level for part in parts), default=-1)),
        parts=parts,
        left_over=tuple(words for words in (*earlier, *reader.left) if words != title),
    )


def _each_once(parts: Sequence[Draft]) -> tuple[list[Draft], list[str]]:
    """Each id with its last part; the words of earlier ones are left over."""
    last = {part.id: part for part in parts}
    return (
        [part for part in parts if last[part.id] is part],
        [
            " ".join(filter(None, (part.id, part.title, part.text)))
            for part in parts
            if last[part.id] is not part
        ],
    )


def _finished(drafts: Sequence[Draft]) -> tuple[Part, ...]:
    """The parts as they are proposed: each one level below its parent, and a single overarching goal just called ``o``."""
    levels: dict[str, int] = {}
    alone = sum(draft.kind == "overarching" for draft in drafts) == 1
    parts = []
    for draft in drafts:
        parent = draft.parent if draft.parent in levels else None
        level = -1
        if draft.kind == "element":
            level = levels[draft.id] = levels[parent] + 1 if parent else 0
        parts.append(
            Part(
                kind=draft.kind,
                id="o" if alone and draft.kind == "overarching" else draft.id,
                text=draft.text or draft.title or draft.id,
                line=draft.line,
                parent=parent,
                level=level,
                title=draft.title,
                numbered=draft.numbered,
            )
        )
    return tuple(parts)


def _levels(words: dict[int, LevelWord], deepest: int) -> tuple[LevelWord, ...]:
    """What each level is called, each by a key of its own."""
    levels: list[LevelWord] = []
    for level in range(deepest + 1):
        word = words.get(level, OTHER_LEVEL)
        if word.key in {known.key for known in levels}:
            word = replace(word, key=f"{word.key}-{level + 1}")
        levels.append(word)
    return tuple(levels)


def _title(lines: Sequence[Line]) -> str:
    """The plan's name, if one of its first lines holds it (``""``: none)."""
    for line in [line for line in lines if line.text][:30]:
        if (found := _NAME.search(line.text)) and len(found[0]) <= _LONGEST_HEADING:
            name = found[0].rstrip(" .:")
            return name[0].upper() + name[1:]
    return ""
