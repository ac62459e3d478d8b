"""``retning init``: write a small region to begin with, or propose ``plan.toml`` from a plan's text."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from retning.cli.command import FAULTY, INTERRUPTED, OK, Command
from retning.cli.settings import language
from retning.cli.terminal import complain, message, say

if TYPE_CHECKING:
    from retning.cli.example import Answers
    from retning.plan.proposal.model import Kind

_COUNTED: Mapping[str, Kind] = {
    "elements": "element",
    "overarching": "overarching",
    "principles": "principle",
    "preconditions": "precondition",
}


def run(arguments: argparse.Namespace) -> int:
    """Write the example region, or what is proposed from a plan's text; nothing that exists is ever touched."""
    folder = arguments.folder
    try:
        if arguments.plan is not None:
            return propose_plan(folder, arguments.plan)
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


def propose_plan(folder: Path, file: Path) -> int:
    """Write ``plan.toml`` as it can be proposed from a plan's text, for a person to confirm. Returns the exit code.

    A region needs areas as well: where the folder has none, those of the example come along.
    """
    from retning.cli.example import example_files
    from retning.plan.proposal.reading import LARGEST_TEXT, PlanTextError
    from retning.plan.proposal.structure import propose
    from retning.plan.proposal.writing import Head, plan_file

    try:
        proposal = propose(_plan_text(file))
    except PlanTextError as error:
        complain(message(f"init.{error.key}", file=file, megabytes=LARGEST_TEXT // 1_000_000))
        return FAULTY
    if not proposal.of_kind("element"):
        complain(message("init.plan_text_no_elements", file=file))
        return FAULTY
    answers = _asked_of_plan(proposal.title) if interactive() else _default_of_plan(proposal.title)
    head = Head(answers.plan, answers.owner, file.name)
    files = {Path("plan.toml"): plan_file(proposal, head, language())}
    if not (folder / "area.toml").exists():
        example = example_files(answers, language())
        others = [Path("area.toml")] + [Path("region.toml")] * (not (folder / "region.toml").exists())
        files |= {place: example[place] for place in others}
    if problem := write_new(folder, files):
        complain(problem)
        return FAULTY
    path = folder / "plan.toml"
    counts = {name: len(proposal.of_kind(kind)) for name, kind in _COUNTED.items()}
    say(message("init.proposed", path=path, **counts))
    if proposal.left_over:
        say(message("init.proposed_left_over", count=len(proposal.left_over)))
    say(message("init.proposed_next", path=path))
    return OK


def _plan_text(file: Path) -> str:
    """The text of a plan's file. Raises ``PlanTextError`` where there is none that can be used."""
    from retning.plan.proposal.reading import LARGEST_TEXT, PlanTextError, decode

    if not file.exists() or file.is_dir():
        raise PlanTextError("plan_missing")
    with file.open("rb") as opened:
        data = opened.read(LARGEST_TEXT + 1)
    text = decode(data)
    if len(data) > LARGEST_TEXT:
        raise PlanTextError("plan_text_large")
    return text


def interactive() -> bool:
    """Whether someone can answer questions."""
    return sys.stdin is not None and sys.stdin.isatty()


def write_example(folder: Path, answers: Answers) -> int:
    """Write the example region, called as the answers say. Returns the exit code."""
    from retning.cli.example import example_files

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
    from retning.cli.example import Answers

    return Answers(*(message(f"init.{name}_default") for name in ("region", "plan", "owner")))


def asked() -> Answers:
    """Ask for each name, with a default. Raises ``EOFError`` where the reader ends the answers."""
    from retning.cli.example import Answers

    default = default_answers()
    region = _answer("region", default.region)
    plan = _answer("plan", default.plan)
    owner = _answer("owner", region)
    report = _answer("report", "")
    while report and not _is_contact(report):
        say(message("init.bad_report", written=report))
        report = _answer("report", "")
    return Answers(region, plan, owner, report)


def _default_of_plan(title: str) -> Answers:
    from retning.cli.example import Answers

    default = default_answers()
    return Answers(default.region, title or default.plan, message("init.proposed_owner_default"))


def _asked_of_plan(title: str) -> Answers:
    """Ask what a plan's text does not say. Raises ``EOFError`` where the reader ends the answers."""
    from retning.cli.example import Answers

    default = _default_of_plan(title)
    region = _answer("region", default.region)
    return Answers(region, _answer("plan", default.plan), _answer("owner", region))


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
    """Where to write, and a plan's text to begin with."""
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=Path(),
        metavar="FOLDER",
        help="where to write (default: here)",
    )
    parser.add_argument(
        "--plan",
        type=Path,
        metavar="FILE.txt",
        help="propose plan.toml from this text of a plan, for a person to confirm",
    )


COMMAND = Command(
    "init", "write a small example region, or propose plan.toml from a plan's text", run, add_arguments
)
