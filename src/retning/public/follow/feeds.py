"""Atom feeds (RFC 4287): what is new about everything, an indicator, an element of the plan or an area.

An entry's id is a tag URI (RFC 4151) made of the plan's own domain and the event's content; ``updated`` is the
day of publication. So a feed is the same bytes for the same edition, and no reader sees an entry twice.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from retning.public.context import FileRequest, Page, Site
from retning.public.file_formats import FEED, FORMATS
from retning.public.follow import xml
from retning.public.follow.announce import feed_title
from retning.public.follow.event import Event, Scope
from retning.public.follow.events import all_events

MOST = 50
"""Entries of a feed, the newest ones."""


def feed(request: FileRequest) -> bytes:
    """The feed of a page.

    >>> feed(FileRequest(page, Address("/en/changes.atom", "en", "changes", "", ".atom"), Query()))  # doctest: +SKIP
    b'<?xml version=...'
    """
    page, base = request.page, request.base
    kind, id = page.site.kinds[request.address.kind], request.address.id
    scope: Scope = kind.load(kind.feed)(id)
    chosen = [event for event in all_events(page.site) if event.concerns(scope)][:MOST]
    root = xml.element(None, "feed", xmlns="http://www.w3.org/2005/Atom", xml__lang=page.lang)
    xml.element(root, "id", tag(page.site, f"{page.lang}/{kind.name}/{id}"))
    xml.element(root, "title", feed_title(page, kind, id))
    newest = max((event.day for event in chosen), default=page.site.edition.as_of)
    xml.element(root, "updated", moment(newest))
    author = xml.element(root, "author")
    xml.element(author, "name", page.t("feed.author", plan=page.pick(page.site.edition.plan.title)))
    own, shown = page.url(kind.name, id, request.address.ending), page.url(kind.name, id)
    media = FORMATS[FEED].media_type
    xml.element(root, "link", rel="self", type=media, href=base + own)
    xml.element(root, "link", rel="alternate", type="text/html", href=base + shown)
    xml.element(root, "generator", "Retning")
    named = f"{page.lang}/{kind.name}/{id}" if id else page.lang
    for event in chosen:
        address = shown if id else event.address(page)
        _entry(root, page, event, scope, tag(page.site, f"{named}/{event.key}"), base + address)
    return xml.document(root)


def _entry(root: xml.Element, page: Page, event: Event, scope: Scope, id: str, address: str) -> None:
    entry = xml.element(root, "entry")
    xml.element(entry, "id", id)
    xml.element(entry, "title", event.title(page))
    xml.element(entry, "updated", moment(event.day))
    xml.element(entry, "category", term=event.kind)
    xml.element(entry, "link", rel="alternate", type="text/html", href=address)
    xml.element(entry, "summary", " ".join(event.lines(page, scope)))


def moment(day: str) -> str:
    """A day as Atom's date and time; a month or a year is its first day.

    >>> moment("2026-03-31"), moment("2026-03"), moment("2026")
    ('2026-03-31T00:00:00Z', '2026-03-01T00:00:00Z', '2026-01-01T00:00:00Z')
    """
    return f"{(day + '-01-01')[:10]}T00:00:00Z"


def authority(site: Site) -> tuple[str, str]:
    """In whose name ids are given: the domain of the plan's own page, and a day on which it was the plan's."""
    plan = site.edition.plan
    host = urlsplit(plan.address).hostname or f"{plan.id}.invalid"
    return host, (plan.adopted or "2010-01-01")[:10]


def tag(site: Site, path: str) -> str:
    """A tag URI for a path of ours.

    >>> tag(site, "nb/new/figures/x@2026-03-31")  # doctest: +SKIP
    'tag:example.org,2010-06-11:nb/new/figures/x@2026-03-31'
    """
    host, day = authority(site)
    return f"tag:{host},{day}:{quote(path, safe='/@:-._~')}"
