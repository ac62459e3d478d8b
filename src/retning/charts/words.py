"""Sentences of the text alternatives: what lines, targets and breaks show, made from the data.

First, last, highest and lowest value of the main line, the ends of the others, the target, what is missing
and where comparison stops. The full alternative is the table beside the chart; this is what a sighted reader
takes in at a glance.
"""

from __future__ import annotations

from collections.abc import Sequence

from retning.answers import Better
from retning.charts.labels import figure, when
from retning.charts.parts import BreakMark, Frame, Line, Point, TargetMark
from retning.language.lists import and_list
from retning.language.texts import text

MOST_OTHERS = 5
"""How many further lines get a sentence each."""


def known(points: Sequence[Point]) -> list[Point]:
    """The points that have a value."""
    return [p for p in points if p.value is not None]


def last_known(points: Sequence[Point]) -> Point | None:
    """The last point that has a value."""
    for p in reversed(points):
        if p.value is not None:
            return p
    return None


def line_sentences(line: Line, frame: Frame, lang: str, full: bool = True) -> list[str]:
    """Sentences about one line; ``full`` adds highest and lowest, gaps and provisional values."""
    points: Sequence[Point] = line.points
    if not full and points and points[0].value is not None and points[-1].value is not None:
        points = (points[0], points[-1])  # only the ends are described
    points = known(points)

    def say(p: Point) -> str:
        return figure(p.value, lang, frame.decimals, frame.suffix)

    if not points:
        return [text(lang, "chart.alt.line_empty", name=line.name)]
    first, last = points[0], points[-1]
    if first is last:
        out = [text(lang, "chart.alt.one", name=line.name, value=say(first), period=when(first.period, lang))]
    else:
        out = [
            text(
                lang,
                "chart.alt.ends",
                name=line.name,
                first=say(first),
                first_period=when(first.period, lang),
                last=say(last),
                last_period=when(last.period, lang),
            )
        ]
    if not full:
        return out
    values = [p.value for p in points]
    highest = points[values.index(max(values))]  # type: ignore[type-var]
    lowest = points[values.index(min(values))]  # type: ignore[type-var]
    if len(points) > 2 and highest.value != lowest.value:
        out.append(
            text(
                lang,
                "chart.alt.extremes",
                highest=say(highest),
                highest_period=when(highest.period, lang),
                lowest=say(lowest),
                lowest_period=when(lowest.period, lang),
            )
        )
    gaps = [when(p.period, lang) for p in line.points if p.value is None]
    if gaps:
        out.append(text(lang, "chart.alt.gaps", periods=some_of(gaps, lang)))
    hollow = [when(p.period, lang) for p in points if p.hollow]
    if hollow:
        out.append(text(lang, "chart.alt.provisional", periods=some_of(hollow, lang)))
    return out


def some_of(words: list[str], lang: str) -> str:
    """An enumeration that stops after five when there are more than six."""
    if len(words) > 6:
        return text(lang, "chart.alt.and_more", list=", ".join(words[:5]), n=len(words) - 5)
    return and_list(words, lang)


def break_sentences(breaks: Sequence[BreakMark], lang: str) -> list[str]:
    """One sentence per break, with its reason where it is known."""
    out = []
    for b in breaks:
        key = "chart.alt.break_reason" if b.reason else "chart.alt.break"
        out.append(text(lang, key, period=when(b.period, lang), reason=b.reason.rstrip(".")))
    return out


def target_sentence(target: TargetMark, frame: Frame, lang: str) -> str:
    """What is demanded, and by when."""
    value = figure(target.value, lang, frame.decimals, frame.suffix)
    if target.period:
        return text(lang, "chart.alt.target_by", value=value, period=when(target.period, lang))
    return text(lang, "chart.alt.target", value=value)


def describe_lines(
    frame: Frame, lines: Sequence[Line], breaks: Sequence[BreakMark], targets: Sequence[TargetMark], lang: str
) -> str:
    """The lines of a chart in words: the first ``own`` one in full (else the first), and the ends of the others."""
    shown = [line for line in lines if line.role != "ghost"]
    main = next((line for line in shown if line.role == "own"), shown[0] if shown else None)
    out: list[str] = []
    if main is None:
        return text(lang, "chart.no_data")
    out += line_sentences(main, frame, lang)
    others = [line for line in shown if line is not main]
    for line in others[:MOST_OTHERS]:
        out += line_sentences(line, frame, lang, full=False)
    if len(others) > MOST_OTHERS:
        out.append(text(lang, "chart.alt.more_lines", n=len(others) - MOST_OTHERS))
    out += [target_sentence(t, frame, lang) for t in targets]
    out += break_sentences(breaks, lang)
    return " ".join(out)


def distance_sentence(
    frame: Frame, last: Point, target: TargetMark, expected: float, better: Better, lang: str
) -> str:
    """Where the path says we should have been, and how far from it we are (pattern P1).

    Ahead and behind depend on which way is better; where nobody has decided, the sentence says above or below.
    """
    if last.value is None:
        return ""
    place = place_of(frame, last.value, expected, better, lang)
    return text(
        lang,
        "chart.path.sentence",
        period=when(last.period, lang),
        value=figure(last.value, lang, frame.decimals, frame.suffix),
        target=figure(target.value, lang, frame.decimals, frame.suffix),
        target_period=when(target.period, lang),
        expected=figure(expected, lang, frame.decimals, frame.suffix),
        place=place,
    )


def place_of(frame: Frame, value: float, expected: float, better: Better, lang: str) -> str:
    """How far a value is from what was expected, and on which side: "3 points behind"."""
    gap = value - expected
    if abs(gap) < 0.5 * 10**-frame.decimals:
        return text(lang, "chart.path.level")
    sides = {"up": ("ahead", "behind"), "down": ("behind", "ahead"), "": ("above", "below")}[better]
    return text(
        lang,
        f"chart.path.{sides[0] if gap > 0 else sides[1]}",
        distance=figure(abs(gap), lang, frame.decimals, frame.apart or frame.suffix),
    )
