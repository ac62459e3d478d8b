"""The grammar: computed answers in, sentences out, in three languages.

One grammar for every indicator and plan element; nothing here knows any of them. A sentence is a list of parts:
text without a single digit, and numbers, each with a reference to what it rests on (:mod:`.parts`). A fall is
described by the template that describes a rise, with opposite words put into it (:mod:`.opposites`), and better and
worse are chosen by the declared direction alone. Which sentences open a page is chosen by a fixed rule that treats
good and bad alike (:mod:`.opening`).
"""

from retning.sentences.context import Context
from retning.sentences.gist import gists_of
from retning.sentences.grammar import distribution, of_area, of_elements
from retning.sentences.opening import openings
from retning.sentences.parts import Figure, Label, compose

__all__ = [
    "Context",
    "Figure",
    "Label",
    "compose",
    "distribution",
    "gists_of",
    "of_area",
    "of_elements",
    "openings",
]
