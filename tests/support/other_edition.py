"""An edition with other content than the one that was built."""

from __future__ import annotations

from retning.edition.codec import encode
from retning.edition.draft import Draft
from retning.edition.edition import Edition
from retning.sentences import gists_of
from retning.statistics.rules.model import Rules


def edition_with(edition: Edition, **contents: object) -> Edition:
    """The edition with other content in some files: ``edition_with(edition, history=History())``."""
    changed = {f"{stem}.json": encode(content) for stem, content in contents.items()}
    return Edition(edition.name, edition.manifest, {**edition.files, **changed})


def draft_of(edition: Edition, rules: Rules) -> Draft:
    """What sentences were made from, read back from an edition."""
    gists = {
        (id, area): gist
        for id, part in edition.parts
        for area, gist in gists_of(edition.indicators[id], list(part.areas()), rules).items()
    }
    return Draft(
        plan=edition.plan,
        indicators=edition.indicators,
        areas=edition.areas,
        assessments=edition.assessments,
        gists=gists,
        pages={page.page: page for page in edition.tests.records()},
    )
