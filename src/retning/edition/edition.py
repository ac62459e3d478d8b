"""One edition in memory: typed lookups over its files, each read when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from retning.answers import TestFamily
from retning.edition.codec import decode
from retning.edition.layout import part_file
from retning.edition.lines import Lines
from retning.edition.records.areas import Area, AreaChange, Borders, Region
from retning.edition.records.assessments import Assessment
from retning.edition.records.contents import Contents
from retning.edition.records.followup import Coverage, Statement
from retning.edition.records.forecasts import Forecasts
from retning.edition.records.history import History
from retning.edition.records.indicators import Indicator
from retning.edition.records.manifest import Manifest
from retning.edition.records.other_methods import OtherMethods
from retning.edition.records.parts import AreaPart, Whole
from retning.edition.records.plan import Element, Plan
from retning.edition.records.rules import ErrorRates, Inputs, Rules
from retning.edition.records.sentences import ElementSentences, Opening, Sentence
from retning.edition.records.series import Line
from retning.edition.records.status import StatusRow
from retning.edition.records.tables import Correction, Sources, Table
from retning.edition.records.tests_on_pages import PageTests, TestOnPage

T = TypeVar("T")


class Part:
    """Everything that an edition says of one indicator, each area read when it is asked for."""

    def __init__(self, data: bytes) -> None:
        first, _, rest = data.partition(b"\n")
        self._first = first
        self._areas = Lines(rest, AreaPart)
        self._read: dict[str, AreaPart | None] = {}

    @cached_property
    def whole(self) -> Whole:
        """What belongs to no single area."""
        return decode(self._first, Whole)

    def area(self, area: str) -> AreaPart | None:
        """What is said of one area, or ``None``."""
        if area not in self._read:
            self._read[area] = self._areas.get(area)
        return self._read[area]

    def areas(self) -> Iterator[AreaPart]:
        """What is said of each area, in order of their ids."""
        for area in self._areas:
            found = self.area(area)
            if found is not None:
                yield found


class Edition:
    """One edition: its name, its manifest, and everything that it says.

    >>> edition.plan.element("4.7").title["en"]  # doctest: +SKIP
    'Export'
    >>> edition.line("growth", "region").value  # doctest: +SKIP
    (3571, 4146)
    """

    def __init__(self, name: str, manifest: Manifest, files: Mapping[str, bytes]) -> None:
        self.name = name
        self.manifest = manifest
        self.files = files
        self._parts: dict[str, Part] = {}

    @property
    def hash(self) -> str:
        """The hash over everything it holds."""
        return self.manifest.hash

    @property
    def as_of(self) -> str:
        """The day that it knows the world up to."""
        return self.manifest.as_of

    def _whole(self, file: str, kind: type[T]) -> T:
        return decode(self.files[file], kind)

    # The plan

    @cached_property
    def plan(self) -> Plan:
        """The plan."""
        return self._whole("plan.json", Plan)

    @cached_property
    def elements(self) -> dict[str, Element]:
        """Every plan element by id: principles, preconditions, overarching goal, then the hierarchy in order."""
        return {element.id: element for element in self.plan.everything()}

    @cached_property
    def assessments(self) -> dict[str, Assessment]:
        """What was computed about each judged element of the plan, by its id."""
        return {one.subject: one for one in self._whole("assessments.json", tuple[Assessment, ...])}

    @cached_property
    def status(self) -> dict[str, StatusRow]:
        """The row of status of each judged element by id, in the plan's order."""
        return {row.id: row for row in self._whole("status.json", tuple[StatusRow, ...])}

    @cached_property
    def _element_methods(self) -> dict[str, OtherMethods]:
        return {one.subject: one for one in self._whole("other_methods.json", tuple[OtherMethods, ...])}

    @cached_property
    def element_sentences(self) -> dict[str, tuple[Sentence, ...]]:
        """Sentences by plan element, group of elements, and ``plan``."""
        found = self._whole("sentences.json", tuple[ElementSentences, ...])
        return {one.subject: one.sentences for one in found}

    # Places and tables

    @cached_property
    def region(self) -> Region:
        """The area of the front page, and where errors are reported."""
        return self._whole("region.json", Region)

    @cached_property
    def areas(self) -> dict[str, Area]:
        """Every area by id, in the area file's order."""
        return {area.id: area for area in self._whole("areas.json", tuple[Area, ...])}

    @cached_property
    def area_changes(self) -> tuple[AreaChange, ...]:
        """Mergers, splits and new codes."""
        return self._whole("area_changes.json", tuple[AreaChange, ...])

    @cached_property
    def borders(self) -> tuple[Borders, ...]:
        """Real borders, where they have been fetched."""
        return self._whole("borders.json", tuple[Borders, ...])

    @cached_property
    def sources(self) -> Sources:
        """What is declared to be fetched."""
        return self._whole("sources.json", Sources)

    @cached_property
    def tables(self) -> dict[str, Table]:
        """Every vintage of every table by ``table@vintage``, in order of table and vintage."""
        return {table.name: table for table in self._whole("tables.json", tuple[Table, ...])}

    @cached_property
    def newest_tables(self) -> dict[str, Table]:
        """The newest vintage of every table by its id."""
        return {table.table: table for table in self.tables.values()}  # the newest one stands last

    def using(self, table: str) -> tuple[str, ...]:
        """The indicators that rest on some vintage of a table, in order of ids.

        >>> edition.using("figures/folketall")  # doctest: +SKIP
        ('growth', 'population')
        """
        found = self.contents.indicators.items()
        return tuple(id for id, one in found if any(u.table.partition("@")[0] == table for u in one.tables))

    @cached_property
    def corrections(self) -> tuple[Correction, ...]:
        """The register of corrections."""
        return self._whole("corrections.json", tuple[Correction, ...])

    # Indicators

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Every indicator's definition by id."""
        return {one.id: one for one in self._whole("indicators.json", tuple[Indicator, ...])}

    @cached_property
    def contents(self) -> Contents:
        """Which figures there are."""
        return self._whole("contents.json", Contents)

    def indicators_of(self, element: str) -> tuple[Indicator, ...]:
        """Indicators that inform an element: those that serve it first, then those that only stand in."""
        serving = [i for i in self.indicators.values() if element in i.serves]
        standing_in = (i for i in self.indicators.values() if element in i.proxy_for and i not in serving)
        return (*serving, *standing_in)

    def areas_of(self, indicator: str) -> tuple[str, ...]:
        """Areas that have a line of the indicator: the judged one first, the others in the area file's order."""
        main = self.indicators[indicator].main_area
        found = self.contents.indicators.get(indicator)
        order = {area: n for n, area in enumerate(self.areas)}
        having = found.areas if found else ()
        return tuple(sorted(having, key=lambda area: (area != main, order[area])))

    def has_figures(self, indicator: str, area: str) -> bool:
        """Whether there is a line of an indicator in an area; nothing is read to tell."""
        found = self.contents.indicators.get(indicator)
        return found is not None and area in found.areas

    @cached_property
    def page_areas(self) -> tuple[str, ...]:
        """Areas that some line is about, in the area file's order: those that have a page."""
        having = {area for one in self.contents.indicators.values() for area in one.areas}
        return tuple(area for area in self.areas if area in having)

    def part(self, indicator: str) -> Part | None:
        """Everything that is said of one indicator; ``None`` where nothing is."""
        if indicator not in self._parts:
            file = part_file(indicator)
            if file not in self.files:
                return None
            self._parts[indicator] = Part(self.files[file])
        return self._parts[indicator]

    @property
    def parts(self) -> Iterator[tuple[str, Part]]:
        """Every indicator that something is said of, in order of ids; also of those that the region took away."""
        for indicator in sorted(self.contents.indicators):
            part = self.part(indicator)
            if part is not None:
                yield indicator, part

    def area_part(self, indicator: str, area: str) -> AreaPart | None:
        """Everything that is said of an indicator in an area; ``None`` where nothing is."""
        part = self.part(indicator)
        return None if part is None else part.area(area)

    def lines(self, indicator: str, area: str) -> tuple[Line, ...]:
        """All lines of an indicator in an area, the main one first; superseded vintages last."""
        part = self.area_part(indicator, area)
        if part is None or len(part.lines) < 2:
            return () if part is None else part.lines
        definition = self.indicators[indicator]
        return tuple(sorted(part.lines, key=lambda one: definition.line_order(one.line)))

    def line(self, indicator: str, area: str) -> Line | None:
        """The main line of an indicator in an area, or ``None``."""
        lines = self.lines(indicator, area)
        return lines[0] if lines else None

    # Answers

    def assessment(self, subject: str, area: str | None = None) -> Assessment | None:
        """What was computed about a plan element, or about an indicator in an area (``None``: the first one)."""
        if subject in self.assessments:
            found = self.assessments[subject]
            return found if area is None or area == found.area else None
        part = self.part(subject)
        if part is None:
            return None
        if area is None:
            return next((one.assessment for one in part.areas() if one.assessment is not None), None)
        one = part.area(area)
        return None if one is None else one.assessment

    def other_methods(self, subject: str, area: str) -> OtherMethods | None:
        """What Eurostat, Open SDG and the United Nations would say of an indicator or a plan element."""
        found = self._element_methods.get(subject)
        if found is not None:
            return found if found.area == area else None
        part = self.area_part(subject, area)
        return None if part is None else part.other_methods

    def sentences(self, subject: str, area: str = "") -> tuple[Sentence, ...]:
        """Sentences about a plan element, a group of them (``plan``: all), or an indicator in an area; by priority."""
        if not area:
            return self.element_sentences.get(subject, ())
        part = self.area_part(subject, area)
        return () if part is None else part.sentences

    @cached_property
    def openings(self) -> Lines[Opening]:
        """What opens each page."""
        return Lines(self.files["openings.jsonl"], Opening)

    def opening(self, subject: str, area: str = "") -> Opening | None:
        """The sentences that open a page: of the whole (``plan``), a group of elements, or an ``area``."""
        return self.openings.get(f"{subject}/{area}")

    @cached_property
    def tests(self) -> Lines[PageTests]:
        """The tests of each page."""
        return Lines(self.files["pages.jsonl"], PageTests)

    @cached_property
    def _tests_read(self) -> dict[str, dict[tuple[str, str], TestOnPage]]:
        return {}

    def tests_on(self, family: TestFamily, id: str) -> dict[tuple[str, str], TestOnPage]:
        """The tests of a family, by subject and area."""
        page = f"{family}/{id}"
        if page not in self._tests_read:
            found = self.tests.get(page)
            self._tests_read[page] = {(t.subject, t.area): t for t in found.series} if found else {}
        return self._tests_read[page]

    def tendency_on(self, family: TestFamily, id: str, subject: str, area: str) -> TestOnPage:
        """Which way a series or element goes, as it may be said among all the tests that are met with it.

        ``family`` and ``id`` name the tests. ``state`` is what may be said, ``stands`` whether the test by itself says
        the same, ``tests`` how many tests were corrected together (0: no test stands behind it).

        >>> edition.tendency_on("area", "region", "growth", "region").state  # doctest: +SKIP
        'worsening'
        """
        found = self.tests_on(family, id).get((subject, area))
        if found is not None:
            return found
        assessment = self.assessment(subject, area)
        state = assessment.tendency.state if assessment else "cannot tell"
        return TestOnPage(
            subject=subject, area=area, p=None, p_adjusted=None, tests=0, before=state, state=state
        )

    # Over time

    @cached_property
    def forecasts(self) -> Forecasts:
        """When the forecasts were made, and what was withdrawn."""
        return self._whole("forecasts.json", Forecasts)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What those responsible said."""
        return self._whole("statements.json", tuple[Statement, ...])

    @cached_property
    def coverage(self) -> Coverage:
        """The duties that were reported."""
        return self._whole("coverage.json", Coverage)

    @cached_property
    def history(self) -> History:
        """What was said on earlier days."""
        return self._whole("history.json", History)

    @cached_property
    def rules(self) -> Rules:
        """The versions of the rules."""
        return self._whole("rules.json", Rules)

    @cached_property
    def error_rates(self) -> ErrorRates:
        """How often rules err."""
        return self._whole("error_rates.json", ErrorRates)

    @cached_property
    def inputs(self) -> Inputs:
        """What went in."""
        return self._whole("inputs.json", Inputs)
