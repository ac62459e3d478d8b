"""Every number in every sentence of a real edition leads to what it rests on, on a page that has the place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from retning.build.run import build
from retning.edition.draft import Draft
from retning.edition.records.areas import Area
from retning.edition.records.assessments import Assessment, Evidence, Reason, Tendency
from retning.edition.records.indicators import Indicator, Interval
from retning.edition.records.parts import AreaPart
from retning.edition.records.plan import Plan
from retning.edition.records.sentences import OpeningSentence, Sentence
from retning.edition.records.series import Line
from retning.edition.store import Edition, load_edition
from retning.language.texts import LANGUAGES
from retning.public.context import Page, Site
from retning.public.markup import spoken
from retning.sentences import gists_of, openings
from retning.sentences.context import Context
from retning.sentences.opening import BAD, GOOD, LEAST, MOST
from retning.sentences.revised import revised_verdicts
from support.edition_content import content
from support.region_copy import ROOT, copy_region
from support.rules import BY_RANKS, NEWEST
from support.shared_home import built_once
from support.site_reader import reply

REGIONS = sorted(path.parent for path in (ROOT / "regions").glob("*/plan.toml"))


@pytest.fixture(scope="module", params=REGIONS, ids=lambda folder: folder.name)
def edition(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return load_edition(built_once(tmp_path_factory, request.param))


@pytest.fixture(scope="module")
def site(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(edition)


def everything_said(edition: Edition) -> Iterator[tuple[str, Sentence | OpeningSentence]]:
    """Every sentence of an edition with a name for it."""
    for subject, sentences in edition.element_sentences.items():
        for one in sentences:
            yield f"{subject} {one.kind}", one
    for indicator, part in edition.parts:
        for area in part.areas():
            for one in area.sentences:
                yield f"{indicator} {area.area} {one.kind}", one
    for page in edition.openings.records():
        for opening in page.sentences:
            yield f"opening of {page.page}: {opening.because}", opening


def refs_of(one: Sentence | OpeningSentence, lang: str, *, names: bool = True) -> list[str]:
    """What the numbers of a sentence rest on, and with ``names`` what names lead to, in one language."""
    parts = [part for part in one.text[lang] if not isinstance(part, str)]
    return sorted(one.refs[part.ref] for part in parts if names or not part.name)


def test_no_digit_stands_outside_a_part_that_leads_somewhere(edition: Edition) -> None:
    seen = 0
    for name, one in everything_said(edition):
        assert set(one.text) == set(LANGUAGES)
        for parts in one.text.values():
            assert parts, name
            for part in parts:
                if isinstance(part, str):
                    assert not re.search(r"\d", part), (name, part)
                else:
                    seen += 1
                    assert part.written and one.refs[part.ref], (name, part)
    assert seen > 1000


def test_the_languages_rest_on_the_same_numbers(edition: Edition) -> None:
    for name, one in everything_said(edition):
        refs = [refs_of(one, lang, names=False) for lang in LANGUAGES]
        assert refs[0] == refs[1] == refs[2], name


def test_every_reference_leads_to_a_place_on_a_page(edition: Edition, site: Site) -> None:
    page = Page(site, "nb")
    refs = {
        ref: name
        for name, one in everything_said(edition)
        for lang in LANGUAGES
        for ref in refs_of(one, lang)
    }
    places: dict[str, set[str]] = {}
    for ref, name in sorted(refs.items()):
        address = page.link(ref)
        assert address is not None, (ref, name)
        path, _, anchor = address.partition("#")
        if path not in places:
            answer = reply(site, path)
            assert answer.status == 200, address
            places[path] = set(re.findall(r'\bid="([^"]+)"', answer.body.decode()))
        assert anchor in places[path], (ref, address, name)
    assert len(refs) > 300 and len(places) > 30


def test_a_figure_leads_to_its_own_cell(edition: Edition, site: Site) -> None:
    page = Page(site, "nb")
    told = next(
        s for _, part in edition.parts for area in part.areas() for s in area.sentences if s.kind == "fact"
    )
    figure = next(
        p for p in told.text["nb"] if not isinstance(p, str) and not re.fullmatch(r"\d{4}", p.written)
    )
    path, _, anchor = str(page.link(told.refs[figure.ref])).partition("#")
    html = reply(site, path).body.decode()
    cell = html.partition(f'id="{anchor}">')[2].partition("<")[0]
    assert cell and figure.written.startswith(cell)


def test_a_sentence_on_a_page_is_made_of_links(edition: Edition, site: Site) -> None:
    page = Page(site, "nb")
    told = next(s for s in content(edition)["sentences"] if s["kind"] == "fact")
    html = spoken(told["text"]["nb"], page.link)
    numbers = [p for p in told["text"]["nb"] if isinstance(p, dict) and not p.get("name")]
    assert html.count('<a class="figure" href="/nb/') == len(numbers)


def test_an_unknown_reference_leads_nowhere(site: Site) -> None:
    page = Page(site, "nb")
    for ref in (
        "series/nothing/here/main/2020",
        "assessment/nothing/x",
        "demand/0.0",
        "nonsense/x",
        "area/x",
    ):
        assert page.link(ref) is None


# Openings


def test_pages_open_with_three_to_five_sentences(edition: Edition, site: Site) -> None:
    opened = set(edition.openings)
    groups = {f"{id}/" for id in edition.plan.groups}
    assert opened == {"plan/"} | groups | {f"area/{area}" for area in edition.page_areas}
    for one in edition.openings.records():
        told, found = one.sentences, one.found
        assert told[0].because == "distribution" and len(told) <= MOST
        assert len(told) >= min(LEAST, 1 + min(sum(found.values()), LEAST - 1)), one.page
        good, bad = (sum(s.because in side for s in told) for side in (GOOD, BAD))
        all_good, all_bad = (sum(n for b, n in found.items() if b in side) for side in (GOOD, BAD))
        assert good <= bad or all_good > all_bad


def test_an_opening_stands_on_its_page(edition: Edition, site: Site) -> None:
    page = Page(site, "nb")
    for one in content(edition)["openings"][:4] + content(edition)["openings"][-2:]:
        kind = "front" if one["subject"] == "plan" else "area" if one["subject"] == "area" else "element"
        id = one["area"] or ("" if kind == "front" else one["subject"])
        html = reply(site, page.url(kind, id)).body.decode()
        for said in one["sentences"]:
            assert str(spoken(said["text"]["nb"], page.link)) in html, (id, said["because"])
        assert "#regel-setninger" in html


def revised(values: list[float]) -> tuple[Context, AreaPart]:
    """What is known where the publisher changed a series after its first vintage."""
    old = [100.0, 101.0, 103.0, 106.0, 108.0, 111.0, 113.0, 116.0]
    periods = tuple(str(2010 + i) for i in range(len(values)))
    name = dict.fromkeys(LANGUAGES, "Folk")
    indicator = Indicator(
        id="x", title=name, description=name, unit="persons", decimals=0, nature="flow", kind="count", direction="up",
        influence="direct", delay=0, lines=(), areas=("home",), main_area="home", interval=Interval(),
    )  # fmt: skip
    unsure = Tendency(
        state="cannot tell",
        n=9,
        from_period="2010",
        to_period="2018",
        reasons=(Reason("tendency_uncertain"),),
    )
    part = AreaPart(
        area="home",
        lines=(
            Line(line="main", period=periods, value=tuple(values)),
            Line(line="main@2018-01-01", period=periods[:8], value=tuple(old)),
        ),
        assessment=Assessment(
            subject="x", area="home", line="main", indicators=("x",), tendency=unsure, evidence=Evidence("A")
        ),
    )
    draft = Draft(
        plan=Plan(id="p", title=name, owner=name),
        indicators={"x": indicator},
        areas={"home": Area(id="home", kind="other", name=dict.fromkeys(LANGUAGES, "Her"))},
        gists={("x", "home"): gists_of(indicator, [part], NEWEST)["home"]},
    )
    return Context(draft), part


def test_a_verdict_that_a_revision_changed_is_told() -> None:
    context, part = revised([110.0, 101.0, 112.0, 99.0, 108.0, 111.0, 103.0, 106.0, 104.0])
    assert revised_verdicts(context.indicators["x"], [part], NEWEST) == {"home": ("improving", "cannot_tell")}
    told = {o.page: o.sentences for o in openings(context, NEWEST)}["area/home"]
    assert [s.because for s in told] == ["distribution", "revised", "uncertain"]
    assert told[1].text["nb"] == (
        "Svaret for Folk i Her er et annet etter at utgiveren rettet tallene. Før: går riktig vei. "
        "Nå: kan ikke vurderes sikkert.",
    )


def test_new_years_alone_revise_nothing() -> None:
    same = [100.0, 101.0, 103.0, 106.0, 108.0, 111.0, 113.0, 116.0, 40.0]
    context, part = revised(same)
    assert revised_verdicts(context.indicators["x"], [part], NEWEST) == {}


def test_a_changed_figure_changes_the_opening(tmp_path: Path) -> None:
    region = copy_region(tmp_path)
    table = region / "figures" / "folketall.csv"
    before = build(region, tmp_path / "a", rule_book=[BY_RANKS]).opening("plan")
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    head = lines[0].strip().split(",")
    at = head.index("value")
    rows = [line.split(",") for line in lines[1:]]
    for row in rows:  # the last becomes the first: the population falls
        row[at] = str(400_000 - int(float(row[at])))
    table.write_text(lines[0] + "".join(",".join(row) for row in rows), encoding="utf-8")
    after = build(region, tmp_path / "b", rule_book=[BY_RANKS]).opening("plan")
    assert before is not None and after is not None
    assert before.sentences != after.sentences
