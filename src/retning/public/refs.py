"""Where the numbers of sentences lead: from a reference of the edition to an address with an anchor.

The references are those of ``retning.sentences.parts``; ``tests/sentences/test_sentence_links.py`` follows every
one of a real edition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retning.public.render import Page


def address(page: Page, ref: str) -> str | None:
    """The address of a reference, or ``None`` where the edition holds nothing of that name.

    >>> address(page, "rule/points_for_tendency")  # doctest: +SKIP
    '/nb/metode/#grense-points_for_tendency'
    """
    kind, _, rest = ref.partition("/")
    data = page.site.data
    if kind == "series":
        indicator, area, line, period = rest.split("/")
        if indicator in data.indicators:
            return f"{page.url('indicator', indicator)}#{area}.{line}.{period}"
    if kind == "assessment":
        subject, _, area = rest.partition("/")
        if subject in data.indicators:
            area = area or data.indicators[subject]["main_area"]
            row = f"vurdering-{area}" if data.assessment(subject, area) else "vurdering"
            return f"{page.url('indicator', subject)}#{row}"
        if subject in data.elements:
            return f"{element(page, subject)}#{'fordeling' if data.children(subject) else 'vurdering'}"
        if subject == "plan":
            return f"{page.url('plan')}#innhold"
    if kind == "demand" and rest in data.elements:
        return f"{element(page, rest)}#krav"
    if kind == "element" and rest in data.elements:
        return f"{element(page, rest)}#innhold"
    if kind == "indicator" and rest in data.indicators:
        return f"{page.url('indicator', rest)}#innhold"
    if kind == "area" and rest in data.page_areas:
        return f"{page.url('area', rest)}#innhold"
    if kind == "rule":
        return f"{page.url('method')}#grense-{rest}"
    return None


def element(page: Page, id: str) -> str:
    """The address of a plan element's page."""
    kind = page.site.data.elements[id]["kind"]
    return page.url("principle" if kind in ("principle", "precondition") else "element", id)
