"""What a page shows of itself where people share its address: a title, what the numbers say, and a picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from retning.answers import GROUPS
from retning.language.texts import state_key
from retning.public.addresses import path_of
from retning.public.context import Page
from retning.public.file_formats import CARD
from retning.public.kinds import PageKind

Json = dict[str, Any]

WIDTH, HEIGHT = 1200, 630
SITE = "front"
"""The kind of page whose card stands for the whole site."""
_FEW = 4


@dataclass(frozen=True)
class Shared:
    """What is said of a page: its title, its verdicts (a state and its words), and one sentence ("" for none)."""

    title: str
    states: tuple[tuple[str, str], ...]
    description: str = ""


def tags(page: Page, kind: PageKind, id: str) -> dict[str, Any]:
    """Address, size and description of the card of a page; pages without one of their own show the site's."""
    if not kind.share:
        return tags_of_site(page)
    shared: Shared = kind.load(kind.share)(page, id)
    verdict = ". ".join(words for _, words in shared.states)
    return {
        **_picture(page, kind.name, id),
        "alt": page.t("card.alt", title=shared.title, verdict=verdict),
        "description": shared.description,
    }


def tags_of_site(page: Page) -> dict[str, Any]:
    """The tags of a page that has no card of its own."""
    return {
        **_picture(page, SITE, ""),
        "alt": page.pick(page.site.data.plan["title"]),
        "description": "",
    }


def _picture(page: Page, kind: str, id: str) -> dict[str, Any]:
    path = path_of(page.lang, kind, id, CARD)
    return {
        "image": f"{page.site.address}{page.site.prefix}{path}",
        "width": WIDTH,
        "height": HEIGHT,
    }


def first_of(page: Page, sentences: Sequence[Mapping[str, Any]]) -> str:
    """The first of some sentences as plain text ("" for none)."""
    parts = sentences[0]["text"][page.lang] if sentences else []
    return "".join(part if isinstance(part, str) else part["number"] for part in parts)


def counted(page: Page, states: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """How many go which way, for what has parts: the worst first, a few of them."""
    counts = Counter(states)
    ordered = [state for state in map(state_key, GROUPS) if counts[state]]
    return tuple(
        (state, page.t("card.counted", count=counts[state], words=page.t(f"way.{state}")))
        for state in ordered[:_FEW]
    )


def upper(words: str) -> str:
    """Words with a capital first letter."""
    return words[:1].upper() + words[1:]
