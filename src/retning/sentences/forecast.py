"""Sentences about the coming years: what a published forecast says, never without its range."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from retning.sentences.context import Context, Json, Spoken, dated, sentence
from retning.sentences.parts import Figure, Parts, compose

KIND = "forecast"


def with_forecasts(sentences: Iterable[Json], content: Mapping[str, Any]) -> list[Json]:
    """All sentences of an edition with those about its forecasts, in order of subject, area, priority and kind."""
    found = [*sentences, *forecast_sentences(content)]
    return sorted(found, key=lambda s: (s["subject"], s["area"], s["priority"], s["kind"]))


def forecast_sentences(content: Mapping[str, Any]) -> list[Json]:
    """One sentence for each forecast of a main line, about its last year, in order of indicator and area.

    The same words whichever way it goes. Numbers lead to the forecast's row in the table of the indicator.

    >>> forecast_sentences(content)[0]["kind"]  # doctest: +SKIP
    'forecast'
    """
    context = Context(content)
    return [
        sentence(one["indicator"], one["area"], KIND, 40, _spoken(context, one))
        for one in content["forecasts"]["forecasts"]
        if one["line"] == "main"
    ]


def _spoken(context: Context, one: Json) -> Spoken:
    return lambda lang: _says(context, lang, one)


def _says(context: Context, lang: str, one: Json) -> Parts:
    definition = context.indicators[one["indicator"]]
    last = one["ahead"][-1]
    ref = f"series/{one['indicator']}/{one['area']}/{one['line']}/{last['period']}"
    unit, decimals = definition["unit"], definition.get("decimals")
    return compose(
        lang,
        "forecast.sentence.main",
        {
            "what": context.what(lang, one["indicator"]),
            "area": context.area(lang, one["area"]),
            "lower": Figure(last["lower80"], unit, ref, decimals),
            "upper": Figure(last["upper80"], unit, ref, decimals),
            "period": dated(lang, last["period"], ref),
        },
    )
