"""Someone at the keyboard, or nobody."""

from __future__ import annotations

import io
import sys

import pytest


class Keyboard(io.StringIO):
    """What someone types at a terminal, one line per question; then the end of the file."""

    def isatty(self) -> bool:
        """A terminal."""
        return True


def types(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Let someone answer the questions that come, and then end the file."""
    monkeypatch.setattr(sys, "stdin", Keyboard("".join(f"{line}\n" for line in lines)))


def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no one be there to answer."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())
