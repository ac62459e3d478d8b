"""``plan.json``: what the plan says, word for word, and what it demands."""

from collections.abc import Iterator

from retning.edition.records.base import Day, Record, Text
from retning.edition.records.targets import Target
from retning.hierarchy import OVERARCHING, PageKind, children, is_foundation, judged, leaves, page_kind


class Wording(Record, frozen=True, kw_only=True):
    """The text of an element as it stood from a day, and who decided or published it."""

    text: Text
    valid_from: Day | None = None
    valid_to: Day | None = None
    label: Text = {}
    source: str = ""
    address: str = ""


class Supply(Record, frozen=True):
    """What figures are missing, and who could supply them."""

    who: Text
    what: Text


class Element(Record, frozen=True, kw_only=True):
    """Anything in the plan with an id: principle, precondition, overarching goal, or one of the plan's own levels."""

    id: str
    kind: str
    wordings: tuple[Wording, ...]
    parent: str | None = None
    level: int = 0
    """Counted from 0 at the top; -1 outside the hierarchy."""
    title: Text = {}
    targets: tuple[Target, ...] = ()
    supply: Supply | None = None
    file: str = ""
    line: int = 0
    """Line of the file."""

    @property
    def text(self) -> Text:
        """The wording that the plan was adopted with (the first one)."""
        return self.wordings[0].text

    @property
    def is_foundation(self) -> bool:
        """Whether it is a principle or a precondition."""
        return is_foundation(self.kind)

    @property
    def is_overarching(self) -> bool:
        """Whether it is the goal above all others."""
        return self.kind == OVERARCHING

    @property
    def page_kind(self) -> PageKind:
        """The kind of page that it has."""
        return page_kind(self.kind)

    def wording_on(self, day: Day) -> Wording | None:
        """The wording in force on a day; ``None`` before the first and after the end of the last.

        A later wording without a beginning is known from a source without a date: it is never in force.

        >>> old, new = Wording(text={"nb": "4 000"}), Wording(text={"nb": "vekst"}, valid_from="2017-01-01")
        >>> Element(id="6.1", kind="goal", wordings=(old, new)).wording_on("2016-12-31") == old
        True
        """
        found: Wording | None = None
        for number, wording in enumerate(self.wordings):
            if number == 0 if wording.valid_from is None else wording.valid_from <= day:
                found = wording
        if found is not None and found.valid_to is not None and found.valid_to < day:
            return None
        return found


class Level(Record, frozen=True):
    """One level of the hierarchy and what its elements are called."""

    kind: str
    one: Text
    many: Text


class FollowedOn(Record, frozen=True, kw_only=True):
    """A decision that the plan is followed on after its end."""

    body: Text
    decided: Day
    address: str
    until: Day | None = None
    """The last day that it holds; ``None``: until something else is decided."""


class Plan(Record, frozen=True, kw_only=True):
    """A plan: its foundation, overarching goal and a hierarchy of any depth."""

    id: str
    title: Text
    owner: Text
    adopted: Day | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    levels: tuple[Level, ...] = ()
    principles: tuple[Element, ...] = ()
    preconditions: tuple[Element, ...] = ()
    overarching: tuple[Element, ...] = ()
    elements: tuple[Element, ...] = ()
    """The hierarchy, in the plan's own order."""
    source: str = ""
    address: str = ""
    followed_on: tuple[FollowedOn, ...] = ()
    """Decisions made by the edition's day, in order of their dates."""

    def everything(self) -> Iterator[Element]:
        """Every element: principles, preconditions, overarching goal, then the hierarchy."""
        yield from self.principles
        yield from self.preconditions
        yield from self.overarching
        yield from self.elements

    def element(self, id: str) -> Element:
        """The element with this id. Raises ``KeyError`` when there is none."""
        for element in self.everything():
            if element.id == id:
                return element
        raise KeyError(id)

    def children(self, id: str | None) -> tuple[Element, ...]:
        """Elements directly below one (``None``: the top level)."""
        return children(self.elements, id)

    def leaves(self, id: str | None) -> tuple[Element, ...]:
        """The judged elements below one at any depth (``None``: of the whole hierarchy), in the plan's order."""
        return leaves(self.elements, id)

    @property
    def judged(self) -> tuple[Element, ...]:
        """What gets an answer of its own: the overarching goal and every element with nothing below it."""
        return judged(self.overarching, self.elements)

    @property
    def groups(self) -> tuple[str, ...]:
        """Ids of the elements that have others below them, in the plan's order."""
        parents = {e.parent for e in self.elements}
        return tuple(e.id for e in self.elements if e.id in parents)
