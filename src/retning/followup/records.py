"""What people did and said, as values: statements, duties and reports.

A record does not know where it comes from. The region's files are one source (:mod:`retning.followup.region_files`), the
deliveries of a workspace another; whoever judges them (:mod:`retning.followup.statements`,
:mod:`retning.followup.coverage`) sees the same values.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from retning.answers import DutyReported, OwnState
from retning.plan.model import Text

MEMBERS = "municipality"
"""In :attr:`Duty.who`: every municipality that is a member of the main area in the year."""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One judgement of one plan element by the body that is responsible for it.

    ``text`` stands in the languages that somebody has written it in, often one; ``lang`` is the one it was written in first.
    """

    element: str
    body: Text
    state: OwnState
    lang: str
    text: Text
    date: date
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Duty:
    """Something that the plan obliges to each year: which of its words say so, whom they oblige, and by when.

    ``element`` is the plan element that obliges, ``quote`` its words, ``due`` a day ``"MM-DD"``. ``who`` holds
    :data:`MEMBERS`, ids of areas (a county, for its council), or both.
    """

    id: str
    title: Text
    element: str
    quote: Text
    due: str
    who: tuple[str, ...] = (MEMBERS,)


@dataclass(frozen=True, kw_only=True)
class Report:
    """What has been reported about one duty of one area in one year.

    ``evidence`` is the address of a document that everybody can open; ``note`` stands in the languages that somebody has
    written it in, first in ``lang``. Without a note both are empty.
    """

    area: str
    duty: str
    year: int
    state: DutyReported
    date: date
    evidence: str = ""
    lang: str = ""
    note: Text


@dataclass(frozen=True, kw_only=True)
class Followup:
    """Everything that people did and said, from one source or several."""

    statements: tuple[Statement, ...] = ()
    duties: tuple[Duty, ...] = ()
    reports: tuple[Report, ...] = ()
