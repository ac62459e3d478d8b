"""A PxWebApi 2 (and 1) server on this machine, with invented data, that can misbehave in every way we have met.

Written after the specification (PxTools/PxApiSpecs 2.0). Start it in a thread:

>>> with PxServer() as server:  # doctest: +SKIP
...     server.base
'http://127.0.0.1:43210/api/v2'
"""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import numpy as np

AREAS = {"7001": "Fjordvik", "7002": "Åsby", "7003": "Nordmoen", "7004": "Elvestad"}
SEXES = {"0": "Begge", "1": "Menn", "2": "Kvinner"}
CONTENTS = {"Folk": "Personer"}
YEARS = {str(year): str(year) for year in range(2018, 2025)}
AGGREGATED = {"K-7001": ["7001", "7002"], "K-7003": ["7003", "7004"]}


def invented(area: str, sex: str, contents: str, year: str) -> float | None:
    """The server's invented figures, different for every code. One cell has a symbol instead."""
    if area == "7004" and year == "2019":
        return None
    number = int(area) * 10 + (int(year) - 2018) * 3
    return float({"0": number, "1": number // 2, "2": number - number // 2}[sex])


class PxServer:
    """The server and what it was asked. ``modes`` are answers to the coming data requests, in order."""

    def __init__(self) -> None:
        self.dimensions: dict[str, dict[str, str]] = {
            "Region": dict(AREAS),
            "Kjonn": dict(SEXES),
            "ContentsCode": dict(CONTENTS),
            "Tid": dict(YEARS),
        }
        self.elimination = {"Region": True, "Kjonn": True}
        self.figure: Callable[..., float | None] = invented
        self.updated = "2026-02-25T07:00:00Z"
        self.max_cells = 1_000
        self.told_cells: int | None = None  # what /config says, where that is not the truth
        self.calls = (0, 0)
        self.version = "2.2.0"
        self.sparse = False
        self.headers: dict[str, str] = {}
        self.modes: deque[str] = deque()
        self.asked: list[tuple[str, str, Any]] = []
        self.release = threading.Event()  # lets a slow answer go
        handler = type("Handler", (_Handler,), {"server_state": self})
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})

    def __enter__(self) -> PxServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.release.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._http.server_port}"

    @property
    def base(self) -> str:
        return f"http://{self.host}/api/v2"

    @property
    def base1(self) -> str:
        return f"http://{self.host}/api/v0/no/table"

    def data_requests(self) -> list[tuple[str, str, Any]]:
        """The requests for cells: method, path with query, body."""
        return [one for one in self.asked if "/data" in one[1] or (one[0] == "POST" and "/v0/" in one[1])]

    def codes(self, dimension: str, codelist: str | None = None) -> list[str]:
        if codelist == "agg_Sum":
            return list(AGGREGATED)
        return list(self.dimensions[dimension])

    def dataset(self, chosen: dict[str, list[str]]) -> dict[str, Any]:
        names = [name for name in self.dimensions if name in chosen]
        values: list[float | None] = []
        for codes in product(*(chosen[name] for name in names)):
            at = dict(zip(names, codes, strict=True))
            areas = AGGREGATED.get(at.get("Region", "7001"), [at.get("Region", "7001")])
            found = [self.figure(a, at.get("Kjonn", "0"), at["ContentsCode"], at["Tid"]) for a in areas]
            values.append(None if None in found else float(np.sum([f for f in found if f is not None])))
        value: Any = values
        if self.sparse:
            value = {str(i): v for i, v in enumerate(values) if v is not None}
        return {
            **self.described(chosen),
            "value": value,
            "status": {str(i): ":" for i, v in enumerate(values) if v is None},
        }

    def described(self, chosen: dict[str, list[str]]) -> dict[str, Any]:
        names = [name for name in self.dimensions if name in chosen]
        dimension: dict[str, Any] = {}
        for name in names:
            labels = {code: self.dimensions[name].get(code, code) for code in chosen[name]}
            category: dict[str, Any] = {"index": {c: i for i, c in enumerate(chosen[name])}, "label": labels}
            if name == "ContentsCode":
                category["unit"] = {code: {"base": "personer", "decimals": 0} for code in chosen[name]}
            offered = [{"id": "agg_Sum", "label": "Summer", "type": "Aggregation", "links": []}]
            dimension[name] = {
                "label": name.lower(),
                "category": category,
                "extension": {
                    "elimination": self.elimination.get(name, False),
                    "codelists": offered if name == "Region" else [],
                },
            }
        return {
            "version": "2.0",
            "class": "dataset",
            "label": "Folketall i et oppdiktet land",
            "source": "Oppdiktet statistikk",
            "updated": self.updated,
            "id": names,
            "size": [len(chosen[name]) for name in names],
            "role": {"time": ["Tid"], "metric": ["ContentsCode"]}
            | ({"geo": ["Region"]} if "Region" in names else {}),
            "dimension": dimension,
            "extension": {"px": {"nextUpdate": "2027-02-24T07:00:00Z", "decimals": 0}},
        }


class _Handler(BaseHTTPRequestHandler):
    server_state: PxServer
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing to the terminal of a test run."""

    def do_GET(self) -> None:
        self._answer(None)

    def do_POST(self) -> None:
        length = int(self.headers.get("content-length", 0))
        self._answer(json.loads(self.rfile.read(length)))

    def _answer(self, sent: Any) -> None:
        state = self.server_state
        state.asked.append((self.command, self.path, sent))
        url = urlsplit(self.path)
        parts = [unquote(part) for part in url.path.strip("/").split("/")]
        query = {name.lower(): values for name, values in parse_qs(url.query).items()}
        if parts[:2] == ["api", "v0"]:
            self._version1(sent)
        elif parts[2:] == ["config"]:
            self._send(200, self._config())
        elif parts[2:3] == ["codelists"] and parts[3] == "agg_Sum":
            values = [{"code": c, "label": c, "valueMap": m} for c, m in AGGREGATED.items()]
            self._send(
                200,
                {
                    "id": parts[3],
                    "label": "Summer",
                    "language": "no",
                    "type": "Aggregation",
                    "values": values,
                },
            )
        elif parts[2:3] != ["tables"] or parts[3] != "00001":
            self._problem(404, "Not Found")
        elif parts[4:] == []:
            years = list(state.dimensions["Tid"]) if "Tid" in state.dimensions else ["", ""]
            self._send(
                200,
                {
                    "id": "00001",
                    "label": "Folketall",
                    "updated": state.updated,
                    "firstPeriod": years[0],
                    "lastPeriod": years[-1],
                    "variableNames": list(state.dimensions),
                    "timeUnit": "Annual",
                    "discontinued": None,
                    "language": "no",
                    "links": [],
                },
            )
        elif parts[4:] == ["metadata"]:
            self._send(
                200, {**state.described({n: list(c) for n, c in state.dimensions.items()}), "value": []}
            )
        else:
            self._data(query, sent)

    def _config(self) -> dict[str, Any]:
        state = self.server_state
        return {
            "apiVersion": state.version,
            "languages": [{"id": "no", "label": "Norsk"}],
            "defaultLanguage": "no",
            "maxDataCells": state.max_cells if state.told_cells is None else state.told_cells,
            "maxCallsPerTimeWindow": state.calls[0],
            "timeWindow": state.calls[1],
            "license": "https://creativecommons.org/publicdomain/zero/1.0/",
            "defaultDataFormat": "json-stat2",
            "dataFormats": ["json-stat2"],
        }

    def _data(self, query: dict[str, list[str]], sent: Any) -> None:
        if sent is None and len(self.path) > 2_100:
            self._problem(404, "Not Found")
            return
        if sent is not None:
            wanted = {one["variableCode"]: one["valueCodes"] for one in sent["selection"]}
            lists = {one["variableCode"]: one["codelist"] for one in sent["selection"] if "codelist" in one}
        else:
            named = {name.lower(): name for name in self.server_state.dimensions}
            wanted, lists = {}, {}
            for key, values in query.items():
                kind, _, name = key.rstrip("]").partition("[")
                if kind == "valuecodes":
                    wanted[named.get(name, name)] = _listed(values[0])
                elif kind == "codelist":
                    lists[named.get(name, name)] = values[0]
        if not self._misbehave():
            self._cells(wanted, lists)

    def _cells(self, wanted: dict[str, list[str]], lists: dict[str, str]) -> None:
        state = self.server_state
        chosen: dict[str, list[str]] = {}
        for name, expressions in wanted.items():
            if name not in state.dimensions:
                self._problem(400, "Non-existent variable")
                return
            codes = state.codes(name, lists.get(name))
            try:
                chosen[name] = [
                    c for c in codes if any(c in expand(e, codes, name == "Tid") for e in expressions)
                ]
            except (ValueError, IndexError):
                self._problem(400, "Illegal selection expression")
                return
            if not chosen[name] or any(e.isalnum() and e not in codes for e in expressions):
                self._problem(400, "Non-existent value")
                return
        for name in state.dimensions:
            if name not in chosen and not state.elimination.get(name):
                self._problem(400, "Missing selection for mandantory variable")
                return
        if int(np.prod([len(codes) for codes in chosen.values()])) > state.max_cells:
            self._problem(400, "Too many cells selected")
            return
        self._send(200, state.dataset(chosen))

    def _version1(self, sent: Any) -> None:
        state = self.server_state
        if sent is None:
            variables = [
                {
                    "code": name,
                    "text": name.lower(),
                    "values": list(codes),
                    "valueTexts": list(codes.values()),
                    **({"elimination": True} if state.elimination.get(name) else {}),
                    **({"time": True} if name == "Tid" else {}),
                }
                for name, codes in state.dimensions.items()
            ]
            self._send(200, {"title": "Folketall", "variables": variables})
            return
        if self._misbehave():
            return
        wanted: dict[str, list[str]] = {}
        lists: dict[str, str] = {}
        for one in sent["query"]:
            kind, values = one["selection"]["filter"], one["selection"]["values"]
            if kind == "agg:Sum":
                lists[one["code"]] = "agg_Sum"
            elif kind != "item":
                self._send(400, {"error": "Unknown filter"})
                return
            wanted[one["code"]] = values
        self._cells(wanted, lists)

    def _misbehave(self) -> bool:
        """Use up one mode for each data request; true if it replaced the answer."""
        state = self.server_state
        mode = state.modes.popleft() if state.modes else ""
        if mode == "slow":
            state.release.wait()  # the test lets go when the client has given up
            self.close_connection = True
        elif mode.startswith("429"):
            self._problem(
                429, "Too many requests", {"Retry-After": mode.partition(" ")[2]} if " " in mode else {}
            )
        elif mode == "503":
            self._problem(503, "Service Unavailable")
        elif mode == "500":
            self._raw(500, b"")
        elif mode == "half":
            whole = json.dumps(state.dataset({n: list(c) for n, c in state.dimensions.items()})).encode()
            self._raw(200, whole[: len(whole) // 2], length=len(whole))
        elif mode == "half, said to be whole":
            whole = json.dumps(state.dataset({n: list(c) for n, c in state.dimensions.items()})).encode()
            self._raw(200, whole[: len(whole) // 2])
        elif mode == "other shape":
            self._send(200, {"class": "dataset", "tables": [1, 2, 3]})
        elif mode == "fewer":
            first = {n: list(c)[:1] for n, c in state.dimensions.items()}
            self._send(200, state.dataset(first))
        elif mode == "html":
            self._raw(200, b"<html>Vedlikehold</html>")
        elif mode.startswith("redirect "):
            self._raw(302, b"", {"Location": mode.partition(" ")[2]})
        elif mode == "renewed":
            state.updated = "2026-02-26T07:00:00Z"
            return False
        else:
            return False
        return True

    def _problem(self, status: int, title: str, headers: dict[str, str] | None = None) -> None:
        self._send(status, {"type": "about:blank", "title": title, "status": status}, headers)

    def _send(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        self._raw(status, json.dumps(body, ensure_ascii=False).encode(), headers)

    def _raw(
        self, status: int, body: bytes, headers: dict[str, str] | None = None, length: int | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in {**self.server_state.headers, **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        if length is not None:
            self.close_connection = True


def _listed(value: str) -> list[str]:
    """Split a list at its commas, but not inside brackets."""
    parts: list[str] = []
    depth, part = 0, ""
    for char in value:
        if char == "," and depth == 0:
            parts.append(part)
            part = ""
            continue
        depth += (char == "[") - (char == "]")
        part += char
    return [*parts, part]


def expand(expression: str, codes: list[str], is_time: bool) -> list[str]:
    """The codes that a selection expression selects, as in the user guide; a plain code selects itself."""
    bare = expression.removeprefix("[").removesuffix("]")
    name, _, rest = bare.partition("(")
    given = rest.removesuffix(")").split(",")
    if "," in bare and rest and not expression.startswith("[") and name not in ("range", "top", "bottom"):
        raise ValueError(expression)
    match name.lower():
        case "top" | "bottom":
            count, skip = int(given[0]), int(given[1]) if len(given) > 1 else 0
            ordered = codes[::-1] if (name.lower() == "top") == is_time else codes
            return ordered[skip : skip + count]
        case "from" if rest:
            return codes[codes.index(given[0]) :]
        case "to" if rest:
            return codes[: codes.index(given[0]) + 1]
        case "range":
            return codes[codes.index(given[0]) : codes.index(given[1]) + 1]
    if "*" in bare or "?" in bare:
        import fnmatch

        return [code for code in codes if fnmatch.fnmatchcase(code, bare)]
    return [code for code in codes if code == bare]
