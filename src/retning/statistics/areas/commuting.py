"""City regions by rule: municipalities where enough of the employed residents work in the centre."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class CityRegion:
    """The centre and the municipalities that the rule gives, in falling order of share.

    ``shares`` is the share of employed residents who work in the centre, by code, for the members (the
    centre's own share is who lives and works there). ``added`` are members by the rule that the declared list
    does not have, ``missing`` are declared ones that the rule does not give, with their shares where known.
    """

    centre: str
    year: str
    share: float
    members: tuple[str, ...]
    shares: Mapping[str, float]
    added: tuple[str, ...] = ()
    missing: Mapping[str, float | None] = field(default_factory=dict)


def city_region(
    flows: Mapping[tuple[str, str], float],
    employed: Mapping[str, float],
    centre: str,
    year: str,
    share: float = 0.10,
    declared: Iterable[str] | None = None,
) -> CityRegion:
    """Apply the rule to one year's commuting figures, in that year's codes.

    ``flows`` maps (residence, workplace) to employed persons (a pair that is left out is zero), ``employed``
    a code to all employed persons who live there, wherever they work. A municipality belongs when its share
    is **more** than ``share``; the centre always does. Municipalities without employed residents are left out.
    Raises ``KeyError`` when the centre is not among the employed.

    >>> flows = {("1", "1"): 80.0, ("2", "1"): 11.0, ("3", "1"): 10.0}
    >>> region = city_region(flows, {"1": 100.0, "2": 100.0, "3": 100.0}, "1", "2017", declared=["1", "3"])
    >>> region.members, region.added, region.missing
    (('1', '2'), ('2',), {'3': 0.1})
    """
    if centre not in employed:
        raise KeyError(centre)
    shares = {
        code: flows.get((code, centre), 0.0) / residents
        for code, residents in employed.items()
        if residents > 0
    }
    chosen = [code for code, value in shares.items() if value > share and code != centre]
    members = (centre, *sorted(chosen, key=lambda code: (-shares[code], code)))
    listed = tuple(declared) if declared is not None else members
    return CityRegion(
        centre,
        year,
        share,
        members,
        {code: shares.get(code, 0.0) for code in members},
        tuple(code for code in members if code not in listed),
        {code: shares.get(code) for code in listed if code not in members},
    )
