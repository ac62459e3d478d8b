"""A plan's text becomes parts: where each begins, what it stands under and its own words, in many plans' layouts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retning.plan.proposal.model import Proposal
from retning.plan.proposal.reading import PlanTextError, decode
from retning.plan.proposal.structure import propose
from retning.plan.proposal.suggest import suggested
from retning.plan.targets import TARGET_TYPES
from support.cases import case_file

PLANS = case_file("plans")

Row = tuple[str, str | None, str]


def elements(text: str) -> list[Row]:
    """Id, parent and words of each element of the hierarchy."""
    return [(part.id, part.parent, part.text) for part in propose(text).of_kind("element")]


def levels(found: Proposal) -> list[str]:
    return [word.en[1] for word in found.levels]


def test_numbers_with_dots_say_what_stands_under_what() -> None:
    text = """
Mål og strategier
1. Mål: Flere skal bo her.
Strategier:
1.1. Bygge boliger nær
     sentrum.
1.10. Åpne barnehager.
2. Mål: Flere jobber.
Strategi:
2.1. Starte et etablerersenter.
"""
    assert elements(text) == [
        ("1", None, "Flere skal bo her."),
        ("1.1", "1", "Bygge boliger nær sentrum."),
        ("1.10", "1", "Åpne barnehager."),
        ("2", None, "Flere jobber."),
        ("2.1", "2", "Starte et etablerersenter."),
    ]
    assert levels(propose(text)) == ["goals", "strategies"]


def test_a_chapter_number_above_the_goals_is_no_element() -> None:
    text = """
1. Innledning
Kommunen har mange bedrifter.
1.1 Hvorfor en plan
3. Mål og strategier
3.1 Kompetanse
Det skal finnes nok fagfolk.
3.1.1 Flere lærlinger.
"""
    found = propose(text)
    assert [(p.id, p.parent, p.title, p.text) for p in found.of_kind("element")] == [
        ("3.1", None, "Kompetanse", "Det skal finnes nok fagfolk."),
        ("3.1.1", "3.1", "", "Flere lærlinger."),
    ]
    assert found.left_over == ("Kommunen har mange bedrifter. 1.1 Hvorfor en plan",)


def test_letters_with_numbers_under_them() -> None:
    assert elements("Mål\nA. Bosetting\nA1 Bygge boliger\nA2 Åpne barnehager\nB. Jobber\nB1 Mer areal\n") == [
        ("A", None, "Bosetting"),
        ("A.1", "A", "Bygge boliger"),
        ("A.2", "A", "Åpne barnehager"),
        ("B", None, "Jobber"),
        ("B.1", "B", "Mer areal"),
    ]


def test_roman_numerals_with_a_count_that_begins_again_under_each() -> None:
    assert elements("Mål\nI. Bosetting\n1. Bygge boliger\n2. Åpne skoler\nII. Jobber\n1. Mer areal\n") == [
        ("I", None, "Bosetting"),
        ("I.1", "I", "Bygge boliger"),
        ("I.2", "I", "Åpne skoler"),
        ("II", None, "Jobber"),
        ("II.1", "II", "Mer areal"),
    ]


def test_named_numbers_that_begin_again_under_each_goal() -> None:
    text = "Mål 1: Flere innbyggere\nStrategier:\n1. Boliger\n2. Skoler\n\nMål 2: Jobber\nStrategier:\n1. Areal\n2. Kurs\n"
    assert [(id, parent) for id, parent, _ in elements(text)] == [
        ("1", None),
        ("1.1", "1"),
        ("1.2", "1"),
        ("2", None),
        ("2.1", "2"),
        ("2.2", "2"),
    ]


def test_small_letters_stand_under_the_last_number() -> None:
    text = "Strategi 1 - Hjelpe bedrifter\nTiltak:\na) Årlige besøk\nb) En møteplass\nStrategi 2 - Nyskaping\nTiltak:\na) Kurs\n"
    assert [(id, parent) for id, parent, _ in elements(text)] == [
        ("1", None),
        ("1.a", "1"),
        ("1.b", "1"),
        ("2", None),
        ("2.a", "2"),
    ]
    assert levels(propose(text)) == ["strategies", "measures"]


def test_bullets_under_a_heading_get_numbers_that_are_marked_as_ours() -> None:
    found = propose("Innsatsområde 1: Reiseliv\nMål: Flere gjester.\nTiltak:\n• Stier.\n• Løyper.\n")
    assert [(p.id, p.parent, p.text, p.numbered) for p in found.of_kind("element")] == [
        ("1", None, "Reiseliv", True),
        ("1.1", "1", "Flere gjester.", False),
        ("1.1.1", "1.1", "Stier.", False),
        ("1.1.2", "1.1", "Løyper.", False),
    ]
    assert levels(found) == ["areas of effort", "goals", "measures"]


def test_headings_of_markdown_are_headings() -> None:
    text = "# Plan for Døme\n\n## Visjon\n\nSaman skaper vi framtida.\n\n## Satsingsområde 1: Bygdene\n\nDet skal vere godt å bu her.\n\n### Mål\n\n- Fleire skal flytte hit.\n"
    found = propose(text)
    assert [(p.kind, p.id, p.title, p.text) for p in found.parts] == [
        ("overarching", "o", "", "Saman skaper vi framtida."),
        ("element", "1", "Bygdene", "Det skal vere godt å bu her."),
        ("element", "1.1", "", "Fleire skal flytte hit."),
    ]
    assert found.language == "nn"


def test_principles_preconditions_and_the_overarching_goal_stand_under_their_headings() -> None:
    text = """Fundament for planen

Byen er et pluss.

Ideen teller, og ikke
stedet.
Det er to forutsetninger for denne planen
1. Organisering: Et nettverk.
2. Finansiering: Det må settes av
   7 mill kr.

Overordnet mål
Andelen skal øke innen 2030
[fra 17 prosent].

Mål
1. Flere bedrifter.
"""
    assert [(p.kind, p.id, p.text) for p in propose(text).parts] == [
        ("principle", "p1", "Byen er et pluss."),
        ("principle", "p2", "Ideen teller, og ikke stedet."),
        ("precondition", "f1", "Organisering: Et nettverk."),
        ("precondition", "f2", "Finansiering: Det må settes av 7 mill kr."),
        ("overarching", "o", "Andelen skal øke innen 2030 [fra 17 prosent]."),
        ("element", "1", "Flere bedrifter."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "11. juni 2010 ble planen vedtatt",
        "4.000 flere i året",
        "1-3 nasjonale kunnskapsnav",
        "7,5 % over landet",
        "7 mill kr i året",
        "2020 er målåret",
        "E. Hansen leder arbeidet",
    ],
)
def test_a_figure_at_the_beginning_of_a_line_is_no_number_of_the_plan(line: str) -> None:
    assert elements(f"Mål\n1. Regionen skal vokse fra\n{line}\n2. Mer areal\n") == [
        ("1", None, f"Regionen skal vokse fra {line}"),
        ("2", None, "Mer areal"),
    ]


def test_a_table_of_contents_gives_no_elements() -> None:
    text = "Innhold\n1 Boliger ........ 4\n2 Jobber ... 5\n\nMål\n1. Boliger for alle.\n2. Jobber til alle.\n"
    assert elements(text) == [("1", None, "Boliger for alle."), ("2", None, "Jobber til alle.")]


def test_a_number_that_comes_twice_is_the_later_one_and_the_earlier_is_shown() -> None:
    found = propose("Mål\n1.1 Boliger 4\n1.2 Jobber 5\n\n1.1 Boliger for alle.\n1.2 Jobber til alle.\n")
    assert [part.text for part in found.parts] == ["Boliger for alle.", "Jobber til alle."]
    assert found.left_over == ("1.1 Boliger 4", "1.2 Jobber 5")


def test_page_numbers_and_divided_words_leave_the_words_whole() -> None:
    text = "Mål\n1. Regionen skal ut-\nvikle FoU-\nmiljøer, forsknings-\nog kunnskapsmiljøer og FoU/\n- 12 -\nutdanning.\n"
    (only,) = elements(text)
    assert only[2] == "Regionen skal utvikle FoU-miljøer, forsknings- og kunnskapsmiljøer og FoU/utdanning."


def test_what_finds_no_place_is_left_over_and_not_lost() -> None:
    found = propose(
        "Planen ble laget av mange.\n\nMål\n1. Flere skal bo her.\n\nDette er viktig\nfor alle.\n"
    )
    assert found.left_over == ("Planen ble laget av mange.", "Dette er viktig for alle.")


def test_paragraphs_without_blank_lines_end_where_a_line_ends_early() -> None:
    text = (
        "Fundament for denne planen og alt arbeidet som skal gjøres\n"
        "Det som gagner en kommune, gagner alle de andre i regionen\n"
        "vår også.\n"
        "Det er verdiene som blir skapt her, som bærer velferden og\n"
        "skolen.\n"
    )
    assert [part.text for part in propose(text).of_kind("principle")] == [
        "Det som gagner en kommune, gagner alle de andre i regionen vår også.",
        "Det er verdiene som blir skapt her, som bærer velferden og skolen.",
    ]


# Plans of other regions


def test_goals_as_bullets_and_numbered_main_strategies() -> None:
    found = propose((PLANS / "kongsvinger.txt").read_text(encoding="utf-8"))
    assert [part.text for part in found.of_kind("overarching")] == [
        "Netto vekst på 100 arbeidsplasser pr. år i perioden",
        "70-100% reel omsetningsvekst innen 2030 (målt fra 2016)",
        "55% reduksjon (inkl. transport) CO2-utslipp i eksisterende industri innen 2030 (målt fra 2019)",
        "Øke inkluderingen til arbeidslivet",
    ]
    assert [part.id for part in found.of_kind("element")] == ["1", "2", "3", "4", "5", "6", "7"]
    assert found.of_kind("element")[1].text == "Handlekraftige og effektive kommuner"
    assert levels(found) == ["main strategies"]
    assert found.title == "Næringsstrategi 2016-2028 for Kongsvingerregionen"


def test_one_level_and_strategic_grips() -> None:
    found = propose((PLANS / "kristiansand.txt").read_text(encoding="utf-8"))
    assert [len(found.of_kind(kind)) for kind in ("overarching", "element", "principle")] == [1, 6, 3]
    assert found.of_kind("principle")[0].text == "Samhandling: Videreutvikle forpliktende samarbeid"
    assert levels(found) == ["priority areas"]


def test_a_swedish_plan_is_read_and_known_to_be_swedish() -> None:
    found = propose((PLANS / "stockholm.txt").read_text(encoding="utf-8"))
    assert [(part.id, part.parent) for part in found.of_kind("element")] == [
        ("3", None),
        ("3.1", "3"),
        ("3.2", "3"),
        ("4", None),
        ("4.1", "4"),
        ("4.2", "4"),
    ]
    assert found.language == "sv"
    assert found.title == "Regional utvecklingsplan för Stockholmsregionen"


# Whatever the text is


WORDS = st.text("abcdefghijklmnopqrstuvwxyzæøå ,", min_size=1, max_size=80).map(lambda t: " ".join(t.split()))
SENTENCE = WORDS.filter(bool).map(lambda t: f"Regionen {t}.")


@given(st.lists(st.tuples(SENTENCE, st.lists(SENTENCE, max_size=12)), min_size=1, max_size=12))
def test_a_numbered_plan_comes_back_word_for_word(goals: list[tuple[str, list[str]]]) -> None:
    lines, wanted = ["Mål og strategier", ""], []
    for n, (goal, strategies) in enumerate(goals, 1):
        lines += [f"{n}.\tMål: {goal}", "", "Strategier:", ""]
        wanted.append((str(n), None, goal))
        for k, strategy in enumerate(strategies, 1):
            lines.append(f"\t{n}.{k}. {strategy}")
            wanted.append((f"{n}.{k}", str(n), strategy))
        lines.append("")
    assert elements("\n".join(lines)) == wanted


SIGNS = st.sampled_from(
    [
        "1. ",
        "1.1 ",
        "2.1. ",
        "A. ",
        "a) ",
        "II. ",
        "Mål ",
        "Mål: ",
        "Strategier:",
        "Overordnet mål",
        "Prinsipper",
        "Innledning",
        "• ",
        "- ",
        "# ",
        "12",
        "\n",
        "Noe ",
        "noe",
        ".",
        ":",
    ]
)


@given(st.lists(st.one_of(SIGNS, st.just("\n"), WORDS), max_size=60).map("".join))
def test_no_text_breaks_the_order_of_a_plan(text: str) -> None:
    parts = propose(text).parts
    ids = [part.id for part in parts]
    assert len(ids) == len(set(ids))
    levels_of = {part.id: part.level for part in parts}
    for part in parts:
        assert part.text
        assert (part.level >= 0) == (part.kind == "element")
        assert part.parent is None or levels_of[part.parent] == part.level - 1
        assert part.level <= 0 or part.parent is not None


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    propose(text)


# Bytes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_usual_encodings_are_read(encoding: str) -> None:
    assert decode("Mål: «større» – år".encode(encoding)) == "Mål: «større» – år"


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"%PDF-1.7 \x00", "plan_text_pdf"),
        (b"PK\x03\x04\x14\x00", "plan_text_office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "plan_text_office"),
        (b"{\\rtf1\\ansi", "plan_text_office"),
        (b"\x7fELF\x02\x01\x00", "plan_text_binary"),
        (bytes(range(1, 256)) * 4, "plan_text_binary"),
        (b"", "plan_text_empty"),
        (b" \n\t\r\n", "plan_text_empty"),
    ],
)
def test_a_file_that_is_no_text_says_what_it_is(data: bytes, key: str) -> None:
    with pytest.raises(PlanTextError) as refused:
        decode(data)
    assert refused.value.key == key


# Types


@pytest.mark.parametrize(
    ("demand", "type"),
    [
        ("Andelen skal tilsvare vår andel av befolkningen", "parity"),
        ("Tiden skal være blant de korteste i Norge", "topgroup"),
        ("Regionen skal opprettholde sin plass", "maintain"),
        ("En økning av eksporten som er 7,5 % over landsgjennomsnittet", "bench_growth"),
        ("Prisen skal være lik eller lavere enn landet for øvrig", "bench_level"),
        ("Regionen skal ha 1-3 nasjonale kunnskapsnav", "range"),
        ("Antallet skal økes med ti prosent", "rel_change"),
        ("Klimagassutsleppa skal halverast", "rel_change"),
        ("Alle politikere skal besøke minimum en bedrift hvert år", "minimum"),
        ("Andelen fornybar energi skal være minst 75 prosent", "level"),
        ("Byen skal være studieby nr 1", "rank"),
        ("Det skal bygges et kulturhus", "milestone"),
        ("Flere skal bli boende", "direction"),
        ("The share shall equal our share of the population", "parity"),
    ],
)
def test_the_words_of_a_demand_suggest_its_type(demand: str, type: str) -> None:
    hint = suggested(demand)
    assert hint is not None
    assert hint.type == type
    assert hint.type in TARGET_TYPES
    assert hint.words in demand


def test_words_that_suggest_nothing_give_no_suggestion() -> None:
    assert suggested("Vi skal vite hvor vi står") is None
