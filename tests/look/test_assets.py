"""Style and type stay as light as the pages need: nothing is sent that no template and no style names."""

from __future__ import annotations

import gzip
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from retning.look import assets

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "src" / "retning" / "public"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("assets_tool", ROOT / "tools" / "assets.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def named() -> set[str]:
    """The classes of Designsystemet that templates use."""
    pages = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html"))
    return set(re.findall(r"\bds-[a-z-]*[a-z]", pages))


def test_each_component_is_used_and_each_class_has_its_style(tool: ModuleType) -> None:
    used = named()
    assert used
    for component in tool.COMPONENTS:
        assert component == "base" or f"ds-{component}" in used, component
    style = assets.assets()["site.css"].body.decode()
    for name in used:
        assert f".{name}" in style, name


def test_every_weight_that_a_style_asks_for_is_in_the_font(tool: ModuleType) -> None:
    low, high = tool.WEIGHTS
    own = [
        p.read_text(encoding="utf-8")
        for p in (ROOT / "src/retning/look/files").rglob("*.css")
        if "vendor" not in p.parts
    ]
    asked = {int(w) for text in own for w in re.findall(r"font-weight:\s*(\d+)[;}]", text)}
    assert asked and min(asked) >= low and max(asked) <= high
    assert f"font-weight:{low} {high}" in "".join(own)


def test_what_every_reader_waits_for_is_small() -> None:
    made = assets.assets()
    sizes = {name: len(gzip.compress(made[name].body, 6)) for name in ("inter.woff2", "site.css", "site.js")}
    assert sum(sizes.values()) < 40_000, sizes


@pytest.mark.parametrize(
    ("vendored", "kept"),
    [
        ("designsystemet-LICENSE.txt", "designsystemet-MIT.txt"),
        ("inter-LICENSE.txt", "inter-OFL-1.1.txt"),
    ],
)
def test_the_licences_in_the_project_are_those_of_the_vendored_parts(vendored: str, kept: str) -> None:
    beside = ROOT / "src/retning/look/files/vendor" / vendored
    assert (ROOT / "LICENSES" / kept).read_text(encoding="utf-8") == beside.read_text(encoding="utf-8")
