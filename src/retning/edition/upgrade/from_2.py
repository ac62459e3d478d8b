"""From format 2, with one file for each topic, to format 3, with one part for each indicator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TypeVar

from retning.edition.codec import decode, encode, rewritten
from retning.edition.layout import WHOLE_FILES, part_file
from retning.edition.lines import written_lines
from retning.edition.records.assessments import Assessment, TargetStatus
from retning.edition.records.base import packed
from retning.edition.records.contents import Contents, IndicatorContents, TableUse
from retning.edition.records.forecasts import (
    Ahead,
    AheadColumns,
    Answered,
    AnswerRecord,
    Forecast,
    Forecasts,
    Pool,
    Trials,
)
from retning.edition.records.other_methods import OtherMethods
from retning.edition.records.parts import AreaPart, Whole
from retning.edition.records.paths import Path, PathPoint
from retning.edition.records.peers import Dot, Funnel, FunnelLimits, PeerGroup
from retning.edition.records.sentences import (
    ElementSentences,
    Opening,
    OpeningSentence,
    Quoted,
    Sentence,
    Spoken,
)
from retning.edition.records.series import Line, Origin, PartColumns
from retning.edition.records.status import StatusRow
from retning.edition.records.tests_on_pages import PageTests
from retning.edition.upgrade import format_2 as old

T = TypeVar("T")

UNCHANGED = (
    "plan.json", "region.json", "areas.json", "area_changes.json", "borders.json", "sources.json", "tables.json",
    "corrections.json", "indicators.json", "statements.json", "coverage.json", "history.json", "rules.json",
    "error_rates.json", "inputs.json",
)  # fmt: skip
"""Files whose records are the same in both formats."""

Key = tuple[str, str, str]
"""Indicator, area and line."""


def to_3(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of an edition of format 2 as format 3 has them. Files that are missing are read as empty ones."""
    series = _read(files, "series", old.SeriesFile, b"{}")
    forecasts = _read(files, "forecasts", old.ForecastsFile, b"{}")
    answers = _read(files, "answers", old.AnswersFile, b"{}")
    assessments = _read(files, "assessments", tuple[Assessment, ...], b"[]")
    sentences = _read(files, "sentences", tuple[old.OldSentence, ...], b"[]")
    methods = _read(files, "other_methods", tuple[OtherMethods, ...], b"[]")
    peers = _read(files, "peers", tuple[old.OldPeers, ...], b"[]")
    paths = _read(files, "paths", tuple[old.OldPath, ...], b"[]")
    indicators = {s.indicator for s in series.series} | {a.indicator for a in answers.answers}
    indicators |= {p.indicator for p in forecasts.pools}
    made = {file: rewritten(files.get(file, b"[]"), WHOLE_FILES[file]) for file in UNCHANGED}
    for indicator in sorted(indicators):
        mine = _Mine(
            indicator,
            [s for s in series.series if s.indicator == indicator],
            series.origins,
            forecasts,
            [a for a in answers.answers if a.indicator == indicator],
            {a.area: a for a in assessments if a.subject == indicator},
            {m.area: m for m in methods if m.subject == indicator},
            [s for s in sentences if s.subject == indicator],
            [p for p in paths if p.indicator == indicator],
        )
        whole = Whole(
            indicator=indicator,
            peers=tuple(_peers(p) for p in peers if p.indicator == indicator),
            pools=tuple(_pool(p) for p in forecasts.pools if p.indicator == indicator),
            records=tuple(_record(r) for r in answers.records if r.indicator == indicator),
        )
        made[part_file(indicator)] = written_lines([whole, *mine.areas()])
    of_elements = [a for a in assessments if a.subject not in indicators]
    subjects = {s.subject for s in sentences if s.subject not in indicators}
    made |= {
        "contents.json": encode(_contents(series.series, indicators)),
        "assessments.json": encode(of_elements),
        "other_methods.json": encode([m for m in methods if m.subject not in indicators]),
        "sentences.json": encode(
            [
                ElementSentences(s, tuple(_sentence(one) for one in sentences if one.subject == s))
                for s in sorted(subjects)
            ]
        ),
        "status.json": encode(
            [_status(row) for row in _read(files, "status", tuple[old.OldStatusRow, ...], b"[]")]
        ),
        "forecasts.json": encode(
            Forecasts(made=forecasts.made, afterwards=forecasts.afterwards, withdrawals=answers.withdrawals)
        ),
        "openings.jsonl": written_lines(
            _opening(one) for one in _read(files, "openings", tuple[old.OldOpening, ...], b"[]")
        ),
        "pages.jsonl": written_lines(
            PageTests(page=f"{_family(one.kind)}/{one.id}", tests=one.tests, series=one.series)
            for one in _read(files, "pages", tuple[old.OldPage, ...], b"[]")
        ),
    }
    return made


def _family(kind: str) -> str:
    """A page of a principle was a kind of its own; its tests are an element's."""
    return "element" if kind == "principle" else kind


def _read(files: Mapping[str, bytes], stem: str, kind: type[T], nothing: bytes) -> T:
    # Facts without any number were written as an object without a type.
    return decode(files.get(f"{stem}.json", nothing).replace(b'"facts":{}', b'"facts":null'), kind)


def _contents(series: Iterable[old.OldSeries], indicators: Iterable[str]) -> Contents:
    """``contents.json`` from all lines, which stand in order of indicator, area and line."""
    found = {indicator: IndicatorContents() for indicator in indicators}
    for indicator, group in groupby(series, key=lambda one: one.indicator):
        lines = list(group)
        areas = tuple(dict.fromkeys(one.area for one in lines))
        using: dict[str, list[old.OldSeries]] = {}
        for one in lines:
            for table in one.tables:
                using.setdefault(table, []).append(one)
        found[indicator] = IndicatorContents(
            areas=areas,
            years=tuple(sorted({p[:4] for one in lines for p in one.period})),
            tables=tuple(_use(table, lines, areas) for table, lines in using.items()),
        )
    return Contents(found)


def _use(table: str, lines: Sequence[old.OldSeries], areas: tuple[str, ...]) -> TableUse:
    mine = tuple(dict.fromkeys(one.area for one in lines))
    known = [p for one in lines for p, v in zip(one.period, one.value, strict=True) if v is not None]
    return TableUse(table=table, areas=() if mine == areas else mine, newest=max(known, default=""))


class _Mine:
    """Everything of one indicator, put together area by area."""

    def __init__(
        self,
        indicator: str,
        series: Sequence[old.OldSeries],
        origins: Sequence[Origin],
        forecasts: old.ForecastsFile,
        answers: Sequence[old.OldAnswer],
        assessments: Mapping[str, Assessment],
        methods: Mapping[str, OtherMethods],
        sentences: Sequence[old.OldSentence],
        paths: Sequence[old.OldPath],
    ) -> None:
        self.series = series
        self.origins = origins
        self.answers = answers
        self.assessments = assessments
        self.methods = methods
        self.sentences = sentences
        self.paths = paths
        self.forecasts = {(f.area, f.line): f for f in forecasts.forecasts if f.indicator == indicator}
        self.without = {(w.area, w.line): w.reasons for w in forecasts.without if w.indicator == indicator}
        self.trials: dict[tuple[str, str], list[old.OldTrial]] = {}
        for pool in forecasts.pools:
            for trial in pool.tested if pool.indicator == indicator else ():
                self.trials.setdefault((trial.area, pool.line), []).append(trial)

    def areas(self) -> Iterable[AreaPart]:
        """One record for each area that something is said of, in order of their ids."""
        for area in sorted({s.area for s in self.series} | {a.area for a in self.answers}):
            numbers: dict[int, int] = {}
            lines = [self._line(one, numbers) for one in self.series if one.area == area]
            mine = [s for s in self.sentences if s.area == area]
            yield AreaPart(
                area=area,
                lines=tuple(lines),
                origins=tuple(self.origins[n] for n in numbers),
                assessment=self.assessments.get(area),
                other_methods=self.methods.get(area),
                sentences=tuple(_sentence(one) for one in sorted(mine, key=lambda s: (s.priority, s.kind))),
                paths=tuple(_path(one) for one in self.paths if one.area == area),
                answers=tuple(_answered([a for a in self.answers if a.area == area])),
            )

    def _line(self, one: old.OldSeries, numbers: dict[int, int]) -> Line:
        forecast = self.forecasts.get((one.area, one.line))
        trials = self.trials.get((one.area, one.line), [])
        return Line(
            line=one.line,
            period=one.period,
            value=one.value,
            numerator=packed(one.numerator, None),
            denominator=packed(one.denominator, None),
            lower=packed(one.lower, None),
            upper=packed(one.upper, None),
            method=packed(one.method, ""),
            certainty=packed(one.certainty, ""),
            status=packed(one.status, ""),
            vintage=packed(one.vintage, ""),
            note=packed(one.note, ""),
            interval=packed(one.interval, ""),
            parts=_parts(one.parts, numbers),
            tables=one.tables,
            breaks=one.breaks,
            forecast=None if forecast is None else _forecast(forecast),
            no_forecast=self.without.get((one.area, one.line), ()),
            trials=_trials(trials) if trials else None,
        )


def _parts(parts: Sequence[Sequence[old.OldPart]], numbers: dict[int, int]) -> PartColumns | None:
    """The parts of all values one after the other; ``numbers`` gives each origin its place in the area's list."""
    every = [part for value in parts for part in value]
    if not every:
        return None
    for part in every:
        if part.origin >= 0:
            numbers.setdefault(part.origin, len(numbers) + 1)
    return PartColumns(
        count=packed([len(value) for value in parts], 0),
        code=packed([p.code for p in every], ""),
        weight=packed([p.weight for p in every], 0),
        value=packed([p.value for p in every], None),
        status=packed([p.status for p in every], ""),
        origin=packed([numbers.get(p.origin, 0) for p in every], 0),
        period=packed([p.period for p in every], ""),
        role=packed([p.role for p in every], ""),
    )


def _columns(ahead: Sequence[Ahead]) -> AheadColumns:
    return AheadColumns(
        period=tuple(a.period for a in ahead),
        value=tuple(a.value for a in ahead),
        lower80=tuple(a.lower80 for a in ahead),
        upper80=tuple(a.upper80 for a in ahead),
        lower95=tuple(a.lower95 for a in ahead),
        upper95=tuple(a.upper95 for a in ahead),
    )


def _forecast(one: old.OldForecast) -> Forecast:
    return Forecast(
        last=one.last,
        last_value=one.last_value,
        scale=one.scale,
        step=one.step,
        points=one.points,
        provisional=one.provisional,
        ahead=_columns(one.ahead),
    )


def _trials(trials: Sequence[old.OldTrial]) -> Trials:
    return Trials(
        last=packed([t.last for t in trials], ""),
        period=packed([t.period for t in trials], ""),
        value=tuple(t.value for t in trials),
        lower80=tuple(t.lower80 for t in trials),
        upper80=tuple(t.upper80 for t in trials),
        lower95=tuple(t.lower95 for t in trials),
        upper95=tuple(t.upper95 for t in trials),
        same=tuple(t.same for t in trials),
        outcome=tuple(t.outcome for t in trials),
    )


def _answered(answers: Iterable[old.OldAnswer]) -> Iterable[Answered]:
    for _, group in groupby(answers, key=lambda a: a.entry):
        years = list(group)
        one = years[0]
        yield Answered(
            entry=one.entry,
            line=one.line,
            made=one.made,
            last=one.last,
            last_value=one.last_value,
            rule_version=one.rule_version,
            ahead=_columns([a.ahead for a in years]),
            state=packed([a.state for a in years], "waiting"),
            outcome=packed([a.outcome for a in years], None),
            hit80=packed([a.hit80 for a in years], None),
            hit95=packed([a.hit95 for a in years], None),
            error=packed([a.error for a in years], None),
            naive_error=packed([a.naive_error for a in years], None),
            hit80_now=packed([a.hit80_now for a in years], None),
            error_now=packed([a.error_now for a in years], None),
        )


def _pool(one: old.OldPool) -> Pool:
    return Pool(
        line=one.line,
        areas=one.areas,
        scale=one.scale,
        first=one.first,
        last=one.last,
        tables=one.tables,
        tried=tuple(dict.fromkeys(t.area for t in one.tested)),
        figures=one.figures,
        gate=one.gate,
    )


def _record(one: old.OldAnswerRecord) -> AnswerRecord:
    return AnswerRecord(
        line=one.line,
        rule_version=one.rule_version,
        forecasts=one.forecasts,
        cases=one.cases,
        years=one.years,
        hits80=one.hits80,
        hits95=one.hits95,
        coverage80=one.coverage80,
        error=one.error,
        naive_error=one.naive_error,
        ratio=one.ratio,
    )


def _peers(one: old.OldPeers) -> PeerGroup:
    funnel = one.funnel
    return PeerGroup(
        group=one.group,
        declared=one.declared,
        period=one.period,
        dots=tuple(Dot(area, value) for area, value in one.dots),
        median=one.median,
        mad=one.mad,
        classes=one.classes,
        comparator=one.comparator,
        comparator_value=one.comparator_value,
        rows=one.rows,
        funnel=None
        if funnel is None
        else Funnel(
            centre=funnel.centre,
            phi=funnel.phi,
            sizes=funnel.sizes,
            outside=funnel.outside,
            limits=tuple(
                FunnelLimits(
                    size=size,
                    inner_lower=inner_lower,
                    inner_upper=inner_upper,
                    outer_lower=outer_lower,
                    outer_upper=outer_upper,
                )
                for size, inner_lower, inner_upper, outer_lower, outer_upper in funnel.limits
            ),
        ),
    )


def _path(one: old.OldPath) -> Path:
    return Path(
        element=one.element,
        target=one.target,
        type=one.type,
        line=one.line,
        points=tuple(PathPoint(*p) for p in one.points),
        goal=PathPoint(*one.goal),
        base=None if one.base is None else PathPoint(*one.base),
        moving=one.moving,
        benchmark=one.benchmark,
        better="up" if one.better == "up" else "down" if one.better == "down" else "",
        period=one.period,
        value=one.value,
        expected=one.expected,
        distance=one.distance,
        asked=tuple(PathPoint(*p) for p in one.asked),
    )


def _status(row: old.OldStatusRow) -> StatusRow:
    status = row.target_status
    return StatusRow(
        id=row.id,
        target_type=row.target_type,
        indicators=row.indicators,
        direction_fact=row.direction_fact,
        tendency=row.tendency,
        target_status=TargetStatus(state="no data")
        if status is None
        else TargetStatus(**{name: getattr(status, name) for name in TargetStatus.__struct_fields__}),
        others=() if status is None else status.others,
        evidence=row.evidence,
        reasons=row.reasons,
    )


def _spoken(
    text: Mapping[str, tuple[str | old.OldQuoted, ...]],
) -> tuple[tuple[str, ...], dict[str, Spoken]]:
    """The refs of a sentence, each once, and its parts in each language pointing to them."""
    refs: dict[str, int] = {}
    said: dict[str, Spoken] = {}
    for lang, parts in sorted(text.items()):
        said[lang] = tuple(
            part
            if isinstance(part, str)
            else Quoted(part.number, refs.setdefault(part.ref, len(refs)), part.name)
            for part in parts
        )
    return tuple(refs), said


def _sentence(one: old.OldSentence) -> Sentence:
    refs, text = _spoken(one.text)
    return Sentence(kind=one.kind, priority=one.priority, refs=refs, text=text)


def _opening(one: old.OldOpening) -> Opening:
    made = []
    for sentence in one.sentences:
        refs, text = _spoken(sentence.text)
        made.append(OpeningSentence(because=sentence.because, about=sentence.about, refs=refs, text=text))
    return Opening(page=f"{one.subject}/{one.area}", found=one.found, sentences=tuple(made))
