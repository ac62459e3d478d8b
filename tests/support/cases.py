"""The published cases and recorded answers that the tests compare with: ``tests/cases/``.

Each folder there has a ``SOURCE.md`` that says where every file comes from, under which licence, and what was left out.
"""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

CASES = Path(__file__).resolve().parents[1] / "cases"


def case_file(*parts: str) -> Path:
    """The path of a case.

    >>> case_file("methods", "v19_nile.csv").name
    'v19_nile.csv'
    """
    return CASES.joinpath(*parts)


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with a header, packed with gzip when its name ends in ``.gz``."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def case_rows(*parts: str) -> list[dict[str, str]]:
    """The rows of a case that is a CSV file.

    >>> case_rows("methods", "v19_nile.csv")[0]
    {'year': '1871', 'flow': '1120.0'}
    """
    return rows_of(case_file(*parts))
