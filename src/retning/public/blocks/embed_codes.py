"""The code that shows an indicator's chart on other people's pages."""

from __future__ import annotations

from retning.public.addresses import path_of
from retning.public.context import Page
from retning.public.model import Model
from retning.public.query import Query


class EmbedCode(Model, frozen=True, kw_only=True):
    """One code to copy: what it shows for ever, and the frame that it makes."""

    id: str
    name: str
    text: str
    address: str
    title: str


def codes(page: Page, id: str, query: Query) -> tuple[EmbedCode, ...]:
    """The code for the newest figures and for this edition for ever."""
    site = page.site
    title = page.pick(site.edition.indicators[id].title)
    path = path_of(page.lang, "embed", id) + query.suffix()
    return tuple(
        EmbedCode(
            id=f"kode-{kind}",
            name=page.t(f"embed.{kind}"),
            text=page.t(f"embed.{kind}_text"),
            address=site.address + prefix + path,
            title=page.t("embed.iframe_title", title=title),
        )
        for kind, prefix in (("newest", ""), ("frozen", f"/v/{site.edition.name}"))
    )
