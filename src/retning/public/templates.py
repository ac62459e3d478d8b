"""The template engine: where templates are, and what they may call."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import minijinja

from retning.language.dates import short_period
from retning.language.texts import state_key
from retning.public.kinds import Kinds
from retning.public.markup import iframe, narrow, safe, said, wide

SHARED = Path(__file__).resolve().parent / "templates"


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
    made.add_global("state_key", state_key)
    made.add_global("period_short", short_period)
    made.add_filter("safe_html", safe)
    made.add_filter("said", said)
    made.add_filter("wide", wide)
    made.add_filter("narrow", narrow)
    made.add_global("iframe", iframe)
    return made
