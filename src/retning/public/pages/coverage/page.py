"""The coverage board: what the plan obliges each municipality to do in a year, and whether it is reported done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retning.public.blocks import figures, verdicts
from retning.public.context import Page

Json = dict[str, Any]
STATES = ("done", "due", "late", "not reported")


def view(page: Page, id: str, query: Mapping[str, str]) -> Json:
    """What the page of the board shows."""
    board = page.site.data.content["coverage"]
    title = page.t("page.coverage.title")
    return {
        "title": title,
        "year": board["year"],
        "share": share(page),
        "plan_over": plan_over(page),
        "duties": duties(page),
        "rows": [row(page, entry) for entry in board["rows"]],
        "states": [s for s in STATES if board["counts"][s]],
        "others": [other(page, entry) for entry in board["others"]],
        "completeness": completeness(page),
        "files": figures.files(page, "coverage") if board["duties"] else [],
        "crumbs": [(page.t("page.coverage.menu"), "")],
    }


def share(page: Page) -> str:
    """How many of the year's tasks are reported done, in words ("" where there are no tasks)."""
    board = page.site.data.content["coverage"]
    count, done = board["count"], board["counts"]["done"]
    if not count:
        return ""
    key = "share_none" if not done else "share_all" if done == count else "share"
    return page.t(f"coverage.{key}", count=page.num(count, 0), done=page.num(done, 0), year=board["year"])


def plan_over(page: Page) -> str:
    """Why the board shows an earlier year, where it does."""
    end = page.site.data.plan["valid_to"]
    year = page.site.data.content["coverage"]["year"]
    return (
        page.t("coverage.plan_over", day=page.day(end))
        if end and int(page.site.edition.as_of[:4]) > year
        else ""
    )


def duties(page: Page) -> list[Json]:
    """The year's tasks, with the plan's own words and where they stand."""
    data = page.site.data
    found = []
    for duty in data.content["coverage"]["duties"]:
        element = data.elements[duty["element"]]
        found.append(
            {
                "title": page.pick(duty["title"]),
                "due": page.t("coverage.due", day=page.day(duty["due"])),
                "quote": page.pick(duty["quote"]),
                "element": duty["element"],
                "name": page.pick(element["title"]),
                "address": page.element_url(duty["element"]),
            }
        )
    return found


def row(page: Page, entry: Json) -> Json:
    """One municipality's tasks."""
    data = page.site.data
    return {
        "name": page.pick(data.areas[entry["area"]]["name"]),
        "address": page.url("area", entry["area"]) if entry["area"] in data.page_areas else "",
        "cells": cells(page, entry),
    }


def cells(page: Page, entry: Json) -> list[Json | None]:
    """One answer for each duty of the board, in its order; ``None`` where the duty is not asked of the area."""
    duties = page.site.data.content["coverage"]["duties"]
    answered = {one["duty"]: cell(page, one) for one in entry["cells"]}
    return [answered.get(duty["id"]) for duty in duties]


def cell(page: Page, one: Json) -> Json:
    """One answer, with its day and its document."""
    return {
        "state": one["state"],
        "day": page.day(one["date"]) if one["date"] else "",
        "evidence": one["evidence"],
        "note": page.pick(one["note"]) if one["note"] else "",
    }


def other(page: Page, entry: Json) -> Json:
    """A report of another year than the board's."""
    data = page.site.data
    titles = {d["id"]: page.pick(d["title"]) for d in data.content["coverage"]["duties"]}
    return {
        "year": entry["year"],
        "name": page.pick(data.areas[entry["area"]]["name"]),
        "duty": titles.get(entry["duty"], entry["duty"]),
        "reported": {"done": "done", "started": "late", "not done": "late"}[entry["reported"]],
        "day": page.day(entry["date"]),
        "evidence": entry["evidence"],
        "note": page.pick(entry["note"]) if entry["note"] else "",
    }


def own(page: Page, area: str) -> Json | None:
    """The board's row of one municipality, for its own page; ``None`` for an area that has no tasks."""
    board = page.site.data.content["coverage"]
    entry = next((r for r in board["rows"] if r["area"] == area), None)
    reports = [other(page, one) for one in board["others"] if one["area"] == area]
    if not board["duties"] or (entry is None and not reports):
        return None
    tasks = duties(page)
    answered = cells(page, entry) if entry else []
    return {
        "year": board["year"],
        "tasks": [(task, one) for task, one in zip(tasks, answered, strict=False) if one is not None],
        "others": reports,
        "address": page.url("coverage"),
    }


def summary(page: Page) -> Json | None:
    """One line and an address for the front page; ``None`` where the region has no tasks."""
    line = share(page)
    return {"line": line, "address": page.url("coverage")} if line else None


def completeness(page: Page) -> Json:
    """Which indicators have figures, which have none, and who could supply what the plan's elements lack."""
    data = page.site.data
    missing = [
        (page.pick(i["title"]), page.url("indicator", id))
        for id, i in data.indicators.items()
        if not any(
            v is not None for area in data.areas_of(id) for v in (data.series_of(id, area) or {})["value"]
        )
    ]
    judged = [data.elements[id] for id in data.status]
    lacking = [e for e in judged if verdicts.way(data.assessment(e["id"])) == "no data"]
    return {
        "lead": page.t(
            "completeness.lead",
            **{"with": page.num(len(data.indicators) - len(missing), 0)},
            all=page.num(len(data.indicators), 0),
            elements=page.num(len(lacking), 0),
            judged=page.num(len(judged), 0),
        ),
        "missing": missing,
        "supply": [
            {
                "id": e["id"],
                "title": page.pick(e["title"]),
                "address": page.url("element", e["id"]),
                "what": page.pick(e["supply"]["what"]) if e["supply"] else "",
                "who": page.pick(e["supply"]["who"]) if e["supply"] else "",
            }
            for e in lacking
        ],
    }
