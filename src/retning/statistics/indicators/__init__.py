"""From definitions and tables to series."""

from retning.statistics.indicators.check import check_tables
from retning.statistics.indicators.compute import compute, present_lines
from retning.statistics.indicators.load import load_indicators
from retning.statistics.indicators.model import Allocation, Indicator, Line, Relative, Slice, Term

__all__ = [
    "Allocation",
    "Indicator",
    "Line",
    "Relative",
    "Slice",
    "Term",
    "check_tables",
    "compute",
    "load_indicators",
    "present_lines",
]
