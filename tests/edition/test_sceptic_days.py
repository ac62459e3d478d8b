"""The day that figures were copied is never told as the day that they were published. Invented region."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest

from retning.build.run import build
from retning.edition.store import Edition
from retning.public.context import Site
from support.region_copy import copy_region
from support.site_reader import reply

CHART = "folkevekst-eksempel"


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> tuple[Edition, Path]:
    """The example, but nobody says when its figures were published: only the day they were typed is known."""
    place = tmp_path_factory.mktemp("copied")
    folder = copy_region(place)
    for table in sorted((folder / "figures").glob("*.toml")):
        written = table.read_text(encoding="utf-8")
        typed = next(x for x in written.splitlines() if x.startswith("typed"))
        day = typed.partition("=")[2].strip()
        lines = [
            f"published = {day}" if x.startswith("published") else x
            for x in written.splitlines(keepends=False)
        ]
        table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return build(folder, place / "home"), place / "home"


def shown(edition: Edition, home: Path, path: str) -> str:
    answer = reply(Site(edition), path)
    assert answer.status == 200, path
    return unescape(answer.body.decode())


@pytest.mark.parametrize(
    ("lang", "chart", "record", "copied_on", "published"),
    [
        (
            "nb",
            "indikator",
            "opphav",
            "uten oppgitt publiseringsdag, skrevet av 1. mars 2024",
            ", publisert 1. mars",
        ),
        (
            "nn",
            "indikator",
            "opphav",
            "utan oppgitt publiseringsdag, skrive av 1. mars 2024",
            ", publisert 1. mars",
        ),
        (
            "en",
            "indicator",
            "provenance",
            "no day of publication given, copied on 1 March 2024",
            ", published 1 March",
        ),
    ],
)
def test_the_line_under_a_chart_and_the_recipe_say_copied(
    copied: tuple[Edition, Path], lang: str, chart: str, record: str, copied_on: str, published: str
) -> None:
    page = shown(*copied, f"/{lang}/{chart}/{CHART}/")
    assert copied_on in page and published not in page
    recipe = shown(*copied, f"/{lang}/{record}/{CHART}/")
    assert copied_on in recipe and published not in recipe


def test_copied_figures_are_not_the_newest_on_the_front_page(copied: tuple[Edition, Path]) -> None:
    assert "Nyeste tall" not in shown(*copied, "/nb/")


def test_the_newest_on_the_front_page_have_a_day_of_publication(tmp_path: Path) -> None:
    edition = build(copy_region(tmp_path), tmp_path / "home")
    page = shown(edition, tmp_path / "home", "/nb/")
    news = page[page.index("Nyeste tall") :]
    assert "20. februar 2024" in news
    assert "publisert 20. februar 2024" in shown(edition, tmp_path / "home", f"/nb/indikator/{CHART}/")
