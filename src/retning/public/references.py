"""Where the numbers of sentences lead: from a reference of the edition to an address with an anchor.

The references are those of ``retning.sentences.parts``; ``tests/sentences/test_sentence_links.py`` follows every
one of a real edition.
"""

from __future__ import annotations

from collections.abc import Callable

from retning.edition.edition import Edition

Url = Callable[[str, str], str]
"""The address of a page by its kind and id."""


def address_of(edition: Edition, url: Url, reference: str) -> str | None:
    """The address of a reference, or ``None`` where the edition holds nothing of that name.

    >>> address_of(edition, page.url, "rule/points_for_tendency")  # doctest: +SKIP
    '/nb/metode/#grense-points_for_tendency'
    """
    what, _, rest = reference.partition("/")
    find = _FIND.get(what)
    return find(edition, url, rest) if find else None


def _series(edition: Edition, url: Url, rest: str) -> str | None:
    indicator, area, line, period = rest.split("/")
    if indicator not in edition.indicators:
        return None
    return f"{url('indicator', indicator)}#{area}.{line}.{period}"


def _assessment(edition: Edition, url: Url, rest: str) -> str | None:
    subject, _, area = rest.partition("/")
    if subject in edition.indicators:
        area = area or edition.indicators[subject].main_area
        row = f"vurdering-{area}" if edition.has_figures(subject, area) else "vurdering"
        return f"{url('indicator', subject)}#{row}"
    if subject in edition.elements:
        part = "fordeling" if edition.plan.children(subject) else "vurdering"
        return f"{url(edition.elements[subject].page_kind, subject)}#{part}"
    return f"{url('plan', '')}#innhold" if subject == "plan" else None


def _demand(edition: Edition, url: Url, id: str) -> str | None:
    return f"{url(edition.elements[id].page_kind, id)}#krav" if id in edition.elements else None


def _element(edition: Edition, url: Url, id: str) -> str | None:
    return f"{url(edition.elements[id].page_kind, id)}#innhold" if id in edition.elements else None


def _indicator(edition: Edition, url: Url, id: str) -> str | None:
    return f"{url('indicator', id)}#innhold" if id in edition.indicators else None


def _area(edition: Edition, url: Url, id: str) -> str | None:
    return f"{url('area', id)}#innhold" if id in edition.page_areas else None


def _rule(edition: Edition, url: Url, name: str) -> str:
    return f"{url('method', '')}#grense-{name}"


_FIND: dict[str, Callable[[Edition, Url, str], str | None]] = {
    "series": _series,
    "assessment": _assessment,
    "demand": _demand,
    "element": _element,
    "indicator": _indicator,
    "area": _area,
    "rule": _rule,
}
