"""Areas through time: codes, changes and members, and how figures are added up over them."""

from retning.statistics.areas.changes import Step, carry, correspondence, steps
from retning.statistics.areas.checks import Gap, Jump, conservation, split_jumps
from retning.statistics.areas.collection import Areas
from retning.statistics.areas.commuting import CityRegion, city_region
from retning.statistics.areas.harmonise import ratio, total
from retning.statistics.areas.load import load_areas
from retning.statistics.areas.model import Area, AreaChange, Code, Link, Membership, Parts, Rule

__all__ = [
    "Area",
    "AreaChange",
    "Areas",
    "CityRegion",
    "Code",
    "Gap",
    "Jump",
    "Link",
    "Membership",
    "Parts",
    "Rule",
    "Step",
    "carry",
    "city_region",
    "conservation",
    "correspondence",
    "load_areas",
    "ratio",
    "split_jumps",
    "steps",
    "total",
]
