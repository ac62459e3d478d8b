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
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
TARGET = ROOT / "src/retning/look/files/vendor"

# Only what a template names: a component more is a kilobyte that every reader waits for (tests/look/test_assets.py).
COMPONENTS = ("base", "skip-link", "table")

# The weights between which the style sheets choose, and the features that change what a reader sees.
WEIGHTS = (400, 720)
FEATURES = ("kern", "tnum", "locl", "ccmp")

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
    """Inter between our weights, with our letters only: less than two thirds of the bytes."""
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = list(FEATURES)
    font = TTFont(str(source), lazy=False, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text=LETTERS)
    cutter.subset(font)
    font = instancer.instantiateVariableFont(font, {"wght": WEIGHTS})
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
