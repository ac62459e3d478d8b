"""What counts as better, decided beforehand: threshold, window, test, who decided, and the answer for each area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from retning.answers import Grade, Nothing, TendencyState
from retning.edition.records.assessments import Assessment
from retning.edition.records.base import Number
from retning.edition.records.indicators import Indicator
from retning.language.numbers import change_unit
from retning.language.texts import state_key
from retning.public.blocks import figures
from retning.public.blocks.rule_history import RuleVersionEntry, rule_history
from retning.public.context import Page
from retning.public.exact import exact
from retning.public.model import Model


class AreaAnswer(Model, frozen=True, kw_only=True):
    """What the test says of one area, as this page may say it; numbers are empty where there are none."""

    area: str
    name: str
    way: TendencyState
    why: str
    """Why nobody can tell, or why the page does not say what the test says."""
    change: str
    lower: str
    upper: str
    n: str
    p: str
    evidence: Grade | Nothing


class Explained(Model, frozen=True, kw_only=True):
    """A word or a grade that the page shows, what it means, and where the method tells more."""

    name: str
    text: str
    address: str


class Criteria(Model, frozen=True, kw_only=True):
    """Everything that the box of an indicator's page says of its rule."""

    rows: tuple[tuple[str, str], ...]
    """Label and value of what was decided about this indicator."""
    decided: tuple[str, ...]
    version: str
    changes: tuple[RuleVersionEntry, ...]
    """The versions of the rules that changed a limit."""
    unchanged: str
    """What to say where none has."""
    answers: tuple[AreaAnswer, ...]
    words: tuple[Explained, ...]


def block(page: Page, id: str) -> Criteria:
    """The rule of an indicator and what it says of each area."""
    edition = page.site.edition
    indicator = edition.indicators[id]
    rules = edition.rules
    # The version that judged this edition, which is not always the newest.
    used = next(one for one in rules.versions if one.version == rules.used)
    main = edition.assessment(id, indicator.main_area)
    rows = answers(page, indicator)
    return Criteria(
        rows=(
            (page.t("criteria.better"), page.t(f"direction_word.{indicator.direction}")),
            (page.t("criteria.threshold"), threshold(page, indicator, used.limits)),
            (page.t("criteria.window"), window(page, main, used.limits)),
            (page.t("criteria.test"), page.t(f"criteria.{_test(indicator)}")),
            (page.t("criteria.influence"), page.t(f"influence.{indicator.influence}")),
            (page.t("criteria.delay"), page.t("rule.years", years=indicator.delay)),
        ),
        decided=(
            page.t("criteria.decided_region", owner=page.pick(edition.plan.owner)),
            page.t(
                "criteria.decided_rules",
                version=used.version,
                day=page.day(used.from_),
                by=page.pick(used.decided_by),
            ),
        ),
        version=used.version,
        changes=tuple(one for one in rule_history(page) if one.changes),
        unchanged=page.t("criteria.no_changes", day=page.day(rules.versions[-1].from_)),
        answers=rows,
        words=words(page, id, rows),
    )


def _test(indicator: Indicator) -> str:
    return "test_stock" if indicator.nature == "stock" else "test_level"


def threshold(page: Page, indicator: Indicator, limits: Mapping[str, Number]) -> str:
    """The smallest change that matters: declared for the indicator, or the rules' share of the level."""
    if indicator.smallest_change is None:
        return page.t("criteria.threshold_share", share=exact(100 * limits["smallest_share"], page.lang))
    change = page.unit(indicator.smallest_change, change_unit(indicator.unit))
    return page.t("criteria.threshold_declared", change=change)


def window(page: Page, main: Assessment | None, limits: Mapping[str, Number]) -> str:
    """Which figures the test looks at, or how many it would need."""
    tendency = main.tendency if main else None
    if tendency is None or tendency.slope is None:
        needed = exact(limits["points_for_tendency"], page.lang)
        return page.t("criteria.window_few", needed=needed, n=tendency.n if tendency else 0)
    values = {
        "n": tendency.n,
        "from": page.period(tendency.from_period),
        "to": page.period(tendency.to_period),
    }
    cut = next((r.values["period"] for r in tendency.reasons if r.key == "tendency_break"), None)
    if cut is None:
        return page.t("criteria.window_text", **values)
    return page.t("criteria.window_break", **values, period=page.period(str(cut)))


def answers(page: Page, indicator: Indicator) -> tuple[AreaAnswer, ...]:
    """What the test says of every area, as this page may say it; a refusal with its reason."""
    edition, id = page.site.edition, indicator.id
    unit = change_unit(indicator.unit)
    rows = []
    for area in page.figures.areas_of(id):
        one = edition.assessment(id, area)
        if one is None:
            continue
        test = edition.tendency_on("indicator", id, id, area)
        tendency = one.tendency
        rows.append(
            AreaAnswer(
                area=area,
                name=page.pick(edition.areas[area].name),
                way=test.state,
                why=refusal(page, one) or figures.many_tests(page, test),
                change=_signed(page, tendency.slope, unit),
                lower=_signed(page, tendency.lower, ""),
                upper=_signed(page, tendency.upper, ""),
                n=page.num(tendency.n),
                p="" if tendency.p is None else page.num(tendency.p, 3),
                evidence=one.evidence.grade,
            )
        )
    return tuple(rows)


def _signed(page: Page, value: float | None, unit: str) -> str:
    return "" if value is None else page.unit(value, unit, None, True)


def refusal(page: Page, one: Assessment) -> str:
    """Why nobody can tell, in one sentence; nothing where there is an answer."""
    if one.tendency.state != "cannot tell":
        return ""
    reason = (one.tendency.reasons or one.reasons)[0]
    return page.t(f"reason.{reason.key}", **reason.values)


def words(page: Page, id: str, rows: Sequence[AreaAnswer]) -> tuple[Explained, ...]:
    """The words and grades that the page shows, with what they mean and where the method tells more."""
    ways = list(dict.fromkeys(row.way for row in rows))
    grades = sorted({row.evidence for row in rows if row.evidence})
    assessments = (page.site.edition.assessment(id, row.area) for row in rows)
    states = dict.fromkeys(status.state for one in assessments if one for status in one.targets)
    method = page.url("method")
    found = [
        Explained(
            name=page.t(f"tendency.{state_key(way)}"),
            text=page.t(f"tendency_explained.{state_key(way)}"),
            address=f"{method}#ord-{state_key(way)}",
        )
        for way in ways
        if page.has(f"tendency_explained.{state_key(way)}")
    ]
    found += [
        Explained(
            name=page.t(f"status.{state_key(state)}.name"),
            text=page.t(f"status.{state_key(state)}.explain"),
            address=f"{method}#status-{state_key(state)}",
        )
        for state in states
        if state not in ways
    ]
    found += [
        Explained(name=grade, text=page.t(f"evidence.{grade}"), address=f"{method}#grad-{grade.lower()}")
        for grade in grades
    ]
    return tuple(found)
