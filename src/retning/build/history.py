"""What we said then: earlier verdicts, revised figures and why an answer changed.

The answers of an earlier day are not kept from then; they are given again, from the figures that were public on that
day. So the same inputs give the same history on any machine, and nobody can improve it afterwards.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from retning.answers import group_of
from retning.canonical import plain
from retning.statistics.assessment.model import Assessment, TargetStatus
from retning.statistics.assessment.rows import headline
from retning.statistics.model import Series, Table

MOST_DAYS = 12
"""How many earlier days of publication are looked back at, the newest ones."""

CAUSES = ("new", "revised", "rule", "time")
"""New data, revised data, a changed rule; and time alone, when a deadline has passed."""

Json = dict[str, Any]
Points = dict[str, float]


@dataclass(frozen=True)
class Then:
    """All that was computed from what was public on a day."""

    day: str
    series: Sequence[Series]
    assessments: Sequence[Assessment]


def publication_days(tables: Iterable[Table], before: str, most: int = MOST_DAYS) -> list[str]:
    """The newest days before ``before`` on which something was published, oldest first.

    Tables whose figures stand as they were first published count with each figure's own day.

    >>> publication_days([], "2024-01-01")
    []
    """
    days: set[str] = set()
    for table in tables:
        days.add(table.manifest.vintage[:10])
        if table.manifest.line == "first":
            days.update(o.published for o in table.origins if len(o.published) == len("2024-01-01"))
    return sorted(day for day in days if day and day < before)[-most:]


def history_content(
    thens: Sequence[Then], tables: Iterable[Mapping[str, Any]], mains: Mapping[str, str]
) -> Json:
    """``history.json`` from what was computed for each day, oldest first and the edition's own day last.

    ``tables`` are the rows of ``tables.json`` (for who published what), ``mains`` the judged area by indicator.
    ``said`` holds, by subject, one entry for each day on which the answer or the newest figure was another than
    before; ``log`` the changes of an answer with their causes (:data:`CAUSES`); ``revisions`` every figure that a
    later publication of the same table changed.
    """
    said: dict[str, list[Json]] = {}
    log: list[Json] = []
    for number, then in enumerate(thens):
        before = thens[number - 1] if number else None
        answers, earlier = _answers(then, mains), _answers(before, mains) if before else {}
        lines, lines_before = _main_lines(then, mains), _main_lines(before, mains) if before else {}
        for subject, one in answers.items():
            kept = said.setdefault(subject, [])
            told = {key: value for key, value in one.items() if key not in ("indicators", "rule")}
            if not kept or {**kept[-1], "day": ""} != {**told, "day": ""}:
                kept.append({"day": then.day, **told})
            old = earlier.get(subject)
            if old is None or _verdict(old) == _verdict(one):
                continue
            causes = _causes(old, one, lines_before, lines)
            log.append(
                {
                    "day": then.day,
                    "subject": subject,
                    "causes": causes,
                    "old": dict(_verdict(old)),
                    "new": dict(_verdict(one)),
                }
            )
    return {
        "days": [then.day for then in thens],
        "said": {subject: entries for subject, entries in said.items() if _tells(entries)},
        "log": log[::-1],
        "revisions": list(revisions(thens[-1].series, tables)) if thens else [],
    }


def _tells(entries: Sequence[Json]) -> bool:
    """Whether there was ever a figure or an answer to tell of."""
    return any(e["period"] or e["target"] not in ("", "no data") for e in entries)


def _answers(then: Then, mains: Mapping[str, str]) -> dict[str, Json]:
    """What each plan element, and each indicator in its judged area, was told to be."""
    found: dict[str, Json] = {}
    for one in then.assessments:
        if one.subject in found or (one.subject in mains and one.area != mains[one.subject]):
            continue
        target = _target(one.targets)
        found[one.subject] = {
            "way": group_of(one.evidence.grade, one.tendency.state, [t.state for t in one.targets]),
            "target": target.state if target else "",
            "reading": target.reading if target else "",
            "evidence": one.evidence.grade,
            "period": one.fact.to_period if one.fact else "",
            "value": plain(one.fact.to_value) if one.fact else None,
            "indicators": list(one.indicators),
            "rule": one.rule_version,
        }
    return found


def _target(statuses: Sequence[TargetStatus]) -> TargetStatus | None:
    return statuses[headline(statuses)] if statuses else None


def _verdict(answer: Json) -> Json:
    return {key: answer[key] for key in ("way", "target", "evidence")}


def _main_lines(then: Then, mains: Mapping[str, str]) -> dict[str, tuple[frozenset[str], Points]]:
    """By indicator: the tables beneath its main line in its judged area, and its known values."""
    return {
        s.indicator: (
            frozenset(name.partition("@")[0] for name in s.tables),
            {v.period: v.value for v in s.values if v.value is not None},
        )
        for s in then.series
        if s.line == "main" and mains.get(s.indicator) == s.area
    }


def _causes(
    old: Json,
    new: Json,
    before: Mapping[str, tuple[frozenset[str], Points]],
    now: Mapping[str, tuple[frozenset[str], Points]],
) -> list[str]:
    """Why an answer is another one: every cause that moved, in the order of :data:`CAUSES`."""
    moved: set[str] = set()
    for indicator in dict.fromkeys([*old["indicators"], *new["indicators"]]):
        tables_then, then = before.get(indicator, (frozenset(), {}))
        tables_now, now_values = now.get(indicator, (frozenset(), {}))
        if then and now_values and tables_then == tables_now:
            common = then.keys() & now_values.keys()
            if any(then[p] != now_values[p] for p in common) or then.keys() - now_values.keys():
                moved.add("revised")
            if now_values.keys() - then.keys():
                moved.add("new")
        elif then != now_values:
            moved.add("new")  # another table carries the line: its figures are new, not corrected
    if old["rule"] != new["rule"]:
        moved.add("rule")
    return [cause for cause in CAUSES if cause in moved] or ["time"]


def revisions(series: Sequence[Series], tables: Iterable[Mapping[str, Any]]) -> Iterator[Json]:
    """Every figure of a series that a later publication changed: old, new, who and when.

    Superseded publications stand among the series as lines named ``<line>@<vintage>``.
    """
    publishers = {(t["table"], t["vintage"]): t["publisher"] for t in tables}
    lines: dict[tuple[str, str, str], list[tuple[str, Series]]] = {}
    for one in series:
        name, _, vintage = one.line.partition("@")
        lines.setdefault((one.indicator, one.area, name), []).append((vintage or "~", one))
    for (indicator, area, line), versions in sorted(lines.items()):
        versions.sort(key=lambda pair: pair[0])
        for (_, old), (_, new) in itertools.pairwise(versions):
            later = sorted(set(new.tables) - set(old.tables))
            day = max((name.partition("@")[2][:10] for name in later), default="")
            who = [publishers.get((name.partition("@")[0], name.partition("@")[2]), "") for name in later]
            was = {v.period: v.value for v in old.values}
            for value in new.values:
                before = was.get(value.period)
                if before is None or value.value is None or before == value.value:
                    continue
                yield {
                    "indicator": indicator,
                    "area": area,
                    "line": line,
                    "period": value.period,
                    "old": plain(before),
                    "new": plain(value.value),
                    "who": ", ".join(dict.fromkeys(name for name in who if name)),
                    "day": day,
                }
