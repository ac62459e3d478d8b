"""Answers that need no test: the level beside another, the change since a base year, the place among others (2026.2)."""
