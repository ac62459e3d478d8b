"""``/sitemap.xml`` and ``/robots.txt``: every page in every language, and what is not for search engines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retning.language.texts import LANGUAGES
from retning.public.addresses import pages, path_of
from retning.public.follow import xml

if TYPE_CHECKING:
    from retning.public.respond import Site

SITEMAP, ROBOTS = "/sitemap.xml", "/robots.txt"
XML = "application/xml; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"

HIDDEN = ("search", "embed")
"""Kinds of pages that search engines should not keep."""

_DEFAULT = LANGUAGES[0]


def sitemap(site: Site, base: str) -> bytes:
    """Every page with its twins in the other languages, and the day that the edition stands for.

    >>> sitemap(site, "https://example.org")  # doctest: +SKIP
    b'<?xml version=...'
    """
    root = xml.element(
        None,
        "urlset",
        xmlns="http://www.sitemaps.org/schemas/sitemap/0.9",
        xmlns__xhtml="http://www.w3.org/1999/xhtml",
    )
    for kind, id in pages(site.data):
        if kind in HIDDEN:
            continue
        twins = {lang: base + path_of(lang, kind, id) for lang in LANGUAGES}
        for lang in LANGUAGES:
            url = xml.element(root, "url")
            xml.element(url, "loc", twins[lang])
            xml.element(url, "lastmod", site.edition.as_of)
            for code, address in (*twins.items(), ("x-default", twins[_DEFAULT])):
                xml.element(url, "xhtml:link", rel="alternate", hreflang=code, href=address)
    return xml.document(root)


def robots(base: str) -> bytes:
    """What robots may read: all but frozen editions (copies of older answers) and search.

    >>> robots("https://example.org").decode().splitlines()[-1]
    'Sitemap: https://example.org/sitemap.xml'
    """
    lines = ["User-agent: *", "Disallow: /v/"]
    lines += [f"Disallow: {path_of(lang, kind)}" for kind in HIDDEN for lang in LANGUAGES]
    return "\n".join([*lines, "", f"Sitemap: {base}{SITEMAP}", ""]).encode()
