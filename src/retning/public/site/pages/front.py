"""The front page: the question, the answer, the overarching goal, the goals, what is new."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from retning.public.site.pages import figures, verdicts
from retning.public.site.pages.element import readings

if TYPE_CHECKING:
    from retning.public.site.render import Page

NEWEST = 8


def view(page: Page, id: str, query: Mapping[str, str]) -> dict[str, Any]:
    """What the front page shows."""
    data = page.site.data
    plan = data.plan
    overarching = plan["overarching"][0] if plan["overarching"] else None
    goals = []
    for goal in data.children(None):
        leaves = data.leaves(goal["id"]) or [goal]
        goals.append(
            {
                "id": goal["id"],
                "title": page.pick(goal["title"]),
                "text": page.pick(goal["wordings"][0]["text"]),
                "address": page.url("element", goal["id"]),
                "count": len(leaves),
                "distribution": verdicts.distribution(page, leaves),
                "sentences": [page.say(s) for s in data.sentences(goal["id"])[:1]],
            }
        )
    main = None
    if overarching is not None:
        served = data.indicators_of(overarching["id"])
        drawn = next((i for i in served if any(t["type"]["name"] == "parity" for t in i["targets"])), None)
        drawn = drawn or next((i for i in served if data.series_of(i["id"], i["main_area"])), None)
        main = {
            "element": overarching,
            "text": page.pick(overarching["wordings"][0]["text"]),
            "address": page.url("element", overarching["id"]),
            "sentences": [page.say(s) for s in data.sentences(overarching["id"])][:2],
            "block": figures.block(page, drawn["id"], on=("element", overarching["id"])) if drawn else None,
            "readings": readings(page, overarching),
        }
    return {
        "title": page.t("page.front.question"),
        "answer": [page.say(s) for s in data.opening("plan")],
        "overarching": main,
        "goals": goals,
        "all": verdicts.distribution(page, [e for e in data.plan["elements"] if not data.children(e["id"])]),
        "news": news(page),
        "plan_address": page.url("plan"),
    }


def news(page: Page) -> list[dict[str, Any]]:
    """The newest vintages that the edition rests on, with the indicators that use them."""
    data = page.site.data
    using: dict[str, list[str]] = {}
    for one in data.content["series"]["series"]:
        for name in one["tables"]:
            if one["indicator"] not in using.setdefault(name, []):
                using[name].append(one["indicator"])
    newest = sorted(
        (name for name in using if name in data.tables), key=lambda n: data.tables[n]["vintage"], reverse=True
    )
    return [
        {
            "day": page.day(data.tables[name]["vintage"]),
            "title": page.pick(data.tables[name]["title"]),
            "publisher": data.tables[name]["publisher"],
            "indicators": [
                (page.pick(data.indicators[i]["title"]), page.url("indicator", i)) for i in using[name][:4]
            ],
        }
        for name in newest[:NEWEST]
    ]
