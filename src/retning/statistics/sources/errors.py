"""What can go wrong between us and a publisher, as data: the text is looked up where it is shown."""

from __future__ import annotations


class SourceError(Exception):
    """A source that did not give what was asked for. ``key`` names the text ``fetch.<key>``.

    >>> SourceError("timeout", seconds=60).values
    {'seconds': 60}
    """

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(f"{key} {values}" if values else key)
