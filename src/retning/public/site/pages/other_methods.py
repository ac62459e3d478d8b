"""What other methods would say of the same figures: shown beside our verdict, so that a reader can compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retning.language.texts import state_key

if TYPE_CHECKING:
    from retning.public.site.render import Page

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
