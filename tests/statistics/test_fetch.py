"""Fetching what a region declares, from sources.toml to the archive, against a server on this machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from retning.language.texts import LANGUAGES, text
from retning.statistics.sources.declared import Sources, load_sources
from retning.statistics.sources.fetch import Fetched, FetchReport, fetch
from retning.statistics.tables.archive import Archive
from support.pxweb_server import AREAS, SEXES, YEARS, PxServer, invented

TOLEVEL = Path(__file__).resolve().parents[1] / "regions" / "tolevel"


class Bench:
    """A server, a region that points at it, an archive, and a clock that only sleeping moves."""

    def __init__(self, server: PxServer, tmp_path: Path) -> None:
        self.server, self.folder = server, tmp_path / "region"
        self.archive = Archive(tmp_path / "home")
        self.now = 1_790_000_000.0
        self.folder.mkdir()
        shutil.copy(TOLEVEL / "sources.toml", self.folder / "sources.toml")
        self.change("127.0.0.1:0", server.host)

    def change(self, old: str, new: str) -> None:
        path = self.folder / "sources.toml"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    def sources(self) -> Sources:
        sources, faults = load_sources(self.folder)
        assert faults == [] and sources is not None
        return sources

    def fetch(self, only: list[str] | None = None) -> FetchReport:
        def sleep(seconds: float) -> None:
            self.now += seconds

        self.told: list[tuple[str, int, int]] = []

        def progress(row: Fetched, number: int, of: int) -> None:
            self.told.append((row.table, number, of))

        return fetch(
            self.sources(), self.archive, clock=lambda: self.now, sleep=sleep, only=only, progress=progress
        )


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with PxServer() as server:
        yield Bench(server, tmp_path)


def states(report: FetchReport) -> list[tuple[str, str, str, str]]:
    return [(row.table, row.state, row.vintage, row.key) for row in report.rows]


def readable(report: FetchReport) -> None:
    for row in report.failed:
        for lang in LANGUAGES:
            assert text(lang, f"fetch.{row.key}", **row.values)


def test_first_new_then_unchanged_then_a_new_vintage(bench: Bench) -> None:
    assert states(bench.fetch()) == [("made/00001", "new", "2026-02-25", "")]
    assert bench.told == [("made/00001", 1, 1)]
    bench.server.updated = "2026-02-26T10:30:00Z"  # touched, but the same figures
    assert states(bench.fetch()) == [("made/00001", "unchanged", "2026-02-25", "")]
    bench.server.dimensions["Tid"]["2025"] = "2025"
    bench.server.updated = "2027-02-24T07:00:00Z"
    assert states(bench.fetch()) == [("made/00001", "new", "2027-02-24", "")]
    assert len(bench.archive.vintages("made/00001")) == 2
    [then] = bench.archive.tables(date(2026, 12, 31))
    assert max(then.period) == "2024"
    [now] = bench.archive.tables()
    assert max(now.period) == "2025"


def test_what_is_in_the_archive_is_what_the_server_said(bench: Bench) -> None:
    bench.fetch()
    [table] = bench.archive.tables()
    at = {
        (a, s, y): v
        for a, s, y, v in zip(
            table.dims["Region"], table.dims["Kjonn"], table.period, table.value, strict=True
        )
    }
    expected = {(a, s, y): invented(a, s, "Folk", y) for a in AREAS for s in SEXES for y in YEARS}
    assert {key for key, value in expected.items() if value is None} == {k for k, v in at.items() if v != v}
    assert all(at[key] == value for key, value in expected.items() if value is not None)
    assert table.manifest.units == {"Folk": "persons"}
    assert table.manifest.title["nn"] == "Folketal"
    assert (bench.archive.folder.parent / table.manifest.raw[0]).read_bytes().startswith(b'{"version": "2.0"')


@pytest.mark.parametrize(
    ("modes", "key"),
    [
        (["429"] * 5, "busy"),
        (["429 90000"], "busy"),
        (["503"] * 5, "busy"),
        (["half"] * 5, "unreachable"),
        (["html"] * 5, "not_json"),
        (["other shape"], "shape"),
        (["fewer"], "other_codes"),
        (["500"], "status"),
        (["redirect https://evil.example.org/"], "redirect"),
    ],
)
def test_a_source_that_fails_leaves_the_last_vintage_in_use(bench: Bench, modes: list[str], key: str) -> None:
    bench.fetch()
    bench.server.modes.extend(modes)
    report = bench.fetch()
    assert states(report) == [("made/00001", "failed", "2026-02-25", key)]
    readable(report)
    assert len(bench.archive.tables()) == 1
    bench.server.modes.clear()
    assert states(bench.fetch()) == [("made/00001", "unchanged", "2026-02-25", "")]


def test_a_source_that_cannot_be_reached_at_all(bench: Bench) -> None:
    bench.change(bench.server.host, "127.0.0.1:1")
    report = bench.fetch()
    assert states(report) == [("made/00001", "failed", "", "unreachable")]
    readable(report)


def test_a_changed_table_is_not_taken_in(bench: Bench) -> None:
    bench.fetch()
    bench.server.dimensions["Alder"] = {"0": "alle", "1": "noen"}
    report = bench.fetch()
    assert states(report) == [("made/00001", "failed", "2026-02-25", "must_choose")]
    readable(report)
    del bench.server.dimensions["Alder"]
    bench.server.dimensions["Kjonn"] = {"1": "Menn", "2": "Kvinner"}
    report = bench.fetch()
    assert (report.rows[0].key, report.rows[0].values["code"]) == ("no_such_code", "0")
    del bench.server.dimensions["Kjonn"]
    report = bench.fetch()
    assert (report.rows[0].key, report.rows[0].values["dimension"]) == ("dimension_gone", "Kjonn")
    readable(report)


def test_one_failing_table_does_not_stop_the_others(bench: Bench) -> None:
    path = bench.folder / "sources.toml"
    declared = path.read_text(encoding="utf-8")
    table = declared[declared.index("[[table]]") :]
    second = table.replace("made/00001", "made/00009").replace('code = "00001"', 'code = "00009"')
    path.write_text(declared.replace(table, second + table), encoding="utf-8")
    report = bench.fetch()
    assert states(report) == [
        ("made/00009", "failed", "", "status"),
        ("made/00001", "new", "2026-02-25", ""),
    ]
    assert bench.told == [("made/00009", 1, 2), ("made/00001", 2, 2)]
    readable(report)
    assert states(bench.fetch(["made/00001"])) == [("made/00001", "unchanged", "2026-02-25", "")]
    with pytest.raises(KeyError):
        bench.fetch(["made/12345"])


def test_a_damaged_archive_is_told_and_not_written_over(bench: Bench) -> None:
    bench.fetch()
    [parquet] = bench.archive.folder.rglob("table.parquet")
    parquet.write_bytes(b"")
    report = bench.fetch()
    assert states(report) == [("made/00001", "failed", "", "archive_damaged")]
    readable(report)
    assert parquet.read_bytes() == b""


def test_version_1_by_declaration(bench: Bench) -> None:
    bench.change('interface = "pxweb2"', 'interface = "pxweb1"\nmax_cells = 30')
    bench.change("/api/v2", "/api/v0/no/table")
    assert states(bench.fetch()) == [("made/00001", "new", "2026-02-25", "")]
    [table] = bench.archive.tables()
    assert len(table) == len(AREAS) * len(SEXES) * len(YEARS)
    assert len(table.manifest.raw) > 1


def test_every_line_of_the_report_has_its_text() -> None:
    for lang in LANGUAGES:
        for state in ("new", "unchanged"):
            assert "2026" in text(lang, f"fetch_line.{state}", table="made/1", vintage="2026-02-25")
        reason = text(lang, "fetch.timeout", seconds=60)
        assert reason in text(lang, "fetch_line.failed", table="made/1", vintage="2026-02-25", reason=reason)
        assert reason in text(lang, "fetch_line.failed_first", table="made/1", reason=reason)
