"""A kind of page is one folder: everything else follows from what the folder declares."""

from __future__ import annotations

import importlib.util
import inspect
import io
import re
import sys
import tomllib
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pytest
from msgspec import structs

from retning.build.run import build
from retning.language import texts
from retning.public.context import Site
from retning.public.file_formats import CARD, FEED, FORMATS
from retning.public.http.wsgi import MAX_BODY, Application
from retning.public.kinds import PAGES, Kinds, PageKind, declared_in, standard
from retning.public.messages import Request, Response
from retning.public.respond import respond
from support.followed_page import FollowedPage
from support.region_copy import copy_region
from support.site_reader import reply, words

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = ROOT / "src" / "retning" / "public"

GUIDE = FollowedPage("add-a-page.md", Path())
"""The page for contributors: the kind that it adds is the new kind of these tests."""
ASKED = """
from retning.public.messages import Response

def ask(page, id, request):
    return Response(status=202, media="text/plain; charset=utf-8", body=request.body.upper())
"""
"""What answers POST in these tests; the page for contributors takes nothing in."""
FOLDER = "src/retning/public/pages/glossary"
LOCALE = "src/retning/locale"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with one kind of page more: a folder on a path of its own and texts in the catalogue, nothing else."""
    folder = tmp_path_factory.mktemp("more")
    place = folder / "more_pages" / "glossary"
    place.mkdir(parents=True)
    (place.parent / "__init__.py").write_text("", encoding="utf-8")
    for name in ("__init__.py", "page.py", "files.py", "glossary.html"):
        # The folder stands elsewhere here than on the page.
        content = GUIDE.file(f"{FOLDER}/{name}").replace("retning.public.pages.", "more_pages.")
        (place / name).write_text(content, encoding="utf-8")
    (place.parent / "asked.py").write_text(ASKED, encoding="utf-8")
    texts_of = texts.catalogue

    # Read once: a module that is imported meanwhile keeps this function, and no page view may look at the disk.
    added = {
        lang: texts.flatten(tomllib.loads(GUIDE.file(f"{LOCALE}/{lang}/pages.toml")))
        for lang in texts.LANGUAGES
    }

    def with_glossary(lang: str) -> dict[str, str]:
        return {**texts_of(lang), **added[lang]}

    home = tmp_path_factory.mktemp("home")
    edition = build(copy_region(tmp_path_factory.mktemp("region")), home)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(texts, "catalogue", with_glossary)
        patched.syspath_prepend(str(folder))
        (new,) = declared_in("more_pages")
        kinds = Kinds([*declared_in(PAGES), structs.replace(new, post="more_pages.asked:ask")])
        yield Site(edition, address="https://example.org", kinds=kinds)
    for name in [name for name in sys.modules if name.startswith("more_pages")]:
        del sys.modules[name]


def markup(site: Site, path: str, query: str = "") -> str:
    """The HTML of a page that must be there."""
    answer = reply(site, path, query)
    assert answer.status == 200
    return unescape(answer.body.decode())


def test_a_new_kind_has_its_page_in_every_language(site: Site) -> None:
    for lang, path, name in (
        ("nb", "/nb/ordliste/", "Ordliste"),
        ("nn", "/nn/ordliste/", "Ordliste"),
        ("en", "/en/glossary/", "Glossary"),
    ):
        page = markup(site, path)
        assert f"<h1>{name}</h1>" in page and f'lang="{lang}"' in page
        for other in ("/nb/ordliste/", "/nn/ordliste/", "/en/glossary/"):
            assert f'href="https://example.org{other}"' in page  # the other languages, for search engines
            assert other == path or f'<a href="{other}"' in page  # and for readers


def test_a_new_kind_is_in_the_menu_of_every_page(site: Site) -> None:
    menu = re.search(r'<nav class="wrap menu".*?</nav>', markup(site, "/en/plan/"), re.DOTALL)
    assert menu is not None
    names = re.findall(r">([^<>]+)</a>", menu[0])
    assert names[names.index("Glossary") - 1 : names.index("Glossary") + 2] == [
        *("The foundation", "Glossary", "Follow-up")
    ]


def test_a_new_kind_is_in_the_site_map(site: Site) -> None:
    root = ElementTree.fromstring(reply(site, "/sitemap.xml", "", "https://example.org").body)
    found = [e.text for e in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert "https://example.org/en/glossary/" in found and "https://example.org/nb/ordliste/" in found


def test_a_new_kind_is_found_by_search(site: Site) -> None:
    page = markup(site, "/en/search/", "q=glossary")
    assert '<a href="/en/glossary/"><mark>Glossary</mark></a>' in page
    assert "What the plan calls each of its levels." in words(page)


def test_a_new_kind_has_its_own_query_keys_and_files(site: Site) -> None:
    # The plan has two aims with three steps below them.
    whole = words(markup(site, "/en/glossary/"))
    assert "aim (2)" in whole and "step (3)" in whole
    page = words(markup(site, "/en/glossary/", "word=aim&other=1"))
    assert "aim (2)" in page and "step (3)" not in page
    answer = reply(site, "/en/glossary.csv")
    assert (answer.media, answer.body) == ("text/csv; charset=utf-8", b"word,count\r\naim,2\r\nstep,3\r\n")
    assert ("Content-Disposition", 'inline; filename="glossary-en.csv"') in answer.headers


def test_sentences_of_a_model_become_html_with_linked_figures(site: Site) -> None:
    said = site.edition.sentences("A")[0]
    assert any(not isinstance(part, str) for part in said.text["en"])
    page = markup(site, "/en/glossary/")
    assert '<a class="figure" href="/en/' in page


def test_a_kind_that_takes_something_in_gets_method_and_body(site: Site) -> None:
    answer = respond(site, Request(path="/en/glossary/", method="POST", body=b"what is a goal"))
    assert (answer.status, answer.body) == (202, b"WHAT IS A GOAL")
    refused = respond(site, Request(path="/en/glossary/", method="DELETE"))
    assert (refused.status, dict(refused.headers)["Allow"]) == (405, "GET, HEAD, POST")


@pytest.fixture()
def application(site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Application:
    """The server of the site with the new kind."""
    application = Application(tmp_path)
    monkeypatch.setattr(application._current, "must_have", lambda: site)
    return application


def posted(application: Application, path: str, body: bytes, length: str | None = None) -> tuple[str, bytes]:
    """Status line and body of the answer to a form that is sent."""
    lines: list[str] = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "HTTP_HOST": "example.org",
        "CONTENT_LENGTH": str(len(body)) if length is None else length,
        "wsgi.input": io.BytesIO(body),
    }
    answer = b"".join(application(environ, lambda status, headers: lines.append(status)))
    return lines[0], answer


def test_the_server_hands_over_what_is_sent(application: Application) -> None:
    assert posted(application, "/en/glossary/", b"a goal") == ("202 Accepted", b"A GOAL")


@pytest.mark.parametrize("length", ["", "x", "-3", "\u0663"])
def test_a_length_that_is_no_number_brings_nothing(application: Application, length: str) -> None:
    assert posted(application, "/en/glossary/", b"a goal", length) == ("202 Accepted", b"")


def test_too_much_is_refused_where_something_is_taken_in(application: Application) -> None:
    much = str(MAX_BODY + 1)
    assert posted(application, "/en/glossary/", b"", much)[0] == "413 Content Too Large"
    assert posted(application, "/en/plan/", b"", much)[0] == "405 Method Not Allowed"


@pytest.mark.parametrize("path", ["/en/plan/", "/en/plan.csv", "/", "/nowhere/", "/sitemap.xml"])
def test_what_only_shows_something_answers_no_other_method(site: Site, path: str) -> None:
    refused = respond(site, Request(path=path, method="POST", body=b"x"))
    assert (refused.status, dict(refused.headers)["Allow"]) == (405, "GET, HEAD")


def test_a_new_kind_is_in_the_generated_tables_of_addresses_and_permissions(site: Site) -> None:
    spec = importlib.util.spec_from_file_location("generate_docs", ROOT / "docs" / "generate.py")
    assert spec is not None and spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    rows = module.permissions_page(site.kinds).splitlines()
    assert "| `glossary` | everyone | everyone | `.csv` | `word` | nobody |" in rows
    rows = module.addresses_page(site.kinds).splitlines()
    assert "| `glossary` | `/nb/ordliste/` | `/nn/ordliste/` | `/en/glossary/` | `.csv` |" in rows


def test_a_folder_that_only_byte_code_is_left_of_is_no_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "left_pages" / "gone" / "__pycache__").mkdir(parents=True)
    (tmp_path / "left_pages" / "__init__.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert list(declared_in("left_pages")) == []


def test_two_kinds_cannot_have_one_name() -> None:
    with pytest.raises(ValueError, match="one name"):
        Kinds([PageKind("a.glossary", position=1), PageKind("b.glossary", position=2)])


REFERENCES = [
    (kind.name, what, reference)
    for kind in standard().values()
    for what, reference in (
        *(
            (name, getattr(kind, name))
            for name in ("view", "post", "subject", "feed", "share", "card", "search")
        ),
        *kind.files.items(),
    )
    if reference
]
PARAMETERS: dict[str, tuple[str, ...]] = {
    "view": ("page", "id", "query"),
    "post": ("page", "id", "request"),
    "subject": ("page", "id"),
    "share": ("page", "id"),
    "card": ("page", "id"),
    "feed": ("id",),
    "search": ("page",),
}


@pytest.mark.parametrize(("kind", "what", "reference"), REFERENCES, ids=lambda value: str(value))
def test_every_reference_names_a_function_of_the_right_shape(kind: str, what: str, reference: str) -> None:
    function: Any = standard()[kind].load(reference)
    assert tuple(inspect.signature(function).parameters) == PARAMETERS.get(what, ("request",))


def test_every_kind_is_whole() -> None:
    for kind in standard().values():
        assert kind.template_path.is_file(), kind.name
        assert set(kind.files) <= set(FORMATS), kind.name
        assert (FEED in kind.files) == bool(kind.feed), kind.name
        assert (CARD in kind.files) == bool(kind.card) == bool(kind.share), kind.name


def test_no_module_asks_for_a_kind_of_page_by_its_name() -> None:
    names = "|".join(standard())
    compared = re.compile(rf"""\bkind(\.name)?\s*(==|!=|in|not in)\s*\(?\s*["']({names})["']""")
    wrong = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in sorted(PUBLIC.rglob("*"))
        if path.suffix in (".py", ".html")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if compared.search(line)
    ]
    assert wrong == []


def test_every_kind_has_its_texts_in_the_catalogue() -> None:
    found = tomllib.loads((ROOT / "src/retning/locale/nb/pages.toml").read_text(encoding="utf-8"))
    assert "plan" in found["path"]
    for kind in standard().values():
        for lang in texts.LANGUAGES:
            assert texts.has_text(lang, f"path.{kind.name}"), kind.name
            if kind.menu or kind.foot:
                assert texts.has_text(lang, f"page.{kind.name}.menu"), kind.name


def test_a_response_without_a_server_is_all_there_is(site: Site) -> None:
    answer: Response = respond(site, Request(path="/en/glossary/"))
    assert answer == respond(site, Request(path="/en/glossary/"))
    assert dict(answer.headers) == {"Content-Language": "en"}
