"""How one area stands on every strategy of the plan: its own figures, or plainly that there are none."""

from __future__ import annotations

from typing import Any

from retning.public.context import Page

Json = dict[str, Any]


def standing(page: Page, area: str) -> list[Json]:
    """Every judged element below each goal, in the plan's order.

    ``figures`` are the area's own: name, newest value and which way. Where there are none, ``says`` tells whether
    it is measured elsewhere (``elsewhere``), only pointed at (``proxy``) or not measured at all (``none``).
    """
    data = page.site.data
    groups = []
    for top in data.children(None):
        leaves = data.leaves(top["id"]) or [top]
        groups.append(
            {
                "id": top["id"],
                "title": page.pick(top["title"]),
                "address": page.url("element", top["id"]),
                "rows": [_row(page, leaf, area) for leaf in leaves],
            }
        )
    return groups


def _row(page: Page, element: Json, area: str) -> Json:
    data = page.site.data
    figures, elsewhere = [], ""
    proxy = False
    for indicator in data.indicators_of(element["id"]):
        serves = element["id"] in indicator["serves"]
        own = _figure(page, indicator, area, serves)
        if own is not None:
            figures.append(own)
        elif data.areas_of(indicator["id"]):
            proxy = proxy or not serves
            if serves and not elsewhere:
                elsewhere = data.areas_of(indicator["id"])[0]
    state = "own" if figures else "elsewhere" if elsewhere else "proxy" if proxy else "none"
    says = ""
    if state == "elsewhere":
        says = page.t("standing.elsewhere", name=page.pick(data.areas[elsewhere]["name"]))
    elif state != "own":
        says = page.t(f"standing.{state}")
    return {
        "id": element["id"],
        "title": page.pick(element["title"]) or page.pick(element["wordings"][0]["text"]),
        "address": page.url("element", element["id"]),
        "state": state,
        "says": says,
        "figures": figures,
    }


def _figure(page: Page, indicator: Json, area: str, serves: bool) -> Json | None:
    """The newest value of an indicator in an area and which way it goes."""
    data = page.site.data
    line = data.series_of(indicator["id"], area)
    known = [n for n, v in enumerate(line["value"]) if v is not None] if line else []
    if line is None or not known:
        return None
    at = known[-1]
    return {
        "title": page.pick(indicator["title"]),
        "address": page.url("indicator", indicator["id"]) + f"#{area}.{line['line']}.{line['period'][at]}",
        "value": page.unit(line["value"][at], indicator["unit"], indicator["decimals"]),
        "period": page.period(line["period"][at]),
        "way": data.tendency_on("area", area, indicator["id"], area)["state"],
        "serves": serves,
    }


def counts(groups: list[Json]) -> Json:
    """How many strategies there are, and for how many the area has figures of its own."""
    rows = [row for group in groups for row in group["rows"]]
    return {"all": len(rows), "own": sum(row["state"] == "own" for row in rows)}
