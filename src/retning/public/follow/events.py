"""What has happened, newest first: new and revised figures, changed answers, what people have said, corrections.

Everything stands in the edition. No clock is read, so the same edition has the same events.
"""

from __future__ import annotations

from retning.edition.edition import Edition
from retning.public.context import Site
from retning.public.follow.answer_events import ChangedAnswer
from retning.public.follow.event import Event
from retning.public.follow.figure_events import Corrected, NewFigures, Revised
from retning.public.follow.people_events import DutyReport, PlanFollowedOn, StatementMade

KINDS: tuple[type[Event], ...] = (
    NewFigures,
    Revised,
    ChangedAnswer,
    StatementMade,
    DutyReport,
    PlanFollowedOn,
    Corrected,
)
"""Every kind of event, in the order in which those of one day are listed."""


def events(edition: Edition) -> list[Event]:
    """All that the edition knows of, newest first.

    >>> [event.kind for event in events(edition)][:2]  # doctest: +SKIP
    ['new', 'new']
    """
    place = {kind: n for n, kind in enumerate(KINDS)}
    found = [event for kind in KINDS for event in kind.all_of(edition)]
    return sorted(found, key=lambda event: (event.day, -place[type(event)], event.key), reverse=True)


def all_events(site: Site) -> list[Event]:
    """Everything that happened, collected once for each site."""
    return site.cached("events", lambda: events(site.edition))
