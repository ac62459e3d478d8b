"""View models hold values and sentences in parts, never markup, and every renderer makes its own of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
import pytest

from retning.build.run import build
from retning.charts.base import Chart
from retning.edition.edition import Edition
from retning.public.blocks import figures, peers, rows
from retning.public.blocks.tables import figure_table
from retning.public.context import Page, Site
from retning.public.markup import narrow, said, wide
from retning.public.pages.area.page import view as area_view
from retning.public.pages.areas.page import view as areas_view
from retning.public.pages.compare.page import view as compare_view
from retning.public.pages.embed.page import view as embed_view
from retning.public.pages.indicator.page import view as indicator_view
from retning.public.pages.indicators.page import view as indicators_view
from retning.public.query import Query
from retning.public.view import Number, PageView, Picture, filled
from support.wide_region import wide_region

WORK = "sysselsetting-eksempel"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    place = tmp_path_factory.mktemp("views")
    edition: Edition = build(wide_region(place), place / "home")
    return Page(Site(edition), "nb")


def texts(value: object) -> Iterator[str]:
    """Every text in a view model, at any depth; charts are left alone, they are drawn later."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Chart):
        return
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from texts(getattr(value, name))
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from texts(one)


VIEWS = {
    "indicator": lambda page: indicator_view(page, WORK, Query()),
    "narrowed indicator": lambda page: indicator_view(
        page, WORK, Query((("omrade", "dvik"), ("fra", "2015")))
    ),
    "indicators": lambda page: indicators_view(page, "", Query()),
    "area": lambda page: area_view(page, "dvik", Query()),
    "areas": lambda page: areas_view(page, "", Query()),
    "compare": lambda page: compare_view(page, "", Query()),
    "embed": lambda page: embed_view(page, WORK, Query()),
}


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_is_typed_and_holds_no_markup(page: Page, name: str) -> None:
    view = VIEWS[name](page)
    assert isinstance(view, PageView)
    found = list(texts(view))
    assert len(found) > 20
    assert [text for text in found if re.search(r"<|&(?:#\w+|amp|lt|gt|quot);", text)] == []


def test_a_sentence_becomes_links_and_escaped_words() -> None:
    words = ("R&D is ", Number("7 %", "/nb/x/?a=1&b=2"), ", not ", Number("<8>"), ".")
    assert said(words) == (
        'R&amp;D is <a class="figure" href="/nb/x/?a=1&amp;b=2"><b>7 %</b></a>, not <b>&lt;8&gt;</b>.'
    )


def test_a_text_of_the_catalogue_keeps_its_numbers_apart() -> None:
    high, low = Number("9 %", "/a"), Number("4 %", "/b")
    words = filled("en", "maps.says", period="2024", high_name="Storby", high=high, low_name="Li", low=low)
    assert [part for part in words if isinstance(part, Number)] == [high, low]
    assert "".join(part if isinstance(part, str) else part.written for part in words).startswith("In 2024")


def test_a_place_without_a_value_is_our_mistake() -> None:
    with pytest.raises(KeyError, match="period"):
        filled("en", "maps.says", high_name="Storby")


def test_a_picture_is_drawn_in_its_sizes_with_an_id_for_each(page: Page) -> None:
    block = figures.block(page, WORK)
    assert block.picture is not None
    area = page.site.edition.indicators[WORK].main_area
    assert f'id="{WORK}-{area}-640-t"' in wide(block.picture)
    assert f'id="{WORK}-{area}-320-t"' in narrow(block.picture)
    assert wide(None) == narrow(None) == ""


def test_a_row_has_one_small_picture(page: Page) -> None:
    row = rows.indicator_row(page, WORK, "dvik", ("area", "dvik"))
    assert isinstance(row.spark, Picture)
    assert wide(row.spark) == narrow(row.spark)
    # 70 of a hundred in 2012, 71 in 2022 (support/wide_region.py), of a whole number of adults.
    assert (row.first.period, row.last.period) == ("2012", "2022")
    assert (row.first.value, row.last.value) == ("70,0", "71,0")


def test_a_table_has_a_column_for_each_line_and_one_for_the_comparator(page: Page) -> None:
    indicator = page.site.edition.indicators[WORK]
    table = figure_table(page, indicator, "dvik", whole=True)
    assert [head.role for head in table.heads] == ["", "benchmark"]
    # The country has figures for two years more than Dvik.
    assert [row.period for row in table.rows[:3]] == ["2024", "2023", "2022"]
    own = [row.cells[0] for row in table.rows[:3]]
    assert [cell.anchor for cell in own] == ["dvik.main.2024", "dvik.main.2023", "dvik.main.2022"]
    assert [cell.text for cell in own] == ["", "", "71,0"]


def test_rows_that_are_compared_stand_before_amounts(page: Page) -> None:
    compared, amount = (peers.row(page, id, "dvik") for id in (WORK, "folkevekst-eksempel"))
    assert compared is not None and amount is not None
    assert (compared.against == "not_compared", amount.against == "not_compared") == (False, True)
    assert peers.folded([amount, compared]).first == (compared, amount)
