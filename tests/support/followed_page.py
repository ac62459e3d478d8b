"""Follow a page of the documentation literally: write the files that it shows, run the commands that it shows."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_FILE = re.compile(r"`([\w./-]+)`:\n\n```(\w*)\n(.*?)```", re.DOTALL)
_PART = re.compile(
    r"`(?P<path>[\w./-]+)`:\n\n```\w*\n(?P<text>.*?)```|```console\n(?P<console>.*?)```", re.DOTALL
)


@dataclass(frozen=True)
class FollowedPage:
    """A page under ``docs/contributing``, followed in a folder that looks like the project's."""

    name: str
    folder: Path

    @property
    def text(self) -> str:
        """The page as it is written."""
        return (ROOT / "docs" / "contributing" / self.name).read_text(encoding="utf-8")

    def file(self, name: str) -> str:
        """What the page shows as the content of a file.

        >>> FollowedPage("add-a-source.md", Path()).file("sources.toml").split()[0]
        '[source.made]'
        """
        (found,) = (text for path, _, text in _FILE.findall(self.text) if path == name)
        return str(found)

    def follow(self) -> None:
        """Write each file and run each command, in the order of the page.

        A command must succeed. A line below it that does not begin with ``$`` must be a part of what it wrote.
        """
        self._lay_out()
        session: list[str] = []
        for part in _PART.finditer(self.text):
            if path := part["path"]:
                target = self.folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(part["text"], encoding="utf-8")
                continue
            for command, *expected in _commands(part["console"]):
                # Settings that an earlier line exported hold for the later ones.
                said = self._run([*session, command])
                for line in expected:
                    assert line in said, f"{command}\n{said}"
                if command.startswith("export "):
                    session.append(command)

    def _run(self, lines: list[str]) -> str:
        done = subprocess.run(
            ["bash", "-e", "-c", "\n".join(lines)],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{lines[-1]}\n{done.stdout}{done.stderr}"
        return done.stdout

    def _lay_out(self) -> None:
        """The folders that pages name, and ``.venv/bin`` with the Python that runs this."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for name in ("src", "tests", "regions"):
            (self.folder / name).symlink_to(ROOT / name)
        programs = self.folder / ".venv" / "bin"
        programs.mkdir(parents=True)
        for name, arguments in (("python", ""), ("retning", " -m retning")):
            program = programs / name
            program.write_text(
                f'#!/bin/sh\nPYTHONPATH="{ROOT}/src" exec "{sys.executable}"{arguments} "$@"\n',
                encoding="utf-8",
            )
            program.chmod(0o755)


def _commands(console: str) -> list[list[str]]:
    """Each command with the lines that it should write."""
    found: list[list[str]] = []
    for line in console.splitlines():
        if line.startswith("$ "):
            found.append([line[2:]])
        else:
            found[-1].append(line)
    return found
