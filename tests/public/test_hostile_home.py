"""A home that is full, damaged, write-protected or used by two at once: a clear message, and the old edition stays."""

from __future__ import annotations

import errno
import gzip
import itertools
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from retning.cli import main
from retning.edition.store import current_name, load_edition, names
from retning.language.texts import LANGUAGES, text
from retning.public.http.wsgi import Application
from retning.statistics.assessment.forecast.ledger import FILE, append, read_ledger
from retning.statistics.sources.borders import DeclaredBorders, fetch_borders, kept_borders
from retning.statistics.sources.errors import SourceError
from retning.statistics.sources.http import HttpLimits, retry_after
from retning.toml.faults import InputError
from support.forecast_region import PLAN, copy_of, entry, next_year
from support.region_copy import ROOT
from support.site_reader import get


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A region with forecasts and a home with one edition of it."""
    region, home = copy_of(tmp_path), tmp_path / "home"
    monkeypatch.setenv("RETNING_REGION", str(region))
    monkeypatch.setenv("RETNING_HOME", str(home))
    monkeypatch.setenv("RETNING_LANGUAGE", "en")
    assert main(["build"]) == 0
    return region, home


def full_disk(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "a/file")


def refused(*_: object, **__: object) -> None:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "a/file")


@pytest.mark.parametrize(
    ("of", "name", "trouble"),
    [
        (os, "fsync", full_disk),
        (os, "replace", refused),
        (Path, "mkdir", refused),
    ],
)
def test_a_disk_that_does_not_take_the_edition_leaves_the_old_one(
    place: tuple[Path, Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    of: Any,
    name: str,
    trouble: Callable[..., None],
) -> None:
    region, home = place
    before, ledger = current_name(home), (home / FILE).read_bytes()
    served = Application(home)
    assert get(served, "/nb/om/")[0] == 200
    next_year(region)
    with monkeypatch.context() as patched:
        patched.setattr(of, name, trouble)
        assert main(["build"]) == 1
    said = capsys.readouterr().err
    assert "a/file" in said and "previous edition is untouched" in said
    assert current_name(home) == before
    assert names(home) == [before]
    assert (home / FILE).read_bytes().startswith(ledger)
    assert get(served, "/nb/om/")[0] == get(Application(home), "/nb/om/")[0] == 200
    assert main(["build"]) == 0
    assert current_name(home) != before
    assert not list((home / "editions").glob(".building-*"))
    assert len(set((home / FILE).read_bytes().splitlines())) == len((home / FILE).read_bytes().splitlines())


def test_a_note_that_cannot_be_written_costs_only_a_build(
    place: tuple[Path, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    region, home = place
    next_year(region)
    with monkeypatch.context() as patched:
        patched.setattr("retning.build.rebuild_needed.note", refused)
        assert main(["build"]) == 0
    assert "a/file" in capsys.readouterr().err
    assert load_edition(home).as_of > "2025"


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut in a line": lambda raw: raw[:-20],
    "binary": lambda raw: raw + b"\xff\xfe\x00\n",
    "no object": lambda raw: raw + b"[1]\n",
    "null": lambda raw: b"null\n" + raw,
    "unknown field": lambda raw: raw + b'{"kind":"withdrawal","x":1}\n',
    "an empty line": lambda raw: raw + b"\n",
    "a day that is none": lambda raw: re.sub(rb'"made":"[^"]*"', b'"made":null', raw, count=1),
    "no number": lambda raw: re.sub(rb'"step":[^,]*', b'"step":NaN', raw, count=1),
    "deep": lambda raw: raw + b"[" * 50_000 + b"\n",
}


@pytest.mark.parametrize("kind", DAMAGES)
def test_a_damaged_ledger_stops_the_build_with_its_line_and_is_left_as_it_is(
    place: tuple[Path, Path], capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    region, home = place
    before = current_name(home)
    damaged = DAMAGES[kind]((home / FILE).read_bytes())
    (home / FILE).write_bytes(damaged)
    next_year(region)
    assert main(["build"]) == 1
    assert f"{FILE}:" in capsys.readouterr().err
    assert (home / FILE).read_bytes() == damaged
    assert current_name(home) == before
    assert get(Application(home), "/nb/om/")[0] == 200
    with pytest.raises(InputError):
        append(home, [entry("2026-01-01")])
    assert (home / FILE).read_bytes() == damaged


def test_two_builds_at_once_both_end_well(tmp_path: Path) -> None:
    region, home = copy_of(tmp_path), tmp_path / "home"
    command = [sys.executable, "-m", "retning.cli", "build"]
    environment = {**os.environ, "RETNING_REGION": str(region), "RETNING_HOME": str(home)}
    environment["PYTHONPATH"] = str(ROOT / "src")
    both = [
        subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for _ in range(2)
    ]
    said = [one.communicate(timeout=120)[0] for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    edition = load_edition(home)
    assert edition.name in names(home)
    lines = (home / FILE).read_bytes().splitlines()
    assert len(lines) == len(set(lines)) == len(read_ledger(home, PLAN).entries) > 0
    assert not list((home / "editions").glob(".building-*"))


# The archive and the network


BOX = [[[10.0, 63.0], [11.0, 63.0], [11.0, 64.0], [10.0, 63.0]]]
BORDERS = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {"no": "9001"}, "geometry": {"type": "Polygon", "coordinates": BOX}}
    ],
}


DECLARED = DeclaredBorders("grenser", "https://example.org/b.geojson", "2020-01-01", "no", "CC0", "Invented")
WHOLE = json.dumps(BORDERS).encode()


class Drip(httpx.SyncByteStream):
    """An answer that comes byte by byte and never ends."""

    def __iter__(self) -> Iterator[bytes]:
        while True:
            yield b" "


ANSWERS: dict[str, Callable[[httpx.Request], httpx.Response]] = {
    "too_large": lambda _: httpx.Response(200, content=b" " * 2_000_000),
    "too_large ": lambda _: httpx.Response(
        200, content=gzip.compress(b" " * 50_000_000), headers={"Content-Encoding": "gzip"}
    ),
    "timeout": lambda _: httpx.Response(200, stream=Drip()),
    "not_json": lambda _: httpx.Response(200, html="<h1>Maintenance</h1>"),
    "not_json ": lambda _: httpx.Response(200, content=b"[" * 100_000),
    "unreachable": lambda _: httpx.Response(200, content=b"no gzip", headers={"Content-Encoding": "gzip"}),
    "redirect": lambda _: httpx.Response(302, headers={"Location": "https://evil.example/b.geojson"}),
    "redirect ": lambda _: httpx.Response(302, headers={"Location": "/b.geojson"}),
    "https": lambda _: httpx.Response(302, headers={"Location": "http://example.org/b.geojson"}),
    "status": lambda _: httpx.Response(404, content=WHOLE),
    "borders_shape": lambda _: httpx.Response(200, content=WHOLE.replace(b"63.0", b"1e300")),
    "borders_shape ": lambda _: httpx.Response(200, json={"type": "FeatureCollection", "features": [None]}),
    "busy": lambda _: httpx.Response(503, headers={"Retry-After": "9" * 400}),
}


@pytest.mark.parametrize("key", ANSWERS)
def test_borders_that_are_not_as_they_should_be_leave_those_in_use(tmp_path: Path, key: str) -> None:
    ticks = itertools.count(1000.0, 0.5)
    asked: list[str] = []

    def fetched(answer: Callable[[httpx.Request], httpx.Response]) -> bool:
        def noted(request: httpx.Request) -> httpx.Response:
            asked.append(request.url.host)
            return answer(request)

        transport = httpx.MockTransport(noted)
        limits = HttpLimits(max_bytes=1_000_000, tries=2, whole=30.0)
        clock: Callable[[], float] = lambda: next(ticks)  # noqa: E731
        return fetch_borders(
            DECLARED, tmp_path, clock=clock, sleep=lambda _: None, limits=limits, transport=transport
        )

    assert fetched(lambda _: httpx.Response(200, content=WHOLE))
    before = kept_borders(DECLARED, tmp_path)
    files = sorted((tmp_path / "archive").rglob("*"))
    with pytest.raises(SourceError) as stopped:
        fetched(ANSWERS[key])
    assert stopped.value.key == key.strip()
    for lang in LANGUAGES:
        assert text(lang, f"fetch.{stopped.value.key}", **stopped.value.values)
    assert set(asked) == {"example.org"}
    assert kept_borders(DECLARED, tmp_path) == before is not None
    assert sorted((tmp_path / "archive").rglob("*")) == files


def test_borders_kept_under_another_declaration_are_told(tmp_path: Path) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=WHOLE))
    fetch_borders(DECLARED, tmp_path, clock=lambda: 0.0, sleep=lambda _: None, transport=transport)
    with pytest.raises(InputError) as stopped:
        kept_borders(replace(DECLARED, code="number"), tmp_path)
    (fault,) = stopped.value.faults
    assert fault.key == "borders_kept_otherwise"
    assert "retning fetch grenser" in text("nb", f"fault.{fault.key}", **dict(fault.values))


@pytest.mark.parametrize("about", [b"", b"{", b"[]", b'{"id": 1}', b"\xff"])
def test_a_damaged_note_about_borders_is_told_and_mended_by_the_next_fetch(
    tmp_path: Path, about: bytes
) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=BORDERS))

    def fetched() -> bool:
        return fetch_borders(DECLARED, tmp_path, clock=lambda: 0.0, sleep=lambda _: None, transport=transport)

    assert fetched() is True
    assert fetched() is False
    (note,) = (tmp_path / "archive").rglob(f"{DECLARED.id}.json")
    note.write_bytes(about)
    with pytest.raises(InputError) as stopped:
        kept_borders(DECLARED, tmp_path)
    assert [f.key for f in stopped.value.faults] == ["archive_damaged"]
    assert fetched() is True
    assert kept_borders(DECLARED, tmp_path) is not None
    assert json.loads(note.read_bytes())["sha256"]


def test_a_wait_without_end_is_a_number_still() -> None:
    assert retry_after("9" * 400, 0.0) == 1e9
