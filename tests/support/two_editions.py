"""A region built, changed in one place and built again in the same home: what a reader finds before and after."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence
from html import unescape
from pathlib import Path
from typing import Any

import python_calamine

from retning.build.run import build
from retning.public.addresses import path_of
from retning.public.http.wsgi import Application
from retning.statistics.rules.model import Rules
from support.region_copy import change
from support.site_reader import get, page, words

ATOM = "{http://www.w3.org/2005/Atom}"
TEXTS = ("", ".csv", ".norsk.csv", ".json", ".svg", ".vl.json", ".atom", ".ics", ".ris", ".csv-metadata.json")
"""The forms of an address that are text. Workbooks are read cell by cell, pictures drawn from the SVG."""

# Their purpose is to show what was beside what is.
OF_THE_PAST = ("changes", "record", "corrections")

_MARKS = re.compile(r"<style\b.*?</style>|<[^>]+>", re.DOTALL)


class Edition:
    """One of the two editions as a reader meets it: the newest at the site's own addresses, the first frozen."""

    def __init__(self, app: Application, name: str, frozen: bool) -> None:
        self.app = app
        self.name = name
        self.prefix = f"/v/{name}" if frozen else ""

    def body(self, kind: str, id: str = "", ending: str = "", query: str = "", lang: str = "nb") -> bytes:
        """The bytes of an address that must be there."""
        address = self.prefix + path_of(lang, kind, id, ending) + query
        status, body = get(self.app, address)
        assert status == 200, (address, body[:300])
        return body

    def markup(self, kind: str, id: str = "", query: str = "", lang: str = "nb") -> str:
        """The HTML of a page."""
        return page(self.app, self.prefix + path_of(lang, kind, id) + query)

    def says(self, kind: str, id: str = "", query: str = "", lang: str = "nb") -> str:
        """What can be read on a page."""
        return plain(words(self.markup(kind, id, query, lang)))

    def picture(self, kind: str, id: str, query: str = "", lang: str = "nb") -> str:
        """What a downloaded SVG chart says, to those who see it and to those who hear it."""
        return everything(self.body(kind, id, ".svg", query, lang))

    def cell(self, indicator: str, anchor: str, lang: str = "nb") -> str:
        """A cell of the table on an indicator's page."""
        found = re.search(
            rf'<td class="n" id="{re.escape(anchor)}">([^<]*)', self.markup("indicator", indicator, "", lang)
        )
        assert found is not None, anchor
        return plain(unescape(found[1]))

    def feed(self, kind: str, id: str = "", lang: str = "nb") -> str:
        """Everything that a feed says."""
        return everything(self.body(kind, id, ".atom", lang=lang))

    def rows(
        self, kind: str, id: str = "", ending: str = ".csv", sheet: str = "data"
    ) -> list[dict[str, Any]]:
        """The rows of a file, by the names of their columns; as text in CSV, with numbers in the other formats."""
        body = self.body(kind, id, ending)
        if ending == ".xlsx":
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(body))
            head, *lines = book.get_sheet_by_name(sheet).to_python()
            return [dict(zip(map(str, head), line, strict=True)) for line in lines]
        if ending == ".json":
            found: list[dict[str, Any]] = json.loads(body)["rows" if sheet == "data" else sheet]
            return found
        written = body.decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(written), delimiter=";" if ending == ".norsk.csv" else ","))

    def values(
        self, indicator: str, area: str, period: str, kind: str = "indicator", id: str = ""
    ) -> list[float]:
        """A figure of the main line in each file of an address: both kinds of CSV, workbook, JSON, Vega-Lite."""
        found = []
        for ending in (".csv", ".norsk.csv", ".xlsx", ".json"):
            for row in self.rows(kind, id or indicator, ending):
                where = [str(row[name]) for name in ("indicator", "area", "line", "period", "kind")]
                if where == [indicator, area, "main", period, "observed"]:
                    found.append(float(str(row["value"]).replace(",", ".")))
        assert len(found) == 4, found
        if kind == "indicator":
            drawn = json.loads(self.body("indicator", indicator, ".vl.json"))["data"]["values"]
            found += [one["value"] for one in drawn if (one["role"], one["period"]) == ("own", period)]
            assert len(found) == 5, found
        return found

    def sheets(self, kind: str, id: str = "") -> str:
        """Every cell of a workbook."""
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(self.body(kind, id, ".xlsx")))
        lines = [line for name in book.sheet_names for line in book.get_sheet_by_name(name).to_python()]
        return plain(" | ".join(str(cell) for line in lines for cell in line))

    def all_texts(self, lang: str = "nb") -> Iterable[tuple[str, str]]:
        """Every address of a language that answers with text, and the text; without pages about the past."""
        site = self.app.site()
        assert site is not None
        for path, address in site.addresses.items():
            if address.lang == lang and address.ending in TEXTS and address.kind not in OF_THE_PAST:
                status, body = get(self.app, self.prefix + path)
                assert status == 200, path
                yield path, everything(body)


class Twice:
    """A region's two editions: ``Twice(folder, home)`` builds the first, :meth:`again` the second."""

    def __init__(self, folder: Path, home: Path, rule_book: Sequence[Rules] | None = None) -> None:
        self.folder, self.home, self.rule_book = folder, home, rule_book
        self.first = build(folder, home, rule_book=rule_book).name

    def app(self) -> Application:
        """The site as it is now."""
        return Application(self.home)

    def again(self, rule_book: Sequence[Rules] | None = None) -> tuple[Edition, Edition]:
        """Build what the folder says now; the first edition frozen, and the newest."""
        second = build(self.folder, self.home, rule_book=rule_book or self.rule_book).name
        assert second != self.first
        app = self.app()
        return Edition(app, self.first, True), Edition(app, second, False)


def before_and_after(
    place: Path,
    region: Callable[[Path], Path],
    file: str,
    old: str,
    new: str,
    rule_book: Sequence[Rules] | None = None,
) -> tuple[Edition, Edition]:
    """The two editions of a region in which one text in one file was replaced, judged by a rule book (our own).

    >>> before_and_after(tmp_path, copy_region, "plan.toml", "2015-03-01", "2016-03-01")  # doctest: +SKIP
    """
    twice = Twice(region(place), place / "home", rule_book)
    change(twice.folder / file, old, new)
    return twice.again()


def plain(text: str) -> str:
    """The text with ordinary, single spaces."""
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ").split())


def everything(body: bytes) -> str:
    """All words of a page, a picture or a file, also those for readers who do not see."""
    return plain(unescape(_MARKS.sub(" ", body.decode("utf-8-sig"))))


def in_words(markup: str) -> str:
    """The words of a piece of a page."""
    return everything(markup.encode())


def tells(said: str, written: str) -> bool:
    """Whether a text contains a number on its own, not as a part of another number.

    >>> tells("it was 75,8 %", "75,8"), tells("175,81", "75,8")
    (True, False)
    """
    return re.search(rf"(?<![\d,.−]){re.escape(written)}(?![\d]|[,.]\d)", said) is not None


def nowhere(edition: Edition, *texts: str, lang: str = "nb") -> None:
    """Check that no page, picture, file or feed of an edition says any of some texts."""
    found = [(path, text) for path, said in edition.all_texts(lang) for text in texts if tells(said, text)]
    assert found == []
