"""From an address to bytes: the page's view, the template, the frame around it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import minijinja

from retning.language.dates import long_date, period_text, short_period
from retning.language.numbers import number, with_unit
from retning.language.texts import LANGUAGES, has_text, pick, state_key, text
from retning.look import assets
from retning.public import refs
from retning.public.addresses import SINGLE, Address, path_of
from retning.public.blocks import social
from retning.public.follow.announce import head
from retning.public.query import Query

if TYPE_CHECKING:
    from retning.public.respond import Site

PUBLIC = Path(__file__).resolve().parent

MENU = ("plan", "indicators", "areas", "compare", "principles", "coverage", "method", "sources")

# One module per kind of page; each has ``view(site, lang, id, query) -> dict``.
VIEWS = {
    kind: f"retning.public.pages.{kind}.page"
    for kind in (*SINGLE, "element", "principle", "indicator", "area", "embed", "record")
}

HTML = "text/html; charset=utf-8"

_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")


def safe(markup: str) -> Any:
    """Markup of our own making that needs no escaping."""
    return minijinja.safe(markup)


def spoken(parts: list[Any], link: Callable[[str], str | None] | None = None) -> str:
    """A sentence's parts as HTML; each number a link to what it rests on where ``link`` knows it."""
    pieces = []
    for part in parts:
        if isinstance(part, str):
            pieces.append(html.escape(part))
            continue
        written = html.escape(part["number"])
        if part.get("name"):  # a name with a digit in it is no figure
            pieces.append(written)
            continue
        written = f"<b>{written}</b>"
        address = link(part["ref"]) if link else None
        pieces.append(
            f'<a class="figure" href="{html.escape(address)}">{written}</a>' if address else written
        )
    return "".join(pieces)


@lru_cache(maxsize=1)
def environment() -> minijinja.Environment:
    """The template engine with the functions that templates may call."""

    def load(name: str) -> str | None:
        for path in (PUBLIC / "pages" / Path(name).stem / name, PUBLIC / "templates" / name):
            if path.exists():
                return path.read_text(encoding="utf-8")
        return None

    made = minijinja.Environment(
        loader=load, trim_blocks=True, lstrip_blocks=True, undefined_behavior="strict"
    )
    made.add_global("state_key", state_key)
    made.add_global("period_short", short_period)
    made.add_filter("safe_html", safe)
    return made


class Page:
    """What every template can ask for, for one site and language."""

    def __init__(self, site: Site, lang: str) -> None:
        self.site = site
        self.lang = lang

    def t(self, key: str, **values: object) -> str:
        """A text of the catalogue."""
        return text(self.lang, key, **values)

    def has(self, key: str) -> bool:
        """Whether the catalogue holds a text."""
        return has_text(self.lang, key)

    def pick(self, texts: Mapping[str, str]) -> str:
        """A text of the edition in this language; ``4 000`` never breaks over two lines."""
        return _THOUSANDS.sub("\N{NO-BREAK SPACE}", pick(texts, self.lang))

    def url(self, kind: str, id: str = "", ending: str = "") -> str:
        """The address of a page or file, with the site's prefix."""
        return self.site.prefix + path_of(self.lang, kind, id, ending)

    def num(self, value: float | None, decimals: int | None = None) -> str:
        """A number for people."""
        return number(value, self.lang, decimals)

    def unit(self, value: float | None, unit: str, decimals: int | None = None, sign: bool = False) -> str:
        """A number with its unit."""
        return with_unit(value, unit, self.lang, decimals, sign=sign)

    def day(self, iso: str) -> str:
        """A date in words."""
        return long_date(iso, self.lang)

    def period(self, period: str) -> str:
        """A period in words."""
        return period_text(period, self.lang)

    def say(self, sentence: Mapping[str, Any]) -> Any:
        """A sentence of the edition as HTML with its numbers linked."""
        return safe(spoken(sentence["text"][self.lang], self.link))

    def link(self, ref: str) -> str | None:
        """Where a number's reference leads: a row of a table, a verdict, a demand, a rule."""
        return refs.address(self, ref)


def functions(page: Page) -> dict[str, Any]:
    """The page's methods as names of the template."""
    names = ("t", "has", "pick", "url", "num", "unit", "day", "period", "say")
    return {name: getattr(page, name) for name in names}


def render(site: Site, address: Address, query: Query) -> tuple[str, bytes]:
    """Media type and bytes of an address."""
    if address.ending:
        from retning.public.files import render_file

        return render_file(site, address, query)
    view = import_module(VIEWS[address.kind]).view(Page(site, address.lang), address.id, query)
    return HTML, _frame(site, address.lang, address.kind, address.id, f"{address.kind}.html", view)


def render_missing(site: Site, path: str) -> bytes:
    """The page that says that there is nothing here, in the language of the address where it has one."""
    lang = next((code for code in LANGUAGES if path.startswith(f"/{code}/")), "nb")
    return _frame(site, lang, "missing", "", "missing.html", {"title": text(lang, "page.missing.title")})


def _frame(site: Site, lang: str, kind: str, id: str, template: str, view: Mapping[str, Any]) -> bytes:
    page = Page(site, lang)
    known = kind in VIEWS
    asked = view.get("query", Query()).suffix()
    context = {
        **functions(page),
        "lang": lang,
        "kind": kind,
        "plan_title": pick(site.data.plan["title"], lang),
        "edition": site.edition.name,
        "as_of": site.edition.as_of,
        "frozen": bool(site.prefix),
        "prefix": site.prefix,
        "site_address": site.address,
        "style": assets.url("site.css"),
        "font": assets.url("inter.woff2") if assets.has("inter.woff2") else "",
        "icon": assets.url("favicon.svg"),
        "script": assets.url("site.js") if assets.has("site.js") else "",
        "menu": [(entry, page.url(entry), text(lang, f"page.{entry}.menu")) for entry in MENU],
        "twins": [
            (code, text(code, "language.name"), site.prefix + path_of(code, kind, id) + asked)
            for code in LANGUAGES
        ]
        if known
        else [(code, text(code, "language.name"), f"{site.prefix}/{code}/") for code in LANGUAGES],
        **head(page, kind, id, known),
        "noindex": not known,
        "social": social.tags(page, kind, id),
        "crumbs": [],
        "description": "",
        "files": [],
        **view,
    }
    return str(environment().render_template(template, **context)).encode()
