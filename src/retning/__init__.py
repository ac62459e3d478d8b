"""Retning turns a region's strategic plan into something everyone can check."""

__version__ = "0.1.0"
