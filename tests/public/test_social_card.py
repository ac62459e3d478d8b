"""What a page shows where people share it: every card has the words of the page, and every page names its card."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from retning.build.run import build
from retning.charts.card import Card, Verdict
from retning.charts.parts import Frame, Point
from retning.edition.store import load_edition
from retning.language.texts import state_key, text
from retning.public.addresses import path_of
from retning.public.blocks.card import card_of
from retning.public.context import Page, Site
from retning.public.file_formats import CARD
from retning.public.kinds import standard
from support.region_copy import change, copy_region
from support.site_reader import reply

KINDS = ("front", "indicator", "element", "area")


@pytest.fixture(scope="module")
def site(real_home: Path) -> Site:
    return Site(load_edition(real_home), address="https://example.org")


class Head(HTMLParser):
    """The ``meta`` elements of a page by their property or name."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta":
            found: dict[str, Any] = dict(attrs)
            self.meta[found.get("property") or found.get("name") or ""] = found.get("content") or ""


def head(site: Site, path: str) -> dict[str, str]:
    return Head(reply(site, path).body.decode()).meta


def pages(site: Site, kind: str) -> list[str]:
    ids = [a.id for a in site.addresses.values() if a.kind == kind and a.is_page and a.lang == "nb"]
    assert ids
    return ids


def test_the_kinds_that_are_shared_have_a_card_of_their_own() -> None:
    assert {kind.name for kind in standard().values() if CARD in kind.files} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_names_its_card_by_its_whole_address(site: Site, kind: str) -> None:
    for id in pages(site, kind)[::9]:
        for lang in ("nb", "nn", "en"):
            told = head(site, path_of(lang, kind, id))
            assert told["og:image"] == f"https://example.org{path_of(lang, kind, id, CARD)}"
            assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
            assert told["twitter:card"] == "summary_large_image"
            assert told["og:title"] and len(told["og:description"]) > 20
            assert told["og:image:alt"]
            assert told["og:url"] == f"https://example.org{path_of(lang, kind, id)}"


def test_other_pages_show_the_plans_card(site: Site) -> None:
    told = head(site, path_of("en", "method"))
    assert (
        told["og:image"]
        == f"https://example.org{path_of('en', 'front', '', CARD)}"
        == "https://example.org/en/card.png"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_card_is_a_picture_of_the_right_size(site: Site, kind: str) -> None:
    answer = reply(site, path_of("nb", kind, pages(site, kind)[0], CARD), "")
    assert (answer.status, answer.media) == (200, "image/png")
    assert answer.body.startswith(b"\x89PNG")
    assert [int.from_bytes(answer.body[n : n + 4], "big") for n in (16, 20)] == [1200, 630]
    assert len(answer.body) < 300_000
    assert answer.body == reply(site, path_of("nb", kind, pages(site, kind)[0], CARD), "").body


def words(svg: str) -> list[str]:
    return [html.unescape(t) for t in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_every_card_says_its_verdict_in_words_inside_the_picture(site: Site, lang: str) -> None:
    page = Page(site, lang)
    for kind in KINDS:
        for id in pages(site, kind):
            card = card_of(page, site.kinds[kind], id)
            svg = card.svg(lang, "card")
            shown = words(svg)
            assert card.verdicts, (kind, id)
            for verdict in card.verdicts:
                assert verdict.words in shown, (kind, id, verdict)
            assert not any("…" in t for t in shown[1:3]), (kind, id, shown)
            for y in re.findall(r'<text x="[\d.]+" y="([\d.]+)" font-size', svg):
                assert 60 <= float(y) <= 610
            assert "<image" not in svg and "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_the_card_of_an_indicator_says_what_its_page_says(site: Site) -> None:
    page = Page(site, "nb")
    for id, indicator in site.edition.indicators.items():
        area = indicator.main_area
        card = card_of(page, site.kinds["indicator"], id)
        if site.edition.line(id, area) is None:
            assert card.verdicts[0].state == "no_data"
            continue
        state = state_key(site.edition.tendency_on("indicator", id, id, area).state)
        assert card.verdicts[0].state == state
        assert card.verdicts[0].words.lower() == text("nb", f"way.{state}")
        line = site.edition.line(id, area)
        assert line is not None
        assert tuple(p.value for p in card.points) == line.value


def test_a_changed_value_changes_the_card(tmp_path: Path) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    path = path_of("nb", "indicator", "sysselsetting-eksempel", CARD)
    before = reply(Site(build(region, home)), path).body
    change(region / "figures/sysselsatte.csv", "9003,2024,776,", "9003,2024,716,")
    assert reply(Site(build(region, home)), path).body != before


def test_long_titles_and_many_verdicts_stay_inside() -> None:
    long = "Andel av de sysselsatte i kunnskapsintensive næringer som har høyere utdanning og pendler ut av regionen"
    verdicts = tuple(Verdict("worsening", f"{n} går feil vei") for n in range(4))
    points = tuple(Point(str(2000 + n), float(n % 5)) for n in range(20))
    for card in (
        Card(Frame(long, source=long), kicker=long, verdicts=verdicts),
        Card(
            Frame(long, decimals=1, source=long),
            kicker=long,
            verdicts=verdicts[:2],
            points=points,
            caption=long,
        ),
        Card(Frame(""), kicker="", verdicts=()),
    ):
        svg = card.svg("nb", "card")
        heights = [
            float(y) for y in re.findall(r' y="([\d.]+)"', re.sub(r"<g transform.*?</g></g>", "", svg))
        ]
        assert all(y <= 630 for y in heights)
        for verdict in card.verdicts:
            assert verdict.words in words(svg)
