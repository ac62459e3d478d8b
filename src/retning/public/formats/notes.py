"""What must be known about figures in a file: their uncertainty, their flags, and what they were found to show.

One row for each thing, so that a reader can sort and count them; codes for machines, words beside them for people.
Everything stands in the edition. Nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from retning.edition.edition import Edition
from retning.edition.records.assessments import Assessment, Reason
from retning.edition.records.sentences import plain_words
from retning.language.texts import has_text, pick, state_key, text
from retning.public.formats.cells import Row

SYMBOLS = {
    ".": "not_possible",
    "..": "missing",
    "...": "missing_yet",
    ":": "hidden",
    "-": "zero",
    "*": "provisional",
}
"""The symbols of Norwegian official statistics and what they mean (key ``download.symbol``)."""


def symbol_words(symbol: str, lang: str) -> str:
    """What a publisher's symbol means (``""`` for none).

    >>> symbol_words("..", "en")
    'Not available'
    """
    return text(lang, f"download.symbol.{SYMBOLS.get(symbol, 'other')}") if symbol else ""


def note_words(note: str, lang: str) -> str:
    """What a note's code means, where there are words for it."""
    return text(lang, f"note.{note}") if note and has_text(lang, f"note.{note}") else ""


def certainty_words(certainty: str, lang: str) -> str:
    """A certainty in words."""
    room = "download.certainty" if certainty == "final" else "certainty"
    return text(lang, f"{room}.{certainty}")


def _place(edition: Edition, row: Row, line: str, lang: str) -> Row:
    """Indicator, title, area and line: the columns that every row about a series begins with."""
    indicator, area = str(row["indicator"]), str(row["area"])
    definition = edition.indicators[indicator]
    return {
        "indicator": indicator,
        "title": pick(definition.title, lang),
        "area": area,
        "area_name": pick(edition.areas[area].name, lang),
        "line": line,
        "unit": definition.unit,
        "decimals": definition.decimals,
    }


INTERVAL_COLUMNS = (
    *("indicator", "title", "area", "area_name", "line", "what", "from_period", "to_period"),
    *("estimate", "lower", "upper", "unit", "interval", "confidence"),
)


def interval_rows(edition: Edition, rows: Iterable[Row], lang: str) -> Iterator[Row]:
    """Bounds of single figures as published, then those of each series' yearly change, which a test gave."""
    seen: dict[tuple[str, str], Row] = {}
    for row in rows:
        line = str(row["line"])
        if "@" not in line:
            seen.setdefault((str(row["indicator"]), str(row["area"])), row)
        if row["lower"] is not None or row["upper"] is not None:
            yield {
                **_place(edition, row, line, lang),
                "what": text(lang, "download.interval.value"),
                "from_period": row["period"],
                "to_period": row["period"],
                "estimate": row["value"],
                "lower": row["lower"],
                "upper": row["upper"],
                "interval": row.get("interval") or text(lang, "download.interval.published"),
            }
    for (indicator, area), row in seen.items():
        assessment = edition.assessment(indicator, area)
        if assessment is None or assessment.tendency.lower is None:
            continue
        tendency = assessment.tendency
        yield {
            **_place(edition, row, assessment.line, lang),
            "what": text(lang, "download.interval.slope"),
            "from_period": tendency.from_period,
            "to_period": tendency.to_period,
            "estimate": tendency.slope,
            "lower": tendency.lower,
            "upper": tendency.upper,
            "interval": text(lang, "download.interval.tested", method=tendency.method),
            "confidence": edition.inputs.rules["confidence"],
        }


FLAG_COLUMNS = ("indicator", "title", "area", "area_name", "line", "period", "flag", "code", "meaning")


def flag_rows(edition: Edition, rows: Iterable[Row], lang: str) -> Iterator[Row]:
    """What must be said of single figures, in the order of the figures; then the breaks of their series."""
    series: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        line = str(row["line"])
        place = _place(edition, row, line, lang)
        series.setdefault((str(row["indicator"]), str(row["area"]), line), place)
        status, method, certainty, note = (
            str(row[name]) for name in ("status", "method", "certainty", "note")
        )
        found = []
        if status:
            found.append(("symbol", status, symbol_words(status, lang)))
        if method != "as published":
            found.append(("method", method, text(lang, f"method_name.{state_key(method)}")))
        if certainty != "final":
            found.append(("certainty", certainty, certainty_words(certainty, lang)))
        if note:
            found.append(("note", note, note_words(note, lang)))
        for kind, code, meaning in found:
            flag = text(lang, f"download.flag.{kind}")
            yield {**place, "period": row["period"], "flag": flag, "code": code, "meaning": meaning}
    for (indicator, area, name), place in series.items():
        one = next((line for line in edition.lines(indicator, area) if line.line == name), None)
        for b in one.breaks if one else ():
            yield {
                **place,
                "period": b.period,
                "flag": text(lang, "download.flag.break"),
                "code": "break",
                "meaning": pick(b.reason, lang),
            }


ASSESSMENT_COLUMNS = (
    *("subject", "title", "area", "area_name", "line", "answer", "reading", "state", "state_meaning"),
    *("estimate", "lower", "upper", "interval", "from_period", "to_period", "n", "p", "reasons", "said"),
    *("rule_version", "as_of"),
)


def assessment_rows(edition: Edition, assessments: Iterable[Assessment], lang: str) -> Iterator[Row]:
    """What the figures show and why: a row for the direction, one for the evidence, one for each target."""
    for one in assessments:
        element = edition.elements.get(one.subject)
        title = element.title if element else edition.indicators[one.subject].title
        place: Row = {
            "subject": one.subject,
            "title": pick(title, lang),
            "area": one.area,
            "area_name": pick(edition.areas[one.area].name, lang) if one.area in edition.areas else "",
            "line": one.line,
            "rule_version": edition.inputs.rule_version,
            "as_of": edition.as_of,
        }
        sentences = edition.sentences(one.subject, "" if element else one.area)
        said = {sentence.kind: plain_words(sentence, lang) for sentence in sentences}
        tendency, grade = one.tendency, one.evidence.grade
        yield {
            **place,
            "answer": text(lang, "download.answer.tendency"),
            "state": tendency.state,
            "state_meaning": text(lang, f"tendency.{state_key(tendency.state)}"),
            "estimate": tendency.slope,
            "lower": tendency.lower,
            "upper": tendency.upper,
            "interval": tendency.method,
            "from_period": tendency.from_period,
            "to_period": tendency.to_period,
            "n": tendency.n,
            "p": tendency.p,
            "reasons": _codes(tendency.reasons),
            "said": said.get("tendency", ""),
        }
        yield {
            **place,
            "answer": text(lang, "download.answer.evidence"),
            "state": grade,
            "state_meaning": text(lang, f"evidence.{grade}") if grade else "",
            "reasons": _codes(one.evidence.reasons),
            "said": said.get("evidence", ""),
        }
        for n, target in enumerate(one.targets):
            yield {
                **place,
                "answer": text(lang, "download.answer.target"),
                "reading": target.reading,
                "state": target.state,
                "state_meaning": text(lang, f"status.{state_key(target.state)}.name"),
                "estimate": target.ratio,
                "lower": target.ratio_lower,
                "upper": target.ratio_upper,
                "reasons": _codes(target.reasons),
                "said": said.get(f"target.{n}", ""),
            }


def _codes(reasons: Iterable[Reason]) -> str:
    return " ".join(dict.fromkeys(reason.key for reason in reasons))
