"""What holds for every test, those of the regions too: one profile for hypothesis.

No deadline for an example, because a busy machine is no fault of the code: time is measured in ``benchmarks/``. The same
examples every time, so that a run that fails fails for the next reader too. ``pytest --hypothesis-profile=search`` looks
for new examples instead.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "same", deadline=None, database=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", settings.get_profile("same"), derandomize=False, print_blob=True)
settings.load_profile("same")
