"""What there are pages about: the ids that kinds of pages share, and what each is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from retning.edition.edition import Edition
from retning.language.texts import LANGUAGES
from retning.public.context import Page
from retning.public.kinds import PageKind


def indicators(edition: Edition) -> Iterable[str]:
    """Every indicator."""
    return edition.indicators


def areas(edition: Edition) -> Iterable[str]:
    """Every area that has figures."""
    return edition.page_areas


def principles(edition: Edition) -> Iterable[str]:
    """The plan's principles and preconditions."""
    return (id for id, one in edition.elements.items() if one.is_foundation)


def elements(edition: Edition) -> Iterable[str]:
    """The plan's goals and what lies below them."""
    return (id for id, one in edition.elements.items() if not one.is_foundation)


def indicator_title(page: Page, id: str) -> str:
    """What an indicator is called."""
    return page.pick(page.edition.indicators[id].title)


def area_name(page: Page, id: str) -> str:
    """What an area is called."""
    return page.pick(page.edition.areas[id].name)


def other_names(names: Mapping[str, str]) -> str:
    """Names of a place in languages that the site itself does not speak, such as the Sami ones.

    >>> other_names({"nb": "Place", "sma": "Sijjie", "en": "Place"})
    'Sijjie'
    """
    extra = [name for lang, name in names.items() if lang not in LANGUAGES]
    return ", ".join(dict.fromkeys(extra))


def element_name(page: Page, id: str) -> str:
    """The id and the title of a plan element."""
    return f"{id} {page.pick(page.edition.elements[id].title)}".strip()


def subject_of(page: Page, kind: PageKind, id: str) -> str:
    """What a page is about, in words; the plan where its kind names nothing of its own."""
    if not kind.subject:
        return page.pick(page.edition.plan.title)
    return str(kind.load(kind.subject)(page, id))
