"""What holds of every strategy: money in, money out, and each switch takes its own part away."""

import pytest
from acting import act, money_adds_up, moved, paid, spends_within

from sim.strategies import find

WORKS = {"works_wages", "works_materials"}
PARTS = {  # strategy: {switch: (what it pays, what it moves)}
    "asset_redistribution": {
        "grants": ({"activity_grants", "training"}, {"activity_grant", "training"}),
        "training": ({"training"}, {"training"}),
        "land_reform": ({"land_compensation"}, {"land_change"}),
        "moved_services": ({"moved_services"}, {"services"}),
        "seats": ({"participation"}, {"participation"}),
    },
    "green_revolution": {
        "seed": ({"pledge seed"}, {"seed_subsidy"}),
        "extension": ({"extension"}, {"extension"}),
        "irrigation": ({"irrigation"}, {"irrigated_land"}),
    },
    "social_services": {
        "clinics": ({"clinic"}, {"clinic"}),
        "reimbursement": ({"pledge medical"}, set()),
        "maternal_care": ({"maternal_care"}, {"maternal_care"}),
        "tuition": ({"tuition"}, {"tuition"}),
        "school_meals": ({"school_meals"}, {"school_meals"}),
        "literacy": ({"literacy"}, {"literacy"}),
        "access": ({"service_access"}, {"service_access"}),
        "housing": ({"housing"}, {"housing"}),
    },
    "two_factor": {
        "extension": ({"extension"}, {"extension"}),
        "training": ({"training"}, {"training"}),
        "works": (WORKS, {"works"}),
        "roads": ({"roads"}, {"public_investment"}),
        "lasting_jobs": ({"lasting_jobs"}, {"lasting_jobs"}),
    },
}
SHARED = {"administration", "identification"}
WHOLE = ("asset_redistribution", "green_revolution", "social_services")  # all parts have a switch


@pytest.mark.parametrize("name", sorted(find()))
def test_the_money_adds_up(name):
    assert money_adds_up(name)


@pytest.mark.parametrize("name", WHOLE)
def test_every_part_is_paid_for_and_moves_its_channel(name):
    county, parts = act(name), PARTS[name].values()
    assert spends_within(county)
    assert set(paid(county)) - SHARED == set.union(*(kinds for kinds, _ in parts))
    assert moved(county) == set.union(*(channels for _, channels in parts))


@pytest.mark.parametrize(
    ("name", "switch"), [(name, switch) for name, parts in PARTS.items() for switch in parts]
)
def test_a_switch_takes_its_part_away_and_no_other(name, switch):
    whole, without = act(name), act(name, **{switch: False})
    pays, moves = PARTS[name][switch]
    assert set(paid(whole)) - set(paid(without)) == pays
    assert moved(whole) - moved(without) == moves
