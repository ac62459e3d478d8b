"""PxWebApi 1, the older interface: metadata by GET, cells by POST, on one and the same address."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from retning.statistics.sources.errors import SourceError
from retning.statistics.sources.http import Client
from retning.statistics.sources.jsonstat import Cube, read
from retning.statistics.sources.pxweb import (
    DEFAULT_MAX_CELLS,
    Dimension,
    Download,
    Raw,
    check_answer,
    check_dimensions,
    same_update,
    too_many_cells,
)
from retning.statistics.sources.selection import Codes, cells, is_expression, resolve, split


class PxWeb1:
    """An installation of PxWebApi 1; ``base`` holds the language, as in ``https://data.example.org/api/v0/no/table``.

    >>> api = PxWeb1(client, "https://data.example.org/api/v0/no/table", max_cells=800_000)  # doctest: +SKIP
    >>> api.download("00001", {"Region": ("7001",), "Tid": ("top(5)",)}, {})  # doctest: +SKIP
    Download(code='00001', …)
    """

    def __init__(self, client: Client, base: str, max_cells: int = DEFAULT_MAX_CELLS) -> None:
        self.client, self.base, self.max_cells = client, base.rstrip("/"), max_cells

    def metadata(self, code: str) -> tuple[str, tuple[Dimension, ...]]:
        """The table's title and dimensions."""
        data, _ = self.client.json("GET", f"{self.base}/{quote(code)}/")
        if not isinstance(data, dict) or not isinstance(data.get("variables"), list):
            raise SourceError("shape", place="variables")
        dims = []
        for at, one in enumerate(data["variables"]):
            if not isinstance(one, dict) or not isinstance(one.get("values"), list) or "code" not in one:
                raise SourceError("shape", place=f"variables.{at}")
            dims.append(
                Dimension(
                    code=str(one["code"]),
                    codes=tuple(str(v) for v in one["values"]),
                    must=one.get("elimination") is not True,
                    is_time=one.get("time") is True,
                )
            )
        return str(data.get("title", "")), tuple(dims)

    def download(self, code: str, select: Codes, codelists: Mapping[str, str]) -> Download:
        """All cells of a selection. Codes of an ``agg_`` or ``vs_`` list must be written out: version 1 lists none."""
        title, dims = self.metadata(code)
        check_dimensions(dims, select, codelists)
        asked: dict[str, tuple[str, ...]] = {}
        for one in dims:
            if one.code not in select:
                continue
            wanted = select[one.code]
            if one.code not in codelists:
                asked[one.code] = resolve(one.code, wanted, one.codes, one.is_time)
            elif any(is_expression(text) for text in wanted):
                raise SourceError("expression", dimension=one.code, expression=", ".join(wanted))
            else:
                asked[one.code] = wanted
        cubes: list[Cube] = []
        raw: list[Raw] = []
        for piece in split(asked, self.max_cells):
            self._piece(code, piece, codelists, cubes, raw)
        updated = same_update(cubes)
        if not updated:
            raise SourceError("shape", place="updated")
        url = f"{self.base}/{quote(code)}/"
        return Download(
            code, tuple(cubes), tuple(raw), asked, updated, url, cubes[0].label or title, dims=dims
        )

    def _piece(
        self, code: str, asked: Codes, codelists: Mapping[str, str], cubes: list[Cube], raw: list[Raw]
    ) -> None:
        question = query(asked, codelists)
        url = f"{self.base}/{quote(code)}/"
        try:
            data, answer = self.client.json("POST", url, question)
        except SourceError as error:
            if not too_many_cells(error) or cells(asked) == 1:
                raise
            for half in split(asked, max(1, cells(asked) // 2)):
                self._piece(code, half, codelists, cubes, raw)
            return
        cube = read(data)
        check_answer(cube, asked)
        cubes.append(cube)
        raw.append(Raw(url, json.dumps(question, ensure_ascii=False), answer.content))


def query(asked: Codes, codelists: Mapping[str, str]) -> dict[str, Any]:
    """The body of a question. A code list is a filter: ``agg_X`` is ``agg:X``, ``vs_X`` is ``vs:X``.

    >>> query({"Tid": ("2024",)}, {})["query"]
    [{'code': 'Tid', 'selection': {'filter': 'item', 'values': ['2024']}}]
    """
    listed = []
    for name, codes in asked.items():
        kind = "item"
        if name in codelists:
            kind = codelists[name].replace("agg_", "agg:", 1).replace("vs_", "vs:", 1)
        listed.append({"code": name, "selection": {"filter": kind, "values": list(codes)}})
    return {"query": listed, "response": {"format": "json-stat2"}}
