"""The answer sheet's memory: every forecast that was ever published, and every family that was withdrawn.

``<home>/forecasts.jsonl`` holds one JSON object a line. Lines are only ever added: a later edition, a build for an
earlier day or a change of rules never takes one away. The file is replaced by a rename after everything is on disk, so
that a build that dies leaves it as it was; two builds at once wait for each other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import msgspec
from msgspec import structs

from retning.canonical import number, plain
from retning.disk import replace_file
from retning.file_lock import file_lock
from retning.statistics.assessment.forecast.pipeline import Ahead, Forecast
from retning.toml.faults import Fault, InputError

FILE = "forecasts.jsonl"


@dataclass(frozen=True)
class Entry:
    """A forecast as it was published under a plan. Never changed; its numbers have twelve significant digits."""

    plan: str
    forecast: Forecast

    @cached_property
    def id(self) -> str:
        """Twelve digits of the hash of everything it says: two entries with the same id are the same entry."""
        return hashlib.sha256(line_of(self)).hexdigest()[:12]

    @property
    def claim(self) -> tuple[object, ...]:
        """What it says without when: the same figures give the same claim in every later edition."""
        one = self.forecast
        return (self.plan, one.key, one.last, one.last_value, one.rule_version, one.ahead)


@dataclass(frozen=True)
class Withdrawal:
    """A family of forecasts (indicator and line) that was withdrawn: the day, why, and on what record."""

    plan: str
    indicator: str
    line: str
    day: str
    reason: str  # key of reason.<key>
    cases: int
    years: int
    coverage80: float
    ratio: (
        float | None
    )  # mean error beside that of "the same as last year"; None where nothing changed at all
    rule_version: str


@dataclass(frozen=True)
class Ledger:
    """All entries and withdrawals of one plan, in the order in which they were made."""

    entries: tuple[Entry, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()

    def by(self, day: str) -> Ledger:
        """What had been published by a day.

        >>> Ledger().by("2026-01-01")
        Ledger(entries=(), withdrawals=())
        """
        return Ledger(
            tuple(e for e in self.entries if e.forecast.made <= day),
            tuple(w for w in self.withdrawals if w.day <= day),
        )

    def gone(self, rule_version: str) -> dict[tuple[str, str], str]:
        """Indicator and line to the first day of withdrawal, under one version of the rules."""
        found: dict[tuple[str, str], str] = {}
        for w in sorted(self.withdrawals, key=lambda w: w.day):
            if w.rule_version == rule_version:
                found.setdefault((w.indicator, w.line), w.day)
        return found

    def new(self, plan: str, forecasts: Iterable[Forecast]) -> tuple[Entry, ...]:
        """Entries for the forecasts that say something that was not said before.

        A forecast from the same figures says the same in every edition until new figures come; it is one forecast, with
        the day when it was first made, and is counted once.
        """
        said = {e.claim for e in self.entries}
        entries = (Entry(plan, as_written(f)) for f in forecasts)
        return tuple(e for e in entries if e.claim not in said)

    def with_(self, entries: Iterable[Entry] = (), withdrawals: Iterable[Withdrawal] = ()) -> Ledger:
        """This ledger and more; nothing twice, in a fixed order."""
        every = {e.id: e for e in (*self.entries, *entries)}
        gone = {line_of(w): w for w in (*self.withdrawals, *withdrawals)}
        return Ledger(
            tuple(sorted(every.values(), key=lambda e: (e.forecast.made, e.forecast.key, e.id))),
            tuple(sorted(gone.values(), key=lambda w: (w.day, w.indicator, w.line))),
        )


def as_written(forecast: Forecast) -> Forecast:
    """A forecast with its numbers as they are kept, so that what is compared is what is on disk."""
    return replace(
        forecast,
        last_value=number(forecast.last_value),
        step=number(forecast.step),
        ahead=tuple(
            Ahead(a.period, *(number(x) for x in (a.value, a.lower80, a.upper80, a.lower95, a.upper95)))
            for a in forecast.ahead
        ),
    )


def line_of(one: Entry | Withdrawal) -> bytes:
    """An entry or a withdrawal as its line of the file."""
    content = (
        {"kind": "forecast", "plan": one.plan, **plain(one.forecast)}
        if isinstance(one, Entry)
        else {"kind": "withdrawal", **plain(one)}
    )
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


class _ForecastLine(msgspec.Struct, tag_field="kind", tag="forecast", forbid_unknown_fields=True):
    """A line about a forecast, as it is held to be when it is read."""

    plan: str
    indicator: str
    area: str
    line: str
    made: str
    last: str
    last_value: int | float
    scale: str
    step: int | float
    points: int | float
    provisional: int | float
    ahead: tuple[_AheadLine, ...]
    rule_version: str

    @property
    def day(self) -> str:
        return self.made


class _AheadLine(msgspec.Struct, forbid_unknown_fields=True):
    period: str
    value: int | float
    lower80: int | float
    upper80: int | float
    lower95: int | float
    upper95: int | float


class _WithdrawalLine(msgspec.Struct, tag_field="kind", tag="withdrawal", forbid_unknown_fields=True):
    """A line about a family that was withdrawn."""

    plan: str
    indicator: str
    line: str
    day: str
    reason: str
    cases: int | float
    years: int | float
    coverage80: int | float
    ratio: int | float | None
    rule_version: str


@dataclass(frozen=True)
class LedgerLine:
    """A line of the ledger that has been read and found sound: of which plan and indicator, of which day, and its bytes."""

    plan: str
    indicator: str
    day: str
    written: bytes


def read_lines(home: Path) -> list[LedgerLine]:
    """Every line of the ledger under ``home``, of all plans, in the order of the file. A home without the file has none.

    Raises :class:`~retning.toml.faults.InputError` for a line that cannot be read: a record that may have been tampered with
    is never passed over in silence.
    """
    path = home / FILE
    data = path.read_bytes() if path.exists() else b""
    return [LedgerLine(one.plan, one.indicator, one.day, line) for line, one in _parsed(data, path)]


def ledger_of(lines: Iterable[bytes]) -> Ledger:
    """The ledger that some lines of the file are, each of which :func:`read_lines` has found sound.

    >>> ledger_of([])
    Ledger(entries=(), withdrawals=())
    """
    found = [_made(_LINE.decode(line)) for line in lines]
    return Ledger().with_(
        [e for e in found if isinstance(e, Entry)], [w for w in found if isinstance(w, Withdrawal)]
    )


def read_ledger(home: Path, plan: str) -> Ledger:
    """Everything that was ever published under a plan. Raises as :func:`read_lines`.

    >>> read_ledger(Path("var"), "the-plan").entries  # doctest: +SKIP
    (Entry(plan='the-plan', forecast=...),)
    """
    return ledger_of(one.written for one in read_lines(home) if one.plan == plan)


def append(home: Path, entries: Iterable[Entry] = (), withdrawals: Iterable[Withdrawal] = ()) -> int:
    """Add entries and withdrawals that are not there, and say how many (:func:`append_lines`).

    >>> append(Path("var"), [entry])  # doctest: +SKIP
    1
    """
    return append_lines(home, [*map(line_of, entries), *map(line_of, withdrawals)])


def append_lines(home: Path, wanted: Iterable[bytes]) -> int:
    """Add lines (:func:`line_of`) that are not there, and say how many. What is there stays, byte for byte."""
    lines = list(dict.fromkeys(wanted))
    if not lines:
        return 0
    home.mkdir(parents=True, exist_ok=True)
    path = home / FILE
    with file_lock(home / f".{FILE}.lock"):
        before = path.read_bytes() if path.exists() else b""
        there = {line for line, _ in _parsed(before, path)}
        more = [line for line in lines if line not in there]
        if more:
            replace_file(path, before + b"".join(more))
        return len(more)


_LINE = msgspec.json.Decoder(_ForecastLine | _WithdrawalLine)


def _parsed(data: bytes, path: Path) -> list[tuple[bytes, _ForecastLine | _WithdrawalLine]]:
    found = []
    for place, line in enumerate(data.splitlines(keepends=True), start=1):
        try:
            found.append((line, _LINE.decode(line)))
        except (msgspec.MsgspecError, RecursionError) as error:
            values = {"file": path.name}
            raise InputError([Fault(str(path), place, "forecast_ledger_damaged", values)]) from error
    return found


def _made(line: _ForecastLine | _WithdrawalLine) -> Entry | Withdrawal:
    fields = structs.asdict(line)
    if isinstance(line, _WithdrawalLine):
        return Withdrawal(**fields)
    plan = fields.pop("plan")
    fields["ahead"] = tuple(Ahead(**structs.asdict(one)) for one in line.ahead)
    return Entry(plan, Forecast(**fields))
