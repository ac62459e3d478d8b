"""Everything behind one chart: how it is computed, how to cite it, and every edition in which it was another."""

from __future__ import annotations

from retning.public.addresses import path_of
from retning.public.blocks import citation, figures, history
from retning.public.blocks.citation import Citation
from retning.public.blocks.figures import Provenance
from retning.public.blocks.history import Then
from retning.public.context import Page
from retning.public.model import Model
from retning.public.pages.record import recipe
from retning.public.query import Query
from retning.public.view import Link, PageView


class Version(Model, frozen=True, kw_only=True):
    """An edition in which the chart was another, and why; without an address where it is damaged."""

    name: str
    causes: str
    address: str = ""
    current: bool = False


class RecordView(PageView, frozen=True, kw_only=True):
    """The provenance of a chart."""

    name: str
    address: str
    sentence: str
    steps: tuple[recipe.Step, ...]
    json: str
    xlsx: str
    sources: tuple[Provenance, ...]
    cite: Citation
    versions: tuple[Version, ...]
    live: str
    """Where the newest edition lists its versions."""
    history: Then | None
    owner: str
    report: str
    """Where readers report an error; empty where the region declares nothing."""


def view(page: Page, id: str, query: Query) -> RecordView:
    """What the page of a chart's provenance shows."""
    edition = page.site.edition
    indicator = edition.indicators[id]
    area = indicator.main_area
    name = page.pick(indicator.title)
    return RecordView(
        title=page.t("page.record.title", name=name),
        name=name,
        address=page.url("indicator", id),
        sentence=citation.sentence(page, id, area),
        steps=recipe.steps(page, id, area),
        json=page.url("indicator", id, ".json"),
        xlsx=page.url("indicator", id, ".xlsx"),
        sources=figures.sources(page, page.figures.lines(id, area)),
        cite=citation.citation(page, id, area),
        versions=() if page.site.prefix else versions(page, id),
        live=path_of(page.lang, "record", id) + "#utgaver",
        history=history.view(page, id, [id]),
        owner=page.pick(edition.plan.owner),
        report=edition.region.report,
        crumbs=(
            Link(page.t("page.indicators.menu"), page.url("indicators")),
            Link(name, page.url("indicator", id)),
            Link(page.t("page.record.menu")),
        ),
    )


def versions(page: Page, id: str) -> tuple[Version, ...]:
    """The kept editions in which the chart differs from the edition before, the newest first, and why."""
    found: list[Version] = []
    for one in page.site.index.entries:
        if not one.whole or one.comparison is None:
            # It cannot be shown or cited, but a reader who looks for it must learn what became of it.
            found.append(Version(name=one.name, causes=page.t("kept.damaged")))
            continue
        causes = one.comparison.charts.get(id, ())
        if causes or id in one.comparison.new:
            made = Version(
                name=one.name,
                causes=", ".join(page.t(f"cite.cause.{cause}") for cause in causes)
                or page.t("cite.versions_first"),
                address=f"/v/{one.name}{path_of(page.lang, 'indicator', id)}#{citation.ANCHOR}",
                current=one.name == page.site.edition.name,
            )
            found.append(made)
    return tuple(found[::-1])
