"""The invented region with enough municipalities for maps and for rankings of peers."""

from __future__ import annotations

from pathlib import Path

from support.region_copy import append, change, copy_region

# id, name, code, place on the schematic map, population and employed share in 2012 and in 2022 (linear between)
MORE = (
    ("dvik", "Dvik", "9004", (0, 0), 4000, 70.0, 71.0),
    ("elund", "Elund", "9005", (0, 1), 5200, 66.0, 66.5),
    ("fjell", "Fjell", "9006", (0, 2), 8000, 60.0, 58.0),
    ("gnes", "Gnes", "9007", (1, 0), 300, 73.0, 74.0),
    ("hstad", "Hstad", "9008", (1, 2), 20000, 75.0, 78.0),
    ("ibygd", "Ibygd", "9009", (2, 1), 1500, 30.0, 31.0),
)
MEMBERS = ("avik", "cnes", *[row[0] for row in MORE])
YEARS = range(2012, 2023)


def wide_region(to: Path) -> Path:
    """A copy of the example of two levels with eight municipalities, six of them with a place on the map."""
    folder = copy_region(to)
    members = '["' + '", "'.join(MEMBERS) + '"]'
    place = folder / "area.toml"
    written = place.read_text(encoding="utf-8").replace('["avik", "cnes"]', members)
    for id, name, code, (row, column), *_ in MORE:
        codes = f'codes = [{{ code = "{code}" }}]'
        written += f'\n[[municipality]]\nid = "{id}"\nname = "{name}"\ntile = [{row}, {column}]\n{codes}\n'
    place.write_text(written, encoding="utf-8")
    people, work = [], []
    for _, _, code, _, population, first, last in MORE:
        for year in YEARS:
            size = population + 20 * (year - 2012)
            share = first + (last - first) * (year - 2012) / 10
            people.append(f"{code},{year},{size},persons,example,,,,population")
            adults = round(size * 0.6)
            work.append(f"{code},{year},{adults},persons,example,,,,residents_20_66")
            work.append(f"{code},{year},{round(adults * share / 100)},persons,example,,,,employed")
    append(folder / "figures/folketall.csv", "\n".join(people) + "\n")
    append(folder / "figures/sysselsatte.csv", "\n".join(work) + "\n")
    return folder


__all__ = ["MEMBERS", "MORE", "YEARS", "change", "wide_region"]
