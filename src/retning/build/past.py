"""What the rules of the day say of what was public on an earlier day.

Only what an edition reports of such a day is computed: each indicator in its judged area, and whatever the plan's targets compare
it with. What was public on a day that has passed seldom changes, so the answers are kept beside the parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from retning.build.assessments import assessment_record
from retning.build.digest import code_digest, digest, table_digest
from retning.build.history import Then, publication_days, then_of
from retning.build.part_store import PartStore
from retning.build.region import Region, published_by
from retning.statistics.assessment.families import with_plan_verdicts
from retning.statistics.assessment.judge import Judge, plan_windows
from retning.statistics.assessment.measures import Measures
from retning.statistics.assessment.pools import Pools, areas_with_series
from retning.statistics.assessment.publishable import OnDemand
from retning.statistics.indicators.compute import Engine
from retning.statistics.indicators.grid import Grids
from retning.statistics.indicators.reading import Reader
from retning.statistics.model import Table
from retning.statistics.rules.history import rules_on
from retning.statistics.rules.model import Rules

_THEN = msgspec.msgpack.Decoder(Then)


def earlier(
    region: Region, tables: Sequence[Table], day: str, versions: Sequence[Rules], store: PartStore
) -> tuple[list[Then], list[str]]:
    """What was said on each earlier day of publication, oldest first, and the keys that the answers are kept under."""
    grids, reader = Grids(), Reader(region.areas)
    region_key = digest(
        code_digest(),
        region.plan,
        region.indicators,
        region.areas.areas,
        region.areas.changes,
        region.areas.main,
    )
    digests: dict[int, tuple[str, Table]] = {}  # the table is kept, so that no other one can get its identity
    found: list[Then] = []
    keys: list[str] = []
    for then in publication_days(tables, day):
        on = date.fromisoformat(then)
        public = published_by(tables, on)
        rules = rules_on(on, versions)
        for table in public:
            if id(table) not in digests:
                digests[id(table)] = table_digest(table), table
        key = digest(region_key, rules, then, [digests[id(table)][0] for table in public])
        kept = store.note(key)
        if kept is None:
            said = _said_on(region, public, then, rules, grids, reader)
            kept = msgspec.msgpack.encode(said)
            store.keep_note(key, kept)
        found.append(_THEN.decode(kept))
        keys.append(key)
    return found, keys


def _said_on(
    region: Region, public: Sequence[Table], day: str, rules: Rules, grids: Grids, reader: Reader
) -> Then:
    engine = Engine(sorted(region.indicators, key=lambda one: one.id), region.areas, public, grids, reader)
    engine.check(partial=True)
    measures = Measures(region.indicators, (), OnDemand(engine, region.areas).lines)
    areas_of = {id: areas_with_series(one) for id, one in engine.by_id.items()}
    windows = plan_windows(region.plan, engine.by_id)
    pools = Pools(region.areas, areas_of, measures.find)
    judge = Judge(measures, region.areas, day, rules, comparable=pools, windows=windows)
    # What the plan does not ask about is one list over all areas, so there all are judged.
    lists = {id for id in areas_of if rules.tendency == "persistence" and id not in windows}
    mains = [
        measures.find(id, area)
        for id, one in engine.by_id.items()
        for area in (sorted(areas_of[id]) if id in lists else (one.main_area,))
    ]
    of_series = judge.series([one for one in mains if one is not None])
    said = with_plan_verdicts([*judge.elements(region.plan), *of_series], region.plan, rules)
    judged = {one.id: one.main_area for one in region.indicators}
    every = [series for id, area in judged.items() if (series := measures.find(id, area, "main")) is not None]
    return then_of(day, rules.version, map(assessment_record, said), every, judged)
