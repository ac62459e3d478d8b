"""Provenance under every chart, and a citation that never changes: the same bytes after the figures are others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from retning.build.region_file import load_region_file
from retning.build.run import build
from retning.edition.index import read_index
from retning.edition.store import Edition, load_edition
from retning.public.context import Site
from retning.public.http.wsgi import Application
from support.region_copy import copy_region
from support.site_reader import reply

CHART = "folkevekst-eksempel"


class Update:
    """Two editions of one region: the second after the publisher changed one figure."""

    def __init__(self, place: Path) -> None:
        self.home = place / "home"
        folder = copy_region(place)
        self.first = build(folder, self.home)
        self.before = dict(self.frozen())
        self.then = {path: self.get(path) for path in self.newest()}
        self.revise(folder)
        self.second = build(folder, self.home)

    @staticmethod
    def revise(folder: Path) -> None:
        """Seven more people in the newest figure of a member."""
        path = folder / "figures/folketall.csv"
        rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
        at = max(n for n, row in enumerate(rows) if row.startswith("9003,2024,"))
        cells = rows[at].split(",")
        cells[2] = str(int(cells[2]) + 7)
        rows[at] = ",".join(cells)
        path.write_text("".join(rows), encoding="utf-8")

    def get(self, path: str) -> bytes:
        answer = Application(self.home).answer(path, "").response
        assert answer.status == 200, path
        return answer.body

    def newest(self) -> Iterator[str]:
        for lang, indicator in (("nb", "indikator"), ("nn", "indikator"), ("en", "indicator")):
            yield f"/{lang}/{indicator}/{CHART}/"
            for ending in (".svg", ".png", ".csv", ".json"):
                yield f"/{lang}/{indicator}/{CHART}{ending}"

    def frozen(self) -> Iterator[tuple[str, bytes]]:
        """Every page, and the chart's pictures and files, in the frozen address of the first edition."""
        application = Application(self.home)
        pages = [a.path for a in Site(self.first).addresses.values() if a.is_page]
        for path in (*self.newest(), *pages, f"/nb/indikator/{CHART}.ris"):
            address = f"/v/{self.first.name}{path}"
            answer = application.answer(address, "").response
            assert answer.status == 200, address
            yield address, answer.body


@pytest.fixture(scope="module")
def update(tmp_path_factory: pytest.TempPathFactory) -> Update:
    return Update(tmp_path_factory.mktemp("update"))


def html(edition: Edition, home: Path, path: str, prefix: str = "", address: str = "") -> str:
    answer = reply(Site(edition, read_index(home), prefix=prefix, address=address), path)
    assert answer.status == 200, path
    return unescape(answer.body.decode())


def test_every_frozen_page_and_picture_is_the_same_bytes_after_an_update(update: Update) -> None:
    assert update.first.name != update.second.name
    after = dict(update.frozen())
    assert [path for path in after if after[path] != update.before[path]] == []


def test_the_newest_page_pictures_and_files_are_others_after_the_update(update: Update) -> None:
    assert [path for path, body in update.then.items() if update.get(path) == body] == []


def test_every_chart_says_where_it_comes_from_and_links_to_a_version_for_ever(update: Update) -> None:
    edition = load_edition(update.home)
    for path in (f"/nb/indikator/{CHART}/", "/nb/plan/A-a/"):
        shown = html(edition, update.home, path)
        assert shown.count("Kilde: Example, tabell 0001, publisert 20. februar 2024.") == 1
        assert "Neste tall: ikke varslet." in shown
        assert "Slik er tallene laget: regnet på nytt" in shown or "Slik er tallene laget: summert" in shown
        assert f"Utgave {edition.name}." in shown
        assert f'href="/v/{edition.name}/nb/indikator/{CHART}/#figur"' in shown
        for anchor in ("utgaver", "oppskrift", "siter", "feil"):
            assert f'href="/nb/opphav/{CHART}/#{anchor}"' in shown
    assert 'id="figur"' in html(edition, update.home, f"/nb/indikator/{CHART}/")
    record = html(edition, update.home, f"/nb/opphav/{CHART}/")
    for anchor in ("utgaver", "oppskrift", "siter", "feil"):
        assert f'id="{anchor}"' in record


def test_a_frozen_page_points_to_the_newest_one_and_to_no_other_edition(update: Update) -> None:
    prefix = f"/v/{update.first.name}"
    shown = html(update.first, update.home, f"/nb/indikator/{CHART}/", prefix)
    assert f'<a href="/nb/indikator/{CHART}/">Nyeste utgave</a>' in shown
    record = html(update.first, update.home, f"/nb/opphav/{CHART}/", prefix)
    assert update.second.name not in shown + record
    assert "Dette er en fast utgave." in record


def test_all_versions_lists_the_editions_where_the_chart_differs_and_why(update: Update) -> None:
    record = html(load_edition(update.home), update.home, f"/nb/opphav/{CHART}/")
    listed = record[record.index('id="utgaver"') : record.index('id="feil"')]
    assert {update.first.name, update.second.name} <= set(re.findall(r"/v/([0-9a-f-]+)/", listed))
    assert "reviderte tall" in listed
    untouched = html(load_edition(update.home), update.home, "/nb/opphav/sysselsetting-eksempel/")
    listed = untouched[untouched.index('id="utgaver"') : untouched.index('id="feil"')]
    assert len(set(re.findall(r"/v/([0-9a-f-]+)/", listed))) == 1


def test_the_citation_names_owner_chart_edition_day_source_and_a_whole_address(update: Update) -> None:
    shown = html(update.second, update.home, f"/nb/opphav/{CHART}/", address="https://example.org")
    text = re.search(r'<p class="citation">(.*?)</p>', shown, flags=re.S)
    assert text is not None
    for part in (
        "Eksempelregionen (oppdiktet) (2024)",
        "Folkevekst (eksempel)",
        update.second.name,
        "20. februar 2024",
        "Kilde: Example",
        f"https://example.org/v/{update.second.name}/nb/indikator/{CHART}/#figur",
    ):
        assert part in text[1]
    assert "Adressen gjelder på dette nettstedet." not in shown
    assert "Adressen gjelder på dette nettstedet." in html(update.second, update.home, f"/nb/opphav/{CHART}/")


def test_reference_managers_get_one_whole_record(update: Update) -> None:
    body = update.get(f"/en/indicator/{CHART}.ris").decode()
    lines = body.split("\r\n")
    assert lines[0] == "TY  - DATA"
    assert lines[-2:] == ["ER  - ", ""]
    tags = [line[:2] for line in lines if line]
    assert {"TI", "AU", "PY", "UR", "ET"} <= set(tags)
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines if line)


def test_the_recipe_names_tables_rows_and_formula(update: Update) -> None:
    record = html(update.second, update.home, "/nb/opphav/sysselsetting-eksempel/")
    recipe = record[record.index('class="recipe"') : record.index("</ol>", record.index('class="recipe"'))]
    assert recipe.count("Hent tabell 0002 fra Example, publisert 20. februar 2024.") == 2
    assert "Velg «employed» i kolonnen «measure»." in recipe
    assert "Velg «residents_20_66» i kolonnen «measure»." in recipe
    assert "Del telleren på nevneren, og gang med 100." in recipe
    growth = html(update.second, update.home, f"/nb/opphav/{CHART}/")
    assert "neste periode minus denne" in growth
    assert f'href="/nb/indikator/{CHART}.json"' in growth


def test_todays_chart_is_cited_in_at_most_three_clicks_from_the_front_page(update: Update) -> None:
    edition = load_edition(update.home)
    site = Site(edition, read_index(update.home))
    seen, here = {"/nb/"}, {"/nb/"}
    for _ in range(2):
        found: set[str] = set()
        for path in sorted(here):
            body = unescape(reply(site, path).body.decode())
            found |= {link.partition("#")[0] for link in re.findall(r'href="(/nb/[^"?]*/)', body)}
        here = found - seen
        seen |= found
    last = [unescape(reply(site, path).body.decode()) for path in sorted(here) if site.addresses.get(path)]
    assert any(f'href="/v/{edition.name}/nb/indikator/{CHART}/#figur"' in body for body in last)


@pytest.mark.parametrize(
    ("written", "report", "faults"),
    [
        ("", "", []),
        ('report = "post@example.org"', "mailto:post@example.org", []),
        ('report = "https://example.org/feil"', "https://example.org/feil", []),
        ('report = "call us"', "", ["field_not_contact"]),
        ("report = 7", "", ["field_not_text"]),
        ('phone = "7"', "", ["field_unknown"]),
    ],
)
def test_where_errors_are_reported_is_declared_by_the_region(
    tmp_path: Path, written: str, report: str, faults: list[str]
) -> None:
    (tmp_path / "region.toml").write_text(written, encoding="utf-8")
    found, told = load_region_file(tmp_path)
    assert (found.report, [fault.key for fault in told]) == (report, faults)


def test_the_declared_contact_is_under_every_chart(tmp_path: Path) -> None:
    folder = copy_region(tmp_path)
    (folder / "region.toml").write_text('report = "post@example.org"', encoding="utf-8")
    edition: Any = build(folder, tmp_path / "home")
    assert '<a href="mailto:post@example.org">Meld feil</a>' in html(
        edition, tmp_path / "home", f"/nb/indikator/{CHART}/"
    )
