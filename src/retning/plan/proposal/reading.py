"""A plan's file as lines that can be understood: decoded, without page numbers and tables of contents."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_SIGNATURES = (
    (b"%PDF", "plan_text_pdf"),
    (b"PK\x03\x04", "plan_text_office"),  # .docx, .odt and .xlsx are zip files
    (b"\xd0\xcf\x11\xe0", "plan_text_office"),  # .doc
    (b"{\\rtf", "plan_text_office"),
)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_BULLET = re.compile(r"^(?:[•▪●◦‣∙·■□➢➤✓\uf0b7\uf0a7\uf0d8]\s*|[*–—-]\s+)(?=\S)")
_SYMBOL = re.compile("[\ue000-\uf8ff]")
_PAGE = re.compile(
    r"(?:[-–—]\s*)?(?:side\s*|page\s*|sida?\s*)?\d{1,3}(?:\s*(?:av|of|/)\s*\d{1,3})?(?:\s*[-–—])?",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"(?:\.\s?){4,}\s*\d{0,3}$|…+\s*\d{1,3}$")
LARGEST_TEXT = 1_000_000
"""Bytes: some five hundred pages. A file that is larger is no plan's text."""

_FEWEST_BLANKS = 0.02
_SHORT_LAST_LINE = 0.85


class PlanTextError(Exception):
    """A file that is no plan's text. ``key`` names the text ``init.<key>`` to show."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


@dataclass(frozen=True)
class Line:
    """One line: its words, where it stood, and whether it was marked as a heading (``#``) or as an item of a list."""

    text: str
    number: int
    heading: bool = False
    bullet: bool = False


def decode(data: bytes) -> str:
    """The text of a file. Raises :class:`PlanTextError` for a PDF, a word processor's file, other binary files and no text at all.

    UTF-8 and UTF-16 are known by their bytes; what is neither is read as Windows has written Norwegian (cp1252).

    >>> decode("Mål".encode("cp1252"))
    'Mål'
    """
    for signature, key in _SIGNATURES:
        if data.startswith(signature):
            raise PlanTextError(key)
    if data.startswith(_UTF_16):
        text = data.decode("utf-16", errors="replace")
    elif b"\0" in data:
        raise PlanTextError("plan_text_binary")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    if not text.strip():
        raise PlanTextError("plan_text_empty")
    strange = sum(
        (unicodedata.category(c) in ("Cc", "Cn", "Co") and c not in "\n\r\t\f\v") or c == "\ufffd"
        for c in text
    )
    if strange > len(text) / 50:
        raise PlanTextError("plan_text_binary")
    return text


def lines_of(text: str) -> list[Line]:
    """The lines of a plan, cleaned; an empty line is where a paragraph ends.

    >>> [(line.text, line.heading, line.bullet) for line in lines_of("## Mål\\n\\n• Flere skal bo her\\n12\\n")]
    [('Mål', True, False), ('', False, False), ('Flere skal bo her', False, True)]
    """
    found = []
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\f", "\n\n").rstrip().split("\n"), 1):
        line = _cleaned(raw, number)
        if line.text and (_PAGE.fullmatch(line.text) or _CONTENTS.search(raw.rstrip())):
            continue
        found.append(line)
    return _with_paragraphs(found)


def _cleaned(raw: str, number: int) -> Line:
    raw = unicodedata.normalize("NFC", raw).replace("\u00ad", "").replace("\ufeff", "").replace("\u200b", "")
    raw = "".join(
        c if c.isprintable() or "\ue000" <= c <= "\uf8ff" else " " for c in raw
    )  # bullets of symbol fonts
    words = " ".join(raw.replace("**", "").replace("__", "").split())
    heading = re.match(r"#{1,6} ", words) is not None
    if heading:
        words = words.lstrip("#").strip().rstrip("#").strip()
    bullet = _BULLET.match(words)
    words = " ".join(_SYMBOL.sub(" ", words[bullet.end() :] if bullet else words).split())
    return Line(words, number, heading, bullet is not None)


def _with_paragraphs(lines: list[Line]) -> list[Line]:
    """The same lines; where blank lines were lost (text copied from a PDF), one after each short line that ends a sentence.

    A paragraph's last line seldom fills the column: a sentence that ends well before the usual width ends its paragraph.
    """
    full = sorted(len(line.text) for line in lines if line.text)
    if not full or sum(not line.text for line in lines) >= _FEWEST_BLANKS * len(lines):
        return lines
    width = full[int(0.9 * (len(full) - 1))]
    found: list[Line] = []
    for line in lines:
        found.append(line)
        if line.text.endswith((".", "!", "?", "].")) and len(line.text) < _SHORT_LAST_LINE * width:
            found.append(Line("", line.number))
    return found


def joined(first: str, more: str) -> str:
    """Two lines of one sentence as one, without the hyphen of a divided word.

    >>> joined("utvik-", "ling"), joined("FoU/", "utdanning"), joined("forsknings-", "og utvikling"), joined("FoU-", "miljø")
    ('utvikling', 'FoU/utdanning', 'forsknings- og utvikling', 'FoU-miljø')
    """
    if not first or not more:
        return first or more
    if first.endswith("/"):
        return first + more
    if (
        re.search(r"\w-$", first)
        and more[0].islower()
        and not re.match(r"(?:og|eller|samt|till?|och|and|or)\b", more)
    ):
        return first + more if first[-2].isupper() or first[-2].isdigit() else first[:-1] + more
    return f"{first} {more}"
