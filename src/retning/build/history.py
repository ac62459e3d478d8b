"""What we said then: earlier verdicts, revised figures and why an answer changed.

The answers of an earlier day are not kept from then; they are given again, from the figures that were public on that
day. So the same inputs give the same history on any machine, and nobody can improve it afterwards.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import get_args

import msgspec
from msgspec.structs import replace

from retning.answers import group_of, headline
from retning.canonical import number
from retning.edition.records.assessments import Assessment
from retning.edition.records.history import Cause, Changed, History, Revision, Said, Verdict
from retning.statistics.model import Manifest, Series, Table

MOST_DAYS = 12
"""How many earlier days of publication are looked back at, the newest ones."""

CAUSES: tuple[Cause, ...] = get_args(Cause)
"""New data, revised data, a changed rule; and time alone, when a deadline has passed."""


class Answer(msgspec.Struct, frozen=True):
    """What was said of a subject on a day, by which indicators and rules."""

    said: Said
    indicators: tuple[str, ...]
    rule: str

    @property
    def verdict(self) -> Verdict:
        """The answer in three words."""
        return Verdict(way=self.said.way, target=self.said.target, evidence=self.said.evidence)


class MainLine(msgspec.Struct, frozen=True):
    """An indicator's main line in its judged area: the tables beneath it, and its known values by period."""

    tables: frozenset[str] = frozenset()
    points: Mapping[str, float] = {}


class Then(msgspec.Struct, frozen=True):
    """What was said of every subject on a day, and from what."""

    day: str
    answers: Mapping[str, Answer]
    lines: Mapping[str, MainLine]


def then_of(
    day: str, rule: str, assessments: Iterable[Assessment], mains: Iterable[Series], judged: Mapping[str, str]
) -> Then:
    """What was said on a day: of the plan's elements and of each indicator in its judged area (``judged``)."""
    answers: dict[str, Answer] = {}
    for one in assessments:
        if one.subject not in answers and one.area == judged.get(one.subject, one.area):
            answers[one.subject] = Answer(_said(day, one), one.indicators, rule)
    lines = {
        one.indicator: MainLine(
            frozenset(name.partition("@")[0] for name in one.tables),
            {v.period: v.value for v in one.values if v.value is not None},
        )
        for one in mains
        if one.line == "main" and judged.get(one.indicator) == one.area
    }
    return Then(day, answers, lines)


def _said(day: str, one: Assessment) -> Said:
    states = [status.state for status in one.targets]
    target = one.targets[headline(states)] if one.targets else None
    return Said(
        day=day,
        way=group_of(
            one.evidence.grade,
            one.tendency.state,
            states,
            one.measured_by != "",
            bool(one.indicators),
        ),
        target=target.state if target else "",
        reading=target.reading if target else "",
        evidence=one.evidence.grade,
        period=one.fact.to_period if one.fact else "",
        value=one.fact.to_value if one.fact else None,
    )


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


def history_of(thens: Sequence[Then], revised: Iterable[Revision]) -> History:
    """``history.json`` from what was said on each day, oldest first and the edition's own day last.

    ``said`` holds, by subject, one entry for each day on which the answer or the newest figure was another than before;
    ``log`` the changes of an answer with their causes (:data:`CAUSES`); ``revisions`` every figure that a later publication
    of the same table changed.
    """
    said: dict[str, list[Said]] = {}
    log: list[Changed] = []
    before = Then("", {}, {})
    for then in thens:
        for subject, one in then.answers.items():
            kept = said.setdefault(subject, [])
            if not kept or replace(kept[-1], day=then.day) != one.said:
                kept.append(one.said)
            old = before.answers.get(subject)
            if old is not None and old.verdict != one.verdict:
                causes = _causes(old, one, before.lines, then.lines)
                log.append(
                    Changed(day=then.day, subject=subject, causes=causes, old=old.verdict, new=one.verdict)
                )
        before = then
    return History(
        days=tuple(then.day for then in thens),
        said={subject: tuple(entries) for subject, entries in said.items() if _tells(entries)},
        log=tuple(log[::-1]),
        revisions=tuple(revised),
    )


def _tells(entries: Sequence[Said]) -> bool:
    """Whether there was ever a figure or an answer to tell of."""
    return any(e.period or e.target not in ("", "no data") for e in entries)


def _causes(
    old: Answer, new: Answer, before: Mapping[str, MainLine], now: Mapping[str, MainLine]
) -> tuple[Cause, ...]:
    """Why an answer is another one: every cause that moved, in the order of :data:`CAUSES`."""
    moved: set[Cause] = set()
    for indicator in dict.fromkeys([*old.indicators, *new.indicators]):
        line_then, line_now = before.get(indicator, _NO_LINE), now.get(indicator, _NO_LINE)
        then, now_values = line_then.points, line_now.points
        if then and now_values and line_then.tables == line_now.tables:
            common = then.keys() & now_values.keys()
            if any(then[p] != now_values[p] for p in common) or then.keys() - now_values.keys():
                moved.add("revised")
            if now_values.keys() - then.keys():
                moved.add("new")
        elif then != now_values:
            moved.add("new")  # another table carries the line: its figures are new, not corrected
    if old.rule != new.rule:
        moved.add("rule")
    return tuple(cause for cause in CAUSES if cause in moved) or ("time",)


_NO_LINE = MainLine()


def revisions(series: Sequence[Series], tables: Iterable[Manifest]) -> Iterator[Revision]:
    """Every figure of a series that a later publication changed: old, new, who and when.

    Superseded publications stand among the series as lines named ``<line>@<vintage>``.
    """
    publishers = {f"{t.table}@{t.vintage}": t.publisher for t in tables}
    lines: dict[tuple[str, str, str], list[tuple[str, Series]]] = {}
    for one in series:
        name, _, vintage = one.line.partition("@")
        lines.setdefault((one.indicator, one.area, name), []).append((vintage or "~", one))
    for (indicator, area, line), versions in sorted(lines.items()):
        versions.sort(key=lambda pair: pair[0])
        for (_, old), (_, new) in itertools.pairwise(versions):
            later = sorted(set(new.tables) - set(old.tables))
            day = max((name.partition("@")[2][:10] for name in later), default="")
            who = dict.fromkeys(publisher for name in later if (publisher := publishers.get(name, "")))
            was = {v.period: v.value for v in old.values}
            for value in new.values:
                before = was.get(value.period)
                if before is None or value.value is None or before == value.value:
                    continue
                yield Revision(
                    indicator=indicator,
                    area=area,
                    line=line,
                    period=value.period,
                    old=number(before),
                    new=number(value.value),
                    who=", ".join(who),
                    day=day,
                )
