"""What has changed since the edition before, what is new since a day of the reader's, and every edition there is."""

from __future__ import annotations

from retning.edition.compare import sentence_line, value_line, verdict_line
from retning.edition.records.index import Comparison
from retning.language.lists import and_list
from retning.public.addresses import path_of
from retning.public.context import Page
from retning.public.follow.since import KEY, since
from retning.public.model import Model
from retning.public.query import Query
from retning.public.view import Link, PageView


class Differences(Model, frozen=True, kw_only=True):
    """What differs from the edition before, of one kind: how many, the first of them, and how many more."""

    title: str
    count: int
    lines: tuple[str, ...]

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.count - len(self.lines)


class KeptEdition(Model, frozen=True):
    """An edition that is kept; a damaged one (``whole`` is false) cannot be shown."""

    name: str
    whole: bool


class ChangesView(PageView, frozen=True, kw_only=True):
    """What has changed. A frozen page names no other edition: it never changes."""

    since: object
    previous: str
    """The edition that this one is compared with ("": none)."""
    groups: tuple[Differences, ...]
    passed_over: str
    """The editions in between that could not be compared with, in words ("": none)."""
    editions: tuple[KeptEdition, ...]
    """The newest first."""
    live: str
    """The address of the page as it is now."""


def view(page: Page, id: str, query: Query) -> ChangesView:
    """What the page of changes shows."""
    site = page.site
    every = () if site.prefix else site.index.entries
    earlier = () if site.prefix else site.index.before(site.edition.name)
    entry = None if site.prefix else site.index.entry(site.edition.name)
    comparison = entry.comparison if entry is not None else None
    previous = comparison.previous if comparison is not None else ""
    names = [one.name for one in earlier]
    passed_over = names[names.index(previous) + 1 :] if previous in names else names
    title = page.t("page.changes.menu")
    return ChangesView(
        title=title,
        crumbs=(Link(title),),
        since=since(page, query.get(KEY, "")),
        previous=previous,
        groups=differences(page, comparison) if comparison is not None and previous else (),
        passed_over=page.t("kept.passed_over", names=and_list(passed_over, page.lang)) if passed_over else "",
        editions=tuple(KeptEdition(one.name, one.whole) for one in reversed(every)),
        live=path_of(page.lang, "changes"),
    )


def differences(page: Page, comparison: Comparison) -> tuple[Differences, ...]:
    """What differs from the edition before, kind by kind."""
    found, lang = comparison.differences(), page.lang
    kinds = (
        ("verdicts", comparison.verdicts, (verdict_line(one, lang) for one in found.verdicts)),
        ("values", comparison.values, (value_line(one, lang) for one in found.values)),
        ("sentences", comparison.sentences, (sentence_line(one, lang) for one in found.sentences)),
    )
    return tuple(
        Differences(title=page.t(f"changes.{kind}"), count=count, lines=tuple(lines))
        for kind, count, lines in kinds
    )
