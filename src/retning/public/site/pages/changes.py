"""What has changed since the edition before, the corrections, and every edition there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from retning.public.site.addresses import path_of
from retning.public.site.since import KEY, since
from retning.statistics.diff import compare, lines_of
from retning.statistics.edition import EditionError, load_edition, names

if TYPE_CHECKING:
    from retning.public.site.render import Page

Json = dict[str, Any]


MOST = 60


def view(page: Page, id: str, query: Mapping[str, str]) -> Json:
    """What the page of changes shows."""
    site = page.site
    # A frozen page never changes, so it tells of no other edition: the newest page does.
    every = [] if site.prefix else names(site.home)
    earlier = [name for name in every if name < site.edition.name and name[:10] <= site.edition.as_of]
    previous = earlier[-1] if earlier else None
    groups: list[Json] = []
    if previous is not None:
        try:
            difference = compare(load_edition(site.home, previous).content, site.edition.content)
        except EditionError:
            previous = None
        else:
            nothing: Json = {kind: [] for kind in difference}
            for kind in ("verdicts", "values", "sentences"):
                lines = (
                    list(lines_of({**nothing, kind: difference[kind]}, page.lang)) if difference[kind] else []
                )
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
        "editions": list(reversed(every)),
        "live": path_of(page.lang, "changes"),
        "crumbs": [(title, "")],
    }
