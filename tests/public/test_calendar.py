"""Calendars of announced releases follow RFC 5545 and tell only what publishers have announced."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retning.build.run import build
from retning.public.context import Site
from retning.public.follow.releases import days, escaped, folded
from support.region_copy import copy_region
from support.site_reader import reply

BASE = "https://example.org"


def made(place: Path, **announced: str) -> Site:
    folder = copy_region(place)
    for table, day in announced.items():
        path = folder / f"figures/{table}.toml"
        written = path.read_text(encoding="utf-8")
        lines = [line for line in written.splitlines() if not line.startswith("next_release")]
        at = next((n for n, line in enumerate(lines) if line.startswith("[")), len(lines))
        lines.insert(at, f'next_release = "{day}"\n')
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Site(build(folder, place / "home"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return made(tmp_path_factory.mktemp("announced"), folketall="2031-02-20", sysselsatte="2031-11")


def unfolded(body: bytes) -> list[str]:
    assert body.endswith(b"\r\n") and b"\n" not in body.replace(b"\r\n", b"")
    for line in body.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # never cut inside a character
    return body.decode().replace("\r\n ", "").split("\r\n")[:-1]


def components(lines: list[str], name: str) -> list[dict[str, str]]:
    found, inside = [], None
    for line in lines:
        key, _, value = line.partition(":")
        if line == f"BEGIN:{name}":
            inside = {}
        elif line == f"END:{name}" and inside is not None:
            found.append(inside)
            inside = None
        elif inside is not None:
            assert key not in inside
            inside[key] = value
    return found


@pytest.mark.parametrize(("lang", "path"), [("nb", "kilder"), ("nn", "kjelder"), ("en", "sources")])
def test_the_calendar_of_all_tables(site: Site, lang: str, path: str) -> None:
    answer = reply(site, f"/{lang}/{path}.ics", "", BASE)
    assert answer.media == "text/calendar; charset=utf-8"
    lines = unfolded(answer.body)
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    assert "VERSION:2.0" in lines and any(line.startswith("PRODID:") for line in lines)
    day, month = components(lines, "VEVENT")
    assert (day["DTSTART;VALUE=DATE"], day["DTEND;VALUE=DATE"]) == ("20310220", "20310221")
    assert (month["DTSTART;VALUE=DATE"], month["DTEND;VALUE=DATE"]) == ("20311101", "20311201")
    assert day["UID"] != month["UID"]
    stamp = site.edition.as_of.replace("-", "") + "T000000Z"
    assert {event["DTSTAMP"] for event in (day, month)} == {stamp}
    assert re.fullmatch(r"[0-9a-f]{24}@[\w.-]+", day["UID"])
    assert day["URL"] == f"{BASE}/{lang}/{path}/"
    assert all(f"SUMMARY;LANGUAGE={lang}" in event for event in (day, month))


def test_an_indicator_has_the_releases_of_its_own_tables(site: Site) -> None:
    both = components(unfolded(reply(site, "/nb/kilder.ics", "", BASE).body), "VEVENT")
    own = components(unfolded(reply(site, "/nb/indikator/folkevekst-eksempel.ics", "", BASE).body), "VEVENT")
    assert own == [event for event in both if event["DTSTART;VALUE=DATE"] == "20310220"]


def test_nothing_announced_is_said_and_not_invented(tmp_path: Path) -> None:
    site = made(tmp_path)
    lines = unfolded(reply(site, "/nb/kilder.ics", "", BASE).body)
    assert components(lines, "VEVENT") == []
    (note,) = components(lines, "VJOURNAL")
    assert "Ingen utgiver har varslet" in note["SUMMARY;LANGUAGE=nb"]
    assert "ikke varslet" in reply(site, "/nb/kilder/").body.decode()


def test_what_was_announced_before_the_newest_vintage_is_over(tmp_path: Path) -> None:
    site = made(tmp_path, folketall="2001-01-01")
    assert components(unfolded(reply(site, "/nb/kilder.ics", "", BASE).body), "VEVENT") == []


def test_the_same_edition_gives_the_same_calendar_for_every_reader(site: Site) -> None:
    one = reply(site, "/nb/kilder.ics", "", BASE).body
    other = reply(Site(site.edition), "/nb/kilder.ics", "", BASE).body
    assert one == other


def test_pages_lead_to_their_calendars(site: Site) -> None:
    for path in ("/nb/kilder/", "/nb/indikator/folkevekst-eksempel/"):
        body = unescape(reply(site, path).body.decode())
        head, _, rest = body.partition("</head>")
        calendar = path.rstrip("/") + ".ics"
        assert f'type="text/calendar" href="{calendar}"' in head
        assert f'href="{calendar}"' in rest


@pytest.mark.parametrize("written", ["", "soon", "2027", "2027-13", "2027-02-30", "2027-2-3"])
def test_what_is_no_day_and_no_month_announces_nothing(written: str) -> None:
    assert days(written) is None


@given(st.text(max_size=300).filter(lambda text: "\r" not in text and "\n" not in text))
def test_any_line_folds_and_unfolds(text: str) -> None:
    line = "X:" + text.encode("utf-8", "replace").decode()
    body = folded(line)
    assert all(len(piece) <= 75 for piece in body.split(b"\r\n"))
    assert body.removesuffix(b"\r\n").replace(b"\r\n ", b"").decode() == line


@given(st.text(max_size=80))
def test_escaped_text_stays_on_its_line_and_can_be_read_back(text: str) -> None:
    written = escaped(text)
    assert "\n" not in written and "\r" not in written
    back = re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], written)
    assert back == text.replace("\r\n", "\n").replace("\r", "")
