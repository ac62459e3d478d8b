"""The region, the site's address and the edition that a command works on; a command ends where they cannot be known."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from retning.cli.command import MISUSED
from retning.cli.settings import RegionsHere, declared_address, home, regions_here
from retning.cli.terminal import complain, disk_line, message, progress_to, show_faults

if TYPE_CHECKING:
    from datetime import date

    from retning.edition.edition import Edition


def region_folder() -> Path:
    """The region's folder. Ends the command where there is none, or several."""
    return the_only(regions_here())


def the_only(here: RegionsHere) -> Path:
    """The one region among those found. Ends the command, and says what to do, where there is not exactly one."""
    if len(here.found) == 1:
        return here.found[0]
    complain(
        message("cli.several_regions", names=listed(here.found)) if here.found else message("cli.no_region")
    )
    raise SystemExit(MISUSED)


def listed(folders: tuple[Path, ...]) -> str:
    """Folders in a row."""
    return ", ".join(map(shown, folders))


def shown(folder: Path) -> str:
    """A folder as people know it: as it was written, or by its whole path where that says nothing (``.``)."""
    return str(folder if folder.name else folder.resolve())


def site_address() -> str:
    """The address under which readers know the site (``""``: as each request says). Ends the command where it is not one."""
    from retning.public.http.host import AddressError, declared

    try:
        return declared(declared_address())
    except AddressError as error:
        complain(message("cli.bad_address", written=error))
        raise SystemExit(MISUSED) from error


def build_edition(folder: Path, as_of: date | None = None) -> Edition | None:
    """Build the edition of a region's folder and make it current; ``None`` after telling why there is none."""
    from retning.build.rebuild_needed import fingerprint, note
    from retning.build.run import build
    from retning.toml.faults import InputError

    try:
        inputs = fingerprint(folder, home())
        edition = build(folder, home(), as_of, progress_to(sys.stderr))
    except InputError as error:
        show_faults(error.faults)
        return None
    except OSError as error:
        complain(disk_line(error))
        return None
    if as_of is None:
        try:
            note(home(), edition.name, inputs)
        except OSError as error:  # the edition is whole; the next start builds once more
            complain(disk_line(error))
    return edition
