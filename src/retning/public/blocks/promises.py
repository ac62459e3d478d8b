"""What the plan promised outside its goals, and how each promise stands: figures, reports, statements, or nothing."""

from __future__ import annotations

from typing import Any

from retning.public.blocks import statements
from retning.public.blocks.rows import indicator_row
from retning.public.context import Page
from retning.public.pages.coverage import page as coverage

Json = dict[str, Any]


def promise(page: Page, element: Json) -> Json:
    """Everything that tells how a principle or precondition stands; ``assessed`` is false where nothing does."""
    data = page.site.data
    id = element["id"]
    served = data.indicators_of(id)
    indicators = [indicator_row(page, i["id"], i["main_area"], ("element", id)) for i in served]
    own = statements.view(page, id)["now"]
    tasks = duties(page, id)
    return {
        "indicators": indicators,
        "statement": own,
        "duties": tasks,
        "reports": reports(page, id),
        "assessed": bool(indicators or own or tasks),
    }


def duties(page: Page, id: str) -> list[str]:
    """The yearly tasks that follow from an element: in how many municipalities each is reported done."""
    board = page.site.data.content.get("coverage", {"duties": [], "rows": []})
    found = []
    for duty in board["duties"]:
        if duty["element"] != id:
            continue
        cells = [c for row in board["rows"] for c in row["cells"] if c["duty"] == duty["id"]]
        found.append(
            page.t(
                "promises.duty",
                title=page.pick(duty["title"]),
                done=sum(c["state"] == "done" for c in cells),
                count=len(cells),
                year=board["year"],
            )
        )
    return found


def reports(page: Page, id: str) -> list[Json]:
    """What municipalities have reported of these tasks in other years, with the document."""
    data = page.site.data
    board = data.content.get("coverage", {"duties": [], "others": []})
    wanted = {duty["id"] for duty in board["duties"] if duty["element"] == id}
    return [
        {
            "name": page.pick(data.areas[one["area"]]["name"]),
            "address": page.url("area", one["area"]) if one["area"] in data.page_areas else "",
            **coverage.other(page, one),
        }
        for one in board["others"]
        if one["duty"] in wanted
    ]


def summary(page: Page, rows: list[Json]) -> str:
    """How many promises there are, and how many something tells about."""
    followed = sum(row["stands"]["assessed"] for row in rows)
    key = "promises.summary_none" if not followed else "promises.summary"
    return page.t(key, all=len(rows), followed=followed)
