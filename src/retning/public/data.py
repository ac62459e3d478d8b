"""An edition as pages ask for it: lookups by id, built once per edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from retning.edition.edition import Edition

Json = dict[str, Any]


class Data:
    """Lookups over one edition's content. Computes nothing: every answer stands in the edition.

    >>> data.series_of("growth", "region")["value"]  # doctest: +SKIP
    [3571, 4146]
    """

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.content: Mapping[str, Any] = edition.content

    @cached_property
    def plan(self) -> Json:
        """The plan without its elements' index: title, owner, dates, levels."""
        plan: Json = self.content["plan"]
        return plan

    @cached_property
    def elements(self) -> dict[str, Json]:
        """Every plan element by id: principles, preconditions, overarching goal, then the hierarchy in order."""
        plan = self.plan
        groups = (plan["principles"], plan["preconditions"], plan["overarching"], plan["elements"])
        return {element["id"]: element for group in groups for element in group}

    def children(self, id: str | None) -> list[Json]:
        """Elements directly below one (``None``: the top level)."""
        return [e for e in self.plan["elements"] if e["parent"] == id]

    def leaves(self, id: str | None) -> list[Json]:
        """The judged elements below one, at any depth, in the plan's order."""
        found: list[Json] = []
        for child in self.children(id):
            found += self.leaves(child["id"]) if self.children(child["id"]) else [child]
        return found

    @cached_property
    def areas(self) -> dict[str, Json]:
        """Every area by id."""
        return {area["id"]: area for area in self.content["areas"]}

    @cached_property
    def indicators(self) -> dict[str, Json]:
        """Every indicator's definition by id."""
        return {indicator["id"]: indicator for indicator in self.content["indicators"]}

    def indicators_of(self, element: str) -> list[Json]:
        """Indicators that inform an element: those that serve it first, then those that only stand in."""
        serving = [i for i in self.indicators.values() if element in i["serves"]]
        return serving + [
            i for i in self.indicators.values() if element in i["proxy_for"] and i not in serving
        ]

    @cached_property
    def _series(self) -> dict[tuple[str, str], list[Json]]:
        found: dict[tuple[str, str], list[Json]] = defaultdict(list)
        for one in self.content["series"]["series"]:
            found[one["indicator"], one["area"]].append(one)
        return found

    def lines(self, indicator: str, area: str) -> list[Json]:
        """All lines of an indicator in an area, the main one first; superseded vintages (``@``) last."""
        order = {line["id"]: n for n, line in enumerate(self.indicators[indicator]["lines"])}
        return sorted(
            self._series.get((indicator, area), []),
            key=lambda s: ("@" in s["line"], order.get(s["line"].partition("@")[0], 99), s["line"]),
        )

    def series_of(self, indicator: str, area: str) -> Json | None:
        """The main line of an indicator in an area, or ``None``."""
        lines = self.lines(indicator, area)
        return lines[0] if lines else None

    def areas_of(self, indicator: str) -> list[str]:
        """Areas that have a series of the indicator: the judged one first, the others in area.toml's order."""
        having = {area for ind, area in self._series if ind == indicator}
        main = self.indicators[indicator]["main_area"]
        return sorted(having, key=lambda area: (area != main, list(self.areas).index(area)))

    @cached_property
    def _assessments(self) -> dict[str, list[Json]]:
        found: dict[str, list[Json]] = defaultdict(list)
        for one in self.content["assessments"]:
            found[one["subject"]].append(one)
        return found

    def assessment(self, subject: str, area: str | None = None) -> Json | None:
        """The assessment of a plan element or indicator (in an area, or the first one)."""
        for one in self._assessments.get(subject, ()):
            if area is None or one["area"] == area:
                return one
        return None

    @cached_property
    def _tests(self) -> dict[tuple[str, str], dict[tuple[str, str], Json]]:
        return {
            (page["kind"], page["id"]): {(one["subject"], one["area"]): one for one in page["series"]}
            for page in self.content.get("pages", ())
        }

    def tendency_on(self, kind: str, id: str, subject: str, area: str) -> Json:
        """Which way a series or element goes, as a page may say it: among all the tests that the page shows.

        ``kind`` and ``id`` name the page (``pages.json``). ``state`` is what the page says, ``stands`` whether
        the test by itself says the same, ``tests`` the number of tests in the correction; a tendency that no
        test stands behind is as in its assessment.

        >>> data.tendency_on("area", "region", "growth", "region")["state"]  # doctest: +SKIP
        'worsening'
        """
        found = self._tests.get((kind, id), {}).get((subject, area))
        if found is not None:
            return found
        assessment = self.assessment(subject, area)
        state = assessment["tendency"]["state"] if assessment else "cannot tell"
        return {"state": state, "before": state, "stands": True, "tests": 0, "p": None, "p_adjusted": None}

    @cached_property
    def _others(self) -> dict[tuple[str, str], Json]:
        return {(one["subject"], one["area"]): one for one in self.content.get("other_methods", ())}

    def other_methods(self, subject: str, area: str) -> Json | None:
        """What Eurostat, Open SDG and the United Nations would say of a series or a plan element."""
        return self._others.get((subject, area))

    @cached_property
    def status(self) -> dict[str, Json]:
        """The row of status of each judged plan element by id."""
        return {row["id"]: row for row in self.content["status"]}

    @cached_property
    def _sentences(self) -> dict[tuple[str, str], list[Json]]:
        found: dict[tuple[str, str], list[Json]] = defaultdict(list)
        for one in self.content["sentences"]:
            found[one["subject"], one["area"]].append(one)
        return found

    def sentences(self, subject: str, area: str = "") -> list[Json]:
        """Sentences about a subject (in an area), in the order of their priority."""
        return sorted(self._sentences.get((subject, area), []), key=lambda s: s["priority"])

    @cached_property
    def _openings(self) -> dict[tuple[str, str], list[Json]]:
        rows = self.content.get("openings", ())
        return {(one["subject"], one["area"]): one["sentences"] for one in rows}

    def opening(self, subject: str, area: str = "") -> list[Json]:
        """The sentences that open a page: of the whole (``plan``), a group of elements, or an ``area``."""
        return self._openings.get((subject, area), [])

    @cached_property
    def tables(self) -> dict[str, Json]:
        """Every vintage of every table by ``table@vintage``."""
        return {f"{t['table']}@{t['vintage']}": t for t in self.content["tables"]}

    @cached_property
    def origins(self) -> list[Json]:
        """Where single figures were read; series point here by number."""
        return list(self.content["series"]["origins"])

    @cached_property
    def page_areas(self) -> list[str]:
        """Areas that have a page: every area that some series is about, in area.toml's order."""
        with_series = {one["area"] for one in self.content["series"]["series"]}
        return [id for id in self.areas if id in with_series]

    @cached_property
    def forecasts(self) -> dict[tuple[str, str, str], Json]:
        """Every forecast by indicator, area and line; none in editions from before there were any."""
        found = self.content.get("forecasts", {}).get("forecasts", ())
        return {(f["indicator"], f["area"], f["line"]): f for f in found}

    @cached_property
    def without_forecast(self) -> dict[tuple[str, str, str], Json]:
        """Every series without a forecast, with why, by indicator, area and line."""
        found = self.content.get("forecasts", {}).get("without", ())
        return {(f["indicator"], f["area"], f["line"]): f for f in found}

    @property
    def made_afterwards(self) -> bool:
        """Whether the edition stands for a day that had passed when it was built."""
        return bool(self.content.get("forecasts", {}).get("afterwards", False))

    @property
    def pools(self) -> list[Json]:
        """The pools of comparable series and the tests that decided whether they are forecast."""
        return list(self.content.get("forecasts", {}).get("pools", ()))

    @property
    def answers(self) -> Json:
        """Every published forecast compared with what came, with the records and what was withdrawn."""
        none: Json = {"answers": [], "records": [], "withdrawals": []}
        found: Json = self.content.get("answers", none)
        return found
