"""What has changed since the edition before, the corrections, and every edition there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retning.edition.compare import sentence_line, value_line, verdict_line
from retning.edition.records.index import Comparison
from retning.language.lists import and_list
from retning.public.addresses import path_of
from retning.public.context import Page
from retning.public.follow.since import KEY, since

Json = dict[str, Any]


def view(page: Page, id: str, query: Mapping[str, str]) -> Json:
    """What the page of changes shows."""
    site = page.site
    # A frozen page never changes, so it tells of no other edition: the newest page does.
    every = () if site.prefix else site.index.entries
    earlier = () if site.prefix else site.index.before(site.edition.name)
    entry = None if site.prefix else site.index.entry(site.edition.name)
    comparison = entry.comparison if entry is not None else None
    previous = comparison.previous if comparison is not None else ""
    names = [one.name for one in earlier]
    passed_over = names[names.index(previous) + 1 :] if previous in names else names
    groups = differences(page, comparison) if comparison is not None and previous else []
    title = page.t("page.changes.menu")
    return {
        "title": title,
        "since": since(page, query.get(KEY, "")),
        "previous": previous,
        "groups": groups,
        "passed_over": page.t("kept.passed_over", names=and_list(passed_over, page.lang))
        if passed_over
        else "",
        "editions": [(one.name, one.whole) for one in reversed(every)],
        "live": path_of(page.lang, "changes"),
        "crumbs": [(title, "")],
    }


def differences(page: Page, comparison: Comparison) -> list[Json]:
    """What differs from the edition before, kind by kind: how many, and the first of them."""
    found, lang = comparison.differences(), page.lang
    kinds = (
        ("verdicts", comparison.verdicts, [verdict_line(one, lang) for one in found.verdicts]),
        ("values", comparison.values, [value_line(one, lang) for one in found.values]),
        ("sentences", comparison.sentences, [sentence_line(one, lang) for one in found.sentences]),
    )
    return [
        {"title": page.t(f"changes.{kind}"), "count": count, "lines": lines, "more": count - len(lines)}
        for kind, count, lines in kinds
    ]
