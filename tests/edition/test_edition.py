"""Editions: written whole or not at all, the same bytes from the same inputs, refused when damaged."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retning.build.run import build
from retning.edition.codec import encode
from retning.edition.edition import Edition
from retning.edition.files import EditionError
from retning.edition.records.manifest import About
from retning.edition.store import current_name, load_edition, names, resolve, set_current, write_edition
from support.region_copy import ROOT, change, copy_region

ABOUT = About(as_of="2024-02-20")

# Runs a step and kills its own process (SIGKILL) at the n-th touch of the disk, before or after it happens.
DRIVER = """
import json, os, signal, sys
from pathlib import Path

at, after, home, step, given = int(sys.argv[1]), sys.argv[2] == "after", Path(sys.argv[3]), sys.argv[4], sys.argv[5]
seen = 0

def dangerous(call):
    def touched(*args, **kwargs):
        global seen
        seen += 1
        if seen == at and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = call(*args, **kwargs)
        if seen == at and after:
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    return touched

if step == "write":
    from retning.edition.records.manifest import About
    from retning.edition.store import write_edition as run
    files = {file: text.encode() for file, text in json.loads(Path(given).read_text()).items()}
    arguments = (home, files, About(as_of="2024-02-20"))
else:
    from retning.build.run import build as run
    arguments = (Path(given), home)
os.fsync = dangerous(os.fsync)
os.replace = dangerous(os.replace)  # pathlib's replace comes here as well
run(*arguments)
print(seen)
"""


def killed_at(at: int, when: str, home: Path, step: str, given: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", DRIVER, str(at), when, str(home), step, str(given)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def leftovers(home: Path) -> list[str]:
    whole = {"current", "order", "index.json", *names(home)}
    begun = [entry.name for entry in (home / "parts").glob(".*")]
    return [*begun, *(entry.name for entry in (home / "editions").iterdir() if entry.name not in whole)]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    files = {"plan.json": '{"å":1}'.encode(), "indicators/a.jsonl": b"{}"}
    written = write_edition(tmp_path, files, ABOUT)
    read = load_edition(tmp_path)
    assert dict(read.files) == files
    assert (read.name, read.hash, read.as_of) == (written.name, written.hash, "2024-02-20")
    assert read.name == f"2024-02-20-{read.hash[:12]}"
    assert current_name(tmp_path) == read.name


def test_nothing_is_current_before_the_first_build(tmp_path: Path) -> None:
    assert current_name(tmp_path) is None
    assert names(tmp_path) == []
    with pytest.raises(EditionError) as refused:
        load_edition(tmp_path)
    assert refused.value.key == "edition.none"


def test_an_edition_is_found_by_name_by_hash_and_by_the_beginning_of_either(tmp_path: Path) -> None:
    one = write_edition(tmp_path, {"plan.json": b"1"}, About(as_of="2023-01-01"))
    two = write_edition(tmp_path, {"plan.json": b"2"}, About(as_of="2024-01-01"))
    assert names(tmp_path) == [one.name, two.name]
    assert resolve(tmp_path, "current") == two.name
    assert resolve(tmp_path, one.name) == one.name
    assert resolve(tmp_path, "2023") == one.name
    assert resolve(tmp_path, one.hash[:8]) == one.name
    set_current(tmp_path, one.name)
    assert resolve(tmp_path, "current") == one.name
    for wanted, key in (
        ("20", "edition.ambiguous"),
        ("1999", "edition.unknown"),
        ("../x", "edition.unknown"),
    ):
        with pytest.raises(EditionError) as refused:
            resolve(tmp_path, wanted)
        assert refused.value.key == key


def test_the_whole_hash_finds_its_edition(tmp_path: Path) -> None:
    one = write_edition(tmp_path, {"plan.json": b"1"}, ABOUT)
    write_edition(tmp_path, {"plan.json": b"2"}, ABOUT)
    assert resolve(tmp_path, one.hash) == one.name


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), json_values))
def test_there_is_one_way_to_write_a_content(content: dict[str, object]) -> None:
    try:
        written = encode(content)
    except UnicodeEncodeError:
        return  # a lone surrogate is no text
    assert json.loads(written) == content
    assert encode(dict(reversed(content.items()))) == written
    assert written.endswith(b"\n")


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_written_as_nothing(value: float) -> None:
    assert encode({"x": value}) == b'{"x":null}\n'


def flip(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


def other_format(path: Path) -> None:
    manifest = json.loads((path.parent / "manifest.json").read_bytes())
    (path.parent / "manifest.json").write_bytes(encode({**manifest, "format": 99}))


def forget_file(path: Path) -> None:
    manifest = json.loads((path.parent / "manifest.json").read_bytes())
    del manifest["files"]["plan.json"]
    (path.parent / "manifest.json").write_bytes(encode(manifest))


@pytest.mark.parametrize(
    ("harm", "key"),
    [
        (flip, "edition.damaged"),
        (lambda path: path.write_bytes(path.read_bytes()[:-3]), "edition.damaged"),
        (Path.unlink, "edition.damaged"),
        (forget_file, "edition.damaged"),
        (lambda path: (path.parent / "manifest.json").write_bytes(b"{"), "edition.damaged"),
        (lambda path: (path.parent / "manifest.json").write_bytes(b"[]"), "edition.damaged"),
        (other_format, "edition.format"),
    ],
)
def test_a_damaged_edition_is_refused_and_mended_by_the_next_build(
    tmp_path: Path, harm: Callable[[Path], None], key: str
) -> None:
    good = write_edition(tmp_path, {"plan.json": b'{"a":1}', "inputs.json": b'{"b":2}'}, ABOUT)
    harm(tmp_path / "editions" / good.name / "plan.json")
    with pytest.raises(EditionError) as refused:
        load_edition(tmp_path)
    assert refused.value.key == key
    write_edition(tmp_path, {"plan.json": b'{"a":1}', "inputs.json": b'{"b":2}'}, ABOUT)
    assert dict(load_edition(tmp_path).files) == dict(good.files)


def test_the_same_inputs_give_the_same_bytes_in_another_home(tmp_path: Path) -> None:
    region = copy_region(tmp_path)
    one, two = build(region, tmp_path / "one"), build(region, tmp_path / "two")
    assert one.hash == two.hash
    first = bytes_of(tmp_path / "one" / "editions" / one.name)
    assert first == bytes_of(tmp_path / "two" / "editions" / two.name)
    assert len(first) >= 9
    change(region / "figures/folketall.csv", "9003,2013,1990,", "9003,2013,1991,")
    assert build(region, tmp_path / "one").hash != one.hash


def test_a_second_build_leaves_the_edition_untouched(tmp_path: Path) -> None:
    region = copy_region(tmp_path)
    folder = tmp_path / "home" / "editions" / build(region, tmp_path / "home").name
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.rglob("*")}
    build(region, tmp_path / "home")
    assert {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.rglob("*")} == before


def test_a_writer_killed_at_any_moment_leaves_the_old_edition(tmp_path: Path) -> None:
    """Every touch of the disk, killed just before and just after."""
    contents = {"plan.json": "2", "inputs.json": "[1,2]", "indicators/a.jsonl": "{}"}
    given = tmp_path / "given.json"
    given.write_text(json.dumps(contents), encoding="utf-8")
    done = killed_at(0, "before", tmp_path / "counted", "write", given)
    touches = int(done.stdout)
    # The files, the manifest, its rename, the line in the order, the pointer, its rename.
    assert touches == len(contents) + 5, done.stderr
    new_name = current_name(tmp_path / "counted")
    for at in range(1, touches + 1):
        for when in ("before", "after"):
            home = tmp_path / f"{at}-{when}"
            old = write_edition(home, {"plan.json": b"1"}, ABOUT)
            done = killed_at(at, when, home, "write", given)
            assert done.returncode == -signal.SIGKILL, (at, when, done.stderr)
            # Only after the very last touch is the new edition in use, and then it is whole.
            ended = (at, when) == (touches, "after")
            assert load_edition(home).name == (new_name if ended else old.name), (at, when)
            assert set(names(home)) <= {old.name, new_name}
            for name in names(home):
                load_edition(home, name)
            write_edition(home, {file: text.encode() for file, text in contents.items()}, ABOUT)
            assert current_name(home) == new_name
            assert leftovers(home) == []


@pytest.mark.parametrize("at", [1, 5, 15, 30])
def test_a_build_killed_in_the_middle_leaves_the_old_edition(tmp_path: Path, at: int) -> None:
    region, home = copy_region(tmp_path), tmp_path / "home"
    old = build(region, home)
    change(region / "figures/folketall.csv", "9003,2013,1990,", "9003,2013,1991,")
    done = killed_at(at, "before", home, "build", region)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert load_edition(home).name == old.name
    assert leftovers(home) != [] or len(names(home)) == 2
    new = build(region, home)
    assert current_name(home) == new.name != old.name
    assert leftovers(home) == []


def test_what_a_running_build_has_begun_is_left_alone(tmp_path: Path) -> None:
    write_edition(tmp_path, {"plan.json": b"1"}, ABOUT)
    begun = tmp_path / "editions" / f".building-{os.getppid()}"
    begun.mkdir()
    write_edition(tmp_path, {"plan.json": b"2"}, ABOUT)
    assert begun.is_dir()


def with_two_vintages(region: Path) -> None:
    """The population table as published in 2023, and again, with 2013 corrected and 2024 added, in 2024."""
    file = region / "figures/folketall.csv"
    head, *rows = file.read_text(encoding="utf-8").splitlines()
    older = [f"{row},2023-02-20" for row in rows if ",2024," not in row]
    newer = [f"{row},2024-02-20".replace("9003,2013,1990,", "9003,2013,1991,") for row in rows]
    file.write_text("\n".join([f"{head},vintage", *older, *newer]) + "\n", encoding="utf-8")


def point(edition: Edition, indicator: str, area: str, period: str) -> float | None:
    line = edition.line(indicator, area)
    return None if line is None else dict(zip(line.period, line.value, strict=True)).get(period)


def test_as_of_uses_only_what_was_public_then(tmp_path: Path) -> None:
    region = copy_region(tmp_path)
    with_two_vintages(region)
    then = build(region, tmp_path / "then", date(2023, 6, 1))
    assert then.as_of == "2023-06-01"
    assert {table.vintage for table in then.tables.values()} == {"2023-02-20"}
    rests_on = {use.table for one in then.contents.indicators.values() for use in one.tables}
    assert rests_on == {"figures/folketall@2023-02-20"}
    assert point(then, "folkevekst-eksempel", "cnes", "2013") == 1985 - 1990
    assert point(then, "folkevekst-eksempel", "cnes", "2023") is None

    now = build(region, tmp_path / "now")
    assert now.as_of == "2024-02-20"
    assert point(now, "folkevekst-eksempel", "cnes", "2013") == 1985 - 1991
    assert point(now, "folkevekst-eksempel", "cnes", "2023") == 1910 - 1915


def test_looking_back_gives_what_was_said_then(tmp_path: Path) -> None:
    region = copy_region(tmp_path)
    with_two_vintages(region)
    looked_back = build(region, tmp_path / "back", date(2023, 6, 1))
    file = region / "figures/folketall.csv"
    kept = [row for row in file.read_text(encoding="utf-8").splitlines() if not row.endswith(",2024-02-20")]
    file.write_text("\n".join(kept) + "\n", encoding="utf-8")
    said_then = build(region, tmp_path / "then", date(2023, 6, 1))
    parts = [file for file in looked_back.files if file.startswith("indicators/")]
    for file in (*parts, "contents.json", "assessments.json", "sentences.json"):
        assert looked_back.files[file] == said_then.files[file]
