"""``retning check``: list every fault in the region's files."""

from __future__ import annotations

import argparse
import sys

from retning.cli.command import FAULTY, OK, Command
from retning.cli.places import listed, shown, the_only
from retning.cli.settings import home, regions_here
from retning.cli.terminal import message, say, show_faults


def run(_: argparse.Namespace) -> int:
    """Read the region's folder and list every fault; say which folder was read, and which were passed over."""
    from retning.build.region import check_region

    here = regions_here()
    folder = the_only(here)
    faults = check_region(folder, home())
    if faults:
        show_faults(faults, sys.stdout)
    say(message("cli.faulty_folder" if faults else "cli.no_faults", folder=shown(folder)))
    if here.passed_over:
        say(message("cli.passed_over", names=listed(here.passed_over)))
    return FAULTY if faults else OK


COMMAND = Command("check", "read the region's files and list every fault with file and line", run)
