"""What other methods would say of the same figures: shown beside our verdict, so that a reader can compare."""

from __future__ import annotations

from retning.edition.records.facts import ParityFacts, ParityPart
from retning.edition.records.indicators import Indicator
from retning.edition.records.other_methods import OtherMethod, OtherMethods
from retning.language.texts import state_key
from retning.public.context import Page
from retning.public.model import Model


class MethodRow(Model, frozen=True, kw_only=True):
    """One method: how it looks at the figures, its answer, or why it gives none."""

    name: str
    looks: str
    answer: str
    none: str
    points: str
    growth: str
    differs: str


class OtherMethodsBlock(Model, frozen=True, kw_only=True):
    """The block under a verdict."""

    rows: tuple[MethodRow, ...]
    disagree: str
    ours: str
    target: str
    """With which target they were asked, or that there was none."""


class PartRow(Model, frozen=True, kw_only=True):
    """One part of a parity's ratio: what it is, and which way it pulls."""

    name: str
    explain: str
    ratio: str
    pulls: str


class PartsBlock(Model, frozen=True, kw_only=True):
    """What stands behind a parity's ratio."""

    sentence: str
    caption: str
    rows: tuple[PartRow, ...]
    total_name: str
    total: str
    note: str


def block(page: Page, subject: str, area: str) -> OtherMethodsBlock | None:
    """The block under a verdict; ``None`` where no other method has an answer."""
    edition = page.site.edition
    found = edition.other_methods(subject, area)
    if found is None or not any(method.answer for method in found.methods):
        return None
    indicator = edition.indicators[found.indicator]
    if found.target is not None:
        value = page.unit(found.target, indicator.unit, indicator.decimals)
        target = page.t("methods.others.with_target", target=value, year=str(found.target_year))
    else:
        target = page.t(f"methods.others.{found.reason or 'without_target'}")
    return OtherMethodsBlock(
        rows=tuple(_row(page, method, indicator, found) for method in found.methods),
        disagree=page.t(f"methods.others.{'disagree' if found.disagree else 'agree'}"),
        ours=page.t(f"tendency.{state_key(found.ours)}"),
        target=target,
    )


def parts(page: Page, id: str) -> PartsBlock | None:
    """What stands behind a parity's ratio, where the edition holds it."""
    edition = page.site.edition
    assessment = edition.assessment(id)
    facts = (status.facts for status in assessment.targets) if assessment else ()
    found = next((one.parts for one in facts if isinstance(one, ParityFacts) and one.parts), None)
    if found is None:
        return None
    names = {
        "region": page.pick(edition.areas[found.area].name),
        "whole": page.pick(edition.areas[found.whole].name),
    }
    ordered = sorted(found.parts, key=lambda part: part.log)
    lowest, highest = ordered[0], ordered[-1]
    key = "both" if lowest.log < 0 < highest.log else "down" if lowest.log < 0 else "up"
    missing = (page.t(f"methods.parts.missing_{name}") for name in found.missing)
    return PartsBlock(
        sentence=page.t(
            f"methods.parts.{key}",
            year=str(found.year),
            total=_ratio(page, found.total),
            lowest=page.t(f"methods.part.{lowest.name}").lower(),
            lowest_ratio=_ratio(page, lowest),
            highest=page.t(f"methods.part.{highest.name}").lower(),
            highest_ratio=_ratio(page, highest),
            **names,
        ),
        caption=page.t("methods.parts.caption", year=str(found.year), **names),
        rows=tuple(
            PartRow(
                name=page.t(f"methods.part.{part.name}"),
                explain=page.t(f"methods.part_explained.{part.name}"),
                ratio=_ratio(page, part),
                pulls=page.t(f"methods.pulls.{'up' if part.log > 0 else 'down' if part.log < 0 else 'same'}"),
            )
            for part in found.parts
        ),
        total_name=page.t("methods.part.total"),
        total=_ratio(page, found.total),
        note=" ".join([page.t("methods.parts.note"), *missing]),
    )


def _ratio(page: Page, part: ParityPart) -> str:
    return page.unit(100 * part.ratio, "percent", 1)


def _row(page: Page, method: OtherMethod, indicator: Indicator, found: OtherMethods) -> MethodRow:
    key = state_key(method.method)
    answered = bool(method.answer)

    def shown(value: float | None) -> str:
        return page.unit(value, indicator.unit, indicator.decimals)

    points = growth = ""
    if answered:
        points = page.t(
            "methods.others.points",
            base=shown(method.base),
            base_year=str(method.base_year),
            last=shown(method.last),
            last_year=str(method.last_year),
        )
    if answered and method.growth is not None:
        change = page.unit(100 * method.growth, "percent", 1, sign=True)
        growth = page.t("methods.others.growth", growth=change)
    return MethodRow(
        name=page.t(f"methods.name.{key}"),
        looks=page.t(f"methods.looks.{key}_{'target' if found.target is not None else 'none'}"),
        answer=page.t(f"methods.answer.{state_key(method.answer)}") if answered else "",
        none="" if answered else page.t(f"methods.unanswered.{key}"),
        points=points,
        growth=growth,
        differs=page.t("methods.others.differs") if method.disagrees else "",
    )
