"""``region.toml``: where readers report an error. It may be left out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from retning.toml.faults import Fault
from retning.toml.kinds import Scalar, WrongValueError, to_text
from retning.toml.lines import read_toml
from retning.toml.schema import Field, TomlTable, read

FILE = "region.toml"


@dataclass(frozen=True)
class RegionFile:
    """``report`` is a web address or a ``mailto:`` address, ``""`` where none is declared."""

    report: str = ""


def to_contact(value: object) -> str:
    """A web address, or an e-mail address with or without ``mailto:``.

    >>> to_contact("post@example.org")
    'mailto:post@example.org'
    """
    written = to_text(value)
    if written.startswith(("https://", "http://")):
        return written
    mail = written.removeprefix("mailto:")
    name, _, host = mail.partition("@")
    if not name or "." not in host or any(c.isspace() for c in mail):
        raise WrongValueError("field_not_contact")
    return f"mailto:{mail}"


CONTACT = Scalar(
    "an e-mail address or a web address",
    to_contact,
    {"type": "string", "pattern": r"^(https?://|(mailto:)?[^@\s]+@[^@\s]+\.[^@\s]+$)"},
    "",
)

REGION_FILE = TomlTable(
    "region",
    Field("report", CONTACT, "where readers report an error"),
    into=RegionFile,
    about="What the region says about itself. The file may be left out.",
)


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
    found = read(located, REGION_FILE)
    return (RegionFile() if found.faults else found.value), found.faults
