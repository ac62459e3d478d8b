"""``/sitemap.xml`` and ``/robots.txt``: every page in every language, and what is not for search engines."""

from __future__ import annotations

from retning.language.texts import LANGUAGES
from retning.public.addresses import path_of
from retning.public.context import Site
from retning.public.follow import xml

SITEMAP = "/sitemap.xml"

_DEFAULT = LANGUAGES[0]


def sitemap(site: Site, base: str) -> bytes:
    """Every page with its translations, and the day that the edition stands for.

    >>> sitemap(site, "https://example.org")  # doctest: +SKIP
    b'<?xml version=...'
    """
    root = xml.element(
        None,
        "urlset",
        xmlns="http://www.sitemaps.org/schemas/sitemap/0.9",
        xmlns__xhtml="http://www.w3.org/1999/xhtml",
    )
    for kind, id in site.kinds.pages(site.edition):
        if not kind.indexed:
            continue
        translations = {lang: base + path_of(lang, kind.name, id) for lang in LANGUAGES}
        for lang in LANGUAGES:
            url = xml.element(root, "url")
            xml.element(url, "loc", translations[lang])
            xml.element(url, "lastmod", site.edition.as_of)
            for code, address in (*translations.items(), ("x-default", translations[_DEFAULT])):
                xml.element(url, "xhtml:link", rel="alternate", hreflang=code, href=address)
    return xml.document(root)


def robots(site: Site, base: str) -> bytes:
    """What robots may read: all but frozen editions (copies of older answers) and what is not to be indexed.

    >>> robots(site, "https://example.org").decode().splitlines()[-1]  # doctest: +SKIP
    'Sitemap: https://example.org/sitemap.xml'
    """
    hidden = [kind.name for kind in site.kinds.values() if not kind.indexed]
    lines = ["User-agent: *", "Disallow: /v/"]
    lines += [f"Disallow: {path_of(lang, kind)}" for kind in hidden for lang in LANGUAGES]
    return "\n".join([*lines, "", f"Sitemap: {base}{SITEMAP}", ""]).encode()
