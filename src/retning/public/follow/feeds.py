"""Atom feeds (RFC 4287): what is new about everything, an indicator, an element of the plan or an area.

An entry's id is a tag URI (RFC 4151) made of the plan's own domain and the happening's content; ``updated`` is the
day of publication. So a feed is the same bytes for the same edition, and no reader sees an entry twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from retning.public.follow import event_text as told
from retning.public.follow import xml
from retning.public.follow.announce import feed_title
from retning.public.follow.events import Happening
from retning.public.render import Page

if TYPE_CHECKING:
    from retning.public.addresses import Address
    from retning.public.respond import Site

ATOM = "application/atom+xml"
MEDIA = f"{ATOM}; charset=utf-8"
MOST = 50
"""Entries of a feed, the newest ones."""


def feed(site: Site, address: Address, base: str) -> bytes:
    """The feed of an address. ``base`` is the site's own scheme and host.

    >>> feed(site, Address("/en/changes.atom", "en", "changes", "", ".atom"), "https://example.org")  # doctest: +SKIP
    b'<?xml version=...'
    """
    page = Page(site, address.lang)
    kind, id = address.kind, address.id
    chosen = [one for one in told.all_of(site) if one.about(kind, id)][:MOST]
    root = xml.element(None, "feed", xmlns="http://www.w3.org/2005/Atom", xml__lang=address.lang)
    xml.element(root, "id", tag(site, f"{address.lang}/{kind}/{id}"))
    xml.element(root, "title", feed_title(page, kind, id))
    xml.element(root, "updated", moment(max((one.day for one in chosen), default=site.edition.as_of)))
    author = xml.element(root, "author")
    xml.element(author, "name", page.t("feed.author", plan=page.pick(site.data.plan["title"])))
    own = base + page.url(kind, id, address.ending)
    xml.element(root, "link", rel="self", type=ATOM, href=own)
    xml.element(root, "link", rel="alternate", type="text/html", href=base + page.url(kind, id))
    xml.element(root, "generator", "Retning")
    for one in chosen:
        _entry(root, page, one, kind, id, base)
    return xml.document(root)


def _entry(root: xml.Element, page: Page, one: Happening, kind: str, id: str, base: str) -> None:
    entry = xml.element(root, "entry")
    scope = f"{page.lang}/{kind}/{id}" if id else page.lang
    xml.element(entry, "id", tag(page.site, f"{scope}/{one.key}"))
    xml.element(entry, "title", told.title(page, one))
    xml.element(entry, "updated", moment(one.day))
    xml.element(entry, "category", term=one.kind)
    link = base + told.address(page, one, kind, id)
    xml.element(entry, "link", rel="alternate", type="text/html", href=link)
    xml.element(entry, "summary", " ".join(told.lines(page, one, kind, id)))


def moment(day: str) -> str:
    """A day as Atom's date and time; a month or a year is its first day.

    >>> moment("2026-03-31"), moment("2026-03"), moment("2026")
    ('2026-03-31T00:00:00Z', '2026-03-01T00:00:00Z', '2026-01-01T00:00:00Z')
    """
    return f"{(day + '-01-01')[:10]}T00:00:00Z"


def authority(site: Site) -> tuple[str, str]:
    """In whose name ids are given: the domain of the plan's own page, and a day on which it was the plan's."""
    plan = site.data.plan
    host = urlsplit(plan.get("address") or "").hostname or f"{plan['id']}.invalid"
    return host, (plan.get("adopted") or "2010-01-01")[:10]


def tag(site: Site, path: str) -> str:
    """A tag URI for a path of ours.

    >>> tag(site, "nb/new/figures/x@2026-03-31")  # doctest: +SKIP
    'tag:example.org,2010-06-11:nb/new/figures/x@2026-03-31'
    """
    host, day = authority(site)
    return f"tag:{host},{day}:{quote(path, safe='/@:-._~')}"
