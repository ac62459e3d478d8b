"""Write the reference pages that follow from the code: ``python docs/generate.py`` (or ``make docs``).

``tests/house/test_docs.py`` fails where a page on disk is not what this would write now.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

from retning.build.region_file import REGION_FILE
from retning.cli import parser
from retning.cli.settings import ENVIRONMENT
from retning.edition.schema import json_schema as edition_schema
from retning.followup.declared import DUTIES, DUTY, REPORT, STATEMENT, STATEMENTS
from retning.language.texts import LANGUAGES, catalogue
from retning.plan.declared import ELEMENT, FOLLOWED_ON, HEAD, LEVEL, PLAN_FILE, SUPPLY, WORDING
from retning.plan.targets import COMMON, ITEM, PARTS, READING, TARGET_TYPES, type_fields
from retning.public.addresses import path_of
from retning.public.kinds import Kinds, standard
from retning.statistics.areas.declared import (
    AREA_CODE,
    AREA_FILE,
    AREAS,
    CHANGE,
    LINK,
    MEMBERSHIP,
    OTHER_NAME,
    RULE,
)
from retning.statistics.assessment import published_rates
from retning.statistics.indicators.declared import BREAK, DENOMINATOR, INDICATOR, INTERVAL, LINE, RELATIVE
from retning.statistics.rules.history import rules_on
from retning.statistics.sources.declared import BORDERS_FILE, DECLARED_TABLE, SOURCE, SOURCES
from retning.statistics.sources.figure_about import FIGURE_SOURCE, FIGURE_TABLE
from retning.statistics.tables.corrections import CORRECTION, CORRECTIONS
from retning.toml.document import json_schema, key_table, written
from retning.toml.schema import TomlTable

REFERENCE = Path(__file__).parent / "reference"
NOTICE = "<!-- Written by docs/generate.py. Change the code or the catalogue, not this page. -->\n"


def commands_of(top: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Every command by name, with its own parser."""
    choices = [a for a in top._actions if isinstance(a, argparse._SubParsersAction)]
    return dict(choices[0].choices)


def help_of(one: argparse.ArgumentParser) -> str:
    """A parser's help, 80 characters wide whatever the terminal."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "80"
    try:
        return f"```text\n{one.format_help().rstrip()}\n```\n"
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before


def commands_page() -> str:
    """Every command as it explains itself, the environment and the exit codes."""
    top = parser()
    parts = ["# Commands\n", NOTICE, help_of(top)]
    for name, one in commands_of(top).items():
        parts += [f"## `retning {name}`\n", help_of(one)]
    rows = "\n".join(f"| `{name}` | {meaning} |" for name, meaning in ENVIRONMENT.items())
    parts.append(f"## Environment\n\n| variable | meaning |\n| --- | --- |\n{rows}\n")
    parts.append(
        "## Exit codes\n\n| code | meaning |\n| --- | --- |\n"
        "| 0 | all well |\n"
        "| 1 | the command ran and found faults, or a source failed |\n"
        "| 2 | the command was called wrongly |\n"
        "| 3 | there is no edition to work on |\n"
    )
    return "\n".join(parts)


def faults_page() -> str:
    """Every fault with its English text."""
    texts = {key.removeprefix("fault."): t for key, t in catalogue("en").items() if key.startswith("fault.")}
    rows = "\n".join(f"| `{key}` | {cell(said)} |" for key, said in sorted(texts.items()))
    return (
        f"# Faults\n\n{NOTICE}\n`retning check` tells every fault with file and line, in the language that "
        f"`RETNING_LANGUAGE` names. Words in braces are filled in.\n\n| fault | text |\n| --- | --- |\n{rows}\n"
    )


def target_types_page() -> str:
    """The fourteen target types with their fields."""
    texts = catalogue("en")
    parts = ["# Target types\n", NOTICE]
    parts.append(
        "A target has a `type`. In an indicator file it also has a `strategy`, the id of the plan element that demands it.\n"
    )
    parts.append("## Every type\n")
    parts.append(f"{key_table(COMMON)}\n")
    parts.append("Readings stand in `[[element.target.reading]]` or `[[target.reading]]`:\n")
    parts.append(f"{key_table(READING)}\n")
    for kind in TARGET_TYPES.values():
        parts.append(f"## `{kind.name}` ({kind.code})\n")
        begins = f"target_type.{kind.name}"
        parts += [f"{said}\n" for key, said in texts.items() if key == begins or key.startswith(begins + ".")]
        parts.append(f"{key_table(type_fields(kind))}\n")
    parts.append("## `item` of a milestone\n")
    parts.append(f"{key_table(ITEM.fields)}\n")
    parts.append("## `parts` of a parity\n")
    parts.append(f"{key_table(PARTS.fields)}\n")
    parts.append(
        "With one of `jobs` and `rate` missing the decomposition has fewer parts and is still exact.\n"
    )
    return "\n".join(parts)


def rules_page() -> str:
    """Every threshold of the rule book."""
    rules = rules_on(None)
    values = {"rule_version": rules.version, **rules.limits}
    rows = "\n".join(f"| `{name}` | {value} |" for name, value in values.items())
    return f"# The rule book's thresholds\n\n{NOTICE}\nEvery verdict is stored with the version of the rules.\n\n| threshold | value |\n| --- | --- |\n{rows}\n{RULES}"


def addresses_page(kinds: Kinds | None = None) -> str:
    """The page of addresses with its table written anew: each kind in each language, with its files."""
    page = (REFERENCE / "addresses.md").read_text(encoding="utf-8")
    begins = page.index("| kind | bokmål |")
    ends = page.index("\n\n", begins)
    rows = ["| kind | bokmål | nynorsk | English | files |", "| --- | --- | --- | --- | --- |"]
    for name, kind in (kinds or standard()).items():
        paths = " | ".join(f"`{path_of(lang, name, '' if kind.is_single else '<id>')}`" for lang in LANGUAGES)
        endings = " ".join(f"`{ending}`" for ending in kind.files) or "–"
        rows.append(f"| `{name}` | {paths} | {endings} |")
    return page[:begins] + "\n".join(rows) + page[ends:]


def permissions_page(kinds: Kinds | None = None) -> str:
    """Every kind of address with its files, and who may do what there."""
    rows = []
    for name, kind in sorted((kinds or standard()).items()):
        endings = " ".join(f"`{ending}`" for ending in kind.files) or "–"
        keys = " ".join(f"`{key}`" for key in kind.query) or "–"
        framed = "every site" if kind.framed else "nobody"
        changed = "everyone" if kind.post else "nobody"
        rows.append(f"| `{name}` | everyone | {changed} | {endings} | {keys} | {framed} |")
    return f"# Permissions\n\n{NOTICE}\n{PERMISSIONS}\n" + "\n".join(rows) + "\n"


TABLES: dict[str, tuple[TomlTable[Any], ...]] = {
    "area-file.md": (
        *(AREA_FILE, AREAS["region"], AREA_CODE, MEMBERSHIP, RULE, OTHER_NAME),
        *(CHANGE, LINK),
    ),
    "corrections-file.md": (CORRECTION,),
    "indicator-files.md": (INDICATOR, INTERVAL, DENOMINATOR, RELATIVE, LINE, BREAK),
    "duties-file.md": (DUTY, REPORT),
    "statements-file.md": (STATEMENT,),
    "sources-file.md": (SOURCE, DECLARED_TABLE, BORDERS_FILE),
    "figure-tables.md": (FIGURE_TABLE, FIGURE_SOURCE),
    "plan-file.md": (PLAN_FILE, HEAD, FOLLOWED_ON, LEVEL, ELEMENT, WORDING, SUPPLY),
    "region-file.md": (REGION_FILE,),
}
"""The pages on files that people write, and the declared tables whose keys each of them lists."""

SCHEMAS: dict[str, tuple[TomlTable[Any], str]] = {
    "plan.json": (PLAN_FILE, "plan.toml"),
    "area.json": (AREA_FILE, "area.toml"),
    "indicator.json": (INDICATOR, "indicators/<name>.toml"),
    "corrections.json": (CORRECTIONS, "corrections.toml"),
    "duties.json": (DUTIES, "duties.toml"),
    "statements.json": (STATEMENTS, "statements.toml"),
    "region.json": (REGION_FILE, "region.toml"),
    "sources.json": (SOURCES, "sources.toml"),
    "figure-table.json": (FIGURE_TABLE, "figures/<table>.toml"),
}
"""The JSON Schema of each file that people write: its declaration, and the file's name."""


def with_tables(page: str, tables: Iterable[TomlTable[Any]]) -> str:
    """A page with the tables of keys written anew. Each stands between ``<!-- keys: NAME -->`` and ``<!-- end -->``.

    Raises ``ValueError`` for a page that has no room for one of the tables.
    """
    for table in tables:
        begin, end = f"<!-- keys: {table.name} -->\n", "\n<!-- end -->"
        before, found, rest = page.partition(begin)
        _, closed, after = rest.partition(end)
        if not found or not closed:
            raise ValueError(f"no room for the keys of {table.name}")
        page = f"{before}{begin}{key_table(table.fields)}{end}{after}"
    return page


def cell(said: str) -> str:
    """A text that can stand in a cell of a table."""
    return said.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


PERMISSIONS = """The public site shows an edition, and an edition is public in full: no address asks who the reader is, and none accepts
input. Anything that is not in the table below is answered with 404, and any method but `GET` and `HEAD` with 405. The same holds under
`/v/<edition>/`. `/`, `/assets/…`, `/sitemap.xml` and `/robots.txt` are read by everyone as well.
`tests/public/test_hostile_requests.py` requests every kind and ending, and much that is hostile.

| kind | read by | changed by | files, read by the same | keys in the address | framed by |
| --- | --- | --- | --- | --- | --- |"""
"""The text above the table of permissions."""

RULES = """
## Many tests

From version 2026.2 on a series has one verdict, which every page and file shows. A series that answers a question of the plan is not corrected.
The other areas of an indicator are one list (Benjamini-Hochberg): of those called certain at most 5 % may be chance (`alpha`), of those called
probable at most 20 % (`list_probable`). What does not survive is "cannot tell", or "flat" where its interval lies inside the smallest change that
matters, with the number of areas as the reason. See [decision 11](../decisions/0011-one-verdict-a-series.md).

Version 2026.1 corrected page by page: [decision 8](../decisions/0008-tests-per-page.md).

## Odd figures

Gaps, one point, constant series, zeros, changes of sign, periods out of order, twice or mixed, seasons: each has its answer on the page
[how odd figures are answered](../explanation/odd-input.md).
"""
"""What the page of thresholds says beside the table."""

PAGES = {
    "commands.md": commands_page,
    "faults.md": faults_page,
    "target-types.md": target_types_page,
    "rules.md": rules_page,
    "addresses.md": addresses_page,
    "permissions.md": permissions_page,
}


def main() -> None:
    """Write every generated page, and the error rates that the public method page shows."""
    for name, write in PAGES.items():
        (REFERENCE / name).write_text(write(), encoding="utf-8")
    for name, tables in TABLES.items():
        page = REFERENCE / name
        page.write_text(with_tables(page.read_text(encoding="utf-8"), tables), encoding="utf-8")
    for name, (table, file) in SCHEMAS.items():
        (REFERENCE / "schemas" / name).write_text(written(json_schema(table, file)), encoding="utf-8")
    (REFERENCE / "edition-schema.json").write_text(written(edition_schema()), encoding="utf-8")
    rates = Path(str(files(published_rates.__package__) / published_rates.STORED))
    rates.write_text(
        published_rates.written(published_rates.simulate(rules=rules_on(None))), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
