"""How the parts of a goal are distributed over states: one block per part, worst first, never an average.

Each state has a colour, a shape and its name in words with a count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, Self

from retning.charts.base import Chart
from retning.charts.document import Canvas, Drawing
from retning.charts.marks import MUTED, OWN, PAPER, key_rows
from retning.charts.parts import Frame
from retning.charts.text_width import width, xml
from retning.language.texts import text

Tone = Literal["bad", "warn", "unknown", "neutral", "good"]

LOOKS: dict[Tone, tuple[str, str, str]] = {
    "bad": ("#a3262a", PAPER, "M-5 -3L0 5L5 -3z"),
    "warn": ("#f0c27a", "#1c2b33", "M0 -5.5L5.5 0L0 5.5L-5.5 0z"),
    "unknown": ("#ffffff", "#53626b", "M-1.2 -5h2.4v6.5h-2.4zM-1.2 3h2.4v2.4h-2.4z"),
    "neutral": ("#c9d4d8", "#1c2b33", "M-5 -1.5h10v3h-10z"),
    "good": (OWN, PAPER, "M-5 3L0 -5L5 3z"),
}
"""Fill, colour of the shape on it, and the shape: down, diamond, exclamation mark, dash, up.

In the order in which they stand, worst first: what goes wrong, what is slow, what nobody can tell, what is
neither, what goes well.
"""


@dataclass(frozen=True, slots=True)
class State:
    """How many parts are in one state.

    ``names`` are those parts ("6.1"), shown in the blocks where every part has a name.
    """

    label: str
    count: int
    tone: Tone
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DistributionChart(Chart):
    """The states that the parts of something are in."""

    states: tuple[State, ...]

    css_class: ClassVar[str] = "states"

    @classmethod
    def sample(cls) -> Self:
        return cls(
            Frame("The strategies under an invented goal"),
            states=(
                State("go the right way", 3, "good", ("A", "D", "G")),
                State("go the wrong way", 2, "bad", ("B", "H")),
                State("too slow", 1, "warn", ("E",)),
                State("cannot be decided", 2, "unknown", ("C", "F")),
            ),
        )

    def draw(self, canvas: Canvas) -> Drawing | None:
        """The blocks in rows, and under them each state in words."""
        states = self._worst_first()
        total = sum([s.count for s in states])
        if not total:
            return None
        across = canvas.across
        named = all(len(s.names) == s.count for s in states)
        widest = max([width(n) for s in states for n in s.names], default=0.0) if named else 0.0
        gap = 4.0
        least = max(28.0, widest + 10)
        per_row = max(1, min(total, int((across + gap) // (least + gap))))
        wide = min((across + gap) / per_row - gap, 52.0)
        high = 44.0 if named else 28.0
        out: list[str] = []
        blocks = [(state, k) for state in states for k in range(state.count)]
        for i, (state, k) in enumerate(blocks):
            row, column = divmod(i, per_row)
            x, y = column * (wide + gap) + 1, row * (high + gap) + 1
            _, on, drawn = LOOKS[state.tone]
            out.append(
                f'<rect class="c-tone-{state.tone}" x="{x:.1f}" y="{y:.1f}" width="{wide - 2:.1f}" '
                f'height="{high - 2:g}" rx="4" {_filled(state.tone, "4 3")}/>'
                f'<path class="c-on-{state.tone}" transform="translate({x + wide / 2 - 1:.1f} {y + 13:.1f})" '
                f'd="{drawn}" fill="{on}"/>'
            )
            if named:
                out.append(
                    f'<text class="c-on-{state.tone}" x="{x + wide / 2 - 1:.1f}" y="{y + 35:.1f}" '
                    f'text-anchor="middle" fill="{on}">{xml(state.names[k])}</text>'
                )
        y = -(-total // per_row) * (high + gap) + 8
        entries = [(_sample(s.tone), f"{s.count} {s.label}") for s in states]
        key, used = key_rows(entries, 0, across, y)
        return Drawing("".join(out) + key, y + used + 4)

    def words(self, lang: str) -> str:
        """How many parts there are, and how many are in which state."""
        states = self._worst_first()
        parts = [f"{s.count} {s.label}" + (f" ({', '.join(s.names)})" if s.names else "") for s in states]
        return text(lang, "chart.alt.states", total=sum([s.count for s in states]), parts=", ".join(parts))

    def _worst_first(self) -> list[State]:
        """The states that something is in."""
        tones = list(LOOKS)
        return sorted([s for s in self.states if s.count > 0], key=lambda s: tones.index(s.tone))


def _filled(tone: Tone, dash: str) -> str:
    """Attributes of a block: its fill and its edge, which is dashed where nobody can tell."""
    fill = LOOKS[tone][0]
    if tone == "unknown":
        return f'fill="{fill}" stroke="{MUTED}" stroke-dasharray="{dash}"'
    return f'fill="{fill}" stroke="{fill}"'


def _sample(tone: Tone) -> str:
    """A small block with the shape of its tone, for the key."""
    _, on, drawn = LOOKS[tone]
    return (
        f'<g transform="translate(11.0 0.0)"><rect class="c-tone-{tone}" x="-10" y="-9.5" width="20" '
        f'height="19" rx="3" {_filled(tone, "3 2")}/>'
        f'<path class="c-on-{tone}" d="{drawn}" fill="{on}"/></g>'
    )
