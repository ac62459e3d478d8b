"""Blocks about an indicator that several pages show: picture, table, verdict, provenance, downloads."""

from __future__ import annotations

from retning.answers import Grade, Nothing, TendencyState, TestFamily
from retning.edition.records.sentences import Sentence
from retning.edition.records.series import Line
from retning.edition.records.tables import Table
from retning.edition.records.tests_on_pages import TestOnPage
from retning.language.texts import in_language, state_key
from retning.public.blocks import citation, forecasts
from retning.public.blocks.citation import Drawer
from retning.public.blocks.forecasts import ForecastNotes
from retning.public.blocks.pictures import path_sentence, picture
from retning.public.blocks.tables import FigureTable, figure_table
from retning.public.context import Page
from retning.public.downloads import downloads
from retning.public.model import Model
from retning.public.view import File, Picture, Words, words_of


class Provenance(Model, frozen=True, kw_only=True):
    """Where figures come from: one vintage of one table, in the reader's language."""

    title: str
    code: str
    publisher: str
    address: str
    vintage: str
    fetched: str
    query: str
    licence: str
    attribution: str
    borders: str
    sha256: str
    typed: bool
    """Its day is only the day that the figures were copied by hand."""
    corrections: str
    """The address of the register of corrections."""


class IndicatorBlock(Model, frozen=True, kw_only=True):
    """Everything that is shown of an indicator in one place."""

    id: str
    area: str
    area_name: str
    title: str
    description: str
    address: str
    unit: str
    picture: Picture | None
    """``None``: there are no figures."""
    sentences: tuple[Words, ...]
    tendency: TendencyState
    evidence: Grade | Nothing
    table: FigureTable
    forecast: ForecastNotes | None
    sources: tuple[Provenance, ...]
    path: str
    """Where the path to the target says that we should have been ("" without a path)."""
    drawer: Drawer
    files: tuple[File, ...]
    influence: str
    delay: int
    direction: str
    breaks: tuple[tuple[str, str], ...]
    """Period and reason of each break."""

    @property
    def where(self) -> str:
        """The area that it is about, in words."""
        return self.area_name


def block(page: Page, id: str, area: str = "", on: tuple[TestFamily, str] | None = None) -> IndicatorBlock:
    """An indicator in an area ("": the judged one), among the tests ``on`` (family and id; its own)."""
    edition = page.site.edition
    indicator = edition.indicators[id]
    area = area or indicator.main_area
    lines = page.figures.lines(id, area)
    assessment = edition.assessment(id, area)
    on = on or ("indicator", id)
    return IndicatorBlock(
        id=id,
        area=area,
        area_name=page.pick(edition.areas[area].name),
        title=page.pick(indicator.title),
        description=page.pick(indicator.description),
        address=page.url("indicator", id),
        unit=unit_name(page, indicator.unit),
        picture=picture(page, indicator, area) if lines else None,
        sentences=tuple(standing(page, s, id, area, on) for s in edition.sentences(id, area)),
        tendency=edition.tendency_on(*on, id, area).state,
        evidence=assessment.evidence.grade if assessment else "",
        table=figure_table(page, indicator, area, whole=True),
        forecast=forecasts.notes(page, indicator, area),
        sources=sources(page, lines),
        path=path_sentence(page, indicator, area),
        drawer=citation.drawer(page, id, area),
        files=downloads(page, "indicator", id),
        influence=page.t(f"influence.{indicator.influence}"),
        delay=indicator.delay,
        direction=indicator.direction,
        breaks=tuple(
            (page.period(b.period), page.pick(b.reason)) for b in (lines[0].breaks if lines else ())
        ),
    )


def unit_name(page: Page, unit: str) -> str:
    """A unit in words ("" for one that needs none)."""
    return page.t(f"unit_long.{unit}") if page.has(f"unit_long.{unit}") else ""


def standing(page: Page, sentence: Sentence, subject: str, area: str, on: tuple[TestFamily, str]) -> Words:
    """A sentence, or what is said in its place where its tendency is not certain among a page's tests."""
    if sentence.kind == "tendency":
        test = page.site.edition.tendency_on(*on, subject, area)
        if not test.stands:
            return (many_tests(page, test),)
    return words_of(sentence, page.lang, page.link)


def many_tests(page: Page, test: TestOnPage) -> str:
    """Why a page does not say what a test says by itself ("" where it does)."""
    if test.stands:
        return ""
    return page.t(f"methods.many_tests.{state_key(test.state)}", tests=page.num(test.tests, 0))


def sources(page: Page, lines: tuple[Line, ...]) -> tuple[Provenance, ...]:
    """Where the figures of some lines come from, each table and vintage once."""
    names = dict.fromkeys(name for line in lines for name in line.tables)
    tables = page.site.edition.tables
    return tuple(_provenance(page, tables[name]) for name in names if name in tables)


def _provenance(page: Page, table: Table) -> Provenance:
    return Provenance(
        title=page.pick(table.title),
        code=table.code,
        publisher=table.publisher,
        address=table.address,
        vintage=table.vintage,
        fetched=table.fetched,
        query=table.query,
        licence=in_language(table.licence, page.lang),
        attribution=in_language(table.attribution, page.lang),
        borders=page.t("provenance.own_borders")
        if table.borders == "period"
        else page.t("provenance.fixed_borders", day=page.day(table.borders)),
        sha256=table.sha256,
        typed=table.is_typed,
        corrections=page.url("corrections"),
    )
