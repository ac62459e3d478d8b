"""Site map, robots, canonical and alternate addresses, and whose host they name."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from retning.edition.store import load_edition
from retning.language.texts import LANGUAGES
from retning.public.context import Site
from retning.public.http.host import AddressError, declared, is_host, of_request
from retning.public.http.wsgi import Application
from support.region_copy import copy_region, retning
from support.site_reader import reply

S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
X = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def site(small_home: Path) -> Site:
    return Site(load_edition(small_home))


def ask(
    application: Application, path: str, host: str = "", **more: str
) -> tuple[int, dict[str, str], bytes]:
    environ: dict[str, Any] = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", **more}
    if host:
        environ["HTTP_HOST"] = host
    told: list[Any] = []
    body = b"".join(application(environ, lambda status, headers: told.append((status, headers))))
    ((status, headers),) = told
    return int(status.split()[0]), dict(headers), body


def test_every_page_but_search_stands_in_the_map_with_its_twins(site: Site) -> None:
    answer = reply(site, "/sitemap.xml", "", "https://example.org")
    assert (answer.status, answer.media) == (200, "application/xml; charset=utf-8")
    urls = ElementTree.fromstring(answer.body).findall(f"{S}url")
    listed = [url.findtext(f"{S}loc", "") for url in urls]
    pages = [a for a in site.addresses.values() if a.is_page and a.kind not in ("search", "embed")]
    assert sorted(listed) == sorted(f"https://example.org{a.path}" for a in pages)
    assert len(set(listed)) == len(listed)
    for url in urls:
        assert url.findtext(f"{S}lastmod") == site.edition.as_of
        twins = {link.get("hreflang"): link.get("href") for link in url.findall(f"{X}link")}
        assert set(twins) == {*LANGUAGES, "x-default"}
        assert twins["x-default"] == twins["nb"]
        assert url.findtext(f"{S}loc") in twins.values()
        for address in twins.values():
            assert address in listed


def test_every_listed_page_answers_and_says_the_same_of_itself(site: Site) -> None:
    answer = reply(site, "/sitemap.xml", "", "https://example.org")
    for url in ElementTree.fromstring(answer.body).findall(f"{S}url"):
        path = url.findtext(f"{S}loc", "").removeprefix("https://example.org")
        head = unescape(reply(site, path).body.decode()).partition("</head>")[0]
        assert f'<link rel="canonical" href="{path}">' in head
        found = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', head))
        twins = {x.get("hreflang"): x.get("href") for x in url.findall(f"{X}link")}
        assert {code: f"https://example.org{p}" for code, p in found.items()} == twins


def test_robots_may_not_read_copies_and_search(site: Site) -> None:
    answer = reply(site, "/robots.txt", "", "https://example.org")
    lines = answer.body.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /v/", "Disallow: /nb/sok/", "Disallow: /nn/sok/", "Disallow: /en/search/"} <= set(
        lines
    )
    assert lines[-1] == "Sitemap: https://example.org/sitemap.xml"
    assert "Disallow: /" not in lines


def test_a_frozen_edition_has_no_map_and_points_to_the_page_of_today(small_home: Path) -> None:
    edition = load_edition(small_home)
    frozen = Site(edition, prefix=f"/v/{edition.name}")
    assert reply(frozen, "/sitemap.xml").status == 404
    assert reply(frozen, "/robots.txt").status == 404
    assert '<link rel="canonical" href="/nb/plan/">' in unescape(reply(frozen, "/nb/plan/").body.decode())


def test_a_declared_address_stands_in_every_head_and_beats_the_request(small_home: Path) -> None:
    application = Application(small_home, address="https://plan.example.org")
    _, _, body = ask(application, "/nb/plan/", "other.example.org")
    head = unescape(body.decode())
    assert '<link rel="canonical" href="https://plan.example.org/nb/plan/">' in head
    assert 'hreflang="x-default" href="https://plan.example.org/nb/plan/"' in head
    _, _, body = ask(application, "/sitemap.xml", "other.example.org")
    assert b"https://plan.example.org/nb/plan/" in body and b"other.example.org" not in body


def test_answers_for_one_host_never_reach_another(small_home: Path) -> None:
    application = Application(small_home)
    for path in ("/sitemap.xml", "/robots.txt", "/nb/endringer.atom", "/nb/kilder.ics"):
        seen = {}
        for host in ("a.example.org", "b.example.org:8000", "a.example.org"):
            status, headers, body = ask(application, path, host)
            assert status == 200
            seen.setdefault(host, (headers["ETag"], body))
            assert seen[host] == (headers["ETag"], body)
            assert not any(other.encode() in body for other in ("evil.example.org",))
        if path != "/nb/kilder.ics":  # an empty calendar names no host
            assert b"//a.example.org/" in seen["a.example.org"][1]
            assert b"//b.example.org:8000/" in seen["b.example.org:8000"][1]
            assert b"a.example.org" not in seen["b.example.org:8000"][1]


def test_pages_are_the_same_bytes_for_every_host(small_home: Path) -> None:
    application = Application(small_home)
    assert ask(application, "/nb/", "a.example.org") == ask(application, "/nb/", "evil.example.org")
    assert b"evil" not in ask(application, "/nb/", "evil.example.org")[2]


def test_forged_hosts_fill_no_more_memory_than_is_set_aside(small_home: Path) -> None:
    application = Application(small_home, remember=40_000)
    for number in range(200):
        assert ask(application, "/robots.txt", f"h{number}.example.org")[0] == 200
    assert 0 < application._by_meaning.bytes <= 40_000
    assert application._by_writing.bytes <= 40_000


@pytest.mark.parametrize(
    "host", ["a b", "x/y", "x?y", "<x>", "x:port", "x:99999", "x:0", "-x", "é.org", "a" * 300]
)
def test_a_host_that_cannot_be_one_is_refused(small_home: Path, host: str) -> None:
    assert not is_host(host)
    assert ask(Application(small_home), "/robots.txt", host)[0] == 400
    assert ask(Application(small_home), "/nb/", host)[0] == 400


@pytest.mark.parametrize(
    ("environ", "base"),
    [
        ({"HTTP_HOST": "Example.ORG"}, "http://example.org"),
        ({"HTTP_HOST": "example.org:80"}, "http://example.org"),
        ({"HTTP_HOST": "example.org:443", "wsgi.url_scheme": "https"}, "https://example.org"),
        ({"HTTP_HOST": "example.org:8443", "wsgi.url_scheme": "https"}, "https://example.org:8443"),
        ({"HTTP_HOST": "[::1]:8000"}, "http://[::1]:8000"),
        ({"SERVER_NAME": "10.0.0.1", "SERVER_PORT": "8000"}, "http://10.0.0.1:8000"),
        ({"SERVER_NAME": "::1", "SERVER_PORT": "80"}, "http://[::1]"),
        ({"HTTP_HOST": "my_app:8000", "wsgi.url_scheme": "javascript"}, "http://my_app:8000"),
        ({}, "http://localhost"),
    ],
)
def test_the_address_of_a_request(environ: dict[str, str], base: str) -> None:
    assert of_request(environ) == base


@pytest.mark.parametrize(
    "written", ["example.org", "ftp://example.org", "https://", "https://a b", "https://x/y"]
)
def test_a_declared_address_must_be_scheme_and_host(written: str) -> None:
    with pytest.raises(AddressError):
        declared(written)


def test_a_wrong_declared_address_ends_the_command_with_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RETNING_ADDRESS", "example.org")
    folder = copy_region(tmp_path)
    done = retning("serve", region=folder, home=tmp_path / "home")
    assert done.returncode == 2
    assert "RETNING_ADDRESS er «example.org»" in done.stderr
    assert declared(" https://Example.org/ ") == "https://example.org"
    assert declared("") == ""
