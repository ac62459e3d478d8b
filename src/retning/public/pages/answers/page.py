"""The answer sheet: every forecast that was made, what came, what was withdrawn, and why the rest has none."""

from __future__ import annotations

from collections import Counter
from typing import Any

from retning.edition.records.assessments import Reason
from retning.language.texts import state_key
from retning.public.blocks import forecasts
from retning.public.context import Page
from retning.public.downloads import downloads
from retning.public.query import Query

Json = dict[str, Any]

# In what order reasons are told: from what more years would mend to what more series, then a better method, would.
WHY = (
    "no_values", "few_points", "not_yearly", "mixed", "few_series", "other_years", "no_change", "not_better", "coverage",
    "own_coverage", "withdrawn",
)  # fmt: skip


def view(page: Page, id: str, query: Query) -> Json:
    """What the answer sheet shows. Everything stands in the edition; rows are only chosen and counted here."""
    data = page.site.data
    title = page.t("page.answers.title")
    limits = data.content["inputs"]["rules"]
    return {
        "title": title,
        "description": page.t("page.answers.description"),
        "crumbs": [(page.t("page.answers.menu"), "")],
        "so_far": so_far(page),
        "records": records(page),
        "withdrawn": withdrawn(page),
        "groups": groups(page),
        "tested": tested(page),
        "without": without(page),
        "without_count": _without_count(page),
        "rules": [
            page.t("answers.how_1"),
            page.t("answers.how_2"),
            page.t("answers.how_3"),
            page.t(
                "answers.how_4",
                scored=limits.get("forecast_scored", ""),
                years=limits.get("forecast_scored_years", ""),
            ),
        ],
        "files": downloads(page, "answers"),
    }


def name(page: Page, indicator: str, line: str = "main") -> str:
    """What is forecast: the indicator, and the line where it is not the main one."""
    definition = page.site.data.indicators.get(indicator)
    if definition is None:  # an indicator that the region has taken away since: its forecasts stay
        return indicator
    declared = next((x for x in definition["lines"] if x["id"] == line and x["title"]), None)
    title = page.pick(definition["title"])
    return f"{title}, {page.pick(declared['title'])}" if declared else title


def area(page: Page, id: str) -> str:
    """An area's name; its id where the region has taken it away since."""
    known = page.site.data.areas.get(id)
    return page.pick(known["name"]) if known else id


def share(page: Page, part: float | None) -> str:
    """A share in whole per cent."""
    return "–" if part is None else page.unit(100 * part, "percent", 0)


def spread(page: Page, said: Json, decimals: int | None) -> str:
    """The range that should hold eight times in ten."""
    lower, upper = (page.num(said[k], decimals) for k in ("lower80", "upper80"))
    return page.t("forecast.range", lower=lower, upper=upper)


def so_far(page: Page) -> list[str]:
    """How it has gone, in sentences."""
    every = page.site.data.answers["answers"]
    if not every:
        return [page.t("answers.so_far.nothing")]
    met = [a for a in every if a["state"] == "scored"]
    if not met:
        first = min(a["ahead"]["period"] for a in every)
        count = page.num(len(every))
        return [page.t("answers.so_far.waiting", count=count, period=page.period(first))]
    hits = sum(bool(a["hit80"]) for a in met)
    said = [
        page.t(
            "answers.so_far.scored",
            cases=page.num(len(met)),
            count=page.num(len(every)),
            hits=page.num(hits),
            share=share(page, hits / len(met)),
        )
    ]
    ours, same = (sum(a[k] for a in met) for k in ("error", "naive_error"))
    if same:
        said.append(page.t("answers.so_far.better", ratio=page.num(ours / same, 2)))
    else:
        said.append(page.t("answers.so_far.no_naive"))
    return [*said, page.t("answers.so_far.first")]


def records(page: Page) -> list[Json]:
    """One row for each indicator whose forecasts have met an outcome."""
    return [
        {
            "name": name(page, r["indicator"], r["line"]),
            "forecasts": page.num(r["forecasts"]),
            "cases": page.num(r["cases"]),
            "share": share(page, r["coverage80"]),
            "error": page.num(r["error"], 2),
            "naive": page.num(r["naive_error"], 2),
        }
        for r in page.site.data.answers["records"]
        if r["cases"]
    ]


def withdrawn(page: Page) -> list[str]:
    """What was withdrawn, when and why."""
    return [
        " ".join(
            (
                page.t(
                    "answers.withdrawn.line",
                    what=name(page, w["indicator"], w["line"]),
                    day=page.day(w["day"]),
                ),
                page.t(f"reason.{w['reason']}"),
                page.t(
                    "answers.withdrawn.record",
                    cases=page.num(w["cases"]),
                    years=page.num(w["years"]),
                    share=share(page, w["coverage80"]),
                    ratio=page.num(w["ratio"], 2) if w["ratio"] is not None else "–",
                ),
            )
        )
        for w in page.site.data.answers["withdrawals"]
    ]


def groups(page: Page) -> list[Json]:
    """Every forecast of a year as a row, newest first, by indicator and line."""
    families: dict[tuple[str, str], list[Json]] = {}
    for one in page.site.data.answers["answers"]:
        families.setdefault((one["indicator"], one["line"]), []).append(one)
    found = []
    for (indicator, line), every in sorted(families.items(), key=lambda item: name(page, *item[0])):
        definition = page.site.data.indicators.get(indicator)
        decimals = definition["decimals"] if definition else None
        areas = page.site.data.areas_of(indicator) if definition else []
        order = {id: n for n, id in enumerate(areas)}
        newest = sorted(
            every, key=lambda a: (order.get(a["area"], len(order)), a["area"], a["ahead"]["period"])
        )
        newest.sort(key=lambda a: a["made"], reverse=True)
        what = name(page, indicator, line)
        found.append(
            {
                "id": indicator if line == "main" else f"{indicator}.{line}",
                "name": what,
                "summary": page.t("answers.list.show", what=what, count=page.num(len(every))),
                "caption": page.t("answers.list.caption", what=what),
                "unit": _unit(page, definition),
                "rows": [_row(page, a, decimals) for a in newest],
            }
        )
    return found


def _unit(page: Page, definition: Json | None) -> str:
    key = f"unit_long.{definition['unit']}" if definition else ""
    return page.t(key) if key and page.has(key) else ""


def _row(page: Page, a: Json, decimals: int | None) -> Json:
    ahead, outcome = a["ahead"], a["outcome"]
    state = ("hit" if a["hit80"] else "miss") if a["state"] == "scored" else state_key(a["state"])
    now = outcome["now"] if outcome else None
    return {
        "area": area(page, a["area"]),
        "made": page.day(a["made"]),
        "period": page.period(ahead["period"]),
        "value": page.num(ahead["value"], decimals),
        "range": spread(page, ahead, decimals),
        "outcome": page.num(outcome["first"], decimals) if outcome else "–",
        "now": page.t("answers.list.now", value=page.num(now, decimals))
        if outcome and now is not None and now != outcome["first"]
        else "",
        "state": state,
        "result": page.t(f"answers.list.{state}"),
        "error": page.num(a["error"], 2) if a["error"] is not None else "–",
        "naive": page.num(a["naive_error"], 2) if a["naive_error"] is not None else "–",
    }


def tested(page: Page) -> list[Json]:
    """The pools that were tried, with what the method would have said of the judged area."""
    data = page.site.data
    found = []
    for pool in data.pools:
        gate = pool["gate"]
        if not gate["cases"]:
            continue
        definition = data.indicators[pool["indicator"]]
        main = definition["main_area"]
        rows = [t for t in pool["tested"] if t["area"] == main]
        what = name(page, pool["indicator"], pool["line"])
        found.append(
            {
                "id": pool["indicator"] if pool["line"] == "main" else f"{pool['indicator']}.{pool['line']}",
                "name": what,
                "address": page.url("indicator", pool["indicator"]),
                "series": page.num(gate["series"]),
                "years": f"{page.period(pool['first'])}–{page.period(pool['last'])}",
                "cases": page.num(gate["cases"]),
                "mase": page.num(gate["mase"], 2),
                "naive": page.num(gate["mase_naive"], 2),
                "drift": page.num(gate["mase_drift"], 2),
                "coverage80": share(page, gate["coverage80"]),
                "coverage95": share(page, gate["coverage95"]),
                "passed": gate["passed"],
                "result": page.t("answers.tested.passed" if gate["passed"] else "answers.tested.failed"),
                "pool": page.t(
                    "answers.tested.pool",
                    series=page.num(gate["series"]),
                    areas=", ".join(area(page, a) for a in pool["areas"]),
                ),
                "show": page.t("answers.tested.show", what=what, area=area(page, main)),
                "caption": page.t("answers.tested.detail", what=what, area=area(page, main)),
                "rows": [_tried(page, t, definition["decimals"]) for t in rows],
            }
        )
    return found


def _tried(page: Page, t: Json, decimals: int) -> Json:
    hit = t["lower80"] <= t["outcome"] <= t["upper80"]
    return {
        "last": page.period(t["last"]),
        "period": page.period(t["period"]),
        "value": page.num(t["value"], decimals),
        "range": spread(page, t, decimals),
        "outcome": page.num(t["outcome"], decimals),
        "state": "hit" if hit else "miss",
        "result": page.t("answers.list.hit" if hit else "answers.list.miss"),
    }


def _main_reasons(page: Page) -> dict[str, list[Json]]:
    """Why each indicator without a forecast for its judged area has none."""
    data = page.site.data
    none: list[Json] = [{"key": "forecast_no_values", "values": {}}]
    found = {}
    for id, definition in data.indicators.items():
        line = data.series_of(id, definition["main_area"])
        key = (id, definition["main_area"], line["line"] if line else "")
        if key not in data.forecasts:
            why = data.without_forecast.get(key)
            found[id] = why["reasons"] if why and why["reasons"] else none
    return found


def _without_count(page: Page) -> str:
    return page.t(
        "answers.without.intro",
        count=page.num(len(_main_reasons(page))),
        total=page.num(len(page.site.data.indicators)),
    )


def without(page: Page) -> list[Json]:
    """The indicators without a forecast, by reason in plain words; the commonest stand in their own order."""
    groups: dict[str, list[Json]] = {}
    for id, why in _main_reasons(page).items():
        key = why[0]["key"].removeprefix("forecast_").replace("mixed_periods", "mixed")
        groups.setdefault(key, []).append(
            {
                "name": name(page, id),
                "address": page.url("indicator", id),
                "why": " ".join(forecasts.reasons(page, [Reason(**one) for one in why])),
            }
        )
    counts = Counter({key: len(rows) for key, rows in groups.items()})
    limits = page.site.data.content["inputs"]["rules"]
    needed = {"few_points": "forecast_points", "few_series": "forecast_series"}
    return [
        {
            "title": page.t(f"answers.without.{key}", needed=limits.get(needed.get(key, ""), "")),
            "count": page.num(counts[key]),
            # Where every one has the same sentence the heading has said it.
            "rows": sorted(groups[key], key=lambda r: r["name"]),
        }
        for key in WHY
        if key in groups
    ]


COLUMNS = (
    "kind", "indicator", "line", "area", "made", "last", "period", "value", "lower80", "upper80", "lower95", "upper95",
    "state", "outcome", "outcome_vintage", "outcome_now", "hit80", "hit95", "error", "naive_error", "rule_version",
)  # fmt: skip


def file_rows(page: Page) -> list[Json]:
    """Every forecast (``kind`` ``forecast``) and every trial made afterwards (``test``) as a row of a file."""
    rows = []
    for a in page.site.data.answers["answers"]:
        outcome = a["outcome"] or {}
        rows.append(
            {
                **a,
                **a["ahead"],
                "kind": "forecast",
                "outcome": outcome.get("first"),
                "outcome_vintage": outcome.get("first_vintage", ""),
                "outcome_now": outcome.get("now"),
                "hit80": _flag(a["hit80"]),
                "hit95": _flag(a["hit95"]),
            }
        )
    for pool in page.site.data.pools:
        for t in pool["tested"]:
            rows.append(
                {
                    **t,
                    "kind": "test",
                    "indicator": pool["indicator"],
                    "line": pool["line"],
                    "state": "test",
                    "hit80": _flag(t["lower80"] <= t["outcome"] <= t["upper80"]),
                    "hit95": _flag(t["lower95"] <= t["outcome"] <= t["upper95"]),
                }
            )
    return rows


def _flag(value: bool | None) -> int | None:
    return None if value is None else int(value)
