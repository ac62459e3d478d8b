"""Numbers as people write them: ``1 234,5`` and ``−3 %`` in Norwegian, ``1,234.5`` in English.

One formatter for page, chart and sentence, because server and browser disagree on the minus sign. Files
for machines do not pass through here.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

from retning.language.texts import has_text, text

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


def decimals_for(value: float) -> int:
    """Decimals that leave about three telling digits.

    >>> [decimals_for(x) for x in (0.0571, 5.46, 94.3, 3774.0)]
    [3, 2, 1, 0]
    """
    size = abs(value)
    if size == 0 or size >= 1000:
        return 0
    if size >= 100:
        return 0 if value == int(value) else 1
    if size >= 10:
        return 1
    return 2 if size >= 1 else 3


_QUANTA = tuple(Decimal(1).scaleb(-decimals) for decimals in range(8))


def number(value: float | int | None, lang: str, decimals: int | None = None, *, sign: bool = False) -> str:
    """A number in the language; ``None`` and ``nan`` become an en dash.

    ``decimals`` fixes their count (default: :func:`decimals_for`, whole numbers without any); ``sign`` writes
    a plus before positive numbers. Halves round away from zero, as readers expect.

    >>> number(-1234.55, "nb", 1), number(1234.5, "en", 1), number(3, "nb", sign=True)
    ('−1\xa0234,6', '1,234.5', '+3')
    """
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return "–"
    if decimals is None:
        decimals = 0 if float(value).is_integer() else decimals_for(float(value))
    quantum = _QUANTA[decimals] if 0 <= decimals < len(_QUANTA) else Decimal(1).scaleb(-decimals)
    exact = Decimal(repr(float(value)) if isinstance(value, float) else str(value))
    rounded = exact.quantize(quantum, rounding=ROUND_HALF_UP)
    if rounded == 0:
        rounded = abs(rounded)
    digits = f"{abs(rounded):,.{decimals}f}"
    if lang != "en":
        digits = digits.replace(",", NBSP).replace(".", ",")
    prefix = MINUS if rounded < 0 else ("+" if sign and rounded > 0 else "")
    return prefix + digits


def with_unit(
    value: float | int | None, unit: str, lang: str, decimals: int | None = None, *, sign: bool = False
) -> str:
    """A number and its unit (key of the table ``unit``), joined so that they stay on one line.

    A unit that does not simply follow its number says with ``{n}`` where the number stands.

    >>> with_unit(94.3, "percent", "nb", 1), with_unit(94.3, "percent", "en", 1), with_unit(4, "rank", "nb")
    ('94,3\xa0%', '94.3%', 'nr.\xa04')
    """
    written = number(value, lang, decimals, sign=sign)
    short = text(lang, f"unit.{unit}") if has_text(lang, f"unit.{unit}") else unit
    return beside(written, short)


def beside(written: str, unit: str) -> str:
    """A written number with the unit's short text, on one line.

    >>> beside("4", "nr. {n}"), beside("4", "kr"), beside("4", "")
    ('nr.\xa04', '4\xa0kr', '4')
    """
    if "{n}" in unit:
        return unit.replace(" ", NBSP).replace("{n}", written)
    return f"{written}{NBSP}{unit}" if unit else written


def change_unit(unit: str) -> str:
    """The unit of a difference: shares differ by percentage points, an index by its points, ranks by places.

    >>> change_unit("percent"), change_unit("rank"), change_unit("persons")
    ('percentage_points', 'places', 'persons')
    """
    return {"percent": "percentage_points", "index": "index_points", "rank": "places"}.get(unit, unit)
