"""What came: every published forecast compared with its outcome, and families that do worse than doing nothing.

Everything here can be computed again from the entry and the series alone. A forecast is compared with the outcome as it
was first published, because that is what nobody could have adjusted afterwards; how it stands against the figure as it
is known now is shown beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from retning.answers import ForecastState
from retning.statistics.assessment.forecast.ledger import Entry, Ledger, Withdrawal
from retning.statistics.assessment.forecast.pipeline import Ahead, Forecast, Key
from retning.statistics.model import Series
from retning.statistics.rules.model import Rules
from retning.statistics.tables.periods import parse_period


@dataclass(frozen=True)
class Outcome:
    """A figure that came: as first published and as known now, each with the vintage it stands in."""

    first: float
    first_vintage: str
    now: float | None
    now_vintage: str


@dataclass(frozen=True)
class ForecastAnswer:
    """One forecast of one year and what became of it.

    ``state``: ``waiting`` (the figure has not come), ``scored``, or ``not comparable`` (the series broke in between).
    Errors are absolute and in the series' own mean yearly change when the forecast was made; ``naive_error`` is that of
    "the same as last year".
    """

    entry: str
    indicator: str
    area: str
    line: str
    made: str
    last: str
    last_value: float
    rule_version: str
    ahead: Ahead
    state: ForecastState
    outcome: Outcome | None = None
    hit80: bool | None = None
    hit95: bool | None = None
    error: float | None = None
    naive_error: float | None = None
    hit80_now: bool | None = None
    error_now: float | None = None


@dataclass(frozen=True)
class Record:
    """How the published forecasts of a family (indicator and line) have done under one version of the rules."""

    indicator: str
    line: str
    rule_version: str
    forecasts: int  # forecasts of a year in all
    cases: int  # those that have met their outcome
    years: int  # how many different years those were
    hits80: int
    hits95: int
    error: float | None
    naive_error: float | None

    @property
    def coverage80(self) -> float | None:
        """Share of outcomes inside the 80 % interval."""
        return self.hits80 / self.cases if self.cases else None

    @property
    def ratio(self) -> float | None:
        """Mean error beside that of "the same as last year"; below 1 is better. None where that was never wrong."""
        return None if self.error is None or not self.naive_error else self.error / self.naive_error


Outcomes = Mapping[Key, Mapping[str, Outcome]]


def outcomes_of(series: Iterable[Series]) -> dict[Key, dict[str, Outcome]]:
    """Every figure of every line with when it was first published, from the line itself and its earlier vintages.

    Lines named ``"<line>@<vintage>"`` are earlier publications of ``<line>``. A figure that was withdrawn by its
    publisher has ``now`` ``None``.
    """
    found: dict[Key, dict[str, Outcome]] = {}
    ordered = sorted(series, key=lambda s: (s.indicator, s.area, s.line))
    for one in ordered:
        name, _, vintage = one.line.partition("@")
        into = found.setdefault((one.indicator, one.area, name), {})
        for v in one.known:
            if v.value is None:
                continue
            day = v.vintage or vintage
            said = into.get(v.period)
            now, now_day = (
                (v.value, day) if not vintage else (said.now, said.now_vintage) if said else (None, "")
            )
            if said is None or day < said.first_vintage:
                into[v.period] = Outcome(v.value, day, now, now_day)
            else:
                into[v.period] = Outcome(said.first, said.first_vintage, now, now_day)
    return found


def breaks_of(series: Iterable[Series]) -> dict[Key, tuple[float, ...]]:
    """The moments of each line's registered breaks."""
    return {
        (s.indicator, s.area, s.line): tuple(parse_period(b.period).at for b in s.breaks)
        for s in series
        if "@" not in s.line
    }


def answer(entry: Entry, outcomes: Outcomes, breaks: Mapping[Key, Sequence[float]]) -> list[ForecastAnswer]:
    """One answer for each year that a forecast spoke of."""
    one = entry.forecast
    after = parse_period(one.last).at
    found = []
    for ahead in one.ahead:
        outcome = outcomes.get(one.key, {}).get(ahead.period)
        at = parse_period(ahead.period).at
        broken = any(after < cut <= at for cut in breaks.get(one.key, ()))
        found.append(_answered(entry.id, one, ahead, outcome, broken))
    return found


def _answered(id: str, one: Forecast, ahead: Ahead, outcome: Outcome | None, broken: bool) -> ForecastAnswer:
    state: ForecastState = "not comparable" if broken else "waiting" if outcome is None else "scored"
    if outcome is None or broken:
        return ForecastAnswer(
            id, *one.key, one.made, one.last, one.last_value, one.rule_version, ahead, state, outcome
        )
    now = outcome.now
    return ForecastAnswer(
        id,
        *one.key,
        one.made,
        one.last,
        one.last_value,
        one.rule_version,
        ahead,
        state,
        outcome,
        hit80=ahead.lower80 <= outcome.first <= ahead.upper80,
        hit95=ahead.lower95 <= outcome.first <= ahead.upper95,
        error=abs(outcome.first - ahead.value) / one.step,
        naive_error=abs(outcome.first - one.last_value) / one.step,
        hit80_now=None if now is None else ahead.lower80 <= now <= ahead.upper80,
        error_now=None if now is None else abs(now - ahead.value) / one.step,
    )


def answers(ledger: Ledger, series: Sequence[Series]) -> list[ForecastAnswer]:
    """Every forecast of the ledger, compared with what came, in the order in which they were made."""
    if not ledger.entries:
        return []
    # Only figures of years that were forecast can be outcomes; most series of an edition end before any of them.
    wanted: dict[Key, set[str]] = {}
    for entry in ledger.entries:
        wanted.setdefault(entry.forecast.key, set()).update(a.period for a in entry.forecast.ahead)
    nothing: set[str] = set()
    met = [
        one
        for one in series
        if (periods := wanted.get((one.indicator, one.area, one.line.partition("@")[0]), nothing))
        and any(v.period in periods for v in one.values)
    ]
    outcomes, breaks = outcomes_of(met), breaks_of(series)
    return [a for entry in ledger.entries for a in answer(entry, outcomes, breaks)]


def records(scored: Iterable[ForecastAnswer]) -> list[Record]:
    """One record for each family and version of the rules, in order of ids.

    >>> records([])
    []
    """
    families: dict[tuple[str, str, str], list[ForecastAnswer]] = {}
    for a in scored:
        families.setdefault((a.indicator, a.line, a.rule_version), []).append(a)
    found = []
    for (indicator, line, version), every in sorted(families.items()):
        met = [a for a in every if a.state == "scored"]
        errors = [a.error for a in met if a.error is not None]
        same = [a.naive_error for a in met if a.naive_error is not None]
        found.append(
            Record(
                indicator,
                line,
                version,
                len(every),
                len(met),
                len({a.ahead.period for a in met}),
                sum(bool(a.hit80) for a in met),
                sum(bool(a.hit95) for a in met),
                sum(errors) / len(errors) if errors else None,
                sum(same) / len(same) if same else None,
            )
        )
    return found


def losing(record: Record, rules: Rules) -> str:
    """Key of the reason to withdraw a family, ``""`` where it may go on.

    With at least ``rules.forecast_scored`` outcomes from ``rules.forecast_scored_years`` different years: a mean error above that of
    "the same as last year", or a coverage of the 80 % intervals outside what the rules
    allow.

    >>> from retning.statistics.rules.history import rules_on
    >>> losing(Record("i", "main", "2026.1", 40, 30, 3, 24, 29, 1.2, 1.0), rules_on(None))
    'forecast_withdrawn_error'
    """
    if record.cases < rules.forecast_scored or record.years < rules.forecast_scored_years:
        return ""
    if record.error is not None and record.naive_error is not None and record.error > record.naive_error:
        return "forecast_withdrawn_error"
    if not rules.forecast_coverage_low <= (record.coverage80 or 0.0) <= rules.forecast_coverage_high:
        return "forecast_withdrawn_coverage"
    return ""


def withdrawals(
    plan: str, found: Iterable[Record], gone: Mapping[tuple[str, str], str], day: str, rules: Rules
) -> list[Withdrawal]:
    """The families that are withdrawn on a day because of their record; those withdrawn before stay as they are."""
    return [
        Withdrawal(
            plan,
            r.indicator,
            r.line,
            day,
            losing(r, rules),
            r.cases,
            r.years,
            r.coverage80 or 0.0,
            r.ratio,
            r.rule_version,
        )
        for r in found
        if r.rule_version == rules.version and losing(r, rules) and (r.indicator, r.line) not in gone
    ]
