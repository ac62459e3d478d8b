"""Read ``area.toml``: areas, memberships and changes, with every fault reported at once."""

from __future__ import annotations

from pathlib import Path

from retning.statistics.areas.collection import Areas
from retning.statistics.areas.declared import AREA_FILE
from retning.statistics.areas.validate import validate
from retning.toml.faults import Fault
from retning.toml.lines import read_toml
from retning.toml.schema import read

FILE = "area.toml"


def load_areas(folder: Path) -> tuple[Areas | None, list[Fault]]:
    """Read a region's ``area.toml``. ``(None, faults)`` when anything in it is wrong; nothing is raised.

    What the file may hold is declared in :mod:`retning.statistics.areas.declared`; what must be true of areas and changes
    together is checked by :func:`retning.statistics.areas.validate.validate`.

    >>> load_areas(Path("nowhere"))[1][0].key
    'file_missing'
    """
    located, faults = read_toml(folder / FILE, FILE)
    if located is None:
        return None, faults
    found = read(located, AREA_FILE)
    file = found.value
    together = validate(file.areas, file.changes, file.main, FILE, located.line("main"))
    if faults := [*found.faults, *together]:
        return None, sorted(faults, key=Fault.sort_key)
    return Areas(file.areas, file.changes, file.main), []
