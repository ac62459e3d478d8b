"""Rows of peers: one indicator on one row, all peer areas as dots, ours large, the comparator hollow."""

from __future__ import annotations

from collections.abc import Sequence

from retning.charts.dot_strip import Dot, DotRole
from retning.charts.peer_row import PeerRow
from retning.edition.edition import Edition
from retning.edition.records import peers as records
from retning.edition.records.indicators import Indicator
from retning.language.texts import state_key
from retning.public.blocks.pictures import frame_of, points_of
from retning.public.context import Page
from retning.public.model import Model
from retning.public.view import Picture

MOST_AT_FIRST = 3
"""Rows of a goal that are shown before "show more"."""


class PeerEntry(Model, frozen=True, kw_only=True):
    """One indicator of an area beside its peers."""

    id: str
    title: str
    address: str
    unit: str
    period: str
    value: str
    comparator: str
    """Its name ("": there is none)."""
    comparator_value: str
    lowest: str
    highest: str
    verdict: str
    """How the area stands to the comparator, in words ("" where it is not compared)."""
    against: str
    """The same as in class names."""
    why: str
    """By which rule they were compared."""
    picture: Picture


class PeerRows(Model, frozen=True):
    """Rows in two parts: those that are seen at once, and those behind "show more"."""

    first: tuple[PeerEntry, ...]
    more: tuple[PeerEntry, ...]


class GoalRows(PeerRows, frozen=True):
    """The rows of the indicators below a goal; ``id`` and ``address`` are empty for those below none."""

    id: str
    title: str
    address: str


def group_of(edition: Edition, indicator: str, area: str) -> records.PeerGroup | None:
    """The group in which an area stands beside its peers: the declared one, else that of its kind."""
    part = edition.part(indicator)
    found = [g for g in (part.whole.peers if part else ()) if any(row.area == area for row in g.rows)]
    members = [group for group in found if any(dot.area == area for dot in group.dots)]
    return next(iter(sorted(members or found, key=lambda group: not group.declared)), None)


def row(page: Page, id: str, area: str) -> PeerEntry | None:
    """One row, or ``None`` where the area has no peers in the indicator."""
    edition = page.site.edition
    group = group_of(edition, id, area)
    if group is None:
        return None
    indicator = edition.indicators[id]
    own = next(row for row in group.rows if row.area == area)

    def name(of: str) -> str:
        return page.pick(edition.areas[of].name)

    def number(value: float | None) -> str:
        return page.unit(value, indicator.unit, indicator.decimals) if value is not None else "–"

    chart = _chart(page, indicator, group, own)
    wide, narrow = chart.sizes
    drawings = ((wide, f"p-{id}-{area}"), (narrow, f"n-{id}-{area}"))
    ordered = sorted(group.dots, key=lambda dot: dot.value)
    lowest, highest = ordered[0], ordered[-1]
    return PeerEntry(
        id=id,
        title=page.pick(indicator.title),
        address=page.url("indicator", id),
        unit=chart.frame.unit,
        period=page.period(group.period),
        value=number(own.value),
        comparator=name(group.comparator) if group.comparator else "",
        comparator_value=number(group.comparator_value),
        lowest=f"{name(lowest.area)} {number(lowest.value)}",
        highest=f"{name(highest.area)} {number(highest.value)}",
        verdict=chart.verdict,
        against=state_key(own.against),
        why=page.t(f"peers.rule.{own.rule}") if own.rule else "",
        picture=Picture(chart, page.lang, drawings),
    )


def _chart(page: Page, indicator: Indicator, group: records.PeerGroup, own: records.PeerRow) -> PeerRow:
    """All areas of the group as dots; ours and the comparator as well where they are outside it."""
    areas = page.site.edition.areas
    roles: dict[str, DotRole] = {own.area: "own", group.comparator: "comparator"}
    values: dict[str, float | None] = {dot.area: dot.value for dot in group.dots}
    values.setdefault(own.area, own.value)
    if group.comparator:
        values.setdefault(group.comparator, group.comparator_value)
    line = page.figures.line(indicator.id, own.area)
    return PeerRow(
        frame_of(page, indicator, own.area, line),
        period=group.period,
        dots=tuple(Dot(page.pick(areas[a].name), v, roles.get(a, "peer")) for a, v in values.items()),
        history=points_of(line) if line else (),
        verdict=_verdict(page, indicator, group, own),
    )


def _verdict(page: Page, indicator: Indicator, group: records.PeerGroup, own: records.PeerRow) -> str:
    """How the area stands to the comparator, in words."""
    if own.against == "not compared":
        return page.t("peers.amount") if indicator.kind == "count" else ""
    name = page.pick(page.site.edition.areas[group.comparator].name)
    return page.t(f"peers.against.{state_key(own.against)}", name=name)


def goals_of(page: Page, area: str) -> tuple[GoalRows, ...]:
    """An area's rows, goal by goal in the plan's order: the first ones open, the others folded."""
    edition = page.site.edition
    plan = edition.plan
    groups: dict[str, list[PeerEntry]] = {}
    for id, indicator in edition.indicators.items():
        made = row(page, id, area)
        if made is not None:
            groups.setdefault(top_of(edition, indicator), []).append(made)
    order = [element.id for element in (*plan.overarching, *plan.children(None))]
    found = []
    for top in sorted(groups, key=lambda t: order.index(t) if t in order else len(order)):
        element = edition.elements.get(top)
        rows = folded(groups[top])
        found.append(
            GoalRows(
                rows.first,
                rows.more,
                id=top,
                title=page.pick(element.title) if element else page.t("peers.other"),
                address=page.url("element", top) if element else "",
            )
        )
    return tuple(found)


def top_of(edition: Edition, indicator: Indicator) -> str:
    """The uppermost goal that an indicator informs (``""``: none)."""
    for id in (*indicator.serves, *indicator.proxy_for):
        at = edition.elements.get(id)
        while at is not None and at.parent:
            at = edition.elements.get(at.parent)
        if at is not None and not at.is_foundation:
            return at.id
    return ""


def of_element(page: Page, id: str) -> PeerRows:
    """The rows of a plan element or of everything below it: each indicator in the area that it is judged for."""
    edition = page.site.edition
    below = [id, *(element.id for element in edition.plan.leaves(id))] if id in edition.elements else [id]
    wanted = {i.id: i for element in below for i in edition.indicators_of(element)}
    rows = (row(page, indicator.id, indicator.main_area) for indicator in wanted.values())
    return folded([made for made in rows if made is not None])


def folded(rows: Sequence[PeerEntry]) -> PeerRows:
    """Rows in two parts: those that are compared before amounts and places in a list; equals keep their order."""
    ordered = tuple(sorted(rows, key=lambda row: row.against == "not_compared"))
    return PeerRows(ordered[:MOST_AT_FIRST], ordered[MOST_AT_FIRST:])
