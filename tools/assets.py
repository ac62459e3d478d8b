"""Put third-party style and type in place: run by ``make`` after ``npm ci``.

Takes the parts of Designsystemet's style that the site uses, in one file, and Inter cut down to the letters that
Norwegian, Sami place names and English need, so that a first visit stays light. Writes to
``src/retning/look/files/vendor/``, which git does not keep.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from fontTools import subset

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
TARGET = ROOT / "src/retning/look/files/vendor"

COMPONENTS = (
    "base", "heading", "paragraph", "list", "link", "skip-link", "breadcrumbs", "table", "tag", "details", "button",
    "label", "input", "field",
)  # fmt: skip

# Latin with the letters of the three languages and of Southern, Lule and Northern Sami names; marks of our texts.
LETTERS = (
    "".join(chr(code) for code in range(0x20, 0x7F))
    + "\u00a0§©«»°±²³·¼½¾×÷"
    + "ÀÁÂÄÅÆÇÈÉÊËÍÏÑÒÓÔÖØÙÚÜàáâäåæçèéêëíïñòóôöøùúüßš"
    + "ČčĐđŊŋŠšŦŧŽž"
    + "–—‘’“”…‹›−≤≥≈∆→←↑↓●○■□▲▼◆◇✓✕"
)


def style() -> str:
    """The chosen components in the cascade layers that Designsystemet declares."""
    folder = MODULES / "@digdir/designsystemet-css/dist/src"
    parts = [(folder / f"{name}.css").read_text(encoding="utf-8") for name in COMPONENTS]
    joined = "\n".join(parts)
    return re.sub(r"/\*.*?\*/", "", joined, flags=re.DOTALL)


def cut_font(source: Path, target: Path) -> None:
    """Inter's variable weight axis with our letters only."""
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = ["kern", "liga", "calt", "tnum", "locl", "mark", "mkmk", "ccmp"]
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(text=LETTERS)
    cutter.subset(font)
    subset.save_font(font, str(target), options)


def main() -> None:
    """Make the folder anew."""
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    (TARGET / "designsystemet.css").write_text(style(), encoding="utf-8")
    shutil.copy(MODULES / "@digdir/designsystemet-css/LICENSE", TARGET / "designsystemet-LICENSE.txt")
    inter = MODULES / "@fontsource-variable/inter"
    cut_font(inter / "files/inter-latin-wght-normal.woff2", TARGET / "inter.woff2")
    shutil.copy(inter / "LICENSE", TARGET / "inter-LICENSE.txt")


if __name__ == "__main__":
    main()
