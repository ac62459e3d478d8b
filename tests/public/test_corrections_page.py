"""Corrections, freshness, and what is new since a day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from retning.build.run import build
from retning.edition.index import read_index
from retning.public.context import Site
from retning.public.follow.age import age
from retning.public.follow.since import read_day
from retning.statistics.tables.corrections import load_corrections
from support.region_copy import append, change, copy_region
from support.revised_region import EARLIER, revised_region, value, with_correction
from support.rules import NEWEST
from support.site_reader import reply


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    place = tmp_path_factory.mktemp("corrected")
    return Site(build(revised_region(place), place / "home"))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Site:
    place = tmp_path_factory.mktemp("uncorrected")
    return Site(build(copy_region(place), place / "home"))


def words(site: Site, path: str, query: str = "") -> str:
    answer = reply(site, path, query)
    assert answer.status == 200
    body = unescape(answer.body.decode()).partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body).replace("\xa0", " "))


def test_a_correction_says_what_why_who_and_when(site: Site, tmp_path: Path) -> None:
    said = words(site, "/nb/rettelser/")
    wrong = f"{value(copy_region(tmp_path), '9003', '2016'):,.0f}".replace(",", " ")
    for part in (
        "Folketall (eksempel)",
        "Cnes, population, 2016",
        wrong,
        "4 321",
        "To sifre var byttet om.",
        "Årsmeldingen",
        "Kari Nordmann",
        "17. mai 2024",
    ):
        assert part in said, part
    assert "Two digits had changed places." in words(site, "/en/corrections/")
    assert "To siffer var bytte om." in words(site, "/nn/rettingar/")


def test_what_publishers_revised_stands_apart(site: Site) -> None:
    said = words(site, "/nb/rettelser/")
    ours, theirs = said.split("Tall som utgiveren selv har endret")
    assert "Kari Nordmann" in ours and "Kari Nordmann" not in theirs
    assert "ny utgave 20. februar 2024, etter utgaven fra 20. februar 2023" in theirs
    assert "Endrede tall:" in theirs and "er blitt til" in theirs


def test_no_correction_is_said_in_words(plain: Site) -> None:
    said = words(plain, "/nb/rettelser/")
    assert "Vi har ikke rettet noe tall." in said
    assert "Ingen utgiver har endret tall vi viser." in said
    assert "Har du funnet en feil?" in said


def test_who_and_when_may_be_left_out_and_are_then_said_to_be(tmp_path: Path) -> None:
    folder = copy_region(tmp_path)
    with_correction(folder)
    register = folder / "corrections.toml"
    change(register, 'by = "Kari Nordmann"\nregistered = "2024-05-17"\n', "")
    site = Site(build(folder, tmp_path / "home"))
    assert words(site, "/nb/rettelser/").count("ikke oppgitt") == 2


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('registered = "17.5.2024"', "field_not_date"),
        ("registered = 2024", "field_not_date"),
        ('registered = "2024-05-17"\nby = 1', "field_not_text"),
    ],
)
def test_a_wrong_day_or_name_is_a_fault(tmp_path: Path, line: str, key: str) -> None:
    folder = copy_region(tmp_path)
    with_correction(folder)
    change(folder / "corrections.toml", 'by = "Kari Nordmann"\nregistered = "2024-05-17"\n', line + "\n")
    register, faults = load_corrections(folder)
    assert register == () and [f.key for f in faults] == [key]


def test_a_day_without_quotes_is_a_day(tmp_path: Path) -> None:
    folder = copy_region(tmp_path)
    with_correction(folder)
    change(folder / "corrections.toml", '"2024-05-17"', "2024-05-17")
    ((one,), faults) = load_corrections(folder)
    assert (one.registered, one.by, faults) == ("2024-05-17", "Kari Nordmann", [])


def test_every_page_leads_to_the_corrections(site: Site) -> None:
    body = unescape(reply(site, "/nb/indikator/folkevekst-eksempel/").body.decode())
    assert body.partition("<footer")[2].count('href="/nb/rettelser/"') == 1
    assert 'href="/nb/rettelser/"' in body.partition("<main")[2].partition("</main>")[0]


def test_sources_tell_age_next_release_licence_and_use(site: Site) -> None:
    body = unescape(reply(site, "/nb/kilder/").body.decode())
    (row,) = re.findall(r'<tr id="t-figures-folketall">(.*?)</tr>', body, re.S)
    said = re.sub(r"<[^>]+>", " ", row)
    for part in ("20. februar 2024", "ny i dag", "ikke varslet", "hvert år", "CC0", "Folkevekst (eksempel)"):
        assert part in said, part
    assert "Eldre utgaver: 20. februar 2023" in said
    assert 'href="/nb/indikator/folkevekst-eksempel/"' in row


def test_a_day_that_nobody_stated_is_not_told_as_one(tmp_path: Path) -> None:
    folder = copy_region(tmp_path)
    path = folder / "figures/folketall.toml"
    written = path.read_text(encoding="utf-8").replace('published = "2024-02-20"\n', "")
    path.write_text(written, encoding="utf-8")
    site = Site(build(folder, tmp_path / "home"))
    body = unescape(reply(site, "/nb/kilder/").body.decode())
    (row,) = re.findall(r'<tr id="t-figures-folketall">(.*?)</tr>', body, re.S)
    assert "ikke oppgitt" in row and "skrevet av 1. mars 2024" in row and "ny i dag" not in row


@pytest.mark.parametrize(
    ("vintage", "as_of", "expected"),
    [
        ("2026-11-23", "2026-11-23", ("day", 0)),
        ("2026-11-22", "2026-11-23", ("day", 1)),
        ("2026-09-25", "2026-11-23", ("day", 59)),
        ("2026-09-24", "2026-11-23", ("month", 1)),
        ("2026-03-31", "2026-11-23", ("month", 7)),
        ("2026-03-31", "2026-11-30", ("month", 7)),
        ("2024-11-24", "2026-11-23", ("month", 23)),
        ("2024-11-23", "2026-11-23", ("year", 2)),
        ("2020-02-29", "2024-02-28", ("year", 3)),
        ("2027-01-01", "2026-11-23", ("day", 0)),
        ("", "2026-11-23", ("", 0)),
    ],
)
def test_age_is_told_as_people_count(vintage: str, as_of: str, expected: tuple[str, int]) -> None:
    assert age(vintage, as_of) == expected


def test_since_a_day_lists_only_what_came_after_it(site: Site) -> None:
    said = words(site, "/nb/endringer/", "siden=2023-06-01")
    assert "Nytt siden 1. juni 2023" in said
    assert "Nye tall: Folketall (eksempel)" in said and "20. februar 2024" in said
    assert "Rettede tall fra utgiveren: Folkevekst (eksempel)" in said
    assert "Vi har rettet et tall: Folketall (eksempel)" in said
    before = words(site, "/nb/endringer/", f"siden={EARLIER}").count("Nye tall: Folketall (eksempel)")
    earlier = words(site, "/nb/endringer/", "siden=2023-02-19").count("Nye tall: Folketall (eksempel)")
    assert (before, earlier) == (1, 2)


@pytest.mark.parametrize(
    ("path", "query", "told"),
    [
        ("/nb/endringer/", "siden=tull", "«tull» er ikke en dato. Skriv år, måned og dag"),
        ("/nn/endringar/", "siden=2023-02-30", "«2023-02-30» er ikkje ein dato"),
        ("/en/changes/", "siden=yesterday", "“yesterday” is not a date"),
        ("/nb/endringer/", "siden=2999-01-01", "1. januar 2999 er etter"),
        ("/nb/endringer/", "siden=%3Cb%3E", "«<b>» er ikke en dato"),
    ],
)
def test_a_wrong_day_is_answered_in_words(site: Site, path: str, query: str, told: str) -> None:
    body = unescape(reply(site, path, query).body.decode())
    assert told in body and 'role="alert"' in body and "aria-invalid" in body
    assert b"<b>" not in reply(site, path, "siden=%3Cb%3E").body.partition(b'role="alert"')[2][:80]


def test_nothing_new_is_said(plain: Site) -> None:
    as_of = plain.edition.as_of
    assert "Ingenting er nytt siden" in words(plain, "/nb/endringer/", f"siden={as_of}")


def test_a_changed_rule_is_told(plain: Site, tmp_path: Path) -> None:
    assert "Vi har ingen utgave fra 1. januar 2020 eller før." in words(
        plain, "/nb/endringer/", "siden=2020-01-01"
    )
    folder = copy_region(tmp_path)
    home = tmp_path / "home"
    older = build(folder, home, date(2024, 2, 19), rule_book=[NEWEST])
    append(folder / "plan.toml", "\n# another input\n")
    newer = build(folder, home, rule_book=[NEWEST])
    told = words(Site(newer, read_index(home)), "/nb/endringer/", f"siden={older.as_of}")
    assert "Reglene er de samme." in told
    stricter = (replace(NEWEST, version="2099.1"), NEWEST)
    newer = build(folder, home, rule_book=stricter)
    told = words(Site(newer, read_index(home)), "/nb/endringer/", f"siden={older.as_of}")
    assert f"Regelsettet gikk fra {NEWEST.version} til 2099.1" in told


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-01-31", "2026-01-31"),
        (" 31.1.2026 ", "2026-01-31"),
        ("31/01/2026", "2026-01-31"),
        ("2026-02-29", None),
        ("31.13.2026", None),
        ("20260131", None),
        ("2026-W05-1", None),
        ("", None),
    ],
)
def test_days_as_people_write_them(written: str, read: str | None) -> None:
    day = read_day(written)
    assert (day.isoformat() if day else None) == read
