"""The coverage board as files: a row for each duty of each municipality, with its day and its document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from retning.answers import DutyReported, DutyState
from retning.edition.records.base import Text
from retning.language.texts import language_shown, state_key
from retning.public.context import FileRequest, Page
from retning.public.data_file import written
from retning.public.formats.cells import JsonTree, Row
from retning.public.formats.tabular import to_csv, to_norwegian_csv, to_xlsx

COLUMNS = (
    *("area", "area_name", "year", "duty", "title", "element", "due", "state", "state_meaning"),
    *("date", "evidence", "note", "note_lang"),
)

_MEMBERS = (
    *("area", "year", "duty", "due", "state", "date", "evidence"),
    *("area_name", "title", "element", "state_meaning", "note", "note_lang"),
)
"""The same in the order in which the objects of the JSON file have always had them."""


def rows(page: Page) -> Iterator[Row]:
    """The board's year in the order of the board, then what is reported of other years."""
    board = page.edition.coverage
    due = {duty.id: duty.due for duty in board.duties}
    for row in board.rows:
        for cell in row.cells:
            yield {
                **_place(page, row.area, board.year, cell.duty, due[cell.duty]),
                **_answer(page, cell.state, cell.date, cell.evidence, cell.note, cell.lang),
            }
    for one in board.others:
        yield {
            **_place(page, one.area, one.year, one.duty, ""),
            **_answer(page, one.reported, one.date, one.evidence, one.note, one.lang, room="feed.reported"),
        }


def _place(page: Page, area: str, year: int, duty: str, due: str) -> Row:
    declared = next((one for one in page.edition.coverage.duties if one.id == duty), None)
    return {
        "area": area,
        "area_name": page.pick(page.edition.areas[area].name),
        "year": year,
        "duty": duty,
        "title": page.pick(declared.title) if declared else "",
        "element": declared.element if declared else "",
        "due": due,
    }


def _answer(
    page: Page,
    state: DutyState | DutyReported,
    day: str,
    evidence: str,
    note: Text,
    original: str,
    room: str = "coverage.state",
) -> Row:
    """An answer of the board in words; of other years what was reported (``room`` of the catalogue)."""
    lang = language_shown(note, page.lang, original)
    return {
        "state": state,
        "state_meaning": page.t(f"{room}.{state_key(state)}"),
        "date": day,
        "evidence": evidence,
        "note": note.get(lang, ""),
        "note_lang": lang,
    }


def table(request: FileRequest) -> bytes:
    """The board in the format that is asked for."""
    page, ending = request.page, request.address.ending
    made = list(rows(page))
    if ending == ".csv":
        return to_csv(COLUMNS, made)
    if ending == ".norsk.csv":
        return to_norwegian_csv(COLUMNS, made)
    edition = page.edition
    columns = {name: page.t(f"coverage.column.{name}") for name in COLUMNS}
    about = {"edition": edition.name, "as_of": edition.as_of, "licence": page.t("frame.licence")}
    if ending == ".xlsx":
        meanings: list[Row] = [
            {"what": what, "meaning": words} for what, words in {**about, **columns}.items()
        ]
        sheets = [("data", COLUMNS, made), ("about", ("what", "meaning"), meanings)]
        return to_xlsx(sheets, f"coverage {edition.name}")
    content: Mapping[str, JsonTree] = {
        **about,
        "columns": columns,
        "year": edition.coverage.year,
        "counts": edition.coverage.counts,
        "rows": [{name: row[name] for name in _MEMBERS} for row in made],
    }
    return written(content)
