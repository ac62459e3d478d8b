"""``status.json``: the rows of ``retning status``."""

from retning.answers import Grade
from retning.edition.records.assessments import Fact, Reason, TargetStatus, Tendency
from retning.edition.records.base import Day, JsonValue, Record, shown


class StatusRow(Record, frozen=True, kw_only=True):
    """One judged element of the plan; ``target_status`` is the answer that stands for all, ``others`` the rest."""

    id: str
    target_type: str
    indicators: tuple[str, ...] = ()
    direction_fact: Fact | None = None
    tendency: Tendency
    target_status: TargetStatus
    others: tuple[TargetStatus, ...] = ()
    evidence: Grade | None = None
    reasons: tuple[Reason, ...] = ()

    def as_json(self, day: Day) -> dict[str, JsonValue]:
        """The row as ``retning status --json`` prints it: with the edition's day, other answers beside the first."""
        row = shown(self)
        status = {**shown(self.target_status), "others": row.pop("others")}
        row["target_status"] = dict(sorted(status.items()))
        return dict(sorted({**row, "as_of": day}.items()))
