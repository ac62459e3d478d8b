"""The answer sheet as files: published forecasts and trials made afterwards, never in one list without their kind."""

from __future__ import annotations

from retning.public.context import FileRequest
from retning.public.data_file import written
from retning.public.formats.tabular import to_csv, to_norwegian_csv, to_xlsx
from retning.public.pages.answers.page import COLUMNS, file_rows


def table(request: FileRequest) -> bytes:
    """The answer sheet in the format that is asked for."""
    page, site, address = request.page, request.page.site, request.address
    rows = file_rows(page)
    if address.ending == ".csv":
        return to_csv(COLUMNS, rows)
    if address.ending == ".norsk.csv":
        return to_norwegian_csv(COLUMNS, rows)
    of_kind = {kind: [r for r in rows if r["kind"] == kind] for kind in ("forecast", "test")}
    columns = {name: page.t(f"download.column.{name}") for name in COLUMNS}
    if address.ending == ".xlsx":
        about = [
            {"what": "edition", "meaning": site.edition.name},
            {"what": "hash", "meaning": site.edition.hash},
            {"what": "as_of", "meaning": site.edition.as_of},
            {"what": "tests", "meaning": page.t("answers.tested.intro")},
            *({"what": name, "meaning": meaning} for name, meaning in columns.items()),
        ]
        sheets = [
            ("forecasts", COLUMNS, of_kind["forecast"]),
            ("tests", COLUMNS, of_kind["test"]),
            ("about", ("what", "meaning"), about),
        ]
        return to_xlsx(sheets, f"answers {site.edition.name}")
    content = {
        "edition": site.edition.name,
        "as_of": site.edition.as_of,
        "columns": columns,
        "forecasts": of_kind["forecast"],
        "tests": of_kind["test"],
        "records": site.data.answers["records"],
        "withdrawals": site.data.answers["withdrawals"],
        "pools": site.data.pools,
    }
    return written(content)
