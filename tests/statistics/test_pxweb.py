"""PxWebApi 2 and 1 end to end against a server on this machine, well behaved and not."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import numpy as np
import pytest

from retning.statistics.model import Table
from retning.statistics.sources.assemble import check_unchanged, table_of
from retning.statistics.sources.declared import DeclaredTable, Source
from retning.statistics.sources.errors import SourceError
from retning.statistics.sources.http import Client, HttpLimits
from retning.statistics.sources.pxweb import PxWeb2
from retning.statistics.sources.pxweb1 import PxWeb1
from support.pxweb_server import AREAS, SEXES, YEARS, PxServer, invented

ALL = {"Region": ("*",), "Kjonn": ("*",), "ContentsCode": ("Folk",), "Tid": ("*",)}


class Bench:
    """A server, a client with a clock of its own, and what the client slept."""

    def __init__(self, server: PxServer) -> None:
        self.server = server
        self.now = 1_790_000_000.0
        self.slept: list[float] = []
        self.client = self.new_client()

    def new_client(self, limits: HttpLimits | None = None) -> Client:
        def sleep(seconds: float) -> None:
            self.slept.append(seconds)
            self.now += seconds

        return Client(
            [self.server.host], clock=lambda: self.now, sleep=sleep, calls_per_minute=0, limits=limits
        )

    @property
    def api(self) -> PxWeb2:
        return PxWeb2(self.client, self.server.base, "no")

    def table(
        self,
        select: dict[str, tuple[str, ...]] = ALL,
        codelist: dict[str, str] | None = None,
        prefix: str = "",
    ) -> Table:
        declared = DeclaredTable(
            "made/00001", "made", "00001", select, codelist=codelist or {}, area_prefix=prefix
        )
        source = Source("made", {"nb": "Oppdiktet"}, "pxweb2", self.server.base, "CC0", "Kilde: oppdiktet")
        return table_of(self.api.download("00001", select, codelist or {}), declared, source, self.now)


@pytest.fixture
def bench() -> Iterator[Bench]:
    with PxServer() as server:
        bench = Bench(server)
        yield bench
        bench.client.close()


def as_cells(table: Table) -> dict[tuple[str, str, str], float | None]:
    """Value by area, sex and period."""
    values = [None if np.isnan(v) else float(v) for v in table.value]
    keys = zip(table.dims["Region"], table.dims["Kjonn"], table.period, strict=True)
    found = dict(zip(keys, values, strict=True))
    assert len(found) == len(table)
    return found


EVERYTHING = {(a, s, y): invented(a, s, "Folk", y) for a in AREAS for s in SEXES for y in YEARS}


def test_a_whole_table_with_its_symbols_and_its_facts(bench: Bench) -> None:
    table = bench.table()
    assert as_cells(table) == EVERYTHING
    hidden = [at for at, symbol in enumerate(table.status) if symbol == ":"]
    assert {(table.dims["Region"][at], table.period[at]) for at in hidden} == {("7004", "2019")}
    assert np.isnan(table.value[hidden]).all()
    manifest = table.manifest
    assert (manifest.vintage, manifest.units, manifest.next_release) == (
        "2026-02-25",
        {"Folk": "personer"},
        "2027-02-24",
    )
    assert manifest.labels["Region"]["7002"] == "Åsby"
    assert manifest.fetched == "2026-09-21T14:13:20+00:00"
    assert json.loads(manifest.query)["selection"][3] == {"variableCode": "Tid", "valueCodes": ["*"]}


def test_sparse_answers_read_the_same(bench: Bench) -> None:
    bench.server.sparse = True
    assert as_cells(bench.table()) == EVERYTHING


def test_a_dimension_that_may_be_left_out_is_left_out(bench: Bench) -> None:
    table = bench.table({name: codes for name, codes in ALL.items() if name != "Kjonn"})
    assert "Kjonn" not in table.dims
    assert len(table) == len(AREAS) * len(YEARS)


def test_expressions_go_in_the_address_in_brackets(bench: Bench) -> None:
    select = {**ALL, "Kjonn": ("0",), "Tid": ("range(2019,2021)", "top(1)")}
    table = bench.table(select)
    assert sorted(set(table.period)) == ["2019", "2020", "2021", "2024"]
    method, path, _ = bench.server.data_requests()[0]
    assert method == "GET"
    assert "%5Brange(2019%2C2021)%5D,top(1)" in path


def test_a_code_list_of_sums(bench: Bench) -> None:
    select = {**ALL, "Region": ("*",), "Kjonn": ("0",), "Tid": ("2024",)}
    table = bench.table(select, {"Region": "agg_Sum"}, prefix="K-")
    expected = {
        "7001": EVERYTHING["7001", "0", "2024"] + EVERYTHING["7002", "0", "2024"],
        "7003": EVERYTHING["7003", "0", "2024"] + EVERYTHING["7004", "0", "2024"],
    }
    assert dict(zip(table.dims["Region"], table.value.tolist(), strict=True)) == expected
    assert "agg_Sum" in table.manifest.query  # the answer does not say which code list made it
    with pytest.raises(SourceError) as caught:
        bench.table(select, {"Region": "agg_sum"})
    assert caught.value.key == "no_such_codelist"


def test_a_long_question_is_posted(bench: Bench) -> None:
    bench.server.dimensions["Region"] = {f"{n:04}": f"Sted {n}" for n in range(1000, 1600)}
    bench.server.figure = lambda area, sex, contents, year: float(area)
    bench.server.max_cells = 100_000
    wanted = tuple(f"{n:04}" for n in range(1000, 1500))
    table = bench.table({**ALL, "Region": wanted, "Kjonn": ("0",), "Tid": ("2024",)})
    assert table.dims["Region"] == wanted
    assert [method for method, _, _ in bench.server.data_requests()] == ["POST"]
    assert json.loads(
        bench.api.download("00001", {**ALL, "Region": wanted, "Tid": ("top(1)",)}, {}).raw[0].sent
    )


def test_a_server_that_does_not_find_a_long_address_is_asked_by_post(bench: Bench) -> None:
    real = bench.client.json

    def short_sighted(method: str, url: str, body: object = None) -> object:
        if method == "GET" and "/data" in url and len(url) > 150:
            raise SourceError("status", status=404, title="Not Found", url=url)
        return real(method, url, body)

    bench.client.json = short_sighted  # type: ignore[method-assign,assignment]
    assert as_cells(bench.table()) == EVERYTHING
    assert [method for method, _, _ in bench.server.data_requests()] == ["POST"]


@pytest.mark.parametrize("limit", [4, 20, 83])
def test_a_table_above_the_limit_comes_in_pieces_and_is_the_same(bench: Bench, limit: int) -> None:
    bench.server.max_cells = limit
    assert as_cells(bench.table()) == EVERYTHING
    assert len(bench.server.data_requests()) >= len(EVERYTHING) / limit


def test_a_limit_that_is_not_what_the_server_says_is_found_by_halving(bench: Bench) -> None:
    bench.server.max_cells, bench.server.told_cells = 30, 0
    assert as_cells(bench.table()) == EVERYTHING


def test_a_slow_server_is_given_up_and_asked_again(bench: Bench) -> None:
    bench.client.close()
    bench.client = bench.new_client(HttpLimits(read=0.1, connect=1.0))
    bench.server.modes.extend(["slow"])
    assert as_cells(bench.table()) == EVERYTHING
    assert bench.slept == [2.0]
    bench.server.modes.extend(["slow"] * 5)
    with pytest.raises(SourceError) as caught:
        bench.table()
    assert caught.value.key == "timeout"
    bench.server.release.set()


def test_busy_then_well(bench: Bench) -> None:
    bench.server.modes.extend(["429 23", "503", "429"])
    assert as_cells(bench.table()) == EVERYTHING
    assert bench.slept == [23.0, 4.0, 8.0]


@pytest.mark.parametrize("mode", ["half", "half, said to be whole", "html"])
def test_half_an_answer_is_asked_for_again_and_never_kept(bench: Bench, mode: str) -> None:
    bench.server.modes.append(mode)
    assert as_cells(bench.table()) == EVERYTHING
    assert len(bench.slept) == 1
    bench.server.modes.extend([mode] * 5)
    with pytest.raises(SourceError) as caught:
        bench.table()
    assert caught.value.key == ("unreachable" if mode == "half" else "not_json")


@pytest.mark.parametrize(
    ("mode", "key"),
    [
        ("other shape", "shape"),
        ("fewer", "other_codes"),
        ("500", "status"),
        ("redirect https://evil.example.org/", "redirect"),
    ],
)
def test_another_answer_than_asked_for_is_refused(bench: Bench, mode: str, key: str) -> None:
    bench.server.modes.append(mode)
    with pytest.raises(SourceError) as caught:
        bench.table()
    assert caught.value.key == key


def test_a_table_renewed_between_two_pieces_is_refused(bench: Bench) -> None:
    bench.server.max_cells = 50
    bench.server.modes.extend(["", "renewed"])
    with pytest.raises(SourceError) as caught:
        bench.table()
    assert caught.value.key == "renewed_meanwhile"


def test_the_servers_tempo_is_kept(bench: Bench) -> None:
    bench.server.calls = (2, 5)
    bench.table()  # config and info, then metadata and cells, two in each window
    assert bench.slept == [5.0]
    bench.api.info("00001")
    assert bench.slept == [5.0, 5.0]
    bench.slept.clear()
    bench.server.headers = {"x-ratelimit-policy": "40;w=60s", "x-ratelimit-remaining": "0"}
    bench.api.info("00001")
    bench.api.info("00001")
    assert bench.slept[-1] == 60.0


def test_a_changed_table_is_told_by_name(bench: Bench) -> None:
    def key_of(select: dict[str, tuple[str, ...]] = ALL) -> tuple[str, object]:
        with pytest.raises(SourceError) as caught:
            bench.table(select)
        return caught.value.key, caught.value.values.get("dimension")

    bench.server.dimensions["Alder"] = {"0-14": "barn", "15-74": "voksne"}
    assert key_of() == ("must_choose", "Alder")
    del bench.server.dimensions["Alder"]
    assert key_of({**ALL, "Region": ("7001", "7099")}) == ("no_such_code", "Region")
    kept = bench.server.dimensions.pop("Kjonn")
    assert key_of() == ("dimension_gone", "Kjonn")
    bench.server.dimensions["Kjonn"] = kept
    assert as_cells(bench.table()) == EVERYTHING


def test_a_new_code_under_a_star_is_not_added_up_unseen(bench: Bench) -> None:
    declared = DeclaredTable("made/00001", "made", "00001", ALL)
    before = bench.table()
    bench.server.dimensions["Tid"]["2025"] = "2025"
    bench.server.dimensions["Region"]["7005"] = "Nyvik"
    check_unchanged(before, bench.table(), declared)  # time goes on, and areas are area.toml's business
    bench.server.dimensions["Kjonn"]["9"] = "I alt"
    bench.server.figure = lambda area, sex, contents, year: 1.0
    with pytest.raises(SourceError) as caught:
        check_unchanged(before, bench.table(), declared)
    assert (caught.value.key, caught.value.values["came"]) == ("codes_changed", "9")
    now_chosen = {**ALL, "Kjonn": ("0", "1", "2", "9")}
    check_unchanged(before, bench.table(now_chosen), DeclaredTable("made/00001", "made", "00001", now_chosen))


def test_a_symbol_wins_over_a_zero(bench: Bench) -> None:
    def zero_beside_symbol(request: httpx.Request) -> httpx.Response:
        answer = httpx.get(str(request.url), trust_env=False)
        data = answer.json()
        if "/data" in request.url.path:
            data["value"] = [0 if v is None else v for v in data["value"]]
        return httpx.Response(answer.status_code, json=data)

    bench.client.close()
    bench.client = Client(
        [bench.server.host],
        clock=lambda: bench.now,
        sleep=bench.slept.append,
        calls_per_minute=0,
        transport=httpx.MockTransport(zero_beside_symbol),
    )
    assert as_cells(bench.table()) == EVERYTHING


def test_an_installation_of_another_version_is_refused(bench: Bench) -> None:
    bench.server.version = "1.0"
    with pytest.raises(SourceError) as caught:
        bench.table()
    assert caught.value.key == "version"


def test_version_1_gives_the_same_table(bench: Bench) -> None:
    source = Source("made", {"nb": "Oppdiktet"}, "pxweb1", bench.server.base1, "CC0", "Kilde: oppdiktet")
    declared = DeclaredTable("made/00001", "made", "00001", ALL)
    for limit in (10_000, 20):
        api = PxWeb1(bench.client, bench.server.base1, limit)
        assert as_cells(table_of(api.download("00001", ALL, {}), declared, source, bench.now)) == EVERYTHING
    bench.server.max_cells = 30
    api = PxWeb1(bench.client, bench.server.base1, 10_000)
    assert as_cells(table_of(api.download("00001", ALL, {}), declared, source, bench.now)) == EVERYTHING


def test_version_1_with_expressions_sums_and_a_changed_table(bench: Bench) -> None:
    api = PxWeb1(bench.client, bench.server.base1, 10_000)
    got = api.download(
        "00001", {**ALL, "Region": ("K-7001",), "Kjonn": ("0",), "Tid": ("top(2)",)}, {"Region": "agg_Sum"}
    )
    assert got.asked["Tid"] == ("2023", "2024")
    assert got.cubes[0].value.tolist() == [
        EVERYTHING["7001", "0", y] + EVERYTHING["7002", "0", y] for y in ("2023", "2024")
    ]
    with pytest.raises(SourceError) as caught:
        api.download("00001", {**ALL, "Region": ("*",)}, {"Region": "agg_Sum"})
    assert caught.value.key == "expression"
    with pytest.raises(SourceError) as caught:
        api.download("00001", {**ALL, "Bydel": ("*",)}, {})
    assert caught.value.key == "dimension_gone"
