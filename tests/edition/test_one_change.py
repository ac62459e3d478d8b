"""One figure changed in a region's files: sentence, chart, table, file, feed, card and front page change together.

For each pattern that figures decide (P1, P2, P3 and P6 here, P8 and P10 in
``test_one_change_in_time.py``) a region is built, one figure is changed, and it is
built again in the same home. Whatever told the old figure must tell the new one, nothing may tell the old one any
more, and the first edition tells the old one for ever. The expected numbers are worked out by hand.
"""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from retning.language.texts import text
from retning.public.blocks.card import card_of
from retning.public.context import Page
from support.region_copy import append, change, copy_region
from support.revised_region import region_published_twice
from support.rules import BY_RANKS
from support.two_editions import Edition, Twice, before_and_after, in_words, nowhere, plain, tells
from support.wide_region import wide_region

WORK, GROWTH = "sysselsetting-eksempel", "folkevekst-eksempel"
REGION, CNES = "eksempelregionen", "cnes"
Pair = tuple[Edition, Edition]

OVERARCHING = """[[overarching]]
id = "O"
title = { nb = "Arbeid", nn = "Arbeid", en = "Work" }
text = { nb = "Flere i arbeid.", nn = "Fleire i arbeid.", en = "More at work." }

[[element]]
id = "A"
"""

TARGET = """
[[target]]
strategy = "O"
main = true
type = "level"
value = 80
from = 2012
to = 2028
"""


def region_with_a_path(place: Path) -> Path:
    """The example with an overarching goal: 80 of a hundred employed in 2028, from 72.2 in 2012."""
    folder = copy_region(place)
    indicator = folder / f"indicators/{WORK}.toml"
    change(indicator, 'serves = ["B-a"]', 'serves = ["O", "B-a"]')
    append(indicator, TARGET)
    change(folder / "plan.toml", '[[element]]\nid = "A"\n', OVERARCHING)
    change(folder / "figures/sysselsatte.csv", "9003,2024,776,", "9003,2024,852,")
    return folder


def of_region(employed: int) -> float:
    """Employed of a hundred in the region in 2024: those of Cnes with the 2016 of Avik, of 3786."""
    return 100 * (employed + 2016) / 3786


def raw(employed: int) -> tuple[str, str]:
    """The same as files write it, for machines and for Norwegian spreadsheets."""
    written = f"{of_region(employed):.10f}"
    return written, written.replace(".", ",")


def card(edition: Edition, kind: str, id: str, lang: str = "nb") -> str:
    """What the card of a page says and draws; its picture is made from this."""
    site = edition.app.site()
    assert site is not None and not edition.prefix
    return card_of(Page(site, lang), site.kinds[kind], id).svg(lang, "card")


def last_height(svg: bytes) -> float:
    """How far down the newest point of our own line is drawn."""
    line = re.search(r'<path class="c-own" d="[^"]*[ML](?:-?[\d.]+) (-?[\d.]+)"', svg.decode())
    assert line is not None
    return float(line[1])


# P1: the path chart


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """75.8 in 2024 becomes 76.5: 852 employed in Cnes were in truth 880."""
    place = tmp_path_factory.mktemp("path")
    return before_and_after(
        place, region_with_a_path, "figures/sysselsatte.csv", "9003,2024,852,", "9003,2024,880,"
    )


SHOWN = (
    ("indicator", WORK),
    ("embed", WORK),
    ("element", "O"),
    ("element", "B-a"),
    ("front", ""),
    ("area", REGION),
)


@pytest.mark.parametrize(("kind", "id"), SHOWN)
def test_path_every_page_that_tells_the_value_tells_the_new_one(path: Pair, kind: str, id: str) -> None:
    then, now = path
    for edition, said, not_said in ((then, "75,8", "76,5"), (now, "76,5", "75,8")):
        assert tells(edition.says(kind, id), said) and not tells(edition.says(kind, id), not_said)


@pytest.mark.parametrize("page", [("indicator", WORK), ("front", "")])
def test_path_the_sentence_tells_the_value_where_we_should_have_been_and_the_distance(
    path: Pair, page: tuple[str, str]
) -> None:
    """From 72.22 to 80 in 16 years: after 12 of them 78.06. 75.75 is 2.3 behind it, 76.50 is 1.0 behind."""
    for edition, value, distance in ((path[0], "75,8", "2,3"), (path[1], "76,5", "1,6")):
        (sentence,) = re.findall(r'<p class="path-says">(.*?)</p>', edition.markup(*page))
        assert re.findall(r"\d+(?:,\d+)?", plain(sentence)) == [
            "2024",
            value,
            "80,0",
            "2028",
            "78,1",
            distance,
        ]


def test_path_chart_table_and_every_file_have_the_same_value(path: Pair) -> None:
    for edition, employed, shown in ((path[0], 852, "75,8"), (path[1], 880, "76,5")):
        assert edition.cell(WORK, f"{REGION}.main.2024") == shown
        assert edition.values(WORK, REGION, "2024") == pytest.approx([of_region(employed)] * 5, abs=1e-6)
        assert edition.values(WORK, REGION, "2024", "area", REGION) == pytest.approx(
            [of_region(employed)] * 4
        )
        for address in (("indicator", WORK), ("element", "O"), ("element", "B-a"), ("area", REGION)):
            assert tells(edition.picture(*address), shown), address
        own = edition.picture("area", CNES)
        assert tells(own, f"{100 * employed / 1146:.1f}".replace(".", ","))
    then, now = (last_height(edition.body("indicator", WORK, ".svg")) for edition in path)
    # Down the page is less: the newest point must stand higher.
    assert now < then
    assert path[0].body("indicator", WORK, ".png") != path[1].body("indicator", WORK, ".png")


@pytest.mark.parametrize(
    ("kind", "id"), [("indicator", WORK), ("element", "O"), ("area", REGION), ("changes", "")]
)
def test_path_feeds_tell_the_new_value(path: Pair, kind: str, id: str) -> None:
    assert tells(path[0].feed(kind, id), "75,8 %") and not tells(path[0].feed(kind, id), "76,5 %")
    assert tells(path[1].feed(kind, id), "76,5 %") and not tells(path[1].feed(kind, id), "75,8 %")


def test_path_the_card_draws_the_new_value(path: Pair) -> None:
    assert tells(in_words(card(path[1], "indicator", WORK)), "76,5")
    for kind, id in (("indicator", WORK), ("element", "B-a")):
        assert path[0].body(kind, id, ".card.png") != path[1].body(kind, id, ".card.png")


def test_path_nothing_tells_the_old_value_any_more_and_the_frozen_edition_no_new_one(path: Pair) -> None:
    nowhere(path[1], "75,8", *raw(852))
    nowhere(path[0], "76,5", *raw(880))


@pytest.mark.parametrize(("lang", "old", "new"), [("nn", "75,8", "76,5"), ("en", "75.8", "76.5")])
def test_path_other_languages_write_the_same_value_their_own_way(
    path: Pair, lang: str, old: str, new: str
) -> None:
    for edition, said, not_said in ((path[0], old, new), (path[1], new, old)):
        percent = re.compile(rf"(?<!\d){re.escape(said)} ?%")
        for kind, id in (("indicator", WORK), ("front", "")):
            page = edition.says(kind, id, lang=lang)
            assert percent.search(page) and not tells(page, not_said)
        assert percent.search(edition.picture("indicator", WORK, lang=lang))
        assert percent.search(edition.feed("indicator", WORK, lang))
        assert edition.cell(WORK, f"{REGION}.main.2024", lang) == said


def test_path_a_changed_target_moves_path_sentence_picture_and_files(tmp_path: Path) -> None:
    """83 instead of 80 in 2028: in 2024 it should have been 80.31, and 75.75 is 4.6 behind."""
    twice = Twice(region_with_a_path(tmp_path), tmp_path / "home")
    change(twice.folder / f"indicators/{WORK}.toml", "value = 80", "value = 83")
    for edition, goal, expected, distance in zip(
        twice.again(), ("80,0", "83,0"), ("78,1", "80,3"), ("2,3", "4,6"), strict=True
    ):
        for page in (("indicator", WORK), ("front", "")):
            (sentence,) = re.findall(r'<p class="path-says">(.*?)</p>', edition.markup(*page))
            numbers = re.findall(r"\d+(?:,\d+)?", plain(sentence))
            assert numbers == ["2024", "75,8", goal, "2028", expected, distance]
        for said in (f"{goal} %", f"{expected} %", distance):
            assert tells(edition.picture("indicator", WORK), said)
        target = float(goal.replace(",", "."))
        drawn = json.loads(edition.body("indicator", WORK, ".vl.json"))["data"]["values"]
        assert [one["value"] for one in drawn if one["role"] == "target"][-1:] == [target]
        # The picture's path is in the table and in every file as well, from 72.22 in 2012.
        assert edition.cell(WORK, f"{REGION}.path.2024") == expected
        assert edition.cell(WORK, f"{REGION}.path.2028") == goal
        for ending, sheet in ((".csv", ""), (".norsk.csv", ""), (".xlsx", "targets"), (".json", "targets")):
            rows = [r for r in edition.rows("indicator", WORK, ending, sheet) if r["role"] == "path"]
            asked = {r["period"]: float(str(r["value"]).replace(",", ".")) for r in rows}
            base = 100 * 2600 / 3600
            assert asked["2024"] == pytest.approx(base + (target - base) * 12 / 16, abs=1e-6)
            assert asked["2028"] == target and {r["kind"] for r in rows} == {"target"}
        assert edition.cell(WORK, f"{REGION}.benchmark.2024") == "73,7"
        definition = json.loads(edition.body("indicator", WORK, ".json"))["definition"]
        assert [t["values"]["value"] for t in definition["targets"]] == [target]
        assert (f"{goal[:2]} %" in edition.says("front")) and (
            f"{goal[:2]} %" in edition.says("element", "O")
        )


# P2: the tested trend marker, and P6: sentences chosen by test


@pytest.fixture(scope="module")
def marker(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """The newest figure of Avik, 4400 persons, becomes 4250: the growth of the last year turns from 45 to -105.

    By the ranks of 2026.1 that turns a verdict of twelve years; 2026.2 asks for more.
    """
    place = tmp_path_factory.mktemp("marker")
    return before_and_after(
        place,
        region_published_twice,
        "figures/folketall.csv",
        "9010,2024,4400,",
        "9010,2024,4250,",
        rule_book=[BY_RANKS],
    )


FORWARD, UNSURE = text("nb", "way.right_way"), text("nb", "way.unclear")
AS_ELEMENT = {"improving": "right_way", "cannot_tell": "unclear"}
"""What a tendency makes of the element that it is the answer of."""


@pytest.mark.parametrize(
    ("kind", "id", "where"), [("indicator", GROWTH, "where"), ("element", "A-a", "facts")]
)
def test_marker_the_page_says_the_new_way(marker: Pair, kind: str, id: str, where: str) -> None:
    for edition, way, not_way in (
        (marker[0], "improving", "cannot_tell"),
        (marker[1], "cannot_tell", "improving"),
    ):
        head = edition.markup(kind, id).partition("<h1")[2].partition("<figure")[0]
        assert f"way-{way}" in head and f"way-{not_way}" not in head


def test_marker_tables_distributions_and_charts_say_it_too(marker: Pair) -> None:
    for edition, way, value in ((marker[0], "improving", "45"), (marker[1], "cannot_tell", "−105")):
        row = re.search(
            r"<tr><th[^>]*><a[^>]*>Eksempelregionen</a>.*?</tr>", edition.markup("indicator", GROWTH)
        )
        assert row is not None and f"way-{way}" in row[0] and tells(in_words(row[0]), value)
        (of_plan,) = re.findall(r"Folketallet skal øke fra år til år\.(.*?)A-b", edition.says("plan"))
        assert text("nb", f"way.{AS_ELEMENT[way]}") in of_plan
        growth = (
            edition.picture("area", REGION).partition("(eksempel): 15 i 2012")[2].partition("(eksempel):")[0]
        )
        said = text("nb", f"way.{way}")
        assert said in growth.lower() and tells(growth, value)
        bar = edition.markup("front").partition("hero-bar")[2].partition("</ul>")[0]
        assert ("A-a" in bar.partition("way-right_way")[2].partition("</li>")[0]) is (way == "improving")


def test_marker_every_file_has_the_new_answer_with_its_numbers(marker: Pair) -> None:
    for edition, state, last in ((marker[0], "improving", 45), (marker[1], "cannot tell", -105)):
        for ending in (".csv", ".norsk.csv", ".xlsx", ".json"):
            for kind, id in (("element", "A-a"), ("plan", "")):
                row = next(r for r in edition.rows(kind, id, ending) if r["id"] == "A-a")
                assert row["tendency"] == state and float(row["to_value"]) == last
        answers = edition.rows("indicator", GROWTH, ".json", "answers")
        own = [
            a
            for a in answers
            if a["area"] == REGION and a["answer"] == text("nb", "download.answer.tendency")
        ]
        assert [a["state"] for a in own] == [state]
        assert any(r["state"] == state for r in edition.rows("indicator", GROWTH, ".xlsx", "assessments"))
        assert edition.values(GROWTH, REGION, "2023") == [last] * 5


def test_marker_the_feed_tells_that_the_answer_changed_only_where_it_did(marker: Pair) -> None:
    title = text("nb", "feed.verdict", name="A-a Folketallet skal øke")
    for kind, id in (("element", "A-a"), ("changes", "")):
        assert title in marker[0].feed(kind, id)
        assert title not in marker[1].feed(kind, id)
    assert tells(marker[0].feed("indicator", GROWTH), "45") and tells(
        marker[1].feed("indicator", GROWTH), "−105"
    )
    heading = text("nb", "front.changed", day="20. februar 2024")
    changed = [edition.says("front").partition(heading)[2] for edition in marker]
    assert "A-a Folketallet skal øke" in changed[0] and "A-a Folketallet skal øke" not in changed[1]


def test_marker_the_card_says_the_new_way(marker: Pair) -> None:
    for edition, said, not_said in ((marker[0], FORWARD, UNSURE), (marker[1], UNSURE, FORWARD)):
        alt = re.search(r'og:image:alt" content="([^"]*)"', edition.markup("element", "A-a"))
        assert alt is not None and said in alt[1].lower() and not_said not in alt[1].lower()
    assert UNSURE in in_words(card(marker[1], "element", "A-a")).lower()
    assert marker[0].body("element", "A-a", ".card.png") != marker[1].body("element", "A-a", ".card.png")


def opening(edition: Edition, kind: str, id: str = "") -> str:
    """The sentences that open a page."""
    found = re.search(r'<(\w+) class="opening[^>]*>(.*?)</\1>', edition.markup(kind, id), re.DOTALL)
    assert found is not None, (kind, id)
    return in_words(found[0])


@pytest.mark.parametrize(("kind", "id"), [("front", ""), ("area", REGION)])
def test_sentences_that_open_a_page_are_chosen_anew(marker: Pair, kind: str, id: str) -> None:
    """Going forward is worth a sentence with its slope, 2.06 persons a year; what cannot be told is counted."""
    then, now = (opening(edition, kind, id) for edition in marker)
    assert "+2,06" in then and "+2,06" not in now
    assert then != now and "+2,06" not in marker[1].says(kind, id)


def test_sentences_numbers_lead_to_the_figures_they_rest_on(marker: Pair) -> None:
    for edition, value in ((marker[0], "45"), (marker[1], "−105")):
        links = re.findall(
            r'<a class="figure" href="[^"]*#([^"]+)"><b>([^<]*)</b>', edition.markup("indicator", GROWTH)
        )
        newest = [plain(shown) for anchor, shown in links if anchor == f"{REGION}.main.2023"]
        assert [shown for shown in newest if shown != "2023"] == [f"{value} personer"]
        assert edition.cell(GROWTH, f"{REGION}.main.2023") == value


def test_sentences_stand_in_files_descriptions_and_the_list_of_changes(marker: Pair) -> None:
    then, now = marker
    slope = "+2,06"
    assert slope in then.sheets("element", "A-a") and slope not in now.sheets("element", "A-a")
    said = [json.dumps(e.rows("element", "A-a", ".json", "answers"), ensure_ascii=False) for e in marker]
    assert slope in said[0] and slope not in said[1]
    for edition, value in ((then, "45"), (now, "−105")):
        described = re.search(r'og:description" content="([^"]*)"', edition.markup("indicator", GROWTH))
        assert described is not None and tells(plain(described[1]), value)
    changes = now.says("changes")
    assert slope in changes and tells(changes, "45 personer") and tells(changes, "−105 personer")
    nowhere(now, slope)


# P3: one row of peers


@pytest.fixture(scope="module")
def peers(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Fjell goes from 2854 to 3900 employed of 4920: from the lower end of the row to the upper one."""
    place = tmp_path_factory.mktemp("peers")
    return before_and_after(
        place, wide_region, "figures/sysselsatte.csv", "9006,2022,2854,", "9006,2022,3900,"
    )


LOW, HIGH = 100 * 2854 / 4920, 100 * 3900 / 4920  # 58.0 and 79.3


@pytest.mark.parametrize(
    ("kind", "id"), [("area", "fjell"), ("area", CNES), ("element", "B"), ("element", "B-a")]
)
def test_peers_the_dot_moves_in_every_row_that_has_it(peers: Pair, kind: str, id: str) -> None:
    for edition, value in ((peers[0], "58,0 %"), (peers[1], "79,3 %")):
        titles = re.findall(r"<title>(Fjell: [^<]*%)</title>", edition.markup(kind, id))
        assert titles and {plain(title) for title in titles} == {f"Fjell: {value}"}
    places = [
        re.findall(r'(?:cx="|d="M)([\d.]+)[^>]*><title>Fjell: [^<]*%', edition.markup(kind, id))
        for edition in peers
    ]
    then, now = (float(found[0]) for found in places)
    assert then < now


def test_peers_the_verdict_turns_in_words_table_and_description(peers: Pair) -> None:
    """Of 4920, 58.0 is surely below the 73.5 of the country and 79.3 surely above: Wilson's limits are 1.4 away."""
    for edition, state, value in ((peers[0], "lower", "58,0 %"), (peers[1], "higher", "79,3 %")):
        verdict = text("nb", f"peers.against.{state}", name="Eksempelland")
        other = text("nb", f"peers.against.{'higher' if state == 'lower' else 'lower'}", name="Eksempelland")
        markup = unescape(edition.markup("area", "fjell"))
        row = next(r for r in markup.split('<li class="peer">') if f"/{WORK}/" in r.partition("</h")[0])
        assert f"against-{state}" in row and verdict in in_words(row) and other not in in_words(row)
        described = [in_words(d) for d in re.findall(r"<desc[^>]*>(.*?)</desc>", row)]
        assert described and all(tells(d, value) and verdict in d for d in described[:2])
        table = markup.partition('class="table peer-table"')[2].partition("</table>")[0]
        assert tells(in_words(table), value) and verdict in in_words(table)
        ends = in_words(edition.markup("element", "B-a").partition('class="table peer-table"')[2])
        assert ("Fjell 79,3 %" in ends) is (state == "higher")


def test_peers_files_feed_and_map_have_the_new_value(peers: Pair) -> None:
    for edition, value, shown in ((peers[0], LOW, "58,0"), (peers[1], HIGH, "79,3")):
        assert edition.values(WORK, "fjell", "2022", "area", "fjell") == pytest.approx([value] * 4)
        found = [r for r in edition.rows("indicator", WORK) if (r["area"], r["period"]) == ("fjell", "2022")]
        assert [float(r["value"]) for r in found] == pytest.approx([value])
        assert tells(edition.feed("area", "fjell"), f"{shown} %")
        assert tells(edition.picture("area", "fjell"), shown)
        chart = edition.markup("indicator", WORK).partition('id="kart"')[2].partition("</section>")[0]
        assert tells(in_words(chart), shown)
        assert edition.cell(WORK, "fjell.main.2022") == shown
    nowhere(peers[1], f"{LOW:.8f}", "58,0 %")
    nowhere(peers[0], f"{HIGH:.8f}", "79,3 %")
