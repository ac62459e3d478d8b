"""The accessibility statement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retning.public.context import Page

Json = dict[str, Any]


def view(page: Page, id: str, query: Mapping[str, str]) -> Json:
    """What the accessibility statement says."""
    title = page.t("page.accessibility.menu")
    return {
        "title": title,
        "paragraphs": [page.t(f"accessibility.text_{n}") for n in (1, 2, 3, 4)],
        "rows": [],
        "crumbs": [(title, "")],
    }
