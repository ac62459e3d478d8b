"""The parts of an edition: those whose inputs are as they were are taken over, the others are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from retning.build.make import Made
from retning.build.part_store import KeptPart, PartStore
from retning.build.region import Region
from retning.build.task import Shared, Task, tasks_of
from retning.build.workers import all_made
from retning.statistics.assessment.forecast.ledger import read_lines
from retning.statistics.indicators.compute import Engine
from retning.statistics.model import Table
from retning.toml.faults import Fault, InputError


@dataclass(frozen=True)
class TakenOver:
    """A part for an edition, the key that it is kept under, and the lines that the ledger gets with it."""

    key: str
    kept: KeptPart
    lines: tuple[bytes, ...] = ()


def parts_of(region: Region, tables: Sequence[Table], shared: Shared, home: Path) -> dict[str, TakenOver]:
    """The part of every indicator, in order of their ids; on the disk, not yet in an edition.

    Raises :class:`~retning.toml.faults.InputError` for tables, values or targets that cannot be, all of one kind at once.
    """
    store = PartStore(home)
    ledger = [line for line in read_lines(home) if line.plan == shared.plan_id and line.day <= shared.day]
    found: dict[str, TakenOver] = {}
    missing: list[Task] = []
    for task in tasks_of(region.plan, region.indicators, tables, ledger):
        keys = [task.key(shared), *([task.late_key(shared)] if shared.late else [])]
        taken = next(((key, kept) for key in keys if (kept := store.get(key)) is not None), None)
        if taken is None:
            missing.append(task)
        else:
            found[task.indicator] = TakenOver(*taken)
    refused: dict[str, Made] = {}
    for task, result in all_made(missing, shared, home):
        if result.kept is None:
            refused[task.indicator] = result.made
        else:
            found[task.indicator] = TakenOver(result.key, result.kept, result.made.lines)
    if refused:
        _refuse([made for _, made in sorted(refused.items())], region, tables, shared)
    return dict(sorted(found.items()))


def _refuse(refused: Sequence[Made], region: Region, tables: Sequence[Table], shared: Shared) -> None:
    """Tell of the faults of the first step that found any."""
    if any(made.table_faults for made in refused):
        # Asked once more of all together: a fault of a table is told once, not with every indicator that reads it.
        engine = Engine(sorted(region.indicators, key=lambda one: one.id), region.areas, tables)
        engine.check(shared.partial)
    faults = [fault for made in refused for fault in made.value_faults]
    if not faults:
        targets = [fault for made in refused for fault in made.target_faults]
        faults = sorted(targets, key=Fault.sort_key)
    raise InputError(faults)
