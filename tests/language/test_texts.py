"""Every text exists in all three languages, with the same places, and no text is left untranslated."""

from __future__ import annotations

import string

import pytest

from retning.language.texts import LANGUAGES, catalogue, flatten, pick, text


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_all_languages_hold_the_same_keys() -> None:
    keys = {lang: set(catalogue(lang)) for lang in LANGUAGES}
    for lang in LANGUAGES:
        missing = set().union(*keys.values()) - keys[lang]
        assert not missing, f"{lang} lacks {sorted(missing)}"


def test_all_languages_have_the_same_places() -> None:
    for key, template in catalogue("nb").items():
        for lang in LANGUAGES:
            assert places(catalogue(lang)[key]) == places(template), f"{lang}: {key}"


def test_no_text_is_empty_and_longer_english_texts_are_translated() -> None:
    for key, template in catalogue("nb").items():
        for lang in LANGUAGES:
            # A bare unit has no words, and no word stands in the address that a language begins with.
            may_be_empty = key.startswith("unit.") or key == "path.front"
            assert catalogue(lang)[key].strip() or may_be_empty, f"{lang}: {key} is empty"
        if sum(len(word) > 2 and "{" not in word for word in template.split()) >= 3:
            assert catalogue("en")[key] != template, f"en: {key} is still Norwegian"


def test_a_missing_key_or_place_is_an_error_and_not_an_empty_text() -> None:
    with pytest.raises(KeyError):
        text("nb", "no.such.key")
    with pytest.raises(KeyError):
        text("nb", "list.and", first="a")
    with pytest.raises(KeyError):
        catalogue("sv")


def test_flatten_and_pick() -> None:
    assert flatten({"a": {"b": "x", "c": {"d": "y"}}}) == {"a.b": "x", "a.c.d": "y"}
    assert pick({"nb": "mål", "en": "goal"}, "en") == "goal"
    assert pick({"nb": "mål", "en": "goal"}, "nn") == "mål"
    assert pick({}, "nb") == ""
