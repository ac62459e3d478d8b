"""Downloads opened by other people's readers: every value, symbol, bound and reason is the edition's own."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from retning.edition.store import load_edition
from retning.language.texts import LANGUAGES
from retning.public.addresses import path_of
from retning.public.context import Site
from retning.public.file_formats import DESCRIBED_TABLE
from retning.public.formats.notes import flag_rows, interval_rows, note_words, symbol_words
from retning.public.formats.tabular import to_csv, to_norwegian_csv, to_xlsx
from support.edition_content import content
from support.site_reader import reply

Row = dict[str, Any]
Key = tuple[str, str, str, str]


@pytest.fixture(scope="module")
def site(real_home: Path) -> Site:
    return Site(load_edition(real_home))


def body(site: Site, path: str, query: str = "") -> bytes:
    answer = reply(site, path, query)
    assert answer.status == 200, (path, answer.body[:300])
    return answer.body


def sheets(raw: bytes) -> dict[str, list[Row]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    found = {}
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python()
        found[name] = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    return found


def key(row: Row) -> Key:
    return row["indicator"], row["area"], row["line"], str(row["period"])


def expected(site: Site, indicator: str = "", area: str = "") -> dict[Key, Row]:
    """Every value of the edition with what belongs to it."""
    found = {}
    for one in content(site.edition)["series"]["series"]:
        if (indicator and one["indicator"] != indicator) or (area and one["area"] != area):
            continue
        for n, period in enumerate(one["period"]):
            names = ("value", "lower", "upper", "status", "method", "certainty", "note", "vintage")
            found[one["indicator"], one["area"], one["line"], period] = {k: one[k][n] for k in names}
    return found


def compare(found: dict[Key, Row], wanted: dict[Key, Row], where: str) -> None:
    """A reader's rows against the edition's: numbers as numbers, texts as texts, nothing for nothing."""
    assert found.keys() == wanted.keys(), where
    for place, row in wanted.items():
        for name, value in row.items():
            read = found[place][name]
            if value is None or value == "":
                assert read in ("", None), (where, place, name, read)
            elif isinstance(value, str):
                assert str(read).lstrip("'") == value, (where, place, name, read)
            else:
                assert isinstance(read, (int, float)) and read == pytest.approx(value), (where, place, name)


def test_every_workbook_of_an_indicator_holds_the_editions_values(site: Site) -> None:
    assert len(site.edition.indicators) > 30
    for id in site.edition.indicators:
        found = sheets(body(site, path_of("nb", "indicator", id, ".xlsx")))
        names = [name for name in found if name not in ("forecasts", "targets")]
        assert names == ["data", "intervals", "flags", "assessments", "sources", "about"], id
        compare({key(row): row for row in found["data"]}, expected(site, indicator=id), id)


def test_duckdb_reads_the_same_values_from_both_kinds_of_csv(site: Site, tmp_path: Path) -> None:
    ids = sorted(site.edition.indicators, key=lambda id: len(site.edition.areas_of(id)))[-4:]
    for id in ids:
        wanted = expected(site, indicator=id)
        for ending, options in ((".csv", "delim=','"), (".norsk.csv", "delim=';', decimal_separator=','")):
            file = tmp_path / f"{id}{ending}"
            file.write_bytes(body(site, path_of("nb", "indicator", id, ending)))
            texts = "{'period': 'VARCHAR', 'vintage': 'VARCHAR', 'status': 'VARCHAR'}"
            asked = f"select * from read_csv('{file}', header=true, {options}, types={texts})"
            answer = duckdb.sql(asked)
            rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.fetchall()]
            rows = [row for row in rows if row["kind"] == "observed"]
            for row in rows:
                for name in ("value", "lower", "upper"):
                    row[name] = None if row[name] is None else float(row[name])
            compare({key(row): row for row in rows}, wanted, f"{id}{ending}")


def test_the_norwegian_file_is_what_a_norwegian_spreadsheet_expects(site: Site) -> None:
    id = next(i for i, d in site.edition.indicators.items() if d.decimals and site.edition.areas_of(i))
    raw = body(site, path_of("nb", "indicator", id, ".norsk.csv"))
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert any("," in row["value"] for row in rows)
    assert all("." not in row["value"] for row in rows)


@pytest.mark.parametrize("kind", ["element", "area", "plan"])
def test_the_other_kinds_have_the_same_set_of_files(site: Site, kind: str) -> None:
    assert set(DESCRIBED_TABLE) <= set(site.kinds[kind].files)
    ids = {
        "element": [e.id for e in site.edition.plan.leaves(None)],
        "area": site.edition.page_areas,
        "plan": [""],
    }
    for id in ids[kind][::7] or ids[kind]:
        found = sheets(body(site, path_of("en", kind, id, ".xlsx")))
        if kind == "area":
            compare({key(row): row for row in found["data"]}, expected(site, area=id), id)
            continue
        assert {row["id"] for row in found["data"]} == ({id} if id else set(site.edition.status))
        everything = expected(site)
        values = {key(row): row for row in found["values"]}
        compare(values, {place: everything[place] for place in values}, id)
        served = [i for i in site.edition.indicators.values() if id in i.serves]
        assert all(any(k[0] == i.id for k in values) for i in served if site.edition.areas_of(i.id)) or not id


def test_bounds_of_change_stand_with_their_method(site: Site) -> None:
    told = 0
    for id in site.edition.indicators:
        rows = sheets(body(site, path_of("en", "indicator", id, ".xlsx")))["intervals"]
        by_area = {row["area"]: row for row in rows if row["what"] == "change per year"}
        for area in site.edition.areas_of(id):
            assessment = site.edition.assessment(id, area)
            tendency = assessment.tendency if assessment else None
            if tendency is None or tendency.lower is None:
                assert area not in by_area
                continue
            row = by_area[area]
            assert (row["lower"], row["upper"], row["estimate"]) == pytest.approx(
                (tendency.lower, tendency.upper, tendency.slope)
            )
            assert tendency.method in row["interval"]
            assert row["confidence"] == site.edition.inputs.rules["confidence"]
            told += 1
    assert told > 20


def test_published_bounds_are_told_as_published(site: Site) -> None:
    id = next(i for i in site.edition.indicators if site.edition.areas_of(i))
    area = site.edition.areas_of(id)[0]
    row = {"indicator": id, "area": area, "line": "main", "period": "2024", "value": 5.0}
    (first, *_) = interval_rows(site.edition, [{**row, "lower": 4.0, "upper": 6.5}], "en")
    assert (first["lower"], first["estimate"], first["upper"]) == (4.0, 5.0, 6.5)
    assert first["interval"] == "given by the publisher"


def test_every_flag_of_the_edition_is_a_row_with_its_meaning(site: Site) -> None:
    for id in list(site.edition.indicators)[::3]:
        rows = sheets(body(site, path_of("en", "indicator", id, ".xlsx")))["flags"]
        wanted = 0
        for one in expected(site, indicator=id).values():
            wanted += bool(one["status"]) + bool(one["note"])
            wanted += (one["method"] != "as published") + (one["certainty"] != "final")
        breaks = sum(
            len(s["breaks"]) for s in content(site.edition)["series"]["series"] if s["indicator"] == id
        )
        assert len(rows) == wanted + breaks, id
        assert all(row["meaning"] for row in rows), id


def test_symbols_and_notes_have_words_in_every_language(site: Site) -> None:
    series = content(site.edition)["series"]["series"]
    symbols = {s for one in series for s in one["status"] if s}
    notes = {n for one in series for n in one["note"] if n}
    assert symbols and notes
    for lang in LANGUAGES:
        for symbol in (*symbols, ".", "..", "...", ":", "-", "*", "q"):
            assert len(symbol_words(symbol, lang)) > 2
        for note in notes:
            assert len(note_words(note, lang)) > 10, note
    rows = csv.DictReader(io.StringIO(body(site, path_of("nb", "plan", "", ".csv")).decode()))
    assert list(rows)
    for id in site.edition.indicators:
        text = body(site, path_of("nb", "indicator", id, ".csv")).decode()
        for row in csv.DictReader(io.StringIO(text)):
            assert bool(row["status"]) == bool(row["status_meaning"])
            assert bool(row["note"]) == bool(row["note_meaning"])


def test_assessments_stand_with_their_reasons_and_sentences(site: Site) -> None:
    for id in [e.id for e in site.edition.plan.leaves(None)][::5]:
        assessment = site.edition.assessment(id)
        assert assessment is not None
        rows = sheets(body(site, path_of("en", "element", id, ".xlsx")))["assessments"]
        by_answer: dict[str, list[Row]] = {}
        for row in rows:
            by_answer.setdefault(row["answer"], []).append(row)
        (way,) = by_answer["direction"]
        assert way["state"] == assessment.tendency.state
        assert set(way["reasons"].split()) == {r.key for r in assessment.tendency.reasons}
        targets = by_answer.get("target", [])
        assert [t["state"] for t in targets] == [t.state for t in assessment.targets]
        assert all(t["state_meaning"] for t in targets)
        document = json.loads(body(site, path_of("en", "element", id, ".json")))
        assert len(document["answers"]) == len(rows)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_last_sheet_explains_the_file(site: Site, lang: str) -> None:
    id = next(i for i in site.edition.indicators if site.edition.areas_of(i))
    found = sheets(body(site, path_of(lang, "indicator", id, ".xlsx")))
    about = {row["what"]: row["value"] for row in found["about"]}
    told = list(about.values())
    assert site.edition.name in told and site.edition.as_of in told and site.edition.hash in told
    assert any(f"/v/{site.edition.name}{path_of(lang, 'indicator', id)}" in value for value in told)
    licences = {"nb": "fritt", "nn": "fritt", "en": "freely"}
    assert any(licences[lang] in value for value in told)
    for name, rows in found.items():
        for column in rows[0] if rows and name != "about" else ():
            assert any(what.endswith(f" {column}") for what in about), (name, column)
    methods = {row["method"] for row in found["data"]}
    assert all(about[f"method: {method}"] for method in methods)


def test_a_workbook_is_ready_to_read_and_runs_nothing(site: Site) -> None:
    id = next(i for i, d in site.edition.indicators.items() if d.decimals == 2 and site.edition.areas_of(i))
    raw = body(site, path_of("nb", "indicator", id, ".xlsx"))
    assert raw == body(site, path_of("nb", "indicator", id, ".xlsx"))
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        names = [n for n in packed.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", n)]
        assert len(names) in (6, 7)
        for name in names:
            xml = packed.read(name).decode()
            assert 'state="frozen"' in xml and 'ySplit="1"' in xml
            assert "<f>" not in xml and "<f " not in xml and "hyperlink" not in xml
            widths = [float(w) for w in re.findall(r'<col [^>]*width="([\d.]+)"', xml)]
            assert widths and max(widths) <= 63
        assert 'formatCode="#,##0.00"' in packed.read("xl/styles.xml").decode()
        assert not [n for n in packed.namelist() if "externalLink" in n or "vba" in n.lower()]


def test_codes_stay_text_and_nothing_becomes_a_formula() -> None:
    rows = [
        {"code": text, "value": 1.0}
        for text in ("0301", "2024", "1e5", "=1+1", "+47", "-5", "@x", "http://example.org", "..")
    ]
    found = sheets(to_xlsx([("data", ("code", "value"), rows)], "x"))["data"]
    assert [row["code"] for row in found] == [row["code"] for row in rows]
    for raw, mark in ((to_csv(("code",), rows), ","), (to_norwegian_csv(("code",), rows), ";")):
        read = [row[0] for row in csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=mark)][1:]
        assert read[:3] == ["0301", "2024", "1e5"]
        assert all(text[0] not in "=+-@" for text in read)


def test_csv_on_the_web_describes_the_file_beside_it(site: Site) -> None:
    for kind, id in (
        ("indicator", next(i for i in site.edition.indicators if len(site.edition.areas_of(i)) > 8)),
        ("area", site.edition.page_areas[0]),
        ("plan", ""),
    ):
        told = json.loads(body(site, path_of("nb", kind, id, ".csv-metadata.json")))
        path = path_of("nb", kind, id, ".csv")
        assert told["@context"][0] == "http://www.w3.org/ns/csvw"
        assert told["url"] == path.rpartition("/")[2]
        rows = list(csv.DictReader(io.StringIO(body(site, path).decode())))
        columns = told["tableSchema"]["columns"]
        assert [c["titles"] for c in columns] == list(rows[0])
        assert all(set(c["dc:description"]) == set(LANGUAGES) for c in columns)
        for column in columns:
            for row in rows:
                cell = row[column["name"]]
                if column["datatype"] == "number" and cell != column["null"]:
                    float(cell)
                if column["datatype"] == "date" and cell:
                    assert re.fullmatch(r"\d{4}-\d\d-\d\d", cell), (column["name"], cell)
                assert cell or not column.get("required")
        names = told["tableSchema"].get("primaryKey", ["id"])
        keys = [tuple(row[name] for name in names) for row in rows]
        assert len(set(keys)) == len(keys)
        described = dict(reply(site, path).headers)["Link"]
        assert told["url"] + "-metadata.json" in described and "describedby" in described


def test_a_csv_without_a_description_names_none(site: Site) -> None:
    for kind in ("answers", "coverage"):
        assert ".csv-metadata.json" not in site.kinds[kind].files
        answer = reply(site, path_of("en", kind, "", ".csv"))
        assert answer.status == 200 and "Link" not in dict(answer.headers)


def test_flags_of_a_series_without_any_are_none(site: Site) -> None:
    id = next(i for i in site.edition.indicators if site.edition.areas_of(i))
    row = {"indicator": id, "area": site.edition.areas_of(id)[0], "line": "none", "period": "2024"}
    quiet = {**row, "status": "", "method": "as published", "certainty": "final", "note": ""}
    assert list(flag_rows(site.edition, [quiet], "en")) == []
