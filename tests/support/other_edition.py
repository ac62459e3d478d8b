"""An edition that says something else than the one that was built."""

from __future__ import annotations

from retning.edition.codec import encode
from retning.edition.edition import Edition


def edition_with(edition: Edition, **contents: object) -> Edition:
    """The edition with other content in some files: ``edition_with(edition, history=History())``."""
    changed = {f"{stem}.json": encode(content) for stem, content in contents.items()}
    return Edition(edition.name, edition.manifest, {**edition.files, **changed})
