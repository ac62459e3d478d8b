"""``retning init --plan``: from a plan's text to a region that can be served, and clear words where that cannot be done."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from retning.build.region import check_region
from retning.build.run import build
from retning.cli import main
from retning.public.http.wsgi import Application
from support.cases import case_file
from support.keyboard import nobody, types
from support.site_reader import page, words

PLAN = (
    "Næringsplan for Døme kommune\n\nMål og strategier\n\n1. Mål: Flere skal bo her.\n1.1. Bygge boliger.\n"
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan's text in it, nobody at the keyboard, and no setting of ours."""
    monkeypatch.chdir(tmp_path)
    for name in ("RETNING_REGION", "RETNING_HOME", "RETNING_LANGUAGE", "RETNING_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    nobody(monkeypatch)
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    return tmp_path


def files_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.name != "plan.txt"}


def test_a_plans_text_becomes_a_region_that_can_be_built(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", "--plan", "plan.txt"]) == 0
    assert files_in(here) == {"plan.toml", "area.toml", "region.toml"}
    assert check_region(here, here / "var") == []
    said = capsys.readouterr().out
    assert "Punkter: 2" in said
    assert "retning check" in said


def test_the_printed_plan_of_the_first_region_can_be_served_at_once(here: Path) -> None:
    text = case_file("region", "strategisk-naeringsplan.nb.txt")
    assert main(["init", "rike", "--plan", str(text)]) == 0
    build(here / "rike", here / "home")
    site = Application(here / "home")
    assert "Alle politikere skal besøke minimum en bedrift hvert år." in words(page(site, "/nb/plan/3.4/"))
    assert "Strategy 3.4" in words(page(site, "/en/plan/3.4/"))


def test_the_name_of_the_plan_is_taken_from_its_text(here: Path) -> None:
    assert main(["init", "--plan", "plan.txt"]) == 0
    plan = tomllib.loads((here / "plan.toml").read_text(encoding="utf-8"))["plan"]
    assert plan["title"]["nb"] == "Næringsplan for Døme kommune"
    assert plan["owner"]["nb"] == "Eieren av planen (ikke oppgitt)"


def test_someone_at_the_keyboard_is_asked_what_the_text_does_not_say(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    types(monkeypatch, "Døme", "", "Kommunestyret")
    assert main(["init", "--plan", "plan.txt"]) == 0
    plan = tomllib.loads((here / "plan.toml").read_text(encoding="utf-8"))["plan"]
    assert plan["title"]["nb"] == "Næringsplan for Døme kommune"
    assert plan["owner"]["nb"] == "Kommunestyret"
    assert 'nb = "Døme (eksempel)"' in (here / "area.toml").read_text(encoding="utf-8")


def test_areas_that_exist_are_left_as_they_are(here: Path) -> None:
    (here / "area.toml").write_text("mine", encoding="utf-8")
    assert main(["init", "--plan", "plan.txt"]) == 0
    assert files_in(here) == {"plan.toml", "area.toml"}
    assert (here / "area.toml").read_text(encoding="utf-8") == "mine"


def test_a_plan_that_exists_is_never_overwritten(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "plan.toml").write_text("mine", encoding="utf-8")
    assert main(["init", "--plan", "plan.txt"]) == 1
    assert "plan.toml" in capsys.readouterr().err
    assert files_in(here) == {"plan.toml"}
    assert (here / "plan.toml").read_text(encoding="utf-8") == "mine"


BAD: list[tuple[str, bytes | None, str]] = [
    ("nowhere.txt", None, "Fant ikke filen nowhere.txt"),
    ("plan.pdf", b"%PDF-1.7\n\x00", "plan.pdf er en PDF"),
    ("plan.docx", b"PK\x03\x04\x14\x00\x06\x00", "tekstbehandlingsprogram"),
    ("plan.bin", bytes(range(256)), "plan.bin er ikke en tekstfil"),
    ("empty.txt", b"", "empty.txt er tom"),
    ("letter.txt", "Kjære alle. Dette er et brev.".encode(), "Fant verken nummererte mål"),
    ("large.txt", b"Ord og ord.\n" * 100_000, "større enn 1 MB"),
]


@pytest.mark.parametrize(("name", "data", "said"), BAD, ids=[name for name, _, _ in BAD])
def test_a_file_that_is_no_plans_text_is_told_in_plain_words(
    here: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes | None, said: str
) -> None:
    if data is not None:
        (here / name).write_bytes(data)
    assert main(["init", "rike", "--plan", name]) == 1
    assert said in capsys.readouterr().err
    assert not (here / "rike").exists()


def test_a_folder_is_no_plans_text(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--plan", str(here)]) == 1
    assert "Fant ikke filen" in capsys.readouterr().err


@pytest.mark.parametrize(("language", "said"), [("nn", "er ein PDF"), ("en", "is a PDF")])
def test_trouble_is_told_in_the_language_of_the_reader(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str, said: str
) -> None:
    monkeypatch.setenv("RETNING_LANGUAGE", language)
    (here / "plan.pdf").write_bytes(b"%PDF-1.7")
    assert main(["init", "--plan", "plan.pdf"]) == 1
    assert said in capsys.readouterr().err
