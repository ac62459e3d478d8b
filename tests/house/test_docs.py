"""Documentation is tested: every command, setting, file key and address is described, and every link leads somewhere."""

from __future__ import annotations

import argparse
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from retning.cli import parser
from retning.cli.settings import ENVIRONMENT
from retning.edition.layout import LINE_FILES, MANIFEST, WHOLE_FILES, part_file
from retning.edition.schema import json_schema as edition_schema
from retning.language.texts import LANGUAGES
from retning.plan.targets import COMMON, TARGET_TYPES
from retning.public.addresses import path_of
from retning.public.kinds import standard
from retning.statistics.sources import figure_rows
from retning.toml.document import json_schema, written

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"


def reference(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def in_code(page: str) -> set[str]:
    """Every word that stands in code on a page, alone or inside a longer piece of code."""
    pieces = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", page, flags=re.S))
    return {word for piece in pieces for word in re.findall(r"[A-Za-z_][\w]*", piece)}


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_docs", ROOT / "docs" / "generate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "name", ["commands.md", "faults.md", "target-types.md", "rules.md", "addresses.md", "permissions.md"]
)
def test_generated_pages_are_what_the_code_says_now(name: str) -> None:
    assert reference(name) == generator().PAGES[name](), "run `make docs`"


@pytest.mark.parametrize("name", sorted(generator().TABLES))
def test_the_keys_on_a_page_are_those_that_are_declared(name: str) -> None:
    page = reference(name)
    assert page == generator().with_tables(page, generator().TABLES[name]), "run `make docs`"


def test_the_schema_of_an_edition_is_that_of_its_records() -> None:
    assert reference("edition-schema.json") == written(edition_schema()), "run `make docs`"


@pytest.mark.parametrize("name", sorted(generator().SCHEMAS))
def test_schemas_for_editors_are_those_that_are_declared(name: str) -> None:
    table, file = generator().SCHEMAS[name]
    assert reference(f"schemas/{name}") == written(json_schema(table, file)), "run `make docs`"


def test_every_declared_key_has_a_meaning() -> None:
    for tables in generator().TABLES.values():
        for table in tables:
            assert [field.name for field in table.fields if not field.about] == []


def test_every_command_option_and_setting_is_described() -> None:
    page = reference("commands.md")
    wanted = set(ENVIRONMENT)
    for action in parser()._actions:
        wanted.update(action.option_strings)
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                assert f"## `retning {name}`" in page
                for inner in sub._actions:
                    wanted.update(inner.option_strings or [str(inner.metavar or inner.dest)])
    assert [word for word in sorted(wanted) if word not in page] == []


def test_every_environment_variable_in_the_code_is_declared() -> None:
    for path in (ROOT / "src").rglob("*.py"):
        for name in re.findall(r"RETNING_[A-Z]+", path.read_text(encoding="utf-8")):
            assert name in ENVIRONMENT, f"{path}: {name}"


def test_every_field_of_every_target_type_is_described() -> None:
    page = in_code(reference("target-types.md"))
    wanted = {field.name for field in COMMON} | set(TARGET_TYPES)
    for kind in TARGET_TYPES.values():
        wanted |= {*kind.required, *kind.allowed}
    assert wanted - page == set()


KEYS = {
    "figure-tables.md": {
        *figure_rows.REQUIRED,
        *figure_rows.OPTIONAL,
    },
}


@pytest.mark.parametrize("name", sorted(KEYS))
def test_every_key_that_a_loader_reads_is_described(name: str) -> None:
    assert KEYS[name] - in_code(reference(name)) == set()


def test_every_file_of_an_edition_is_described() -> None:
    files = [MANIFEST, *WHOLE_FILES, *LINE_FILES, part_file("<id>")]
    page = reference("edition.md")
    assert [file for file in files if f"`{file}`" not in page] == []


def test_every_kind_of_address_is_described_in_each_language() -> None:
    rows = {
        line.split("|")[1].strip().strip("`"): line
        for line in reference("addresses.md").splitlines()
        if line.startswith("| `") and "`/nb/" in line
    }
    for name, kind in standard().items():
        for lang in LANGUAGES:
            path = path_of(lang, name, "" if kind.is_single else "<id>")
            assert f"`{path}`" in rows[name]
        assert set(re.findall(r"`(\.[a-z.-]+)`", rows[name])) == set(kind.files)


def pages() -> list[Path]:
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("path", pages(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://", "#", "mailto:")):
            assert (path.parent / target.partition("#")[0]).exists(), target


def test_every_page_is_in_the_index() -> None:
    index = ROOT / "docs" / "README.md"
    linked = {
        (index.parent / target).resolve()
        for target in re.findall(r"\]\(([^)\s#]+)\)", index.read_text(encoding="utf-8"))
    }
    assert [p for p in (ROOT / "docs").rglob("*.md") if p != index and p.resolve() not in linked] == []


def test_every_make_target_that_pages_name_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M))
    for path in pages():
        named = set(re.findall(r"`make ([a-z]+)`", path.read_text(encoding="utf-8")))
        assert named <= targets, f"{path}: {sorted(named - targets)}"
