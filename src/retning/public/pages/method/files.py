"""The error rates of the rules as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from retning.language.texts import pick
from retning.public.context import FileRequest
from retning.public.data_file import data_file
from retning.public.formats.cells import Row
from retning.public.formats.table import DataTable, judged_figures
from retning.public.pages.method.rates import COLUMNS, file_rows


@dataclass
class RatesTable(DataTable):
    """How often the rules are wrong; beside it stand the figures that they judged."""

    @cached_property
    def figures(self) -> Sequence[Row]:
        """The figures that the plan is judged by."""
        return judged_figures(self.edition, self.lang)


def table(request: FileRequest) -> bytes:
    """The error rates of every rule in every world."""
    page = request.page
    title = pick(page.site.edition.plan.title, page.lang)
    made = RatesTable(page.site.edition, page.lang, request.address.kind, title, COLUMNS, file_rows(page))
    return data_file(request, made)
