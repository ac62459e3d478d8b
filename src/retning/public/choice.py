"""What a reader has chosen in the address: areas, indicators, years, and how to show them.

Nothing a reader can write is a fault of ours: what cannot be used is left out and told of, with how to mend it,
and the rest is shown.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from retning.language.texts import pick, text
from retning.public.context import Site
from retning.public.data import Data
from retning.public.query import Query, QueryError

Json = dict[str, Any]

MOST_AREAS = 12
MOST_INDICATORS = 6
SHOWN = ("verdi", "indeks")
"""How values are shown: as they are, or relative to the first common year."""

_YEAR = re.compile(r"[12]\d{3}")


@dataclass(frozen=True)
class Problem:
    """Something in the address that cannot be used: ``choice.<key>`` filled with ``values``."""

    key: str
    values: Mapping[str, object]

    def say(self, lang: str) -> str:
        """The problem in words, with how to mend it."""
        return text(lang, f"choice.{self.key}", **self.values)


@dataclass(frozen=True)
class Choice:
    """A usable choice, and what in the address was not usable.

    ``first`` and ``last`` are years (``""``: no limit); ``own`` is the area that is drawn most clearly.
    """

    areas: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    show: str = SHOWN[0]
    own: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def narrows(self) -> bool:
        """Whether fewer areas or years than all are asked for."""
        return bool(self.areas or self.first or self.last)

    def query(self) -> Query:
        """The address that means exactly this choice."""
        pairs = [("omrade", a) for a in self.areas] + [("indikator", i) for i in self.indicators]
        for key, value in (("fra", self.first), ("til", self.last), ("eget", self.own)):
            pairs += [(key, value)] if value else []
        return Query((*pairs, ("vis", self.show)) if self.show != SHOWN[0] else tuple(pairs))


def read_choice(data: Data, query: Query, lang: str, indicator: str = "") -> Choice:
    """The choice of a query. With ``indicator`` it is about that one alone, and areas must have figures for it."""
    problems: list[Problem] = []
    areas = _areas(data, query.all("omrade"), lang, indicator, problems)
    indicators = () if indicator else _indicators(data, query.all("indikator"), problems)
    first, last = (_year(query.get(key, ""), problems) for key in ("fra", "til"))
    if first and last and first > last:
        problems.append(Problem("swapped", {"first": first, "last": last}))
        first, last = last, first
    show = query.get("vis", SHOWN[0])
    if show not in SHOWN:
        problems.append(Problem("unknown_show", {"value": show, "known": ", ".join(SHOWN)}))
        show = SHOWN[0]
    own = query.get("eget", "")
    if own and own not in areas:
        problems.append(Problem("own_not_chosen", {"id": own}))
        own = ""
    if query and not indicator:
        if not areas:
            problems.append(Problem("no_area", {}))
        if not indicators:
            problems.append(Problem("no_indicator", {}))
    return Choice(areas, indicators, first, last, show, own, tuple(problems))


def _areas(
    data: Data, asked: Sequence[str], lang: str, indicator: str, problems: list[Problem]
) -> tuple[str, ...]:
    having = data.areas_of(indicator) if indicator else data.page_areas
    found = []
    for id in asked:
        if id in having:
            found.append(id)
        elif id in data.areas:
            problems.append(Problem("area_without_figures", {"name": pick(data.areas[id]["name"], lang)}))
        else:
            problems.append(Problem("unknown_area", {"id": id}))
    if len(found) > MOST_AREAS:
        problems.append(Problem("too_many_areas", {"count": len(found), "most": MOST_AREAS}))
    return tuple(found[:MOST_AREAS])


def _indicators(data: Data, asked: Sequence[str], problems: list[Problem]) -> tuple[str, ...]:
    problems += [Problem("unknown_indicator", {"id": id}) for id in asked if id not in data.indicators]
    found = [id for id in asked if id in data.indicators]
    if len(found) > MOST_INDICATORS:
        problems.append(Problem("too_many_indicators", {"count": len(found), "most": MOST_INDICATORS}))
    return tuple(found[:MOST_INDICATORS])


def _year(written: str, problems: list[Problem]) -> str:
    if written and not _YEAR.fullmatch(written):
        problems.append(Problem("bad_year", {"value": written}))
        return ""
    return written


def whole_choice(data: Data, query: Query, lang: str, indicator: str = "") -> Choice:
    """The choice of a file, which cannot show a message beside half an answer: any problem stops it.

    Raises :class:`~retning.public.query.QueryError` with every problem in words.
    """
    choice = read_choice(data, query, lang, indicator)
    if choice.problems:
        raise QueryError([problem.say(lang) for problem in choice.problems])
    return choice if query or indicator else example(data)


def example(data: Data) -> Choice:
    """A first choice for a reader who has made none: the members of the main region in the widest indicator."""
    main = data.areas.get(data.content["region"]["main"])
    members = main["memberships"][-1]["members"] if main and main["memberships"] else []

    def among(id: str) -> list[str]:
        having = set(data.areas_of(id))
        return [m for m in members if m in having]

    # Shares and means can be seen beside each other; amounts of places of different size cannot.
    widest = max(
        data.indicators,
        key=lambda i: (len(among(i)), data.indicators[i]["kind"] != "count", len(data.areas_of(i))),
        default="",
    )
    if not widest:
        return Choice()
    benchmark = data.indicators[widest]["benchmark"]
    areas = among(widest)[: MOST_AREAS - 1] or data.areas_of(widest)[:MOST_AREAS]
    if benchmark in data.areas_of(widest) and benchmark not in areas and len(areas) < MOST_AREAS:
        areas = [*areas, benchmark]
    return Choice(tuple(areas), (widest,))


_COLUMNS = (
    *("period", "value", "numerator", "denominator", "lower", "upper", "method", "certainty", "status"),
    *("vintage", "note", "parts"),
)


def narrowed(site: Site, choice: Choice, indicators: Sequence[str]) -> Site:
    """The site as if only the chosen areas and years of some indicators existed; the rest is untouched.

    Every page, picture and file made from it is narrowed alike.
    """
    if not choice.narrows:
        return site
    wanted = set(indicators)
    series = []
    for one in site.data.content["series"]["series"]:
        if one["indicator"] not in wanted:
            series.append(one)
        elif not choice.areas or one["area"] in choice.areas:
            cut = _cut(one, choice.first, choice.last)
            series += [cut] if cut["period"] else []
    content = {
        **site.data.content,
        "series": {**site.data.content["series"], "series": series},
    }
    made = copy.copy(site)
    made.data = Data(site.edition, content)
    return made


def _cut(one: Json, first: str, last: str) -> Json:
    """A series between two years, both included."""
    kept = [
        n
        for n, period in enumerate(one["period"])
        if (not first or period[:4] >= first) and (not last or period[:4] <= last)
    ]
    return {**one, **{name: [one[name][n] for n in kept] for name in _COLUMNS}}
