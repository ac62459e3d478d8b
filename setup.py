"""What building a wheel or a source archive does beyond pyproject.toml: demand the vendored files, compile the texts.

Run by setuptools; a clone is built with ``make wheel``, which makes the vendored files first.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist
from setuptools.errors import SetupError

HERE = Path(__file__).resolve().parent
VENDORED = ("designsystemet.css", "designsystemet-LICENSE.txt", "inter.woff2", "inter-LICENSE.txt")


def demand_vendored_files() -> None:
    """Raise ``SetupError`` where third-party style and type are not in place: a site without them would look broken."""
    folder = HERE / "src/retning/look/files/vendor"
    missing = [name for name in VENDORED if not (folder / name).is_file()]
    if missing:
        raise SetupError(
            f"{folder.relative_to(HERE).as_posix()} lacks {', '.join(missing)}. "
            "They are made from npm packages and are not kept in git: run `make wheel`, or `make sdist`, in the clone."
        )


class BuildPackage(build_py):
    """Copy the package for a wheel, with its texts compiled, and nothing that an earlier build left behind."""

    def run(self) -> None:
        """Make the copy; an editable install has its files where they are and skips all of this."""
        if self.editable_mode:
            super().run()
            return
        demand_vendored_files()
        package = Path(self.build_lib) / "retning"
        shutil.rmtree(package, ignore_errors=True)
        super().run()
        sys.path.insert(0, str(HERE / "src"))
        from retning.language.texts import COMPILED, write_compiled

        write_compiled(HERE / "src/retning/locale", package / "locale" / COMPILED)


class SourceArchive(sdist):
    """A source archive with the vendored files inside, so that it installs where there is no Node."""

    def run(self) -> None:
        """Make the archive."""
        demand_vendored_files()
        super().run()


setup(cmdclass={"build_py": BuildPackage, "sdist": SourceArchive})
