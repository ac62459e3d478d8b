"""Parts of an edition made in as many processes as there are cores, where there is enough to do.

A process takes a while to start, so a small region is made in ours. Where a worker dies, or none can be started, what is
left is made here: slower, and just the same.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing.context import BaseContext
from pathlib import Path

from retning.build.make import Made, make
from retning.build.part_store import KeptPart, PartStore
from retning.build.task import Shared, Task

WORTH_PROCESSES = 1500
"""So many series to make are worth starting processes for: about as long as they take to start."""


@dataclass(frozen=True)
class Result:
    """What became of a task: the part on the disk (``None`` where there were faults), under which key, and the rest."""

    made: Made
    key: str
    kept: KeptPart | None


def make_and_keep(task: Task, shared: Shared, store: PartStore) -> Result:
    """Make the part of a task and keep it under the key that the next build will ask for."""
    made = make(task, shared)
    if made.table_faults or made.value_faults or made.target_faults:
        return Result(made, "", None)
    key = task.late_key(shared) if made.unwritten else task.key(shared, made.lines)
    kept = store.put(key, made.data, made.facts)
    return Result(replace(made, data=None), key, kept)


def all_made(
    tasks: Sequence[Task], shared: Shared, home: Path, processes: int | None = None
) -> Iterator[tuple[Task, Result]]:
    """Every task done, in the order in which they are finished. ``processes``: how many (default: as many as are worth it).

    >>> list(all_made([], shared, Path("var")))  # doctest: +SKIP
    []
    """
    store = PartStore(home)
    count = _worth(tasks) if processes is None else processes
    left = {task.indicator: task for task in tasks}
    if count > 1:
        yield from _in_processes(left, shared, home, count)
    for task in list(left.values()):
        yield task, make_and_keep(task, shared, store)


def _worth(tasks: Sequence[Task]) -> int:
    """How many processes are worth starting."""
    if sum(task.size for task in tasks) < WORTH_PROCESSES:
        return 1
    return min(len(tasks), os.cpu_count() or 1)


def _in_processes(
    left: dict[str, Task], shared: Shared, home: Path, count: int
) -> Iterator[tuple[Task, Result]]:
    """As :func:`all_made`; takes out of ``left`` what was done. What is large is begun first."""
    with ProcessPoolExecutor(count, _context(), _begin, (shared, dict(left), home)) as pool:
        try:
            order = sorted(left.values(), key=lambda task: -task.size)
            waiting = {pool.submit(_do, task.indicator): task for task in order}
            for future in as_completed(waiting):
                task = waiting[future]
                result = future.result()
                del left[task.indicator]
                yield task, result
        except BrokenProcessPool:
            return


def _context() -> BaseContext:
    """How processes are begun: as copies of ours where that is safe, which costs nothing to start."""
    alone = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if alone else "spawn")


@dataclass
class _Work:
    """What a worker has been handed once."""

    shared: Shared
    tasks: Mapping[str, Task]
    store: PartStore


_WORK: list[_Work] = []


def _begin(shared: Shared, tasks: Mapping[str, Task], home: Path) -> None:
    _WORK[:] = [_Work(shared, tasks, PartStore(home))]


def _do(indicator: str) -> Result:
    (work,) = _WORK
    return make_and_keep(work.tasks[indicator], work.shared, work.store)
