"""Search over the region's own edition: names, numbers and words that people here use."""

from __future__ import annotations

import pytest

from retning.public.context import Page, Site
from retning.public.pages.search.page import index_of


def found(site: Site, lang: str, query: str) -> list[tuple[str, str]]:
    """Title and address of what a query finds, best first."""
    return [(h.document.title, h.document.address) for h in index_of(Page(site, lang)).search(query).hits]


@pytest.mark.parametrize(
    ("lang", "query", "address"),
    [
        ("nb", "Tråante", "/nb/omrade/trondheim/"),
        ("nb", "traante", "/nb/omrade/trondheim/"),
        ("nb", "Tråanten tjïelte", "/nb/omrade/trondheim/"),
        ("nb", "Trööndelage", "/nb/omrade/trondelag/"),
        ("nb", "1601", "/nb/omrade/trondheim/"),
        ("nb", "5001", "/nb/omrade/trondheim/"),
        ("nb", "Klæbu", "/nb/omrade/trondheim/"),
        ("nb", "1662", "/nb/omrade/trondheim/"),
        ("nn", "Rissa", "/nn/omrade/indre-fosen/"),
        ("en", "Orkdal", "/en/area/orkland/"),
        ("nb", "Stjordal", "/nb/omrade/stjordal/"),
        ("nb", "Stjoerdal", "/nb/omrade/stjordal/"),
        ("nb", "4.7", "/nb/plan/4.7/"),
        ("nb", "eksportvekst", "/nb/indikator/eksportvekst/"),
        ("nb", "arbeidsledighet", "/nb/indikator/ledighet/"),
        ("nn", "arbeidsløyse", "/nn/indikator/ledighet/"),
        ("en", "unemployment", "/en/indicator/ledighet/"),
        ("nn", "straumpris", "/nn/indikator/strompris-husholdning-ore/"),
    ],
)
def test_what_people_look_for_comes_first(site: Site, lang: str, query: str, address: str) -> None:
    assert found(site, lang, query)[0][1] == address


def test_a_table_is_found_by_its_number(site: Site) -> None:
    hits = found(site, "nb", "07459")
    assert len(hits) >= 2
    assert all(address.startswith("/nb/kilder/#t-") for _, address in hits)


def test_gross_product_and_value_added_are_the_same_to_a_reader(site: Site) -> None:
    for lang, query in (("nb", "BNP"), ("nn", "verdiskaping"), ("en", "GDP")):
        addresses = [
            address.rpartition("/indikator/")[2] or address for _, address in found(site, lang, query)
        ]
        assert any("verdiskaping" in address for address in addresses), (lang, query)


def test_every_title_of_the_site_finds_itself(site: Site) -> None:
    for lang in ("nb", "nn", "en"):
        index = index_of(Page(site, lang))
        for document in index.documents:
            hits = index.search(document.title).hits
            assert document.title in [hit.document.title for hit in hits[:5]], (lang, document.title)


def test_every_found_address_is_a_page(site: Site) -> None:
    for document in index_of(Page(site, "nb")).documents:
        assert document.address.partition("#")[0] in site.addresses
