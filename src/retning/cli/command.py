"""What every command declares of itself, and the exit codes that they share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import NamedTuple

OK, FAULTY, MISUSED, NO_EDITION = 0, 1, 2, 3
"""All well; the command ran and found faults (or a source failed); called wrongly; no edition to work on."""
INTERRUPTED = 130
"""What shells give for a command that was stopped by the reader."""


def no_arguments(_: argparse.ArgumentParser) -> None:
    """A command that takes none."""


class Command(NamedTuple):  # a dataclass would cost the help 10 ms
    """One command: its name, its line in the help, how to run it (the exit code comes back) and its arguments.

    ``run`` imports what it needs when it is called, so that ``--help`` and ``serve`` answer at once.

    >>> Command("check", "list every fault", lambda _: OK).run(argparse.Namespace())
    0
    """

    name: str
    help: str
    run: Callable[[argparse.Namespace], int]
    add_arguments: Callable[[argparse.ArgumentParser], None] = no_arguments
