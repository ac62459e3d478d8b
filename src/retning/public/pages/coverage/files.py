"""The coverage board as files: a row for each duty of each municipality, with its day and its document."""

from __future__ import annotations

from typing import Any

from retning.language.texts import state_key
from retning.public.context import FileRequest, Page
from retning.public.data_file import written
from retning.public.formats.tabular import to_csv, to_norwegian_csv, to_xlsx

Row = dict[str, Any]

COLUMNS = (
    *("area", "area_name", "year", "duty", "title", "element", "due", "state", "state_meaning"),
    *("date", "evidence", "note"),
)


def rows(page: Page) -> list[Row]:
    """The board's year in the order of the board, then what is reported of other years."""
    data = page.site.data
    board = data.content["coverage"]
    duties = {duty["id"]: duty for duty in board["duties"]}
    found = [
        {**cell, "area": row["area"], "year": board["year"], "due": duties[cell["duty"]]["due"]}
        for row in board["rows"]
        for cell in row["cells"]
    ]
    found += [{**one, "state": one["reported"], "due": ""} for one in board["others"]]
    return [
        {
            **{name: one[name] for name in ("area", "year", "duty", "due", "state", "date", "evidence")},
            "area_name": page.pick(data.areas[one["area"]]["name"]),
            "title": page.pick(duties[one["duty"]]["title"]) if one["duty"] in duties else "",
            "element": duties[one["duty"]]["element"] if one["duty"] in duties else "",
            "state_meaning": meaning(page, one),
            "note": page.pick(one["note"]) if one["note"] else "",
        }
        for one in found
    ]


def meaning(page: Page, one: Row) -> str:
    """An answer of the board in words; of other years what was reported."""
    room = "coverage.state" if one["due"] else "feed.reported"
    return page.t(f"{room}.{state_key(one['state'])}")


def table(request: FileRequest) -> bytes:
    """The board in the format that is asked for."""
    page, site, address = request.page, request.page.site, request.address
    made = rows(page)
    if address.ending == ".csv":
        return to_csv(COLUMNS, made)
    if address.ending == ".norsk.csv":
        return to_norwegian_csv(COLUMNS, made)
    columns = {name: page.t(f"coverage.column.{name}") for name in COLUMNS}
    about = {"edition": site.edition.name, "as_of": site.edition.as_of, "licence": page.t("frame.licence")}
    if address.ending == ".xlsx":
        told = [{"what": what, "meaning": words} for what, words in {**about, **columns}.items()]
        sheets = [("data", COLUMNS, made), ("about", ("what", "meaning"), told)]
        return to_xlsx(sheets, f"coverage {site.edition.name}")
    board = site.data.content["coverage"]
    content = {**about, "columns": columns, "year": board["year"], "counts": board["counts"], "rows": made}
    return written(content)
