"""Parts of wholes as horizontal bars: one bar per row, the same parts in the same order and pattern."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from retning.charts.base import Chart
from retning.charts.document import Canvas, Drawing
from retning.charts.labels import figure
from retning.charts.marks import key_rows
from retning.charts.parts import Frame
from retning.charts.patterns import ON_PART, part_fill, pattern_defs
from retning.charts.samples import NAMES
from retning.charts.text_width import fit, width, xml
from retning.language.texts import text


@dataclass(frozen=True, slots=True)
class StackRow:
    """One whole: its name, and a value for each part."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, kw_only=True)
class StackedBars(Chart):
    """Wholes of the same ``parts``. With ``share`` every bar is 100 %, else as long as its sum.

    Drawing raises ``ValueError`` for a negative part: it has no length in a whole.
    """

    parts: tuple[str, ...]
    rows: tuple[StackRow, ...]
    share: bool = True

    css_class: ClassVar[str] = "stacked"

    @classmethod
    def sample(cls) -> Self:
        return cls(
            Frame("Employed persons by industry (invented)", unit="per cent", suffix="%", decimals=1),
            parts=("Manufacturing", "Trade", "Health and care", "Education", "Other"),
            rows=tuple(
                StackRow(name, (10.0 + i, 20.0 - i, 30.0, 15.0, 25.0)) for i, name in enumerate(NAMES[:4])
            ),
        )

    def draw(self, canvas: Canvas) -> Drawing | None:
        """Each bar under its name; a value stands in its part where it fits."""
        if any(v is not None and v < 0 for row in self.rows for v in row.values):
            raise ValueError("a part of a whole cannot be negative")
        totals = [sum([v for v in row.values if v is not None]) for row in self.rows]
        if not any(totals):
            return None
        across = canvas.across
        key, y = key_rows(self._key(canvas.chart_id), 0, across, 0)
        out = [pattern_defs(canvas.chart_id, len(self.parts)), key]
        y += 12
        for row, total in zip(self.rows, totals, strict=True):
            out.append(f'<text x="0" y="{y + 13:.1f}">{xml(fit(row.name, across))}</text>')
            y += 20
            out.append(self._bar(row, total if self.share else max(totals), y, canvas))
            y += 38
        return Drawing("".join(out), y)

    def words(self, lang: str) -> str:
        """Every row with its parts."""
        out = []
        for row in self.rows:
            parts = [
                text(lang, "chart.alt.part", part=name, value=self._said(value, lang))
                for name, value in zip(self.parts, row.values, strict=True)
            ]
            out.append(text(lang, "chart.alt.stack", name=row.name, parts=", ".join(parts)))
        return " ".join(out)

    def _said(self, value: float | None, lang: str) -> str:
        return figure(value, lang, self.frame.decimals, self.frame.suffix)

    def _key(self, chart_id: str) -> list[tuple[str, str]]:
        entries = []
        for k, name in enumerate(self.parts):
            fill, overlay = part_fill(chart_id, k)
            mark = f'<path {fill} d="M0 -7h22v14h-22z"/>'
            mark += f'<path {overlay} d="M0 -7h22v14h-22z"/>' if overlay else ""
            entries.append((mark, name))
        return entries

    def _bar(self, row: StackRow, whole: float, y: float, canvas: Canvas) -> str:
        """The parts of one row after each other; ``whole`` is what the width of the canvas stands for."""
        out: list[str] = []
        x = 0.0
        for k, value in enumerate(row.values):
            if not value or not whole:
                continue
            wide = value / whole * canvas.across
            fill, overlay = part_fill(canvas.chart_id, k)
            box = f"M{x:.1f} {y:.1f}h{max(wide - 1.5, 0.5):.1f}v26h-{max(wide - 1.5, 0.5):.1f}z"
            out.append(f'<path {fill} d="{box}"/>')
            words = self._said(value, canvas.lang)
            if overlay:
                out.append(f'<path {overlay} d="{box}"/>')
            if width(words) + 12 <= wide:
                middle = x + (wide - 1.5) / 2
                if overlay:  # a plain plate, so that words are not read through lines
                    plate = width(words) + 8
                    out.append(
                        f'<rect {fill} x="{middle - plate / 2:.1f}" y="{y + 4:.1f}" width="{plate:.1f}" height="18"/>'
                    )
                out.append(
                    f'<text class="c-on-part-{k % 5 + 1}" x="{middle:.1f}" y="{y + 18:.1f}" '
                    f'text-anchor="middle" fill="{ON_PART[k % 5]}">{words}</text>'
                )
            x += wide
        return "".join(out)
