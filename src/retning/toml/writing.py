"""Texts, comments and ids as a TOML file holds them: for files that the program writes and people go on with.

A library was weighed (``tomli-w``, ``tomlkit``): the first writes no comments, and what is written here is templates with a
few texts in them.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata

WIDTH = 118
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t"})


def as_comment(words: str) -> str:
    """A text as comment lines, wrapped where words end."""
    return textwrap.fill(
        words,
        WIDTH,
        initial_indent="# ",
        subsequent_indent="# ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def slug(name: str) -> str:
    """A name as an id: small letters a-z, digits and hyphens (``""`` where nothing is left).

    >>> slug("Øvre Måsvær & omegn"), slug("Čáhci"), slug("!")
    ('ovre-masvaer-omegn', 'cahci', '')
    """
    plain = (
        unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS)).encode("ascii", "ignore").decode()
    )
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def escaped(words: str) -> str:
    """A text as it stands between the quotation marks of a TOML string: one line, no control characters.

    >>> escaped('Plan "A"')
    'Plan \\\\"A\\\\"'
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    return line.replace("\\", "\\\\").replace('"', '\\"')


def quoted(words: str) -> str:
    """A text as a TOML string of one line.

    >>> print(quoted('Plan "A"'))
    "Plan \\"A\\""
    """
    return f'"{escaped(words)}"'
