"""Every kind of chart keeps the same rules, whoever wrote it and whenever."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar, Self

import pytest

from retning.charts.base import Chart
from retning.charts.document import Canvas, Drawing
from retning.charts.kinds import every_kind
from retning.charts.parts import Frame
from retning.charts.vega import VegaSpec, layered
from support.chart_checks import (
    CHECKS,
    draws_the_same_bytes_again,
    has_a_specification_that_another_renderer_draws,
    has_ids_of_its_own,
    has_name_and_description,
    is_an_invented_sample,
    keeps_inside_and_apart,
    speaks_the_readers_language,
)

KINDS = every_kind()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_keeps_every_rule(kind: type[Chart], check: Callable[[Chart], None]) -> None:
    check(kind.sample())


def test_no_two_kinds_have_the_same_class_in_the_style_sheet() -> None:
    assert len({kind.css_class for kind in KINDS}) == len(KINDS)


def test_two_processes_draw_the_same_bytes() -> None:
    code = (
        "import hashlib;from retning.charts.kinds import every_kind;"
        "drawn=[kind.sample().svg('nb','a',w) for kind in every_kind() for w in kind.sizes];"
        "print(hashlib.sha256(''.join(drawn).encode()).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONPATH": ":".join(p for p in sys.path if p), "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1] and len(runs[0]) == 65


def test_charts_load_no_heavy_library() -> None:
    code = (
        "import sys;from retning.charts.kinds import every_kind;every_kind();"
        "print([m for m in ('numpy','scipy','vl_convert','duckdb') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(p for p in sys.path if p)},
    )
    assert done.stdout.strip() == "[]"


@dataclass(frozen=True, kw_only=True)
class Thermometer(Chart):
    """A kind of chart that only this test knows: one upright bar."""

    filled: float
    label: str = "Filled"

    css_class: ClassVar[str] = "thermometer"

    @classmethod
    def sample(cls) -> Self:
        return cls(Frame("An invented thermometer", unit="per cent", decimals=1), filled=62.5)

    def draw(self, canvas: Canvas) -> Drawing | None:
        bar = f'<rect x="10" y="{110 - self.filled:.1f}" width="20" height="{self.filled:.1f}"/>'
        return Drawing(f'{bar}<text x="40" y="100">{self.label}</text>', 120)

    def words(self, lang: str) -> str:
        number = f"{self.filled:.1f}"
        return f"{self.label}: {number if lang == 'en' else number.replace('.', ',')} per cent of the whole glass."

    def vega(self, lang: str) -> VegaSpec:
        bar = {"mark": "bar", "encoding": {"y": {"field": "filled", "type": "quantitative"}}}
        return layered(self.frame, [{"filled": self.filled}], [bar], self.words(lang), lang)


def test_a_kind_declared_anywhere_is_found_and_passes_without_more() -> None:
    assert Thermometer in every_kind()
    for check in CHECKS:
        check(Thermometer.sample())


@dataclass(frozen=True, kw_only=True)
class Careless(Thermometer):
    """The same with everything done wrong that a flag asks for; each rule must notice its own."""

    wrong: str = ""
    css_class: ClassVar[str] = "careless"
    made: ClassVar[list[str]] = []

    def draw(self, canvas: Canvas) -> Drawing | None:
        body = {
            "id": '<g id="mine"/>',
            "outside": '<circle cx="9" cy="500" r="4"/>',
            "overlap": f'<text x="42" y="102">{self.label}</text>',
        }.get(self.wrong, "")
        if self.wrong == "change":
            self.made.append("")
            body = "<g/>" * len(self.made)
        drawing = super().draw(canvas)
        assert drawing is not None
        return replace_body(drawing, body)

    def words(self, lang: str) -> str:
        said = super().words("en" if self.wrong == "language" else lang)
        return "Too short." if self.wrong == "words" else said

    def vega(self, lang: str) -> VegaSpec:
        spec = super().vega(lang)
        if self.wrong == "vega":
            spec["layer"] = [{"mark": "no such mark"}]
        return spec


def replace_body(drawing: Drawing, more: str) -> Drawing:
    return drawing._replace(body=drawing.body + more)


@pytest.mark.parametrize(
    ("wrong", "check"),
    [
        ("id", has_ids_of_its_own),
        ("outside", keeps_inside_and_apart),
        ("overlap", keeps_inside_and_apart),
        ("change", draws_the_same_bytes_again),
        ("language", speaks_the_readers_language),
        ("words", has_name_and_description),
        ("vega", has_a_specification_that_another_renderer_draws),
    ],
)
def test_each_rule_notices_what_breaks_it(wrong: str, check: Callable[[Chart], None]) -> None:
    careless = replace(Careless.sample(), wrong=wrong)
    with pytest.raises((AssertionError, ValueError)):
        check(careless)


def test_a_sample_must_say_that_it_is_invented() -> None:
    with pytest.raises(AssertionError):
        is_an_invented_sample(replace(Thermometer.sample(), frame=Frame("Real figures")))
