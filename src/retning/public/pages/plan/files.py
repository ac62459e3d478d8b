"""The plan as files: the answers about each of its elements."""

from __future__ import annotations

from retning.language.texts import pick
from retning.public.context import FileRequest
from retning.public.data_file import data_file
from retning.public.formats.table import AnswerTable


def table(request: FileRequest) -> bytes:
    """The answers about every judged element."""
    data, lang = request.page.site.data, request.page.lang
    title = pick(data.plan["title"], lang)
    return data_file(request, AnswerTable.of(data, lang, request.address.kind, title))
