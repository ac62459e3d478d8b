"""Blocks about plan elements: their verdict in a row, and the distribution of a goal's parts."""

from __future__ import annotations

from typing import Any

from retning.answers import GROUPS, Group, group_of
from retning.edition.records.assessments import Assessment
from retning.public.context import Page

Json = dict[str, Any]


def way(assessment: Json | None) -> str:
    """Which way it goes, in one word (:func:`retning.answers.group_of`)."""
    if assessment is None:
        return "no data"
    states = [target["state"] for target in assessment["targets"]]
    return group_of(assessment["evidence"]["grade"], assessment["tendency"]["state"], states)


def group(assessment: Assessment | None) -> Group:
    """In which group the answer about a plan element is counted."""
    if assessment is None:
        return "no data"
    states = [target.state for target in assessment.targets]
    return group_of(assessment.evidence.grade, assessment.tendency.state, states)


def row(page: Page, element: Json) -> Json:
    """One plan element as a row of a list."""
    assessment = page.site.data.assessment(element["id"])
    status = page.site.data.status.get(element["id"])
    types = list(dict.fromkeys(t["type"]["name"] for t in element["targets"]))
    return {
        "id": element["id"],
        "title": page.pick(element["title"]) or page.pick(element["wordings"][0]["text"]),
        "text": page.pick(element["wordings"][0]["text"]),
        "address": page.url("element", element["id"]),
        "way": way(assessment),
        "target": status["target_status"]["state"] if status else "no target",
        "evidence": assessment["evidence"]["grade"] if assessment else "",
        "types": [page.t(f"target_type.{name}.name") for name in types],
        "as_of": assessment["as_of"] if assessment else "",
    }


def distribution(page: Page, elements: list[Json]) -> list[Json]:
    """How many go which way, as the pieces of a bar; each names its elements."""
    groups: dict[str, list[Json]] = {}
    for element in elements:
        groups.setdefault(way(page.site.data.assessment(element["id"])), []).append(element)
    return [
        {
            "way": state,
            "count": len(groups[state]),
            "elements": [{"id": e["id"], "address": page.url("element", e["id"])} for e in groups[state]],
        }
        for state in GROUPS
        if state in groups
    ]
