"""What a page shows of itself where people share its address: a title, what the numbers say, and a picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from retning.answers import GROUPS
from retning.edition.records.sentences import Sentence, plain_words
from retning.language.texts import state_key
from retning.public.addresses import path_of
from retning.public.context import Page
from retning.public.file_formats import CARD
from retning.public.kinds import PageKind
from retning.public.model import Model

WIDTH, HEIGHT = 1200, 630
SITE = "front"
"""The kind of page whose card stands for the whole site."""
_FEW = 4


class Shared(Model, frozen=True):
    """What is said of a page: its title, its verdicts (a state and its words), and one sentence ("" for none)."""

    title: str
    states: tuple[tuple[str, str], ...]
    description: str = ""


class Tags(Model, frozen=True, kw_only=True):
    """What the head of a page tells networks: the address and size of its card, what the card says, a description."""

    image: str
    alt: str
    description: str = ""
    width: int = WIDTH
    height: int = HEIGHT


def tags(page: Page, kind: PageKind, id: str) -> Tags:
    """Address, size and description of the card of a page; pages without one of their own show the site's."""
    if not kind.share:
        return tags_of_site(page)
    shared: Shared = kind.load(kind.share)(page, id)
    verdict = ". ".join(words for _, words in shared.states)
    return Tags(
        image=_picture(page, kind.name, id),
        alt=page.t("card.alt", title=shared.title, verdict=verdict),
        description=shared.description,
    )


def tags_of_site(page: Page) -> Tags:
    """The tags of a page that has no card of its own."""
    return Tags(image=_picture(page, SITE, ""), alt=page.pick(page.site.edition.plan.title))


def _picture(page: Page, kind: str, id: str) -> str:
    """The address of the card of a page."""
    return f"{page.site.address}{page.site.prefix}{path_of(page.lang, kind, id, CARD)}"


def first_of(page: Page, sentences: Sequence[Sentence]) -> str:
    """The first of some sentences as plain text ("" for none)."""
    return plain_words(sentences[0], page.lang) if sentences else ""


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
