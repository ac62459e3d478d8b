"""The frame around every page: head, menus, languages, foot. What a view shows stands inside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retning.language.texts import LANGUAGES, pick, text
from retning.look import assets
from retning.public.addresses import path_of
from retning.public.blocks import sharing
from retning.public.context import Page, Site
from retning.public.follow.announce import announced, places
from retning.public.kinds import PageKind
from retning.public.query import Query
from retning.public.templates import environment
from retning.public.view import Link, PageView

_FUNCTIONS = ("t", "has", "pick", "url", "num", "unit", "day", "period")


def render(page: Page, kind: PageKind, id: str, made: PageView | Mapping[str, Any]) -> bytes:
    """A page as HTML: its view in the kind's template."""
    view = (
        {name: getattr(made, name) for name in made.__struct_fields__} if isinstance(made, PageView) else made
    )
    prefix, query = page.site.prefix, view.get("query", Query()).suffix()
    own = {
        "kind": kind.name,
        "translations": [
            (code, text(code, "language.name"), prefix + path_of(code, kind.name, id) + query)
            for code in LANGUAGES
        ],
        "site_in_title": kind.site_in_title,
        "search_form": kind.search_form,
        "noindex": not kind.indexed,
        **places(page, kind, id),
        **announced(page, kind, id),
        "social": sharing.tags(page, kind, id),
    }
    return _written(page, kind.template_name, own, view)


def render_missing(site: Site, path: str) -> bytes:
    """The page that says that there is nothing here, in the language of the address where it has one."""
    lang = next((code for code in LANGUAGES if path.startswith(f"/{code}/")), LANGUAGES[0])
    page = Page(site, lang)
    own = {
        "kind": "missing",
        "translations": [(code, text(code, "language.name"), f"{site.prefix}/{code}/") for code in LANGUAGES],
        "site_in_title": True,
        "search_form": True,
        "noindex": True,
        "canonical": "",
        "alternates": [],
        "default": "",
        "following": [],
        "follows": False,
        "social": sharing.tags_of_site(page),
    }
    return _written(page, "missing.html", own, {"title": page.t("page.missing.title")})


def _written(page: Page, template: str, own: Mapping[str, Any], view: Mapping[str, Any]) -> bytes:
    site = page.site
    context = {
        **{name: getattr(page, name) for name in _FUNCTIONS},
        "lang": page.lang,
        "plan_title": pick(site.edition.plan.title, page.lang),
        "edition": site.edition.name,
        "as_of": site.edition.as_of,
        "frozen": bool(site.prefix),
        "prefix": site.prefix,
        "site_address": site.address,
        "style": assets.url("site.css"),
        "font": assets.url("inter.woff2") if assets.has("inter.woff2") else "",
        "icon": assets.url("favicon.svg"),
        "script": assets.url("site.js") if assets.has("site.js") else "",
        "menu": [_entry(page, kind) for kind in site.kinds.menu],
        "foot": [_entry(page, kind) for kind in site.kinds.foot],
        "crumbs": [],
        "description": "",
        "files": [],
        **own,
        **view,
    }
    # Until every view is typed, some give their crumbs as pairs.
    context["crumbs"] = [one if isinstance(one, Link) else Link(*one) for one in context["crumbs"]]
    return str(environment(site.kinds).render_template(template, **context)).encode()


def _entry(page: Page, kind: PageKind) -> tuple[str, str, str]:
    """The name of a kind, its address, and what menus call it."""
    return kind.name, page.url(kind.name), page.t(f"page.{kind.name}.menu")
