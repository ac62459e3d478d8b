"""What counts as better, decided beforehand: threshold, window, test, who decided, and the answer for each area."""

from __future__ import annotations

from typing import Any

from retning.language.numbers import change_unit
from retning.language.texts import state_key
from retning.public.blocks import figures
from retning.public.context import Page
from retning.public.exact import exact
from retning.public.pages.method.page import history

Json = dict[str, Any]


def block(page: Page, id: str) -> Json:
    """Everything that the box of an indicator's page tells."""
    data = page.site.data
    indicator = data.indicators[id]
    rules = data.content["rules"]
    versions = {one["version"]: one for one in rules["versions"]}
    main = data.assessment(id, indicator["main_area"])
    # The version that judged this verdict, which is not always the newest.
    used = versions[main["rule_version"] if main else rules["used"]]
    limits = used["limits"]
    rows = answers(page, indicator)
    changed = [one for one in history(page) if one["changes"]]
    return {
        "rows": [
            (page.t("criteria.better"), page.t(f"direction_word.{indicator['direction']}")),
            (page.t("criteria.threshold"), threshold(page, indicator, limits)),
            (page.t("criteria.window"), window(page, indicator, main, limits)),
            (page.t("criteria.test"), page.t(f"criteria.{_test(indicator)}")),
            (page.t("criteria.influence"), page.t(f"influence.{indicator['influence']}")),
            (page.t("criteria.delay"), page.t("rule.years", years=indicator["delay"])),
        ],
        "decided": [
            page.t("criteria.decided_region", owner=page.pick(data.plan["owner"])),
            page.t(
                "criteria.decided_rules",
                version=used["version"],
                day=page.day(used["from"]),
                by=page.pick(used["decided_by"]),
            ),
        ],
        "version": used["version"],
        "changes": changed,
        "unchanged": page.t("criteria.no_changes", day=page.day(rules["versions"][-1]["from"])),
        "answers": rows,
        "words": words(page, id, rows),
    }


def _test(indicator: Json) -> str:
    return "test_stock" if indicator["nature"] == "stock" else "test_level"


def threshold(page: Page, indicator: Json, limits: Json) -> str:
    """The smallest change that matters: declared for the indicator, or the rule book's share of the level."""
    if indicator["smallest_change"] is None:
        return page.t("criteria.threshold_share", share=exact(100 * limits["smallest_share"], page.lang))
    return page.t(
        "criteria.threshold_declared",
        change=page.unit(indicator["smallest_change"], change_unit(indicator["unit"])),
    )


def window(page: Page, indicator: Json, main: Json | None, limits: Json) -> str:
    """Which figures the test looks at, or how many it would need."""
    tendency = main["tendency"] if main else {"n": 0, "slope": None, "reasons": []}
    if tendency["slope"] is None:
        needed = exact(limits["points_for_tendency"], page.lang)
        return page.t("criteria.window_few", needed=needed, n=tendency["n"])
    values = {
        "n": tendency["n"],
        "from": page.period(tendency["from_period"]),
        "to": page.period(tendency["to_period"]),
    }
    cut = next((r["values"]["period"] for r in tendency["reasons"] if r["key"] == "tendency_break"), None)
    if cut is None:
        return page.t("criteria.window_text", **values)
    return page.t("criteria.window_break", **values, period=page.period(cut))


def answers(page: Page, indicator: Json) -> list[Json]:
    """What the test says of every area, as this page may say it; a refusal with its reason."""
    data = page.site.data
    rows = []
    for area in data.areas_of(indicator["id"]):
        one = data.assessment(indicator["id"], area)
        if one is None:
            continue
        told = data.tendency_on("indicator", indicator["id"], indicator["id"], area)
        tendency = one["tendency"]
        unit = change_unit(indicator["unit"])
        rows.append(
            {
                "area": area,
                "name": page.pick(data.areas[area]["name"]),
                "way": told["state"],
                "why": refusal(page, one) or figures.many_tests(page, told),
                "change": _signed(page, tendency["slope"], unit),
                "lower": _signed(page, tendency["lower"], ""),
                "upper": _signed(page, tendency["upper"], ""),
                "n": page.num(tendency["n"]),
                "p": "" if tendency["p"] is None else page.num(tendency["p"], 3),
                "evidence": one["evidence"]["grade"],
            }
        )
    return rows


def _signed(page: Page, value: float | None, unit: str) -> str:
    return "" if value is None else page.unit(value, unit, None, True)


def refusal(page: Page, one: Json) -> str:
    """Why nobody can tell, in one sentence; nothing where there is an answer."""
    tendency = one["tendency"]
    if tendency["state"] != "cannot tell":
        return ""
    reason = (tendency["reasons"] or one["reasons"])[0]
    return page.t(f"reason.{reason['key']}", **reason["values"])


def words(page: Page, id: str, rows: list[Json]) -> list[Json]:
    """The words and grades that the page shows, with what they mean and where the method tells more."""
    data = page.site.data
    ways = list(dict.fromkeys(row["way"] for row in rows))
    grades = sorted({row["evidence"] for row in rows if row["evidence"]})
    states: list[str] = []
    for row in rows:
        one = data.assessment(id, row["area"])
        states += [status["state"] for status in one["targets"]] if one else []
    method = page.url("method")
    found = [
        {
            "name": page.t(f"tendency.{state_key(way)}"),
            "text": page.t(f"tendency_explained.{state_key(way)}"),
            "address": f"{method}#ord-{state_key(way)}",
        }
        for way in ways
        if page.has(f"tendency_explained.{state_key(way)}")
    ]
    found += [
        {
            "name": page.t(f"status.{state_key(state)}.name"),
            "text": page.t(f"status.{state_key(state)}.explain"),
            "address": f"{method}#status-{state_key(state)}",
        }
        for state in dict.fromkeys(states)
        if state not in ways
    ]
    found += [
        {"name": grade, "text": page.t(f"evidence.{grade}"), "address": f"{method}#grad-{grade.lower()}"}
        for grade in grades
    ]
    return found
