"""XML that is always well formed: elements in, bytes out, the same bytes for the same content."""

from __future__ import annotations

import re
from xml.etree import ElementTree

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Element = ElementTree.Element


def element(parent: Element | None, name: str, text: str = "", **attributes: str) -> Element:
    """A new element (below ``parent``). Characters that XML does not know are left out.

    >>> document(element(None, "a", "x & y"))
    b"<?xml version='1.0' encoding='utf-8'?>\\n<a>x &amp; y</a>\\n"
    """
    known = {key.rstrip("_").replace("__", ":"): clean(value) for key, value in attributes.items()}
    made = ElementTree.Element(name, known) if parent is None else ElementTree.SubElement(parent, name, known)
    if text:
        made.text = clean(text)
    return made


def clean(text: str) -> str:
    """The text without characters that XML 1.0 forbids."""
    return _FORBIDDEN.sub("", text)


def document(root: Element) -> bytes:
    """The whole document, indented, with its declaration."""
    ElementTree.indent(root, " ")
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
