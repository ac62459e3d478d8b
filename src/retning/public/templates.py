"""The template engine: where templates are, and what they may call."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import minijinja

from retning.language.dates import short_period
from retning.language.texts import state_key
from retning.public.kinds import Kinds
from retning.public.markup import iframe, narrow, safe, said, wide

SHARED = Path(__file__).resolve().parent / "templates"

GLOBALS: dict[str, Callable[..., Any]] = {
    "state_key": state_key,
    "period_short": short_period,
    "iframe": iframe,
}
FILTERS: dict[str, Callable[[Any], Any]] = {"safe_html": safe, "said": said, "wide": wide, "narrow": narrow}


@lru_cache(maxsize=8)
def environment(kinds: Kinds) -> minijinja.Environment:
    """The template engine for some kinds of pages: each one's own template, and those that all share."""
    own = {kind.template_name: kind.template_path for kind in kinds.values()}

    def load(name: str) -> str | None:
        path = own.get(name) or SHARED / name
        return path.read_text(encoding="utf-8") if path.exists() else None

    made = minijinja.Environment(
        loader=load, trim_blocks=True, lstrip_blocks=True, undefined_behavior="strict"
    )
    for name, function in GLOBALS.items():
        made.add_global(name, function)
    for name, function in FILTERS.items():
        made.add_filter(name, function)
    return made
