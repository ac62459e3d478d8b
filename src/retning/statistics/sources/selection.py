"""Which codes to ask for: PxWebApi 2's selection expressions, and queries no larger than a publisher allows.

Expressions: ``*`` and ``?`` as masks, ``top(n)`` and ``top(n,offset)`` (for time: the newest), ``bottom(n)``,
``from(x)``, ``to(x)``, ``range(a,b)``, in upper or lower case.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from retning.statistics.sources.errors import SourceError

LONGEST_URL = 2_000
"""Longer addresses are answered with 404 by some installations."""

Codes = Mapping[str, tuple[str, ...]]

_CALL = re.compile(r"\[?(top|bottom|from|to|range)\(([^()]*)\)\]?", re.IGNORECASE)


def is_expression(text: str) -> bool:
    """Whether a text stands for several codes.

    >>> [is_expression(t) for t in ("7001", "70??", "*", "top(3)", "range(2018,2020)")]
    [False, True, True, True, True]
    """
    return "*" in text or "?" in text or _CALL.fullmatch(text) is not None


def resolve(dimension: str, wanted: Iterable[str], codes: Sequence[str], is_time: bool) -> tuple[str, ...]:
    """The codes that expressions stand for, in the table's order, each once.

    Raises :class:`SourceError`: ``no_such_code`` for a code that the table does not have (any more),
    ``expression`` for one that cannot be read or that nothing matches.

    >>> resolve("Tid", ["top(2)"], ["2021", "2022", "2023"], is_time=True)
    ('2022', '2023')
    """
    places: set[int] = set()
    position = {code: at for at, code in enumerate(codes)}
    for text in wanted:
        if text in position:
            places.add(position[text])
            continue
        if not is_expression(text):
            raise SourceError("no_such_code", dimension=dimension, code=text)
        found = _matching(dimension, text, codes, position, is_time)
        if not found:
            raise SourceError("expression", dimension=dimension, expression=text)
        places.update(found)
    if not places:
        raise SourceError("expression", dimension=dimension, expression="")
    return tuple(codes[at] for at in sorted(places))


def _matching(
    dimension: str, text: str, codes: Sequence[str], position: Mapping[str, int], is_time: bool
) -> Iterable[int]:
    call = _CALL.fullmatch(text)
    if call is None:
        mask = re.compile("".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in text))
        return [at for at, code in enumerate(codes) if mask.fullmatch(code)]
    name, given = call[1].lower(), [part.strip() for part in call[2].split(",")]
    everything = range(len(codes))
    if name in ("top", "bottom"):
        if len(given) not in (1, 2) or not all(part.isdecimal() for part in given):
            raise SourceError("expression", dimension=dimension, expression=text)
        count, skip = int(given[0]), int(given[1]) if len(given) == 2 else 0
        from_end = (
            name == "top"
        ) == is_time  # the newest periods stand last in a table, but on top of a list
        chosen = everything[::-1][skip : skip + count] if from_end else everything[skip : skip + count]
        return list(chosen)
    if len(given) != (2 if name == "range" else 1):
        raise SourceError("expression", dimension=dimension, expression=text)
    for code in given:
        if code not in position:
            raise SourceError("no_such_code", dimension=dimension, code=code)
    first = position[given[0]] if name != "to" else 0
    last = position[given[-1]] if name != "from" else len(codes) - 1
    return everything[first : last + 1]


def cells(selection: Codes) -> int:
    """How many cells a selection of codes has."""
    return math.prod(len(codes) for codes in selection.values())


def split(selection: Codes, limit: int) -> list[dict[str, tuple[str, ...]]]:
    """The selection in as few queries as its longest dimensions allow, none above ``limit`` cells.

    >>> [p["a"] for p in split({"a": ("1", "2", "3"), "b": ("x", "y")}, 4)]
    [('1', '2'), ('3',)]
    """
    if limit < 1:
        raise ValueError(f"no query has room in {limit} cells")
    if cells(selection) <= limit:
        return [dict(selection)]
    longest = max(selection, key=lambda name: len(selection[name]))
    codes = selection[longest]
    rest = cells(selection) // len(codes)
    step = max(1, limit // rest)
    if step >= len(codes):
        step = len(codes) // 2
    pieces: list[dict[str, tuple[str, ...]]] = []
    for at in range(0, len(codes), step):
        pieces += split({**selection, longest: codes[at : at + step]}, limit)
    return pieces


def address(base: str, code: str, wanted: Codes, codelists: Mapping[str, str], language: str) -> str:
    """A data address with its selection; an expression with a comma stands in brackets, as GET demands.

    >>> address("https://x.org/v2", "07459", {"Tid": ("range(2020,2022)",)}, {}, "no")
    'https://x.org/v2/tables/07459/data?lang=no&outputFormat=json-stat2&valueCodes%5BTid%5D=%5Brange(2020%2C2022)%5D'
    """
    parts = [f"lang={quote(language)}", "outputFormat=json-stat2"]
    parts += [f"codelist%5B{quote(name)}%5D={quote(one)}" for name, one in codelists.items()]
    for name, texts in wanted.items():
        listed = ",".join(quote(_bracketed(text), safe="*()") for text in texts)
        parts.append(f"valueCodes%5B{quote(name)}%5D={listed}")
    return f"{base}/tables/{quote(code)}/data?{'&'.join(parts)}"


def _bracketed(text: str) -> str:
    return f"[{text}]" if "," in text and not text.startswith("[") else text


def fits_address(url: str, wanted: Codes) -> bool:
    """Whether a query can go as an address: short enough, and no code that itself holds a comma."""
    plain = all("," not in t or is_expression(t) for texts in wanted.values() for t in texts)
    return plain and len(url) <= LONGEST_URL


def body(wanted: Codes, codelists: Mapping[str, str]) -> dict[str, list[dict[str, object]]]:
    """The same query as a body for POST, where expressions stand bare.

    >>> body({"Tid": ("[range(2020,2022)]",)}, {})
    {'selection': [{'variableCode': 'Tid', 'valueCodes': ['range(2020,2022)']}]}
    """
    selection: list[dict[str, object]] = []
    for name, texts in wanted.items():
        entry: dict[str, object] = {"variableCode": name}
        if name in codelists:
            entry["codelist"] = codelists[name]
        entry["valueCodes"] = [t.strip("[]") if _CALL.fullmatch(t) else t for t in texts]
        selection.append(entry)
    return {"selection": selection}
