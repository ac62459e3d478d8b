"""Every way to read what a plan element demands, with the answer that each gives."""

from __future__ import annotations

from retning.answers import Status
from retning.edition.records.assessments import TargetStatus
from retning.edition.records.plan import Element
from retning.public.blocks import forecasts
from retning.public.context import Page
from retning.public.model import Model
from retning.public.view import Words, words_of


class ReadingAnswer(Model, frozen=True, kw_only=True):
    """One reading of one target, and its answer."""

    text: str
    """How it is read ("": in the only way there is)."""
    main: bool
    state: Status
    type: str
    """What kind of demand it is, in words."""
    sentence: Words
    depends_on_path: bool
    chance: str
    status: TargetStatus
    """What was computed, for those who want more of it."""


def readings(page: Page, element: Element) -> tuple[ReadingAnswer, ...]:
    """Every reading of every target with its own answer: the page shows when the reading decides."""
    assessment = page.edition.assessment(element.id)
    if assessment is None:
        return ()
    sentences = page.edition.sentences(element.id)
    spoken = {sentence.kind: words_of(sentence, page.lang, page.link) for sentence in sentences}
    declared = [(target, reading) for target in element.targets for reading in (target.readings or (None,))]
    found = []
    for n, status in enumerate(assessment.targets):
        target, reading = declared[n] if n < len(declared) else (None, None)
        found.append(
            ReadingAnswer(
                text=page.pick(reading.text) if reading else "",
                main=reading.main if reading else n == 0,
                state=status.state,
                type=page.t(f"target_type.{target.type.name}.name") if target else "",
                sentence=spoken.get(f"target.{n}", ()),
                depends_on_path=status.depends_on_path,
                chance=forecasts.chance(page, status.chance),
                status=status,
            )
        )
    return tuple(found)
