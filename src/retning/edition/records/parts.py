"""``indicators/<id>.jsonl``: everything that an edition says of one indicator. First the whole, then a line for each area."""

from retning.edition.records.assessments import Assessment
from retning.edition.records.base import Record
from retning.edition.records.forecasts import Answered, AnswerRecord, Pool
from retning.edition.records.other_methods import OtherMethods
from retning.edition.records.paths import Path
from retning.edition.records.peers import PeerGroup
from retning.edition.records.sentences import Sentence
from retning.edition.records.series import Line, Origin


class Whole(Record, frozen=True, kw_only=True):
    """The first line: what an indicator has that belongs to no single area."""

    indicator: str
    peers: tuple[PeerGroup, ...] = ()
    pools: tuple[Pool, ...] = ()
    records: tuple[AnswerRecord, ...] = ()


class AreaPart(Record, frozen=True, kw_only=True):
    """One line: everything about an indicator in one area. ``area`` stands first in it, so that it is found unread."""

    area: str
    lines: tuple[Line, ...] = ()
    """In order of their names."""
    origins: tuple[Origin, ...] = ()
    """Where single figures of the lines were read; their parts count from 1."""
    assessment: Assessment | None = None
    other_methods: OtherMethods | None = None
    sentences: tuple[Sentence, ...] = ()
    paths: tuple[Path, ...] = ()
    answers: tuple[Answered, ...] = ()
    """Every forecast of the area that was ever published, beside what came."""

    def line(self, name: str) -> Line | None:
        """A line by its name."""
        return next((one for one in self.lines if one.line == name), None)
