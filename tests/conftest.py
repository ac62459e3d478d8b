"""Hooks of the test run."""
