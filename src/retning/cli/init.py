"""``retning init``: write a small region to begin with, or propose ``plan.toml`` from a plan's text."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from retning.cli.command import FAULTY, INTERRUPTED, OK, Command
from retning.cli.example import Answers, example_files
from retning.cli.settings import language
from retning.cli.terminal import complain, message, say


def run(arguments: argparse.Namespace) -> int:
    """Write the example region into a folder; nothing that exists is ever touched."""
    folder = arguments.folder
    try:
        answers = asked() if interactive() else default_answers()
    except EOFError:
        say("")
        complain(message("init.stopped"))
        return INTERRUPTED
    if write_example(folder, answers) != OK:
        return FAULTY
    here = folder.resolve() == Path.cwd()
    say(message("init.next" if here else "init.next_elsewhere", folder=folder))
    return OK


def interactive() -> bool:
    """Whether someone can answer questions."""
    return sys.stdin is not None and sys.stdin.isatty()


def write_example(folder: Path, answers: Answers) -> int:
    """Write the example region, called as the answers say. Returns the exit code."""
    files = example_files(answers, language())
    if problem := write_new(folder, files):
        complain(problem)
        return FAULTY
    say(message("init.wrote", count=len(files), folder=folder.resolve()))
    return OK


def write_new(folder: Path, files: Mapping[Path, str]) -> str:
    """Write files that are not there yet. Returns why nothing was written (``""``: all were).

    Where one of them exists none is written, and where the disk fails those that were begun are removed.
    """
    if folder.exists() and not folder.is_dir():
        return message("init.not_a_folder", folder=folder)
    existing = [
        place.as_posix() for place in files if (folder / place).exists() or (folder / place).is_symlink()
    ]
    if existing:
        return message("init.exists", files=", ".join(existing))
    written: list[Path] = []
    try:
        for place, content in files.items():
            path = folder / place
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                written.append(path)
                file.write(content)
    except OSError:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return ""


def default_answers() -> Answers:
    """What the example is called where nobody is asked."""
    return Answers(*(message(f"init.{name}_default") for name in ("region", "plan", "owner")))


def asked() -> Answers:
    """Ask for each name, with a default. Raises ``EOFError`` where the reader ends the answers."""
    default = default_answers()
    region = _answer("region", default.region)
    plan = _answer("plan", default.plan)
    owner = _answer("owner", region)
    report = _answer("report", "")
    while report and not _is_contact(report):
        say(message("init.bad_report", written=report))
        report = _answer("report", "")
    return Answers(region, plan, owner, report)


def _answer(name: str, default: str) -> str:
    shown = f"[{default}] " if default else ""
    return input(f"{message(f'init.{name}')} {shown}").strip() or default


def _is_contact(written: str) -> bool:
    from retning.build.region_file import to_contact
    from retning.toml.kinds import WrongValueError

    try:
        to_contact(written)
    except WrongValueError:
        return False
    return True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to write."""
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=Path(),
        metavar="FOLDER",
        help="where to write (default: here)",
    )


COMMAND = Command("init", "write a small example region to begin with", run, add_arguments)
