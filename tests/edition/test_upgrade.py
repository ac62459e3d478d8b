"""A citation stays readable for ever: editions of every format there has been, opened by this version of the program."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from retning.edition.files import FORMAT, EditionError, read_manifest
from retning.edition.store import load_edition
from retning.edition.upgrade import READERS, upgraded
from retning.public.context import Site
from retning.public.http.wsgi import Application
from support.cases import case_file
from support.site_reader import page, reply

STORED = ("1-first", "1-last", "2", "3")


@pytest.fixture(params=STORED)
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A home that holds one stored edition, and it alone."""
    shutil.copytree(case_file("editions", request.param), tmp_path / "home" / "editions")
    return tmp_path / "home"


def name_of(home: Path) -> str:
    (edition,) = (home / "editions").iterdir()
    return edition.name


def test_there_is_a_stored_edition_of_every_format_and_a_reader_of_every_older_one() -> None:
    formats = set()
    for stored in STORED:
        manifest = next(case_file("editions", stored).glob("*/manifest.json"))
        formats.add(json.loads(manifest.read_bytes())["format"])
    assert formats == set(range(1, FORMAT + 1))
    assert set(READERS) == set(range(1, FORMAT))


@pytest.mark.parametrize(
    "path",
    [
        "/nb/",
        "/nb/plan/A-a/",
        "/nb/indikator/folkevekst-eksempel/",
        "/nb/indikator/folkevekst-eksempel.csv",
        "/en/area/cnes/",
        "/nn/metode/",
        "/nb/fasit/",
    ],
)
def test_a_citation_of_any_format_is_answered(home: Path, path: str) -> None:
    assert page(Application(home), f"/v/{name_of(home)}{path}")


def test_every_page_of_any_format_is_answered(home: Path) -> None:
    site = Site(load_edition(home, name_of(home)), prefix=f"/v/{name_of(home)}")
    pages = [address.path for address in site.addresses.values() if address.is_page and address.lang == "nb"]
    assert len(pages) > 30
    assert [path for path in pages if reply(site, path).status != 200] == []


def test_the_figures_are_those_that_were_published(home: Path) -> None:
    """Cnes had 1,990 inhabitants on the first day of 2013, and 1,985 a year later."""
    edition = load_edition(home, name_of(home))
    line = edition.line("folkevekst-eksempel", "cnes")
    assert line is not None
    assert dict(zip(line.period, line.value, strict=True))["2013"] == -5
    at = line.period.index("2013")
    assert [(p.code, p.weight, p.value, p.period) for p in line.parts_of()[at]] == [
        ("9003", -1, 1990, ""),
        ("9003", 1, 1985, "2014"),
    ]
    assert (line.points()[at].method, line.points()[at].certainty) == ("recomputed", "final")


def test_a_sentence_of_any_format_keeps_its_words_and_what_they_rest_on(home: Path) -> None:
    edition = load_edition(home, name_of(home))
    fact = next(s for s in edition.sentences("folkevekst-eksempel", "cnes") if s.kind == "fact")
    rests_on = {part.written: fact.refs[part.ref] for part in fact.text["nb"] if not isinstance(part, str)}
    # Written by hand: from -10 in 2012 (2,000 to 1,990 inhabitants) to -5 in 2023 (1,915 to 1,910).
    stem = "series/folkevekst-eksempel/cnes/main"
    assert rests_on["\N{MINUS SIGN}10\N{NO-BREAK SPACE}personer"] == f"{stem}/2012"
    assert rests_on["\N{MINUS SIGN}5\N{NO-BREAK SPACE}personer"] == f"{stem}/2023"


def test_a_damaged_edition_of_an_old_format_is_refused(home: Path) -> None:
    plan = home / "editions" / name_of(home) / "plan.json"
    plan.write_bytes(plan.read_bytes().replace(b"Eksempelplanen", b"Eksempelplanem"))
    with pytest.raises(EditionError) as refused:
        load_edition(home, name_of(home))
    assert refused.value.key == "edition.damaged"


def test_the_manifest_of_any_format_tells_its_rules(home: Path) -> None:
    assert read_manifest(home, name_of(home)).rule_version == "2026.1"


def test_what_the_first_editions_did_not_tell_is_nothing() -> None:
    bare = {
        "region.json": b'{"main":"a"}',
        "inputs.json": b'{"files":{},"rule_version":"2026.1","rules":{},"code_version":"0"}',
    }
    plan = b'{"id":"p","title":{"nb":"P"},"owner":{"nb":"P"}}'
    files = upgraded({**bare, "plan.json": plan}, 1, FORMAT)
    assert files["contents.json"] == b'{"indicators":{}}\n'
    assert files["openings.jsonl"] == files["pages.jsonl"] == b""
    assert json.loads(files["error_rates.json"])["rows"] == []
