"""What the server has made is kept within bounds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retning.public.http.cache import ResponseCache


def test_the_one_asked_for_longest_ago_leaves_first() -> None:
    kept = ResponseCache[str](max_bytes=80, overhead=0)
    for name in "abcdefgh":
        kept.put(name, name.upper(), 10)
    assert kept.get("a") == "A"
    kept.put("i", "I", 10)
    assert kept.get("b") is None
    assert kept.get("a") == "A" and kept.get("i") == "I"


def test_what_is_too_large_is_not_kept_and_drives_nothing_out() -> None:
    kept = ResponseCache[str](max_bytes=80, overhead=0)
    kept.put("small", "x", 10)
    kept.put("huge", "y", 11)
    assert kept.get("huge") is None and kept.get("small") == "x"


def test_a_key_put_again_counts_once() -> None:
    kept = ResponseCache[str](max_bytes=80, overhead=1)
    kept.put("a", "x", 4)
    kept.put("a", "y", 6)
    assert kept.get("a") == "y" and kept.bytes == 7 and len(kept) == 1
    kept.clear()
    assert kept.get("a") is None and kept.bytes == 0


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 30))))
def test_never_more_bytes_than_allowed_and_never_a_wrong_answer(puts: list[tuple[int, int]]) -> None:
    kept = ResponseCache[tuple[int, int]](max_bytes=100, overhead=2)
    last: dict[int, tuple[int, int]] = {}
    for key, size in puts:
        kept.put(key, (key, size), size)
        if size + 2 <= 12:
            last[key] = (key, size)
        assert kept.bytes <= 100
    for key, value in last.items():
        assert kept.get(key) in (None, value)
