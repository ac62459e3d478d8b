"""Every page of the site map, in three languages and three widths: accessible, quiet, and as wide as the screen.

``RETNING_AUDIT=whole`` runs axe in every width of every language (see ``support/page_audit.py``).
"""

from __future__ import annotations

import pytest

from retning.language.texts import LANGUAGES
from retning.public.context import Site
from support.page_audit import WHOLE, WIDTHS, Findings, audit


@pytest.fixture(scope="module")
def found(root: str, site: Site) -> Findings:
    """What readers found who looked at everything."""
    return audit(root, [address.path for address in site.addresses.values() if address.is_page])


def test_every_page_was_looked_at_in_every_language_and_width(found: Findings, site: Site) -> None:
    assert found.statuses == []
    assert found.pages == sum(address.is_page for address in site.addresses.values())
    assert found.pages % len(LANGUAGES) == 0
    assert len(set(found.looks)) == found.pages * (len(WIDTHS) if WHOLE else 1)
    by_width = [sum(width == one for _, width in found.looks) for one in WIDTHS]
    assert by_width == [found.pages if WHOLE else found.pages // len(LANGUAGES)] * len(WIDTHS)


def test_axe_finds_nothing_on_any_page(found: Findings) -> None:
    assert not found.violations, "\n".join(found.violations[:40])


def test_no_page_is_wider_than_its_screen(found: Findings) -> None:
    assert not found.too_wide, "\n".join(found.too_wide[:40])


def test_no_page_complains_asks_elsewhere_or_leaves_anything(found: Findings) -> None:
    assert not found.complaints, "\n".join(found.complaints[:40])
    assert found.strangers == []
    assert found.cookies == []


def test_every_page_has_one_heading_of_the_first_level(found: Findings) -> None:
    assert [path for path, count in found.headings.items() if count != 1] == []
