"""Style, type and scripts by content-hashed name, so that a browser may keep them for ever.

``site.css`` is one file made of Designsystemet's components, our theme and our own style; ``inter.woff2`` is put in
place by ``tools/assets.py`` at set-up. A missing third-party file is no fault: the page then stands in the
reader's own sans-serif.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "files"

# In cascade order: what comes later wins. ``pages/`` holds one file for each block that is large enough.
_BEFORE = ("vendor/designsystemet.css", "theme.css", "charts.css", "site.css")
_AFTER = ("print.css",)

_HASHED = re.compile(r"([a-z-]+)\.([0-9a-f]{10})\.([a-z0-9]+)")

_MEDIA = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "woff2": "font/woff2",
    "svg": "image/svg+xml",
    "png": "image/png",
}


@dataclass(frozen=True)
class Asset:
    """One file as it is sent."""

    name: str  # "site.1a2b3c4d5e.css"
    media: str
    body: bytes


def _asset(name: str, body: bytes) -> Asset:
    stem, _, ending = name.rpartition(".")
    return Asset(f"{stem}.{hashlib.sha256(body).hexdigest()[:10]}.{ending}", _MEDIA[ending], body)


def _bytes(name: str) -> bytes:
    path = FOLDER / name
    return path.read_bytes() if path.exists() else b""


@lru_cache(maxsize=1)
def assets() -> dict[str, Asset]:
    """Every asset by its plain name (``site.css``)."""
    made: dict[str, Asset] = {}
    font = _bytes("vendor/inter.woff2")
    if font:
        made["inter.woff2"] = _asset("inter.woff2", font)
    blocks = sorted(f"pages/{path.name}" for path in (FOLDER / "pages").glob("*.css"))
    style = b"\n".join(_bytes(name) for name in (*_BEFORE, *blocks, *_AFTER))
    style = style.replace(b"url(inter.woff2)", f"url({url_in(made, 'inter.woff2')})".encode())
    made["site.css"] = _asset("site.css", style)
    for path in sorted(FOLDER.glob("*.js")) + sorted(FOLDER.glob("*.svg")) + sorted(FOLDER.glob("*.png")):
        made[path.name] = _asset(path.name, path.read_bytes())
    return made


def url_in(made: dict[str, Asset], name: str) -> str:
    """The address of an asset among those made so far, relative to the style sheet's folder."""
    return made[name].name if name in made else name


def url(name: str) -> str:
    """The address of an asset.

    >>> url("site.css").startswith("/assets/site.")
    True
    """
    return f"/assets/{assets()[name].name}"


def has(name: str) -> bool:
    """Whether an asset is in place."""
    return name in assets()


def is_hashed(path: str) -> bool:
    """Whether a path names its content, and may be kept for ever."""
    return _HASHED.fullmatch(path.rpartition("/")[2]) is not None


def read(name: str) -> tuple[str, bytes] | None:
    """Media type and bytes of an asset by its hashed name, or ``None``."""
    for asset in assets().values():
        if asset.name == name:
            return asset.media, asset.body
    return None
