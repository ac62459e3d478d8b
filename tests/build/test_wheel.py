"""What is built to be installed elsewhere: whole, with its licences, and able to run its own tests."""

from __future__ import annotations

import shutil
import tarfile
import zipfile
from email import message_from_string
from pathlib import Path

import pytest

from support.packages import NOT_SOURCE, ROOT, build, copy_project

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
    project = tmp_path / "retning"
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        project.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, project)
    for folder in ("src", "LICENSES"):
        shutil.copytree(ROOT / folder, project / folder, ignore=NOT_SOURCE)
    (project / "src/retning/look/files/vendor/inter.woff2").unlink()
    done = build(kind, project)
    assert done.returncode != 0
    assert "lacks inter.woff2" in done.stderr
    assert "make wheel" in done.stderr
    assert list(project.glob("dist/*.*")) == []


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
