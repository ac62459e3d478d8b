"""Charts of chosen areas and years carry their source, their frozen address with the choice, and Vega-Lite."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import vl_convert

from retning.build.run import build
from retning.language.texts import LANGUAGES, text
from retning.public.addresses import path_of
from retning.public.http.wsgi import Application
from support.site_reader import get, page, words
from support.wide_region import wide_region

WORK, GROWTH = "sysselsetting-eksempel", "folkevekst-eksempel"
AREAS = "?omrade=cnes&omrade=fjell"
BOTH = f"{AREAS}&indikator={WORK}&indikator={GROWTH}&fra=2015"
ONE = f"{AREAS}&indikator={WORK}"


@pytest.fixture(scope="module")
def app(wide_home: Path) -> Application:
    return Application(wide_home)


def drawers(markup: str, lang: str = "nb") -> list[tuple[str, str]]:
    """Of each chart the sentence about its source, and the address of its frozen edition."""
    found = re.findall(
        r'<div class="source-line"><p>(.*?)</p>\s*<ul[^>]*><li><a href="([^"]*)">([^<]*)', markup
    )
    assert {name for _, _, name in found} <= {text(lang, "cite.frozen")}
    return [(words(sentence), unescape(address)) for sentence, address, _ in found]


def figures_of(markup: str) -> list[str]:
    return [
        words(table) for table in re.findall(r'<table class="ds-table figures">.*?</table>', markup, re.S)
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "id", "query", "charts"),
    [
        ("compare", "", BOTH, 2),
        ("compare", "", ONE, 1),
        ("indicator", WORK, AREAS, 1),
        ("indicator", WORK, "?fra=2015&til=2018", 1),
    ],
)
def test_every_chart_of_a_choice_has_source_and_a_frozen_address_that_shows_the_same(
    app: Application, lang: str, kind: str, id: str, query: str, charts: int
) -> None:
    markup = page(app, path_of(lang, kind, id) + query)
    found = drawers(markup, lang)
    assert len(found) == charts
    site = app.site()
    assert site is not None
    for sentence, address in found:
        assert "Example" in sentence and site.edition.name in sentence
        path, _, anchor = address.partition("#")
        assert path.startswith(f"/v/{site.edition.name}/{lang}/") and path.endswith(query)
        frozen = page(app, path)
        assert figures_of(frozen)[:charts] == figures_of(markup)[:charts] != []
        assert not anchor or f'id="{anchor}"' in frozen
        # The frozen page leads on to the newest figures with the same choice.
        newest = [unescape(a) for a in re.findall(rf'href="([^"]*)">{text(lang, "cite.newest")}<', frozen)]
        assert [a.partition("#")[0] for a in newest] == [path_of(lang, kind, id) + query] * charts


@pytest.mark.parametrize("query", ["", AREAS, "?fra=2015"])
def test_embedded_charts_have_source_and_frozen_address(app: Application, query: str) -> None:
    markup = page(app, path_of("nb", "embed", WORK) + query)
    foot = markup.partition("<footer")[2]
    assert "Example" in words(foot)
    (address,) = [unescape(a) for a in re.findall(rf'href="([^"]*)">{text("nb", "cite.frozen")}<', foot)]
    path, _, anchor = address.partition("#")
    assert path.startswith("/v/") and path.endswith(query)
    assert f'id="{anchor}"' in page(app, path)


def spec_of(app: Application, query: str, lang: str = "nb") -> dict[str, Any]:
    status, body = get(app, path_of(lang, "compare", "", ".vl.json") + query)
    assert status == 200
    found: dict[str, Any] = json.loads(body)
    return found


def test_a_comparison_of_one_indicator_is_one_chart_with_its_values(app: Application) -> None:
    made = spec_of(app, ONE)
    values = {(v["line"], v["period"]): v["value"] for v in made["data"]["values"]}
    assert {line for line, _ in values} == {"Cnes", "Fjell"}
    assert values["Fjell", "2022"] == pytest.approx(100 * 2854 / 4920)
    svg = vl_convert.vegalite_to_svg(made)
    assert svg.count('aria-roledescription="point"') == len([v for v in values.values() if v is not None])


def test_a_comparison_of_several_draws_each_with_its_own_axes(app: Application) -> None:
    made = spec_of(app, BOTH)
    assert len(made["vconcat"]) == 2 and made["usermeta"]["lang"] == "nb"
    assert all(not {"$schema", "config", "usermeta"} & set(part) for part in made["vconcat"])
    values = [v for part in made["vconcat"] for v in part["data"]["values"]]
    assert min(v["period"] for v in values) == "2015"
    svg = vl_convert.vegalite_to_svg(made)
    assert svg.count('aria-roledescription="point"') == len([v for v in values if v["value"] is not None])
    assert "Folkevekst (eksempel)" in svg and "Sysselsatte av hundre (eksempel)" in svg


def test_what_cannot_be_drawn_is_told_and_nothing_chosen_gives_the_example(app: Application) -> None:
    status, body = get(app, path_of("nb", "compare", "", ".vl.json") + "?omrade=nowhere&indikator=" + WORK)
    assert status == 400 and b"nowhere" in body
    assert spec_of(app, "")["$schema"]
    assert ".vl.json" in page(app, path_of("nb", "compare") + ONE)


def test_the_same_choice_gives_the_same_bytes(tmp_path: Path, app: Application) -> None:
    (tmp_path / "again").mkdir()
    build(wide_region(tmp_path / "again"), tmp_path / "home")
    address = path_of("en", "compare", "", ".vl.json") + BOTH
    assert get(Application(tmp_path / "home"), address) == get(app, address)
