"""HTML made from the parts of sentences: the only place outside templates where markup is written."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import Any

import minijinja

from retning.public.context import Page


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
