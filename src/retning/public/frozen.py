"""The frozen editions that readers have asked for lately, each as a site of its own."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path

from retning.edition.files import EditionError
from retning.edition.store import is_name, load_edition
from retning.public.respond import Site

MOST = 4
"""Editions in memory at once: each takes some tens of megabytes."""

_SHOWN = 60  # characters of a name that is none


class Frozen:
    """Sites of older editions by name; the one asked for longest ago leaves first. Safe to use from several threads.

    >>> Frozen(Path("no such folder")).site("../../etc")
    Traceback (most recent call last):
    ...
    retning.edition.files.EditionError: edition.unknown: {'name': '../../etc'}
    """

    def __init__(self, home: Path, address: str = "", most: int = MOST) -> None:
        self.home = home
        self.address = address
        self.most = most
        self._sites: OrderedDict[str, Site] = OrderedDict()
        self._lock = threading.Lock()

    def site(self, name: str) -> Site:
        """The site of an edition by its full name.

        Raises :class:`~retning.edition.files.EditionError` where there is none, or it is damaged or of another
        format. Nothing but a full name is looked for on disk: no beginning of one, no path.
        """
        if not is_name(name):
            raise EditionError("edition.unknown", name=name[:_SHOWN])
        with self._lock:
            found = self._sites.get(name)
            if found is None:
                edition = load_edition(self.home, name)
                found = self._sites[name] = Site(edition, self.home, f"/v/{name}", self.address)
                while len(self._sites) > self.most:
                    self._sites.popitem(last=False)
            self._sites.move_to_end(name)
            return found

    def __len__(self) -> int:
        return len(self._sites)
