"""What must be known about figures in a file: their uncertainty, their flags, and what they were found to show.

One row for each thing, so that a reader can sort and count them; codes for machines, words beside them for people.
Everything stands in the edition. Nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from retning.language.texts import has_text, pick, state_key, text
from retning.public.data import Data

Row = dict[str, Any]
Json = Mapping[str, Any]

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


def _place(data: Data, row: Json, lang: str) -> Row:
    """Indicator, title, area and line: the columns that every row about a series begins with."""
    definition = data.indicators[row["indicator"]]
    return {
        "indicator": row["indicator"],
        "title": pick(definition["title"], lang),
        "area": row["area"],
        "area_name": pick(data.areas[row["area"]]["name"], lang),
        "line": row["line"],
        "unit": definition["unit"],
        "decimals": definition["decimals"],
    }


INTERVAL_COLUMNS = (
    *("indicator", "title", "area", "area_name", "line", "what", "from_period", "to_period"),
    *("estimate", "lower", "upper", "unit", "interval", "confidence"),
)


def interval_rows(data: Data, rows: Iterable[Json], lang: str) -> Iterator[Row]:
    """Bounds of single figures as published, then those of each series' yearly change, which a test gave."""
    seen: dict[tuple[str, str], Json] = {}
    for row in rows:
        if row["line"].partition("@")[2] == "":
            seen.setdefault((row["indicator"], row["area"]), row)
        if row["lower"] is not None or row["upper"] is not None:
            yield {
                **_place(data, row, lang),
                "what": text(lang, "download.interval.value"),
                "from_period": row["period"],
                "to_period": row["period"],
                "estimate": row["value"],
                "lower": row["lower"],
                "upper": row["upper"],
                "interval": row.get("interval") or text(lang, "download.interval.published"),
            }
    confidence = data.content["inputs"]["rules"]["confidence"]
    for (indicator, area), row in seen.items():
        assessment = data.assessment(indicator, area)
        tendency = assessment["tendency"] if assessment else None
        if assessment is None or tendency is None or tendency["lower"] is None:
            continue
        yield {
            **_place(data, {**row, "line": assessment["line"]}, lang),
            "what": text(lang, "download.interval.slope"),
            "from_period": tendency["from_period"],
            "to_period": tendency["to_period"],
            "estimate": tendency["slope"],
            "lower": tendency["lower"],
            "upper": tendency["upper"],
            "interval": text(lang, "download.interval.tested", method=tendency["method"]),
            "confidence": confidence,
        }


FLAG_COLUMNS = ("indicator", "title", "area", "area_name", "line", "period", "flag", "code", "meaning")


def flag_rows(data: Data, rows: Iterable[Json], lang: str) -> Iterator[Row]:
    """What must be said of single figures, in the order of the figures; then the breaks of their series."""
    series: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        place = _place(data, row, lang)
        series.setdefault((row["indicator"], row["area"], row["line"]), place)
        found = []
        if row["status"]:
            found.append(("symbol", row["status"], symbol_words(row["status"], lang)))
        if row["method"] != "as published":
            found.append(("method", row["method"], text(lang, f"method_name.{state_key(row['method'])}")))
        if row["certainty"] != "final":
            found.append(("certainty", row["certainty"], certainty_words(row["certainty"], lang)))
        if row["note"]:
            found.append(("note", row["note"], note_words(row["note"], lang)))
        for kind, code, meaning in found:
            flag = text(lang, f"download.flag.{kind}")
            yield {**place, "period": row["period"], "flag": flag, "code": code, "meaning": meaning}
    for (indicator, area, line), place in series.items():
        one = next((s for s in data.lines(indicator, area) if s["line"] == line), None)
        for b in one["breaks"] if one else ():
            yield {
                **place,
                "period": b["period"],
                "flag": text(lang, "download.flag.break"),
                "code": "break",
                "meaning": pick(b["reason"], lang),
            }


ASSESSMENT_COLUMNS = (
    *("subject", "title", "area", "area_name", "line", "answer", "reading", "state", "state_meaning"),
    *("estimate", "lower", "upper", "interval", "from_period", "to_period", "n", "p", "reasons", "said"),
    *("rule_version", "as_of"),
)


def assessment_rows(data: Data, assessments: Iterable[Json], lang: str) -> Iterator[Row]:
    """What the figures show and why: a row for the direction, one for the evidence, one for each target."""
    for one in assessments:
        subject, area = one["subject"], one["area"]
        element = data.elements.get(subject)
        title = pick((element or data.indicators[subject])["title"], lang)
        place = {
            "subject": subject,
            "title": title,
            "area": area,
            "area_name": pick(data.areas[area]["name"], lang) if area in data.areas else "",
            "line": one["line"],
            "rule_version": one["rule_version"],
            "as_of": one["as_of"],
        }
        said = {s["kind"]: plain(s["text"][lang]) for s in data.sentences(subject, "" if element else area)}
        tendency = one["tendency"]
        yield {
            **place,
            "answer": text(lang, "download.answer.tendency"),
            "state": tendency["state"],
            "state_meaning": text(lang, f"tendency.{state_key(tendency['state'])}"),
            "estimate": tendency["slope"],
            "lower": tendency["lower"],
            "upper": tendency["upper"],
            "interval": tendency["method"],
            "from_period": tendency["from_period"],
            "to_period": tendency["to_period"],
            "n": tendency["n"],
            "p": tendency["p"],
            "reasons": _codes(tendency["reasons"]),
            "said": said.get("tendency", ""),
        }
        grade = one["evidence"]["grade"]
        yield {
            **place,
            "answer": text(lang, "download.answer.evidence"),
            "state": grade,
            "state_meaning": text(lang, f"evidence.{grade}") if grade else "",
            "reasons": _codes(one["evidence"]["reasons"]),
            "said": said.get("evidence", ""),
        }
        for n, target in enumerate(one["targets"]):
            yield {
                **place,
                "answer": text(lang, "download.answer.target"),
                "reading": target["reading"],
                "state": target["state"],
                "state_meaning": text(lang, f"status.{state_key(target['state'])}.name"),
                "estimate": target["ratio"],
                "lower": target["ratio_lower"],
                "upper": target["ratio_upper"],
                "reasons": _codes(target["reasons"]),
                "said": said.get(f"target.{n}", ""),
            }


def plain(parts: Iterable[Any]) -> str:
    """A sentence's parts as plain text.

    >>> plain(["It is ", {"number": "5", "ref": ""}, "."])
    'It is 5.'
    """
    return "".join(part if isinstance(part, str) else part["number"] for part in parts)


def _codes(reasons: Iterable[Json]) -> str:
    return " ".join(dict.fromkeys(reason["key"] for reason in reasons))
