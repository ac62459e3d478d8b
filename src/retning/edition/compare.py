"""What differs between two editions: values, verdicts and sentences, and whose doing it was.

Four causes are distinguished: *the world* (a period that was not there before), *the publisher* (another value for a
period that was), *the rule* (another rule version with the same values beneath) and *the region* (its own
definitions changed: an indicator, target or line came, went or was declared otherwise).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, get_args

from msgspec.structs import replace

from retning.edition.edition import Edition
from retning.edition.layout import part_file
from retning.edition.records.assessments import Assessment
from retning.edition.records.base import Number, Text
from retning.edition.records.difference import (
    Answers,
    Cause,
    ChangedSentence,
    ChangedValue,
    ChangedVerdict,
    Difference,
)
from retning.edition.records.indicators import Indicator
from retning.edition.records.parts import AreaPart
from retning.edition.records.sentences import Sentence, plain_words
from retning.language.numbers import number
from retning.language.texts import text

CAUSES: tuple[Cause, ...] = get_args(Cause)

Points: TypeAlias = Mapping[str, tuple[Number | None, str]]
"""Value and publisher's symbol by period."""


@dataclass
class _Side:
    """What one of the two editions says of what is compared."""

    rule_version: str
    definitions: dict[str, Indicator] = field(default_factory=dict)
    lines: dict[tuple[str, str, str], Points] = field(default_factory=dict)
    verdicts: dict[tuple[str, str], Assessment] = field(default_factory=dict)
    sentences: dict[tuple[str, str, str], Text] = field(default_factory=dict)

    def add_area(self, indicator: str, part: AreaPart) -> None:
        """Take in what is said of an indicator in an area."""
        for line in part.lines:
            if line.is_superseded:
                continue  # history, not a value of this edition
            status = (point.status for point in line.points())
            points = zip(line.period, zip(line.value, status, strict=True), strict=True)
            self.lines[indicator, part.area, line.line] = dict(points)
        if part.assessment is not None:
            self.verdicts[indicator, part.area] = part.assessment
        self.add_sentences(indicator, part.area, part.sentences)

    def add_sentences(self, subject: str, area: str, sentences: Iterable[Sentence]) -> None:
        """Take in sentences as running text."""
        for one in sentences:
            self.sentences[subject, area, one.kind] = {lang: plain_words(one, lang) for lang in one.text}


def compare(old: Edition, new: Edition) -> Difference:
    """The differences between two editions, each with one of :data:`CAUSES`. Equal parts are not read.

    >>> compare(edition, edition)  # doctest: +SKIP
    Difference()
    """
    ids = sorted(old.contents.indicators.keys() | new.contents.indicators.keys())
    differing = [id for id in ids if not same_part(old, new, id)]
    return _difference(_side(old, differing), _side(new, differing))


def same_part(old: Edition, new: Edition, indicator: str) -> bool:
    """Whether two editions say the same of an indicator: by the hashes in their manifests, without reading anything.

    An edition of an older format has no parts on disk; then the bytes that its reader made are compared.
    """
    file = part_file(indicator)
    before, now = old.manifest.files.get(file), new.manifest.files.get(file)
    if before is None or now is None:
        return old.files.get(file) == new.files.get(file)
    return before == now


def causes_of(old: Edition, new: Edition, indicator: str) -> tuple[Cause, ...]:
    """Why two editions say something else of an indicator in its judged area; empty where they do not.

    >>> causes_of(edition, edition, "growth")  # doctest: +SKIP
    ()
    """
    found = _difference(_one(old, indicator), _one(new, indicator))
    moved = {*(one.cause for one in found.values), *(one.cause for one in found.verdicts)}
    return tuple(cause for cause in CAUSES if cause in moved)


def _side(edition: Edition, indicators: Iterable[str]) -> _Side:
    side = _Side(edition.inputs.rule_version, dict(edition.indicators))
    side.verdicts |= {(one.subject, one.area): one for one in edition.assessments.values()}
    for subject, sentences in edition.element_sentences.items():
        side.add_sentences(subject, "", sentences)
    for indicator in indicators:
        part = edition.part(indicator)
        for area in part.areas() if part is not None else ():
            side.add_area(indicator, area)
    return side


def _one(edition: Edition, indicator: str) -> _Side:
    definition = edition.indicators[indicator]
    side = _Side(edition.inputs.rule_version, {indicator: definition})
    part = edition.area_part(indicator, definition.main_area)
    if part is not None:
        side.add_area(indicator, replace(part, sentences=()))
    return side


def _difference(old: _Side, new: _Side) -> Difference:
    values = tuple(_values(old, new))
    verdicts = tuple(_verdicts(old, new, values))
    return Difference(
        values=values, verdicts=verdicts, sentences=tuple(_sentences(old, new, values, verdicts))
    )


def _values(old: _Side, new: _Side) -> Iterator[ChangedValue]:
    redefined = _redefined(old, new)
    for key in sorted(old.lines.keys() | new.lines.keys()):
        before, now = old.lines.get(key, {}), new.lines.get(key, {})
        for period in sorted(before.keys() | now.keys()):
            was, is_ = before.get(period), now.get(period)
            if was == is_:
                continue
            cause: Cause = "world" if was is None else "publisher"
            if key[0] in redefined or not before or not now:
                cause = "region"
            yield ChangedValue(
                indicator=key[0],
                area=key[1],
                line=key[2],
                period=period,
                old=was[0] if was else None,
                new=is_[0] if is_ else None,
                old_status=was[1] if was else None,
                new_status=is_[1] if is_ else None,
                cause=cause,
            )


def _redefined(old: _Side, new: _Side) -> set[str]:
    before = {id: _definition(one) for id, one in old.definitions.items()}
    now = {id: _definition(one) for id, one in new.definitions.items()}
    return {id for id in before.keys() | now.keys() if before.get(id) != now.get(id)}


def _definition(indicator: Indicator) -> Indicator:
    """What decides an indicator's values, without texts and places in files."""
    return replace(indicator, title={}, description={}, file="", line=0, targets=())


def _verdicts(old: _Side, new: _Side, values: Iterable[ChangedValue]) -> Iterator[ChangedVerdict]:
    causes = _causes_by_indicator(values)
    for key in sorted(old.verdicts.keys() | new.verdicts.keys()):
        was, is_ = old.verdicts.get(key), new.verdicts.get(key)
        before, now = _answers(was), _answers(is_)
        if before == now:
            continue
        rests_on = {key[0], *(was.indicators if was else ()), *(is_.indicators if is_ else ())}
        moved = {cause for indicator in rests_on for cause in causes.get(indicator, ())}
        yield ChangedVerdict(
            subject=key[0],
            area=key[1],
            old=before,
            new=now,
            cause=_one_cause(moved, old.rule_version != new.rule_version),
        )


def _answers(one: Assessment | None) -> Answers | None:
    if one is None:
        return None
    return Answers(
        better=one.fact.better if one.fact else None,
        tendency=one.tendency.state,
        targets=tuple((t.reading, t.state) for t in one.targets),
        evidence=one.evidence.grade,
    )


def _causes_by_indicator(values: Iterable[ChangedValue]) -> dict[str, set[Cause]]:
    causes: dict[str, set[Cause]] = {}
    for one in values:
        causes.setdefault(one.indicator, set()).add(one.cause)
    return causes


def _one_cause(moved: set[Cause], rule_changed: bool) -> Cause:
    # A definition outweighs a revision, a revision a new period: the first is what a reader must be told.
    order: tuple[Cause, ...] = ("region", "publisher", "world")
    for cause in order:
        if cause in moved:
            return cause
    return "rule" if rule_changed else "region"


def _sentences(
    old: _Side, new: _Side, values: Iterable[ChangedValue], verdicts: Iterable[ChangedVerdict]
) -> Iterator[ChangedSentence]:
    causes = {one.subject: one.cause for one in verdicts}
    by_indicator = _causes_by_indicator(values)
    every = (*old.verdicts.values(), *new.verdicts.values())
    rests_on = {one.subject: one.indicators for one in every}
    rule_changed = old.rule_version != new.rule_version
    for key in sorted(old.sentences.keys() | new.sentences.keys()):
        was, is_ = old.sentences.get(key), new.sentences.get(key)
        if was == is_:
            continue
        subject, area, kind = key
        indicators = {subject, *rests_on.get(subject, ())}
        moved = {cause for indicator in indicators for cause in by_indicator.get(indicator, ())}
        yield ChangedSentence(
            subject=subject,
            area=area,
            kind=kind,
            old=was,
            new=is_,
            cause=causes.get(subject) or _one_cause(moved, rule_changed),
        )


def lines_of(difference: Difference, lang: str) -> Iterator[str]:
    """The comparison as lines of text for the terminal.

    >>> list(lines_of(Difference(), "en"))
    ['The editions do not differ.']
    """
    if difference == Difference():
        yield text(lang, "diff.none")
        return
    yield from (value_line(one, lang) for one in difference.values)
    yield from (verdict_line(one, lang) for one in difference.verdicts)
    yield from (sentence_line(one, lang) for one in difference.sentences)


def value_line(one: ChangedValue, lang: str) -> str:
    """One changed value in words."""
    return text(
        lang,
        "diff.value",
        indicator=one.indicator,
        area=one.area,
        line=one.line,
        period=one.period,
        old=number(one.old, lang),
        new=number(one.new, lang),
        cause=text(lang, f"diff.cause.{one.cause}"),
    )


def verdict_line(one: ChangedVerdict, lang: str) -> str:
    """One changed verdict in words."""
    return text(
        lang,
        "diff.verdict",
        subject=one.subject,
        area=one.area,
        old=_words(one.old),
        new=_words(one.new),
        cause=text(lang, f"diff.cause.{one.cause}"),
    )


def sentence_line(one: ChangedSentence, lang: str) -> str:
    """One changed sentence in words."""
    return text(
        lang,
        "diff.sentence",
        subject=one.subject,
        old=(one.old or {}).get(lang, "–"),
        new=(one.new or {}).get(lang, "–"),
        cause=text(lang, f"diff.cause.{one.cause}"),
    )


def _words(answers: Answers | None) -> str:
    if answers is None:
        return "–"
    return " / ".join([answers.tendency, *(state for _, state in answers.targets), answers.evidence])
