"""Atom feeds follow RFC 4287 and tell what the edition tells: new, revised and corrected figures, changed verdicts."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest

from retning.answers import Group
from retning.build.run import build
from retning.edition.records.history import Changed, History, Verdict
from retning.language.texts import LANGUAGES, catalogue
from retning.public.context import Site
from retning.public.follow.event import Event, Scope
from retning.public.follow.events import KINDS, events
from retning.public.follow.feeds import moment
from retning.public.follow.figure_events import Revised
from support.other_edition import edition_with
from support.region_copy import change
from support.revised_region import EARLIER, revised_region, value
from support.site_reader import reply

A = "{http://www.w3.org/2005/Atom}"
BASE = "https://example.org"
TAG = re.compile(r"tag:[\w.-]+,\d{4}(-\d{2}(-\d{2})?)?:[\w/.@%~:-]+")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T00:00:00Z")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    place = tmp_path_factory.mktemp("told")
    return Site(build(revised_region(place), place / "home"))


def feed(site: Site, path: str) -> ElementTree.Element:
    answer = reply(site, path, "", BASE)
    assert (answer.status, answer.media) == (200, "application/atom+xml; charset=utf-8")
    return ElementTree.fromstring(answer.body)


def entries(site: Site, path: str, kind: str) -> list[ElementTree.Element]:
    return [
        entry
        for entry in feed(site, path).findall(f"{A}entry")
        if [c.get("term") for c in entry.findall(f"{A}category")] == [kind]
    ]


def test_every_feed_has_what_the_standard_asks_for(site: Site) -> None:
    feeds = [a for a in site.addresses.values() if a.ending == ".atom"]
    assert {a.kind for a in feeds} == {"changes", "element", "indicator", "area"}
    ids = set()
    for address in feeds:
        root = feed(site, address.path)
        assert root.tag == f"{A}feed"
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == address.lang
        for name in ("id", "title", "updated"):
            assert len(root.findall(f"{A}{name}")) == 1 and root.findtext(f"{A}{name}")
        assert root.findtext(f"{A}author/{A}name")
        links = {link.get("rel"): link.get("href", "") for link in root.findall(f"{A}link")}
        assert links["self"] == BASE + address.path
        assert reply(site, links["alternate"].removeprefix(BASE)).status == 200
        assert root.findtext(f"{A}id") not in ids
        ids.add(root.findtext(f"{A}id"))
        _check_entries(site, root)
    assert all(TAG.fullmatch(str(id)) for id in ids)


def _check_entries(site: Site, root: ElementTree.Element) -> None:
    days = []
    known = set()
    for entry in root.findall(f"{A}entry"):
        for name in ("id", "title", "updated", "summary"):
            assert len(entry.findall(f"{A}{name}")) == 1 and entry.findtext(f"{A}{name}")
        (link,) = entry.findall(f"{A}link")
        assert link.get("rel") == "alternate"
        assert reply(site, str(link.get("href")).removeprefix(BASE), "").status == 200
        id = entry.findtext(f"{A}id", "")
        assert TAG.fullmatch(id) and id not in known
        known.add(id)
        days.append(entry.findtext(f"{A}updated", ""))
    assert all(MOMENT.fullmatch(day) for day in days)
    assert days == sorted(days, reverse=True)
    assert all(day[:10] <= site.edition.as_of for day in days if "2024-05-17" not in day)
    if days:
        assert root.findtext(f"{A}updated") == days[0]


def test_a_new_vintage_is_told_on_its_day_with_the_newest_figure(site: Site) -> None:
    told = entries(site, "/nb/indikator/folkevekst-eksempel.atom", "new")
    assert [e.findtext(f"{A}updated", "")[:10] for e in told] == ["2024-02-20", EARLIER]
    newest, older = (e.findtext(f"{A}summary", "") for e in told)
    line = site.edition.line("folkevekst-eksempel", "eksempelregionen")
    assert line is not None
    last = max(n for n, v in enumerate(line.value) if v is not None)
    assert f"{line.period[last]}: {line.value[last]:,}".replace(",", "\xa0") in newest
    assert "Eksempelregionen" in newest and "Eksempelregionen" not in older


def test_an_area_is_told_its_own_figure(site: Site) -> None:
    (newest, _) = entries(site, "/nb/omrade/cnes.atom", "new")[:2]
    assert "Cnes" in newest.findtext(f"{A}summary", "")


def test_a_revised_figure_is_told_with_both_values(site: Site) -> None:
    told = entries(site, "/nb/omrade/eksempelland.atom", "revised")
    assert told
    summary = " ".join(e.findtext(f"{A}summary", "") for e in told)
    # growth in 2013 ends, and growth in 2014 begins, with the figure that was ten lower
    assert "Eksempelland, 2013" in summary and "er blitt til" in summary
    assert entries(site, "/nb/omrade/cnes.atom", "revised") == []


def test_a_correction_is_told_where_it_belongs(site: Site) -> None:
    for path in ("/nb/endringer.atom", "/nb/omrade/cnes.atom", "/nb/indikator/folkevekst-eksempel.atom"):
        (told,) = entries(site, path, "correction")
        assert told.findtext(f"{A}updated") == "2024-05-17T00:00:00Z"
        summary = told.findtext(f"{A}summary", "")
        assert (
            "Cnes, population, 2016" in summary
            and "4\xa0321" in summary
            and "To sifre var byttet om." in summary
        )
    assert entries(site, "/nb/omrade/avik.atom", "correction") == []
    assert "Two digits" in entries(site, "/en/changes.atom", "correction")[0].findtext(f"{A}summary", "")


def test_a_changed_verdict_is_told_with_its_reason(site: Site) -> None:
    def logged(now: Group) -> Site:
        entry = Changed(
            day="2024-01-02",
            subject="folkevekst-eksempel",
            causes=("revised",),
            old=Verdict(way="improving", evidence="A"),
            new=Verdict(way=now, evidence="B"),
        )
        return Site(edition_with(site.edition, history=History(log=(entry,))))

    (told,) = entries(logged("cannot tell"), "/nb/indikator/folkevekst-eksempel.atom", "verdict")
    assert told.findtext(f"{A}summary") == (
        "Før: går riktig vei; grunnlag A. Nå: kan ikke vurderes sikkert; grunnlag B. Grunn: rettede tall."
    )
    (changed,) = [h for h in events(logged("worsening").edition) if h.kind == "verdict"]
    assert changed.key.rpartition("/")[2] not in told.findtext(f"{A}id", "")


def test_a_changed_figure_changes_the_feed_and_keeps_the_id(site: Site, tmp_path: Path) -> None:
    folder = revised_region(tmp_path)
    last = max(p for p in range(2012, 2030) if _has(folder, str(p)))
    old = value(folder, "9003", str(last))
    path = folder / "figures/folketall.csv"
    change(path, f"9003,{last},{old:g},", f"9003,{last},{old + 7:g},")
    other = Site(build(folder, tmp_path / "home"))
    before, after = (entries(s, "/nb/indikator/folkevekst-eksempel.atom", "new")[0] for s in (site, other))
    assert before.findtext(f"{A}id") == after.findtext(f"{A}id")
    assert before.findtext(f"{A}summary") != after.findtext(f"{A}summary")


def _has(folder: Path, period: str) -> bool:
    try:
        value(folder, "9003", period)
    except KeyError:
        return False
    return True


def test_the_same_edition_gives_the_same_bytes(site: Site) -> None:
    other = Site(site.edition)
    for path in ("/nb/endringer.atom", "/en/indicator/folkevekst-eksempel.atom"):
        assert reply(site, path, "", BASE).body == reply(other, path, "", BASE).body


def test_a_frozen_edition_has_feeds_with_its_own_links(site: Site) -> None:
    frozen = Site(site.edition, prefix=f"/v/{site.edition.name}")
    root = feed(frozen, "/nb/endringer.atom")
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{A}link")}
    assert links["self"] == f"{BASE}/v/{site.edition.name}/nb/endringer.atom"
    assert root.findtext(f"{A}id") == feed(site, "/nb/endringer.atom").findtext(f"{A}id")


@pytest.mark.parametrize(
    ("page", "atom"),
    [
        ("/nb/indikator/folkevekst-eksempel/", "/nb/indikator/folkevekst-eksempel.atom"),
        ("/nn/omrade/cnes/", "/nn/omrade/cnes.atom"),
        ("/en/plan/A-a/", "/en/plan/A-a.atom"),
        ("/nb/endringer/", "/nb/endringer.atom"),
        ("/nb/", "/nb/endringer.atom"),
    ],
)
def test_pages_tell_readers_of_their_feed(site: Site, page: str, atom: str) -> None:
    head = unescape(reply(site, page).body.decode()).partition("</head>")[0]
    assert re.search(
        rf'<link rel="alternate" type="application/atom\+xml" href="{atom}" title="[^"]+">', head
    )


@pytest.mark.parametrize(
    ("day", "written"),
    [("2026-03-31", "2026-03-31"), ("2026-03", "2026-03-01"), ("2026", "2026-01-01")],
)
def test_days_become_moments(day: str, written: str) -> None:
    assert moment(day) == f"{written}T00:00:00Z"


def test_an_event_concerns_those_who_follow_what_it_is_about() -> None:
    event = Revised(
        day="2026-01-01",
        key="k",
        indicators=("i",),
        elements=("1.1",),
        areas=("a",),
        rows=(),
    )
    followed = (Scope(), Scope(indicator="i"), Scope(element="1.1"), Scope(area="a"))
    assert all(event.concerns(scope) for scope in followed)
    assert not event.concerns(Scope(area="b"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_event_has_words_of_its_own(kind: type[Event]) -> None:
    assert {"all_of", "title", "address", "lines"} <= set(vars(kind))
    for lang in LANGUAGES:
        assert f"since.{kind.kind}" in catalogue(lang)
