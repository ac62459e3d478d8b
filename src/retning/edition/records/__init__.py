"""The records that an edition is made of: every file and every line of it has a type here (docs/reference/edition.md).

The modules do without ``from __future__ import annotations``: msgspec would compile every annotation again when it is first
used, which took 20 ms of the start of ``serve``.
"""
