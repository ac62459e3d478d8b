"""Every way to read what a plan element demands, with the answer that each gives."""

from __future__ import annotations

from typing import Any

from retning.public.blocks import forecasts
from retning.public.context import Page
from retning.public.markup import safe, say

Json = dict[str, Any]


def readings(page: Page, element: Json) -> list[Json]:
    """Every reading of every target with its own answer: the page shows when the reading decides."""
    assessment = page.site.data.assessment(element["id"])
    if assessment is None:
        return []
    spoken = {s["kind"]: say(page, s) for s in page.site.data.sentences(element["id"])}
    declared = [
        (target, reading) for target in element["targets"] for reading in (target["readings"] or [None])
    ]
    found = []
    for n, status in enumerate(assessment["targets"]):
        target, reading = declared[n] if n < len(declared) else (None, None)
        found.append(
            {
                "text": page.pick(reading["text"]) if reading else "",
                "main": bool(reading["main"]) if reading else n == 0,
                "state": status["state"],
                "type": page.t(f"target_type.{target['type']['name']}.name") if target else "",
                "sentence": spoken.get(f"target.{n}", safe("")),
                "depends_on_path": status["depends_on_path"],
                "chance": forecasts.chance(page, status["chance"]),
            }
        )
    return found
