"""What is built to be installed elsewhere: whole, with its licences, and able to run its own tests."""

from __future__ import annotations

import re
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from email import message_from_string
from html import unescape
from pathlib import Path

import pytest

from support.packages import ROOT, Site, build, copy_project, install, run, serving

PACKAGE = ROOT / "src" / "retning"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(tmp_path_factory.mktemp("project") / "retning")


@pytest.fixture(scope="module")
def wheel(project: Path) -> Path:
    done = build("wheel", project)
    assert done.returncode == 0, done.stderr
    return next((project / "dist").glob("*.whl"))


@pytest.fixture(scope="module")
def inside(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def files_of(folder: Path, project: Path) -> set[str]:
    """Every file below a folder, byte code aside, as the project names it."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {path.relative_to(project).as_posix() for path in found}


def test_the_wheel_holds_every_file_of_the_package(inside: dict[str, bytes], project: Path) -> None:
    wanted = {
        name.removeprefix("src/") for name in files_of(project / "src", project) if ".egg-info" not in name
    }
    assert wanted - set(inside) == {"retning/look/files/vendor/.made"}  # make's own note of when


def test_the_wheel_holds_the_texts_of_each_language_as_one_file(inside: dict[str, bytes]) -> None:
    compiled = {name for name in inside if "/compiled/" in name}
    assert compiled == {f"retning/locale/compiled/{lang}.json" for lang in ("nb", "nn", "en")}


def test_the_wheel_is_typed_and_says_its_licences(inside: dict[str, bytes]) -> None:
    assert "retning/py.typed" in inside
    about = next(name for name in inside if name.endswith(".dist-info/METADATA"))
    said = message_from_string(inside[about].decode())
    assert said["License-Expression"] == "MIT AND OFL-1.1"
    assert said.get_all("License-File") == [
        "LICENSE",
        "LICENSES/designsystemet-MIT.txt",
        "LICENSES/inter-OFL-1.1.txt",
    ]
    kept = about.replace("METADATA", "licenses/")
    for name in said.get_all("License-File", []):
        assert inside[kept + name] == (ROOT / name).read_bytes()


def test_the_wheel_holds_no_file_of_an_earlier_build(project: Path, wheel: Path) -> None:
    left = project / "build" / "lib" / "retning" / "left_behind.py"
    left.write_text("", encoding="utf-8")
    done = build("wheel", project)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(wheel) as archive:
        assert "retning/left_behind.py" not in archive.namelist()


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_without_the_vendored_files_nothing_is_built_and_make_is_named(kind: str, tmp_path: Path) -> None:
    project = copy_project(tmp_path / "retning")
    (project / "src/retning/look/files/vendor/inter.woff2").unlink()
    done = build(kind, project)
    assert done.returncode != 0
    assert "lacks inter.woff2" in done.stderr
    assert "make wheel" in done.stderr
    assert list(project.glob("dist/*.*")) == []


@pytest.fixture(scope="module")
def commands(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of an environment that the wheel was installed into."""
    return install(wheel, tmp_path_factory.mktemp("installed") / "environment")


@pytest.fixture(scope="module")
def site(commands: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """What a newcomer gets from ``retning init`` and ``retning serve`` in an empty folder, where the package cannot be written."""
    folder = tmp_path_factory.mktemp("empty")
    made = run([str(commands / "retning"), "init"], cwd=folder)
    assert made.returncode == 0, made.stderr
    with serving(commands, folder) as site:
        yield site


def test_an_empty_folder_has_a_site_within_thirty_seconds(site: Site) -> None:
    assert site.seconds < 30
    assert "Eksempelplanen (eksempel)" in site.get("/nb/").decode()


def test_the_installed_site_has_its_style_and_its_font(site: Site) -> None:
    front = unescape(site.get("/nb/").decode())
    (sheet,) = re.findall(r'href="(/assets/site\.[0-9a-f]+\.css)"', front)
    style = site.get(sheet)
    vendored = PACKAGE / "look/files/vendor"
    assert (vendored / "designsystemet.css").read_bytes() in style
    (font,) = set(re.findall(rb"url\((inter\.[0-9a-f]+\.woff2)\)", style))
    assert site.get(f"/assets/{font.decode()}") == (vendored / "inter.woff2").read_bytes()


def test_nothing_is_written_into_the_installed_package(site: Site, commands: Path) -> None:
    site.get("/nb/")
    package = next(commands.parent.rglob("site-packages/retning"))
    written = {p.name for p in package.rglob("*") if p.is_file() and p.stat().st_mtime > site.started}
    assert written == set()


@pytest.fixture(scope="module")
def source_archive(project: Path) -> Path:
    before = files_of(project, project)
    done = build("sdist", project)
    assert done.returncode == 0, done.stderr
    (project / "files-of-the-project.txt").write_text("\n".join(sorted(before)), encoding="utf-8")
    return next((project / "dist").glob("*.tar.gz"))


def test_the_source_archive_holds_every_file_of_the_project(source_archive: Path, project: Path) -> None:
    with tarfile.open(source_archive) as archive:
        held = {member.name.partition("/")[2] for member in archive.getmembers() if member.isfile()}
    wanted = set((project / "files-of-the-project.txt").read_text(encoding="utf-8").splitlines())
    made = ("build/", "dist/", "src/retning.egg-info/")
    assert {name for name in wanted - held if not name.startswith(made)} == set()


@pytest.mark.slow
def test_the_source_archive_finds_every_test_and_runs_them(source_archive: Path, tmp_path: Path) -> None:
    with tarfile.open(source_archive) as archive:
        archive.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.iterdir()
    wanted = "test_plan_files or test_plan_targets or test_plan_versions or test_docs"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", wanted]
    done = run(command, cwd=unpacked, PYTHONPATH="src")  # every file is collected, with whatever it needs
    assert done.returncode == 0, done.stdout[-3000:]
    assert " passed" in done.stdout or "100%" in done.stdout


def test_the_tutorial_can_be_followed(commands: Path, tmp_path: Path) -> None:
    """Every command of the tutorial but the installation, and ``serve``, which the tests of the site above have run."""
    tutorial = (ROOT / "docs/tutorial/your-own-region.md").read_text(encoding="utf-8")
    told = [line.removeprefix("$ ") for line in tutorial.splitlines() if line.startswith("$ ")]
    assert told == [
        "pipx install retning-0.1.0-py3-none-any.whl",
        *("mkdir my-region", "cd my-region", "retning init", "retning serve"),
        *("retning check", "retning build", "retning status"),
    ]
    folder = tmp_path / "my-region"
    folder.mkdir()
    for line in told:
        if line.startswith("retning ") and line != "retning serve":
            done = run([str(commands / "retning"), *line.split()[1:]], cwd=folder)
            assert done.returncode == 0, (line, done.stdout, done.stderr)
