"""An indicator's chart alone, for other people's pages, and the code that shows it there.

The only pages that others may put in a frame. Their state is in the address: the same keys as the indicator's page.
"""

from __future__ import annotations

import html
from typing import Any

from retning.public.addresses import path_of
from retning.public.blocks import citation, compared, figures
from retning.public.choice import narrowed, read_choice
from retning.public.context import Page
from retning.public.query import Query

Json = dict[str, Any]

WIDTH, HEIGHT = "100%", 720
"""What the code asks for: as wide as its place; high enough for chart, sentence and source on a narrow screen."""

MOST_SENTENCES = 2


def view(page: Page, id: str, query: Query) -> Json:
    """What the embedded page shows: chart, sentence, table, source, and the way to the whole page."""
    choice = read_choice(page.site.data, query, page.lang, id)
    page = type(page)(narrowed(page.site, choice, (id,)), page.lang)
    data = page.site.data
    indicator = data.indicators[id]
    shown: Json = compared.block(page, id, choice) if choice.areas else figures.block(page, id)
    if choice.narrows and not choice.areas:
        shown["drawer"] = citation.compared_drawer(page, id, shown["area"], choice.query())
    title = page.pick(indicator["title"])
    where = shown["names"] if choice.areas else shown["area_name"]
    publishers = list(dict.fromkeys(source["publisher"] for source in shown["sources"]))
    return {
        "title": title,
        "block": shown,
        "where": where,
        "sentences": shown["sentences"][:MOST_SENTENCES],
        "source": ", ".join(publishers),
        "whole": page.url("indicator", id) + choice.query().suffix(),
        "query": choice.query(),
    }


def codes(page: Page, id: str, query: Query) -> list[Json]:
    """The code for the newest figures and for this edition for ever: heading, explanation, ready HTML."""
    site = page.site
    title = page.pick(site.data.indicators[id]["title"])
    path = path_of(page.lang, "embed", id) + query.suffix()
    return [
        {
            "id": f"kode-{kind}",
            "name": page.t(f"embed.{kind}"),
            "text": page.t(f"embed.{kind}_text"),
            "code": iframe(site.address + prefix + path, page.t("embed.iframe_title", title=title)),
        }
        for kind, prefix in (("newest", ""), ("frozen", f"/v/{site.edition.name}"))
    ]


def iframe(address: str, title: str) -> str:
    """The HTML that shows an embedded page.

    >>> iframe("/en/embed/x/?fra=2010&til=2020", "Chart")[:54]
    '<iframe src="/en/embed/x/?fra=2010&amp;til=2020" title'
    """
    return (
        f'<iframe src="{html.escape(address)}" title="{html.escape(title)}" width="{WIDTH}" height="{HEIGHT}" '
        'loading="lazy" style="border:0"></iframe>'
    )
