"""From areas beside each other to the records of an edition."""

from __future__ import annotations

from retning.canonical import maybe, number
from retning.edition.records import peers as records
from retning.statistics.assessment.peers import Funnel, Peers


def peers_record(one: Peers) -> records.PeerGroup:
    """One group of areas in one indicator."""
    return records.PeerGroup(
        group=one.group,
        declared=one.declared,
        period=one.period,
        dots=tuple(records.Dot(area, number(value)) for area, value in one.dots),
        median=number(one.median),
        mad=number(one.mad),
        classes=tuple(number(limit) for limit in one.classes),
        comparator=one.comparator,
        comparator_value=maybe(one.comparator_value),
        rows=tuple(
            records.PeerRow(
                area=area,
                value=number(value),
                against=stands.state,
                rule=stands.rule,
                lower=maybe(stands.lower),
                upper=maybe(stands.upper),
            )
            for area, value, stands in one.rows
        ),
        funnel=None if one.funnel is None else _funnel(one.funnel),
    )


def _funnel(one: Funnel) -> records.Funnel:
    return records.Funnel(
        centre=number(one.centre),
        phi=number(one.phi),
        sizes={area: number(size) for area, size in one.sizes.items()},
        outside=one.outside,
        limits=tuple(
            records.FunnelLimits(
                size=number(size),
                inner_lower=number(inner_lower),
                inner_upper=number(inner_upper),
                outer_lower=number(outer_lower),
                outer_upper=number(outer_upper),
            )
            for size, inner_lower, inner_upper, outer_lower, outer_upper in one.limits
        ),
    )
