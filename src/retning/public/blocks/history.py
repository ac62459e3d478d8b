"""What we said then: earlier answers, revised figures, and why an answer changed (pattern P8)."""

from __future__ import annotations

from typing import Any

from retning.language.texts import state_key
from retning.public.context import Page

Json = dict[str, Any]
MOST = 12


def view(page: Page, subject: str, indicators: list[str]) -> Json | None:
    """The history of a plan element or indicator; ``None`` where there was never anything to tell."""
    history = page.site.data.content["history"]
    said = [answer(page, subject, one) for one in reversed(history["said"].get(subject, ()))]
    changed = revised(page, indicators)
    if not said and not changed:
        return None
    return {
        "said": said,
        "revised": changed[:MOST],
        "more": page.t("history.more", count=len(changed) - MOST) if len(changed) > MOST else "",
        "log": [change(page, one) for one in history["log"] if one["subject"] == subject],
    }


def answer(page: Page, subject: str, one: Json) -> Json:
    """One earlier answer as a row."""
    indicator = page.site.data.indicators.get(subject)
    if indicator is None:
        used = page.site.data.assessment(subject)
        first = next(iter(used["indicators"]), "") if used else ""
        indicator = page.site.data.indicators.get(first)
    decimals = indicator["decimals"] if indicator else None
    figure = page.num(one["value"], decimals) if one["value"] is not None else "–"
    return {
        "day": page.day(one["day"]),
        "way": one["way"],
        "target": one["target"],
        "figure": figure,
        "period": page.period(one["period"]) if one["period"] else "",
        "evidence": one["evidence"],
    }


def revised(page: Page, indicators: list[str]) -> list[str]:
    """Every figure in the judged areas that a publisher has changed, newest period first."""
    data = page.site.data
    rows = [
        one
        for one in data.content["history"]["revisions"]
        if one["indicator"] in indicators
        and one["line"] == "main"
        and one["area"] == data.indicators[one["indicator"]]["main_area"]
    ]
    return [
        page.t(
            "history.revision",
            period=page.period(one["period"]),
            old=page.num(one["old"], data.indicators[one["indicator"]]["decimals"]),
            new=page.num(one["new"], data.indicators[one["indicator"]]["decimals"]),
            who=one["who"],
            day=page.day(one["day"]),
        )
        for one in sorted(rows, key=lambda r: (r["day"], r["period"]), reverse=True)
    ]


def change(page: Page, one: Json) -> str:
    """One change of an answer, with its causes."""
    return page.t(
        "history.log_entry",
        day=page.day(one["day"]),
        old=words(page, one["old"], one["new"]),
        new=words(page, one["new"], one["old"]),
        causes=", ".join(page.t(f"history.cause.{cause}") for cause in one["causes"]),
    )


def words(page: Page, verdict: Json, other: Json) -> str:
    """The parts of a verdict in which it differs from another; the evidence only where nothing else does."""
    said = []
    if verdict["way"] != other["way"]:
        said.append(page.t(f"way.{state_key(verdict['way'])}"))
    if verdict["target"] != other["target"] and verdict["target"] not in ("", "no data"):
        said.append(page.t(f"status.{state_key(verdict['target'])}.name").lower())
    if not said and verdict["evidence"] != other["evidence"]:
        said.append(f"{page.t('element.evidence').lower()} {verdict['evidence'] or '–'}")
    return ", ".join(said) or "–"
