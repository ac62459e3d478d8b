"""The whole plan with its answers, in the plan's own order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retning.public.blocks import verdicts
from retning.public.context import Page
from retning.public.downloads import downloads

Json = dict[str, Any]


def view(page: Page, id: str, query: Mapping[str, str]) -> Json:
    """What the page of the plan shows."""
    data = page.site.data
    groups = []
    for goal in data.children(None):
        rows = below(page, goal["id"], 0)
        groups.append(
            {
                **verdicts.row(page, goal),
                "rows": rows,
                "distribution": verdicts.distribution(page, data.leaves(goal["id"]) or [goal]),
            }
        )
    plan = data.plan
    intro = page.t(
        "plan.intro",
        owner=page.pick(plan["owner"]),
        adopted=page.day(plan["adopted"]) if plan["adopted"] else "–",
    )
    return {
        "title": page.t("page.plan.menu"),
        "intro": intro,
        "overarching": [verdicts.row(page, e) for e in plan["overarching"]],
        "groups": groups,
        "files": downloads(page, "plan"),
        "crumbs": [(page.t("page.plan.menu"), "")],
    }


def below(page: Page, id: str, depth: int) -> list[Json]:
    """Everything below an element, flat, each with its depth."""
    rows = []
    for child in page.site.data.children(id):
        rows.append({**verdicts.row(page, child), "depth": depth})
        rows += below(page, child["id"], depth + 1)
    return rows
