"""What ``statements.toml`` and ``duties.toml`` may hold, declared once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from retning.answers import DUTY_REPORTED, OWN_STATES
from retning.followup.records import MEMBERS, Duty, Report, Statement
from retning.language.texts import LANGUAGES
from retning.plan.model import Text
from retning.toml.faults import nearest
from retning.toml.kinds import (
    ADDRESS,
    ALL_LANGUAGES,
    DAY,
    LANGUAGE,
    NAME,
    TEXT,
    Listing,
    OwnWords,
    Scalar,
    WrongValueError,
    one_of,
    whole,
)
from retning.toml.place import Place
from retning.toml.schema import Field, TomlTable, Values, many

STATEMENTS_FILE = "statements.toml"
DUTIES_FILE = "duties.toml"

LONGEST = 300
"""Characters that a statement may have in each language."""

PERIODS: Mapping[str, str] = {
    "year": "12-31",
    "H1": "06-30",
    "H2": "12-31",
    "Q1": "03-31",
    "Q2": "06-30",
    "Q3": "09-30",
    "Q4": "12-31",
}
"""Parts of a year that a duty may fall due in, and their last day."""

_DAY = r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"


def _in_its_language(words: Text, lang: str, field: str, place: Place) -> tuple[str, Text]:
    """The language that somebody wrote in first, and the words by language.

    One text stands in ``lang``; of a table with several languages the first one is the original unless ``lang`` says
    otherwise.
    """
    if "" in words:
        if not place.has("lang"):
            place.fault("words_without_lang", field, field=field)
        return lang, {lang: words[""]} if lang else {}
    if lang and words and lang not in words:
        place.fault("words_not_in_lang", "lang", field=field, language=lang)
    ordered = [*(code for code in LANGUAGES if code in words), *words]
    return lang or next(iter(ordered), ""), words


def _statement(values: Values, place: Place) -> Statement:
    lang, words = _in_its_language(values["text"], values["lang"], "text", place)
    return Statement(**{**values, "lang": lang, "text": words})


STATEMENT = TomlTable(
    "statement",
    Field(
        "element",
        TEXT,
        "id of a plan element: a goal, a strategy, a principle or a precondition",
        required=True,
    ),
    Field(
        "state",
        one_of(OWN_STATES, "feasible"),
        "one of five steps, from the surest to the least likely",
        required=True,
    ),
    Field("lang", LANGUAGE, "the language that the text was written in", must="with one text"),
    Field(
        "text",
        OwnWords(longest=LONGEST, too_long="statement_long"),
        f"the reason, in one language; at most {LONGEST} characters",
        required=True,
    ),
    Field("body", NAME, "who says it: the name of the body", required=True),
    Field("date", DAY, "the day it was decided", required=True),
    Field("address", ADDRESS, "where the decision can be read"),
    build=_statement,
    named_by=("element",),
    heading="[[statement]]",
)

STATEMENTS = TomlTable(
    "statements",
    Field("statement", many(STATEMENT, unique=("element", "date"), twice="statement_twice"), "one judgement"),
    build=lambda values, place: tuple(values["statement"]),
    about="What those who are responsible think themselves, one statement per judgement.",
)


def _to_due(value: object) -> str:
    """``MM-DD`` of a day or of a part of the year.

    >>> _to_due("Q1"), _to_due("04-15")
    ('03-31', '04-15')
    """
    written = str(value)
    if written in PERIODS:
        return PERIODS[written]
    try:
        date.fromisoformat(f"2023-{written}" if re.fullmatch(_DAY, written) else "")
    except ValueError:
        raise WrongValueError("duty_due", {"periods": ", ".join(PERIODS)}, nearest(value, PERIODS)) from None
    return written


DUE = Scalar(
    f'a day, `"MM-DD"`, or a part of the year: {", ".join(f"`{chr(34)}{part}{chr(34)}`" for part in PERIODS)}',
    _to_due,
    {"anyOf": [{"enum": list(PERIODS)}, {"type": "string", "pattern": f"^{_DAY}$"}]},
    "",
)

DUTY = TomlTable(
    "duty",
    Field("id", TEXT, "its own name", required=True),
    Field("title", ALL_LANGUAGES, "what is to be done", required=True),
    Field(
        "principle",
        TEXT,
        "id of the plan element that obliges: a principle, a precondition or a strategy",
        required=True,
        to="element",
    ),
    Field("quote", ALL_LANGUAGES, "the words of that element, exactly as the plan has them", required=True),
    Field("due", DUE, "the last day in the year", required=True),
    Field(
        "who",
        Listing(TEXT, "a list of texts", least=1),
        f'whom it obliges: `"{MEMBERS}"` (each municipality that is a member in the year) and ids of areas, such as a county for '
        f'its council. Without it `["{MEMBERS}"]`',
        default=(MEMBERS,),
    ),
    into=Duty,
    named_by=("id",),
    heading="[[duty]]",
)


def _report(values: Values, place: Place) -> Report:
    lang, words = _in_its_language(values["note"], values["lang"], "note", place)
    return Report(**{**values, "lang": lang, "note": words})


def _done_has_evidence(report: Report, place: Place) -> None:
    if report.state == "done" and not place.has("evidence"):
        place.fault("report_evidence", "state")


REPORT = TomlTable(
    "report",
    Field("area", TEXT, "id of an area", required=True),
    Field("duty", TEXT, "id of a duty", required=True),
    Field("year", whole(1000, 2999), "the year it is about", required=True),
    Field("state", one_of(DUTY_REPORTED, "started"), "what is reported", required=True),
    Field("date", DAY, "the day it was done or reported", required=True),
    Field("evidence", ADDRESS, "the document", must="when done"),
    Field("lang", LANGUAGE, "the language that the note was written in", must="with one note"),
    Field("note", OwnWords(), "one sentence, in one language"),
    build=_report,
    named_by=("area", "duty", "year"),
    heading="[[report]]",
    check=_done_has_evidence,
)


@dataclass(frozen=True, kw_only=True)
class DutiesFile:
    """Everything in ``duties.toml``."""

    duties: tuple[Duty, ...]
    reports: tuple[Report, ...]


DUTIES = TomlTable(
    "duties",
    Field("duty", many(DUTY, unique=("id",), twice="duty_twice"), "what the plan obliges to", to="duties"),
    Field(
        "report",
        many(REPORT, unique=("area", "duty", "year"), twice="report_twice"),
        "what has been reported",
        to="reports",
    ),
    into=DutiesFile,
    about="What the plan obliges municipalities and others to do each year, and what has been reported.",
)
