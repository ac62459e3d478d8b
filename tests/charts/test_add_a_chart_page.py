"""The page that explains how to add a chart is followed: its module is made, and every rule is run on it."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from retning.charts.base import Chart
from retning.charts.kinds import every_kind
from support.chart_checks import CHECKS, description, text_boxes
from support.region_copy import ROOT

PAGE = ROOT / "docs/contributing/add-a-chart.md"


@pytest.fixture
def gauge(tmp_path: Path) -> Iterator[type[Chart]]:
    """The class of the example, from a file with the example alone."""
    (example,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    file = tmp_path / "gauge.py"
    file.write_text(example, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("gauge_example", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["gauge_example"] = module
    spec.loader.exec_module(module)
    yield module.Gauge
    del sys.modules["gauge_example"]


def test_the_example_is_a_kind_of_chart_that_keeps_every_rule(gauge: type[Chart]) -> None:
    assert gauge in every_kind()
    for check in CHECKS:
        check(gauge.sample())


def test_the_example_draws_what_it_says(gauge: type[Chart]) -> None:
    svg = gauge.sample().svg("en", "a", 640)
    # 62.5 of 100, on a bar that is 638 units long.
    assert 'd="M1 1h398.8v22' in svg
    assert [box.words for box in text_boxes(svg)] == ["62.5\N{NO-BREAK SPACE}%"]
    assert description(svg) == "Share of value added: 62.5\N{NO-BREAK SPACE}% in 2024."
