"""Hooks of the test run. Tests that need the verification cases are left out, aloud, where those are missing."""

from shared_guard import pytest_ignore_collect, pytest_terminal_summary

__all__ = ["pytest_ignore_collect", "pytest_terminal_summary"]
