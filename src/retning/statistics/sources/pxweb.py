"""PxWebApi 2: a table's metadata, the query made from it, its cells, and whether the table is still the same.

Written after the specification (PxTools/PxApiSpecs, version 2.0) and the publishers' user guides. Version 1 is in
:mod:`retning.statistics.sources.pxweb1` and shares what is here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import quote

from retning.statistics.sources.errors import SourceError
from retning.statistics.sources.http import Client
from retning.statistics.sources.jsonstat import Cube, read
from retning.statistics.sources.selection import Codes, address, body, cells, fits_address, resolve, split

DEFAULT_MAX_CELLS = 100_000
"""Where a publisher states no limit (``0`` does not mean unlimited)."""


@dataclass(frozen=True)
class Raw:
    """One answer as it came, with what was asked."""

    address: str
    sent: str  # the body of the question, "" for GET
    content: bytes


@dataclass(frozen=True)
class Dimension:
    """A dimension as the metadata describes it. ``must`` means that codes have to be chosen."""

    code: str
    codes: tuple[str, ...]
    must: bool = True
    is_time: bool = False
    is_metric: bool = False
    codelists: tuple[str, ...] | None = None  # None: the metadata does not say


@dataclass(frozen=True)
class Config:
    """What an installation says of itself."""

    version: str
    max_cells: int
    calls: int  # in ``window`` seconds; 0: not stated
    window: int
    licence: str = ""


@dataclass(frozen=True)
class TableInfo:
    """What is known of a table before its metadata: title, days, time unit."""

    code: str
    label: str
    updated: str
    first_period: str
    last_period: str
    time_unit: str = ""
    discontinued: bool = False


@dataclass(frozen=True)
class Download:
    """A table's cells as fetched, in one or several pieces with the same dimensions."""

    code: str
    cubes: tuple[Cube, ...]
    raw: tuple[Raw, ...]
    asked: Codes  # expressions resolved to codes
    updated: str
    address: str
    label: str = ""
    next_release: str = ""
    dims: tuple[Dimension, ...] = field(default_factory=tuple)


class PxWeb(Protocol):
    """Either version of the interface."""

    def download(self, code: str, select: Codes, codelists: Mapping[str, str]) -> Download:
        """All cells of a selection."""
        ...


class PxWeb2:
    """An installation of PxWebApi 2.

    >>> api = PxWeb2(client, "https://data.example.org/api/pxwebapi/v2", "no")  # doctest: +SKIP
    >>> api.download("00001", {"Region": ("7001",), "ContentsCode": ("Personer1",), "Tid": ("top(5)",)}, {})  # doctest: +SKIP
    Download(code='00001', …)
    """

    def __init__(self, client: Client, base: str, language: str) -> None:
        self.client, self.base, self.language = client, base.rstrip("/"), language
        self._config: Config | None = None

    def config(self) -> Config:
        """The installation's limits, asked once; its tempo is kept from then on."""
        if self._config is None:
            data = self._object(f"{self.base}/config")
            version = str(data.get("apiVersion", ""))
            if not version.startswith("2"):
                raise SourceError("version", version=version)
            self._config = Config(
                version=version,
                max_cells=_whole(data.get("maxDataCells")) or DEFAULT_MAX_CELLS,
                calls=_whole(data.get("maxCallsPerTimeWindow")),
                window=_whole(data.get("timeWindow")),
                licence=str(data.get("license") or ""),
            )
            self.client.tighten(self._config.calls, self._config.window)
        return self._config

    def info(self, code: str) -> TableInfo:
        """Title, days and time unit of a table."""
        data = self._object(f"{self.base}/tables/{quote(code)}?lang={quote(self.language)}")
        for name in ("id", "label", "updated"):
            if not isinstance(data.get(name), str):
                raise SourceError("shape", place=name)
        return TableInfo(
            code=data["id"],
            label=data["label"],
            updated=data["updated"],
            first_period=str(data.get("firstPeriod") or ""),
            last_period=str(data.get("lastPeriod") or ""),
            time_unit=str(data.get("timeUnit") or ""),
            discontinued=data.get("discontinued") is True,
        )

    def metadata(self, code: str) -> tuple[Dimension, ...]:
        """The table's dimensions, with what may be left out (elimination is only told here)."""
        data = self._object(f"{self.base}/tables/{quote(code)}/metadata?lang={quote(self.language)}")
        cube = read(data, with_values=False)
        return tuple(self._dimension(name, cube, data["dimension"][name]) for name in cube.dims)

    def codelist(self, id: str) -> tuple[str, ...]:
        """The codes of a code list, in its order."""
        data = self._object(f"{self.base}/codelists/{quote(id)}?lang={quote(self.language)}")
        values = data.get("values")
        if not isinstance(values, list) or not all(isinstance(v, dict) and "code" in v for v in values):
            raise SourceError("shape", place="values")
        return tuple(str(v["code"]) for v in values)

    def download(self, code: str, select: Codes, codelists: Mapping[str, str]) -> Download:
        """All cells of a selection, in as many queries as the installation's limit demands.

        Raises :class:`SourceError`; ``dimension_gone``, ``must_choose``, ``no_such_code`` and
        ``no_such_codelist`` mean that the table has changed (or was declared wrongly).
        """
        config = self.config()
        info = self.info(code)
        dims = self.metadata(code)
        check_dimensions(dims, select, codelists)
        lists = {name: self.codelist(id) for name, id in codelists.items()}
        asked = {
            d.code: resolve(d.code, select[d.code], lists.get(d.code, d.codes), d.is_time)
            for d in dims
            if d.code in select
        }
        whole = cells(asked) <= config.max_cells
        cubes: list[Cube] = []
        raw: list[Raw] = []
        for piece in split(asked, config.max_cells):
            # Expressions go as they were declared, so that the kept question reads like the declaration.
            self._piece(code, select if whole else piece, piece, codelists, cubes, raw)
        extension = _first_extension(raw)
        return Download(
            code=code,
            cubes=tuple(cubes),
            raw=tuple(raw),
            asked=asked,
            updated=same_update(cubes) or info.updated,
            address=address(self.base, code, select, codelists, self.language),
            label=cubes[0].label or info.label,
            next_release=str(extension.get("nextUpdate") or ""),
            dims=dims,
        )

    def _piece(
        self,
        code: str,
        wanted: Codes,
        asked: Codes,
        codelists: Mapping[str, str],
        cubes: list[Cube],
        raw: list[Raw],
    ) -> None:
        """One query; halved where the publisher says that it is too large in spite of its own limit."""
        try:
            data, answer = self._ask(code, wanted, codelists)
        except SourceError as error:
            if not too_many_cells(error) or cells(asked) == 1:
                raise
            for half in split(asked, max(1, cells(asked) // 2)):
                self._piece(code, half, half, codelists, cubes, raw)
            return
        cube = read(data)
        check_answer(cube, asked)
        cubes.append(cube)
        raw.append(answer)

    def _ask(self, code: str, wanted: Codes, codelists: Mapping[str, str]) -> tuple[Any, Raw]:
        url = address(self.base, code, wanted, codelists, self.language)
        if fits_address(url, wanted):
            try:
                data, answer = self.client.json("GET", url)
                return data, Raw(url, "", answer.content)
            except SourceError as error:
                # The table is there (its metadata was read), so 404 means that the address was too long.
                if error.key != "status" or error.values.get("status") not in (404, 414):
                    raise
        question = body(wanted, codelists)
        url = f"{self.base}/tables/{quote(code)}/data?lang={quote(self.language)}&outputFormat=json-stat2"
        data, answer = self.client.json("POST", url, question)
        return data, Raw(url, json.dumps(question, ensure_ascii=False), answer.content)

    def _object(self, url: str) -> dict[str, Any]:
        data, _ = self.client.json("GET", url)
        if not isinstance(data, dict):
            raise SourceError("shape", place="{}")
        return data

    @staticmethod
    def _dimension(name: str, cube: Cube, data: Mapping[str, Any]) -> Dimension:
        extension = data.get("extension") or {}
        offered = extension.get("codelists", extension.get("codeLists"))
        listed = (
            None if offered is None else tuple(str(one.get("id")) for one in offered if isinstance(one, dict))
        )
        return Dimension(
            code=name,
            codes=cube.codes[name],
            must=extension.get("elimination") is not True,
            is_time=name in cube.roles.get("time", ()),
            is_metric=name in cube.roles.get("metric", ()),
            codelists=listed,
        )


def check_dimensions(dims: Sequence[Dimension], select: Codes, codelists: Mapping[str, str]) -> None:
    """Whether a declared selection still fits a table; raises :class:`SourceError` where it does not."""
    known = {d.code: d for d in dims}
    for name in (*select, *codelists):
        if name not in known:
            raise SourceError("dimension_gone", dimension=name, found=", ".join(known))
    for one in dims:
        if one.must and one.code not in select:
            raise SourceError("must_choose", dimension=one.code)
    for name, id in codelists.items():
        offered = known[name].codelists
        if offered is not None and id not in offered:
            raise SourceError("no_such_codelist", dimension=name, codelist=id)


def check_answer(cube: Cube, asked: Codes) -> None:
    """Whether an answer holds what was asked for, no more and no less."""
    if set(cube.dims) != set(asked):
        raise SourceError("other_dimensions", found=", ".join(cube.dims), wanted=", ".join(asked))
    for name, codes in asked.items():
        if set(cube.codes[name]) != set(codes):
            missing = [c for c in codes if c not in cube.codes[name]]
            raise SourceError("other_codes", dimension=name, missing=", ".join(missing[:10]) or "–")


def same_update(cubes: Sequence[Cube]) -> str:
    """The publisher's time of update; raises where the table was renewed between two pieces."""
    times = {cube.updated for cube in cubes}
    if len(times) != 1:
        raise SourceError("renewed_meanwhile")
    return times.pop()


def too_many_cells(error: SourceError) -> bool:
    """Whether a publisher refused a query for its size."""
    words = str(error.values.get("title", "")).lower()
    by_words = error.values.get("status") in (400, 403) and ("many cells" in words or "exceeds" in words)
    return error.key == "status" and (by_words or error.values.get("status") == 413)


def _whole(number: object) -> int:
    return number if isinstance(number, int) and not isinstance(number, bool) and number > 0 else 0


def _first_extension(raw: Sequence[Raw]) -> Mapping[str, Any]:
    """The PX keywords of the first answer."""
    extension = json.loads(raw[0].content).get("extension")
    px = extension.get("px") if isinstance(extension, dict) else None
    return px if isinstance(px, dict) else {}
