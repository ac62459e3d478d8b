"""SVG to PNG, for social cards, slides and the copy by address."""

from __future__ import annotations

import re
from pathlib import Path

_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_registered: set[str] = set()


def to_png(svg: str, scale: float = 2.0, fonts: Path | None = None) -> bytes:
    """The picture of a standalone SVG, always in its light variant.

    ``fonts`` is a folder with Inter as TTF or OTF; where it is missing the machine's sans serif is used and
    texts become a little wider. Raises ``ValueError`` where the text is not an SVG.

    >>> to_png('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')[1:4]
    b'PNG'
    """
    import vl_convert  # heavy: loaded only when a picture is asked for

    if fonts is not None and fonts.is_dir() and str(fonts) not in _registered:
        vl_convert.register_font_directory(str(fonts))
        _registered.add(str(fonts))
    return bytes(vl_convert.svg_to_png(_STYLE.sub("", svg), scale=scale))
