"""What people did and said on the pages, in files, feeds and search: decisions, the county council, one language."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from retning.build.run import build
from retning.public.context import Site
from support.followup_files import DUTIES, REPORT_DONE, STATEMENT
from support.region_copy import append, copy_region
from support.site_reader import reply

DECISION = """
[[followed_on]]
body = { nb = "Eksempelrådet", nn = "Eksempelrådet", en = "The Example Council" }
date = 2025-11-20
address = "https://example.org/vedtak/12"
until = 2027-12-31
"""
OWN_WORDS = STATEMENT.replace(
    'text = { nb = "Vi mangler folk.", nn = "Vi manglar folk.", en = "We lack people." }',
    'lang = "nn"\ntext = "Vi manglar sjukepleiarar."',
)
NOTE = 'lang = "nn"\nnote = "Saman med næringslivet."\nevidence'


def region(to: Path, decision: str = DECISION) -> Path:
    """The invented region with a plan followed on, a county that is asked, and words in one language."""
    folder = copy_region(to)
    append(folder / "plan.toml", decision)
    duties = DUTIES.replace('due = "year"', 'due = "year"\nwho = ["municipality", "eksempelfylket"]')
    report = REPORT_DONE.replace("2024", "2026").replace("evidence", NOTE)
    (folder / "duties.toml").write_text(duties + report, encoding="utf-8")
    (folder / "statements.toml").write_text(OWN_WORDS.replace("2024", "2026"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site on a day after the plan's end, while a decision holds."""
    place = tmp_path_factory.mktemp("followed")
    return Site(build(region(place), place / "home", date(2026, 6, 1)))


def read(site: Site, path: str, query: str = "") -> str:
    """The body of an answer as text."""
    answer = reply(site, path, query)
    assert answer.status == 200
    return unescape(answer.body.decode())


@pytest.mark.parametrize(
    ("path", "decided", "year"),
    [
        (
            "/nb/oppfolging/",
            "Planen gjaldt til 31. desember 2025. Eksempelrådet vedtok 20. november 2025 at planen skal følges til "
            "31. desember 2027.",
            "Derfor viser tavla 2026.",
        ),
        (
            "/nn/oppfolging/",
            "Planen gjaldt til 31. desember 2025. Eksempelrådet vedtok 20. november 2025 at planen skal følgjast til "
            "31. desember 2027.",
            "Derfor viser tavla 2026.",
        ),
        (
            "/en/follow-up/",
            "The plan was in force until 31 December 2025. The Example Council decided on 20 November 2025 that the plan "
            "is to be followed until 31 December 2027.",
            "The board therefore shows 2026.",
        ),
    ],
)
def test_the_board_names_the_decision_by_which_its_year_is_followed(
    site: Site, path: str, decided: str, year: str
) -> None:
    html = read(site, path)
    assert decided in html
    assert year in html
    assert 'href="https://example.org/vedtak/12"' in html


def test_the_page_of_the_plan_names_the_decision_too(site: Site) -> None:
    html = read(site, "/en/plan/")
    assert "The Example Council decided on 20 November 2025" in html
    assert 'href="https://example.org/vedtak/12"' in html


def test_a_decision_without_an_end_says_that_the_plan_is_still_followed(tmp_path: Path) -> None:
    folder = region(tmp_path, DECISION.replace("until = 2027-12-31\n", ""))
    open_end = Site(build(folder, tmp_path / "home", date(2026, 6, 1)))
    html = read(open_end, "/nb/plan/")
    assert "Eksempelrådet vedtok 20. november 2025 at planen fortsatt skal følges." in html


def test_when_the_decision_has_run_out_the_board_says_which_year_was_the_last(tmp_path: Path) -> None:
    over = Site(build(region(tmp_path), tmp_path / "home", date(2029, 6, 1)))
    html = read(over, "/nb/oppfolging/")
    assert "Derfor viser tavla 2027, det siste året planen ble fulgt." in html
    assert "Oppgaver i 2027: 5. Ingen er meldt gjort." in html


def test_a_plan_that_nobody_follows_on_has_no_such_sentence(tmp_path: Path) -> None:
    plain = Site(build(region(tmp_path, ""), tmp_path / "home", date(2026, 6, 1)))
    assert "vedtok" not in read(plain, "/nb/plan/")
    assert "Planen gjaldt til 31. desember 2025. Derfor viser tavla det siste året" in read(
        plain, "/nb/oppfolging/"
    )


def test_the_county_is_named_as_its_council_on_the_board(site: Site) -> None:
    html = read(site, "/nb/oppfolging/")
    (row,) = re.findall(r'<tr><th scope="row">[^/]*Eksempelfylket.*?</tr>', html)
    assert "fylkeskommunen" in row
    assert "gjelder ikke" in row


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("/nb/plan/B-a/", "Skrevet på nynorsk."),
        ("/en/plan/B-a/", "Written in Norwegian Nynorsk."),
    ],
)
def test_a_statement_in_another_language_is_marked_for_eyes_and_ears(
    site: Site, path: str, marked: str
) -> None:
    html = read(site, path)
    assert '<p class="own-text" lang="nn">Vi manglar sjukepleiarar.</p>' in html
    assert marked in html


def test_a_statement_in_the_language_of_the_page_is_not_marked(site: Site) -> None:
    html = read(site, "/nn/plan/B-a/")
    assert '<p class="own-text">Vi manglar sjukepleiarar.</p>' in html
    assert "Skrive på" not in html


def test_a_note_on_the_board_is_marked_with_its_language(site: Site) -> None:
    html = read(site, "/en/follow-up/")
    assert '<small lang="nn">Saman med næringslivet.</small>' in html
    assert "Written in Norwegian Nynorsk." in html


def test_a_language_that_the_catalogue_does_not_name_stands_with_its_code(tmp_path: Path) -> None:
    folder = region(tmp_path)
    written = folder / "statements.toml"
    written.write_text(written.read_text().replace('lang = "nn"', 'lang = "kpv"'), encoding="utf-8")
    other = Site(build(folder, tmp_path / "home", date(2026, 6, 1)))
    assert "Written in kpv." in read(other, "/en/plan/B-a/")


def test_the_feed_says_in_which_language_somebody_wrote(site: Site) -> None:
    assert "Vi manglar sjukepleiarar. (in Norwegian Nynorsk)" in read(site, "/en/changes.atom")
    assert "Saman med næringslivet. (in Norwegian Nynorsk)" in read(site, "/en/changes.atom")
    assert "(på nynorsk)" not in read(site, "/nn/endringar.atom")


def test_the_feed_tells_of_the_decision(site: Site) -> None:
    feed = read(site, "/nb/endringer.atom")
    assert "Planen følges videre" in feed
    assert "Eksempelrådet vedtok 20. november 2025 at planen skal følges til 31. desember 2027." in feed


def test_files_hold_the_words_and_their_language(site: Site) -> None:
    rows = csv.DictReader(io.StringIO(read(site, "/en/plan.csv").lstrip("\ufeff")))
    (row,) = [row for row in rows if row["id"] == "B-a"]
    assert (row["own_text"], row["own_lang"]) == ("Vi manglar sjukepleiarar.", "nn")
    board = json.loads(reply(site, "/en/follow-up.json", "").body)
    (done,) = [row for row in board["rows"] if row["state"] == "done"]
    assert (done["note"], done["note_lang"]) == ("Saman med næringslivet.", "nn")


def test_search_finds_a_statement_by_its_own_words_in_every_language(site: Site) -> None:
    for path in ("/nb/sok/", "/en/search/"):
        assert "B-a" in read(site, path, "q=sjukepleiarar")
