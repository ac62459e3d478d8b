"""Calendars of announced releases (iCalendar, RFC 5545): one whole-day event for each day that a publisher has announced."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date, timedelta

from retning.edition.records.base import Text
from retning.edition.records.tables import Table
from retning.language.lists import and_list
from retning.public.context import FileRequest, Page, Site
from retning.public.follow.feeds import authority
from retning.public.model import Model
from retning.public.subjects import subject_of

_OCTETS = 75
_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


class Release(Model, frozen=True, kw_only=True):
    """An announced release of a table: its first day and the day after its last (a month, where only that is announced)."""

    table: str
    title: Text
    publisher: str
    start: date
    end: date
    indicators: tuple[str, ...]
    address: str = ""


def releases(site: Site, indicator: str = "") -> list[Release]:
    """Announced releases (of the tables that an indicator rests on), in order of time.

    What was announced for a day that the table's newest vintage has reached already is over and is left out.

    >>> [r.start for r in releases(site)]  # doctest: +SKIP
    [datetime.date(2027, 2, 20)]
    """
    edition = site.edition
    found = []
    for table in announced(site):
        span = days(table.next_release)
        indicators = edition.using(table.table)
        if span is None or (indicator and indicator not in indicators):
            continue
        start, end = span
        found.append(
            Release(
                table=table.table,
                title=table.title,
                publisher=table.publisher,
                start=start,
                end=end,
                indicators=indicators,
                address=table.address,
            )
        )
    return sorted(found, key=lambda r: (r.start, r.table))


def announced(site: Site) -> Iterator[Table]:
    """The newest vintage of each table that tells of a release to come."""
    for table in site.edition.newest_tables.values():
        said = table.next_release
        if said and days(said) and said > table.vintage[: len(said)]:
            yield table


def days(written: str) -> tuple[date, date] | None:
    """First day and the day after the last of an announced day or month; ``None`` for what is neither.

    >>> days("2027-02")
    (datetime.date(2027, 2, 1), datetime.date(2027, 3, 1))
    """
    match = _DAY.fullmatch(written)
    if match is None:
        return None
    year, month = int(match[1]), int(match[2])
    try:
        if match[3]:
            day = date(year, month, int(match[3]))
            return day, day + timedelta(days=1)
        return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
    except ValueError:
        return None


def calendar(request: FileRequest) -> bytes:
    """The calendar of everything, or of what one indicator rests on.

    >>> calendar(FileRequest(page, Address("/en/sources.ics", "en", "sources", "", ".ics"), Query()))  # doctest: +SKIP
    b'BEGIN:VCALENDAR...'
    """
    page, site, base = request.page, request.page.site, request.base
    indicator = request.address.id
    name = subject_of(page, site.kinds[request.address.kind], indicator)
    stamp = site.edition.as_of.replace("-", "") + "T000000Z"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Retning//Retning//{page.lang.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(page.t('calendar.name', name=name))}",
    ]
    found = releases(site, indicator)
    for one in found:
        lines += _event(page, one, stamp, base)
    if not found:
        lines += _nothing(page, indicator, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def _event(page: Page, one: Release, stamp: str, base: str) -> list[str]:
    indicators = page.site.edition.indicators
    title = page.pick(one.title)
    names = [page.pick(indicators[i].title) for i in one.indicators]
    if names:
        text = page.t(
            "calendar.event_about", publisher=one.publisher, title=title, names=and_list(names, page.lang)
        )
    else:
        text = page.t("calendar.event_unused", publisher=one.publisher, title=title)
    return [
        "BEGIN:VEVENT",
        f"UID:{uid(page, one.table + one.start.isoformat())}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{one.start:%Y%m%d}",
        f"DTEND;VALUE=DATE:{one.end:%Y%m%d}",
        f"SUMMARY;LANGUAGE={page.lang}:{escaped(page.t('calendar.event', title=title))}",
        f"DESCRIPTION;LANGUAGE={page.lang}:{escaped(text)}",
        f"URL:{base}{page.url('sources')}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _nothing(page: Page, indicator: str, stamp: str) -> list[str]:
    """A calendar must hold something (RFC 5545, 3.6): a note, not an event, says that nothing is announced."""
    return [
        "BEGIN:VJOURNAL",
        f"UID:{uid(page, 'nothing' + indicator)}",
        f"DTSTAMP:{stamp}",
        f"SUMMARY;LANGUAGE={page.lang}:{escaped(page.t('fresh.calendar_none'))}",
        "END:VJOURNAL",
    ]


def uid(page: Page, content: str) -> str:
    """A name of a component for all time, by what it is about."""
    host, _ = authority(page.site)
    return f"{hashlib.sha256(content.encode()).hexdigest()[:24]}@{host}"


def escaped(text: str) -> str:
    """A text value of iCalendar.

    >>> escaped("a, b; c")
    'a\\\\, b\\\\; c'
    """
    for old, new in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "")):
        text = text.replace(old, new)
    return text


def folded(line: str) -> bytes:
    """A content line in pieces of at most 75 octets, never inside a character, ended by CRLF.

    >>> folded("SUMMARY:" + "å" * 40).split(b"\\r\\n ")[0].decode()[-1]
    'å'
    """
    pieces: list[bytes] = []
    piece = b""
    for character in line:
        octets = character.encode()
        if len(piece) + len(octets) > _OCTETS - (1 if pieces else 0):
            pieces.append(piece)
            piece = b""
        piece += octets
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
