"""What is new since a day that the reader chose."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from msgspec import structs

from retning.public.context import Page
from retning.public.follow.event import Event
from retning.public.follow.events import KINDS, all_events
from retning.public.model import Model

KEY = "siden"
"""The query string's key for the day, the same in all languages."""

_LONGEST = 40
_WRITTEN = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")


def read_day(written: str) -> date | None:
    """A day as people write it: ``2026-01-31`` or ``31.1.2026``; ``None`` for anything else.

    >>> read_day("2026-01-31") == read_day(" 31.1.2026 "), read_day("2026-02-30")
    (True, None)
    """
    written = written.strip()
    try:
        if match := _WRITTEN.fullmatch(written):
            return date(int(match[3]), int(match[2]), int(match[1]))
        return date.fromisoformat(written) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", written) else None
    except ValueError:
        return None


class EventRow(Model, frozen=True):
    """One thing that happened, in words."""

    day: str
    title: str
    address: str
    lines: list[str]


class EventGroup(Model, frozen=True):
    """Everything of one kind that happened."""

    id: str
    title: str
    rows: list[EventRow]


class SinceView(Model, frozen=True, kw_only=True):
    """The form, and what it found: groups of events after the day, or what is wrong with the day."""

    written: str
    as_of: str
    day: str = ""
    problem: str = ""
    title: str = ""
    nothing: str = ""
    groups: tuple[EventGroup, ...] = ()
    rule: str = ""


def since(page: Page, written: str) -> SinceView:
    """What has happened since the day that a reader wrote."""
    written = written.strip()[:_LONGEST]
    answer = SinceView(written=written, as_of=page.site.edition.as_of)
    if not written:
        return answer
    day = read_day(written)
    if day is None:
        return structs.replace(answer, problem=page.t("since.bad", written=written))
    iso = day.isoformat()
    shown = page.day(iso)
    answer = structs.replace(answer, day=iso)
    if iso > answer.as_of:
        return structs.replace(
            answer, problem=page.t("since.future", day=shown, as_of=page.day(answer.as_of))
        )
    happened = [one for one in all_events(page.site) if one.day > iso]
    return structs.replace(
        answer,
        title=page.t("since.title", day=shown),
        nothing="" if happened else page.t("since.nothing", day=shown),
        groups=tuple(_group(page, kind, happened) for kind in KINDS) if happened else (),
        rule=rule(page, iso),
    )


def _group(page: Page, kind: type[Event], happened: Iterable[Event]) -> EventGroup:
    rows = [
        EventRow(page.day(one.day), one.title(page), one.address(page), one.lines(page))
        for one in happened
        if isinstance(one, kind)
    ]
    return EventGroup(kind.kind, page.t(f"since.{kind.kind}"), rows)


def rule(page: Page, iso: str) -> str:
    """Whether the rules are others than in the newest edition that stood for that day or an earlier one."""
    earlier = [one for one in page.site.index.entries if one.day <= iso]
    if not earlier:
        return page.t("since.unknown_rule", day=page.day(iso))
    if not earlier[-1].whole:
        return page.t("kept.damaged_rule", name=earlier[-1].name)
    old, new = earlier[-1].rule_version, page.site.edition.inputs.rule_version
    return page.t("since.same_rule") if old == new else page.t("since.rule_row", old=old, new=new)
