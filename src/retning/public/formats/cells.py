"""What files are made of: cells, rows with named cells, and JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Cell: TypeAlias = str | float | None
"""A text or a number; ``None``: there is nothing."""

Row: TypeAlias = dict[str, Cell]
"""Cells by the name of their column; a name that no column has stands in JSON only."""

JsonTree: TypeAlias = "str | float | bool | Sequence[JsonTree] | Mapping[str, JsonTree] | None"
"""Any value that JSON can write."""
