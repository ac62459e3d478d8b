"""Events in words: the title and the lines that feeds and the page of changes show."""

from __future__ import annotations

from typing import Any

from retning.language.lists import and_list
from retning.language.texts import state_key
from retning.public.context import Page, Site
from retning.public.follow.events import EVERYTHING, Event, Scope, events

Json = dict[str, Any]

_MOST_INDICATORS = 5
_MOST_EXAMPLES = 3


def all_events(site: Site) -> list[Event]:
    """Everything that happened, collected once for each site."""
    return site.cached("events", lambda: events(site.data))


def title(page: Page, one: Event) -> str:
    """What happened, in one line."""
    data = page.site.data
    if one.kind == "new":
        table = data.tables[one.facts["table"]]
        return page.t("feed.added" if as_typed(table) else "feed.new", title=page.pick(table["title"]))
    if one.kind == "revised":
        return page.t("feed.revised", title=page.pick(data.indicators[one.indicators[0]]["title"]))
    if one.kind == "verdict":
        return page.t("feed.verdict", name=subject_name(page, one.facts["subject"]))
    if one.kind == "statement":
        return page.t("feed.statement", name=subject_name(page, one.facts["element"]))
    if one.kind == "report":
        return page.t("feed.report", **_report_names(page, one.facts))
    return page.t("feed.correction", title=page.pick(one.facts["title"]) or one.facts["table"])


def address(page: Page, one: Event) -> str:
    """Where a reader sees more: what it is about, or the page that shows all of its kind."""
    if one.kind == "correction":
        return page.url("corrections")
    if one.kind == "verdict":
        return subject_address(page, one.facts["subject"])
    if one.kind == "statement":
        return subject_address(page, one.facts["element"])
    if one.kind == "report":
        return page.url("coverage")
    return page.url("indicator", one.indicators[0])


def lines(page: Page, one: Event, scope: Scope = EVERYTHING) -> list[str]:
    """What happened, sentence by sentence, for a reader who follows ``scope``."""
    if one.kind == "new":
        return _new(page, one, scope)
    if one.kind == "revised":
        return _revised(page, one, scope)
    if one.kind == "verdict":
        return [_verdict(page, one.facts)]
    if one.kind == "statement":
        return _statement(page, one.facts)
    if one.kind == "report":
        return _report(page, one.facts)
    return [correction_line(page, one.facts), page.pick(one.facts["reason"])]


def subject_name(page: Page, subject: str) -> str:
    """The name of a plan element (with its id) or of an indicator."""
    data = page.site.data
    if subject in data.elements:
        return f"{subject} {page.pick(data.elements[subject]['title'])}"
    return page.pick(data.indicators[subject]["title"]) if subject in data.indicators else subject


def subject_address(page: Page, subject: str) -> str:
    """The page of a plan element or an indicator."""
    data = page.site.data
    if subject in data.indicators:
        return page.url("indicator", subject)
    return page.element_url(subject) if subject in data.elements else page.url("changes")


def published(page: Page, table: Json) -> str:
    """When a vintage was published, or that nobody knows."""
    if as_typed(table):
        return page.t("feed.published_unknown", day=page.day(table["vintage"]))
    return page.t("feed.published", publisher=table["publisher"], day=page.day(table["vintage"]))


def as_typed(table: Json) -> bool:
    """Whether a vintage's day is only the day that the figures were copied by hand."""
    return bool(table["table"].startswith("figures/") and table["vintage"][:10] == table["fetched"][:10])


def _new(page: Page, one: Event, scope: Scope) -> list[str]:
    data = page.site.data
    said = [published(page, data.tables[one.facts["table"]])]
    chosen = [i for i in one.indicators if i in data.indicators]
    if scope.indicator:
        chosen = [scope.indicator]
    elif scope.element:
        of_element = {i["id"] for i in data.indicators_of(scope.element)}
        chosen = [i for i in chosen if i in of_element]
    if one.facts["newest"]:
        for indicator in chosen[:_MOST_INDICATORS]:
            latest = latest_value(page, indicator, scope.area or None)
            if latest:
                said.append(latest)
    if not scope.indicator:
        names = [page.pick(data.indicators[i]["title"]) for i in chosen]
        said.append(page.t("feed.used_by", names=and_list(names, page.lang)))
    return said


def latest_value(page: Page, indicator: str, area: str | None = None) -> str:
    """The newest figure of an indicator in an area (its judged area), or nothing."""
    data = page.site.data
    about = data.indicators[indicator]
    area = area or about["main_area"]
    line = data.series_of(indicator, area)
    known = [n for n, value in enumerate(line["value"]) if value is not None] if line else []
    if not line or not known:
        return ""
    value = line["value"][known[-1]]
    return page.t(
        "feed.latest",
        indicator=page.pick(about["title"]),
        area=page.pick(data.areas[area]["name"]),
        period=page.period(line["period"][known[-1]]),
        value=page.unit(value, about["unit"], about["decimals"]),
    )


def _revised(page: Page, one: Event, scope: Scope) -> list[str]:
    rows = [row for row in one.facts["rows"] if scope.area in ("", row["area"])]
    said = [page.t("corrections.publishers_count", count=page.num(len(rows)))]
    return said + [revision_line(page, row) for row in rows[:_MOST_EXAMPLES]]


def revision_line(page: Page, row: Json) -> str:
    """One figure that a publisher changed: what it was and what it is."""
    data = page.site.data
    about = data.indicators[row["indicator"]]
    return page.t(
        "feed.revised_one",
        indicator=page.pick(about["title"]),
        area=page.pick(data.areas[row["area"]]["name"]),
        period=page.period(row["period"]),
        old=page.num(row["old"], about["decimals"]),
        new=page.num(row["new"], about["decimals"]),
    )


def _verdict(page: Page, entry: Json) -> str:
    causes = [page.t(f"feed.cause.{cause}") for cause in entry["causes"]]
    graded = entry["old"]["evidence"] != entry["new"]["evidence"]
    return page.t(
        "feed.verdict_was",
        old=answer(page, entry["old"], graded),
        new=answer(page, entry["new"], graded),
        cause=and_list(causes, page.lang),
    )


def _statement(page: Page, entry: Json) -> list[str]:
    signed = page.t("statement.signed", body=page.pick(entry["body"]), day=page.day(entry["date"]))
    state = page.t(f"statement.state.{state_key(entry['state'])}")
    return [page.t("feed.statement_was", state=state, signed=signed), page.pick(entry["text"])]


def _report_names(page: Page, entry: Json) -> dict[str, str]:
    """The area, the duty and the year of a report."""
    duties = page.site.data.content["coverage"]["duties"]
    title = next((page.pick(d["title"]) for d in duties if d["id"] == entry["duty"]), entry["duty"])
    area = page.pick(page.site.data.areas[entry["area"]]["name"])
    return {"area": area, "duty": title, "year": str(entry["year"])}


def _report(page: Page, entry: Json) -> list[str]:
    state = page.t(f"feed.reported.{state_key(entry['reported'])}")
    said = [page.t("feed.report_was", state=state, day=page.day(entry["date"]))]
    note = page.pick(entry["note"]) if entry["note"] else ""
    return said + [part for part in (note, entry["evidence"]) if part]


def answer(page: Page, verdict: Json, graded: bool) -> str:
    """A verdict in words: which way, the target where there is one, and the grade of the evidence if asked for."""
    way = f"way.{state_key(verdict['way'])}"
    said = [page.t(way)] if page.has(way) else []
    if verdict.get("target"):
        name = page.t(f"status.{state_key(verdict['target'])}.name")
        said.append(name[:1].lower() + name[1:])
    if graded:
        grade = verdict["evidence"]
        said.append(page.t("feed.evidence", grade=grade) if grade else page.t("feed.no_evidence"))
    return "; ".join(said) or "–"


def correction_line(page: Page, entry: Json) -> str:
    """What a correction changed: which figure, from what to what."""
    return page.t(
        "feed.correction_was",
        where=where(page, entry),
        period=page.period(entry["period"]),
        old=page.num(entry["wrong"]),
        new=page.num(entry["right"]) if entry["right"] is not None else page.t("corrections.removed"),
    )


def where(page: Page, entry: Json) -> str:
    """Which figure a correction is about: its area by name, its other dimensions as the publisher calls them."""
    tables = [t for t in page.site.data.tables.values() if t["table"] == entry["table"]]
    labels = tables[-1]["labels"] if tables else {}
    return ", ".join(
        place(page, labels.get(dimension, {}).get(code, code)) for dimension, code in entry["where"].items()
    )


def place(page: Page, code: str) -> str:
    """The name of the area that has a code or id, else the code as it is."""
    for area in page.site.data.areas.values():
        if area["id"] == code or any(entry["code"] == code for entry in area["codes"]):
            return page.pick(area["name"])
    return code
