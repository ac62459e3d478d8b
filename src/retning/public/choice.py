"""What a reader has chosen in the address: areas, indicators, years, and how to show them.

Nothing a reader can write is a fault of ours: what cannot be used is left out and reported, with how to mend it, and the rest
is shown.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence

from retning.edition.edition import Edition
from retning.language.texts import pick, text
from retning.public.context import Site
from retning.public.model import Model
from retning.public.query import Query, QueryError
from retning.public.shown_figures import ChosenFigures

MOST_AREAS = 12
MOST_INDICATORS = 6
SHOWN = ("verdi", "indeks")
"""How values are shown: as they are, or relative to the first common year."""

_YEAR = re.compile(r"[12]\d{3}")


class Problem(Model, frozen=True):
    """Something in the address that cannot be used: ``choice.<key>`` filled with ``values``."""

    key: str
    values: Mapping[str, str | int]

    def say(self, lang: str) -> str:
        """The problem in words, with how to mend it."""
        return text(lang, f"choice.{self.key}", **self.values)


class Choice(Model, frozen=True):
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


def read_choice(edition: Edition, query: Query, lang: str, indicator: str = "") -> Choice:
    """The choice of a query. With ``indicator`` it is about that one alone, and areas must have figures for it."""
    problems: list[Problem] = []
    areas = _areas(edition, query.all("omrade"), lang, indicator, problems)
    indicators = () if indicator else _indicators(edition, query.all("indikator"), problems)
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
    edition: Edition, asked: Sequence[str], lang: str, indicator: str, problems: list[Problem]
) -> tuple[str, ...]:
    having = edition.areas_of(indicator) if indicator else edition.page_areas
    found = []
    for id in asked:
        if id in having:
            found.append(id)
        elif id in edition.areas:
            problems.append(Problem("area_without_figures", {"name": pick(edition.areas[id].name, lang)}))
        else:
            problems.append(Problem("unknown_area", {"id": id}))
    if len(found) > MOST_AREAS:
        problems.append(Problem("too_many_areas", {"count": len(found), "most": MOST_AREAS}))
    return tuple(found[:MOST_AREAS])


def _indicators(edition: Edition, asked: Sequence[str], problems: list[Problem]) -> tuple[str, ...]:
    problems += [Problem("unknown_indicator", {"id": id}) for id in asked if id not in edition.indicators]
    found = [id for id in asked if id in edition.indicators]
    if len(found) > MOST_INDICATORS:
        problems.append(Problem("too_many_indicators", {"count": len(found), "most": MOST_INDICATORS}))
    return tuple(found[:MOST_INDICATORS])


def _year(written: str, problems: list[Problem]) -> str:
    if written and not _YEAR.fullmatch(written):
        problems.append(Problem("bad_year", {"value": written}))
        return ""
    return written


def whole_choice(edition: Edition, query: Query, lang: str, indicator: str = "") -> Choice:
    """The choice of a file, which cannot show a message beside half an answer: any problem stops it.

    Raises :class:`~retning.public.query.QueryError` with every problem in words.
    """
    choice = read_choice(edition, query, lang, indicator)
    if choice.problems:
        raise QueryError([problem.say(lang) for problem in choice.problems])
    return choice if query or indicator else example(edition)


def example(edition: Edition) -> Choice:
    """A first choice for a reader who has made none: the members of the main region in the widest indicator."""
    main = edition.areas.get(edition.region.main)
    members = main.memberships[-1].members if main and main.memberships else ()

    def among(id: str) -> tuple[str, ...]:
        having = set(edition.areas_of(id))
        return tuple(member for member in members if member in having)

    # Shares and means can be seen beside each other; amounts of places of different size cannot.
    widest = max(
        edition.indicators.values(),
        key=lambda i: (len(among(i.id)), i.kind != "count", len(edition.areas_of(i.id))),
        default=None,
    )
    if widest is None:
        return Choice()
    having = edition.areas_of(widest.id)
    areas = among(widest.id)[: MOST_AREAS - 1] or having[:MOST_AREAS]
    if widest.benchmark in having and widest.benchmark not in areas and len(areas) < MOST_AREAS:
        areas = (*areas, widest.benchmark)
    return Choice(areas, (widest.id,))


def narrowed(site: Site, choice: Choice, indicators: Sequence[str]) -> Site:
    """The site with the figures of some indicators narrowed to the chosen areas and years; the rest is untouched.

    Every page, picture and file made from it is narrowed alike.
    """
    if not choice.narrows:
        return site
    made = copy.copy(site)
    made.figures = ChosenFigures(site.edition, indicators, choice.areas, choice.first, choice.last)
    return made
