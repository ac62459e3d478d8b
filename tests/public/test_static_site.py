"""A site in a folder: each address is a file with the same content, and links lead from file to file."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from retning.build.run import build
from retning.public.context import Site
from retning.public.file_formats import FORMATS
from retning.public.static import file_of, paths_of, write_site
from support.region_copy import copy_region
from support.site_reader import reply

BASE = "https://example.org"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    home = tmp_path_factory.mktemp("home")
    return Site(build(copy_region(tmp_path_factory.mktemp("region")), home))


def is_light(path: str) -> bool:
    """Pages and what is quickly made: pictures are made in the same way, and take long."""
    return not path.endswith(tuple(one.ending for one in FORMATS.values() if one.is_expensive))


@pytest.fixture(scope="module")
def folder(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    count = write_site(site, folder, BASE, is_light)
    assert count == sum(path.is_file() for path in folder.rglob("*"))
    return folder


def test_every_address_is_a_file_with_what_the_site_answers(site: Site, folder: Path) -> None:
    paths = [path for path in paths_of(site) if is_light(path)]
    assert len(paths) > 200
    assert {"/nb/", "/en/plan/", "/nb/indikator/folkevekst-eksempel.csv", "/sitemap.xml"} <= set(paths)
    for path in paths:
        assert (folder / file_of(path)).read_bytes() == reply(site, path, "", BASE).body, path


def test_the_root_is_the_front_page_that_it_leads_to(site: Site, folder: Path) -> None:
    assert (folder / "index.html").read_bytes() == reply(site, "/nb/").body


def test_every_link_between_pages_leads_to_a_file(folder: Path) -> None:
    for page in folder.rglob("index.html"):
        for target in re.findall(r'(?:href|src)="(/[^"]*)"', unescape(page.read_text(encoding="utf-8"))):
            path = target.partition("#")[0].partition("?")[0]
            if is_light(path) and not path.startswith("/v/"):
                assert (folder / file_of(path)).is_file(), (page, target)
