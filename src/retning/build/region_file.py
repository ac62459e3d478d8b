"""``region.toml``: where readers report an error. It may be left out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from retning.toml.faults import Fault
from retning.toml.fields import Fields, WrongKindError, to_address, to_text
from retning.toml.lines import read_toml

FILE = "region.toml"
KEYS = ("report",)


@dataclass(frozen=True)
class RegionFile:
    """``report`` is a web address or a ``mailto:`` address, ``""`` where none is declared."""

    report: str = ""


def load_region_file(folder: Path) -> tuple[RegionFile, list[Fault]]:
    """Read ``region.toml`` of a region's folder; a region without one has declared nothing.

    >>> load_region_file(Path("regions/without"))
    (RegionFile(report=''), [])
    """
    path = folder / FILE
    if not path.exists():
        return RegionFile(), []
    located, faults = read_toml(path, FILE)
    if located is None:
        return RegionFile(), faults
    fields = Fields(located.data, located.line, FILE, FILE, faults)
    report = fields.take("report", _to_contact) or ""
    fields.leftover(KEYS)
    return (RegionFile() if faults else RegionFile(report)), faults


def _to_contact(value: object) -> str:
    """A web address, or an e-mail address with or without ``mailto:``.

    >>> _to_contact("post@example.org")
    'mailto:post@example.org'
    """
    written = to_text(value)
    if written.startswith(("https://", "http://")):
        return to_address(written)
    mail = written.removeprefix("mailto:")
    name, _, host = mail.partition("@")
    if not name or "." not in host or any(c.isspace() for c in mail):
        raise WrongKindError("field_not_address", value=written)
    return f"mailto:{mail}"
