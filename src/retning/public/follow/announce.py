"""What the head of a page says of where it stands: its own address, its translations, its feeds and calendars."""

from __future__ import annotations

from retning.language.texts import LANGUAGES
from retning.public.addresses import path_of
from retning.public.context import Page
from retning.public.file_formats import CALENDAR, FEED, FORMATS
from retning.public.kinds import PageKind
from retning.public.subjects import subject_of

EVERYTHING = "changes"
"""The kind of page whose feed tells about everything."""

SITE_FILES = {
    "/sitemap.xml": ("application/xml; charset=utf-8", "retning.public.follow.sitemap:sitemap"),
    "/robots.txt": ("text/plain; charset=utf-8", "retning.public.follow.sitemap:robots"),
}
"""By path, the files that a site has beside its pages: media type, and what makes them of a site and its host."""


def places(page: Page, kind: PageKind, id: str) -> dict[str, object]:
    """The addresses of a page in every language.

    With a declared address these are whole addresses, else they begin at the root (the site map names the host).
    A frozen edition points to the page as it is now.
    """
    base = page.site.address
    translations = {lang: base + path_of(lang, kind.name, id) for lang in LANGUAGES}
    return {
        "canonical": translations[page.lang],
        "alternates": list(translations.items()),
        "default": translations[LANGUAGES[0]],
    }


def announced(page: Page, kind: PageKind, id: str) -> dict[str, object]:
    """How a page can be followed, and whether it offers that to its reader."""
    return {"following": following(page, kind, id), "follows": FEED in kind.files}


def following(page: Page, kind: PageKind, id: str) -> list[tuple[str, str, str]]:
    """Label, address and media type of a page's feed and its calendar."""
    found = []
    if FEED in kind.files:
        found.append(_offer(page, kind, id, FEED, feed_title(page, kind, id)))
    elif kind.follows_site:
        everything = page.site.kinds[EVERYTHING]
        found.append(_offer(page, everything, "", FEED, feed_title(page, everything, "")))
    if CALENDAR in kind.files:
        name = page.t("calendar.name", name=subject_of(page, kind, id))
        found.append(_offer(page, kind, id, CALENDAR, name))
    return found


def _offer(page: Page, kind: PageKind, id: str, ending: str, label: str) -> tuple[str, str, str]:
    return label, page.url(kind.name, id, ending), FORMATS[ending].media_type


def feed_title(page: Page, kind: PageKind, id: str) -> str:
    """What a feed is about, in words."""
    subject = subject_of(page, kind, id)
    return page.t("feed.about", name=subject) if kind.subject else page.t("feed.all", plan=subject)
