"""Plans of other shapes load, and every fault in a plan comes with its file and line, all in one run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from retning.language.texts import LANGUAGES, text
from retning.plan.load import load_plan, main_target_faults, with_targets
from retning.plan.model import Plan
from retning.plan.targets import TARGET_TYPES
from retning.toml.faults import fault_text
from support.targets import read_target

REGIONS = Path(__file__).resolve().parents[1] / "regions"
SOUND = """[plan]
id = "p"
title = { nb = "P", nn = "P", en = "P" }
owner = { nb = "O", nn = "O", en = "O" }

[[level]]
kind = "goal"
one = { nb = "mål", nn = "mål", en = "goal" }
many = { nb = "mål", nn = "mål", en = "goals" }

[[level]]
kind = "strategy"
one = { nb = "s", nn = "s", en = "s" }
many = { nb = "s", nn = "s", en = "s" }

[[element]]
id = "1"
kind = "goal"
title = { nb = "E", nn = "E", en = "O" }
text = { nb = "E", nn = "E", en = "O" }
"""
STRATEGY = """
[[element]]
id = "1.1"
kind = "strategy"
parent = "1"
title = { nb = "E", nn = "E", en = "O" }
text = { nb = "E", nn = "E", en = "O" }
"""


def sound(name: str) -> Plan:
    plan, faults = load_plan(REGIONS / name)
    assert faults == []
    assert plan is not None
    return plan


def found(folder: Path, source: str) -> list[tuple[int, str]]:
    """Load the text as a plan; it must fail. Returns line and key of each fault, and tells them to people."""
    (folder / "plan.toml").write_text(source, encoding="utf-8")
    plan, faults = load_plan(folder)
    assert plan is None
    for fault in faults:
        assert fault.file == "plan.toml"
        for language in LANGUAGES:
            assert not re.search(r"\{\w+\}", fault_text(language, fault))
    return [(fault.line, fault.key) for fault in faults]


def line_of(source: str, words: str, which: int = 1) -> int:
    """The line of the ``which``-th occurrence of the words."""
    lines = [number for number, line in enumerate(source.splitlines(), 1) if words in line]
    return lines[which - 1]


def test_a_plan_of_two_levels_with_letters() -> None:
    plan = sound("tolevel")
    assert [level.kind for level in plan.levels] == ["aim", "step"]
    assert [element.id for element in plan.children("A")] == ["A-a", "A-b"]
    assert [element.id for element in plan.judged] == ["A-a", "A-b", "B-a"]
    assert plan.principles == plan.preconditions == plan.overarching == ()
    assert plan.element("B-a").targets[0].values == {"benchmark": "eksempelland", "how": "difference"}
    assert main_target_faults(plan) == []


def test_a_plan_of_five_levels_with_two_overarching_goals() -> None:
    plan = sound("femlevel")
    assert [element.level for element in plan.elements] == [0, 1, 2, 3, 4, 4, 0]
    assert [element.id for element in plan.judged] == ["X", "Y", "I.1-a/i#1", "I.1-a/i#2", "II"]
    assert plan.element("X").text["nb"] == "Minst ti nye naboer hvert år"
    assert plan.element("X").wordings[1].valid_from == date(2022, 7, 1)
    assert [element.id for element in plan.everything()][:4] == ["§1", "§2", "X", "Y"]


def test_a_single_overarching_table_is_one_overarching_goal(tmp_path: Path) -> None:
    source = SOUND + '[overarching]\nid = "O"\ntitle = { nb = "T", nn = "T", en = "T" }\n'
    source += 'text = { nb = "T", nn = "T", en = "T" }\n'
    (tmp_path / "plan.toml").write_text(source, encoding="utf-8")
    plan, faults = load_plan(tmp_path)
    assert faults == []
    assert plan is not None
    assert [(e.id, e.line) for e in plan.overarching] == [("O", line_of(source, "[overarching]"))]


NB = '{ nb = "E", nn = "E", en = "O" }'
FAULTS: Sequence[tuple[str, str, str, str]] = (
    # what is replaced in the sound plan, by what, the words of the line that is at fault, the fault's key
    ('id = "1.1"', 'id = "1"', "[[element]]|2", "duplicate_id"),
    ('parent = "1"', 'parent = "9"', "[[element]]|2", "parent_unknown"),
    ('parent = "1"\n', "", "[[element]]|2", "parent_missing"),
    ('kind = "strategy"\nparent', 'kind = "goal"\nparent', "[[element]]|2", "parent_above_top"),
    ('kind = "strategy"\nparent', 'kind = "wish"\nparent', 'kind = "wish"', "kind_unknown"),
    ('[plan]\nid = "p"', "[plan]\nid = 7", "id = 7", "field_not_text"),
    ('id = "p"\n', 'id = "p"\nadopted = "June 2010"\n', "adopted", "field_not_date"),
    (
        'id = "p"\n',
        'id = "p"\nvalid_from = 2020-01-01\nvalid_to = 2019-01-01\n',
        "valid_to",
        "dates_reversed",
    ),
    ('id = "p"\n', 'id = "p"\naddress = "www.example.org"\n', "address", "field_not_address"),
    ('id = "p"\n', 'id = "p"\ncolour = "red"\n', "colour", "field_unknown"),
    (
        'title = { nb = "P", nn = "P", en = "P" }',
        'title = { nn = "P", en = "P" }',
        "title",
        "language_missing",
    ),
    (
        'owner = { nb = "O", nn = "O", en = "O" }',
        'owner = { nb = "O", nn = "O" }',
        "owner",
        "language_missing",
    ),
    ('owner = { nb = "O"', 'owner = { se = "O", nb = "O"', "owner", "language_unknown"),
    ('owner = { nb = "O", nn = "O", en = "O" }', 'owner = "O"', "owner", "field_not_languages"),
    ('kind = "strategy"\none', 'kind = "goal"\none', 'kind = "goal"|2', "level_taken"),
    (
        'parent = "1"\ntitle = { nb = "E"',
        f'parent = "1"\ntitle = {{ nb = "{"x" * 61}"',
        "xxx",
        "title_too_long",
    ),
)


@pytest.mark.parametrize(
    ("old", "new", "words", "key"), FAULTS, ids=[f"{f[3]}-{n}" for n, f in enumerate(FAULTS)]
)
def test_each_fault_is_found_on_its_line(tmp_path: Path, old: str, new: str, words: str, key: str) -> None:
    source = SOUND + STRATEGY
    assert source.count(old) >= 1
    source = source.replace(old, new, 1)
    which = words.split("|")
    expected = (line_of(source, which[0], int(which[1]) if len(which) > 1 else 1), key)
    assert expected in found(tmp_path, source)


def test_missing_texts_and_missing_parts_are_faults(tmp_path: Path) -> None:
    source = SOUND + '[[element]]\nid = "1.1"\nkind = "strategy"\nparent = "1"\n'
    assert found(tmp_path, source) == [(21, "field_missing"), (21, "field_missing")]  # title and text
    assert {key for _, key in found(tmp_path, "x = 1\n")} == {"field_missing", "field_unknown", "plan_empty"}


def test_a_level_that_is_skipped_is_a_fault(tmp_path: Path) -> None:
    source = (REGIONS / "femlevel" / "plan.toml").read_text(encoding="utf-8")
    source = source.replace('parent = "I.1-a"', 'parent = "I.1"')
    at = line_of(source, 'id = "I.1-a/i"') - 1
    assert found(tmp_path, source) == [(at, "level_wrong")]


def test_a_ring_of_parents_is_told_once(tmp_path: Path) -> None:
    ring = STRATEGY.replace('parent = "1"', 'parent = "1.2"')
    other = STRATEGY.replace('"1.1"', '"1.2"').replace('parent = "1"', 'parent = "1.1"')
    source = SOUND + ring + other
    assert found(tmp_path, source) == [(line_of(source, "[[element]]", 2), "parent_cycle")]


def test_wordings_out_of_order_or_beside_a_text_are_faults(tmp_path: Path) -> None:
    def later(day: str) -> str:
        return f"[[element.wording]]\nfrom = {day}\ntext = {NB}\n"

    both = SOUND + STRATEGY + later("2020-01-01") + later("2019-01-01")
    assert found(tmp_path, both) == [
        (line_of(both, "[[element.wording]]"), "text_and_wordings"),
        (line_of(both, "from = 2019"), "wordings_disordered"),
    ]


def test_all_faults_come_in_one_run_in_the_order_of_the_file(tmp_path: Path) -> None:
    source = (SOUND + STRATEGY).replace('id = "p"', 'id = ""').replace('parent = "1"', 'parent = "9"')
    source += '[[element.target]]\ntype = "minimum"\nfrom = "soon"\n'
    faults = found(tmp_path, source)
    assert [key for _, key in faults] == [
        "field_not_text",
        "parent_unknown",
        "target_field_missing",
        "field_not_period",
    ]
    assert faults == sorted(faults)


def test_a_missing_folder_is_one_fault(tmp_path: Path) -> None:
    plan, faults = load_plan(tmp_path / "nowhere")
    assert plan is None
    assert [(fault.file, fault.key) for fault in faults] == [("plan.toml", "file_missing")]


def test_targets_of_indicators_are_added_where_the_plan_demands_them() -> None:
    plan = sound("tolevel")
    raw = {"type": "direction", "from": 2015}
    target, faults = read_target(raw, lambda *path: 5, "A-b", "pool")
    assert faults == []
    assert target is not None
    grown = with_targets(plan, [target])
    assert [t.type.name for t in grown.element("A-b").targets] == ["milestone", "direction"]
    assert grown.element("A-b").targets[1].indicator == "pool"
    assert [t.type.name for t in plan.element("A-b").targets] == ["milestone"]  # the first plan is untouched
    stray, _ = read_target({"type": "direction"}, lambda *path: 5, "Z", "pool")
    assert stray is not None
    with pytest.raises(KeyError):
        with_targets(plan, [stray])


def test_each_judged_element_has_exactly_one_main_target() -> None:
    plan = sound("tolevel")
    raw = {"type": "direction", "main": True}
    second, _ = read_target(raw, lambda *path: 8, "A-b", "pool")
    assert second is not None
    (fault,) = main_target_faults(with_targets(plan, [second]))
    assert (fault.file, fault.line, fault.key) == ("indicators/pool.toml", 8, "target_two_mains")


def test_every_type_has_a_name_and_an_explanation_in_every_language() -> None:
    assert len(TARGET_TYPES) == 14
    assert [kind.code for kind in TARGET_TYPES.values()] == [f"T{number}" for number in range(1, 15)]
    for language in LANGUAGES:
        names = {text(language, f"target_type.{name}.name") for name in TARGET_TYPES}
        assert len(names) == 14
        assert all(text(language, f"target_type.{name}.explain").endswith(".") for name in TARGET_TYPES)
