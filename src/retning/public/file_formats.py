"""The formats that files come in: ending, media type, what a download is called, and how the server treats it.

A kind of page declares which of them it has and what makes each (:class:`retning.public.kinds.PageKind`).
"""

from __future__ import annotations

from retning.public.model import Model


class FileFormat(Model, frozen=True):
    """One format. ``label`` is the key of the text that a download is called by ("": it is not offered as one).

    ``is_expensive``: it takes up to a second to make, so that the server makes few at a time. ``names_host``: its
    content holds whole addresses, and so differs from host to host.
    """

    ending: str
    media: str
    label: str = ""
    is_expensive: bool = False
    names_host: bool = False

    @property
    def media_type(self) -> str:
        """The media type without parameters, as links name it."""
        return self.media.partition(";")[0]


CARD = ".card.png"
FEED = ".atom"
CALENDAR = ".ics"
DESCRIPTION = ".csv-metadata.json"

# Downloads are offered in this order.
FORMATS = {
    one.ending: one
    for one in (
        FileFormat(
            ".xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "file.xlsx",
            is_expensive=True,
        ),
        FileFormat(".csv", "text/csv; charset=utf-8", "file.csv"),
        FileFormat(".norsk.csv", "text/csv; charset=utf-8", "file.csv_norwegian"),
        FileFormat(".json", "application/json; charset=utf-8", "file.json"),
        FileFormat(".svg", "image/svg+xml", "file.svg"),
        FileFormat(".png", "image/png", "file.png", is_expensive=True),
        FileFormat(".vl.json", "application/json; charset=utf-8", "file.vega"),
        FileFormat(DESCRIPTION, "application/csvm+json"),
        FileFormat(CARD, "image/png", is_expensive=True),
        FileFormat(".ris", "application/x-research-info-systems"),
        FileFormat(FEED, "application/atom+xml; charset=utf-8", names_host=True),
        FileFormat(CALENDAR, "text/calendar; charset=utf-8", names_host=True),
    )
}

TABLE = (".csv", ".norsk.csv", ".xlsx", ".json")
"""What a table comes in."""
DESCRIBED_TABLE = (*TABLE, DESCRIPTION)
"""What a table comes in whose columns are described in the catalogue."""
CHART = (".svg", ".png", ".vl.json")
"""What a chart comes in."""
