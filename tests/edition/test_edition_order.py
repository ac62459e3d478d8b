"""Editions of one day stand in the order they came to be, and a damaged one is named, never left out silently."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retning.build.run import build
from retning.edition.order import FILE, in_order, note
from retning.edition.records.manifest import About
from retning.edition.store import is_whole, kept, names, write_edition
from retning.language.texts import LANGUAGES, text
from retning.public.addresses import path_of
from retning.public.http.wsgi import Application
from support.region_copy import change, copy_region
from support.site_reader import links, page, words

DAY = About(as_of="2024-02-20")
INDICATOR = "sysselsetting-eksempel"


def named(digits: str, day: str = "2024-02-20") -> str:
    return f"{day}-{digits * 12}"


def written(home: Path, *contents: int) -> list[str]:
    return [write_edition(home, {"plan.json": str(content).encode()}, DAY).name for content in contents]


def test_editions_of_one_day_stand_in_the_order_of_their_builds(tmp_path: Path) -> None:
    made = written(tmp_path, *range(8))
    assert names(tmp_path) == made != sorted(made)


def test_the_one_that_is_built_again_is_the_newest_and_the_file_only_grows(tmp_path: Path) -> None:
    one, two = written(tmp_path, 1, 2)
    file = tmp_path / "editions" / FILE
    before = file.read_text()
    written(tmp_path, 2, 2)
    assert file.read_text() == before == f"{one}\n{two}\n"
    written(tmp_path, 1)
    assert file.read_text() == f"{before}{one}\n"
    assert names(tmp_path) == [two, one]


def test_the_day_comes_before_the_time_of_building(tmp_path: Path) -> None:
    late = write_edition(tmp_path, {"plan.json": b"1"}, DAY).name
    early = write_edition(tmp_path, {"plan.json": b"2"}, About(as_of="2023-01-01")).name
    assert names(tmp_path) == [early, late]


def test_editions_from_before_there_was_an_order_come_first_in_the_order_of_their_names(
    tmp_path: Path,
) -> None:
    old = written(tmp_path, 1, 2, 3)
    (tmp_path / "editions" / FILE).unlink()
    assert names(tmp_path) == sorted(old)
    (new,) = written(tmp_path, 4)
    assert names(tmp_path) == [*sorted(old), new]


def test_a_line_that_was_cut_off_is_passed_over_and_the_next_one_is_whole(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(f"{named('b')}\n{named('a')[:14]}", encoding="utf-8")
    note(tmp_path, named("0"))
    assert in_order(tmp_path, [named("0"), named("a"), named("b")]) == [named("a"), named("b"), named("0")]
    assert (tmp_path / FILE).read_text().endswith(f"\n{named('0')}\n")


@given(st.lists(st.sampled_from("abcdef"), max_size=30))
def test_the_order_is_that_of_the_last_time_each_became_current(
    tmp_path_factory: pytest.TempPathFactory, built: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("order")
    for digit in built:
        note(folder, named(digit))
    last_first = list(dict.fromkeys(reversed(built)))
    assert in_order(folder, [named(d) for d in sorted(set(built))]) == [
        named(d) for d in reversed(last_first)
    ]


# What readers see


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Three editions of one day: a figure was typed wrong, put right, and wrong again otherwise."""
    place = tmp_path_factory.mktemp("three")
    region, home = copy_region(place), place / "home"
    figures = region / "figures/sysselsatte.csv"
    made, was = [], "776"
    for now in ("811", "822", "833"):
        change(figures, f"9003,2024,{was},", f"9003,2024,{now},")
        made.append(build(region, home).name)
        was = now
    assert len(set(made)) == 3 and len({name[:10] for name in made}) == 1
    return home, made


def listed(markup: str) -> list[str]:
    """Names of editions in a list, in its order."""
    part = markup[markup.index('id="utgaver"') :].partition("</ul>")[0]
    return [item.partition("</li>")[0] for item in part.split("<li>")[1:]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_compare_with_the_edition_before_and_list_the_newest_first(
    three: tuple[Path, list[str]], lang: str
) -> None:
    home, (first, second, third) = three
    app = Application(home)
    changes = page(app, path_of(lang, "changes"))
    at = [changes.index(f"/v/{name}/") for name in (second, third)]
    assert at == sorted(at) and "822" not in words(changes)  # counts are not shown, shares are
    assert [f"/v/{name}/" in item for name, item in zip((third, second, first), listed(changes), strict=True)]
    every = listed(page(app, path_of(lang, "record", INDICATOR)))
    assert [next(n for n in (first, second, third) if n in item) for item in every] == [third, second, first]


def test_what_changed_is_told_against_the_edition_before(three: tuple[Path, list[str]]) -> None:
    """822 of 1146 became 833 of 1146; the 811 of the edition before that is of no concern."""
    home, _ = three
    told = words(page(Application(home), "/nb/endringer/")).replace("\N{NO-BREAK SPACE}", " ")
    (line,) = re.findall(r"sysselsetting-eksempel, cnes, main, 2024: (\S+) → (\S+)", told)
    assert line == (f"{100 * 822 / 1146:.1f}".replace(".", ","), f"{100 * 833 / 1146:.1f}".replace(".", ","))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("harm", ["flip", "manifest"])
def test_a_damaged_edition_is_named_as_damaged(tmp_path: Path, lang: str, harm: str) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    first = build(region, home).name
    figures = region / "figures/sysselsatte.csv"
    change(figures, "9003,2024,776,", "9003,2024,811,")
    second = build(region, home).name
    change(figures, "9003,2024,811,", "9003,2024,822,")
    third = build(region, home).name
    app = Application(home)
    assert f"/v/{second}/" in page(app, path_of(lang, "changes"))
    assert is_whole(home, second)

    broken = home / "editions" / second / ("plan.json" if harm == "flip" else "manifest.json")
    broken.write_bytes(broken.read_bytes()[:-2]) if harm == "flip" else broken.unlink()
    assert not is_whole(home, second)
    assert kept(home) == [first, second, third]
    app = Application(home)
    changes = page(app, path_of(lang, "changes"))
    assert text(lang, "kept.passed_over", names=second) in words(changes)
    assert f"/v/{first}/" in changes and links(changes, f"/v/{second}/{lang}/") == []
    assert listed(changes)[1] == f"{second}: {text(lang, 'kept.damaged')}"
    every = listed(page(app, path_of(lang, "record", INDICATOR)))
    assert every[1] == f"{second}: {text(lang, 'kept.damaged')}"
    assert len(every) == 3


def test_rules_of_a_damaged_edition_are_told_as_unknown_for_that_reason(tmp_path: Path) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    older = build(region, home, date(2024, 2, 19))
    build(region, home)
    (home / "editions" / older.name / "manifest.json").write_bytes(b"{")
    told = words(page(Application(home), f"/nb/endringer/?siden={older.as_of}"))
    assert f"Utgaven {older.name} er skadet. Derfor vet vi ikke hvilke regler som gjaldt da." in told


def test_only_damaged_editions_before_are_not_told_as_none(tmp_path: Path) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    first = build(region, home).name
    change(region / "figures/sysselsatte.csv", "9003,2024,776,", "9003,2024,811,")
    build(region, home)
    (home / "editions" / first / "contents.json").unlink()
    told = words(page(Application(home), "/nb/endringer/"))
    assert text("nb", "kept.passed_over", names=first) in told
    assert text("nb", "changes.first") not in told
