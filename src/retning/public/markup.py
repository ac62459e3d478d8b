"""HTML made from the parts of sentences: the only place outside templates where markup is written."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import Any

import minijinja

from retning.public.context import Page
from retning.public.view import Picture, Words


def safe(markup: str) -> Any:
    """Markup of our own making that needs no escaping."""
    return minijinja.safe(markup)


def spoken(parts: list[Any], link: Callable[[str], str | None] | None = None) -> str:
    """A sentence's parts as HTML; each number a link to what it rests on where ``link`` knows it."""
    pieces = []
    for part in parts:
        if isinstance(part, str):
            pieces.append(html.escape(part))
            continue
        written = html.escape(part["number"])
        if part.get("name"):  # a name with a digit in it is no figure
            pieces.append(written)
            continue
        written = f"<b>{written}</b>"
        address = link(part["ref"]) if link else None
        pieces.append(
            f'<a class="figure" href="{html.escape(address)}">{written}</a>' if address else written
        )
    return "".join(pieces)


def say(page: Page, sentence: Mapping[str, Any]) -> Any:
    """A sentence of the edition as HTML with its numbers linked."""
    return safe(spoken(sentence["text"][page.lang], page.link))


def said(words: Words) -> Any:
    """A sentence in parts as HTML, its numbers linked to what they rest on."""
    pieces = []
    for part in words:
        if isinstance(part, str):
            pieces.append(html.escape(part))
            continue
        number = f"<b>{html.escape(part.written)}</b>"
        if part.address:
            number = f'<a class="figure" href="{html.escape(part.address)}">{number}</a>'
        pieces.append(number)
    return safe("".join(pieces))


def wide(picture: Picture | None) -> Any:
    """The drawing of a picture for a wide place; nothing without one."""
    return safe(picture.svg() if picture else "")


def narrow(picture: Picture | None) -> Any:
    """The drawing of a picture for a narrow place; nothing without one."""
    return safe(picture.svg(-1) if picture else "")


def iframe(address: str, title: str, width: str = "100%", height: int = 720) -> str:
    """The HTML that shows an embedded page on another site; as text, for people to copy.

    As wide as its place; high enough for chart, sentence and source on a narrow screen.

    >>> iframe("/en/embed/x/?fra=2010&til=2020", "Chart")[:54]
    '<iframe src="/en/embed/x/?fra=2010&amp;til=2020" title'
    """
    return (
        f'<iframe src="{html.escape(address)}" title="{html.escape(title)}" width="{width}" height="{height}" '
        'loading="lazy" style="border:0"></iframe>'
    )
