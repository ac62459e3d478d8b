"""All kinds of chart, found by importing every module of this package."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from inspect import isabstract

from retning import charts
from retning.charts.base import Chart


def every_kind() -> list[type[Chart]]:
    """Every kind of chart, in order of their names; one that is declared anywhere else is found as well.

    >>> [kind.__name__ for kind in every_kind()][:2]
    ['BarsChart', 'Card']
    """
    for module in pkgutil.iter_modules(charts.__path__):
        import_module(f"{charts.__name__}.{module.name}")
    found: set[type[Chart]] = set()
    waiting = Chart.__subclasses__()
    while waiting:
        kind = waiting.pop()
        found.add(kind)
        waiting += kind.__subclasses__()
    return sorted([kind for kind in found if not isabstract(kind)], key=lambda kind: kind.__name__)
