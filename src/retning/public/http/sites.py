"""Which site a path belongs to: that of the current edition, or that of a frozen one below ``/v/<name>/``."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from retning.edition.files import EditionError
from retning.edition.index import read_index
from retning.edition.store import current_name, is_name, load_edition
from retning.public.context import Site

MOST = 4
"""Frozen editions in memory at once: each takes some tens of megabytes."""

_SHOWN = 60  # characters of a name that is none


class CurrentSite:
    """The site of the edition that is in use.

    The pointer is looked at for each request (its time and number, not its content), so that a new build shows at
    once; the edition itself stays in memory. A damaged new edition does not replace a good one in memory.
    ``replaced`` is called when another edition has taken the place of the one before.
    """

    def __init__(self, home: Path, address: str = "", replaced: Callable[[], None] | None = None) -> None:
        self.home = home
        self.address = address
        self._replaced = replaced or (lambda: None)
        self._pointer = str(home / "editions" / "current")
        self._site: Site | None = None
        self._seen: tuple[int, int] | None = None
        self._trouble: EditionError | None = None
        self._lock = threading.Lock()

    def site(self) -> Site | None:
        """The site of the current edition, or ``None`` before the first build."""
        try:
            found = os.stat(self._pointer)
        except OSError:
            return self._site
        seen = (found.st_mtime_ns, found.st_ino)
        if self._site is not None and seen == self._seen:
            return self._site
        with self._lock:
            name = current_name(self.home)
            if name is not None and (self._site is None or self._site.edition.name != name):
                try:
                    self._site = Site(
                        load_edition(self.home, name), read_index(self.home), address=self.address
                    )
                    self._trouble = None
                    self._replaced()
                except EditionError as error:
                    self._trouble = error
            self._seen = seen
        return self._site

    def must_have(self) -> Site:
        """The site, or the :class:`EditionError` that says why there is none."""
        site = self.site()
        if site is None:
            raise self._trouble or EditionError("edition.none")
        return site


class FrozenSites:
    """Sites of older editions by name; the one asked for longest ago leaves first. Safe to use from several threads.

    >>> FrozenSites(Path("no such folder")).site("../../etc")
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
                found = self._sites[name] = Site(edition, prefix=f"/v/{name}", address=self.address)
                while len(self._sites) > self.most:
                    self._sites.popitem(last=False)
            self._sites.move_to_end(name)
            return found

    def __len__(self) -> int:
        return len(self._sites)
