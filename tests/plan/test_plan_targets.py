"""Targets as data: fourteen types, each with its fields; what is missing, unknown or contradictory is a fault."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from retning.plan.model import Target
from retning.plan.targets import TARGET_TYPES
from retning.toml.lines import locate
from support.targets import read_target

WORDS = '{ nb = "A", nn = "B", en = "C" }'
COMPLETE: dict[str, dict[str, Any]] = {
    "level": {"value": 95, "from": 2010, "to": 2020, "path": "linear"},
    "growth": {"value": 0.02, "from": 2010, "to": 2020},
    "bench_level": {"benchmark": "n", "how": "ratio"},
    "bench_growth": {"benchmark": "n", "value": 7.5, "per": "points", "from": 2010},
    "parity": {"share": "a", "equals": "b", "from": 2006, "to": 2020},
    "rank": {"group": "g", "rank": 1},
    "topgroup": {"group": "g", "share": 0.25},
    "minimum": {"value": 4000, "per": "each", "of": "periods", "from": 2010, "to": 2019},
    "milestone": {"to": 2020, "done": "2010-06-11", "state": "done", "evidence": "https://example.org/"},
    "direction": {"from": 2010, "smallest_change": 0.5},
    "maintain": {"rank": 1, "group": "g", "from": 2010},
    "rel_change": {"value": 0.1, "from": 2010, "to": 2020},
    "range": {"low": 1, "high": 3},
    "not_measurable": {"proposed": {"nb": "A", "nn": "B", "en": "C"}},
}


def read(source: str) -> tuple[Target | None, list[tuple[int, str]]]:
    """A target from TOML text, with line and key of each fault."""
    located = locate(source)
    target, faults = read_target(located.data, lambda *path: located.line(*path) or 1, "6.1")
    return target, [(fault.line, fault.key) for fault in faults]


@pytest.mark.parametrize("name", list(TARGET_TYPES))
def test_every_type_reads_whole_and_misses_each_field_it_needs(name: str) -> None:
    raw = {"type": name, **COMPLETE[name]}
    target, faults = read_target(raw, lambda *path: 4, "6.1", "i")
    assert faults == []
    assert target is not None
    assert (target.type.name, target.element, target.indicator, target.line) == (name, "6.1", "i", 4)
    assert set(target.values) == set(COMPLETE[name])
    for field in TARGET_TYPES[name].required:
        less = {key: value for key, value in raw.items() if key != field}
        broken, faults = read_target(less, lambda *path: 4, "6.1", "i")
        assert broken is None
        assert [(f.key, f.values["field"], f.line) for f in faults] == [("target_field_missing", field, 4)]


def test_periods_become_text_and_numbers_stay_as_written() -> None:
    target, _ = read('type = "minimum"\nvalue = 4000\nfrom = 2010\nto = "2019-Q4"\n')
    assert target is not None
    assert target.values == {"value": 4000, "from": "2010", "to": "2019-Q4"}
    done, _ = read(
        'type = "milestone"\nstate = "done"\ndone = 2010-06-11\nevidence = "https://example.org/"\n'
    )
    assert done is not None
    assert done.values["done"] == date(2010, 6, 11).isoformat()


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ('type = "wish"\n', [(1, "target_type_unknown")]),
        ("value = 1\n", [(1, "field_missing")]),
        ('type = "minimum"\nvalue = 1\ncolour = 2\n', [(3, "field_unknown")]),
        ('type = "minimum"\nvalue = 1\npath = "linear"\n', [(3, "field_unknown")]),
        ('type = "minimum"\nvalue = "4 000"\n', [(2, "field_not_number")]),
        ('type = "minimum"\nvalue = true\n', [(2, "field_not_number")]),
        ('type = "minimum"\nvalue = nan\n', [(2, "field_not_number")]),
        ('type = "minimum"\nvalue = 1\nper = "often"\n', [(3, "field_not_choice")]),
        ('type = "minimum"\nvalue = 1\nto = "2020-02-30"\n', [(3, "field_not_period")]),
        ('type = "minimum"\nvalue = 1\nfrom = 2020\nto = 2010\n', [(4, "target_dates_reversed")]),
        ('type = "minimum"\nvalue = 1\nmain = "yes"\n', [(3, "field_not_flag")]),
        ('type = "rank"\ngroup = "g"\nrank = 0\n', [(3, "field_not_whole")]),
        ('type = "topgroup"\ngroup = "g"\nshare = 25\n', [(3, "field_not_fraction")]),
        ('type = "range"\nlow = 3\nhigh = 1\n', [(2, "target_range_reversed")]),
        ('type = "milestone"\ndone = 2010\n', [(2, "target_milestone_state")]),
        ('type = "milestone"\nstate = "done"\n', [(2, "target_milestone_evidence")]),
        ('type = "maintain"\nfrom = 2010\n', [(1, "target_field_missing")]),
        (
            'type = "not_measurable"\nproposed = { nb = "A" }\n',
            [(2, "language_missing"), (2, "language_missing")],
        ),
        (
            'type = "direction"\nstrategy = "6.1"\n',
            [(2, "field_unknown")],
        ),  # only an indicator's file names it
    ],
)
def test_each_mistake_is_a_fault_on_its_line(source: str, faults: list[tuple[int, str]]) -> None:
    target, seen = read(source)
    assert target is None
    assert seen == faults


READINGS = f"""type = "minimum"
value = 7
[[reading]]
id = "yearly"
main = true
per = "each"
text = {WORDS}
[[reading]]
id = "once"
per = "sum"
text = {WORDS}
"""


def test_readings_override_the_target_and_one_is_the_main_one() -> None:
    target, faults = read(READINGS)
    assert faults == []
    assert target is not None
    assert [(r.id, r.main, dict(r.values)) for r in target.readings] == [
        ("yearly", True, {"per": "each"}),
        ("once", False, {"per": "sum"}),
    ]


def test_contradictory_readings_are_faults() -> None:
    assert read(READINGS.replace("main = true\n", ""))[1] == [(3, "target_main_reading")]
    both = READINGS.replace('id = "once"\n', 'id = "once"\nmain = true\n')
    assert read(both)[1] == [(3, "target_main_reading")]
    assert read(READINGS.replace('"once"', '"yearly"'))[1] == [(9, "target_reading_twice")]
    assert read(READINGS.replace('per = "sum"', 'per = "never"'))[1] == [(10, "field_not_choice")]
    assert read(READINGS.replace('per = "sum"', "colour = 1"))[1] == [(10, "field_unknown")]


def test_a_needed_field_may_stand_in_every_reading_but_not_in_some() -> None:
    each = (
        READINGS.replace("value = 7\n", "")
        .replace('per = "each"', "value = 7")
        .replace('per = "sum"', "value = 70")
    )
    target, faults = read(each)
    assert faults == []
    assert target is not None
    assert [dict(r.values) for r in target.readings] == [{"value": 7}, {"value": 70}]
    assert read(each.replace("value = 70\n", ""))[1] == [(1, "target_field_missing")]
