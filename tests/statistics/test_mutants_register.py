"""The register of surviving mutants: what it covers, what it lets through, and what it calls useless."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mutants_tool", ROOT / "tools" / "mutants.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutants_tool"] = module
    spec.loader.exec_module(module)
    return module


REGISTER = """
[[rule]]
pattern = '(?s)\\n- (?P<a>.*)zeros\\(n\\)\\n\\+ (?P=a)zeros\\(None\\)$'
reason = "a rule for every module of the house"

[[rule]]
module = "ranks"
pattern = 'kind="STABLE"'
reason = "a rule for one module only"

[[survivor]]
module = "ranks"
function = "place"
before = 'x = max(n, 1)'
after = ['x = max(n, 2)', 'x = max(n, 0)']
reason = "an entry with two lines after"
"""


def survivor(tool: ModuleType, **change: str) -> object:
    said = {"module": "ranks", "function": "place", "before": "x = max(n, 1)", "after": "x = max(n, 2)"}
    return tool.Mutant(**{**said, **change})


def everything(tool: ModuleType) -> list[object]:
    return [
        survivor(tool),
        survivor(tool, after="x = max(n, 0)"),
        survivor(tool, before='sort(kind="stable")', after='sort(kind="STABLE")'),
        survivor(tool, module="funnel", function="f", before="y = zeros(n)", after="y = zeros(None)"),
        survivor(tool, after="x = None", status="killed"),
        survivor(tool, after="x = min(n, 1)", status="timeout"),
    ]


def test_every_survivor_has_its_reason_and_every_reason_its_survivor(tool: ModuleType) -> None:
    verdict = tool.compare(tool.read_register(REGISTER), everything(tool), ["ranks", "funnel"])
    assert verdict == tool.Verdict((), ())
    assert verdict.good


@pytest.mark.parametrize(
    "change",
    [
        {"after": "x = max(n, 3)"},
        {"function": "other"},
        {"module": "funnel"},
        {"before": "x = max(m, 1)"},
        {"status": "no tests", "after": "x = max(n, 9)"},
        {"status": "suspicious", "after": "x = max(n, 9)"},
        {"module": "funnel", "before": 'sort(kind="stable")', "after": 'sort(kind="STABLE")'},
        {"before": "y = zeros(n)", "after": "z = zeros(None)"},
    ],
)
def test_a_survivor_that_nothing_covers_fails(tool: ModuleType, change: dict[str, str]) -> None:
    extra = survivor(tool, **change)
    verdict = tool.compare(tool.read_register(REGISTER), [*everything(tool), extra], ["ranks", "funnel"])
    assert verdict.without_reason == (extra,)
    assert not verdict.good


def test_a_reason_without_a_survivor_fails(tool: ModuleType) -> None:
    register = tool.read_register(REGISTER)
    mutants = everything(tool)
    gone = tool.compare(register, [*mutants[:1], *mutants[2:]], ["ranks", "funnel"])
    assert gone.of_no_use == ("ranks.place: x = max(n, 1) -> x = max(n, 0)",)
    assert not gone.good
    rules = tool.compare(register, mutants[:2], ["ranks", "funnel"])
    assert len(rules.of_no_use) == 2 and all("rule" in line for line in rules.of_no_use)
    # a mutant that is killed now needs no reason any more
    killed = survivor(tool, status="killed")
    assert tool.compare(register, [killed, *mutants[1:]], ["ranks", "funnel"]).of_no_use


def test_a_module_that_was_not_run_is_not_judged(tool: ModuleType) -> None:
    register = tool.read_register(REGISTER)
    assert tool.compare(register, [], []).good
    assert tool.compare(register, [], ["funnel"]).good
    # the rule for all modules is judged once every module of the register has been run
    assert len(tool.compare(register, [], ["ranks"]).of_no_use) == 4


@pytest.mark.parametrize(
    "text",
    [
        '[[rule]]\npattern = "x"\nreason = "so"',
        '[[survivor]]\nmodule = "a"\nfunction = "f"\nbefore = "x"\nafter = []\nreason = "long enough to be one"',
        '[[rule]]\npattern = ""\nreason = "long enough to be one"',
    ],
)
def test_an_entry_that_says_nothing_is_refused(tool: ModuleType, text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        tool.read_register(text)


def test_lines_are_read_from_a_diff(tool: ModuleType) -> None:
    diff = "--- a.py\n+++ a.py\n@@ -1,3 +1,3 @@\n def f(n):\n-    x = (\n-        -n)\n+    x = (\n+        n)\n     return x"
    assert tool.changed_lines(diff) == ("x = (\n-n)", "x = (\nn)")


def test_counts_stand_on_the_page_and_modules_not_run_are_told(tool: ModuleType) -> None:
    modules = [tool.Module(f"src/{n}.py", ()) for n in ("a", "b", "c")]
    page = f"before\n{tool.START}\n\n| `b` | 5 | 4 | 1 | `x` |\n\n{tool.END}\nafter\n"
    told = tool.with_rows(page, modules, {"a": "| `a` | 3 | 3 | 0 | `y` |"})
    assert "| `a` | 3 | 3 | 0 | `y` |\n| `b` | 5 | 4 | 1 | `x` |\n| `c` | not run | | | |" in told
    assert told.startswith("before\n") and told.endswith("after\n")
    assert tool.with_rows(told, modules, {}) == told


def test_the_register_and_the_list_of_modules_can_be_read(tool: ModuleType) -> None:
    modules, leave_out = tool.read_modules(tool.DECLARED.read_text(encoding="utf-8"))
    assert len({m.name for m in modules}) == len(modules)
    for m in modules:
        assert (ROOT / m.path).is_file()
        for test in m.tests:
            assert (ROOT / test).is_file(), test
    assert leave_out
    names = {m.name for m in modules}
    for r in tool.read_register(tool.REGISTER.read_text(encoding="utf-8")):
        assert r.module in names | {""}
    page = tool.PAGE.read_text(encoding="utf-8")
    assert tool.with_rows(page, modules, {}) == page


def test_an_entry_quotes_lines_that_stand_in_the_code(tool: ModuleType) -> None:
    modules, _ = tool.read_modules(tool.DECLARED.read_text(encoding="utf-8"))
    code = {m.name: "".join((ROOT / m.path).read_text(encoding="utf-8").split()) for m in modules}
    for r in tool.read_register(tool.REGISTER.read_text(encoding="utf-8")):
        if r.module and not r.pattern:
            assert "".join(r.before.split()) in code[r.module], f"{r.module}.{r.function}: {r.before}"
