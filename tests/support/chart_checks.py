"""What holds for every kind of chart, as checks that tests run over all kinds and over examples."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import fields, replace
from typing import NamedTuple, get_type_hints

import vl_convert

from retning.charts.base import Chart
from retning.charts.parts import Line
from retning.charts.text_width import width
from retning.language.texts import LANGUAGES

SVG = "{http://www.w3.org/2000/svg}"
ID = "chart-7"


class TextBox(NamedTuple):
    """One line of text in a drawing, from its anchor and its width in Inter."""

    left: float
    top: float
    right: float
    bottom: float
    words: str


class _Place(NamedTuple):
    """What a group passes on to the elements inside it."""

    dx: float = 0.0
    dy: float = 0.0
    scale: float = 1.0
    anchor: str = "start"
    bold: bool = False
    size: float = 14.0

    def inside(self, node: ET.Element) -> _Place:
        dx, dy, scale = self.dx, self.dy, self.scale
        transform = node.get("transform", "")
        if moved := re.match(r"translate\(([-\d.]+)[ ,]([-\d.]+)\)", transform):
            dx, dy = dx + float(moved[1]) * scale, dy + float(moved[2]) * scale
        if scaled := re.search(r"scale\(([\d.]+)\)", transform):
            scale *= float(scaled[1])
        bold = self.bold or node.get("font-weight") in ("600", "700")
        return _Place(
            dx,
            dy,
            scale,
            node.get("text-anchor", self.anchor),
            bold,
            float(node.get("font-size", self.size)),
        )

    def box(self, words: str, x: float, y: float) -> TextBox:
        size = self.size * self.scale
        wide = width(words, size, self.bold)
        left = self.dx + x * self.scale - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        baseline = self.dy + y * self.scale
        return TextBox(left, baseline - size * 0.75, left + wide, baseline + size * 0.15, words)


def text_boxes(svg: str) -> list[TextBox]:
    """Every line of text that is drawn."""
    boxes: list[TextBox] = []

    def walk(node: ET.Element, outer: _Place) -> None:
        if node.tag in (SVG + "title", SVG + "desc", SVG + "defs"):
            return
        place = outer.inside(node)
        if node.tag == SVG + "text":
            x, y = float(node.get("x", "0")), float(node.get("y", "0"))
            spans = node.findall(SVG + "tspan")
            if not spans:
                boxes.append(place.box(node.text or "", x, y))
            for span in spans:
                y += float(span.get("dy", "0"))
                boxes.append(place.inside(span).box(span.text or "", float(span.get("x", "0")), y))
        for child in node:
            walk(child, place)

    walk(ET.fromstring(svg), _Place())
    return boxes


def overlaps(svg: str) -> list[tuple[str, str]]:
    """Pairs of texts that overlap by more than half a unit."""
    boxes = text_boxes(svg)
    return [
        (a.words, b.words)
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if min(a.right, b.right) - max(a.left, b.left) > 0.5
        and min(a.bottom, b.bottom) - max(a.top, b.top) > 0.5
    ]


def corners(svg: str) -> list[tuple[float, float, str]]:
    """The points (across, down) that shapes extend to, each with its shape: corners of rectangles, ends of strokes."""
    found: list[tuple[float, float, str]] = []

    def walk(node: ET.Element, outer: _Place) -> None:
        if node.tag == SVG + "defs":
            return
        place = outer.inside(node)

        def put(x: float, y: float) -> None:
            found.append((place.dx + x * place.scale, place.dy + y * place.scale, ET.tostring(node).decode()))

        if node.tag == SVG + "circle":
            x, y, r = (float(node.get(name, "0")) for name in ("cx", "cy", "r"))
            put(x - r, y - r)
            put(x + r, y + r)
        elif node.tag == SVG + "rect":
            x, y, wide, high = (float(node.get(name, "0")) for name in ("x", "y", "width", "height"))
            put(x, y)
            put(x + wide, y + high)
        elif node.tag == SVG + "path":
            for x, y in path_places(node.get("d", "")):
                put(x, y)
        for child in node:
            walk(child, place)

    walk(ET.fromstring(svg), _Place())
    return found


def path_places(data: str) -> list[tuple[float, float]]:
    """The places that path data name, for the commands that our drawings use.

    >>> path_places("M1 2h3V7l-1-1z")
    [(1.0, 2.0), (4.0, 2.0), (4.0, 7.0), (3.0, 6.0)]
    """
    places: list[tuple[float, float]] = []
    x = y = 0.0
    for command, written in re.findall(r"([MLHVAlhvz])([^MLHVAlhvz]*)", data):
        numbers = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", written)]
        if command == "z":
            continue
        step = {"H": 1, "V": 1, "h": 1, "v": 1, "A": 7}.get(command, 2)
        for k in range(0, len(numbers), step):
            part = numbers[k : k + step]
            if command in "MLA":
                x, y = part[-2:]
            elif command == "l":
                x, y = x + part[0], y + part[1]
            elif command in "Hh":
                x = part[0] + (x if command == "h" else 0.0)
            else:
                y = part[0] + (y if command == "v" else 0.0)
            places.append((x, y))
    return places


def outside(svg: str) -> list[str]:
    """Texts and shapes that cross the edge of the drawing; a shape may do so by half a unit, which a page does not cut off."""
    _, _, across, down = [float(v) for v in ET.fromstring(svg).get("viewBox", "").split()]
    texts = [
        b.words
        for b in text_boxes(svg)
        if b.left < -1 or b.right > across + 1 or b.top < -1 or b.bottom > down + 1
    ]
    shapes = [shape for x, y, shape in corners(svg) if not (-5 <= x <= across + 5 and -5 <= y <= down + 5)]
    return texts + shapes


def description(svg: str) -> str:
    """The text alternative of a drawing."""
    return ET.fromstring(svg).findtext(SVG + "desc") or ""


def drawings(chart: Chart, *languages: str) -> list[str]:
    """A chart in all its sizes, in the given languages (default all), in a page and as a file of its own."""
    return [
        chart.svg(lang, ID, across, standalone=alone)
        for lang in languages or LANGUAGES
        for across in chart.sizes
        for alone in (False, True)
    ]


def has_name_and_description(chart: Chart) -> None:
    """One picture with a name, and a description that says something."""
    for svg in drawings(chart):
        root = ET.fromstring(svg)
        title, described = root.find(SVG + "title"), root.find(SVG + "desc")
        assert root.get("role") == "img"
        assert title is not None and described is not None
        assert root.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"
        assert title.text == chart.frame.title
        assert len(described.text or "") > 30


def describes_itself_with_its_words(chart: Chart) -> None:
    """The description in the drawing is the chart's text alternative."""
    for lang in LANGUAGES:
        assert description(chart.svg(lang, ID, chart.sizes[0])) == chart.words(lang)


def has_ids_of_its_own(chart: Chart) -> None:
    """All ids begin with the one asked for and differ, so that two drawings on a page never share one."""
    for svg in drawings(chart, "nb"):
        ids = [node.get("id", "") for node in ET.fromstring(svg).iter() if node.get("id")]
        assert len(ids) == len(set(ids)) and all(id.startswith(f"{ID}-") for id in ids)
        assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(ids)


def draws_the_same_bytes_again(chart: Chart) -> None:
    """The same data give the same drawing, byte for byte."""
    again = type(chart).sample()
    assert again == chart
    assert drawings(again) == drawings(chart)


def keeps_inside_and_apart(chart: Chart) -> None:
    """Nothing passes the edge, and no text overlaps another."""
    for svg in drawings(chart):
        assert outside(svg) == []
        assert overlaps(svg) == []


def is_legible(chart: Chart) -> None:
    """No text is smaller than 12 units, and no number is written as None or NaN."""
    for svg in drawings(chart):
        sizes = [float(s) for s in re.findall(r'font-size="([\d.]+)"', svg)]
        assert all(size >= 12 for size in sizes)
        assert "nan" not in svg and "inf " not in svg


def needs_no_inline_style_in_a_page(chart: Chart) -> None:
    """A page's security policy forbids styles in elements: a drawing in a page has none."""
    for across in chart.sizes:
        svg = chart.svg("nb", ID, across)
        assert "style=" not in svg and "<style" not in svg


def stands_alone(chart: Chart) -> None:
    """A drawing in a file of its own has a size and a title, and follows a dark screen where its kind does."""
    for across in chart.sizes:
        svg = chart.svg("nb", ID, across, standalone=True)
        root = ET.fromstring(svg)
        assert float(root.get("height", "0")) > 30 and float(root.get("width", "0")) >= across
        assert chart.frame.title in " ".join(b.words for b in text_boxes(svg))
        assert ("prefers-color-scheme:dark" in svg) == chart.dark_variant


def speaks_the_readers_language(chart: Chart) -> None:
    """The words are whole sentences without an empty placeholder, with numbers written as in their language."""
    for lang in LANGUAGES:
        words = chart.words(lang)
        assert words and "{" not in words and "chart." not in words
        assert f'lang="{lang}"' in chart.svg(lang, ID, chart.sizes[0])
        if lang != "en":
            assert not re.search(r"\d\.\d", words), words


def is_an_invented_sample(chart: Chart) -> None:
    """The sample says that it is invented, in its title or its source."""
    assert "invented" in f"{chart.frame.title} {chart.frame.source}".casefold()


def emptied(chart: Chart) -> Chart:
    """The same chart without data: no points, rows or lines, and None for each value that may be missing."""
    hints = get_type_hints(type(chart))
    changes: dict[str, object] = {}
    for field in fields(chart):
        value = getattr(chart, field.name)
        if type(value) is tuple:
            changes[field.name] = ()
        elif isinstance(value, Line):
            changes[field.name] = replace(value, points=())
        elif type(None) in getattr(hints[field.name], "__args__", ()):
            changes[field.name] = None
    return replace(chart, **changes)


def says_something_without_data(chart: Chart) -> None:
    """A chart without data is never an empty frame: it has words and a description."""
    for svg in drawings(emptied(chart)):
        assert text_boxes(svg)
        assert description(svg)
        assert outside(svg) == []


def has_a_specification_that_another_renderer_draws(chart: Chart) -> None:
    """A Vega-Lite specification, if there is one, is JSON with title and words, loads nothing, and can be drawn."""
    for lang in LANGUAGES:
        spec = chart.vega(lang)
        if spec is None:
            continue
        written = json.dumps(spec)
        assert json.loads(written) == spec
        assert spec["title"]["text"] == chart.frame.title
        assert spec["description"]
        assert spec["usermeta"]["source"] == chart.frame.source
        assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/v")
        assert not re.search(r"https?://|url\(", written.replace(spec["$schema"], ""))
        assert vl_convert.vegalite_to_svg(spec).startswith("<svg")


CHECKS: tuple[Callable[[Chart], None], ...] = (
    has_name_and_description,
    describes_itself_with_its_words,
    has_ids_of_its_own,
    draws_the_same_bytes_again,
    keeps_inside_and_apart,
    is_legible,
    needs_no_inline_style_in_a_page,
    stands_alone,
    speaks_the_readers_language,
    is_an_invented_sample,
    says_something_without_data,
    has_a_specification_that_another_renderer_draws,
)
