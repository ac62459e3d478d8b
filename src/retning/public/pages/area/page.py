"""An area: every figure there is about it, and its codes and members through time."""

from __future__ import annotations

from retning.edition.records.areas import Membership
from retning.public.blocks import maps, peers
from retning.public.blocks.board import OwnTasks, own_tasks
from retning.public.blocks.maps import MapBlock
from retning.public.blocks.peers import GoalRows, PeerEntry
from retning.public.blocks.rows import IndicatorRow, indicator_row
from retning.public.blocks.standing import Standing, standing
from retning.public.context import Page
from retning.public.downloads import downloads
from retning.public.model import Model
from retning.public.query import Query
from retning.public.subjects import other_names
from retning.public.view import Link, PageView, Words, words_of


class CodeSpan(Model, frozen=True):
    """A code of the area, and from when to when it held."""

    code: str
    span: str


class Members(Model, frozen=True, kw_only=True):
    """Who belonged to a region in a time, and where that was decided."""

    span: str
    names: str
    source: str
    address: str


class AreaView(PageView, frozen=True, kw_only=True):
    """The sheet of an area."""

    name: str
    kind_name: str
    other_names: str
    sentences: tuple[Words, ...]
    """What opens the page."""
    map: MapBlock | None
    goals: tuple[GoalRows, ...]
    peer_rows: tuple[PeerEntry, ...]
    """The rows of all goals, for the table."""
    tasks: OwnTasks | None
    standing: Standing | None
    """How it stands on the strategies; ``None`` for kinds of areas that the plan is not about."""
    rows: tuple[IndicatorRow, ...]
    missing: bool
    """Whether some indicators have no figures for the area."""
    codes: tuple[CodeSpan, ...]
    memberships: tuple[Members, ...]


def view(page: Page, id: str, query: Query) -> AreaView:
    """What the page of an area shows."""
    edition = page.site.edition
    area = edition.areas[id]
    name = page.pick(area.name)
    goals = peers.goals_of(page, id)
    map_of = maps.best(page, id) if id in maps.placed(edition) else ""
    with_figures = [i for i in edition.indicators if page.figures.line(i, id) is not None]
    opening = edition.opening("area", id)
    return AreaView(
        title=name,
        crumbs=(Link(page.t("page.areas.menu"), page.url("areas")), Link(name)),
        files=downloads(page, "area", id),
        name=name,
        kind_name=page.t(f"area_kind.{area.kind}.one"),
        other_names=other_names(area.name),
        sentences=tuple(words_of(s, page.lang, page.link) for s in (opening.sentences if opening else ())),
        map=maps.block(page, map_of, id) if map_of else None,
        goals=goals,
        peer_rows=tuple(row for goal in goals for row in (*goal.first, *goal.more)),
        standing=standing(page, id) if area.kind in ("municipality", "region") else None,
        tasks=own_tasks(page, id),
        rows=tuple(indicator_row(page, indicator, id, ("area", id)) for indicator in with_figures),
        missing=len(with_figures) < len(edition.indicators),
        codes=tuple(CodeSpan(c.code, span(page, c.valid_from, c.valid_to)) for c in area.codes),
        memberships=tuple(members(page, membership) for membership in area.memberships),
    )


def span(page: Page, start: str | None, end: str | None) -> str:
    """From when to when, in words."""
    if start and end:
        return page.t("area.from_to", start=page.day(start), end=page.day(end))
    if start:
        return page.t("area.from", start=page.day(start))
    return page.t("area.to", end=page.day(end)) if end else page.t("area.always")


def members(page: Page, membership: Membership) -> Members:
    """Who belonged to a region in a time."""
    areas = page.site.edition.areas
    names = ", ".join(page.pick(areas[m].name) if m in areas else m for m in membership.members)
    return Members(
        span=span(page, membership.valid_from, membership.valid_to),
        names=names,
        source=membership.source,
        address=membership.address,
    )
