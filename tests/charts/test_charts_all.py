"""Every kind of chart: well-formed, accessible, the same every time, in the reader's language, nothing overlaps."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retning.charts.line import line_chart
from retning.charts.parts import BarsSpec, DistributionSpec, Frame, Line, LineSpec, Point, StackRow, Target
from retning.charts.text_width import width
from retning.language.texts import LANGUAGES, catalogue
from support.chart_samples import (
    ALL,
    DOTS,
    FUNNEL,
    LINE,
    MULTIPLES,
    PATH,
    RATE,
    SLOPES,
    STACK,
    STATES,
    TILES,
    years,
)

SVG = "{http://www.w3.org/2000/svg}"
Box = tuple[float, float, float, float, str]


def text_boxes(svg: str) -> list[Box]:
    """Left, top, right, bottom and words of every line of text, from its anchor and its width in Inter."""
    boxes: list[Box] = []

    def walk(node: ET.Element, dx: float, dy: float, anchor: str, bold: bool) -> None:
        if node.tag in (SVG + "title", SVG + "desc", SVG + "defs"):
            return
        if moved := re.match(r"translate\(([-\d.]+)[ ,]([-\d.]+)\)", node.get("transform", "")):
            dx, dy = dx + float(moved[1]), dy + float(moved[2])
        anchor = node.get("text-anchor", anchor)
        bold = node.get("font-weight") == "600" or bold
        if node.tag == SVG + "text":
            size = float(node.get("font-size", "14"))
            y = float(node.get("y", "0")) + dy
            spans = node.findall(SVG + "tspan")
            if not spans:
                put(node.text or "", float(node.get("x", "0")) + dx, y, anchor, bold, size)
            for span in spans:
                y += float(span.get("dy", "0"))
                heavy = bold or span.get("font-weight") == "600"
                put(span.text or "", float(span.get("x", "0")) + dx, y, anchor, heavy, size)
        for child in node:
            walk(child, dx, dy, anchor, bold)

    def put(words: str, x: float, y: float, anchor: str, bold: bool, size: float) -> None:
        wide = width(words, size, bold)
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        boxes.append((left, y - size * 0.75, left + wide, y + size * 0.15, words))

    walk(ET.fromstring(svg), 0, 0, "start", False)
    return boxes


def overlaps(svg: str) -> list[tuple[str, str]]:
    """Pairs of texts that lie on each other by more than half a unit."""
    boxes = text_boxes(svg)
    found = []
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            if min(a[2], b[2]) - max(a[0], b[0]) > 0.5 and min(a[3], b[3]) - max(a[1], b[1]) > 0.5:
                found.append((a[4], b[4]))
    return found


def outside(svg: str) -> list[str]:
    """Texts that pass the edge of the drawing."""
    box = [float(v) for v in ET.fromstring(svg).get("viewBox", "").split()]
    return [b[4] for b in text_boxes(svg) if b[0] < -1 or b[2] > box[2] + 1 or b[1] < -1 or b[3] > box[3] + 1]


CASES = [(kind, across, alone) for kind in ALL for across in (320, 640) for alone in (False, True)]


@pytest.mark.parametrize(("kind", "across", "alone"), CASES)
def test_texts_neither_overlap_nor_leave_the_drawing(kind: str, across: int, alone: bool) -> None:
    draw, spec = ALL[kind]
    for lang in LANGUAGES:
        svg = draw(spec, lang, "a", across, standalone=alone)
        assert overlaps(svg) == []
        assert outside(svg) == []


@pytest.mark.parametrize("kind", ALL)
def test_is_accessible_and_needs_no_inline_style(kind: str) -> None:
    draw, spec = ALL[kind]
    svg = draw(spec, "nb", "xyz", 640)
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    title, desc = root.find(SVG + "title"), root.find(SVG + "desc")
    assert title is not None and desc is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text == spec.frame.title  # type: ignore[attr-defined]
    assert len(desc.text or "") > 30
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert all(str(i).startswith("xyz-") for i in ids) and len(ids) == len(set(ids))
    assert "style=" not in svg and "<style" not in svg and "nan" not in svg
    assert root.get("height") is None and root.get("width") == "100%"
    sizes = [float(s) for s in re.findall(r'font-size="([\d.]+)"', draw(spec, "nb", "xyz", 320))]
    assert min(sizes) >= 12


@pytest.mark.parametrize("kind", ALL)
def test_standalone_carries_its_title_size_and_dark_variant(kind: str) -> None:
    draw, spec = ALL[kind]
    svg = draw(spec, "nb", "a", 640, standalone=True)
    root = ET.fromstring(svg)
    assert float(root.get("height", "0")) > 100
    assert "prefers-color-scheme:dark" in svg
    assert spec.frame.title in " ".join(b[4] for b in text_boxes(svg))  # type: ignore[attr-defined]


def test_two_processes_draw_the_same_bytes() -> None:
    code = (
        "import hashlib;from support.chart_samples import ALL;"
        "print(hashlib.sha256(''.join(d(s,'nb','a',w) for d,s in ALL.values() for w in (320,640)).encode()).hexdigest())"
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
        "import sys, support.chart_samples, retning.charts.png, retning.charts.vega;"
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


@pytest.mark.parametrize("kind", ALL)
def test_description_is_in_the_requested_language(kind: str) -> None:
    """What the chart says of itself changes with the language, and no template is left with an empty place."""
    draw, spec = ALL[kind]
    said = {
        lang: ET.fromstring(draw(spec, lang, "a", 640)).findtext(SVG + "desc") or "" for lang in LANGUAGES
    }
    if kind not in ("stack", "tiles"):
        assert said["en"] != said["nb"]
    for words in said.values():
        assert "{" not in words and "chart." not in words
    assert re.search(r"\d\.\d", said["nb"].replace("6.", "")) is None or kind == "states"


def test_all_rooms_have_all_keys() -> None:
    keys = [{k for k in catalogue(lang) if k.startswith("chart.")} for lang in LANGUAGES]
    assert keys[0] == keys[1] == keys[2] and len(keys[0]) > 40


EMPTY = [
    ("line", replace(LINE, lines=(Line("x", years(2001, [None, None])),))),
    ("path", replace(PATH, observed=Line("x", ()))),
    ("bars", BarsSpec(RATE, ())),
    ("dots", replace(DOTS, dots=())),
    ("slope", replace(SLOPES, slopes=())),
    ("multiples", replace(MULTIPLES, panels=())),
    ("stack", replace(STACK, rows=())),
    ("states", DistributionSpec(RATE, ())),
    ("funnel", replace(FUNNEL, points=())),
    ("tiles", replace(TILES, tiles=())),
]


@pytest.mark.parametrize(("kind", "spec"), EMPTY)
def test_no_data_says_so(kind: str, spec: object) -> None:
    for lang, words in (("nb", "Ingen tall ennå."), ("nn", "Ingen tal enno."), ("en", "No figures yet.")):
        for across in (320, 640):
            svg = ALL[kind][0](spec, lang, "a", across)
            assert words in [b[4] for b in text_boxes(svg)]
            assert words in (ET.fromstring(svg).findtext(SVG + "desc") or "")


def test_markup_in_names_is_escaped() -> None:
    frame = Frame('A & B <script>"', unit="<b>")
    svg = line_chart(LineSpec(frame, (Line("x <i>\x00&", years(2020, [1, 2])),)), "en", 'i"d', 640)
    assert ET.fromstring(svg).findtext(SVG + "title") == 'A & B <script>"'
    assert "<script" not in svg and "\x00" not in svg


def test_negative_part_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        ALL["stack"][0](replace(STACK, rows=(StackRow("x", (1, -1, 1, 1, 1)),)), "nb", "a")


def test_states_stand_worst_first() -> None:
    words = [b[4] for b in text_boxes(ALL["states"][0](STATES, "nb", "a", 640))]
    assert words[:8] == ["6.2", "6.8", "6.5", "6.3", "6.6", "6.1", "6.4", "6.7"]


values = st.lists(
    st.one_of(st.none(), st.floats(-1e6, 1e6, allow_nan=False, allow_infinity=False)), min_size=1, max_size=30
)
names = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=40)


@settings(max_examples=120)
@given(
    lines=st.lists(st.tuples(names, values), min_size=1, max_size=8),
    first=st.integers(1900, 2020),
    across=st.sampled_from([320, 640]),
    demanded=st.lists(st.floats(-1e6, 1e6, allow_nan=False), max_size=2),
    kind=st.sampled_from(["count", "ratio"]),
    decimals=st.integers(0, 2),
)
def test_any_line_chart_is_well_formed_without_overlap(
    lines: list[tuple[str, list[float | None]]],
    first: int,
    across: int,
    demanded: list[float],
    kind: str,
    decimals: int,
) -> None:
    roles = ("own", "benchmark", *["other"] * 6)
    spec = LineSpec(
        Frame("t", "u", decimals=decimals, kind=kind),
        tuple(Line(n, years(first, v), r) for (n, v), r in zip(lines, roles, strict=False)),
        targets=tuple(Target(v) for v in demanded),
    )
    svg = line_chart(spec, "nb", "a", across)
    assert overlaps(svg) == []
    assert "nan" not in svg and "inf" not in svg


@settings(max_examples=60)
@given(
    amounts=values,
    minimum=st.floats(-1e5, 1e5, allow_nan=False),
    across=st.sampled_from([320, 640]),
)
def test_any_bars_are_well_formed_without_overlap(
    amounts: list[float | None], minimum: float, across: int
) -> None:
    spec = BarsSpec(Frame("t", "u"), years(2000, amounts), minimum)
    assert overlaps(ALL["bars"][0](spec, "nb", "a", across)) == []


@settings(max_examples=60)
@given(
    amounts=st.lists(st.floats(-1e5, 1e5, allow_nan=False), min_size=1, max_size=40),
    own=st.floats(-1e5, 1e5, allow_nan=False),
    other=st.floats(-1e5, 1e5, allow_nan=False),
    across=st.sampled_from([320, 640]),
)
def test_any_dot_strip_is_without_overlap(
    amounts: list[float], own: float, other: float, across: int
) -> None:
    from retning.charts.parts import Dot

    dots = tuple(Dot(f"K{i}", v) for i, v in enumerate(amounts))
    spec = replace(DOTS, dots=(*dots, Dot("Øvre Fjelldal", own, "own"), Dot("Landet", other, "comparator")))
    assert overlaps(ALL["dots"][0](spec, "nb", "a", across)) == []


def test_one_point_and_constant_lines_are_drawn() -> None:
    one = line_chart(LineSpec(RATE, (Line("x", (Point("2024", 5.0),)),)), "nb", "a")
    assert "<circle" in one and "5,0" in one
    constant = line_chart(LineSpec(RATE, (Line("x", years(2000, [7.0] * 5)),)), "nb", "a")
    assert (
        len(set(re.findall(r"[ML][\d.]+ ([\d.]+)", constant.split('class="c-own" d="')[1].split('"')[0])))
        == 1
    )
