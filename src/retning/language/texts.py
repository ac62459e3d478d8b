"""The catalogue of texts: one key, three languages.

Texts are in ``locale/<language>/<room>.toml``, one file per room; nested tables become dotted keys. All
languages hold the same keys with the same named places (``tests/language/test_texts.py`` sees to it).
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("nb", "nn", "en")
"""Bokmål first; nynorsk and English as equals."""

LOCALE = Path(__file__).resolve().parent.parent / "locale"
COMPILED = "compiled"
"""Folder under ``locale/`` with one file per language: in a wheel, never in a clone."""


def flatten(tables: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    """Nested tables as dotted keys.

    >>> flatten({"fault": {"duplicate_id": "…"}})
    {'fault.duplicate_id': '…'}
    """
    flat: dict[str, str] = {}
    for name, value in tables.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping):
            flat.update(flatten(value, key + "."))
        else:
            flat[key] = str(value)
    return flat


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(lang: str) -> Mapping[str, str]:
    """All texts of one language by key. Raises ``KeyError`` for an unknown language.

    Reading TOML takes most of the time to a first page. A wheel therefore holds each language as one file of JSON
    (:func:`write_compiled`, called when the wheel is built); nothing is ever written into an installed package. In a clone
    the same is kept in ``build/`` until a room changes.
    """
    if lang not in LANGUAGES:
        raise KeyError(lang)
    with contextlib.suppress(FileNotFoundError):
        compiled: dict[str, str] = json.loads((LOCALE / COMPILED / f"{lang}.json").read_bytes())
        return compiled
    rooms = sorted(
        (entry for entry in os.scandir(LOCALE / lang) if entry.name.endswith(".toml")), key=lambda e: e.name
    )
    clone = LOCALE.parents[2]
    if not (clone / "pyproject.toml").is_file():
        return read_rooms([Path(room.path) for room in rooms])
    return _cached(clone / "build" / "locale" / f"{lang}.json", rooms)


def _cached(cache: Path, rooms: Sequence[os.DirEntry[str]]) -> Mapping[str, str]:
    """The texts as they were read last, unless a room has changed since; what was read is kept in the file ``cache``."""
    stamp = [[room.path, room.stat().st_size, room.stat().st_mtime_ns] for room in rooms]
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
        found = json.loads(cache.read_bytes())
        if found["rooms"] == stamp:
            texts: dict[str, str] = found["texts"]
            return texts
    texts = read_rooms([Path(room.path) for room in rooms])
    with contextlib.suppress(OSError):  # a folder that may not be written costs time, never a text
        cache.parent.mkdir(parents=True, exist_ok=True)
        waiting = cache.with_name(f".{cache.name}.{os.getpid()}")
        waiting.write_text(json.dumps({"rooms": stamp, "texts": texts}), encoding="utf-8")
        waiting.replace(cache)
    return texts


def write_compiled(locale: Path, into: Path) -> None:
    """Write each language of a folder of rooms as one file of JSON, sorted, for a wheel.

    >>> write_compiled(LOCALE, Path("build/lib/retning/locale/compiled"))  # doctest: +SKIP
    """
    into.mkdir(parents=True, exist_ok=True)
    for lang in LANGUAGES:
        texts = read_rooms(sorted((locale / lang).glob("*.toml")))
        written = json.dumps(texts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        (into / f"{lang}.json").write_text(written, encoding="utf-8")


def read_rooms(rooms: Sequence[Path]) -> dict[str, str]:
    """All texts of one language's files. Raises ``ValueError`` where two of them hold the same key.

    >>> read_rooms([LOCALE / "en" / "language.toml"])["language.name"]
    'English'
    """
    import tomllib

    texts: dict[str, str] = {}
    for room in rooms:
        for key, value in flatten(tomllib.loads(room.read_text(encoding="utf-8"))).items():
            if key in texts:
                raise ValueError(f"text {key!r} stands in two rooms: {room}")
            texts[key] = value
    return texts


def text(lang: str, key: str, **values: object) -> str:
    """The text of a key with its places filled. Raises ``KeyError`` where key or place is missing.

    >>> text("en", "language.name")
    'English'
    """
    template = catalogue(lang)[key]
    return template.format_map(values) if values else template


def has_text(lang: str, key: str) -> bool:
    """Whether the catalogue holds the key."""
    return key in catalogue(lang)


def state_key(state: str) -> str:
    """A state as it stands in keys of the catalogue and in class names.

    >>> state_key("deadline passed: missed"), state_key("first, lead not certain")
    ('deadline_passed_missed', 'first_lead_not_certain')
    """
    return "_".join("".join(c if c.isalnum() else " " for c in state).split())


def in_language(value: str | Mapping[str, str], lang: str) -> str:
    """A text that is the same in every language, or the one of the language.

    >>> in_language("CC BY 4.0", "nn"), in_language({"nb": "Kilde: Byrået", "en": "Source: the Bureau"}, "en")
    ('CC BY 4.0', 'Source: the Bureau')
    """
    return value if isinstance(value, str) else pick(value, lang)


def pick(texts: Mapping[str, str], lang: str) -> str:
    """The text in the language, else in bokmål, else in whatever language there is (``""`` for none).

    >>> pick({"nb": "mål", "en": "goal"}, "nn")
    'mål'
    """
    return texts.get(lang) or texts.get("nb") or next(iter(texts.values()), "")


def language_shown(texts: Mapping[str, str], lang: str, original: str = "") -> str:
    """The language that a text is shown in on a page: the page's, else the original, else any there is.

    >>> language_shown({"nb": "a", "sma": "b"}, "en", "sma"), language_shown({"nb": "a", "en": "b"}, "en", "nb")
    ('sma', 'en')
    """
    return next((code for code in (lang, original, "nb", *texts) if texts.get(code)), "")


def language_name(code: str, lang: str) -> str:
    """The name of a language in another; its code where the catalogue does not name it.

    >>> language_name("sma", "en"), language_name("qaa", "en")
    ('South Sami', 'qaa')
    """
    key = f"language_name.{code}"
    return text(lang, key) if has_text(lang, key) else code
