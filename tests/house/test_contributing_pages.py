"""The pages for contributors are followed literally: what they show is written, run and works."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from textwrap import dedent
from types import ModuleType

import httpx
import pytest

from retning.build.region import check_region
from retning.edition.store import load_edition
from retning.public.context import Site
from retning.statistics.rules.history import parse, stored_text
from retning.statistics.sources.declared import load_sources
from retning.statistics.sources.errors import SourceError
from retning.statistics.sources.fetch import fetch
from retning.statistics.sources.http import Client
from retning.statistics.tables.archive import Archive
from support.followed_page import ROOT, FollowedPage
from support.pxweb_server import PxServer
from support.region_copy import append
from support.site_reader import reply, words

PAGES = sorted((ROOT / "docs").rglob("*.md"))


def test_the_page_about_indicators_leads_to_a_page_with_the_value(tmp_path: Path) -> None:
    FollowedPage("add-an-indicator.md", tmp_path).follow()
    home = tmp_path / "build" / "try-home"
    site = Site(load_edition(home))
    said = words(reply(site, "/en/indicator/fastleger/").body.decode())
    # (7 + 3) doctors for 4 400 + 1 910 residents
    assert "1.58" in said


def test_the_target_on_the_page_about_indicators_is_one_that_the_region_takes(tmp_path: Path) -> None:
    page = FollowedPage("add-an-indicator.md", tmp_path)
    page.follow()
    (target,) = re.findall(r"```toml\n(\[\[target\]\].*?)```", page.text, re.DOTALL)
    region = tmp_path / "build" / "try"
    append(region / "indicators" / "fastleger.toml", "\n" + target)
    assert check_region(region, tmp_path / "home") == []


def test_the_table_on_the_page_about_sources_is_fetched(tmp_path: Path) -> None:
    written = FollowedPage("add-a-source.md", tmp_path).file("sources.toml")
    with PxServer() as server:
        local = written.replace("https://data.example.org/api/v2", server.base)
        (tmp_path / "sources.toml").write_text(local, encoding="utf-8")
        sources, faults = load_sources(tmp_path)
        assert faults == [] and sources is not None
        archive = Archive(tmp_path / "home")
        report = fetch(sources, archive, clock=lambda: 1_790_000_000.0, sleep=lambda _: None)
    assert [(row.table, row.state) for row in report.rows] == [("made/00001", "new")]
    table = archive.tables(date(2026, 12, 31))[0]
    # four areas and seven years of both sexes together
    assert len(table) == 28


def interface(page: FollowedPage) -> ModuleType:
    """The module on the page about sources."""
    (code,) = re.findall(r"```python\n(.*?)```", page.text, re.DOTALL)
    module = ModuleType("json_stat_file")
    exec(compile(code, "json_stat_file.py", "exec"), module.__dict__)
    return module


def test_the_interface_on_the_page_about_sources_reads_a_file(tmp_path: Path) -> None:
    dataset = {
        "class": "dataset",
        "id": ["area", "year"],
        "size": [2, 1],
        "updated": "2026-02-25T07:00:00Z",
        "role": {"time": ["year"]},
        "dimension": {
            "area": {"category": {"index": ["7001", "7002"]}},
            "year": {"category": {"index": ["2024"]}},
        },
        "value": [5, 7],
    }

    def answer(request: httpx.Request) -> httpx.Response:
        assert request.url.path == "/tables/births.json"
        return httpx.Response(200, content=json.dumps(dataset).encode())

    transport = httpx.MockTransport(answer)
    with Client(["x.org"], clock=lambda: 0.0, sleep=lambda _: None, transport=transport) as client:
        api = interface(FollowedPage("add-a-source.md", tmp_path)).JsonStatFile(
            client, "https://x.org/tables/"
        )
        found = api.download("births", {"area": ("*",), "year": ("*",)}, {})
        assert found.cubes[0].value.tolist() == [5, 7]
        assert found.updated == "2026-02-25T07:00:00Z"
        with pytest.raises(SourceError, match="no_such_code"):
            api.download("births", {"area": ("7001",)}, {})


@pytest.mark.slow
def test_the_page_about_rules_shows_what_a_version_would_change(tmp_path: Path) -> None:
    FollowedPage("add-a-rule-version.md", tmp_path).follow()


def test_the_version_on_the_page_about_rules_is_one_that_the_history_takes(tmp_path: Path) -> None:
    page = FollowedPage("add-a-rule-version.md", tmp_path).text
    (version,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    limits, older = (
        stored_text().replace("points_for_tendency = 5", "points_for_tendency = 8").split("[[version]]", 1)
    )
    newest, before, *_ = parse(f"{limits}{dedent('   ' + version)}\n[[version]]{older}")
    assert (newest.version, newest.points_for_tendency, before.points_for_tendency) == ("2027.1", 8, 5)


@pytest.mark.parametrize("path", PAGES, ids=lambda page: page.name)
def test_tests_that_a_page_names_exist(path: Path) -> None:
    for named in re.findall(
        r"pytest (?:-\S+ )*((?:tests|regions)/[\w/]+(?:\.py(?:::\w+)?)?)", path.read_text(encoding="utf-8")
    ):
        file, _, test = named.partition("::")
        assert (ROOT / file).exists(), named
        assert not test or f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), named


# What a page tells its reader to make, and the folders at the top.
MADE = re.compile(r"gauge|glossary|every_year|json_stat_file|^build/|site-packages")
ROOTS = ("/src", "/tests", "/docs", "/regions", "/benchmarks", "/tools")


@cache
def places() -> tuple[str, ...]:
    """Every file and folder of the project, with a slash before each name."""
    folders = ("src", "tests", "docs", "regions", "benchmarks", "tools", "requirements")
    return tuple(
        f"/{path.relative_to(ROOT).as_posix()}" for name in folders for path in (ROOT / name).rglob("*")
    )


@pytest.mark.parametrize(
    "path", sorted((ROOT / "docs/contributing").glob("*.md")), ids=lambda page: page.name
)
def test_files_that_a_page_for_contributors_names_exist(path: Path) -> None:
    """Named from the project's folder, or from the folder that the sentence is about."""
    for named in re.findall(r"`([\w.-]+/[\w./-]*)`", path.read_text(encoding="utf-8")):
        ending = "/" + named.rstrip("/")
        assert MADE.search(named) or any(place.endswith(ending) for place in (*places(), *ROOTS)), named
