"""The coverage board: duties in the plan's words, done only with evidence, due and late by the edition's own day."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retning.answers import DUTY_STATES, DutyReported
from retning.build.run import build
from retning.followup.coverage import Board, answer, coverage_board
from retning.followup.declared import DUTIES_FILE as FILE
from retning.followup.declared import PERIODS
from retning.followup.records import Followup, Report
from retning.followup.region_files import load_followup
from retning.language.texts import has_text
from retning.plan.load import load_plan
from retning.public.context import Site
from retning.statistics.areas import load_areas
from retning.toml.faults import Fault, InputError
from support.edition_content import content
from support.followup_files import DUTIES, REPORT_DONE, REPORT_EARLIER, REPORT_STARTED
from support.region_copy import change, copy_region
from support.site_reader import reply


def region_with(tmp_path: Path, written: str) -> Path:
    folder = copy_region(tmp_path)
    (folder / FILE).write_text(written, encoding="utf-8")
    return folder


def load(folder: Path) -> tuple[Followup, list[Fault]]:
    written, faults = load_followup(folder, load_plan(folder)[0], load_areas(folder)[0])
    return written.followup, faults


def read(folder: Path) -> tuple[Followup, list[str]]:
    followup, faults = load(folder)
    return followup, [fault.key for fault in faults]


def cells(folder: Path, home: Path, as_of: date | None = None) -> dict[tuple[str, str], str]:
    board = content(build(folder, home, as_of))["coverage"]
    return {(row["area"], cell["duty"]): cell["state"] for row in board["rows"] for cell in row["cells"]}


def page(folder: Path, home: Path, path: str, as_of: date | None = None) -> str:
    return unescape(reply(Site(build(folder, home, as_of)), path).body.decode())


def reported(state: DutyReported, evidence: str = "https://example.org/vedtak") -> Report:
    """A report of 2024 in the given state."""
    return Report(
        area="cnes", duty="plan", year=2024, state=state, date=date(2024, 1, 2), evidence=evidence, note={}
    )


def test_what_has_no_evidence_cannot_become_done(tmp_path: Path) -> None:
    folder = region_with(
        tmp_path, DUTIES + REPORT_DONE.replace('evidence = "https://example.org/vedtak"', "")
    )
    duties, keys = read(folder)
    assert keys == ["report_evidence"]
    assert duties.reports == ()
    with pytest.raises(InputError):
        build(folder, tmp_path / "home")
    bare = reported("done", evidence="")
    assert answer(bare, "2024-06-30", "2024-02-20") == "due"
    assert answer(bare, "2024-06-30", "2024-07-01") == "late"


def test_due_and_late_follow_from_the_day_of_the_edition(tmp_path: Path) -> None:
    folder = region_with(tmp_path, DUTIES + REPORT_DONE + REPORT_STARTED)
    assert cells(folder, tmp_path / "home") == {
        ("avik", "plan"): "due",
        ("avik", "arena"): "due",
        ("cnes", "plan"): "done",
        ("cnes", "arena"): "due",
    }
    summer = cells(folder, tmp_path / "home", date(2024, 7, 1))
    assert (summer["avik", "plan"], summer["cnes", "plan"]) == ("late", "done")
    assert (summer["avik", "arena"], summer["cnes", "arena"]) == ("due", "due")


def test_silence_after_the_last_day_is_not_reported_and_nothing_worse(tmp_path: Path) -> None:
    folder = region_with(tmp_path, DUTIES)
    found = cells(folder, tmp_path / "home", date(2024, 7, 1))
    assert {found["avik", "plan"], found["cnes", "plan"]} == {"not reported"}


def test_a_report_from_after_the_day_asked_for_is_not_known_then(tmp_path: Path) -> None:
    folder = region_with(tmp_path, DUTIES + REPORT_DONE)
    assert cells(folder, tmp_path / "home", date(2024, 1, 31))["cnes", "plan"] == "due"
    (folder / FILE).write_text(DUTIES + REPORT_DONE.replace("2024-02-01", "2024-03-01"))
    with pytest.raises(InputError) as raised:
        build(folder, tmp_path / "home")
    assert [fault.key for fault in raised.value.faults] == ["report_future"]


def test_after_the_plan_has_run_out_the_board_shows_its_last_year(tmp_path: Path) -> None:
    folder = region_with(tmp_path, DUTIES + REPORT_DONE)
    board = content(build(folder, tmp_path / "home", date(2027, 5, 1)))["coverage"]
    assert board["year"] == 2025
    assert board["counts"] == {"done": 0, "due": 0, "late": 0, "not reported": 4}
    assert [one["year"] for one in board["others"]] == [2024]
    html = page(folder, tmp_path / "home", "/nb/oppfolging/", date(2027, 5, 1))
    assert "Planen gjaldt til 31. desember 2025." in html
    assert "Oppgaver i 2025: 4. Ingen er meldt gjort." in html


def test_the_page_has_the_share_in_words_the_grid_and_the_plans_own_words(tmp_path: Path) -> None:
    folder = region_with(tmp_path, DUTIES + REPORT_DONE + REPORT_EARLIER)
    html = page(folder, tmp_path / "home", "/nb/oppfolging/")
    assert "Oppgaver i 2024: 4. Meldt gjort: 1." in html
    assert 'href="https://example.org/vedtak"' in html
    assert "1. februar 2024" in html
    assert "Flere skal ville bo" in html
    grid = html[html.index('class="ds-table board"') : html.index("</table>")]
    assert grid.index(">Avik<") < grid.index(">Cnes<")  # the members' own order, whoever has done most
    assert "2023, Avik: Felles arena" in html
    assert "Et møte." in html
    front = page(folder, tmp_path / "home", "/nb/")
    assert "Oppgaver i 2024: 4. Meldt gjort: 1." in front
    assert 'href="/nb/oppfolging/"' in front


def test_a_municipality_has_its_own_row_and_others_have_none(tmp_path: Path) -> None:
    folder = region_with(tmp_path, DUTIES + REPORT_DONE + REPORT_EARLIER)
    own = page(folder, tmp_path / "home", "/nb/omrade/cnes/")
    assert "Årlige oppgaver i planen" in own
    assert 'href="https://example.org/vedtak"' in own
    assert "https://example.org/arena" not in own
    assert "Årlige oppgaver i planen" not in page(folder, tmp_path / "home", "/nb/omrade/eksempelland/")


def test_beside_the_board_stands_who_could_supply_what_is_missing(tmp_path: Path) -> None:
    html = page(copy_region(tmp_path), tmp_path / "home", "/nb/oppfolging/")
    assert "3 av 3 indikatorer har tall." in html
    supply = html[html.index('id="skaffe"') :]
    assert "Et badeland" in supply
    assert "Folketallet skal øke" not in supply  # it has figures


def test_a_region_without_duties_says_so_and_the_front_page_is_silent(tmp_path: Path) -> None:
    folder = copy_region(tmp_path)
    assert "Regionen har ikke ført opp noen årlige oppgaver ennå." in page(
        folder, tmp_path / "home", "/nb/oppfolging/"
    )
    assert "meldt gjort" not in page(folder, tmp_path / "home", "/nb/")


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('due = "H1"', 'due = "06-31"', "duty_due"),
        ('due = "H1"', 'due = "soon"', "duty_due"),
        ('principle = "A"', 'principle = "Z"', "duty_element"),
        ("Flere skal ville bo", "Alle skal ville bo", "duty_quote"),
        ('id = "arena"', 'id = "plan"', "duty_twice"),
        ('area = "cnes"', 'area = "nowhere"', "report_area"),
        ('duty = "plan"', 'duty = "picnic"', "report_duty"),
        ('state = "done"', 'state = "excellent"', "field_not_choice"),
        ("date = 2024-02-01", 'date = "yesterday"', "field_not_date"),
        ("year = 2024", 'year = "2024"', "field_not_number"),
        ("https://example.org/vedtak", "in the archive", "field_not_address"),
        ("year = 2024", "year = 2024\ngrade = 6", "field_unknown"),
        ('due = "H1"', 'due = "H1"\nwho = ["municipality", "nowhere"]', "duty_who"),
        ('due = "H1"', 'due = "H1"\nwho = []', "field_not_list"),
        ('due = "H1"', 'due = "H1"\nwho = ["eksempelfylket"]', "report_not_asked"),
        ("year = 2024", 'year = 2024\nnote = "Ferdig."', "words_without_lang"),
    ],
)
def test_bad_input_is_a_fault_with_its_line(tmp_path: Path, old: str, new: str, key: str) -> None:
    written = DUTIES + REPORT_DONE
    assert written.count(old) == 1
    folder = region_with(tmp_path, written.replace(old, new))
    duties, faults = load(folder)
    assert key in [fault.key for fault in faults]
    assert (duties.duties, duties.reports) == ((), ())
    assert all(fault.line > 1 for fault in faults)
    for lang in ("nb", "nn", "en"):
        assert has_text(lang, f"fault.{key}")


def test_the_same_thing_reported_twice_is_a_fault(tmp_path: Path) -> None:
    assert read(region_with(tmp_path, DUTIES + REPORT_DONE + REPORT_DONE))[1] == ["report_twice"]


@given(
    st.sampled_from([None, "done", "started", "not done"]),
    st.sampled_from(sorted(set(PERIODS.values()))),
    st.dates(date(2023, 1, 1), date(2026, 1, 1)),
)
def test_every_answer_is_one_of_four_and_only_evidence_makes_it_done(
    state: DutyReported | None, due: str, day: date
) -> None:
    report = reported(state) if state else None
    found = answer(report, f"2024-{due}", day.isoformat())
    assert found in DUTY_STATES
    assert (found == "done") is (state == "done")
    if found in ("late", "not reported"):
        assert day.isoformat() > f"2024-{due}"
        assert (found == "not reported") is (state is None)


WITH_COUNTY = DUTIES.replace('due = "year"', 'due = "year"\nwho = ["municipality", "eksempelfylket"]')


def board(folder: Path, day: str) -> Board:
    """The board of the region's files on a day."""
    followup, faults = load(folder)
    plan, areas = load_plan(folder)[0], load_areas(folder)[0]
    assert faults == [] and plan is not None and areas is not None
    return coverage_board(followup, plan, areas, day)


def test_a_duty_may_be_asked_of_the_county_council_as_well(tmp_path: Path) -> None:
    shown = board(region_with(tmp_path, WITH_COUNTY), "2024-03-01")
    asked = [(row.area, [cell.duty for cell in row.cells]) for row in shown.rows]
    assert asked == [("avik", ["plan", "arena"]), ("cnes", ["plan", "arena"]), ("eksempelfylket", ["arena"])]
    assert shown.count == 5


def test_a_county_that_was_not_there_in_the_year_is_not_asked(tmp_path: Path) -> None:
    folder = region_with(tmp_path, WITH_COUNTY)
    change(folder / "area.toml", 'code = "90" }', 'code = "90", from = "2018-01-01" }')
    shown = board(folder, "2017-03-01")
    assert "eksempelfylket" not in [row.area for row in shown.rows]


def test_a_duty_of_the_county_alone_is_asked_of_no_municipality(tmp_path: Path) -> None:
    alone = DUTIES[DUTIES.index('[[duty]]\nid = "arena"') :].replace(
        'due = "year"', 'due = "year"\nwho = ["eksempelfylket"]'
    )
    shown = board(region_with(tmp_path, alone), "2024-03-01")
    assert [row.area for row in shown.rows] == ["eksempelfylket"]


def test_what_is_not_asked_of_a_municipality_is_said_in_its_cell(tmp_path: Path) -> None:
    html = page(region_with(tmp_path, WITH_COUNTY), tmp_path / "home", "/nb/oppfolging/")
    grid = html[html.index('class="ds-table board"') : html.index("</table>")]
    assert grid.count("gjelder ikke") == 1
    assert grid.index(">Cnes<") < grid.index(">Eksempelfylket<") < grid.index("gjelder ikke")


def test_a_report_that_the_board_has_no_cell_for_is_listed_beside_it(tmp_path: Path) -> None:
    folder = region_with(
        tmp_path, WITH_COUNTY + REPORT_DONE.replace("cnes", "eksempelfylket").replace('"plan"', '"arena"')
    )
    change(folder / "area.toml", 'code = "90" }', 'code = "90", from = "2025-01-01" }')
    shown = board(folder, "2024-03-01")
    assert [(one.area, one.year) for one in shown.others] == [("eksempelfylket", 2024)]


def test_every_answer_has_its_own_shape_beside_its_colour() -> None:
    style = (Path(__file__).resolve().parents[2] / "src/retning/look/files/pages/verdicts.css").read_text()
    shapes = {
        name: re.search(rf"\.duty-{name} \.shape\{{([^}}]+)\}}", style)
        for name in ("done", "due", "late", "not_reported")
    }
    assert all(shapes.values())
    assert len({found[1] for found in shapes.values() if found}) == len(shapes)
