"""Questions about a plan's hierarchy that its declared form and an edition's record of it answer alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, Protocol, TypeVar

FOUNDATION = ("principle", "precondition")
"""Kinds of elements that stand before the hierarchy: principles and preconditions."""

OVERARCHING = "overarching"
"""The kind of the goal above all others."""

PageKind = Literal["principle", "element"]
"""Elements of the foundation have pages of their own kind."""


class Node(Protocol):
    """An element of a plan: what it is called, what it stands below, what kind it is of."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def parent(self) -> str | None:
        """The id of what it stands below."""

    @property
    def kind(self) -> str:
        """Its kind."""


N = TypeVar("N", bound=Node)


def children(elements: Iterable[N], parent: str | None) -> tuple[N, ...]:
    """Elements directly below ``parent`` (``None``: the top level), in the plan's order.

    >>> children([], None)
    ()
    """
    return tuple(e for e in elements if e.parent == parent)


def leaves(elements: Sequence[N], parent: str | None) -> tuple[N, ...]:
    """Elements below ``parent`` at any depth that have nothing below them, in the plan's order.

    >>> leaves([], "1")
    ()
    """
    below: dict[str | None, list[N]] = {}
    for element in elements:
        below.setdefault(element.parent, []).append(element)

    def under(id: str | None) -> list[N]:
        return [leaf for child in below.get(id, ()) for leaf in (under(child.id) or [child])]

    return tuple(under(parent))


def judged(overarching: Iterable[N], elements: Sequence[N]) -> tuple[N, ...]:
    """What gets an answer of its own: the overarching goal and every element with nothing below it.

    >>> judged([], [])
    ()
    """
    parents = {e.parent for e in elements}
    return (*overarching, *(e for e in elements if e.id not in parents))


def is_foundation(kind: str) -> bool:
    """Whether elements of a kind are the plan's foundation: principles and preconditions.

    >>> is_foundation("principle"), is_foundation("goal")
    (True, False)
    """
    return kind in FOUNDATION


def page_kind(kind: str) -> PageKind:
    """The kind of page that an element has.

    >>> page_kind("precondition"), page_kind("strategy")
    ('principle', 'element')
    """
    return "principle" if is_foundation(kind) else "element"
