"""``retning check`` names every fault of a region at once, each with file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.region_copy import append, change, copy_region, retning

GROWTH, WORK = "indicators/folkevekst-eksempel.toml", "indicators/sysselsetting-eksempel.toml"
SHARE = "indicators/andel-eksempel.toml"


def line_of(file: Path, text: str) -> int:
    return next(n for n, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if text in line)


def variant(region: Path, id: str, table: str, without: str = "") -> Path:
    """A further indicator made from the example of growth."""
    lines = (region / GROWTH).read_text(encoding="utf-8").splitlines()
    written = "\n".join(line for line in lines if not without or not line.startswith(without))
    written = written.replace('id = "folkevekst-eksempel"', f'id = "{id}"')
    written = written[: written.index("[numerator]")] + f"[numerator]\n{table}\n"
    file = region / "indicators" / f"x-{id}-{without or 'whole'}.toml"
    file.write_text(written, encoding="utf-8")
    return file


def with_ten_faults(region: Path) -> dict[str, tuple[str, int]]:
    """Ten different faults, and where each must be reported: file and line."""
    good = 'table = "figures/folketall"\nwhere = { measure = "population" }'
    twice = variant(region, "andel-eksempel", good)
    aimless = variant(region, "uten-retning", good, without="direction")
    first = variant(region, "ring-a", 'indicator = "ring-b"')
    variant(region, "ring-b", 'indicator = "ring-a"')
    lost = variant(region, "uten-tabell", 'table = "figures/finnes-ikke"')
    broken = region / "indicators" / "x-odelagt.toml"
    broken.write_text('id = "odelagt"\ntitle = { nb = \n', encoding="utf-8")
    change(region / GROWTH, 'serves = ["A-a"]', 'serves = ["Z-9"]')
    change(region / WORK, 'measure = "residents_20_66"', 'measure = "residents_20_99"')
    append(region / SHARE, '\n[[target]]\nstrategy = "B-a"\ntype = "bench_level"\nhow = "difference"\n')
    people = region / "figures" / "folketall.csv"
    append(people, "9003,2025,1905,persons,,,,,population\n9003,2026-13,1900,persons,example,,,,population\n")
    rows = len(people.read_text(encoding="utf-8").splitlines())

    def at(file: Path, text: str) -> tuple[str, int]:
        return file.relative_to(region).as_posix(), line_of(file, text)

    return {
        "unknown strategy": at(region / GROWTH, "Z-9"),
        "wrong code": at(region / WORK, "residents_20_99"),
        "figure without source": ("figures/folketall.csv", rows - 1),
        "target with missing fields": at(region / SHARE, "[[target]]"),
        "bad TOML": (broken.relative_to(region).as_posix(), 2),
        "duplicate id": at(twice, "id ="),
        "without direction": (aimless.relative_to(region).as_posix(), 1),
        "cycle": at(first, "[numerator]"),
        "unknown table": at(lost, "finnes-ikke"),
        "period that does not parse": ("figures/folketall.csv", rows),
    }


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_ten_different_faults_are_told_in_one_run(tmp_path: Path, language: str) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    expected = with_ten_faults(region)
    done = retning("check", region=region, home=home, language=language)
    told = [m for line in done.stdout.splitlines() if (m := re.fullmatch(r"(\S+?):(\d+): (.+)", line))]
    places = {(m[1].removeprefix("region/"), int(m[2])) for m in told}
    # Some faults may be shown at the element or at the field in it: the line stands within one of the field.
    missing = {
        name: place
        for name, place in expected.items()
        if not any(file == place[0] and abs(line - place[1]) <= 1 for file, line in places)
    }
    assert missing == {}, done.stdout
    assert len(told) >= 10
    assert len({m[3] for m in told}) >= 10
    assert done.returncode == 1
    assert done.stderr == ""


def test_a_region_with_faults_gives_no_edition(tmp_path: Path) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    with_ten_faults(region)
    done = retning("build", region=region, home=home)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert not list(home.rglob("*.json"))
    assert not (home / "editions" / "current").exists()


def test_a_code_that_no_table_has_stops_the_build_too(tmp_path: Path) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    change(region / WORK, 'measure = "residents_20_66"', 'measure = "residents_20_99"')
    checked = retning("check", region=region, home=home)
    assert checked.returncode == 1
    assert f"{WORK}:{line_of(region / WORK, 'residents_20_99')}" in checked.stdout or WORK in checked.stdout
    built = retning("build", region=region, home=home)
    assert built.returncode == 1, built.stdout
    assert not (home / "editions" / "current").exists()


def test_a_sound_region_has_no_faults(tmp_path: Path) -> None:
    done = retning("check", region=copy_region(tmp_path), home=tmp_path / "home")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()


def test_a_fault_in_a_target_hides_no_other_fault_of_its_file(tmp_path: Path) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    change(region / WORK, 'measure = "residents_20_66"', 'measure = "residents_20_99"')
    append(region / WORK, '\n[[target]]\nstrategy = "B-a"\ntype = "bench_level"\nhow = "difference"\n')
    done = retning("check", region=region, home=home)
    target, code = (line_of(region / WORK, text) for text in ("[[target]]", "residents_20_99"))
    assert f"{WORK}:{target}:" in done.stdout
    assert f"{WORK}:{code}:" in done.stdout or f"{WORK}:{code - 1}:" in done.stdout, done.stdout
    # Mending the target leaves the other fault, and nothing new comes up.
    before = set(done.stdout.splitlines())
    written = (region / WORK).read_text(encoding="utf-8")
    (region / WORK).write_text(written[: written.index("\n[[target]]")], encoding="utf-8")
    after = set(retning("check", region=region, home=home).stdout.splitlines())
    assert after
    assert {line for line in after if f"{WORK}:" in line} <= before
