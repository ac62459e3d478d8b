"""Every kind of change that can be made to what an edition is built from, and the parts that it concerns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from support.region_copy import append, change

GROWTH, SHARE, WORK = "folkevekst-eksempel", "andel-eksempel", "sysselsetting-eksempel"
EVERY = frozenset((GROWTH, SHARE, WORK))


@dataclass(frozen=True)
class Change:
    """A change of a region's folder (of two levels), and the indicators whose parts are made anew because of it."""

    name: str
    make: Callable[[Path], None]
    anew: frozenset[str]


def _edit(name: str, file: str, old: str, new: str, *anew: str) -> Change:
    return Change(name, lambda folder: change(folder / file, old, new), frozenset(anew))


def _add(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


CORRECTION = """[[correction]]
table = "figures/folketall"
where = { area = "9003", measure = "population" }
period = "2015"
wrong = 1970
right = 1971
source = "Invented"
address = "https://example.org/r"
reason = { nb = "Feil", nn = "Feil", en = "Wrong" }
"""
STATEMENT = """[[statement]]
element = "A-a"
body = "Kontoret"
lang = "nb"
text = "Det går bra."
state = "on track"
date = 2024-01-15
"""
PEOPLE, JOBS = "figures/folketall", "figures/sysselsatte"
CHANGES = (
    # Two indicators read the table of people.
    _edit("a figure", f"{PEOPLE}.csv", "9003,2013,1990,", "9003,2013,1991,", GROWTH, SHARE),
    _edit("a figure of another table", f"{JOBS}.csv", "0,2012,52000,", "0,2012,52001,", SHARE, WORK),
    _edit("who published", f"{PEOPLE}.toml", 'publisher = "Example"', 'publisher = "Another"', GROWTH, SHARE),
    _edit("where a figure was read", f"{JOBS}.toml", "example.org/0002", "example.org/0003", SHARE, WORK),
    _edit("a title", f"indicators/{GROWTH}.toml", "Population growth (", "Growth of population (", GROWTH),
    _edit("which way is better", f"indicators/{WORK}.toml", 'direction = "up"', 'direction = "down"', WORK),
    _edit(
        "the smallest change", f"indicators/{WORK}.toml", "smallest_change = 0.1", "smallest_change = 5", WORK
    ),
    _edit("decimals", f"indicators/{SHARE}.toml", "decimals = 2", "decimals = 3", SHARE),
    _edit("a name of a place", "area.toml", 'name = "Cnes"', 'name = "Cneset"', *EVERY),
    _edit("how an area came to be", "area.toml", "back = 0.75", "back = 0.7499", *EVERY),
    _edit("a text of the plan", "plan.toml", "A swimming pool shall be built by 2020.", "A pool by 2020."),
    Change(
        "a target",
        lambda folder: append(
            folder / f"indicators/{WORK}.toml",
            '\n[[target]]\nstrategy = "B"\ntype = "level"\nvalue = 80\nfrom = 2015\nto = 2030\n',
        ),
        frozenset((WORK,)),
    ),
    Change(
        "a break",
        lambda folder: append(
            folder / f"indicators/{GROWTH}.toml",
            '\n[[break]]\nperiod = "2018"\nreason = { nb = "Nytt", nn = "Nytt", en = "New" }\n',
        ),
        frozenset((GROWTH,)),
    ),
    Change(
        "a correction",
        lambda folder: _add(folder / "corrections.toml", CORRECTION),
        frozenset((GROWTH, SHARE)),
    ),
    Change("a statement", lambda folder: _add(folder / "statements.toml", STATEMENT), frozenset()),
)
"""In an order in which each can follow the one before."""
