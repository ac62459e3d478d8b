"""sources.toml: what a region may declare, and every fault with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from retning.language.texts import LANGUAGES, text
from retning.statistics.sources.declared import Sources, load_sources

GOOD = """[source.made]
name = { nb = "Oppdiktet" }
interface = "pxweb2"
base = "https://data.example.org/api/v2/"
licence = "CC0"
attribution = "Kilde: oppdiktet"

[[table]]
id = "made/00001"
source = "made"
code = "00001"
area_prefix = "K-"
codelist = { Region = "agg_Sum" }
[table.select]
Region = "*"
Tid = ["top(5)", "2010"]
"""


def load(tmp_path: Path, content: str) -> tuple[Sources | None, list[tuple[int, str]]]:
    (tmp_path / "sources.toml").write_text(content, encoding="utf-8")
    sources, faults = load_sources(tmp_path)
    for fault in faults:
        for lang in LANGUAGES:
            assert text(lang, f"fault.{fault.key}", **dict(fault.values))
    return sources, [(fault.line, fault.key) for fault in faults]


def test_a_source_and_a_table(tmp_path: Path) -> None:
    sources, faults = load(tmp_path, GOOD)
    assert faults == [] and sources is not None
    source = sources.source("made")
    assert (source.base, source.hosts) == ("https://data.example.org/api/v2", ("data.example.org",))
    [table] = sources.tables
    assert table.select == {"Region": ("*",), "Tid": ("top(5)", "2010")}
    assert (table.area, table.area_prefix, table.borders) == ("Region", "K-", "period")
    with pytest.raises(KeyError):
        sources.source("other")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('interface = "pxweb2"', 'interface = "sdmx"', [(3, "field_not_choice")]),
        ("https://data", "http://data", [(4, "sources_base")]),
        ('licence = "CC0"', 'licence = "CC0"\nhosts = ["other.org"]', [(6, "sources_host")]),
        ('licence = "CC0"', 'licence = "CC0"\ncalls_per_minute = -1', [(6, "field_not_whole")]),
        ('licence = "CC0"', "licence = 4", [(5, "field_not_text")]),
        ('licence = "CC0"', 'license = "CC0"', [(5, "field_unknown"), (1, "field_missing")]),
        ('name = { nb = "Oppdiktet" }', 'name = { en = "Made" }', [(2, "language_missing")]),
        ('id = "made/00001"', 'id = "00001"', [(9, "sources_id")]),
        ('id = "made/00001"', 'id = "made/../x"', [(9, "sources_id")]),
        ('source = "made"', 'source = "mode"', [(9, "sources_id"), (10, "sources_unknown")]),
        ('Region = "*"', "Region = []", [(15, "sources_select")]),
        ('Region = "*"', "Region = [5001]", [(15, "field_not_text")]),
        ('Region = "*"', 'Komm = "*"', [(14, "sources_not_selected"), (14, "sources_not_selected")]),
        ('code = "00001"', 'code = "00001"\nborders = "now"', [(12, "field_not_borders")]),
        ("[table.select]", "[table.selected]", [(14, "field_unknown"), (8, "field_missing")]),
        ("[[table]]", "[[tables]]", None),
        ("[source.made]", "[source]\nmade = 1\n[others]", None),
    ],
)
def test_a_fault_has_its_line(
    tmp_path: Path, old: str, new: str, found: list[tuple[int, str]] | None
) -> None:
    sources, faults = load(tmp_path, GOOD.replace(old, new))
    assert sources is None
    if found is None:
        assert faults
    else:
        assert sorted(faults) == sorted(found)


def test_the_same_table_twice(tmp_path: Path) -> None:
    sources, faults = load(tmp_path, GOOD + GOOD[GOOD.index("[[table]]") :])
    assert sources is None
    assert faults == [(18, "sources_twice")]


def test_the_example_region_declares_a_loopback_source() -> None:
    sources, faults = load_sources(Path(__file__).resolve().parents[1] / "regions" / "tolevel")
    assert faults == [] and sources is not None
    assert sources.source("made").base.startswith("http://127.0.0.1:")
