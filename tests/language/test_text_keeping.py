"""What was read of the rooms is kept, and never outlives a change of a room."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from retning.language import texts


@pytest.fixture
def locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A clone of its own, with a catalogue of one room in bokmål."""
    (tmp_path / "pyproject.toml").touch()
    locale = tmp_path / "src" / "retning" / "locale"
    (locale / "nb").mkdir(parents=True)
    (locale / "nb" / "hall.toml").write_text('[hall]\ndoor = "dør"\n', encoding="utf-8")
    monkeypatch.setattr(texts, "LOCALE", locale)
    texts.catalogue.cache_clear()
    yield locale
    texts.catalogue.cache_clear()


def again() -> dict[str, str]:
    """The catalogue as a new process would read it."""
    texts.catalogue.cache_clear()
    return dict(texts.catalogue("nb"))


def cache_of(locale: Path) -> Path:
    return locale.parents[2] / "build" / "locale" / "nb.json"


def test_a_second_reading_says_the_same(locale: Path) -> None:
    first = again()
    assert cache_of(locale).exists()
    assert again() == first == {"hall.door": "dør"}


def test_a_changed_room_is_read_anew(locale: Path) -> None:
    again()
    room = locale / "nb" / "hall.toml"
    before = room.stat()
    room.write_text('[hall]\ndoor = "port"\n', encoding="utf-8")
    os.utime(room, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert again() == {"hall.door": "port"}


def test_a_new_room_is_read_anew(locale: Path) -> None:
    again()
    (locale / "nb" / "attic.toml").write_text('light = "lys"\n', encoding="utf-8")
    assert again() == {"hall.door": "dør", "light": "lys"}


def test_what_is_kept_may_be_damaged(locale: Path) -> None:
    again()
    cache_of(locale).write_text('{"rooms": 1', encoding="utf-8")
    assert again() == {"hall.door": "dør"}


def test_a_folder_that_may_not_be_written_loses_no_text(locale: Path) -> None:
    (locale.parents[2] / "build").write_text("a file where the folder should be", encoding="utf-8")
    assert again() == {"hall.door": "dør"}


def test_nothing_is_ever_written_beside_the_rooms(locale: Path) -> None:
    again()
    assert [path.name for path in locale.rglob("*")] == ["nb", "hall.toml"]


def test_outside_a_clone_nothing_is_written_at_all(locale: Path) -> None:
    (locale.parents[2] / "pyproject.toml").unlink()
    assert again() == {"hall.door": "dør"}
    assert not cache_of(locale).exists()


def test_a_wheel_holds_what_the_rooms_say(locale: Path) -> None:
    for lang in ("nn", "en"):
        (locale / lang).mkdir()
        (locale / lang / "hall.toml").write_text('[hall]\ndoor = "dør"\n', encoding="utf-8")
    texts.write_compiled(locale, locale / texts.COMPILED)
    (locale / "nb" / "hall.toml").unlink()  # so that only the compiled file can answer
    assert again() == {"hall.door": "dør"}
    assert not cache_of(locale).exists()


def test_a_key_in_two_rooms_is_told(locale: Path) -> None:
    (locale / "nb" / "attic.toml").write_text('[hall]\ndoor = "luke"\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"hall\.door"):
        again()
