"""The plan as files: the answers about each of its elements."""

from __future__ import annotations

from retning.language.texts import pick
from retning.public.context import FileRequest
from retning.public.data_file import data_file
from retning.public.formats.table import AnswerTable


def table(request: FileRequest) -> bytes:
    """The answers about every judged element."""
    edition, lang = request.page.site.edition, request.page.lang
    title = pick(edition.plan.title, lang)
    return data_file(request, AnswerTable.of(edition, lang, request.address.kind, title))
