"""A whole country as a region's folder: real municipalities, invented plan, indicators and figures.

    write_country(Path("build/country"), municipalities=357, indicators=40)

The municipalities are those of Norway from 2024 with their codes (``municipalities.csv``; Statistics Norway, Klass 131,
<https://www.ssb.no/klass/klassifikasjoner/131>, CC BY 4.0). Everything else is invented, from a fixed seed, and every
title says so: the same arguments give the same bytes on any machine. No figure says anything about a real place.
"""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
COUNTIES = {
    "03": "Oslo", "11": "Rogaland", "15": "Møre og Romsdal", "18": "Nordland", "31": "Østfold", "32": "Akershus",
    "33": "Buskerud", "34": "Innlandet", "39": "Vestfold", "40": "Telemark", "42": "Agder", "46": "Vestland",
    "50": "Trøndelag", "55": "Troms", "56": "Finnmark",
}  # fmt: skip
YEARS = range(2005, 2025)
PUBLISHED = "2025-03-03"
SEED = 20261128
SOURCE = "Oppdiktet for en måling"
ADDRESS = "https://example.org/oppdiktet"


@dataclass(frozen=True)
class Municipality:
    """A municipality with its code and an invented number of inhabitants in the first year."""

    code: str
    id: str
    name: str
    people: int


@dataclass(frozen=True)
class Kind:
    """One kind of indicator: how it is declared, and how its one or two columns of figures are invented."""

    name: str
    unit: str
    nature: str
    kind: str
    direction: str
    decimals: int
    definition: str
    columns: tuple[str, ...]
    target: str


KINDS = (
    Kind(
        "people", "persons", "stock", "count", "up", 0,
        '[numerator]\ntable = "{table}"\nwhere = {{ measure = "{a}" }}\n',
        ("people",), 'type = "growth"\nvalue = 0.01\nfrom = 2010\nto = 2026\n',
    ),
    Kind(
        "share", "percent", "rate", "ratio", "up", 1,
        '[numerator]\ntable = "{table}"\nwhere = {{ measure = "{a}" }}\n'
        '[denominator]\ntable = "{table}"\nwhere = {{ measure = "{b}" }}\nfactor = 100\n',
        ("part", "people"), 'type = "level"\nvalue = 70\nfrom = 2010\nto = 2028\n',
    ),
    Kind(
        "growth", "persons", "flow", "count", "up", 0,
        '[numerator]\ntable = "{table}"\nwhere = {{ measure = "{a}" }}\nchange = "next minus this"\n',
        ("people",), 'type = "minimum"\nvalue = 100\nfrom = 2010\nto = 2026\n',
    ),
    Kind(
        "mean", "nok_per_person", "score", "mean", "up", 0,
        '[numerator]\ntable = "{table}"\nwhere = {{ measure = "{a}" }}\n',
        ("mean",), 'type = "rel_change"\nvalue = 0.1\nfrom = 2010\nto = 2028\n',
    ),
    Kind(
        "rate", "per_1000", "rate", "ratio", "down", 1,
        '[numerator]\ntable = "{table}"\nwhere = {{ measure = "{a}" }}\n'
        '[denominator]\ntable = "{table}"\nwhere = {{ measure = "{b}" }}\nfactor = 1000\n'
        '[interval]\nmethod = "poisson"\n',
        ("events", "people"), 'type = "bench_level"\nbenchmark = "norge"\n',
    ),
    Kind(
        "of-country", "percent", "stock", "ratio", "none", 2,
        '[numerator]\ntable = "{table}"\nwhere = {{ measure = "{a}" }}\n'
        '[relative]\nto = "norge"\nhow = "share"\nfactor = 100\n',
        ("people",), 'type = "direction"\nfrom = 2010\nto = 2026\n',
    ),
    Kind(
        "cases", "percent", "rate", "ratio", "down", 1,
        '[numerator]\ntable = "{table}"\nwhere = {{ measure = "{a}" }}\n'
        '[denominator]\ntable = "{table}"\nwhere = {{ measure = "{b}" }}\nfactor = 100\n'
        '[interval]\nmethod = "wilson"\n',
        ("cases", "people"), 'type = "rank"\ngroup = "gruppen"\nrank = 1\n',
    ),
    Kind(
        "index", "index", "index", "index", "level", 1,
        '[numerator]\ntable = "{table}"\nwhere = {{ measure = "{a}" }}\n',
        ("index",), 'type = "range"\nlow = 95\nhigh = 105\nto = 2026\n',
    ),
)  # fmt: skip


def municipalities(count: int) -> list[Municipality]:
    """So many of the municipalities, spread over the whole list, each with an invented population."""
    with (HERE / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if not 1 <= count <= len(rows):
        raise ValueError(f"there are 1 to {len(rows)} municipalities, not {count}")
    chosen = [rows[n * len(rows) // count] for n in range(count)]
    chance = random.Random(SEED)
    return [
        Municipality(r["code"], r["id"], r["name"], round(600 + chance.lognormvariate(8.6, 1.1)))
        for r in chosen
    ]


def write_country(folder: Path, municipalities_count: int, indicators_count: int) -> Path:
    """Write the region's folder. Raises ``ValueError`` for more municipalities than there are.

    >>> write_country(Path("build/country"), 357, 40)  # doctest: +SKIP
    PosixPath('build/country')
    """
    found = municipalities(municipalities_count)
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    (folder / "indicators").mkdir(exist_ok=True)
    (folder / "sources.toml").write_text("", encoding="utf-8")
    (folder / "area.toml").write_text(_areas(found), encoding="utf-8")
    (folder / "plan.toml").write_text(_plan(indicators_count), encoding="utf-8")
    for number in range(indicators_count):
        kind = KINDS[number % len(KINDS)]
        table = f"tabell-{number // 2 + 1:02}"
        (folder / f"indicators/maal-{number + 1:02}.toml").write_text(
            _indicator(number, kind, table, bool(found[1:])), encoding="utf-8"
        )
    for first in range(0, indicators_count, 2):
        numbers = range(first, min(first + 2, indicators_count))
        _table(folder / f"figures/tabell-{first // 2 + 1:02}", found, numbers)
    return folder


def change_one_value(folder: Path, table: str = "tabell-01") -> None:
    """Make the last figure of a table one larger, as a publisher's revision of a single cell would."""
    place = folder / f"figures/{table}.csv"
    *before, last = place.read_text(encoding="utf-8").splitlines()
    cells = last.split(",")
    cells[2] = f"{float(cells[2]) + 1:g}"
    place.write_text("\n".join([*before, ",".join(cells)]) + "\n", encoding="utf-8")


def _three(words: str) -> str:
    return f'{{ nb = "{words} (oppdiktet)", nn = "{words} (oppdikta)", en = "{words} (invented)" }}'


def _areas(found: list[Municipality]) -> str:
    counties = [code for code in COUNTIES if any(m.code.startswith(code) for m in found)]
    members = ", ".join(f'"{m.id}"' for m in found[:8])
    group = ", ".join(f'"{m.id}"' for m in found[:12])
    everyone = ", ".join([*(f'"{m.id}"' for m in found), *(f'"fylke-{code}"' for code in counties)])
    said = f'source = "{SOURCE}"\naddress = "{ADDRESS}"\n'
    parts = [
        'main = "regionen"\n',
        '[[nation]]\nid = "norge"\nname = { nb = "Norge", nn = "Noreg", en = "Norway" }\ncodes = [{ code = "0" }]\n',
        *(
            f'[[county]]\nid = "fylke-{code}"\nname = "{COUNTIES[code]}"\ncodes = [{{ code = "{code}" }}]\n'
            for code in counties
        ),
        *(
            f'[[municipality]]\nid = "{m.id}"\nname = "{m.name}"\ncodes = [{{ code = "{m.code}" }}]\n'
            for m in found
        ),
        f'[[region]]\nid = "regionen"\nname = {_three("Regionen")}\nborders = "2024-01-01"\n'
        f"members = [{members}]\n{said}",
        f'[[peer_group]]\nid = "gruppen"\nname = {_three("Gruppen")}\nmembers = [{group}]\n{said}',
        f'[[peer_group]]\nid = "alle"\nname = {_three("Alle")}\nmembers = [{everyone}]\n{said}',
    ]
    return "\n".join(parts)


def _plan(indicators: int) -> str:
    parts = [
        f'[plan]\nid = "landsplanen"\ntitle = {_three("Landsplanen")}\nowner = {_three("Landet")}\n'
        "adopted = 2010-01-01\nvalid_from = 2010-01-01\nvalid_to = 2030-12-31\n",
        f'[[level]]\nkind = "goal"\none = {_three("mål")}\nmany = {_three("mål")}\n',
        f'[[level]]\nkind = "strategy"\none = {_three("strategi")}\nmany = {_three("strategier")}\n',
    ]
    for number in range(indicators):
        goal = number // 8 + 1
        if number % 8 == 0:
            words = _three(f"Mål nummer {goal}")
            parts.append(f'[[element]]\nid = "{goal}"\nkind = "goal"\ntitle = {words}\ntext = {words}\n')
        words = _three(f"Strategi nummer {number + 1}")
        parts.append(
            f'[[element]]\nid = "{goal}.{number % 8 + 1}"\nkind = "strategy"\nparent = "{goal}"\n'
            f"title = {words}\ntext = {words}\n"
        )
    return "\n".join(parts)


def _indicator(number: int, kind: Kind, table: str, has_group: bool) -> str:
    element = f"{number // 8 + 1}.{number % 8 + 1}"
    words = _three(f"Målestokk nummer {number + 1}")
    added = kind.kind not in ("mean", "index")
    own = '"regionen", "alle/members", "norge"' if added else '"alle/members", "norge"'
    columns = [f"{kind.name}-{number + 1}-{n}" for n in "ab"]
    definition = kind.definition.format(table=f"figures/{table}", a=columns[0], b=columns[1])
    main = "regionen" if added else "norge"
    peers = 'peers = "gruppen"\n' if has_group else ""
    return (
        f'id = "maal-{number + 1:02}"\ntitle = {words}\ndescription = {words}\nunit = "{kind.unit}"\n'
        f'decimals = {kind.decimals}\nnature = "{kind.nature}"\nkind = "{kind.kind}"\ndirection = "{kind.direction}"\n'
        f'influence = "shared"\nserves = ["{element}"]\nareas = [{own}]\nmain_area = "{main}"\nbenchmark = "norge"\n'
        f'{peers}\n{definition}\n[[target]]\nstrategy = "{element}"\nmain = true\n{kind.target}'
    )


def _table(stem: Path, found: list[Municipality], numbers: range) -> None:
    """A table with the figures of one or two indicators: ``<stem>.csv`` and ``<stem>.toml``."""
    units: dict[str, str] = {}
    rows = []
    for number in numbers:
        kind = KINDS[number % len(KINDS)]
        for letter, column in zip("ab", kind.columns, strict=False):
            measure = f"{kind.name}-{number + 1}-{letter}"
            units[measure] = kind.unit if column in ("mean", "index") else "persons"
            for code, values in _column(found, number, column).items():
                rows += [
                    f"{code},{year},{value:g},{units[measure]},s,,,,{measure}"
                    if value < 1e6
                    else f"{code},{year},{value:.0f},{units[measure]},s,,,,{measure}"
                    for year, value in zip(YEARS, values, strict=True)
                ]
    head = "area,period,value,unit,source,address,published,note,measure\n"
    stem.with_suffix(".csv").write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    listed = "".join(f'"{measure}" = "{unit}"\n' for measure, unit in units.items())
    stem.with_suffix(".toml").write_text(
        f'title = {_three("Tabell")}\npublisher = "{SOURCE}"\nlicence = "CC0"\nattribution = "{SOURCE}"\n'
        f'typed = "{PUBLISHED}"\npublished = "{PUBLISHED}"\nborders = "2024-01-01"\nline = "vintage"\n'
        f'rhythm = "yearly"\n\n[units]\n{listed}\n[source.s]\nsource = "{SOURCE}"\naddress = "{ADDRESS}"\n'
        f'published = "{PUBLISHED}"\n',
        encoding="utf-8",
    )


def _column(found: list[Municipality], number: int, column: str) -> dict[str, list[float]]:
    """Invented figures by code and year: each municipality's own, counties and the country by adding or by mean."""
    own = {m.code: _figures(m, number, column) for m in found}
    groups = {code: [m.code for m in found if m.code.startswith(code)] for code in COUNTIES}
    groups = {**{code: listed for code, listed in groups.items() if listed}, "0": list(own)}
    made = dict(own)
    for code, members in groups.items():
        sums = [sum(own[m][n] for m in members) for n in range(len(YEARS))]
        mean = column in ("mean", "index")
        made[code] = [round(s / len(members), 1) if mean else s for s in sums]
    return made


def _figures(m: Municipality, number: int, column: str) -> list[float]:
    """One municipality's figures: a steady tendency of its own with chance around it."""
    # The denominator of a measure is the same in every year's invention as its numerator's people.
    chance = random.Random(f"{SEED} {m.code} {number if column != 'people' else number // 2} {column}")
    slope, noise = chance.gauss(0.004, 0.008), 0.01
    level, values = 1.0, []
    for _ in YEARS:
        level *= 1 + slope
        values.append(level * (1 + chance.gauss(0, noise)))
    if column == "people":
        return [float(round(m.people * v)) for v in values]
    share = {"part": 0.65, "events": 0.02, "cases": 0.12}
    if column in share:
        return [float(round(min(0.98, share[column] * v) * m.people)) for v in values]
    size = 420_000.0 if column == "mean" else 100.0
    return [round(size * v, 1) for v in values]
