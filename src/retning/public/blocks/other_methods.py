"""What other methods would say of the same figures: shown beside our verdict, so that a reader can compare."""

from __future__ import annotations

from typing import Any

from retning.language.texts import state_key
from retning.public.context import Page

Json = dict[str, Any]


def block(page: Page, subject: str, area: str) -> Json | None:
    """The block under a verdict; ``None`` where no other method has an answer."""
    found = page.site.data.other_methods(subject, area)
    if found is None or not any(m["answer"] for m in found["methods"]):
        return None
    indicator = page.site.data.indicators[found["indicator"]]
    disagree = bool(found["disagree"])
    target = found["target"]
    return {
        "rows": [_row(page, m, indicator, found) for m in found["methods"]],
        "disagree": page.t(f"methods.others.{'disagree' if disagree else 'agree'}"),
        "ours": page.t(f"tendency.{state_key(found['ours'])}"),
        "target": page.t(
            "methods.others.with_target",
            target=page.unit(target, indicator["unit"], indicator["decimals"]),
            year=str(found["target_year"]),
        )
        if target is not None
        else page.t(f"methods.others.{found['reason'] or 'without_target'}"),
    }


def parts(page: Page, id: str) -> Json | None:
    """What stands behind a parity's ratio, where the edition holds it."""
    assessment = page.site.data.assessment(id)
    found = next(
        (s["facts"]["parts"] for s in (assessment or {"targets": []})["targets"] if s["facts"].get("parts")),
        None,
    )
    if assessment is None or found is None:
        return None
    areas = page.site.data.areas
    names = {
        "region": page.pick(areas[found["area"]]["name"]),
        "whole": page.pick(areas[found["whole"]]["name"]),
    }
    ordered = sorted(found["parts"], key=lambda p: p["log"])
    lowest, highest = ordered[0], ordered[-1]

    def said(part: Json) -> str:
        return page.t(f"methods.part.{part['name']}").lower()

    def ratio(part: Json) -> str:
        return page.unit(100 * part["ratio"], "percent", 1)

    key = "both" if lowest["log"] < 0 < highest["log"] else "down" if lowest["log"] < 0 else "up"
    return {
        "sentence": page.t(
            f"methods.parts.{key}",
            year=str(found["year"]),
            total=ratio(found["total"]),
            lowest=said(lowest),
            lowest_ratio=ratio(lowest),
            highest=said(highest),
            highest_ratio=ratio(highest),
            **names,
        ),
        "caption": page.t("methods.parts.caption", year=str(found["year"]), **names),
        "rows": [
            {
                "name": page.t(f"methods.part.{p['name']}"),
                "explain": page.t(f"methods.part_explained.{p['name']}"),
                "ratio": ratio(p),
                "pulls": page.t(
                    f"methods.pulls.{'up' if p['log'] > 0 else 'down' if p['log'] < 0 else 'same'}"
                ),
            }
            for p in found["parts"]
        ],
        "total": {"name": page.t("methods.part.total"), "ratio": ratio(found["total"])},
        "note": " ".join(
            [page.t("methods.parts.note"), *(page.t(f"methods.parts.missing_{m}") for m in found["missing"])]
        ),
    }


def _row(page: Page, method: Json, indicator: Json, found: Json) -> Json:
    key = state_key(method["method"])
    answered = bool(method["answer"])

    def shown(value: float) -> str:
        return page.unit(value, indicator["unit"], indicator["decimals"])

    return {
        "name": page.t(f"methods.name.{key}"),
        "looks": page.t(f"methods.looks.{key}_{'target' if found['target'] is not None else 'none'}"),
        "answer": page.t(f"methods.answer.{state_key(method['answer'])}") if answered else "",
        "none": "" if answered else page.t(f"methods.unanswered.{key}"),
        "points": page.t(
            "methods.others.points",
            base=shown(method["base"]),
            base_year=str(method["base_year"]),
            last=shown(method["last"]),
            last_year=str(method["last_year"]),
        )
        if answered
        else "",
        "growth": page.t(
            "methods.others.growth", growth=page.unit(100 * method["growth"], "percent", 1, sign=True)
        )
        if answered and method["growth"] is not None
        else "",
        "differs": page.t("methods.others.differs") if method["disagrees"] else "",
    }
