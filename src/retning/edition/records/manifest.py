"""``manifest.json``: what an edition consists of."""

from collections.abc import Mapping

from retning.edition.records.base import Day, Record


class About(Record, frozen=True, kw_only=True):
    """What a manifest tells besides the files: the day that the edition stands for, by which rules, of which plan."""

    as_of: Day
    rule_version: str = ""
    code_version: str = ""
    plan: str = ""


class Manifest(About, frozen=True, kw_only=True):
    """The format, the hash over everything, and the hash of each file by its path inside the folder."""

    format: int
    hash: str
    files: Mapping[str, str]
