"""What the rest of a build needs to know of a part that is made already, without reading the part itself.

A part is large and is read by those who look at its indicator. What elements of the plan, pages of areas, families of
tests and the history ask of it stands here: small, exact (unlike an edition's numbers, these are not rounded), and with
the series of each area apart, so that few of them are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import get_args, get_type_hints

import msgspec
from msgspec import structs

from retning.edition.draft import Gist
from retning.edition.records.contents import IndicatorContents
from retning.edition.records.history import Revision
from retning.statistics.assessment.facts import Facts as FactsOfTarget
from retning.statistics.assessment.forecast.ledger import Withdrawal
from retning.statistics.assessment.model import TargetStatus
from retning.statistics.model import Series, Tendency


class AreaFacts(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An indicator in an area. ``series`` holds its lines (:func:`by_area_bytes`), without the parts of their values."""

    area: str
    gist: Gist
    tendency: Tendency | None
    series: bytes


class KeptStatus(msgspec.Struct, frozen=True, array_like=True):
    """What was said of a target: the status without its facts, the name of what kind of facts, and these."""

    status: bytes
    kind: str
    facts: bytes


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """One indicator. ``used`` are all tables beneath it, those of areas that only teach included.

    ``statuses`` has one entry for each target that it declares; ``teaching`` the series of areas that only teach, by area.
    ``afterwards``: its forecasts are what would have been said, on a day that has passed.
    """

    indicator: str
    contents: IndicatorContents | None
    """``None``: the edition has no part for it."""
    used: tuple[str, ...] = ()
    statuses: tuple[tuple[KeptStatus, ...], ...] = ()
    teaching: Mapping[str, bytes] = {}
    revisions: tuple[Revision, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    afterwards: bool = False
    areas: tuple[AreaFacts, ...] = ()


_ENCODER = msgspec.msgpack.Encoder()
_FACTS = msgspec.msgpack.Decoder(Facts)
_SERIES = msgspec.msgpack.Decoder(tuple[Series, ...])


def facts_bytes(facts: Facts) -> bytes:
    """The facts as bytes."""
    return _ENCODER.encode(facts)


def facts_from(data: bytes) -> Facts:
    """The facts that bytes hold. Raises ``msgspec.MsgspecError`` for anything else."""
    return _FACTS.decode(data)


def kept_status(status: TargetStatus) -> KeptStatus:
    """A status as facts keep it: exactly."""
    kind = type(status.facts).__name__ if status.facts is not None else ""
    fields = {name: getattr(status, name) for name in _HINTS}
    return KeptStatus(_ENCODER.encode(fields), kind, _ENCODER.encode(status.facts))


def status_from(kept: KeptStatus) -> TargetStatus:
    """The status that was kept."""
    found = structs.asdict(_STATUS.decode(kept.status))
    facts: FactsOfTarget | None = None
    if kept.kind:
        facts = msgspec.msgpack.decode(kept.facts, type=_KINDS[kept.kind])
    return TargetStatus(**found, facts=facts)


_KINDS = {kind.__name__: kind for kind in get_args(FactsOfTarget)}
_HINTS = {name: hint for name, hint in get_type_hints(TargetStatus).items() if name != "facts"}
_STATUS = msgspec.msgpack.Decoder(msgspec.defstruct("Status", list(_HINTS.items())))
"""All fields of a status but its facts, which are one of several records: those are read by the name of theirs."""


def by_area_bytes(series: Iterable[Series]) -> dict[str, bytes]:
    """Some series of an indicator as bytes by area: every number exactly, without the parts of values."""
    by_area: dict[str, list[Series]] = {}
    for one in series:
        bare = tuple([structs.replace(value, parts=()) for value in one.values])
        by_area.setdefault(one.area, []).append(replace(one, values=bare))
    return {area: _ENCODER.encode(listed) for area, listed in by_area.items()}


def series_from(data: bytes) -> tuple[Series, ...]:
    """The series that bytes hold; none where there are none."""
    return _SERIES.decode(data) if data else ()
