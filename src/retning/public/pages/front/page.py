"""The front page: the question, the answer, the overarching goal, the goals, the follow-up, what is new."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retning.public.blocks import figures, history, verdicts
from retning.public.blocks.board import share
from retning.public.blocks.completeness import completeness
from retning.public.blocks.readings import readings
from retning.public.context import Page
from retning.public.follow.event_text import as_typed
from retning.public.markup import say
from retning.public.view import Words, words_of

Json = dict[str, Any]
NEWEST = 6
CHANGED = 5


def view(page: Page, id: str, query: Mapping[str, str]) -> Json:
    """What the front page shows."""
    data = page.site.data
    parts = [e for e in data.plan["elements"] if not data.children(e["id"])]
    return {
        "title": page.t("page.front.question"),
        "answer": opening(page),
        "all": verdicts.distribution(page, parts),
        "overarching": overarching(page),
        "goals": [goal(page, one) for one in data.children(None)],
        "coverage": share(page),
        "completeness": completeness(page).lead,
        "changed": changed(page),
        "news": news(page),
        "plan_address": page.url("plan"),
    }


def opening(page: Page) -> tuple[Words, ...]:
    """The sentences that open the page."""
    found = page.site.edition.opening("plan")
    return tuple(words_of(s, page.lang, page.link) for s in (found.sentences if found else ()))


def goal(page: Page, element: Json) -> Json:
    """One goal: its words, how its parts go, and one sentence."""
    data = page.site.data
    leaves = data.leaves(element["id"]) or [element]
    said = [s for s in data.sentences(element["id"]) if s["kind"] == "distribution"] or data.sentences(
        element["id"]
    )
    return {
        "id": element["id"],
        "title": page.pick(element["title"]),
        "text": page.pick(element["wordings"][0]["text"]),
        "address": page.url("element", element["id"]),
        "distribution": verdicts.distribution(page, leaves),
        "sentences": [say(page, s) for s in said[:1]],
    }


def overarching(page: Page) -> Json | None:
    """The overarching goal with its path, and what every way to read it answers; ``None`` for a plan without one."""
    data = page.site.data
    if not data.plan["overarching"]:
        return None
    element = data.plan["overarching"][0]
    served = data.indicators_of(element["id"])
    drawn = next((i for i in served if any(t["type"]["name"] == "parity" for t in i["targets"])), None)
    drawn = drawn or next((i for i in served if data.series_of(i["id"], i["main_area"])), None)
    every = readings(page, element)
    assessment = data.assessment(element["id"])
    statuses = assessment["targets"] if assessment else []
    gap = statuses[0]["facts"].get("gap_simple") if statuses else None
    return {
        "text": page.pick(element["wordings"][0]["text"]),
        "address": page.url("element", element["id"]),
        "sentence": every[0]["sentence"] if every else "",
        "gap": page.unit(abs(gap) / 1000, "bn_nok", 1) if gap is not None else "",
        "less": gap is not None and gap > 0,
        "year": statuses[0]["facts"].get("year", "") if statuses else "",
        "block": figures.block(page, drawn["id"], on=("element", element["id"])) if drawn else None,
        "readings": [
            {**one, "gap": money(page, status), "year": status["facts"].get("year", "")}
            for one, status in zip(every, statuses, strict=True)
        ],
    }


def money(page: Page, status: Json) -> str:
    """The gap to an equal share in billions of kroner, with its sign ("" where there is none)."""
    gap = status["facts"].get("gap_simple")
    return "" if gap is None else page.unit(-gap / 1000, "bn_nok", 1, sign=True)


def changed(page: Page) -> Json | None:
    """The plan's elements whose answer changed on the newest day that any did."""
    data = page.site.data
    log = [one for one in page.site.edition.history.log if one.subject in data.elements]
    if not log:
        return None
    day = log[0].day
    rows = [one for one in log if one.day == day]
    came = [t for t in data.content["tables"] if t["vintage"][:10] == day]
    copied = bool(came) and all(as_typed(t) for t in came)
    return {
        "heading": page.t("known_day.changed" if copied else "front.changed", day=page.day(day)),
        "rows": [
            {
                "id": one.subject,
                "title": page.pick(data.elements[one.subject]["title"]),
                "address": page.url("element", one.subject) + "#for",
                "old": history.words(page, one.old, one.new),
                "new": history.words(page, one.new, one.old),
                "causes": history.causes(page, one),
            }
            for one in rows[:CHANGED]
        ],
        "more": page.t("history.more", count=len(rows) - CHANGED) if len(rows) > CHANGED else "",
    }


def news(page: Page) -> list[Json]:
    """The newest vintages that the edition rests on, day by day, with the indicators that use them.

    Figures whose publisher names no day are not news: the day that they were copied says nothing of their age.
    """
    data = page.site.data
    using: dict[str, list[str]] = {}
    for one in data.content["series"]["series"]:
        for name in one["tables"]:
            if one["indicator"] not in using.setdefault(name, []):
                using[name].append(one["indicator"])
    newest = sorted(
        (name for name in using if name in data.tables and not as_typed(data.tables[name])),
        key=lambda n: data.tables[n]["vintage"],
        reverse=True,
    )
    days: dict[str, list[Json]] = {}
    for name in newest[:NEWEST]:
        table = data.tables[name]
        days.setdefault(table["vintage"][:10], []).append(
            {
                "title": page.pick(table["title"]),
                "publisher": table["publisher"],
                "indicators": [
                    (page.pick(data.indicators[i]["title"]), page.url("indicator", i))
                    for i in using[name][:3]
                ],
            }
        )
    return [{"day": page.day(day), "tables": tables} for day, tables in days.items()]
