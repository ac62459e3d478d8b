"""Where the verification cases and recorded answers are.

They stand in a folder ``shared`` beside the project (or where ``RETNING_SHARED`` says) and are not part of it.
"""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def shared_folder() -> Path:
    """The folder, whether it exists or not."""
    return Path(os.environ.get("RETNING_SHARED") or ROOT.parent / "shared")


def shared_file(*parts: str) -> Path:
    """A file in the folder; fails with a plain message where it is missing.

    >>> shared_file("verification", "v20_ssb_county_gross_product_2006.csv").name
    'v20_ssb_county_gross_product_2006.csv'
    """
    path = shared_folder().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(
            f"{path} is missing: set RETNING_SHARED to the folder with the verification cases"
        )
    return path
