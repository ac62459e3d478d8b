"""What the commands say: lines to the terminal, in the reader's language."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TextIO

from retning.cli.command import FAULTY
from retning.cli.settings import home, language

if TYPE_CHECKING:
    from retning.toml.faults import Fault


def say(line: str, stream: TextIO | None = None) -> None:
    """Write one line to the terminal (standard output by default)."""
    (stream or sys.stdout).write(line + "\n")


def say_now(line: str, stream: TextIO | None = None) -> None:
    """Write one line to the terminal at once, also into a pipe: progress of long work."""
    say(line, stream)
    (stream or sys.stdout).flush()


def complain(line: str) -> None:
    """Write one line to standard error."""
    say(line, sys.stderr)


def message(key: str, **values: object) -> str:
    """A text of the catalogue in the reader's language."""
    from retning.language.texts import text

    return text(language(), key, **values)


def fault_line(fault: Fault) -> str:
    """A fault as editors understand it: ``file:line: message``; a fault of a whole file has no line."""
    from retning.toml.faults import fault_text

    place = f"{fault.file}:{fault.line}" if fault.line else fault.file
    return f"{place}: {fault_text(language(), fault)}"


def disk_line(error: OSError) -> str:
    """What could not be read or written, and why, in the reader's language."""
    return message("cli.disk", file=error.filename or home(), detail=error.strerror or error)


def show_faults(faults: Sequence[Fault], stream: TextIO | None = None) -> int:
    """Write all faults, one per line, and how many there are. Returns the exit code.

    They go to standard error, beside what the command was asked for; ``check`` was asked for the faults and names its own stream.
    """
    stream = stream or sys.stderr
    for fault in faults:
        say(fault_line(fault), stream)
    say(message("cli.faults", count=len(faults)), stream)
    return FAULTY


def progress_to(stream: TextIO) -> Callable[[str, int, int], None]:
    """A progress function that writes one line per step."""

    def show(step: str, number: int, of: int) -> None:
        say_now(f"[{number}/{of}] {message(f'step.{step}')}", stream)

    return show
