"""CSV on the Web: what the columns of a CSV file are, in the shape that the W3C recommends.

The description of ``x.csv`` stands at ``x.csv-metadata.json``, where readers of CSV on the Web look first.
<https://www.w3.org/TR/tabular-metadata/>
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from retning.language.texts import LANGUAGES, text
from retning.public.formats.cells import JsonTree, Row

NUMBERS = frozenset(
    (
        "value",
        "lower",
        "upper",
        "numerator",
        "denominator",
        "from_value",
        "to_value",
        "index",
        "lower95",
        "upper95",
    )
)
DATES = frozenset(("vintage", "as_of", "made", "own_date"))
KEYS = ("indicator", "area", "line", "period")
"""The columns that together name one figure."""


def metadata(
    file: str,
    title: str,
    lang: str,
    columns: Sequence[str],
    edition: Mapping[str, str],
    sources: Iterable[Row],
) -> bytes:
    """The description of a CSV file; ``file`` is its name beside the description, with its query string.

    >>> made = json.loads(metadata("a.csv", "A", "en", ("period", "value"), {"as_of": "2024-01-01", "name": "e"}, []))
    >>> [column["datatype"] for column in made["tableSchema"]["columns"]]
    ['string', 'number']
    """
    schema: dict[str, JsonTree] = {"columns": [_column(name) for name in columns]}
    if all(key in columns for key in KEYS):
        schema["primaryKey"] = list(KEYS)
    made = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": lang}],
        "url": file,
        "dc:title": title,
        "dc:identifier": edition["name"],
        "dc:modified": edition["as_of"],
        "dc:rights": text(lang, "frame.licence"),
        "dc:source": [
            {
                "dc:title": source["table"],
                "dc:publisher": source["publisher"],
                "dc:identifier": source["address"],
                "dc:license": source["licence"],
                "dc:date": source["vintage"],
            }
            for source in sources
        ],
        "dialect": {"header": True, "delimiter": ",", "encoding": "utf-8", "lineTerminators": ["\r\n"]},
        "tableSchema": schema,
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def _column(name: str) -> JsonTree:
    kind = "number" if name in NUMBERS else "date" if name in DATES else "string"
    made: dict[str, JsonTree] = {
        "name": name,
        "titles": name,
        "dc:description": {lang: text(lang, f"download.column.{name}") for lang in LANGUAGES},
        "datatype": kind,
    }
    if kind != "string":
        made["null"] = ""
    if name in KEYS:
        made["required"] = True
    return made
