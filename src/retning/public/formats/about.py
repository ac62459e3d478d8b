"""What a file is: its edition, its licence, and the meaning of every column and code in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from retning.answers import CERTAINTIES, VALUE_METHODS
from retning.language.texts import pick, text
from retning.public.formats.notes import SYMBOLS, certainty_words

if TYPE_CHECKING:
    from retning.public.data import Data
    from retning.public.respond import Site

ABOUT_COLUMNS = ("what", "value")


def about_rows(
    site: Site, lang: str, subject: tuple[str, str], path: str, columns: Sequence[str]
) -> list[dict[str, str]]:
    """What a file is, which edition it is from, what it may be used for, and what its columns and codes mean."""
    data = site.data
    kind, id = subject
    rows = [
        ("title", title_of(data, kind, id, lang)),
        ("description", pick(data.indicators[id]["description"], lang) if kind == "indicator" else ""),
        ("plan", pick(data.plan["title"], lang)),
        ("edition", site.edition.name),
        ("hash", site.edition.hash),
        ("as_of", site.edition.as_of),
        ("rule_version", str(data.content["inputs"]["rule_version"])),
        ("address", site.address + path),
        ("frozen", f"{site.address}/v/{site.edition.name}{path}"),
        ("licence", text(lang, "download.about.licence_text")),
        ("sheets", text(lang, "download.about.sheets_text")),
    ]
    found = [(text(lang, f"download.about.{key}"), value) for key, value in rows if value]
    found += [
        (text(lang, "download.about.column", name=name), text(lang, f"download.column.{name}"))
        for name in columns
    ]
    found += [
        (text(lang, f"download.about.{name}", name=code), words)
        for name, code, words in (
            *[("method", m, text(lang, f"method_name.{m.replace(' ', '_')}")) for m in VALUE_METHODS],
            *[("certainty", c, certainty_words(c, lang)) for c in CERTAINTIES],
            *[("status", s, text(lang, f"download.symbol.{meaning}")) for s, meaning in SYMBOLS.items()],
        )
    ]
    return [{"what": what, "value": value} for what, value in found]


def title_of(data: Data, kind: str, id: str, lang: str) -> str:
    """What an address is about, in a language."""
    if kind == "indicator":
        return pick(data.indicators[id]["title"], lang)
    if kind == "area":
        return pick(data.areas[id]["name"], lang)
    if kind == "element":
        return f"{id} {pick(data.elements[id]['title'], lang)}".strip()
    return pick(data.plan["title"], lang)
