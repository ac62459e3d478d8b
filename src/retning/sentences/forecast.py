"""Sentences about the coming years: what a published forecast says, never without its range."""

from __future__ import annotations

from retning.edition.records.forecasts import Forecast
from retning.edition.records.sentences import Sentence
from retning.sentences.context import Context, dated, sentence
from retning.sentences.parts import Figure, Parts, compose


def of_forecast(context: Context, indicator: str, area: str, line: str, one: Forecast) -> Sentence:
    """One sentence about the last year of a forecast: the same words whichever way it goes.

    Numbers lead to the forecast's row in the table of the indicator.

    >>> of_forecast(context, "growth", "region", "main", forecast).kind  # doctest: +SKIP
    'forecast'
    """
    return sentence("forecast", 40, lambda lang: _says(context, lang, indicator, area, line, one))


def _says(context: Context, lang: str, indicator: str, area: str, line: str, one: Forecast) -> Parts:
    definition = context.indicators[indicator]
    last = one.ahead.rows()[-1]
    ref = f"series/{indicator}/{area}/{line}/{last.period}"
    return compose(
        lang,
        "forecast.sentence.main",
        {
            "what": context.what(lang, indicator),
            "area": context.area(lang, area),
            "lower": Figure(last.lower80, definition.unit, ref, definition.decimals),
            "upper": Figure(last.upper80, definition.unit, ref, definition.decimals),
            "period": dated(lang, last.period, ref),
        },
    )
