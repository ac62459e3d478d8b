"""The house keeps its rules: who imports whom, no place named in code, small modules."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
PACKAGE = SOURCE / "retning"

WEB = {
    "django",
    "granian",
    "minijinja",
    "jinja2",
    "starlette",
    "flask",
    "fastapi",
    "werkzeug",
    "uvicorn",
    "gunicorn",
}
FOUNDATION = (
    "retning.answers",
    "retning.toml",
    "retning.language",
    "retning.canonical",
    "retning.disk",
    "retning.file_lock",
    "retning.hierarchy",
)
WRITTEN_IN = (".py", ".toml", ".html", ".xml", ".css", ".js", ".svg", ".txt", ".json")

# What a wing may import of our own; more is a new door in the house and belongs in docs/architecture.md first.
MAY_IMPORT = {
    "toml": FOUNDATION,
    "language": FOUNDATION,
    "answers.py": FOUNDATION,
    "canonical.py": FOUNDATION,
    "disk.py": FOUNDATION,
    "file_lock.py": FOUNDATION,
    "hierarchy.py": FOUNDATION,
    "look": ("retning.look", *FOUNDATION),
    "plan": ("retning.plan", *FOUNDATION),
    "statistics/methods": ("retning.statistics.methods", *FOUNDATION),
    "statistics/rules": ("retning.statistics.rules", *FOUNDATION),
    "statistics": ("retning.statistics", "retning.plan", *FOUNDATION),
    "followup": ("retning.followup", "retning.statistics", "retning.plan", *FOUNDATION),
    "edition": ("retning.edition", *FOUNDATION),
    "sentences": ("retning.sentences", "retning.edition", "retning.statistics", *FOUNDATION),
    "charts": ("retning.charts", *FOUNDATION),
    "build": (
        "retning.build",
        "retning.sentences",
        "retning.edition",
        "retning.followup",
        "retning.statistics",
        "retning.plan",
        *FOUNDATION,
    ),
    "public": ("retning.public", "retning.charts", "retning.look", "retning.edition", *FOUNDATION),
}


def modules(wing: str) -> list[Path]:
    place = PACKAGE / wing
    found = [place] if place.is_file() else sorted(place.rglob("*.py"))
    assert found, f"{wing} is empty"
    return found


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything that a module imports, also inside functions and for types only."""
    package = path.relative_to(SOURCE).with_suffix("").parts
    package = package[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name
        elif isinstance(node, ast.ImportFrom):
            stem = ".".join(package[: len(package) + 1 - node.level]) if node.level else ""
            source = ".".join(part for part in (stem, node.module or "") if part)
            # Inside our own package a name may be a module: look at the longest form that is one.
            for name in node.names:
                whole = f"{source}.{name.name}"
                place = SOURCE.joinpath(*whole.split("."))
                is_module = place.is_dir() or place.with_suffix(".py").exists()
                yield node.lineno, whole if is_module else source


def within(name: str, allowed: tuple[str, ...]) -> bool:
    return any(name == a or name.startswith(a + ".") for a in allowed)


def test_the_reader_of_imports_sees_every_form(tmp_path: Path) -> None:
    sample = PACKAGE / "plan" / "sample_that_is_never_written.py"
    source = (
        "import os, flask.app\ndef f():\n    from retning.edition import store\n    from . import model\n"
    )
    (tmp_path / "m.py").write_text(source)
    real = Path.read_text
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            Path, "read_text", lambda self, encoding=None: source if self == sample else real(self, encoding)
        )
        found = list(imports(sample))
    assert found == [
        (1, "os"),
        (1, "flask.app"),
        (3, "retning.edition.store"),
        (4, "retning.plan.model"),
    ]


@pytest.mark.parametrize("wing", sorted(MAY_IMPORT))
def test_a_wing_imports_only_from_wings_above_it(wing: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in modules(wing)
        for line, name in imports(path)
        if within(name, ("retning",)) and name != "retning" and not within(name, MAY_IMPORT[wing])
    ]
    assert wrong == []


# Inside public: what pages are made of knows neither pages nor the dispatcher, and files know no site.
PUBLIC_WALLS = {
    "blocks": ("pages", "respond", "frame", "templates", "http", "static"),
    "formats": (
        "pages",
        "blocks",
        "respond",
        "frame",
        "templates",
        "http",
        "static",
        "context",
        "follow",
        "search",
    ),
    "follow": ("pages", "respond", "frame", "templates", "http", "static"),
    "search": ("pages", "respond", "frame", "templates", "http", "static"),
    "pages": ("respond", "frame", "templates", "http", "static"),
}


@pytest.mark.parametrize("room", sorted(PUBLIC_WALLS))
def test_what_pages_are_made_of_does_not_know_who_answers(room: str) -> None:
    barred = tuple(f"retning.public.{name}" for name in PUBLIC_WALLS[room])
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in modules(f"public/{room}")
        for line, name in imports(path)
        if within(name, barred)
    ]
    assert wrong == []


def test_a_page_imports_no_other_page() -> None:
    pages = PACKAGE / "public" / "pages"
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for folder in sorted(pages.iterdir())
        for path in sorted(folder.rglob("*.py"))
        for line, name in imports(path)
        if within(name, ("retning.public.pages",))
        and not within(name, (f"retning.public.pages.{folder.name}",))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "wing", ["toml", "language", "plan", "statistics", "followup", "edition", "sentences", "charts", "build"]
)
def test_no_web_framework_below_the_public_wing(wing: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in modules(wing)
        for line, name in imports(path)
        if name.partition(".")[0] in WEB
    ]
    assert wrong == []


@pytest.mark.parametrize("wing", ["plan", "statistics"])
def test_no_environment_in_the_pure_wings(wing: str) -> None:
    """The clock and the environment are the front door's: no ``os.environ``, ``time.time`` or ``date.today``."""
    wrong = []
    for path in modules(wing):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                used = f"{node.value.id}.{node.attr}"
                if used in {
                    "os.environ",
                    "os.getenv",
                    "time.time",
                    "time.sleep",
                    "date.today",
                    "datetime.now",
                }:
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}: {used}")
    assert wrong == []


@pytest.mark.parametrize("wing", ["statistics", "sentences"])
def test_rules_come_as_an_argument_and_are_never_looked_up(wing: str) -> None:
    """Which version judges is decided in the build alone; a limit that is looked up holds for one version only."""
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in modules(wing)
        if path.parent.name != "rules"
        for line, name in imports(path)
        if within(name, ("retning.statistics.rules.history", "contextvars"))
    ]
    assert wrong == []


def place_names() -> set[str]:
    """Every id and every name, in all languages, of every area that some region declares."""
    found: set[str] = set()
    for file in sorted(ROOT.glob("regions/*/area.toml")):
        for group in tomllib.loads(file.read_text(encoding="utf-8")).values():
            for area in group if isinstance(group, list) else []:
                if "id" in area:
                    names = area.get("name", {})
                    found |= {area["id"], *(names.values() if isinstance(names, dict) else [names])}
    return {name.casefold() for name in found if name}


# Ids and names of places that are also words which any program or page needs; in these senses they name no place.
COMMON_WORDS = frozenset(
    {
        "os",  # a municipality; here Python's module for the operating system
        "as",  # the id of a municipality; here the English word and Python's keyword
        "time",  # a municipality; here Python's module and the English word
        "hole",  # a municipality; here the English word
        "fylker",  # the id of a group; here the common noun for counties
        "sokkel",  # the id of the continental shelf; here the common noun
    }
)


def test_no_place_is_named_in_the_program() -> None:
    names = place_names() - COMMON_WORDS
    assert len(names) > 50
    pattern = re.compile(
        rf"(?<!\w)({'|'.join(re.escape(n) for n in sorted(names, key=len, reverse=True))})(?!\w)"
    )
    wrong = []
    for path in sorted(SOURCE.rglob("*")):
        if (
            path.suffix not in WRITTEN_IN
            or {"vendor", "__pycache__"} & set(path.parts)
            or ".egg-info" in str(path)
        ):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").casefold().splitlines(), 1):
            wrong += [f"{path.relative_to(ROOT)}:{number}: {hit}" for hit in pattern.findall(line)]
    assert wrong == []


def test_no_module_is_longer_than_five_hundred_lines() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCE.rglob("*.py")}
    assert {str(p.relative_to(ROOT)): n for p, n in lengths.items() if n > 500} == {}


def test_tables_that_people_write_are_read_in_one_way() -> None:
    """One declaration (toml/schema.py): nobody else reads a table by hand, or makes a function of its own for faults."""
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE).as_posix()
        written = path.read_text(encoding="utf-8")
        tree = ast.parse(written)
        named = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        assert "fault" not in named or inside == "toml/place.py", inside
        assert "_Reader" not in named, inside
        if ".data.get(" in written or "located.data[" in written:
            assert inside == "statistics/indicators/load.py", f"{inside} reads a table by hand"
