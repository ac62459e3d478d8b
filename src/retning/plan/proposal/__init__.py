"""From a plan's text to a proposed ``plan.toml``: numbered elements word for word, for a person to confirm.

Nothing is decided here. What the words suggest (a target's type) becomes a comment, and what found no place is listed at the end
of the file, so that no sentence of a plan disappears without being seen.
"""
