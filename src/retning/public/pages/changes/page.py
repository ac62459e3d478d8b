"""What has changed since the edition before, the corrections, and every edition there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retning.edition.compare import compare, lines_of
from retning.edition.store import is_whole, kept, load_edition
from retning.language.lists import and_list
from retning.public.addresses import path_of
from retning.public.context import Page
from retning.public.follow.since import KEY, since

Json = dict[str, Any]


MOST = 60


def view(page: Page, id: str, query: Mapping[str, str]) -> Json:
    """What the page of changes shows."""
    site = page.site
    # A frozen page never changes, so it tells of no other edition: the newest page does.
    every = [] if site.prefix else kept(site.home)
    earlier = every[: every.index(site.edition.name)] if site.edition.name in every else []
    whole = [name for name in every if is_whole(site.home, name)]
    previous = next((name for name in reversed(earlier) if name in whole), None)
    passed_over = earlier[earlier.index(previous) + 1 :] if previous else earlier
    groups: list[Json] = []
    if previous is not None:
        difference = compare(load_edition(site.home, previous).content, site.edition.content)
        nothing: Json = {kind: [] for kind in difference}
        for kind in ("verdicts", "values", "sentences"):
            lines = list(lines_of({**nothing, kind: difference[kind]}, page.lang)) if difference[kind] else []
            groups.append(
                {
                    "title": page.t(f"changes.{kind}"),
                    "count": len(lines),
                    "lines": lines[:MOST],
                    "more": max(0, len(lines) - MOST),
                }
            )
    title = page.t("page.changes.menu")
    return {
        "title": title,
        "since": since(page, query.get(KEY, "")),
        "previous": previous,
        "groups": groups,
        "passed_over": page.t("kept.passed_over", names=and_list(passed_over, page.lang))
        if passed_over
        else "",
        "editions": [(name, name in whole) for name in reversed(every)],
        "live": path_of(page.lang, "changes"),
        "crumbs": [(title, "")],
    }
