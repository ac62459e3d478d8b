"""What an edition holds as plain JSON by topic, for tests that look at much of it at once: ``content(edition)["series"]``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from retning.edition.edition import Edition
from retning.edition.records.assessments import Assessment
from retning.edition.records.base import as_json, unpacked
from retning.edition.records.parts import AreaPart
from retning.edition.records.sentences import OpeningSentence, Sentence
from retning.edition.records.series import Line

Json = dict[str, Any]


class Content(Mapping[str, Any]):
    """The content by topic, each made when it is first asked for."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._made: dict[str, Any] = {}

    def __getitem__(self, stem: str) -> Any:
        if stem not in self._made:
            self._made[stem] = _MAKERS[stem](self._edition)
        return self._made[stem]

    def __iter__(self) -> Iterator[str]:
        return iter(_MAKERS)

    def __len__(self) -> int:
        return len(_MAKERS)


def content(edition: Edition) -> Mapping[str, Any]:
    """Everything that an edition holds."""
    return Content(edition)


def _areas(edition: Edition) -> Iterator[tuple[str, AreaPart]]:
    for indicator, part in edition.parts:
        for one in part.areas():
            yield indicator, one


def _series(edition: Edition) -> Json:
    origins: dict[str, int] = {}
    listed: list[Any] = []
    series = []
    for indicator, area in _areas(edition):
        places = [-1]
        for origin in area.origins:
            key = str(as_json(origin))
            if key not in origins:
                origins[key] = len(listed)
                listed.append(as_json(origin))
            places.append(origins[key])
        for line in area.lines:
            series.append(_line(indicator, area.area, line, places))
    return {"origins": listed, "series": series}


def _line(indicator: str, area: str, line: Line, places: list[int]) -> Json:
    rows = len(line.period)
    names = (
        "numerator", "denominator", "lower", "upper", "method", "certainty", "status", "vintage", "note", "interval",
    )  # fmt: skip
    return {
        "indicator": indicator,
        "area": area,
        "line": line.line,
        "tables": list(line.tables),
        "breaks": as_json(line.breaks),
        "period": list(line.period),
        "value": list(line.value),
        **{name: list(unpacked(getattr(line, name), rows)) for name in names},
        "parts": [
            [[p.code, p.weight, p.value, p.status, places[p.origin], p.period, p.role] for p in parts]
            for parts in line.parts_of()
        ],
    }


def assessment(one: Assessment, edition: Edition) -> Json:
    """An assessment with the edition's day and rules."""
    made: Any = as_json(one)
    made["as_of"] = edition.as_of
    made["rule_version"] = edition.inputs.rule_version
    return dict(sorted(made.items()))


def _assessments(edition: Edition) -> list[Json]:
    found = [*edition.assessments.values()]
    found += [one.assessment for _, one in _areas(edition) if one.assessment is not None]
    return [assessment(one, edition) for one in found]


def _other_methods(edition: Edition) -> list[Json]:
    found = [m for e in edition.assessments if (m := edition.other_methods(e, edition.assessments[e].area))]
    found += [one.other_methods for _, one in _areas(edition) if one.other_methods is not None]
    rows: list[Json] = []
    for one in found:
        made: Any = as_json(one)
        rows.append(dict(sorted({**made, "disagree": list(one.disagree)}.items())))
    return rows


def _text(one: Sentence | OpeningSentence) -> Json:
    return {
        lang: [
            part
            if isinstance(part, str)
            else {
                "number": part.written,
                "ref": one.refs[part.ref],
                **({"name": True} if part.name else {}),
            }
            for part in parts
        ]
        for lang, parts in one.text.items()
    }


def _sentences(edition: Edition) -> list[Json]:
    found = [
        (subject, "", one) for subject, sentences in edition.element_sentences.items() for one in sentences
    ]
    found += [(indicator, a.area, one) for indicator, a in _areas(edition) for one in a.sentences]
    rows = [
        {"subject": subject, "area": area, "kind": s.kind, "priority": s.priority, "text": _text(s)}
        for subject, area, s in found
    ]
    return sorted(rows, key=lambda s: (s["subject"], s["area"], s["priority"], s["kind"]))


def _openings(edition: Edition) -> list[Json]:
    rows = []
    for one in edition.openings.records():
        subject, _, area = one.page.partition("/")
        said = [{"because": s.because, "about": s.about, "text": _text(s)} for s in one.sentences]
        rows.append({"subject": subject, "area": area, "found": dict(one.found), "sentences": said})
    return rows


def _pages(edition: Edition) -> list[Json]:
    rows = []
    for page in edition.tests.records():
        kind, _, id = page.page.partition("/")
        series: list[Any] = [as_json(t) for t in page.series]
        for made, test in zip(series, page.series, strict=True):
            made["stands"] = test.stands
        rows.append({"kind": kind, "id": id, "tests": page.tests, "series": series})
    return rows


def _status_rows(edition: Edition) -> list[Json]:
    return [dict(row.as_json(edition.as_of)) for row in edition.status.values()]


def _forecasts(edition: Edition) -> Json:
    made, version = edition.forecasts.made, edition.inputs.rule_version
    forecasts: list[Json] = []
    without: list[Json] = []
    for indicator, area in _areas(edition):
        for line in area.lines:
            key = {"indicator": indicator, "area": area.area, "line": line.line}
            if line.forecast is not None:
                one: Any = as_json(line.forecast)
                ahead = [as_json(a) for a in line.forecast.ahead.rows()]
                forecasts.append({**one, **key, "ahead": ahead, "made": made, "rule_version": version})
            elif "@" not in line.line:
                without.append({**key, "reasons": as_json(line.no_forecast)})
    pools: list[Json] = []
    for indicator, part in edition.parts:
        for pool in part.whole.pools:
            plain: Any = as_json(pool)
            tested: list[Any] = []
            plain.pop("tried")
            for area_id in pool.tried:
                area_part = part.area(area_id)
                line_ = None if area_part is None else area_part.line(pool.line)
                for trial in line_.trials.rows() if line_ is not None and line_.trials is not None else ():
                    tested.append(_sorted({"area": area_id, **_plain(trial)}))
            pools.append(_sorted({**plain, "indicator": indicator, "tested": tested}))
    return {
        "made": made,
        "afterwards": edition.forecasts.afterwards,
        "forecasts": forecasts,
        "without": without,
        "pools": pools,
    }


def _answers(edition: Edition) -> Json:
    answers: list[Json] = []
    records: list[Json] = []
    for indicator, part in edition.parts:
        records += [_sorted({"indicator": indicator, **_plain(r)}) for r in part.whole.records]
        for area in part.areas():
            for entry in area.answers:
                for year in entry.rows():
                    answers.append(
                        {
                            **_plain(year),
                            "entry": entry.entry,
                            "indicator": indicator,
                            "area": area.area,
                            "line": entry.line,
                            "made": entry.made,
                            "last": entry.last,
                            "last_value": entry.last_value,
                            "rule_version": entry.rule_version,
                        }
                    )
    withdrawals = as_json(edition.forecasts.withdrawals)
    return {"answers": answers, "records": records, "withdrawals": withdrawals}


def _sorted(plain: Json) -> Json:
    return dict(sorted(plain.items()))


def _plain(record: object) -> Json:
    made: Any = as_json(record)
    return dict(made)


def _peers(edition: Edition) -> list[Json]:
    rows = []
    order = {id: n for n, id in enumerate(edition.indicators)}
    for indicator, part in sorted(edition.parts, key=lambda p: order.get(p[0], 0)):
        for one in part.whole.peers:
            made = _plain(one)
            made["dots"] = [[d.area, d.value] for d in one.dots]
            if one.funnel is not None:
                made["funnel"]["limits"] = [
                    [x.size, x.inner_lower, x.inner_upper, x.outer_lower, x.outer_upper]
                    for x in one.funnel.limits
                ]
            rows.append({**made, "indicator": indicator})
    return rows


def _paths(edition: Edition) -> list[Json]:
    rows = []
    for indicator, area in _areas(edition):
        for one in area.paths:
            made = _plain(one)
            for name in ("points", "asked"):
                made[name] = [[p["period"], p["value"]] for p in made[name]]
            for name in ("goal", "base"):
                made[name] = made[name] and [made[name]["period"], made[name]["value"]]
            rows.append({**made, "indicator": indicator, "area": area.area})
    order = {id: n for n, id in enumerate(edition.indicators)}
    return sorted(rows, key=lambda p: (order[p["indicator"]], p["target"]))


_MAKERS: Mapping[str, Callable[[Edition], Any]] = {
    "plan": lambda e: as_json(e.plan),
    "region": lambda e: as_json(e.region),
    "areas": lambda e: as_json(tuple(e.areas.values())),
    "area_changes": lambda e: as_json(e.area_changes),
    "borders": lambda e: as_json(e.borders),
    "sources": lambda e: as_json(e.sources),
    "tables": lambda e: as_json(tuple(e.tables.values())),
    "corrections": lambda e: as_json(e.corrections),
    "indicators": lambda e: as_json(tuple(e.indicators.values())),
    "statements": lambda e: as_json(e.statements),
    "coverage": lambda e: as_json(e.coverage),
    "history": lambda e: as_json(e.history),
    "rules": lambda e: as_json(e.rules),
    "error_rates": lambda e: as_json(e.error_rates),
    "inputs": lambda e: as_json(e.inputs),
    "series": _series,
    "assessments": _assessments,
    "other_methods": _other_methods,
    "sentences": _sentences,
    "openings": _openings,
    "pages": _pages,
    "status": _status_rows,
    "forecasts": _forecasts,
    "answers": _answers,
    "peers": _peers,
    "paths": _paths,
}
