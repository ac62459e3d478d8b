"""The example region that ``retning init`` writes: templates of the package, filled with a few answers.

In a template ``$name`` is an answer and a line ``#: key`` becomes the comment ``example.key`` in the reader's language, so that
one set of files serves all three. (A template engine was weighed: minijinja is for HTML, and these are two substitutions.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

from retning.language.texts import text
from retning.toml.writing import as_comment, escaped, quoted, slug

TEMPLATES = Path(__file__).resolve().parent.parent / "example"
TAKEN = ("eksempelvik", "eksempeldal", "eksempelnes", "eksempellandet")
"""Ids of the other areas of the example."""

_COMMENT = re.compile(r"^#: (\w+)$", re.MULTILINE)


@dataclass(frozen=True)
class Answers:
    """What an example region is called. ``report`` is where readers report errors (``""``: nowhere yet)."""

    region: str
    plan: str
    owner: str
    report: str = ""


def example_files(answers: Answers, lang: str) -> dict[Path, str]:
    """Every file of the example by its place in the region's folder, with comments in ``lang``.

    >>> files = example_files(Answers("Fjordane", "Planen", "Fjordane"), "nb")
    >>> 'main = "fjordane"' in files[Path("area.toml")]
    True
    """
    region_id = slug(answers.region) or "region"
    if region_id in TAKEN:
        region_id += "-region"
    report = f"report = {quoted(answers.report)}" if answers.report else '# report = "post@example.org"'
    filled = {
        "region": escaped(answers.region),
        "region_id": region_id,
        "plan": escaped(answers.plan),
        "plan_id": slug(answers.plan) or "plan",
        "owner": escaped(answers.owner),
        "report_line": report,
    }
    return {place: _filled(template, filled, lang) for place, template in _templates()}


def _templates() -> Iterator[tuple[Path, str]]:
    for path in sorted(TEMPLATES.rglob("*")):
        if path.suffix in (".toml", ".csv"):
            yield path.relative_to(TEMPLATES), path.read_text(encoding="utf-8")


def _filled(template: str, answers: Mapping[str, str], lang: str) -> str:
    # Answers first: a comment may hold any sign, also "$".
    return _COMMENT.sub(lambda found: comment(lang, found[1]), Template(template).substitute(answers))


def comment(lang: str, key: str) -> str:
    """The comment ``example.<key>`` of the catalogue as lines of TOML.

    >>> print(comment("en", "area_nation"))
    # The country is there for comparison.
    """
    return as_comment(text(lang, f"example.{key}"))
