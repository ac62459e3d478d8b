"""Indicator files: what they become, and every mistake told at once with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from retning.language.texts import LANGUAGES, text
from retning.plan.model import Element, Level, Plan, Wording
from retning.statistics.areas import load_areas
from retning.statistics.indicators import compute, load_indicators
from retning.statistics.sources.files import load_figures
from retning.toml.faults import Fault

REGION = Path(__file__).resolve().parents[1] / "regions" / "tolevel"
TABLES = {"figures/folketall", "figures/sysselsatte", "ssb/1"}

GOOD = """id = "x"
title = { nb = "Et", nn = "Eit", en = "One" }
description = { nb = "Et", nn = "Eit", en = "One" }
unit = "persons"
decimals = 0
nature = "stock"
kind = "count"
direction = "up"
influence = "shared"
serves = ["1.1"]
areas = ["eksempelregionen", "eksempelregionen/members"]
main_area = "eksempelregionen"
[numerator]
table = "figures/folketall"
where = { measure = "population" }
"""


def plan() -> Plan:
    element = Element("1.1", "strategy", (Wording({"nb": "Vokse"}),))
    level = Level("strategy", {"nb": "strategi"}, {"nb": "strategier"})
    return Plan("p", {"nb": "P"}, {"nb": "E"}, None, None, None, (level,), (), (), (), (element,))


def load(folder: Path, **files: str) -> tuple[list, list[Fault]]:
    (folder / "indicators").mkdir()
    for name, content in files.items():
        (folder / "indicators" / f"{name}.toml").write_text(content, encoding="utf-8")
    areas, _ = load_areas(REGION)
    found, faults = load_indicators(folder, plan(), areas, TABLES)
    for fault in faults:
        for language in LANGUAGES:  # every fault can be told, in every language
            assert text(language, f"fault.{fault.key}", **fault.values)
    return found, faults


def told(faults: list[Fault]) -> list[tuple[str, int, str]]:
    return [(f.file, f.line, f.key) for f in faults]


def test_a_good_file_has_its_members_spelt_out(tmp_path: Path) -> None:
    (one,), faults = load(tmp_path, x=GOOD)
    assert faults == []
    assert one.areas == ("eksempelregionen", "avik", "cnes")
    assert one.lines[0].numerator.source is not None
    assert one.lines[0].numerator.source.where == {"measure": ("population",)}
    assert (one.file, one.line) == ("indicators/x.toml", 1)


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ('serves = ["1.1"]', 'serves = ["9.9"]', 10, "indicator_strategy_unknown"),
        ('serves = ["1.1"]', 'serves = "1.1"', 10, "field_not_list"),
        ('"figures/folketall"', '"figures/ukjent"', 14, "indicator_table_unknown"),
        ('"eksempelregionen",', '"eksempelregionen", "atlantis",', 11, "indicator_area_unknown"),
        ('"eksempelregionen/members"', '"avik/members"', 11, "indicator_no_members"),
        ('main_area = "eksempelregionen"', 'main_area = "eksempelland"', 12, "indicator_main_area"),
        ('table = "figures/folketall"', 'indicator = "borte"', 13, "indicator_unknown"),
        ('direction = "up"\n', "", 1, "field_missing"),
        ('unit = "persons"\n', "", 1, "field_missing"),
        ('nature = "stock"\n', "", 1, "field_missing"),
        ('direction = "up"', 'direction = "oppover"', 8, "field_not_choice"),
        ('unit = "persons"', 'unit = "alen"', 4, "indicator_unit_unknown"),
        ('nn = "Eit", en = "One" }\ndesc', 'en = "One" }\ndesc', 2, "language_missing"),
        ('kind = "count"', 'kind = "ratio"', 7, "indicator_no_denominator"),
        ('decimals = 0', 'decimals = 1.5', 5, "field_not_whole"),
        ('decimals = 0', 'decimals = 0\ncolour = "red"', 6, "field_unknown"),
        ('where = { measure = "population" }', "where = { measure = 3 }", 15, "indicator_where"),
        ("[numerator]", "[teller]", 13, "field_unknown"),
    ],
)  # fmt: skip
def test_each_mistake_has_its_line(tmp_path: Path, old: str, new: str, line: int, key: str) -> None:
    assert old in GOOD
    found, faults = load(tmp_path, x=GOOD.replace(old, new, 1))
    assert ("indicators/x.toml", line, key) in told(faults)
    assert found == []


@pytest.mark.parametrize(
    ("more", "line", "key"),
    [
        ('[denominator]\ntable = "ssb/1"\n', 16, "indicator_has_denominator"),
        ('[relative]\nto = "atlantis"\nhow = "share"\n', 17, "indicator_area_unknown"),
        ('[relative]\nto = "eksempelland"\nhow = "difference"\nfactor = 100\n', 19, "indicator_relative_factor"),
        ('[[break]]\nperiod = "i fjor"\nreason = { nb = "a", nn = "a", en = "a" }\n', 17, "indicator_break_period"),
        ('[[break]]\nreason = { nb = "a", nn = "a", en = "a" }\n', 16, "field_missing"),
        ('[[target]]\nstrategy = "9.9"\ntype = "direction"\n', 17, "indicator_strategy_unknown"),
        ('[[target]]\nstrategy = "1.1"\ntype = "minimum"\n', 16, "target_field_missing"),
        ('[[target]]\nstrategy = "1.1"\ntype = "parity"\nshare = "x"\nequals = "y"\nfrom = 2010\nto = 2020\n', 16, "indicator_unknown"),
        ('[[line]]\nid = "a"\n', 13, "indicator_two_ways"),
    ],
)  # fmt: skip
def test_each_mistake_in_a_table_has_its_line(tmp_path: Path, more: str, line: int, key: str) -> None:
    assert ("indicators/x.toml", line, key) in told(load(tmp_path, x=GOOD + more)[1])


def test_what_cannot_be_added_cannot_be_pooled(tmp_path: Path) -> None:
    bad = GOOD.replace('kind = "count"', 'kind = "median"') + 'change = "sum of 3"\n'
    assert told(load(tmp_path, x=bad)[1]) == [("indicators/x.toml", 16, "indicator_not_summed")]


def test_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    def resting(id: str, on: str) -> str:
        return GOOD.replace('id = "x"', f'id = "{id}"').replace(
            'table = "figures/folketall"\nwhere = { measure = "population" }', f'indicator = "{on}"'
        )

    found, faults = load(
        tmp_path,
        a=resting("a", "b"),
        b=resting("b", "c"),
        c=resting("c", "a"),
        twice=GOOD,
        x=GOOD,
        y="id = \n",
        z=GOOD.replace('id = "x"', 'id = "z"').replace("up", "sideways", 1),
    )  # fmt: skip
    assert told(faults) == [
        ("indicators/a.toml", 13, "indicator_cycle"),
        ("indicators/x.toml", 1, "indicator_twice"),
        ("indicators/y.toml", 1, "toml_syntax"),
        ("indicators/z.toml", 8, "field_not_choice"),
    ]
    assert faults[0].values["path"] == "a → b → c → a"
    assert "x" in {one.id for one in found}


def test_an_indicator_that_rests_on_itself_is_a_circle(tmp_path: Path) -> None:
    bad = GOOD.replace('table = "figures/folketall"\nwhere = { measure = "population" }', 'indicator = "x"')
    assert told(load(tmp_path, x=bad)[1]) == [("indicators/x.toml", 13, "indicator_cycle")]


def test_a_declared_table_without_figures_is_no_fault(tmp_path: Path) -> None:
    found, faults = load(tmp_path, x=GOOD.replace("figures/folketall", "ssb/1"))
    areas, _ = load_areas(REGION)
    assert faults == []
    assert areas is not None
    assert compute(found, areas, []) == []


def test_without_plan_and_areas_only_the_file_itself_is_judged(tmp_path: Path) -> None:
    (tmp_path / "indicators").mkdir()
    (tmp_path / "indicators" / "x.toml").write_text(GOOD.replace("1.1", "9.9"), encoding="utf-8")
    assert [i.id for i in load_indicators(tmp_path, None, None, TABLES)[0]] == ["x"]


def test_the_example_region_from_files_to_series() -> None:
    areas, faults = load_areas(REGION)
    tables, more = load_figures(REGION)
    assert areas is not None and not faults and not more
    found, faults = load_indicators(REGION, None, areas, {t.manifest.table for t in tables})
    assert faults == []
    series = {(s.indicator, s.area, s.line): s for s in compute(found, areas, tables)}
    figures = {
        (area, period): value
        for table in tables
        if table.manifest.table == "figures/folketall"
        for area, period, value in zip(table.dims["area"], table.period, table.value, strict=True)
    }
    share = {v.period: v for v in series["andel-eksempel", "eksempelregionen", "main"].values}
    before = figures["9001", "2018"] + figures["9002", "2018"] + figures["9003", "2018"]  # before the merger
    after = figures["9010", "2022"] + figures["9003", "2022"]
    assert share["2018"].value == pytest.approx(100 * before / figures["0", "2018"])
    assert share["2022"].value == pytest.approx(100 * after / figures["0", "2022"])
    growth = {v.period: v for v in series["folkevekst-eksempel", "avik", "main"].values}
    merged = figures["9010", "2020"] - figures["9001", "2019"] - figures["9002", "2019"]
    assert growth["2019"].value == pytest.approx(merged)  # a whole merger is no change of territory
    jobs = series["sysselsetting-eksempel", "eksempelregionen", "main"].values
    assert [v.certainty for v in jobs][-2:] == ["final", "provisional"]
    assert series["andel-eksempel", "eksempelregionen", "i-arbeidsfor-alder"].values


@pytest.mark.parametrize(
    ("lines", "keys"),
    [
        ('method = "poisson"', []),
        ('method = "published"\nlower = { measure = "low" }\nupper = { measure = ["high"] }', []),
        ('method = "published"\nerror = { measure = "se" }', []),
        ('method = "wilson"', ["indicator_interval_kind"]),
        ('method = "published"', ["indicator_interval_limits"]),
        ('method = "published"\nlower = { measure = "low" }', ["indicator_interval_limits"]),
        ('method = "poisson"\nerror = { measure = "se" }', ["indicator_interval_limits"]),
        ('method = "published"\nerror = { measure = 1 }', ["indicator_where"]),
        ('method = "bootstrap"', ["field_not_choice"]),
        ("", ["field_missing"]),
    ],
)
def test_an_interval_says_what_kind_of_chance_there_is(tmp_path: Path, lines: str, keys: list[str]) -> None:
    _, faults = load(tmp_path, x=f"{GOOD}\n[interval]\n{lines}\n")
    assert [f.key for f in faults] == keys
