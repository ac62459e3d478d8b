"""Rows of peers: one indicator on one row, all peer areas as dots, ours large, the comparator hollow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from retning.charts.dot_strip import Dot, DotRole
from retning.charts.peer_row import PeerRow
from retning.language.texts import state_key
from retning.public.blocks.pictures import frame_of, points_of
from retning.public.context import Page
from retning.public.data import Data
from retning.public.markup import safe

Json = dict[str, Any]

MOST_AT_FIRST = 3
"""Rows of a goal that are shown before "show more"."""


def entry_of(data: Data, indicator: str, area: str) -> Json | None:
    """The group in which an area stands beside its peers: the declared one, else that of its kind."""
    found = [
        entry
        for entry in data.content.get("peers", ())
        if entry["indicator"] == indicator and any(row["area"] == area for row in entry["rows"])
    ]
    members = [e for e in found if any(dot[0] == area for dot in e["dots"])]
    return next(iter(sorted(members or found, key=lambda e: not e["declared"])), None)


def row(page: Page, id: str, area: str) -> Json | None:
    """One row, or ``None`` where the area has no peers in the indicator."""
    data = page.site.data
    entry = entry_of(data, id, area)
    if entry is None:
        return None
    indicator = data.indicators[id]
    own = next(r for r in entry["rows"] if r["area"] == area)
    line = data.series_of(id, area)

    def name(of: str) -> str:
        return page.pick(data.areas[of]["name"])

    roles: dict[str, DotRole] = {area: "own", entry["comparator"]: "comparator"}
    dots = [Dot(name(a), value, roles.get(a, "peer")) for a, value in entry["dots"]]
    here = {a for a, _ in entry["dots"]}
    if area not in here:
        dots.append(Dot(name(area), own["value"], "own"))
    if entry["comparator"] and entry["comparator"] not in here | {area}:
        dots.append(Dot(name(entry["comparator"]), entry["comparator_value"], "comparator"))
    verdict = said(page, entry, own)
    frame = frame_of(page, indicator, area, line)
    history = points_of(line) if line else ()
    chart = PeerRow(frame, period=entry["period"], dots=tuple(dots), history=history, verdict=verdict)
    wide, narrow = PeerRow.sizes
    ordered = sorted(entry["dots"], key=lambda dot: dot[1])

    def number(value: float | None) -> str:
        return page.unit(value, indicator["unit"], indicator["decimals"]) if value is not None else "–"

    return {
        "id": id,
        "title": page.pick(indicator["title"]),
        "address": page.url("indicator", id),
        "unit": frame.unit,
        "period": page.period(entry["period"]),
        "value": number(own["value"]),
        "comparator": name(entry["comparator"]) if entry["comparator"] else "",
        "comparator_value": number(entry["comparator_value"]),
        "lowest": f"{name(ordered[0][0])} {number(ordered[0][1])}",
        "highest": f"{name(ordered[-1][0])} {number(ordered[-1][1])}",
        "verdict": verdict,
        "against": state_key(own["against"]),
        "why": page.t(f"peers.rule.{own['rule']}") if own["rule"] else "",
        "wide": safe(chart.svg(page.lang, f"p-{id}-{area}", wide)),
        "narrow": safe(chart.svg(page.lang, f"n-{id}-{area}", narrow)),
    }


def said(page: Page, entry: Json, own: Json) -> str:
    """How the area stands to the comparator, in words."""
    if own["against"] == "not compared":
        kind = page.site.data.indicators[entry["indicator"]]["kind"]
        return page.t("peers.amount") if kind == "count" else ""
    name = page.pick(page.site.data.areas[entry["comparator"]]["name"])
    return page.t(f"peers.against.{state_key(own['against'])}", name=name)


def goals_of(page: Page, area: str) -> list[Json]:
    """An area's rows, goal by goal in the plan's order: the first ones open, the others folded."""
    data = page.site.data
    groups: dict[str, list[Json]] = {}
    order = [e["id"] for e in data.plan["overarching"]] + [e["id"] for e in data.children(None)]
    for id in data.indicators:
        made = row(page, id, area)
        if made is not None:
            groups.setdefault(top_of(data, data.indicators[id]), []).append(made)
    groups = {top: comparable_first(rows) for top, rows in groups.items()}
    found = []
    for top in sorted(groups, key=lambda t: order.index(t) if t in order else len(order)):
        element = data.elements.get(top)
        found.append(
            {
                "id": top,
                "title": page.pick(element["title"]) if element else page.t("peers.other"),
                "address": page.url("element", top) if element else "",
                **folded(groups[top]),
            }
        )
    return found


def top_of(data: Data, indicator: Json) -> str:
    """The uppermost plan element that an indicator informs (``""``: none)."""
    for id in (*indicator["serves"], *indicator["proxy_for"]):
        at = id
        while at in data.elements and data.elements[at]["parent"]:
            at = data.elements[at]["parent"]
        if at in data.elements and not data.is_promise(at):
            return str(at)
    return ""


def of_element(page: Page, id: str) -> Json:
    """The rows of a plan element or of everything below it: each indicator in the area that it is judged for."""
    data = page.site.data
    below = [id, *[e["id"] for e in data.leaves(id)]] if id in data.elements else [id]
    wanted = dict.fromkeys(i["id"] for e in below for i in data.indicators_of(e))
    rows = [row(page, i, data.indicators[i]["main_area"]) for i in wanted]
    return folded(comparable_first([r for r in rows if r is not None]))


def comparable_first(rows: Sequence[Json]) -> list[Json]:
    """Rows that are compared before amounts and places in a list; equals keep their order."""
    return sorted(rows, key=lambda r: r["against"] == "not_compared")


def folded(rows: Sequence[Json]) -> Json:
    """The rows in two parts: those that are seen at once, and those behind "show more"."""
    return {"first": list(rows[:MOST_AT_FIRST]), "more": list(rows[MOST_AT_FIRST:])}
