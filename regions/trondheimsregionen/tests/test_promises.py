"""What the plan promised outside its goals: every promise has an answer, also where the answer is that there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from retning.public.http.wsgi import Application
from support.site_reader import page, words


@pytest.fixture(scope="module")
def application(real_home: Path) -> Application:
    return Application(real_home)


def test_every_promise_says_how_it_stands(application: Application) -> None:
    site = application.site()
    assert site is not None
    promised = [*site.edition.plan.principles, *site.edition.plan.preconditions]
    assert len(promised) == 18
    silent = 0
    for element in promised:
        said = words(page(application, f"/nb/fundament/{element.id}/"))
        assert "Hvordan står det til?" in said
        silent += "Ikke vurdert" in said
    whole = words(page(application, "/nb/fundament/"))
    assert whole.count("Ikke vurdert") == silent
    assert f"Planen har 18 prinsipper og forutsetninger. Vi følger {18 - silent} av dem" in whole


def test_the_yearly_duty_of_the_foundation_is_counted_over_the_municipalities(
    application: Application,
) -> None:
    said = words(page(application, "/nb/fundament/p13/"))
    assert "av 8 i 2020" in said
    assert "Ikke vurdert" not in said


@pytest.mark.parametrize("area", ["trondheim", "melhus", "indre-fosen"])
def test_a_municipality_stands_on_all_thirty_four_strategies(application: Application, area: str) -> None:
    shown = page(application, f"/nb/omrade/{area}/")
    assert shown.count('<li class="stands-') == 34
    assert "Strategier i planen: 34." in words(shown)
    assert 'class="chart chart-tiles"' in shown


def test_every_member_has_a_place_on_the_map(application: Application) -> None:
    site = application.site()
    assert site is not None
    members = site.edition.areas[site.edition.region.main].memberships[-1].members
    assert all(site.edition.areas[m].tile for m in members)
