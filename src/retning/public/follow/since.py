"""What is new since a day that the reader chose."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from retning.public.context import Page
from retning.public.follow import event_text
from retning.public.follow.events import KINDS

Json = dict[str, Any]

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


def since(page: Page, written: str) -> Json:
    """The form, and what it found: groups of happenings after the day, or what is wrong with the day."""
    written = written.strip()[:_LONGEST]
    as_of = page.site.edition.as_of
    answer: Json = {
        "written": written,
        "title": "",
        "nothing": "",
        "problem": "",
        "groups": [],
        "rule": "",
        "as_of": as_of,
        "day": "",
    }
    if not written:
        return answer
    day = read_day(written)
    if day is None:
        return {**answer, "problem": page.t("since.bad", written=written)}
    iso = day.isoformat()
    shown = page.day(iso)
    answer["day"] = iso
    if iso > as_of:
        return {**answer, "problem": page.t("since.future", day=shown, as_of=page.day(as_of))}
    happened = [one for one in event_text.all_events(page.site) if one.day > iso]
    groups = []
    for kind in KINDS:
        rows = [
            {
                "day": page.day(one.day),
                "title": event_text.title(page, one),
                "address": event_text.address(page, one),
                "lines": event_text.lines(page, one),
            }
            for one in happened
            if one.kind == kind
        ]
        groups.append({"id": kind, "title": page.t(f"since.{kind}"), "rows": rows})
    return {
        **answer,
        "title": page.t("since.title", day=shown),
        "nothing": page.t("since.nothing", day=shown) if not happened else "",
        "groups": groups if happened else [],
        "rule": rule(page, iso),
    }


def rule(page: Page, iso: str) -> str:
    """Whether the rules are others than in the newest edition that stood for that day or an earlier one."""
    earlier = [one for one in page.site.index.entries if one.day <= iso]
    if not earlier:
        return page.t("since.unknown_rule", day=page.day(iso))
    if not earlier[-1].whole:
        return page.t("kept.damaged_rule", name=earlier[-1].name)
    old, new = earlier[-1].rule_version, page.site.edition.inputs.rule_version
    return page.t("since.same_rule") if old == new else page.t("since.rule_row", old=old, new=new)
