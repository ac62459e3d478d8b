"""TOML with line numbers: what is in a file, and on which line each table and key was written.

``tomllib`` reads the values; a small scanner of our own walks over the same text again and notes lines.
The scanner only runs on text that ``tomllib`` accepted, so it need not judge syntax: it has to know where
keys begin and where values end.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from retning.toml.faults import Fault

MAX_BYTES = 5_000_000

Step = str | int
"""One step of a path: the key of a table or the index of an entry."""

_AT = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)\s*$")
_TOO_LONG = re.compile(r"[0-9_]{4300,}")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Located:
    """The content of a TOML file and the lines it was written on.

    ``data`` is the plain dict of ``tomllib``; ``file`` the path as faults shall show it; ``lines`` maps paths
    (keys, and indices for ``[[table]]`` entries) to a line that counts from 1.

    >>> parsed = locate('[[element]]\\nid = "1"\\n[element.supply]\\nwho = { nb = "X" }\\n', "plan.toml")
    >>> parsed.line("element", 0, "supply", "who", "nb")
    4
    """

    data: dict[str, Any]
    file: str = ""
    lines: Mapping[tuple[Step, ...], int] = field(default_factory=dict)

    def line(self, *path: Step) -> int:
        """The line of the nearest thing on ``path`` that has one.

        What stands inside an inline table or an array has the line of its key, and a key that is missing has
        the line of the table it is missing from, so that a fault always points at a place to mend. The file itself
        begins where its first key or header stands; an empty file on line 1.
        """
        for length in range(len(path), 0, -1):
            found = self.lines.get(path[:length])
            if found is not None:
                return found
        return min(self.lines.values(), default=1)


def read_toml(path: Path, shown_as: str) -> tuple[Located | None, list[Fault]]:
    """Read a TOML file with its lines; every problem is a fault, nothing is raised.

    ``shown_as`` is the path that faults show (relative to the region's folder). Faults: ``file_missing``
    (also when it cannot be opened), ``file_too_large``, ``not_utf8`` and ``toml_syntax`` with the line where reading
    stopped. A mark of byte order at the beginning is passed over.

    >>> read_toml(Path("nowhere.toml"), "nowhere.toml")[1][0].key
    'file_missing'
    """
    try:
        raw = path.read_bytes()
    except OSError:
        return None, [Fault(shown_as, 0, "file_missing", {"file": shown_as})]
    if len(raw) > MAX_BYTES:
        values = {"file": shown_as, "megabytes": MAX_BYTES // 1_000_000}
        return None, [Fault(shown_as, 0, "file_too_large", values)]
    try:
        source = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [Fault(shown_as, raw.count(b"\n", 0, error.start) + 1, "not_utf8", {"file": shown_as})]
    try:
        return locate(source, shown_as), []
    except tomllib.TOMLDecodeError as error:
        return None, [_syntax_fault(error, source, shown_as)]
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits, or brackets inside brackets without end: valid to the letter, and nonsense.
        if long := _TOO_LONG.search(source):
            return None, [Fault(shown_as, source.count("\n", 0, long.start()) + 1, "toml_number_too_long")]
        if isinstance(error, RecursionError):
            return None, [Fault(shown_as, _deepest(source), "toml_too_deep")]
        return None, [Fault(shown_as, 0, "toml_syntax", {"detail": error})]


def _deepest(source: str) -> int:
    """The line with most opening brackets."""
    counts = [line.count("[") + line.count("{") for line in source.split("\n")]
    return counts.index(max(counts)) + 1


def locate(source: str, shown_as: str = "") -> Located:
    """Parse TOML text and note its lines. Raises ``tomllib.TOMLDecodeError`` on text that is not TOML.

    >>> locate('a = 1\\n\\nb.c = [\\n 2,\\n]\\n').lines
    {('a',): 1, ('b',): 3, ('b', 'c'): 3}
    """
    data = tomllib.loads(source)
    return Located(data, shown_as, _Scanner(source.replace("\r\n", "\n")).scan())


def _syntax_fault(error: tomllib.TOMLDecodeError, source: str, shown_as: str) -> Fault:
    """The message of ``tomllib`` without its place, which becomes the fault's line."""
    message = str(error)
    at = _AT.search(message)
    detail = message[: at.start()] if at else message
    last = len(source.splitlines()) or 1
    line = int(at.group(1)) if at and at.group(1) else last
    return Fault(shown_as, line, "toml_syntax", {"detail": detail})


class _Scanner:
    """Walks over valid TOML and notes the line of each header and key."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.lines: dict[tuple[Step, ...], int] = {}
        self._entries: dict[tuple[Step, ...], int] = {}  # array of tables -> index of its newest entry
        self._breaks = [match.start() for match in re.finditer("\n", source)]

    def scan(self) -> dict[tuple[Step, ...], int]:
        table: tuple[Step, ...] = ()
        while self._skip_blank():
            line = bisect_right(self._breaks, self.at) + 1
            if self.source.startswith("[[", self.at):
                self.at += 2
                table = self._entry(self._keys(), line)
                self.at += 2
            elif self.source[self.at] == "[":
                self.at += 1
                table = self._note((), self._keys(), line, header=True)
                self.at += 1
            else:
                self._note(table, self._keys(), line)
                self._skip_value()
        return self.lines

    def _skip_blank(self) -> bool:
        """Move to the next header or key; false at the end."""
        while self.at < len(self.source):
            char = self.source[self.at]
            if char == "#":
                self._skip_comment()
            elif char in " \t\n":
                self.at += 1
            else:
                return True
        return False

    def _skip_comment(self) -> None:
        end = self.source.find("\n", self.at)
        self.at = len(self.source) if end < 0 else end

    def _keys(self) -> list[str]:
        """A dotted key, from here to the sign after it."""
        keys: list[str] = []
        while True:
            self._skip_spaces()
            start = self.at
            if self.source[start] in "\"'":
                self._skip_string()
                keys.append(str(tomllib.loads(f"k = {self.source[start : self.at]}")["k"]))
            else:
                match = _BARE_KEY.match(self.source, start)
                if match is None:
                    raise ValueError(f"no key at offset {start}")  # cannot be: tomllib accepted the text
                keys.append(match.group())
                self.at = match.end()
            self._skip_spaces()
            if not self.source.startswith(".", self.at):
                return keys
            self.at += 1

    def _skip_spaces(self) -> None:
        while self.source.startswith((" ", "\t"), self.at):
            self.at += 1

    def _skip_string(self) -> None:
        quote = self.source[self.at]
        triple = quote * 3
        if not self.source.startswith(triple, self.at):
            self.at += 1
            while self.source[self.at] != quote:
                self.at += 2 if quote == '"' and self.source[self.at] == "\\" else 1
            self.at += 1
            return
        self.at += 3
        while not self.source.startswith(triple, self.at):
            self.at += 2 if quote == '"' and self.source[self.at] == "\\" else 1
        self.at += 3
        for _ in range(2):  # a text may itself end in one or two quotes before the closing three
            if self.source.startswith(quote, self.at):
                self.at += 1

    def _skip_value(self) -> None:
        """Move past the rest of the statement: to the first line's end that is outside every bracket."""
        depth = 0
        while self.at < len(self.source):
            char = self.source[self.at]
            if char in "\"'":
                self._skip_string()
            elif char == "#":
                self._skip_comment()
            elif char == "\n" and depth == 0:
                return
            else:
                depth += (char in "[{") - (char in "]}")
                self.at += 1

    def _note(
        self, table: tuple[Step, ...], keys: list[str], line: int, header: bool = False, own: bool = True
    ) -> tuple[Step, ...]:
        """Note a key or a ``[header]``; tables that it implies get the same line when they are new."""
        path = table
        for key in keys:
            path = (*path, key)
            self.lines.setdefault(path, line)
            if header and path in self._entries:
                path = (*path, self._entries[path])
        if header and own and path:
            self.lines[path] = line  # a header's own line counts for more than the line that implied it
        return path

    def _entry(self, keys: list[str], line: int) -> tuple[Step, ...]:
        """Note a ``[[header]]``; tables above it that already have a line keep it."""
        array: tuple[Step, ...] = (*self._note((), keys[:-1], line, header=True, own=False), keys[-1])
        index = self._entries.get(array, -1) + 1
        self._entries[array] = index
        self.lines.setdefault(array, line)
        self.lines[(*array, index)] = line
        return (*array, index)
