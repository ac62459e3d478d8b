"""Search understands what people type: Norwegian letters, endings, compounds, synonyms, names, numbers, slips."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retning.build.run import build
from retning.public.context import Site
from retning.public.search.documents import Document
from retning.public.search.index import LONGEST_QUERY, Index
from retning.public.search.match import nearest, one_slip
from retning.public.search.words import fold, folded_text, stem, tokens
from support.region_copy import change, copy_region
from support.site_reader import reply

NAMES = (("sma", "Tråante"), ("en", "Trondheim"))
DOCUMENTS = [
    Document("element", "Internasjonal eksport", "/1/", "Næringslivet skal vokse ute.", ("4.7",)),
    Document(
        "element", "Mer næringsareal", "/2/", "Det skal finnes tomter og bygg for bedrifter.", ("4.10",)
    ),
    Document("indicator", "Eksportvekst utover landets", "/3/", "Vekst i vareeksporten.", ("eksportvekst",)),
    Document(
        "indicator", "Helt ledige", "/4/", "I prosent av arbeidsstyrken.", (), (("en", "Fully unemployed"),)
    ),
    Document("indicator", "Andel innbyggere 25–34 år", "/5/", "Unge voksne i kommunene."),
    Document("indicator", "Verdiskaping per sysselsatt", "/6/", "Bruttoprodukt delt på sysselsatte."),
    Document("indicator", "Høyere utdanning", "/7/", "Universitet eller høgskole."),
    Document("indicator", "Strømpris for husholdninger", "/8/", "Kraft og nettleie."),
    Document("indicator", "Reisetid til sentrum", "/9/", "Minutter med bil."),
    Document(
        "area", "Trondheim", "/a/", "Kommune. Nummer 5001. Nummer 1601 til 2017.", ("1601", "5001"), NAMES
    ),
    Document("area", "Stjørdal", "/b/", "Kommune. Nummer 5035.", ("1714", "5035")),
    Document("area", "Ås", "/c/", "Kommune.", ("3218",)),
    Document("area", "Sør-Trøndelag", "/d/", "Fylke.", ("16",)),
    Document("area", "Klæbu", "/a/", "Klæbu er en del av Trondheim fra 1. januar 2020.", ("1662", "5030")),
    Document("table", "Folketall 1. januar", "/t/", "Statistisk sentralbyrå. Tabell 07459.", ("07459",)),
    Document("page", "Rettelser", "/r/", "Feil som er rettet, og hvordan du melder fra."),
]


@pytest.fixture(scope="module")
def index() -> Index:
    return Index("nb", DOCUMENTS)


def first(index: Index, query: str) -> str:
    hits = index.search(query).hits
    return hits[0].document.title if hits else ""


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("eksport", "Internasjonal eksport"),
        ("EKSPORT", "Internasjonal eksport"),
        ("eksporten", "Internasjonal eksport"),
        ("eksportveksten", "Eksportvekst utover landets"),
        ("4.7", "Internasjonal eksport"),
        ("4,7", "Internasjonal eksport"),
        ("4.10", "Mer næringsareal"),
        ("07459", "Folketall 1. januar"),
        ("Trondheim", "Trondheim"),
        ("trondheim", "Trondheim"),
        ("Trondhiem", "Trondheim"),
        ("trondhem", "Trondheim"),
        ("Tråante", "Trondheim"),
        ("traante", "Trondheim"),
        ("Traante", "Trondheim"),
        ("1601", "Trondheim"),
        ("5001", "Trondheim"),
        ("Stjørdal", "Stjørdal"),
        ("stjordal", "Stjørdal"),
        ("Stjoerdal", "Stjørdal"),
        ("stjørdals", "Stjørdal"),
        ("1714", "Stjørdal"),
        ("Ås", "Ås"),
        ("Aas", "Ås"),
        ("aas", "Ås"),
        ("Sør-Trøndelag", "Sør-Trøndelag"),
        ("sør trøndelag", "Sør-Trøndelag"),
        ("sørtrøndelag", "Sør-Trøndelag"),
        ("Sor Trondelag", "Sør-Trøndelag"),
        ("Klæbu", "Klæbu"),
        ("klaebu", "Klæbu"),
        ("5030", "Klæbu"),
        ("ledighet", "Helt ledige"),
        ("ledig", "Helt ledige"),
        ("arbeidsledighet", "Helt ledige"),
        ("arbeidsledige", "Helt ledige"),
        ("arbeidsløyse", "Helt ledige"),
        ("arbeidsloyse", "Helt ledige"),
        ("unemployed", "Helt ledige"),
        ("innbyggerne", "Andel innbyggere 25–34 år"),
        ("innbyggjarar", "Andel innbyggere 25–34 år"),
        ("folketallet", "Folketall 1. januar"),
        ("folketal", "Folketall 1. januar"),
        ("BNP", "Verdiskaping per sysselsatt"),
        ("bruttoprodukt", "Verdiskaping per sysselsatt"),
        ("verdiskapinga", "Verdiskaping per sysselsatt"),
        ("sysselsette", "Verdiskaping per sysselsatt"),
        ("høyere utdanning", "Høyere utdanning"),
        ("hoyere utdanning", "Høyere utdanning"),
        ("utdaning", "Høyere utdanning"),
        ("skole", "Høyere utdanning"),
        ("straum", "Strømpris for husholdninger"),
        ("strømprisen", "Strømpris for husholdninger"),
        ("pris", "Strømpris for husholdninger"),
        ("kjøretid", "Reisetid til sentrum"),
        ("reisetida", "Reisetid til sentrum"),
        ("bygg", "Mer næringsareal"),
        ("næringsbygg", "Mer næringsareal"),
        ("naeringsbygg", "Mer næringsareal"),
        ("areal", "Mer næringsareal"),
        ("feil", "Rettelser"),
        ("hvordan melde feil", "Rettelser"),
    ],
)
def test_what_people_type_finds_what_they_mean(index: Index, typed: str, title: str) -> None:
    assert first(index, typed) == title


def test_a_part_of_a_compound_finds_the_compound_and_the_other_way_round(index: Index) -> None:
    assert "Eksportvekst utover landets" in [h.document.title for h in index.search("eksport").hits]
    assert "Internasjonal eksport" in [h.document.title for h in index.search("eksportvekst").hits]
    assert index.search("eksportvekst").hits[0].document.title == "Eksportvekst utover landets"


def test_the_same_title_comes_first_whatever_else_fits(index: Index) -> None:
    hits = index.search("trondheim").hits
    assert [h.document.title for h in hits] == ["Trondheim", "Klæbu"]
    assert hits[0].score > hits[1].score + 500


def test_numbers_mean_themselves(index: Index) -> None:
    assert [h.document.title for h in index.search("5001").hits] == ["Trondheim"]
    assert index.search("5002").hits == ()
    assert index.search("0745").hits[0].document.title == "Folketall 1. januar"


def test_short_words_are_not_guessed_at(index: Index) -> None:
    assert index.search("Os").hits == ()
    assert one_slip(fold("Os"), fold("Ås"))


def test_all_words_must_fit_and_else_some(index: Index) -> None:
    both = index.search("unge voksne")
    assert both.every and [h.document.title for h in both.hits] == ["Andel innbyggere 25–34 år"]
    some = index.search("eksport trondheim")
    assert not some.every
    assert {"Internasjonal eksport", "Trondheim"} <= {h.document.title for h in some.hits}


def test_little_words_do_not_count(index: Index) -> None:
    assert first(index, "hva er det med eksport") == "Internasjonal eksport"
    assert index.search("eksport i og på av").every


def test_the_match_is_marked_in_title_and_context(index: Index) -> None:
    hit = next(h for h in index.search("eksport").hits if h.document.group == "indicator")
    assert hit.title == [("Eksportvekst", True), (" utover landets", False)]
    assert ("vareeksporten", True) in hit.context
    assert "".join(text for text, _ in hit.context) == "Vekst i vareeksporten."


def test_a_long_text_is_cut_around_its_match() -> None:
    body = "Ord som ikke betyr noe. " * 20 + "Her står kaien. " + "Mer som ikke betyr noe. " * 20
    (hit,) = Index("nb", [Document("element", "Havn", "/", body)]).search("kai").hits
    shown = "".join(text for text, _ in hit.context)
    assert ("kaien", True) in hit.context
    assert len(shown) < 170 and shown.startswith("… ") and shown.endswith(" …")


def test_nothing_found_gives_titles_that_look_alike(index: Index) -> None:
    found = index.search("Trondhjem")
    assert found.hits == () and found.suggestions[0] == "Trondheim"
    assert index.search("qwxz").suggestions == ()


@pytest.mark.parametrize("query", ["", "   ", "«»", "?!", "-", "'"])
def test_a_query_without_words_finds_nothing(index: Index, query: str) -> None:
    assert index.search(query).hits == ()


def test_a_query_has_a_longest_length(index: Index) -> None:
    assert len(index.search("eksport " * 1000).query) <= LONGEST_QUERY


def test_other_languages_have_their_own_endings() -> None:
    english = Index(
        "en", [Document("area", "Municipalities of the region", "/"), Document("page", "Exports", "/e")]
    )
    for typed, title in (
        ("municipality", "Municipalities of the region"),
        ("export", "Exports"),
        ("exporting", "Exports"),
        ("the region's", "Municipalities of the region"),
    ):
        assert first(english, typed) == title
    nynorsk = Index("nn", [Document("indicator", "Innbyggjarar", "/"), Document("page", "Kommunane", "/k")])
    assert first(nynorsk, "innbyggere") == "Innbyggjarar"
    assert first(nynorsk, "kommuner") == "Kommunane"


def test_a_synonym_of_several_words_needs_them_all() -> None:
    english = Index(
        "en",
        [
            Document("indicator", "Value added per employed", "/v"),
            Document("indicator", "Newly added pages", "/n"),
            Document("indicator", "Market value of homes", "/m"),
        ],
    )
    assert [h.document.address for h in english.search("GDP").hits] == ["/v"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ålesund", "Aalesund"),
        ("Røros", "roeros"),
        ("BÆRUM", "baerum"),
        ("Guovdageaidnu", "GUOVDAGEAIDNU"),
        ("Kárášjohka", "karasjohka"),
        ("Unjárga", "unjarga"),
        ("Deatnu – Tana", "deatnu tana"),
        ("Snåase", "snaase"),
        ("Nöörje", "noorje"),
        ("Ŋáŋŋa", "nanna"),
        ("Stïentje", "stientje"),
        ("NHO's", "nho’s"),
    ],
)
def test_folding_makes_spellings_alike(one: str, other: str) -> None:
    assert folded_text(one).replace(" ", "") == folded_text(other).replace(" ", "")


@pytest.mark.parametrize(
    "forms",
    [
        ("kommune", "kommunen", "kommuner", "kommunene", "kommunane", "kommunar"),
        ("bedrift", "bedriften", "bedrifter", "bedriftene"),
        ("innbygger", "innbyggere", "innbyggerne", "innbyggjar", "innbyggjarar", "innbyggjarane"),
        ("pendler", "pendlere", "pendlerne", "pendlar", "pendlarar", "pendlarane"),
        ("ledig", "ledige", "ledighet", "ledigheten"),
        ("moglegheit", "moglegheita", "moglegheiter", "moglegheitene"),
        ("tall", "tallet", "tallene", "tal", "talet"),
        ("verdiskaping", "verdiskapingen", "verdiskapinga"),
        ("program", "programmet", "programmene"),
    ],
)
def test_forms_of_a_word_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(fold(form), "nb") for form in forms}) == 1


@given(st.text(max_size=60))
def test_any_text_folds_to_itself_once_folded(text: str) -> None:
    once = folded_text(text)
    assert folded_text(once) == once
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)


@given(st.text(alphabet="abcdefgh", min_size=5, max_size=12), st.integers(0, 11), st.sampled_from("abcxyz"))
def test_one_slip_is_one_key(word: str, at: int, letter: str) -> None:
    at %= len(word)
    wrong = word[:at] + letter + word[at + 1 :]
    dropped, doubled = word[:at] + word[at + 1 :], word[:at] + letter + word[at:]
    assert one_slip(word, wrong) == (wrong != word)
    assert one_slip(word, dropped) and one_slip(word, doubled)
    assert one_slip(dropped, word) and one_slip(doubled, word)
    assert not one_slip(word, word + "qq")


def test_nearest_leaves_out_what_is_not_alike() -> None:
    assert nearest("abc", [("xyz", "Xyz"), ("abd", "Abd")], 5) == ["Abd"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    place = tmp_path_factory.mktemp("searched")
    folder = copy_region(place)
    change(
        folder / "area.toml",
        'id = "cnes"\nname = "Cnes"\n',
        'id = "cnes"\nname = "Cnes"\n'
        'other_names = [{ name = "Tjnese", language = "sma", source = "Invented for tests" }]\n',
    )
    return Site(build(folder, place / "home"))


def page(site: Site, address: str) -> str:
    path, _, query = address.partition("?")
    answer = reply(site, path, query)
    assert answer.status == 200, address
    return answer.body.decode()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/nb/sok/?q=Cnes", "treff på «Cnes»"),
        ("/nn/sok/?q=Cnes", "treff på «Cnes»"),
        ("/en/search/?q=Cnes", "for “Cnes”"),
        ("/nb/sok/?q=Tjnese", "Ett treff på «Tjnese»"),
        ("/nb/sok/?q=9003", "Ett treff på «9003»"),
        ("/nb/sok/?q=qqqqqq", "Ingen treff på «qqqqqq»"),
    ],
)
def test_the_page_tells_how_many_in_words(site: Site, address: str, told: str) -> None:
    body = page(site, address)
    assert told in body
    assert '<meta name="robots" content="noindex">' in body


def test_a_name_with_a_source_and_a_merged_area_lead_to_the_page_of_the_area(site: Site) -> None:
    assert "<mark>Tjnese</mark>" in page(site, "/nb/sok/?q=Tjnese")
    body = unescape(page(site, "/nb/sok/?q=Bdal"))
    assert 'href="/nb/omrade/avik/"><mark>Bdal</mark></a>' in body
    assert "er en del av Avik fra 1. januar 2020" in re.sub("<[^>]+>", "", body)
    assert 'href="/nb/omrade/avik/"' in unescape(page(site, "/nb/sok/?q=9002"))


def test_what_was_typed_is_shown_safely_and_stays_in_the_box(site: Site) -> None:
    body = page(site, "/nb/sok/?q=%3Cscript%3Ealert(1)%3C/script%3E%22")
    assert "<script>alert" not in body
    assert "&lt;script&gt;alert(1)&lt;&#x2f;script&gt;&quot;" in body


def test_a_plain_form_stands_on_every_page_and_works_without_script(site: Site) -> None:
    for address in ("/nb/", "/en/plan/", "/nn/kjelder/"):
        body = page(site, address)
        (form,) = re.findall(r"<form[^>]*role=\"search\".*?</form>", body, re.S)
        assert 'method="get"' in form and 'name="q"' in form and "<label" in form and 'type="submit"' in form
    assert page(site, "/nb/sok/").count('role="search"') == 1


def test_another_name_without_a_source_is_refused(tmp_path: Path) -> None:
    from retning.statistics.areas import load_areas

    folder = copy_region(tmp_path)
    change(
        folder / "area.toml",
        'id = "cnes"\nname = "Cnes"\n',
        'id = "cnes"\nname = "Cnes"\nother_names = [{ name = "Tjnese", language = "sma" }]\n',
    )
    areas, faults = load_areas(folder)
    assert areas is None
    assert [(f.key, f.values["field"]) for f in faults] == [("field_missing", "other_names.source")]
