"""What readers see: the answer sheet, the band in the picture, marked rows in the table, kinds in every file."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import python_calamine

from retning.charts.bars import BarsChart
from retning.charts.base import Chart
from retning.charts.line import LineChart
from retning.charts.parts import FanStep, Frame, Line, Point, TargetMark
from retning.charts.path import PathChart
from retning.edition.records.forecasts import Ahead
from retning.edition.records.sentences import Quoted
from retning.edition.store import Edition
from retning.language.texts import LANGUAGES
from retning.public.context import Site
from retning.statistics.assessment.forecast.ledger import append
from support.edition_content import content
from support.forecast_region import built, copy_of, entry, next_year
from support.site_reader import reply

SHEET = {"nb": "/nb/fasit/", "nn": "/nn/fasit/", "en": "/en/answer-sheet/"}


def site_of(edition: Edition, home: Path) -> Site:
    return Site(edition)


def text_of(site: Site, path: str) -> str:
    answer = reply(site, path)
    assert answer.status == 200, path
    plain = re.sub(r"<[^>]+>", " ", answer.body.decode())
    return re.sub(r"\s+", " ", plain.replace("\N{NO-BREAK SPACE}", " "))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The region as it is published for the first time."""
    folder = tmp_path_factory.mktemp("first")
    return site_of(built(copy_of(folder), folder / "home"), folder / "home")


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A year later, when the first outcomes have come."""
    folder = tmp_path_factory.mktemp("second")
    region = copy_of(folder)
    built(region, folder / "home")
    next_year(region)
    return site_of(built(region, folder / "home"), folder / "home")


def test_before_any_outcome_the_sheet_says_so_plainly(first: Site) -> None:
    page = text_of(first, SHEET["nb"])
    assert "Vi har laget prognoser for 125 tall. Ingen av dem har fått fasit ennå." in page
    assert "Den første fasiten kommer med tall for 2025." in page
    assert "Ingen prognoser er trukket tilbake." in page
    assert page.count("venter") == 125


def test_each_forecast_stands_with_day_range_and_outcome(second: Site) -> None:
    page = text_of(second, SHEET["nb"])
    scored = [a for a in content(second.edition)["answers"]["answers"] if a["state"] == "scored"]
    hits = sum(a["hit80"] for a in scored)
    assert (
        f"Prognoser som har fått fasit: 25 av 250. Spennet som skal holde åtte av ti ganger, holdt i {hits} av 25"
        in page
    )
    assert page.count(" traff ") >= hits
    one = next(a for a in scored if a["area"] == "by-07")
    row = f"By 07 20. februar 2025 2025 {one['ahead']['value']:.0f}"
    bounds = f"{one['ahead']['lower80']:.0f} til {one['ahead']['upper80']:.0f} {one['outcome']['first']:.0f}"
    assert f"{row} {bounds}" in _no_thousands(page)


def _no_thousands(page: str) -> str:
    return re.sub(r"(?<=\d) (?=\d{3}\b)", "", page)


def test_the_test_made_afterwards_is_never_called_a_forecast(first: Site) -> None:
    page = text_of(first, SHEET["nb"])
    assert "Dette er ikke prognoser vi har publisert. Det er en prøve" in page
    part = first.edition.part("gjester")
    assert part is not None
    (gate,) = [pool.gate for pool in part.whole.pools]
    assert gate.mase is not None and gate.mase_naive is not None
    shown = f"Gjester (eksempel) 24 2005–2024 840 {gate.mase:.2f} {gate.mase_naive:.2f}".replace(".", ",")
    assert shown in page
    assert "Vis hva metoden ville ha sagt om «Gjester (eksempel)» i By 01" in page


def test_what_has_no_forecast_stands_under_its_reason(first: Site) -> None:
    page = text_of(first, SHEET["nb"])
    rest = page[page.index("Indikatorer uten prognose") :]
    assert "2 av 3 indikatorer har ingen prognose" in rest
    assert rest.index("Har for få tall på rad (under 13) (1)") < rest.index("Kort (eksempel)")
    assert "Tall på rad som kan sammenlignes: 6. Vi krever 13." in rest
    assert rest.index("Metoden slo ikke de enkleste gjetningene (1)") < rest.index("Flaks (eksempel)")


def test_a_withdrawal_is_told_with_day_and_record(tmp_path: Path) -> None:
    folder, home = copy_of(tmp_path), tmp_path / "home"
    append(home, [entry(f"by-{n:02d}", "2021", "2022-02-20", 1e6, 10, 3) for n in range(1, 25)])
    site = site_of(built(folder, home), home)
    page = text_of(site, SHEET["nb"])
    assert "Prognosene for «Gjester (eksempel)» ble trukket tilbake 20. februar 2025." in page
    assert "De bommet mer enn om vi bare hadde gjettet «som i fjor»." in page
    assert "Av 72 prognoser med fasit, fra 3 år, holdt spennet i 0 %." in page
    own = text_of(site, "/nb/indikator/gjester/")
    assert "Ingen prognose. Prognosene ble trukket tilbake 20. februar 2025." in own


def test_a_region_without_any_forecast_says_that(tmp_path: Path) -> None:
    folder = copy_of(tmp_path)
    for name in ("gjester", "flaks"):
        path = folder / "indicators" / f"{name}.toml"
        written = path.read_text(encoding="utf-8")
        path.write_text(written.replace('["tjuefire", "tjuefire/members"]', '["by-01"]'), encoding="utf-8")
    site = site_of(built(folder, tmp_path / "home"), tmp_path / "home")
    page = text_of(site, SHEET["nb"])
    assert "Vi har ikke laget noen prognoser ennå." in page
    assert "Ingen indikator har nok sammenlignbare serier til å bli prøvd." in page
    assert content(site.edition)["answers"] == {"answers": [], "records": [], "withdrawals": []}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sheet_is_whole_in_every_language(second: Site, lang: str) -> None:
    page = reply(second, SHEET[lang]).body.decode()
    assert f'<html lang="{lang}">' in page and "{" not in text_of(second, SHEET[lang])
    assert len(re.findall(r"<tr>", page)) > 250


# The indicator's own page


def said_ahead(site: Site) -> tuple[Ahead, ...]:
    """What is said of the coming years of one town."""
    line = site.edition.line("gjester", "by-01")
    assert line is not None and line.forecast is not None
    return line.forecast.ahead.rows()


def test_coming_years_are_marked_rows_with_their_range_and_never_observed_ones(first: Site) -> None:
    page = reply(first, "/nb/indikator/gjester/").body.decode()
    rows = re.findall(
        r'<tr class="is-forecast"><th scope="row">(\d{4})</th><td class="n" id="([^"]+)">([^<]+)<small>prognose',
        page,
    )
    own = [r for r in rows if r[1].startswith("by-01.")]
    assert [r[0] for r in own] == ["2029", "2028", "2027", "2026", "2025"]
    said = said_ahead(first)[0]
    numbers = [
        int(n) for n in re.findall(r"\d+", _no_thousands(own[-1][2].replace("\N{NO-BREAK SPACE}", " ")))
    ]
    assert numbers == [round(n) for n in (said.value, said.lower80, said.upper80)]
    assert '<tr><th scope="row">2024</th><td class="n" id="by-01.main.2024">' in page


def test_the_sentence_gives_the_range_and_leads_to_its_row(first: Site) -> None:
    said = said_ahead(first)[-1]
    (spoken,) = [s for s in first.edition.sentences("gjester", "by-01") if s.kind == "forecast"]
    refs = {spoken.refs[p.ref] for p in spoken.text["nb"] if isinstance(p, Quoted)}
    assert {r for r in refs if r.startswith("series/")} == {"series/gjester/by-01/main/2029"}
    plain = _no_thousands(text_of(first, "/nb/indikator/gjester/"))
    assert f"prognosen sier mellom {said.lower80:.0f} personer og {said.upper80:.0f} personer i 2029" in plain


def test_no_forecast_says_why_on_the_page(first: Site) -> None:
    assert "Ingen prognose. Metoden traff ikke bedre enn de enkleste gjetningene." in text_of(
        first, "/nb/indikator/flaks/"
    )


def test_a_reader_who_asks_for_earlier_years_sees_no_forecast(first: Site) -> None:
    page = reply(first, "/nb/indikator/gjester/", "til=2015").body.decode()
    assert 'class="is-forecast"' not in page and "c-forecast" not in page


def test_the_chance_stands_with_the_target_only_where_there_is_a_forecast(first: Site) -> None:
    words = {
        a["subject"]: [t["chance"] for t in a["targets"]]
        for a in content(first.edition)["assessments"]
        if a["targets"]
    }
    assert words["gjester"] == words["A"] and words["A"][0] in ("very unlikely", "unlikely")
    assert words["flaks"] == words["B"] == [""]
    assert "At målet blir nådd, er " in text_of(first, "/nb/plan/A/")
    assert "At målet blir nådd, er " not in text_of(first, "/nb/plan/B/")


# Files


def test_csv_tells_forecasts_from_figures(first: Site) -> None:
    rows = list(csv.DictReader(io.StringIO(reply(first, "/nb/indikator/gjester.csv").body.decode())))
    own = [r for r in rows if r["area"] == "by-01" and r["kind"] != "target"]
    assert [r["kind"] for r in own] == ["observed"] * 20 + ["forecast"] * 5
    said = said_ahead(first)[0]
    assert [float(own[20][k]) for k in ("value", "lower", "upper", "lower95", "upper95")] == [
        said.value,
        said.lower80,
        said.upper80,
        said.lower95,
        said.upper95,
    ]
    assert own[20]["made"] == "2025-02-20" and own[20]["certainty"] == "forecast"
    assert own[0]["made"] == own[0]["lower95"] == ""


def test_excel_keeps_forecasts_on_a_sheet_of_their_own(first: Site) -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(reply(first, "/nb/indikator/gjester.xlsx").body)
    )
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    periods = sheets["data"][0].index("period")
    assert max(str(r[periods])[:4] for r in sheets["data"][1:]) == "2024"
    assert {str(r[periods])[:4] for r in sheets["forecasts"][1:]} == {"2025", "2026", "2027", "2028", "2029"}
    assert len(sheets["forecasts"]) == 1 + 25 * 5


def test_json_keeps_them_apart_too(first: Site) -> None:
    found = json.loads(reply(first, "/nb/indikator/gjester.json").body)
    assert {r["kind"] for r in found["rows"]} == {"observed"} and len(found["forecasts"]) == 125


def test_the_sheet_can_be_taken_along_and_its_tests_keep_their_kind(second: Site) -> None:
    rows = list(csv.DictReader(io.StringIO(reply(second, "/nb/fasit.csv").body.decode())))
    published = [r for r in rows if r["kind"] == "forecast"]
    assert len(published) == 250 and {r["kind"] for r in rows} == {"forecast", "test"}
    scored = [r for r in published if r["state"] == "scored"]
    assert len(scored) == 25
    for r in scored:
        inside = float(r["lower80"]) <= float(r["outcome"]) <= float(r["upper80"])
        assert r["hit80"] == str(int(inside))
    found = json.loads(reply(second, "/en/answer-sheet.json").body)
    assert len(found["forecasts"]) == 250 and found["records"][0]["cases"] == 25
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(reply(second, "/nb/fasit.xlsx").body))
    assert book.sheet_names == ["forecasts", "tests", "about"]


# Pictures

FAN = (FanStep("2025", 12.0, 10.0, 14.0), FanStep("2026", 13.0, 9.0, 17.0))
FRAME = Frame("Guests", unit="guests")
OBSERVED = Line("We", (Point("2023", 10.0), Point("2024", 11.0)))


WITH_FORECAST = (
    LineChart(FRAME, lines=(OBSERVED,), fan=FAN, fan_label="Forecast (range)"),
    BarsChart(FRAME, points=OBSERVED.points, fan=FAN, fan_label="Forecast (range)"),
    PathChart(
        FRAME,
        observed=OBSERVED,
        base=Point("2023", 10.0),
        target=TargetMark(15.0, "2026"),
        fan=FAN,
        fan_label="Forecast (range)",
    ),
)


@pytest.mark.parametrize("across", [320, 640])
@pytest.mark.parametrize("chart", WITH_FORECAST, ids=lambda chart: type(chart).__name__)
def test_every_picture_has_a_band_a_dashed_middle_a_name_and_words_for_it(chart: Chart, across: int) -> None:
    svg = chart.svg("en", "c", across)
    root = ElementTree.fromstring(svg)
    names = [e.get("class") for e in root.iter()]
    # Once in the key and once in the picture.
    assert names.count("c-band") == 2 and names.count("c-forecast") == 2
    middle = next(e for e in root.iter() if e.get("class") == "c-forecast")
    assert middle.get("stroke-dasharray")
    words = " ".join(t for t in root.itertext())
    assert "Forecast (range)" in words and "between 9 and 17" in words
    assert "2026" in words


def test_a_picture_without_a_forecast_is_as_it_was() -> None:
    svg = LineChart(FRAME, lines=(OBSERVED,)).svg("en", "c")
    assert "c-band" not in svg and "c-forecast" not in svg
