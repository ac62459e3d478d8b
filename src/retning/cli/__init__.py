"""The front door: one file per command, each declaring its arguments and how to run it.

Only this package knows the clock, the environment and the terminal. Everything heavy is imported by the command
that needs it, when it runs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from retning import __version__
from retning.cli import build, check, diff, fetch, init, serve, status
from retning.cli.command import FAULTY, INTERRUPTED, OK, Command
from retning.cli.settings import ENVIRONMENT
from retning.cli.terminal import complain, disk_line

COMMANDS: tuple[Command, ...] = tuple(
    module.COMMAND for module in (init, serve, fetch, build, check, status, diff)
)
"""Every command, in the order of the help."""


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    settings = "\n".join(f"  {name:<18} {meaning}" for name, meaning in ENVIRONMENT.items())
    top = argparse.ArgumentParser(
        prog="retning",
        description="Turn a region's plan and official statistics into a public page that everyone can check.",
        epilog=f"environment:\n{settings}\n\nexit codes:\n  0 all well; 1 faults found; 2 called wrongly; 3 no edition",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"retning {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        sub = commands.add_parser(command.name, help=command.help, description=command.help)
        command.add_arguments(sub)
        sub.set_defaults(run=command.run)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    _write_every_letter()
    arguments = parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe went away (``retning status | head``): nothing is wrong.
        sys.stderr.close()
        return OK
    except OSError as error:
        complain(disk_line(error))
        return FAULTY


def _write_every_letter() -> None:
    """Let a terminal that lacks a letter (Windows in a pipe: no "→", "≥") show another instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")
