"""The answer sheet's memory: every forecast that was ever published, and every family that was withdrawn.

``<home>/forecasts.jsonl`` holds one JSON object a line. Lines are only ever added: a later edition, a build for an
earlier day or a change of rules never takes one away. The file is replaced by a rename after everything is on disk, so
that a build that dies leaves it as it was; two builds at once wait for each other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from retning.canonical import plain
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
    return _forecast(plain(forecast))


def line_of(one: Entry | Withdrawal) -> bytes:
    """An entry or a withdrawal as its line of the file."""
    content = (
        {"kind": "forecast", "plan": one.plan, **plain(one.forecast)}
        if isinstance(one, Entry)
        else {"kind": "withdrawal", **plain(one)}
    )
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def read_ledger(home: Path, plan: str) -> Ledger:
    """Everything that was ever published under a plan. A home without the file has an empty ledger.

    Raises :class:`~retning.toml.faults.InputError` for a line that cannot be read: a record that may have been tampered with
    is never passed over in silence.

    >>> read_ledger(Path("var"), "the-plan").entries  # doctest: +SKIP
    (Entry(plan='the-plan', forecast=...),)
    """
    path = home / FILE
    data = path.read_bytes() if path.exists() else b""
    found = _parsed(data, path)
    return Ledger().with_(
        [e for e in found if isinstance(e, Entry) and e.plan == plan],
        [w for w in found if isinstance(w, Withdrawal) and w.plan == plan],
    )


def append(home: Path, entries: Iterable[Entry] = (), withdrawals: Iterable[Withdrawal] = ()) -> int:
    """Add lines that are not there, and say how many. What is there stays, byte for byte.

    >>> append(Path("var"), [entry])  # doctest: +SKIP
    1
    """
    wanted = [*map(line_of, entries), *map(line_of, withdrawals)]
    if not wanted:
        return 0
    home.mkdir(parents=True, exist_ok=True)
    path = home / FILE
    with file_lock(home / f".{FILE}.lock"):
        before = path.read_bytes() if path.exists() else b""
        _parsed(before, path)
        there = set(before.splitlines(keepends=True))
        more = [line for line in dict.fromkeys(wanted) if line not in there]
        if more:
            replace_file(path, before + b"".join(more))
        return len(more)


def _parsed(data: bytes, path: Path) -> list[Entry | Withdrawal]:
    found: list[Entry | Withdrawal] = []
    for number, line in enumerate(data.splitlines(keepends=True), start=1):
        try:
            one = _read(json.loads(line))
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            values = {"file": path.name}
            raise InputError([Fault(str(path), number, "forecast_ledger_damaged", values)]) from error
        found.append(one)
    return found


def _read(content: Any) -> Entry | Withdrawal:
    if not isinstance(content, dict):
        raise TypeError("a line is an object")
    fields = {k: v for k, v in content.items() if k != "kind"}
    if content["kind"] == "withdrawal":
        return _checked(Withdrawal(**fields), may_lack=("ratio",))
    if content["kind"] != "forecast":
        raise ValueError(content["kind"])
    plan = fields.pop("plan")
    forecast = _checked(_forecast(fields))
    for one in forecast.ahead:
        _checked(one)
    return Entry(_text(plan), forecast)


_TEXTS = (
    "plan",
    "indicator",
    "area",
    "line",
    "made",
    "last",
    "scale",
    "rule_version",
    "period",
    "day",
    "reason",
)

_One = TypeVar("_One", Forecast, Ahead, Withdrawal)


def _checked(one: _One, may_lack: tuple[str, ...] = ()) -> _One:
    """The same, if each of its fields is a text or a finite number as it should be. Raises ``TypeError``."""
    for name, value in vars(one).items():
        if name in _TEXTS:
            _text(value)
        elif name != "ahead" and not (value is None and name in may_lack) and not _is_number(value):
            raise TypeError(f"{name} is no number")
    return one


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _forecast(content: Mapping[str, Any]) -> Forecast:
    one = Forecast(**{**content, "ahead": ()})
    return replace(one, ahead=tuple(Ahead(**a) for a in content["ahead"]))
