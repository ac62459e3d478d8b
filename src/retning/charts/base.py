"""What every kind of chart is: data in; a drawing, words and, where that is honest, a Vega-Lite specification out.

How to add a kind: docs/contributing/add-a-chart.md.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Self

from retning.charts.document import Canvas, Drawing, document, no_data
from retning.charts.marks import NARROW, WIDE
from retning.charts.parts import Frame
from retning.charts.vega import VegaSpec


@dataclass(frozen=True)
class Chart(ABC):
    """One chart with its data, in the reader's language.

    A kind of chart is a subclass in a module of its own: a frozen dataclass (without slots, so that the class is
    made once and ``__subclasses__`` finds it once) with a class name for the style sheet, :meth:`sample`,
    :meth:`draw` and :meth:`words`. The tests run over all of them.
    """

    frame: Frame

    css_class: ClassVar[str]
    """What the style sheet calls it: ``line`` gives the class ``chart-line``."""
    sizes: ClassVar[tuple[int, ...]] = (WIDE, NARROW)
    """The widths that it is drawn in, in units, the widest first."""
    dark_variant: ClassVar[bool] = True
    """Whether a file that stands alone turns dark where the reader wants that."""

    @classmethod
    @abstractmethod
    def sample(cls) -> Self:
        """An invented example, which says so in its title or source: for tests and documentation."""

    @abstractmethod
    def draw(self, canvas: Canvas) -> Drawing | None:
        """The drawing, with ids that begin with the canvas's; ``None`` where there is nothing to draw."""

    @abstractmethod
    def words(self, lang: str) -> str:
        """The text alternative: what a sighted reader takes in at a glance, in sentences made from the data."""

    def vega(self, lang: str) -> VegaSpec | None:
        """A Vega-Lite specification that shows the same; ``None`` where that grammar cannot do so honestly."""
        return None

    def why_empty(self, lang: str) -> str:
        """What to say besides "no figures yet" where there is nothing to draw (``""``: nothing)."""
        return ""

    def svg(self, lang: str, chart_id: str, across: int = WIDE, *, standalone: bool = False) -> str:
        """The chart as SVG, the same bytes for the same data.

        ``across`` is the width in units, usually one of :attr:`sizes`. ``chart_id`` begins all ids inside, so two
        drawings on one page need two. ``standalone`` gives a file with its own size, title, source and dark variant.

        >>> from retning.charts.line import LineChart
        >>> LineChart.sample().svg("en", "exports").startswith("<svg ")
        True
        """
        canvas = Canvas(lang, chart_id, across, standalone)
        drawing = self.draw(canvas)
        if drawing is None:
            return no_data(canvas, self.frame, self.why_empty(lang))
        return document(canvas, self.css_class, self.frame, self.words(lang), drawing)
