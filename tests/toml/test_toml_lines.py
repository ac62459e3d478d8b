"""Lines of TOML: every header and key where it was written, whatever stands between."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from retning.toml.lines import locate, read_toml

MIXED = '''# first line
title = "a # not a comment"
long = """
[not.a.header]
key = 1 \\""" still text
"""   # comment [x]
raw = \'\'\'
[[neither]]\'\'\'
list = [
  1, # [inside]
  { a = "}" },
]
"quoted.key" . sub = 'x'

[one.two]   # header
a = 1
[one]
b = { c = { d = 2 } }

[[entry]]
id = "x"
[[entry.word]]
text = "first"
[[entry.word]]
text = "second"
[entry.supply]
who = 1
[[entry]]
id = "y"
[[entry.word]]
text = "third"
'''


def test_every_header_entry_and_key_has_its_line() -> None:
    toml = locate(MIXED, "x.toml")
    assert toml.data["entry"][1]["word"][0]["text"] == "third"
    expected = {
        ("title",): 2,
        ("long",): 3,
        ("raw",): 7,
        ("list",): 9,
        ("quoted.key",): 13,
        ("quoted.key", "sub"): 13,
        ("one", "two"): 15,
        ("one", "two", "a"): 16,
        ("one",): 17,
        ("one", "b"): 18,
        ("entry",): 20,
        ("entry", 0): 20,
        ("entry", 0, "id"): 21,
        ("entry", 0, "word"): 22,
        ("entry", 0, "word", 0): 22,
        ("entry", 0, "word", 0, "text"): 23,
        ("entry", 0, "word", 1): 24,
        ("entry", 0, "word", 1, "text"): 25,
        ("entry", 0, "supply"): 26,
        ("entry", 0, "supply", "who"): 27,
        ("entry", 1): 28,
        ("entry", 1, "id"): 29,
        ("entry", 1, "word"): 30,
        ("entry", 1, "word", 0): 30,
        ("entry", 1, "word", 0, "text"): 31,
    }
    assert dict(toml.lines) == expected


def test_what_has_no_line_of_its_own_has_the_line_it_stands_in() -> None:
    toml = locate(MIXED)
    assert toml.line("one", "b", "c", "d") == 18  # inside an inline table
    assert toml.line("list", 1, "a") == 9  # inside an array
    assert toml.line("entry", 1, "title", "nb") == 28  # missing: the table it is missing from
    assert toml.line("nothing") == 2  # missing from the file: where its first key stands
    assert locate("").line("nothing") == 1


def test_windows_line_ends_count_once() -> None:
    assert locate('a = """\r\nx\r\n"""\r\nb = 1\r\n').lines == {("a",): 1, ("b",): 4}


def test_text_ending_in_quotes_closes_where_it_should() -> None:
    source = 'a = """two quotes""""" # x\nb = \'\'\'one\'\'\'\'\nc = "\\\\"\nd = ""\n'
    toml = locate(source)
    assert toml.data == {"a": 'two quotes""', "b": "one'", "c": "\\", "d": ""}
    assert toml.lines == {("a",): 1, ("b",): 2, ("c",): 3, ("d",): 4}


def test_bad_toml_is_a_fault_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    for source, line in (("a = 1\nb = \nc = 2\n", 2), ("a = 1\na = 2\n", 2), ("a = 1\n\nb = [1,\n2", 4)):
        path.write_text(source, encoding="utf-8")
        located, faults = read_toml(path, "plan.toml")
        assert located is None
        assert [(f.file, f.line, f.key) for f in faults] == [("plan.toml", line, "toml_syntax")]
        assert "at line" not in str(faults[0].values["detail"])


def test_missing_and_misencoded_files_are_faults(tmp_path: Path) -> None:
    assert read_toml(tmp_path / "no.toml", "no.toml")[1][0].key == "file_missing"
    path = tmp_path / "latin.toml"
    path.write_bytes("a = 1\nb = 'mål'\n".encode("latin-1"))
    located, (fault,) = read_toml(path, "latin.toml")
    assert located is None
    assert (fault.line, fault.key) == (2, "not_utf8")


def basic(text: str) -> str:
    return '"' + "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in text) + '"'


texts = st.text(st.characters(blacklist_categories=["Cs"]), max_size=12)
inline = st.recursive(
    st.one_of(
        texts.map(basic),
        st.integers(-9, 9).map(str),
        st.lists(texts, max_size=3).map(
            lambda parts: '"""\n' + "\n".join(basic(p)[1:-1] for p in parts) + '"""'
        ),
        st.sampled_from(["'a # b'", "'''\n[[x]]\n'''", "true", "2010-06-11"]),
    ),
    lambda inner: st.lists(inner, max_size=3).map(lambda xs: "[ # ]\n" + ",\n".join(xs) + "\n]"),
    max_leaves=6,
)


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(["key", "table", "entry"]), texts, inline), max_size=8))
def test_lines_hold_for_any_mixture(parts: list[tuple[str, str, str]]) -> None:
    """Write a file piece by piece, remember the lines while writing, and find the same lines again."""
    source, expected, table, entries = "", {}, (), 0
    for number, (shape, name, value) in enumerate(parts):
        key = f"{name}{number}"
        line = source.count("\n") + 1
        if shape == "table":
            source += f"[ {basic(key)} ] # [x]\n"
            table = (key,)
            expected[table] = line
        elif shape == "entry":
            source += "[[e]]\n\n"
            table = ("e", entries)
            expected.setdefault(("e",), line)
            expected[table] = line
            entries += 1
        else:
            source += f"  {basic(key)} = {value} # = [ \n"
            expected[(*table, key)] = line
    assert dict(locate(source).lines) == expected
