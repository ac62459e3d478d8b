"""A page view reads only what is in memory: no file, no folder, no other edition."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from retning.build.run import build
from retning.edition.index import read_index
from retning.edition.store import load_edition
from retning.public.context import Site
from retning.public.messages import Request
from retning.public.respond import respond
from support.region_copy import change, copy_region

TOUCHES = ("open", "os.listdir", "os.scandir", "shutil", "glob.glob", "pathlib.Path.glob")
"""Audit events of Python that tell of a look at the disk."""

_seen: list[str] = []
_watching = False


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    if _watching and event.startswith(TOUCHES):
        _seen.append(f"{event} {arguments[:1]}")


sys.addaudithook(_audit)  # there is no way to take one away: it looks at nothing unless told to


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Everything that looks at the disk within the block; ``os.stat`` tells Python's audit nothing."""
    global _watching
    _seen.clear()

    def told(path: object, *more: object, **most: object) -> os.stat_result:
        _seen.append(f"os.stat {path}")
        return real(path, *more, **most)  # type: ignore[arg-type]

    real = os.stat
    with monkeypatch.context() as patch:
        patch.setattr(os, "stat", told)
        patch.setattr(os, "lstat", told)
        _watching = True
        try:
            yield _seen
        finally:
            _watching = False


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four editions, one of them damaged."""
    place = tmp_path_factory.mktemp("memory")
    region, home = copy_region(place), place / "home"
    build(region, home, as_of=date(2024, 2, 19))
    damaged = build(region, home).name
    change(region / "figures/sysselsatte.csv", "9003,2024,776,", "9003,2024,811,")
    build(region, home)
    change(region / "figures/sysselsatte.csv", "9003,2024,811,", "9003,2024,822,")
    build(region, home)
    (home / "editions" / damaged / "manifest.json").write_bytes(b"{")
    return home


@pytest.mark.parametrize("frozen", [False, True])
def test_no_address_looks_at_the_disk(home: Path, frozen: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    edition, index = load_edition(home), read_index(home)
    prefix = f"/v/{edition.name}" if frozen else ""
    # The program's own files (templates, texts, modules) are read when a kind of page is first asked for.
    first = Site(edition, index, prefix)
    by_kind = {(a.kind, a.ending, a.lang): path for path, a in first.addresses.items()}
    for path in by_kind.values():
        respond(first, Request(path=path))
    site = Site(load_edition(home), read_index(home), prefix)
    queries = {"changes": "siden=2024-01-01"}
    with watched(monkeypatch) as seen:
        statuses = {
            path: respond(site, Request(path=path, query=queries.get(address.kind, ""))).status
            for path, address in site.addresses.items()
        }
    assert {path for path, status in statuses.items() if status != 200} == set()
    assert len(statuses) > 500
    assert seen == []


def test_the_watch_sees_every_way_to_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("a")
    with watched(monkeypatch) as seen:
        (tmp_path / "a").read_bytes()
        (tmp_path / "b").exists()
        list(tmp_path.iterdir())
        list(os.scandir(tmp_path))
        os.close(os.open(tmp_path / "a", os.O_RDONLY))
    assert [one.split()[0] for one in seen] == ["open", "os.stat", "os.listdir", "os.scandir", "open"]
