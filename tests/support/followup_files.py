"""What owners and duty holders write, as TOML for the invented region: a statement, duties and reports."""

from __future__ import annotations

STATEMENT = """
[[statement]]
element = "B-a"
state = "at risk"
date = 2024-01-15
address = "https://example.org/sak/7"
body = { nb = "Eksempelrådet", nn = "Eksempelrådet", en = "The Example Council" }
text = { nb = "Vi mangler folk.", nn = "Vi manglar folk.", en = "We lack people." }
"""

DUTIES = """
[[duty]]
id = "plan"
principle = "A"
due = "H1"
title = { nb = "Plan gjennomgått", nn = "Plan gjennomgådd", en = "Plan reviewed" }
quote = { nb = "Flere skal ville bo", nn = "Fleire skal vilje bu", en = "More people shall want to live" }

[[duty]]
id = "arena"
principle = "B"
due = "year"
title = { nb = "Felles arena", nn = "Felles arena", en = "Joint arena" }
quote = { nb = "Alle som vil arbeide", nn = "Alle som vil arbeide", en = "All who want to work" }
"""

REPORT_DONE = """
[[report]]
area = "cnes"
duty = "plan"
year = 2024
state = "done"
date = 2024-02-01
evidence = "https://example.org/vedtak"
"""

REPORT_STARTED = """
[[report]]
area = "avik"
duty = "plan"
year = 2024
state = "started"
date = 2024-02-10
"""

REPORT_EARLIER = """
[[report]]
area = "avik"
duty = "arena"
year = 2023
state = "done"
date = 2023-11-02
evidence = "https://example.org/arena"
note = { nb = "Et møte.", nn = "Eit møte.", en = "A meeting." }
"""
