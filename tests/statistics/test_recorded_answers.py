"""Real answers of a PxWebApi 2 installation, recorded by others (``tests/cases/recorded``)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import numpy as np
import pytest

from retning.statistics.sources.assemble import table_of
from retning.statistics.sources.declared import DeclaredTable, Source
from retning.statistics.sources.http import Client
from retning.statistics.sources.jsonstat import parse
from retning.statistics.sources.pxweb import PxWeb2
from support.cases import case_file

BASE = "https://statistikdatabasen.scb.se/api/v2"
SELECT = {
    "Region": ("*",),
    "Alder": ("*",),
    "Kon": ("*",),
    "ContentsCode": ("*",),
    "Tid": ("top(4)",),
}


def recorded(name: str) -> bytes:
    return case_file("recorded", name).read_bytes()


def replay(request: httpx.Request) -> httpx.Response:
    """The recorded answers at the addresses they were recorded from.

    The data were asked for with two value sets; the recording's own metadata of those codes is the data answer's.
    """
    path = request.url.path.removeprefix("/api/v2")
    if path == "/config":
        return httpx.Response(200, content=recorded("scb_v2_config.json"))
    if path == "/tables/TAB6471":
        listed = json.loads(recorded("scb_v2_TAB6471_metadata.json"))
        info = {
            "id": "TAB6471",
            "label": listed["label"],
            "updated": listed["updated"],
            "timeUnit": "Monthly",
        }
        return httpx.Response(200, json=info)
    if path == "/tables/TAB6471/metadata":
        chosen = json.loads(recorded("scb_v2_TAB6471_data.json"))
        full = json.loads(recorded("scb_v2_TAB6471_metadata.json"))
        for name, dimension in chosen["dimension"].items():
            dimension["extension"] = full["dimension"][name]["extension"]
        return httpx.Response(200, json={**chosen, "value": []})
    if path == "/tables/TAB6471/data":
        return httpx.Response(200, content=recorded("scb_v2_TAB6471_data.json"))
    return httpx.Response(404, json={"title": "Not Found"})


@pytest.fixture
def api() -> PxWeb2:
    now = [1_780_000_000.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    clock: Callable[[], float] = lambda: now[0]  # noqa: E731
    client = Client(
        ["statistikdatabasen.scb.se"], clock=clock, sleep=sleep, transport=httpx.MockTransport(replay)
    )
    return PxWeb2(client, BASE, "sv")


def test_the_recorded_data_read_cell_by_cell() -> None:
    cube = parse(recorded("scb_v2_TAB6471_data.json"))
    written: dict[str, Any] = json.loads(recorded("scb_v2_TAB6471_data.json"))
    assert cube.dims == ("Region", "Alder", "Kon", "ContentsCode", "Tid")
    assert cube.size == (21, 11, 3, 1, 4)
    assert cube.value.tolist() == written["value"]
    # The first cells, read by eye in the file: Stockholm's youngest group, both sexes, four months.
    assert cube.value[:4].tolist() == [245284, 247245, 249358, 251635]
    first = [cube.column(name)[0] for name in cube.dims]
    assert first[0] == "01" and first[3:] == ["000007SF", "2026M01"]
    assert cube.labels["Region"]["01"] == "Stockholms län"
    assert cube.units == {"000007SF": "antal"}
    assert cube.updated == "2026-06-08T06:00:00Z"


def test_men_and_women_add_up_to_the_total_within_the_publishers_own_uncertainty() -> None:
    cube = parse(recorded("scb_v2_TAB6471_data.json"))
    value = cube.value.reshape(cube.size)
    sexes = cube.codes["Kon"]
    total = value[:, :, sexes.index("TotSa")] if "TotSa" in sexes else value[:, :, 2]
    parts = [value[:, :, at] for at, code in enumerate(sexes) if code in ("1", "2")]
    assert len(parts) == 2
    assert np.abs(total - parts[0] - parts[1]).max() < 50  # controlled random noise, says the note


def test_the_recorded_metadata_tell_what_may_be_left_out(api: PxWeb2) -> None:
    config = api.config()
    assert (config.version, config.max_cells, config.calls, config.window) == ("2.2.0", 150_000, 3, 1)
    dims = {d.code: d for d in api.metadata("TAB6471")}
    assert {name: d.must for name, d in dims.items()} == {
        "Region": False,
        "Alder": True,
        "Kon": False,
        "ContentsCode": True,
        "Tid": True,
    }
    assert dims["Tid"].is_time and dims["ContentsCode"].is_metric
    assert "vs_CKM02Län" in (dims["Region"].codelists or ())


def test_the_recorded_table_becomes_one_of_ours(api: PxWeb2) -> None:
    source = Source(
        "scb", {"nb": "SCB"}, "pxweb2", BASE, "CC0", "Källa: SCB", "sv", 30, ("statistikdatabasen.scb.se",)
    )
    declared = DeclaredTable("scb/TAB6471", "scb", "TAB6471", SELECT)
    table = table_of(api.download("TAB6471", SELECT, {}), declared, source, 1_780_000_000.0)
    assert len(table) == 2772
    assert table.period[:4] == ("2026-M01", "2026-M02", "2026-M03", "2026-M04")
    assert table.manifest.vintage == "2026-06-08"
    assert table.manifest.units == {"000007SF": "antal"}
    assert set(table.dims) == {"Region", "Alder", "Kon", "ContentsCode"}
    assert table.dims["Region"][0] == "01"  # text: the zero stays


def test_a_code_list_is_read_in_its_own_order() -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=recorded("scb_v2_agg_Alder10arJ.json"))

    client = Client(["x.org"], clock=lambda: 0.0, sleep=lambda _: None, transport=httpx.MockTransport(answer))
    assert PxWeb2(client, "https://x.org", "sv").codelist("agg_Ålder10årJ")[:3] == ("-9", "10-19", "20-29")


# Read by eye in each file: how many figures there are, the first of them, and how many are marked as missing.
@pytest.mark.parametrize(
    ("name", "figures", "first", "marked"),
    [
        ("ssb_v2_12134_data.json", 3, 81240, 0),
        ("ssb_v0_07221_data.json", 12 * 3 * 8, 136.2, 24),
        ("ssb_09895_data.json", 9 * 5 * 7, 7890, 39),
        ("ssb_11964_data.json", 2 * 5 * 2, 3931, 0),
    ],
)
def test_recorded_answers_of_other_tables_are_read_with_their_gaps(
    name: str, figures: int, first: float, marked: int
) -> None:
    cube = parse(recorded(name))
    assert cube.value.size == figures
    assert cube.value[0] == first
    assert np.isnan(cube.value).sum() == marked
