"""Mutation testing of the arithmetic: change the code a little, and see that a test notices.

``make mutants`` makes every small change that mutmut knows (a plus to a minus, 1 to 2, < to <=) to each
module in ``tools/mutants.toml``, one at a time, and runs the tests that stand beside the module there. A
change that no test notices has survived. Every survivor needs a written reason in
``docs/explanation/surviving-mutants.toml``, and every reason there must still be of use; else this exits
with 1. The counts are written into ``docs/explanation/mutation-testing.md``.

Usage::

    python tools/mutants.py [MODULE ...]     run these modules (file name without .py), or all of them
        --survivors                          try only those again that survived last time
        --children N                         how many at once (1)
        --compare                            run nothing: compare the results that are there already
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DECLARED = ROOT / "tools" / "mutants.toml"
REGISTER = ROOT / "docs" / "explanation" / "surviving-mutants.toml"
PAGE = ROOT / "docs" / "explanation" / "mutation-testing.md"
WORK = ROOT / "build" / "mutants"
NOTICED = ("killed", "timeout", "segfault")
START, END = "<!-- counts: written by make mutants -->", "<!-- end of counts -->"
NOT_RUN = "not run"
PYTEST = 'pythonpath = ["tests"]\naddopts = "--import-mode=importlib"\n'


@dataclass(frozen=True)
class Module:
    """A module to change and the tests that must notice."""

    path: str
    tests: tuple[str, ...]
    without: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return Path(self.path).stem


@dataclass(frozen=True)
class Mutant:
    """One change: the function it stands in, the lines before and after, and how the tests took it."""

    module: str
    function: str
    before: str
    after: str
    status: str = "survived"

    @property
    def told(self) -> str:
        """What a rule's expression is matched against, and what people read."""
        return f"{self.module}.{self.function}\n- {self.before}\n+ {self.after}"


@dataclass(frozen=True)
class Reason:
    """Why survivors are let live: a rule (an expression on the change) or the very lines."""

    reason: str
    pattern: str = ""
    module: str = ""
    function: str = ""
    before: str = ""
    after: tuple[str, ...] = ()

    def covers(self, m: Mutant) -> bool:
        if self.pattern:
            return self.module in ("", m.module) and re.search(self.pattern, m.told) is not None
        return (self.module, self.function, self.before) == (m.module, m.function, m.before) and (
            m.after in self.after
        )


@dataclass(frozen=True)
class Verdict:
    """What does not add up between survivors and register."""

    without_reason: tuple[Mutant, ...]
    of_no_use: tuple[str, ...]

    @property
    def good(self) -> bool:
        return not self.without_reason and not self.of_no_use


def read_modules(text: str) -> tuple[list[Module], list[str]]:
    """The declared modules, and the expressions of lines that are left out."""
    data = tomllib.loads(text)
    modules = [Module(m["path"], tuple(m["tests"]), tuple(m.get("without", ()))) for m in data["module"]]
    return modules, list(data["leave_out"])


def read_register(text: str) -> list[Reason]:
    """The register's reasons. Raises ``ValueError`` for one that says nothing or points at nothing."""
    data = tomllib.loads(text)
    out = []
    for r in data.get("rule", []):
        out.append(Reason(r["reason"].strip(), pattern=r["pattern"], module=r.get("module", "")))
    for s in data.get("survivor", []):
        after = s["after"]
        out.append(
            Reason(
                s["reason"].strip(), "", s["module"], s["function"], s["before"],
                (after,) if isinstance(after, str) else tuple(after),
            )
        )  # fmt: skip
    for r in out:
        if len(r.reason) < 15:
            raise ValueError(f"a reason of {len(r.reason)} letters is none: {r}")
        if not r.pattern and not (r.module and r.function and r.after):
            raise ValueError(f"an entry names its module, function and lines: {r}")
    return out


def compare(register: Sequence[Reason], mutants: Sequence[Mutant], complete: Iterable[str]) -> Verdict:
    """Survivors without a reason, and reasons without a survivor.

    ``complete`` names the modules with results for every mutant, ``mutants`` are all of theirs. A reason is
    of no use when no survivor of its module matches (a rule for all modules: only when every module of the
    register has been run); so is each line of an entry by itself.
    """
    done = set(complete)
    survivors = [m for m in mutants if m.status not in NOTICED]
    without = tuple(m for m in survivors if not any(r.covers(m) for r in register))
    useless = []
    everywhere = {r.module for r in register if r.module} <= done
    for r in register:
        if not (r.module in done if r.module else everywhere):
            continue
        if r.pattern:
            if not any(r.covers(m) for m in survivors):
                useless.append(f"rule {r.pattern!r} in {r.module or 'any module'}")
            continue
        living = {m.after for m in survivors if r.covers(m)}
        useless += [f"{r.module}.{r.function}: {r.before} -> {a}" for a in r.after if a not in living]
    return Verdict(without, tuple(useless))


def changed_lines(diff: str) -> tuple[str, str]:
    """The lines before and after in a unified diff, without indents.

    >>> changed_lines("--- a\\n+++ a\\n@@ -1 +1 @@\\n def f():\\n-    x = 1\\n+    x = 2")
    ('x = 1', 'x = 2')
    """
    body = [line for line in diff.split("\n") if not line.startswith(("---", "+++", "@@"))]
    before = "\n".join(line[1:].strip() for line in body if line.startswith("-"))
    return before, "\n".join(line[1:].strip() for line in body if line.startswith("+"))


def prepare(module: Module, leave_out: Sequence[str]) -> Path:
    """A folder with the code, the tests and mutmut's settings for one module."""
    home = WORK / module.name
    home.mkdir(parents=True, exist_ok=True)
    skip = shutil.ignore_patterns("__pycache__", "vendor", "node_modules")
    for folder in ("src", "tests"):
        shutil.rmtree(home / folder, ignore_errors=True)
        shutil.copytree(ROOT / folder, home / folder, ignore=skip)
    chosen = ["-m", "not hypothesis", "-p", "no:cacheprovider"]
    if module.without:
        chosen += ["-k", "not (" + " or ".join(module.without) + ")"]
    settings = {
        "source_paths": [module.path],
        "also_copy": ["src", "tests"],
        "pytest_add_cli_args": chosen,
        "pytest_add_cli_args_test_selection": [t for t in module.tests if (ROOT / t).exists()],
        "do_not_mutate_patterns": list(leave_out),
        "timeout_constant": 2.0,
    }
    # JSON's lists and texts are TOML's too
    lines = [f"{k} = {json.dumps(v)}" for k, v in settings.items()]
    lines += ["use_git_change_detection = false", "track_dependencies = false"]
    (home / "pyproject.toml").write_text(
        "[tool.mutmut]\n" + "\n".join(lines) + f"\n[tool.pytest.ini_options]\n{PYTEST}"
    )
    return home


def run(module: Module, leave_out: Sequence[str], children: int, only_survivors: bool) -> None:
    """Let mutmut change one module; its results stay in the module's folder under ``build/mutants``."""
    home = prepare(module, leave_out)
    mutmut = Path(sys.executable).with_name("mutmut")
    command = [str(mutmut), "run", "--max-children", str(children)]

    def go(names: Sequence[str]) -> None:
        subprocess.run([*command, *names], cwd=home, check=True, stdout=subprocess.DEVNULL)  # noqa: S603

    if not only_survivors:
        shutil.rmtree(home / "mutants", ignore_errors=True)
    # tries what has no result yet: after an edit, the functions that changed
    go([])
    survivors = [k for k, code in verdicts(module).items() if code == 0]
    if only_survivors and survivors:
        go(survivors)


def verdicts(module: Module) -> dict[str, int | None]:
    """mutmut's exit code for each mutant of a module (empty: never run)."""
    meta = WORK / module.name / "mutants" / f"{module.path}.meta"
    return json.loads(meta.read_text())["exit_code_by_key"] if meta.exists() else {}


def results(module: Module) -> list[Mutant]:
    """Every mutant of a module that has been tried; the lines are read for those that survived."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant
    from mutmut.stats import status_by_exit_code
    from mutmut.utils.format_utils import orig_function_and_class_names_from_key

    out = []
    before = Path.cwd()
    codes = verdicts(module)
    os.chdir(WORK / module.name) if codes else None
    for key, code in codes.items():
        status = status_by_exit_code[code]
        function = orig_function_and_class_names_from_key(key)[0]
        lines = ("", "")
        if status not in (*NOTICED, "not checked"):
            lines = changed_lines(get_diff_for_mutant(key, path=module.path))
        out.append(Mutant(module.name, function, *lines, status=status))
    os.chdir(before)
    return out


def fingerprint(module: Module) -> str:
    """The beginning of the SHA-256 of the file that was changed: the copy in the module's folder."""
    return hashlib.sha256((WORK / module.name / module.path).read_bytes()).hexdigest()[:8]


def count_row(module: Module, mutants: Sequence[Mutant]) -> str:
    """One row of the page's table."""
    how = Counter(m.status for m in mutants)
    noticed = sum(how[s] for s in NOTICED)
    return f"| `{module.name}` | {len(mutants)} | {noticed} | {len(mutants) - noticed} | `{fingerprint(module)}` |"


def with_rows(page: str, modules: Sequence[Module], rows: dict[str, str]) -> str:
    """The page with new rows; a module without a new row keeps its old one, or is marked as not run."""
    old = dict(re.findall(r"^(\| `(?:\w+)`)( .*\|)$", page, flags=re.M))
    lines = [
        "| module | changes tried | noticed | survived, with a reason | code |",
        "| --- | --- | --- | --- | --- |",
    ]
    for m in modules:
        key = f"| `{m.name}`"
        lines.append(rows.get(m.name) or (key + old[key] if key in old else f"{key} | {NOT_RUN} | | | |"))
    head, rest = page.split(START)
    return f"{head}{START}\n\n" + "\n".join(lines) + f"\n\n{END}" + rest.split(END)[1]


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Mutation testing of the arithmetic.")
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--survivors", action="store_true")
    parser.add_argument("--compare", action="store_true")
    parser.add_argument("--children", type=int, default=1)
    given = parser.parse_args(arguments)
    modules, leave_out = read_modules(DECLARED.read_text(encoding="utf-8"))
    unknown = set(given.modules) - {m.name for m in modules}
    if unknown:
        parser.error(f"not declared in tools/mutants.toml: {', '.join(sorted(unknown))}")
    if not given.compare:
        for m in modules:
            if not given.modules or m.name in given.modules:
                say(f"changing {m.name}")
                run(m, leave_out, given.children, given.survivors)
    found = {m.name: results(m) for m in modules}
    complete = [k for k, ms in found.items() if ms and all(m.status != "not checked" for m in ms)]
    everything = [m for k in complete for m in found[k]]
    register = read_register(REGISTER.read_text(encoding="utf-8"))
    verdict = compare(register, everything, complete)
    for mutant in verdict.without_reason:
        if not given.modules or mutant.module in given.modules:
            say(f"survived without a reason ({mutant.status}): {mutant.told}\n")
    for line in verdict.of_no_use:
        say(f"a reason of no use: {line}")
    unexplained = {m.module for m in verdict.without_reason}
    rows = {
        m.name: count_row(m, found[m.name])
        for m in modules
        if m.name in complete and m.name not in unexplained
    }
    for row in rows.values():
        say(row)
    PAGE.write_text(with_rows(PAGE.read_text(encoding="utf-8"), modules, rows), encoding="utf-8")
    say(
        f"{len(verdict.without_reason)} survivors without a reason, {len(verdict.of_no_use)} reasons of no use"
    )
    return 0 if verdict.good else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
