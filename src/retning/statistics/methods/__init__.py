"""Arithmetic on arrays: numpy only, no tables, no texts, no files."""
