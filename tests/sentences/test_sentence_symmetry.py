"""When the world turns round, the sentences turn round: the same words for a rise as for a fall, for good as for bad."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from retning.build.assessments import assessment_record, status_record
from retning.build.declared import as_record
from retning.build.series import Origins, line_of
from retning.edition.draft import Draft
from retning.edition.records.areas import Area
from retning.edition.records.assessments import Assessment as AssessmentRecord
from retning.edition.records.assessments import Evidence as EvidenceRecord
from retning.edition.records.assessments import Tendency as TendencyRecord
from retning.edition.records.indicators import Indicator
from retning.edition.records.parts import AreaPart
from retning.edition.records.plan import Element, Plan
from retning.edition.records.sentences import OpeningSentence, Spoken
from retning.language.texts import LANGUAGES, catalogue, text
from retning.sentences import Context, gists_of, of_area, openings
from retning.sentences.opening import BAD, FILLING, FIRST, GOOD, LEAST, MOST, Candidate, choose
from retning.sentences.opposites import CLASSES, OPPOSITE, TARGETS, WORDS, opposite, word
from retning.sentences.parts import Parts, compose
from retning.sentences.targets import target
from retning.statistics.assessment.direction import fact, series_tendencies
from retning.statistics.assessment.evidence import evidence
from retning.statistics.assessment.model import Assessment, TargetStatus
from retning.statistics.assessment.targets import bench_growth, level, parity
from retning.statistics.model import Break, Series, Value
from support.rules import NEWEST

ROOT = Path(__file__).resolve().parents[2]
SENTENCES = ROOT / "src" / "retning" / "sentences"

# Opposites written down here by hand, not taken from the code: what a reader would expect.
TURNED = {
    "nb": [
        ("gikk opp", "gikk ned"),
        ("riktig vei", "feil vei"),
        ("oppover", "nedover"),
        ("går opp", "går ned"),
        ("går # opp", "går # ned"),
    ],
    "nn": [
        ("gjekk opp", "gjekk ned"),
        ("rett veg", "feil veg"),
        ("oppover", "nedover"),
        ("går opp", "går ned"),
        ("går # opp", "går # ned"),
    ],
    "en": [("rose", "fell"), ("the right way", "the wrong way"), ("rising", "falling")],
}


def turn(words: str, pairs: list[tuple[str, str]]) -> str:
    """Every word of the pairs exchanged for its opposite, all at once."""
    swap = {a: b for pair in pairs for a, b in (pair, pair[::-1])}
    return re.sub("|".join(map(re.escape, sorted(swap, key=len, reverse=True))), lambda m: swap[m[0]], words)


def words(parts: Spoken | Parts) -> str:
    return "".join(part if isinstance(part, str) else "#" for part in parts)


def numbers(parts: Spoken) -> list[str]:
    """The numbers of a sentence that are no years."""
    found = [part.written for part in parts if not isinstance(part, str)]
    return [one for one in found if not re.fullmatch(r"(19|20)\d\d", one)]


def negated(number: str) -> str:
    """A number with the other sign, as it would be written without a plus."""
    bare = number.lstrip("+−")
    nothing = not re.search(r"[1-9]", bare)
    return bare if nothing or number.startswith("−") else f"−{bare}"


def indicator(direction: str, nature: str = "flow", unit: str = "persons") -> Indicator:
    title = {"nb": "Folk", "nn": "Folk", "en": "People"}
    declared: dict[str, Any] = {
        "id": "x", "title": title, "description": title, "unit": unit, "decimals": 1, "nature": nature,
        "kind": "count", "direction": direction, "influence": "direct", "delay": 0, "lines": [], "areas": ["home"],
        "main_area": "home", "interval": {},
    }  # fmt: skip
    return as_record(declared, Indicator)


def draft(
    values: list[float],
    direction: str,
    nature: str = "flow",
    breaks: tuple[Break, ...] = (),
    unit: str = "persons",
) -> tuple[Draft, AreaPart]:
    """What is known of one series, judged by the real rules, and its part of an edition."""
    points = tuple(Value(str(2000 + i), v) for i, v in enumerate(values))
    one = Series("x", "home", points, breaks=breaks)
    judged = Assessment(
        "x", "home", "2026-01-01", fact(one, direction), series_tendencies([one], nature, direction, rules=NEWEST)[0], (),
        evidence(one, rules=NEWEST), (), "r", ("x",),
    )  # fmt: skip
    part = AreaPart(area="home", lines=(line_of(one, Origins()),), assessment=assessment_record(judged))
    definition = indicator(direction, nature, unit)
    empty = dict.fromkeys(LANGUAGES, "")
    return Draft(
        plan=Plan(id="p", title=empty, owner=empty),
        indicators={"x": definition},
        areas={"home": Area(id="home", kind="other", name=dict.fromkeys(LANGUAGES, "Her"))},
        gists={("x", "home"): gists_of(definition, [part], NEWEST)["home"]},
    ), part


def told(values: list[float], direction: str, nature: str = "flow") -> dict[str, dict[str, Spoken]]:
    made, part = draft(values, direction, nature)
    found = of_area(Context(made), "x", part)
    return {one.kind: dict(one.text) for one in found}


def opened(values: list[float], direction: str, nature: str) -> tuple[OpeningSentence, ...]:
    return openings(Context(draft(values, direction, nature)[0]), NEWEST)[0].sentences


series = st.lists(st.integers(-900, 900).map(lambda v: v / 10), min_size=2, max_size=14)
ways = st.sampled_from(["up", "down", "none", "level"])
natures = st.sampled_from(["flow", "stock"])


@settings(max_examples=120)
@given(series, ways, natures)
def test_a_series_upside_down_is_told_with_the_opposite_words(
    values: list[float], direction: str, nature: str
) -> None:
    up, down = told(values, direction, nature), told([-v for v in values], direction, nature)
    assert up.keys() == down.keys()
    for kind in up:
        for lang in LANGUAGES:
            a, b = up[kind][lang], down[kind][lang]
            assert words(b) == turn(words(a), TURNED[lang]), (kind, lang)
            there, here = numbers(a), [negated(n) for n in numbers(b)]
            moved = kind == "tendency" and len(there) == 3
            if moved:  # the interval is told from low to high: the ends change places
                here = [here[0], here[2], here[1]]
            if moved or kind == "fact":
                assert [n.lstrip("+") for n in there] == here, (kind, lang)


@settings(max_examples=80)
@given(series, st.sampled_from(["up", "down"]), natures)
def test_another_good_direction_turns_the_verdict_and_nothing_else(
    values: list[float], direction: str, nature: str
) -> None:
    other = "down" if direction == "up" else "up"
    a, b = told(values, direction, nature), told(values, other, nature)
    assert a.get("fact") == b.get("fact") and a["evidence"] == b["evidence"]
    for lang in LANGUAGES:
        verdict = [pair for pair in TURNED[lang] if pair[0] in ("riktig vei", "rett veg", "the right way")]
        assert words(b["tendency"][lang]) == turn(words(a["tendency"][lang]), verdict)
        assert numbers(b["tendency"][lang]) == numbers(a["tendency"][lang])


@settings(max_examples=60)
@given(series, ways, natures)
def test_openings_turn_round_with_the_series(values: list[float], direction: str, nature: str) -> None:
    up, down = opened(values, direction, nature), opened([-v for v in values], direction, nature)
    assert [opposite("class", one.because) for one in up] == [one.because for one in down]
    for a, b in zip(up, down, strict=True):
        for lang in LANGUAGES:
            assert words(b.text[lang]) == turn(words(a.text[lang]), TURNED[lang])


def test_a_rise_and_a_fall_by_example() -> None:
    rise = told([10, 20, 30, 40, 50, 60], "up")
    assert words(rise["fact"]["nb"]) == "Folk i Her gikk opp fra # (#) til # (#)."
    assert words(rise["tendency"]["nn"]).startswith(
        "Det går rett veg: talet endrar seg med # for kvart år frå # til #"
    )
    fall = told([60, 50, 40, 30, 20, 10], "up")
    assert words(fall["fact"]["en"]) == "People in Her fell from # (#) to # (#)."
    assert words(fall["tendency"]["nb"]).startswith(
        "Det går feil vei: tallet endrer seg med # for hvert år fra # til #"
    )


# Targets


def said(status: TargetStatus, kind: str, unit: str, lang: str) -> str:
    status = replace(status, target_type=kind)
    one = AssessmentRecord(
        subject="e",
        area="home",
        tendency=TendencyRecord(state="cannot tell", n=0),
        evidence=EvidenceRecord(),
        targets=(status_record(status),),
        indicators=("x",),
    )
    context = Context(draft([1.0, 2.0], "up", unit=unit)[0])
    parts = target(context, lang, Element(id="e", kind="goal", wordings=()), one, 0)
    state = text(lang, f"status.{status.state.replace(' ', '_').replace(':', '')}.name").lower()
    return words(parts).replace(state, "STATE")


SIDES = {
    "level": {"nb": ("foran", "bak"), "nn": ("framfor", "bak"), "en": ("ahead", "behind")},
    "bench_growth": {"nb": ("mer", "mindre"), "nn": ("meir", "mindre"), "en": ("more", "less")},
    "parity": {"nb": ("større", "mindre"), "nn": ("større", "mindre"), "en": ("larger", "smaller")},
}


def lead(gap: float, direction: str = "up") -> TargetStatus:
    """A value ``gap`` ahead of a straight path from 100 towards 200 (or from -100 towards -200)."""
    turned = 1 if direction == "up" else -1
    values = [turned * 100, turned * (150 + gap)]
    return level(
        [2010, 2015],
        values,
        base_year=2010,
        target_year=2020,
        target=turned * 200,
        direction=direction,
        rules=NEWEST,
    )


@settings(max_examples=30)
@given(st.integers(1, 49), st.sampled_from(["up", "down"]))
def test_ahead_of_the_path_and_behind_it(gap: int, direction: str) -> None:
    ahead, behind = lead(gap, direction), lead(-gap, direction)
    for lang in LANGUAGES:
        a, b = said(ahead, "level", "persons", lang), said(behind, "level", "persons", lang)
        assert SIDES["level"][lang][0] in a and b == turn(a, [SIDES["level"][lang]])
    assert said(lead(gap), "level", "persons", "nb") == said(lead(gap, "down"), "level", "persons", "nb")


@settings(max_examples=30)
@given(st.integers(1, 60))
def test_more_growth_than_the_benchmark_and_less(points: int) -> None:
    years, fast, slow = [2010.0, 2011.0], [100.0, 110.0 + points / 10], [100.0, 110.0]
    demand: dict[str, Any] = {"value": 0.0, "base_year": 2010}
    more, less = (
        bench_growth(years, fast, slow, **demand, rules=NEWEST),
        bench_growth(years, slow, fast, **demand, rules=NEWEST),
    )
    for lang in LANGUAGES:
        a, b = said(more, "bench_growth", "persons", lang), said(less, "bench_growth", "persons", lang)
        assert SIDES["bench_growth"][lang][0] in a and b == turn(a, [SIDES["bench_growth"][lang]])


def test_above_parity_and_below_it() -> None:
    def at(product: float) -> TargetStatus:
        years = {"base_year": 2010, "target_year": 2030}
        return parity(
            [2010.0, 2015.0],
            [7.0, product],
            [100.0, 100.0],
            [10.0, 10.0],
            [100.0, 100.0],
            **years,
            rules=NEWEST,
        )

    for lang in LANGUAGES:
        above, below = said(at(11.0), "parity", "", lang), said(at(9.0), "parity", "", lang)
        assert SIDES["parity"][lang][0] in above and below == turn(above, [SIDES["parity"][lang]])


# The table of opposites


def test_every_word_has_an_opposite_and_stands_in_no_template() -> None:
    for lang in LANGUAGES:
        written = {
            k.rsplit(".", 1)[1]: v for k, v in catalogue(lang).items() if k.startswith("sentence.word.")
        }
        assert set(written) == {name for pair in WORDS for name in pair}
        assert all(word(lang, a) != word(lang, b) for a, b in WORDS)
        templates = {
            k: v for k, v in catalogue(lang).items() if k.startswith("sentence.") and ".word." not in k
        }
        for key, template in templates.items():
            for name, one in written.items():
                assert not re.search(rf"\b{re.escape(one)}\b", template), (lang, key, name)


def test_opposites_are_mutual() -> None:
    for kind, table in OPPOSITE.items():
        assert all(opposite(kind, opposite(kind, name)) == name != opposite(kind, name) for name in table)
    with pytest.raises(KeyError, match="no declared opposite"):
        word("nb", "sideways")


def test_no_template_and_no_plain_word_carries_a_digit() -> None:
    for lang in LANGUAGES:
        for key, template in catalogue(lang).items():
            if key.startswith("sentence.") or re.fullmatch(r"status\..*\.(explain|name)", key):
                assert not re.search(r"\d", template), (lang, key)
    with pytest.raises(ValueError, match="leads nowhere"):
        compose("nb", "sentence.evidence.plain", {"grade": "7"})


def test_the_grammar_knows_no_indicator_no_element_and_no_area() -> None:
    known: set[str] = set()
    for plan in ROOT.glob("**/regions/*/plan.toml"):
        folder = plan.parent
        known |= {
            tomllib.loads(p.read_text(encoding="utf-8"))["id"] for p in folder.glob("indicators/*.toml")
        }
        for path in filter(Path.exists, (plan, folder / "area.toml")):
            rows = tomllib.loads(path.read_text(encoding="utf-8")).values()
            known |= {one["id"] for group in rows if isinstance(group, list) for one in group if "id" in one}
    assert len(known) > 100
    for module in SENTENCES.glob("*.py"):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        literals = {
            n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)
        }
        assert literals & known == set(), module.name


# What opens a page

NAMES = [name for group in (*FIRST, *FILLING) for name in group]
candidates = st.lists(
    st.tuples(st.sampled_from(NAMES), st.integers(1, 9)), max_size=14, unique_by=lambda c: (c[0], c[1])
)


def made(listed: list[tuple[str, int]]) -> list[Candidate]:
    return [Candidate(because, float(size), f"{size}", lambda lang: []) for because, size in listed]


def chosen(listed: list[tuple[str, int]]) -> Counter[tuple[str, float]]:
    return Counter((c.because, c.size) for c in choose(made(listed)))


@settings(max_examples=400)
@given(candidates)
def test_the_choice_turns_round_with_the_candidates(listed: list[tuple[str, int]]) -> None:
    turned = [(opposite("class", because), size) for because, size in listed]
    expected = Counter({(opposite("class", b), s): n for (b, s), n in chosen(listed).items()})
    assert chosen(turned) == expected


@settings(max_examples=400)
@given(candidates)
def test_never_more_good_than_bad_unless_the_figures_say_so(listed: list[tuple[str, int]]) -> None:
    picked = choose(made(listed))
    assert len(picked) <= MOST - 1
    good, bad = (sum(c.because in side for c in picked) for side in (GOOD, BAD))
    all_good, all_bad = (sum(b in side for b, _ in listed) for side in (GOOD, BAD))
    assert good <= bad or all_good > all_bad
    assert bad <= good or all_bad > all_good
    order = [NAMES.index(c.because) for c in picked]
    assert order == sorted(order)


@settings(max_examples=200)
@given(candidates)
def test_the_largest_comes_first_of_its_kind(listed: list[tuple[str, int]]) -> None:
    for because in {c.because for c in choose(made(listed))}:
        sizes = sorted((s for b, s in listed if b == because), reverse=True)
        taken = sorted((c.size for c in choose(made(listed)) if c.because == because), reverse=True)
        assert taken == [float(s) for s in sizes[: len(taken)]]


def test_the_choice_by_example() -> None:
    def names(*listed: str) -> list[str]:
        return [c.because for c in choose(made([(name, 9 - i) for i, name in enumerate(listed)]))]

    assert names("improvement", "worsening", "missing") == ["worsening", "improvement", "missing"]
    # Ten good and one bad: the good may be more, for the figures say so.
    assert names("improvement", "improvement", "worsening") == ["worsening", "improvement", "improvement"]
    # As many good as bad: one of each kind, whichever was found first.
    assert names("improvement", "improvement", "target_lost", "target_lost") == [
        "improvement", "improvement", "target_lost", "target_lost",
    ]  # fmt: skip
    assert names("improvement", "improvement", "target_lost", "target_lost", "missing") == [
        "improvement", "target_lost", "missing",
    ]  # fmt: skip
    assert names("revised", "flat") == ["revised", "flat"]
    assert names() == [] and LEAST <= MOST


def test_clear_verdicts_on_targets_come_in_pairs() -> None:
    assert all(a != b for a, b in TARGETS) and len({s for pair in TARGETS for s in pair}) == 2 * len(TARGETS)
    assert {name for pair in CLASSES for name in pair} >= GOOD | BAD


# A refusal has its reason (P2)


@settings(max_examples=150)
@given(series, ways, natures)
def test_a_refusal_always_has_a_reason(values: list[float], direction: str, nature: str) -> None:
    one = Series("x", "home", tuple(Value(str(2000 + i), v) for i, v in enumerate(values)))
    tendency = series_tendencies([one], nature, direction, rules=NEWEST)[0]
    if tendency.state == "cannot tell":
        assert tendency.reasons
        parts = told(values, direction, nature)["tendency"]["nb"]
        assert len(words(parts)) > len("Vi kan ikke si sikkert hvilken vei det går. ")


@settings(max_examples=60)
@given(st.integers(6, 14), st.integers(1, 4), natures, st.sampled_from(["up", "down"]))
def test_a_new_break_turns_a_marker_into_a_refusal(n: int, after: int, nature: str, direction: str) -> None:
    rising = [float(3 * i + (i % 2)) for i in range(n)]
    (before,) = draft(rising, direction, nature)[0].assessed()
    assume(before.tendency.state != "cannot tell")
    cut = Break(str(2000 + n - after), {"nb": "ny definisjon"})
    (found,) = draft(rising, direction, nature, (cut,))[0].assessed()
    assert found.tendency.state == "cannot tell" and found.tendency.p is None
    assert {r.key for r in found.tendency.reasons} == {"tendency_few_points", "tendency_break"}
