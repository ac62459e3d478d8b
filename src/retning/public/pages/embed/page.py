"""An indicator's chart alone, for other people's pages, and the code that shows it there.

The only pages that others may put in a frame. Their state is in the address: the same keys as the indicator's page.
"""

from __future__ import annotations

from retning.public.blocks import citation, compared, figures
from retning.public.blocks.citation import Drawer
from retning.public.blocks.compared import ComparedBlock
from retning.public.blocks.figures import IndicatorBlock
from retning.public.blocks.tables import FigureTable
from retning.public.choice import narrowed, read_choice
from retning.public.context import Page
from retning.public.query import Query
from retning.public.view import PageView, Picture, Words

MOST_SENTENCES = 2


class EmbedView(PageView, frozen=True, kw_only=True):
    """The embedded page: chart, sentences, table, source, and the way to the whole page."""

    id: str
    where: str
    unit: str
    picture: Picture | None
    """``None``: there are no figures."""
    sentences: tuple[Words, ...]
    table: FigureTable
    source: str
    drawer: Drawer
    whole: str
    """The address of the whole page."""


def view(page: Page, id: str, query: Query) -> EmbedView:
    """What the embedded page shows."""
    choice = read_choice(page.site.edition, query, page.lang, id)
    page = Page(narrowed(page.site, choice, (id,)), page.lang)
    shown: ComparedBlock | IndicatorBlock
    if choice.areas:
        shown = compared.block(page, id, choice)
        drawer = shown.drawer
    else:
        shown = figures.block(page, id)
        drawer = (
            citation.compared_drawer(page, id, shown.area, choice.query()) if choice.narrows else shown.drawer
        )
    return EmbedView(
        title=page.pick(page.site.edition.indicators[id].title),
        query=choice.query(),
        id=id,
        where=shown.where,
        unit=shown.unit,
        picture=shown.picture,
        sentences=shown.sentences[:MOST_SENTENCES],
        table=shown.table,
        source=", ".join(dict.fromkeys(source.publisher for source in shown.sources)),
        drawer=drawer,
        whole=page.url("indicator", id) + choice.query().suffix(),
    )
