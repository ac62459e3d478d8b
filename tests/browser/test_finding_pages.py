"""Searching and following along as a reader does: by keyboard, without script, in every width, with axe."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from support.visitor import Visitor

STATES = (
    "/nb/sok/",
    "/nb/sok/?q=eksport",
    "/nn/sok/?q=arbeidsl%C3%B8yse",
    "/en/search/?q=population%20growth",
    "/nb/sok/?q=qqqqqq",
    "/nb/rettelser/",
    "/nb/kilder/",
    "/nb/endringer/?siden=2026-08-01",
    "/nb/endringer/?siden=i%20fjor",
)


@pytest.mark.parametrize("path", STATES)
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_everything_fits(browser: Browser, root: str, path: str, width: int) -> None:
    visitor = Visitor.arrive(browser, root, width, bypass_csp=True)
    page = visitor.go(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert visitor.violations() == []
    assert (visitor.complaints, visitor.strangers()) == ([], [])
    visitor.leave()


@pytest.mark.parametrize("script", [True, False])
def test_a_word_typed_on_the_front_page_leads_by_keyboard_to_what_it_means(
    browser: Browser, root: str, script: bool
) -> None:
    visitor = Visitor.arrive(browser, root, java_script_enabled=script)
    page = visitor.go("/nb/")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("eksportvekst")
    page.keyboard.press("Enter")
    page.wait_for_url("**/nb/sok/?q=eksportvekst*")
    assert page.get_by_role("heading", level=2).first.inner_text().endswith("på «eksportvekst»")
    # The page comes with the focus in its main part: past the menu, at the box with what was typed.
    page.keyboard.press("Tab")
    assert page.locator(":focus").input_value() == "eksportvekst"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert "Eksportvekst" in page.locator(":focus").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/nb/indikator/eksportvekst/")
    visitor.leave()


def test_a_slip_is_answered_with_a_name_to_choose(reader: Visitor) -> None:
    page = reader.go("/nb/sok/?q=" + quote("Trondhjem"))
    page.get_by_role("link", name="Trondheim", exact=True).click()
    page.wait_for_url("**/nb/sok/?q=Trondheim*")
    assert page.locator(".hits a").first.inner_text() == "Trondheim"


def test_a_chosen_day_is_asked_for_by_the_form(reader: Visitor) -> None:
    page = reader.go("/nb/endringer/")
    page.get_by_label("Vis det som er nytt siden").fill("2026-08-01")
    page.get_by_role("button", name="Vis", exact=True).click()
    page.wait_for_url("**/nb/endringer/?siden=2026-08-01*")
    assert page.get_by_role("heading", name="Nytt siden 1. august 2026").is_visible()
