"""The records that an edition is made of: every file and every line of it has a type here (docs/reference/edition.md)."""
