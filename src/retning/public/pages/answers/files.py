"""The answer sheet as files: published forecasts and trials made afterwards, never in one list without their kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from retning.edition.records.base import Record, as_json
from retning.edition.records.forecasts import Answer, Answered, Trial
from retning.public.context import FileRequest, Page
from retning.public.data_file import written
from retning.public.formats.cells import Cell, JsonTree, Row
from retning.public.formats.tabular import to_csv, to_norwegian_csv, to_xlsx
from retning.public.pages.answers.published import published
from retning.public.pages.answers.tested import trials

COLUMNS = (
    "kind", "indicator", "line", "area", "made", "last", "period", "value", "lower80", "upper80", "lower95", "upper95",
    "state", "outcome", "outcome_vintage", "outcome_now", "hit80", "hit95", "error", "naive_error", "rule_version",
)  # fmt: skip


def table(request: FileRequest) -> bytes:
    """The answer sheet in the format that is asked for."""
    page, ending = request.page, request.address.ending
    if ending == ".json":
        return written(document(page))
    forecasts = [_forecast_cells(*one) for one in published(page)]
    tests = [_test_cells(*one) for one in _trials(page)]
    if ending == ".csv":
        return to_csv(COLUMNS, [*forecasts, *tests])
    if ending == ".norsk.csv":
        return to_norwegian_csv(COLUMNS, [*forecasts, *tests])
    edition = page.edition
    meanings = {
        "edition": edition.name,
        "hash": edition.hash,
        "as_of": edition.as_of,
        "tests": page.t("answers.tested.intro"),
        **_columns(page),
    }
    about: list[Row] = [{"what": name, "meaning": meaning} for name, meaning in meanings.items()]
    sheets = [
        ("forecasts", COLUMNS, forecasts),
        ("tests", COLUMNS, tests),
        ("about", ("what", "meaning"), about),
    ]
    return to_xlsx(sheets, f"answers {edition.name}")


def document(page: Page) -> dict[str, JsonTree]:
    """The answer sheet as one JSON object; its rows hold more than those of a table."""
    edition = page.edition
    return {
        "edition": edition.name,
        "as_of": edition.as_of,
        "columns": _columns(page),
        "forecasts": [_forecast_object(*one) for one in published(page)],
        "tests": [_test_object(*one) for one in _trials(page)],
        "records": [
            _in_order({"indicator": indicator, **_members(one)})
            for indicator, part in edition.parts
            for one in part.whole.records
        ],
        "withdrawals": [_members(one) for one in edition.forecasts.withdrawals],
        "pools": [
            _in_order(
                {
                    **{name: value for name, value in _members(pool).items() if name != "tried"},
                    "indicator": indicator,
                    "tested": [
                        _in_order({"area": area, **_members(trial)})
                        for area, trial in trials(page, pool, indicator)
                    ],
                }
            )
            for indicator, part in edition.parts
            for pool in part.whole.pools
        ],
    }


def _columns(page: Page) -> dict[str, str]:
    return {name: page.t(f"download.column.{name}") for name in COLUMNS}


def _trials(page: Page) -> Iterator[tuple[str, str, str, Trial]]:
    """Every trial with its indicator, line and area."""
    for indicator, part in page.edition.parts:
        for pool in part.whole.pools:
            for area, trial in trials(page, pool, indicator):
                yield indicator, pool.line, area, trial


def _forecast_cells(indicator: str, area: str, entry: Answered, year: Answer) -> Row:
    """One year of a published forecast."""
    ahead, outcome = year.ahead, year.outcome
    return {
        "kind": "forecast",
        "indicator": indicator,
        "line": entry.line,
        "area": area,
        "made": entry.made,
        "last": entry.last,
        "period": ahead.period,
        "value": ahead.value,
        "lower80": ahead.lower80,
        "upper80": ahead.upper80,
        "lower95": ahead.lower95,
        "upper95": ahead.upper95,
        "state": year.state,
        "outcome": outcome.first if outcome else None,
        "outcome_vintage": outcome.first_vintage if outcome else "",
        "outcome_now": outcome.now if outcome else None,
        "hit80": _flag(year.hit80),
        "hit95": _flag(year.hit95),
        "error": year.error,
        "naive_error": year.naive_error,
        "rule_version": entry.rule_version,
    }


def _test_cells(indicator: str, line: str, area: str, trial: Trial) -> Row:
    """What the method would have said of one year."""
    return {
        "kind": "test",
        "indicator": indicator,
        "line": line,
        "area": area,
        "last": trial.last,
        "period": trial.period,
        "value": trial.value,
        "lower80": trial.lower80,
        "upper80": trial.upper80,
        "lower95": trial.lower95,
        "upper95": trial.upper95,
        "state": "test",
        "outcome": trial.outcome,
        "hit80": _flag(trial.lower80 <= trial.outcome <= trial.upper80),
        "hit95": _flag(trial.lower95 <= trial.outcome <= trial.upper95),
    }


def _forecast_object(indicator: str, area: str, entry: Answered, year: Answer) -> dict[str, JsonTree]:
    """One year of a published forecast with all that is known about it, in the order that readers of the file know."""
    placed: dict[str, JsonTree] = {
        "entry": entry.entry,
        "indicator": indicator,
        "area": area,
        "line": entry.line,
        "made": entry.made,
        "last": entry.last,
        "last_value": entry.last_value,
        "rule_version": entry.rule_version,
    }
    return {
        **_members(year),
        **placed,
        **_members(year.ahead),
        **_forecast_cells(indicator, area, entry, year),
    }


def _test_object(indicator: str, line: str, area: str, trial: Trial) -> dict[str, JsonTree]:
    return {
        **_in_order({"area": area, **_members(trial)}),
        **_test_cells(indicator, line, area, trial),
    }


def _members(record: Record) -> dict[str, JsonTree]:
    """A record as the members of a JSON object, in order of their names."""
    made = as_json(record)
    return dict(made) if isinstance(made, Mapping) else {}


def _in_order(members: Mapping[str, JsonTree]) -> dict[str, JsonTree]:
    return dict(sorted(members.items()))


def _flag(value: bool | None) -> Cell:
    return None if value is None else int(value)
