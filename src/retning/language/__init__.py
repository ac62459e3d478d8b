"""Texts, numbers, dates and lists in bokmål, nynorsk and English."""
