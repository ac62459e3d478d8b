"""All areas that have figures, by kind."""

from __future__ import annotations

from retning.edition.records.areas import Area
from retning.public.blocks import maps
from retning.public.blocks.maps import MapBlock
from retning.public.context import Page
from retning.public.model import Model
from retning.public.query import Query
from retning.public.subjects import other_names
from retning.public.view import Link, PageView

KINDS = ("region", "municipality", "county", "nation", "peer_group", "other")


class AreaEntry(Model, frozen=True):
    """One area in a list, with its names in other languages of the place."""

    name: str
    address: str
    other_names: str


class AreaGroup(Model, frozen=True):
    """The areas of one kind, in the region's own order."""

    title: str
    areas: tuple[AreaEntry, ...]


class AreasView(PageView, frozen=True, kw_only=True):
    """The list of areas, and a map to find them on (``None``: there is none to draw)."""

    groups: tuple[AreaGroup, ...]
    map: MapBlock | None


def view(page: Page, id: str, query: Query) -> AreasView:
    """The areas that have a page, kind by kind."""
    edition = page.site.edition
    groups = []
    for kind in KINDS:
        found = (edition.areas[area] for area in edition.page_areas)
        entries = tuple(entry(page, area) for area in found if area.kind == kind)
        if entries:
            groups.append(AreaGroup(page.t(f"area_kind.{kind}.many"), entries))
    title = page.t("page.areas.menu")
    on_map = maps.best(page)
    return AreasView(
        title=title,
        crumbs=(Link(title),),
        groups=tuple(groups),
        map=maps.block(page, on_map) if on_map else None,
    )


def entry(page: Page, area: Area) -> AreaEntry:
    """One area in a list."""
    return AreaEntry(page.pick(area.name), page.url("area", area.id), other_names(area.name))
