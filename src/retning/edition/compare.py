"""What differs between two editions: values, verdicts and sentences, and whose doing it was.

Four causes are distinguished: *the world* (a period that was not there before), *the publisher* (another value for a
period that was), *the rule* (another rule version with the same values beneath) and *the region* (its own
definitions changed: an indicator, target or line came, went or was declared otherwise).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from retning.language.numbers import number
from retning.language.texts import text

Json = dict[str, Any]

CAUSES = ("world", "publisher", "rule", "region")


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> Json:
    """The differences between the contents of two editions.

    Returns ``{"values": […], "verdicts": […], "sentences": […]}``; each entry names its subject, area, what stood
    there and what stands there now, and one of :data:`CAUSES`.
    """
    values = list(_values(old, new))
    verdicts = list(_verdicts(old, new, values))
    return {"values": values, "verdicts": verdicts, "sentences": list(_sentences(old, new, values, verdicts))}


def _values(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Json]:
    before, now = _by_line(old), _by_line(new)
    redefined = _redefined(old, new)
    for key in sorted(before.keys() | now.keys()):
        points_before, points_now = before.get(key, {}), now.get(key, {})
        for period in sorted(points_before.keys() | points_now.keys()):
            was, is_ = points_before.get(period), points_now.get(period)
            if was == is_:
                continue
            if key[0] in redefined or not points_before or not points_now:
                cause = "region"
            else:
                cause = "world" if was is None else "publisher"
            yield {
                "indicator": key[0],
                "area": key[1],
                "line": key[2],
                "period": period,
                "old": was[0] if was else None,
                "new": is_[0] if is_ else None,
                "old_status": was[1] if was else None,
                "new_status": is_[1] if is_ else None,
                "cause": cause,
            }


def _by_line(content: Mapping[str, Any]) -> dict[tuple[str, str, str], dict[str, tuple[Any, Any]]]:
    lines: dict[tuple[str, str, str], dict[str, tuple[Any, Any]]] = {}
    for one in content["series"]["series"]:
        if "@" in one["line"]:
            continue  # a superseded vintage is history, not a value of this edition
        points = zip(one["period"], zip(one["value"], one["status"], strict=True), strict=True)
        lines[one["indicator"], one["area"], one["line"]] = dict(points)
    return lines


def _redefined(old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    before = {i["id"]: _definition(i) for i in old["indicators"]}
    now = {i["id"]: _definition(i) for i in new["indicators"]}
    return {id for id in before.keys() | now.keys() if before.get(id) != now.get(id)}


def _definition(indicator: Json) -> Json:
    """What decides an indicator's values, without texts and places in files."""
    skip = {"title", "description", "file", "line", "targets"}
    return {key: value for key, value in indicator.items() if key not in skip}


def _verdicts(old: Mapping[str, Any], new: Mapping[str, Any], values: list[Json]) -> Iterator[Json]:
    before, now = _verdicts_of(old), _verdicts_of(new)
    rule_changed = old["inputs"]["rule_version"] != new["inputs"]["rule_version"]
    causes = _causes_by_indicator(values)
    for subject, area in sorted(before.keys() | now.keys()):
        was, is_ = before.get((subject, area)), now.get((subject, area))
        if was is not None and is_ is not None and was["answers"] == is_["answers"]:
            continue
        rests_on = {subject, *(was or {}).get("indicators", ()), *(is_ or {}).get("indicators", ())}
        moved = {cause for indicator in rests_on for cause in causes.get(indicator, ())}
        yield {
            "subject": subject,
            "area": area,
            "old": was["answers"] if was else None,
            "new": is_["answers"] if is_ else None,
            "cause": _one_cause(moved, rule_changed),
        }


def _verdicts_of(content: Mapping[str, Any]) -> dict[tuple[str, str], Json]:
    return {
        (one["subject"], one["area"]): {
            "indicators": one["indicators"],
            "answers": {
                "better": one["fact"]["better"] if one["fact"] else None,
                "tendency": one["tendency"]["state"],
                "targets": [[t["reading"], t["state"]] for t in one["targets"]],
                "evidence": one["evidence"]["grade"],
            },
        }
        for one in content["assessments"]
    }


def _causes_by_indicator(values: list[Json]) -> dict[str, set[str]]:
    causes: dict[str, set[str]] = {}
    for one in values:
        causes.setdefault(one["indicator"], set()).add(one["cause"])
    return causes


def _one_cause(moved: set[str], rule_changed: bool) -> str:
    # A definition outweighs a revision, a revision a new period: the first is what a reader must be told.
    for cause in ("region", "publisher", "world"):
        if cause in moved:
            return cause
    return "rule" if rule_changed else "region"


def _sentences(
    old: Mapping[str, Any], new: Mapping[str, Any], values: list[Json], verdicts: list[Json]
) -> Iterator[Json]:
    before, now = _sentences_of(old), _sentences_of(new)
    causes = {v["subject"]: v["cause"] for v in verdicts}
    by_indicator = _causes_by_indicator(values)
    rests_on = {a["subject"]: a["indicators"] for a in (*old["assessments"], *new["assessments"])}
    rule_changed = old["inputs"]["rule_version"] != new["inputs"]["rule_version"]
    for key in sorted(before.keys() | now.keys()):
        was, is_ = before.get(key), now.get(key)
        if was == is_:
            continue
        subject, area, kind = key
        indicators = {subject, *rests_on.get(subject, ())}
        moved = {cause for indicator in indicators for cause in by_indicator.get(indicator, ())}
        yield {
            "subject": subject,
            "area": area,
            "kind": kind,
            "old": was,
            "new": is_,
            "cause": causes.get(subject) or _one_cause(moved, rule_changed),
        }


def _sentences_of(content: Mapping[str, Any]) -> dict[tuple[str, str, str], dict[str, str]]:
    return {
        (one["subject"], one["area"], one["kind"]): {lang: spoken(one["text"][lang]) for lang in one["text"]}
        for one in content["sentences"]
    }


def spoken(parts: list[Any]) -> str:
    """A sentence's parts as running text.

    >>> spoken(["Målet ble nådd i ", {"number": "2", "ref": ""}, " år."])
    'Målet ble nådd i 2 år.'
    """
    return "".join(part if isinstance(part, str) else part["number"] for part in parts)


def lines_of(difference: Json, lang: str) -> Iterator[str]:
    """The comparison as lines of text for the terminal."""
    if not any(difference.values()):
        yield text(lang, "diff.none")
        return
    for one in difference["values"]:
        yield text(
            lang,
            "diff.value",
            indicator=one["indicator"],
            area=one["area"],
            line=one["line"],
            period=one["period"],
            old=number(one["old"], lang),
            new=number(one["new"], lang),
            cause=text(lang, f"diff.cause.{one['cause']}"),
        )
    for one in difference["verdicts"]:
        yield text(
            lang,
            "diff.verdict",
            subject=one["subject"],
            area=one["area"],
            old=_answers(one["old"]),
            new=_answers(one["new"]),
            cause=text(lang, f"diff.cause.{one['cause']}"),
        )
    for one in difference["sentences"]:
        yield text(
            lang,
            "diff.sentence",
            subject=one["subject"],
            old=(one["old"] or {}).get(lang, "–"),
            new=(one["new"] or {}).get(lang, "–"),
            cause=text(lang, f"diff.cause.{one['cause']}"),
        )


def _answers(answers: Json | None) -> str:
    if answers is None:
        return "–"
    states = [state for _, state in answers["targets"]]
    return " / ".join([answers["tendency"], *states, answers["evidence"]])
