"""Where the numbers of sentences lead: from a reference of the edition to an address with an anchor.

The references are those of ``retning.sentences.parts``; ``tests/sentences/test_sentence_links.py`` follows every
one of a real edition.
"""

from __future__ import annotations

from collections.abc import Callable

from retning.public.data import Data

Url = Callable[[str, str], str]
"""The address of a page by its kind and id."""


def address_of(data: Data, url: Url, reference: str) -> str | None:
    """The address of a reference, or ``None`` where the edition holds nothing of that name.

    >>> address_of(data, page.url, "rule/points_for_tendency")  # doctest: +SKIP
    '/nb/metode/#grense-points_for_tendency'
    """
    what, _, rest = reference.partition("/")
    find = _FIND.get(what)
    return find(data, url, rest) if find else None


def _series(data: Data, url: Url, rest: str) -> str | None:
    indicator, area, line, period = rest.split("/")
    if indicator not in data.indicators:
        return None
    return f"{url('indicator', indicator)}#{area}.{line}.{period}"


def _assessment(data: Data, url: Url, rest: str) -> str | None:
    subject, _, area = rest.partition("/")
    if subject in data.indicators:
        area = area or data.indicators[subject]["main_area"]
        row = f"vurdering-{area}" if data.assessment(subject, area) else "vurdering"
        return f"{url('indicator', subject)}#{row}"
    if subject in data.elements:
        part = "fordeling" if data.children(subject) else "vurdering"
        return f"{url(data.edition.elements[subject].page_kind, subject)}#{part}"
    return f"{url('plan', '')}#innhold" if subject == "plan" else None


def _demand(data: Data, url: Url, id: str) -> str | None:
    return f"{url(data.edition.elements[id].page_kind, id)}#krav" if id in data.elements else None


def _element(data: Data, url: Url, id: str) -> str | None:
    return f"{url(data.edition.elements[id].page_kind, id)}#innhold" if id in data.elements else None


def _indicator(data: Data, url: Url, id: str) -> str | None:
    return f"{url('indicator', id)}#innhold" if id in data.indicators else None


def _area(data: Data, url: Url, id: str) -> str | None:
    return f"{url('area', id)}#innhold" if id in data.page_areas else None


def _rule(data: Data, url: Url, name: str) -> str:
    return f"{url('method', '')}#grense-{name}"


_FIND: dict[str, Callable[[Data, Url, str], str | None]] = {
    "series": _series,
    "assessment": _assessment,
    "demand": _demand,
    "element": _element,
    "indicator": _indicator,
    "area": _area,
    "rule": _rule,
}
