"""What must name the site's own host: site map, robots, feeds and calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retning.public.addresses import Address
    from retning.public.render import Page
    from retning.public.respond import Site

ENDINGS = (".atom", ".ics")


def whole_site(site: Site, path: str, base: str) -> tuple[str, bytes] | None:
    """Media type and bytes of the site map or the robots file; nothing for other paths and frozen editions."""
    from retning.public.follow import sitemap

    if site.prefix:
        return None
    if path == sitemap.SITEMAP:
        return sitemap.XML, sitemap.sitemap(site, base)
    if path == sitemap.ROBOTS:
        return sitemap.PLAIN, sitemap.robots(base)
    return None


def announcement(site: Site, address: Address, base: str) -> tuple[str, bytes]:
    """Media type and bytes of a feed or a calendar."""
    if address.ending == ".atom":
        from retning.public.follow import feeds

        return feeds.MEDIA, feeds.feed(site, address, base)
    from retning.public.follow import releases

    return releases.MEDIA, releases.calendar(site, address, base)


def needs_base(path: str) -> bool:
    """Whether the answer at a path names the host, and so differs from host to host.

    >>> needs_base("/sitemap.xml"), needs_base("/nb/endringer.atom"), needs_base("/nb/endringer/")
    (True, True, False)
    """
    return path in ("/sitemap.xml", "/robots.txt") or path.endswith(ENDINGS)


def following(page: Page, kind: str, id: str) -> list[tuple[str, str, str]]:
    """How a page can be followed: label, address and media type of its feed and its calendar."""
    from retning.public.addresses import ENDINGS as FILES

    own = FILES.get(kind, ())
    found = []
    if ".atom" in own:
        found.append((feed_title(page, kind, id), page.url(kind, id, ".atom"), "application/atom+xml"))
    elif kind not in ("missing", "search"):
        found.append(
            (feed_title(page, "changes", ""), page.url("changes", "", ".atom"), "application/atom+xml")
        )
    if ".ics" in own:
        name = page.pick(page.site.data.indicators[id]["title"] if id else page.site.data.plan["title"])
        found.append((page.t("calendar.name", name=name), page.url(kind, id, ".ics"), "text/calendar"))
    return found


def feed_title(page: Page, kind: str, id: str) -> str:
    """What a feed is about, in words."""
    data = page.site.data
    if kind == "indicator":
        return page.t("feed.about", name=page.pick(data.indicators[id]["title"]))
    if kind == "element":
        return page.t("feed.about", name=f"{id} {page.pick(data.elements[id]['title'])}")
    if kind == "area":
        return page.t("feed.about", name=page.pick(data.areas[id]["name"]))
    return page.t("feed.all", plan=page.pick(data.plan["title"]))


def head(page: Page, kind: str, id: str, known: bool) -> dict[str, object]:
    """What the head of a page says of where it stands: its own address, its twins, its feeds.

    With a declared address these are whole addresses, else they begin at the root (the site map names the host).
    A frozen edition points to the page as it is now.
    """
    from retning.language.texts import LANGUAGES
    from retning.public.addresses import path_of

    base = page.site.address
    follow = {
        "following": following(page, kind, id),
        "follows": kind in ("element", "indicator", "area", "changes"),
    }
    if not known:
        return {"canonical": "", "alternates": [], "default": "", **follow}
    twins = {lang: base + path_of(lang, kind, id) for lang in LANGUAGES}
    return {
        "canonical": twins[page.lang],
        "alternates": list(twins.items()),
        "default": twins[LANGUAGES[0]],
        **follow,
    }
