"""``retning init``: an example that builds, is labelled as one everywhere, and never touches what exists."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from retning import web
from retning.build.region import check_region
from retning.build.run import build
from retning.cli import main
from retning.cli.example import Answers, example_files
from retning.cli.init import default_answers, write_new
from retning.language.texts import LANGUAGES
from retning.public.http.wsgi import Application
from support.keyboard import nobody, types
from support.site_reader import page, words

FILES = {
    *("plan.toml", "area.toml", "region.toml"),
    *("indicators/folketall.toml", "indicators/sysselsetting.toml"),
    *("figures/folketall.toml", "figures/folketall.csv"),
    *("figures/sysselsatte.toml", "figures/sysselsatte.csv"),
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, in bokmål, with nobody at the keyboard."""
    monkeypatch.chdir(tmp_path)
    for name in ("RETNING_REGION", "RETNING_HOME", "RETNING_LANGUAGE", "RETNING_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    nobody(monkeypatch)
    return tmp_path


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_without_a_terminal_the_example_has_its_default_names(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init"]) == 0
    assert files_in(here) == FILES
    assert 'nb = "Eksempelregionen (eksempel)"' in (here / "area.toml").read_text(encoding="utf-8")
    said = capsys.readouterr().out
    assert str(here) in said
    assert "retning serve" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_has_no_fault(here: Path, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.setenv("RETNING_LANGUAGE", language)
    assert main(["init"]) == 0
    assert check_region(here, here / "var") == []


def test_the_comments_are_in_the_language_of_the_reader() -> None:
    said = {
        lang: example_files(Answers("Region", "Plan", "Owner"), lang)[Path("area.toml")] for lang in LANGUAGES
    }
    assert "# Landet er med for sammenligningens skyld." in said["nb"]
    assert "# Landet er med for samanlikninga si skuld." in said["nn"]
    assert "# The country is there for comparison." in said["en"]
    without = {lang: re.sub(r"^#.*\n", "", content, flags=re.M) for lang, content in said.items()}
    assert without["nb"] == without["nn"] == without["en"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_file_but_the_figures_begins_with_a_comment(lang: str) -> None:
    for place, content in example_files(Answers("Region", "Plan", "Owner"), lang).items():
        assert content.startswith("# ") == (place.suffix == ".toml"), place
        assert "#:" not in content
        assert "$" not in content


def test_the_answers_name_the_region_the_plan_and_its_owner(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    types(monkeypatch, "Ytre Øyrike", "Øyplanen", "Øyrådet", "post@example.org")
    assert main(["init", "rike"]) == 0
    folder = here / "rike"
    assert 'main = "ytre-oyrike"' in (folder / "area.toml").read_text(encoding="utf-8")
    assert 'nn = "Øyplanen (eksempel)"' in (folder / "plan.toml").read_text(encoding="utf-8")
    assert 'en = "Øyrådet (example)"' in (folder / "plan.toml").read_text(encoding="utf-8")
    assert 'report = "post@example.org"' in (folder / "region.toml").read_text(encoding="utf-8")
    assert check_region(folder, here / "var") == []
    said = capsys.readouterr().out
    assert "Hva heter regionen? [Eksempelregionen]" in said
    assert "Hvem eier planen? [Ytre Øyrike]" in said
    assert "cd rike" in said


def test_every_question_has_a_default(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    types(monkeypatch, "", "", "", "")
    assert main(["init", "asked"]) == 0
    nobody(monkeypatch)
    assert main(["init", "not-asked"]) == 0
    for name in FILES:
        assert (here / "asked" / name).read_bytes() == (here / "not-asked" / name).read_bytes()


def test_an_address_for_errors_that_is_none_is_asked_for_again(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    types(monkeypatch, "", "", "", "rådhuset", "https://example.org/feil")
    assert main(["init"]) == 0
    assert "«rådhuset» er verken" in capsys.readouterr().out
    assert 'report = "https://example.org/feil"' in (here / "region.toml").read_text(encoding="utf-8")


def test_who_ends_the_questions_gets_nothing_written(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    types(monkeypatch, "Ytre Øyrike")
    assert main(["init"]) == 130
    assert files_in(here) == set()
    assert "Ingenting er skrevet" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name", ['Rike "Nord"', "Rike \\ Sør", "Rike\nØst\x00", "$region", "# Rike", "😀", "Eksempelvik", " x "]
)
def test_any_name_gives_a_region_without_faults(tmp_path: Path, name: str) -> None:
    assert write_new(tmp_path / "r", example_files(Answers(name, name, name, "a@b.no"), "nb")) == ""
    assert check_region(tmp_path / "r", tmp_path / "home") == []


def test_what_exists_is_named_and_nothing_is_written(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "figures").mkdir()
    (here / "figures" / "folketall.csv").write_text("mine", encoding="utf-8")
    assert main(["init"]) == 1
    assert "figures/folketall.csv" in capsys.readouterr().err
    assert files_in(here) == {"figures/folketall.csv"}
    assert (here / "figures" / "folketall.csv").read_text(encoding="utf-8") == "mine"


def test_a_link_that_leads_nowhere_exists_too(here: Path) -> None:
    (here / "plan.toml").symlink_to(here / "elsewhere")
    assert main(["init"]) == 1
    assert not (here / "elsewhere").exists()


def test_a_file_is_no_folder(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "rike").write_text("", encoding="utf-8")
    assert main(["init", "rike"]) == 1
    assert "«rike» er en fil" in capsys.readouterr().err


def test_a_disk_that_fails_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.open

    def full(path: Path, *args: str, **kwargs: str) -> object:
        if path.name == "region.toml":
            raise OSError(28, "No space left on device", str(path))
        return real(path, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(OSError, match="No space"):
        write_new(tmp_path / "r", {Path("plan.toml"): "a", Path("region.toml"): "b"})
    assert files_in(tmp_path) == set()


def test_every_page_says_that_it_is_an_example(tmp_path: Path) -> None:
    assert write_new(tmp_path / "r", example_files(default_answers(), "nb")) == ""
    home = tmp_path / "home"
    build(tmp_path / "r", home)
    site = Application(home, address="https://example.org")
    addresses = re.findall(r"<loc>https://example\.org([^<]+)</loc>", page(site, "/sitemap.xml"))
    assert len(addresses) > 60
    silent = [a for a in addresses if not re.search("eksempel|example", words(page(site, a)), re.I)]
    # The first edition has no changes to show, and accessibility is about the site: neither shows anything of the region.
    assert {address.split("/")[2] for address in silent} == {
        *("endringer", "endringar", "changes"),
        *("tilgjengelighet", "tilgjenge", "accessibility"),
    }


# retning serve where there is no region


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The homes that were served: serving itself ends at once."""
    homes: list[Path] = []

    def serve(home: Path, host: str, port: int, ready: Callable[[str], None], *_: object) -> int:
        homes.append(home)
        ready(f"http://{host}:{port}/")
        return 0

    monkeypatch.setattr(web, "serve", serve)
    return homes


def test_serve_without_region_or_terminal_says_in_one_line_what_to_run(
    here: Path, served: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve"])
    assert ended.value.code == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert "retning init" in said[0]
    assert served == []
    assert files_in(here) == set()


@pytest.mark.parametrize("answer", ["", "j", "Ja", "y"])
def test_serve_in_an_empty_folder_makes_an_example_when_someone_says_yes(
    here: Path, served: list[Path], monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    types(monkeypatch, answer)
    assert main(["serve"]) == 0
    assert files_in(here) >= FILES
    assert served == [Path("var")]


def test_serve_in_a_folder_with_other_things_puts_the_example_under_regions(
    here: Path, served: list[Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "letters.txt").write_text("", encoding="utf-8")
    types(monkeypatch, "j")
    assert main(["serve"]) == 0
    assert str(here / "regions" / "eksempel") in capsys.readouterr().out
    assert {name for name in files_in(here) if name.startswith("regions/eksempel/")} == {
        f"regions/eksempel/{name}" for name in FILES
    }
    assert main(["check"]) == 0


@pytest.mark.parametrize("answers", [("n",), ("hva?",), ()])
def test_serve_writes_nothing_when_the_answer_is_not_yes(
    here: Path, served: list[Path], monkeypatch: pytest.MonkeyPatch, answers: tuple[str, ...]
) -> None:
    types(monkeypatch, *answers)
    with pytest.raises(SystemExit) as ended:
        main(["serve"])
    assert ended.value.code == 2
    assert files_in(here) == set()
    assert served == []
