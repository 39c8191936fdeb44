"""A household's life in words: what is told is what happened, and luck is told once."""

from small_county import opened, plan

from sim.biography import live, live_twice, tell
from sim.simulate import enter_arm

ARMS = {"pairing": {"village_household_pairing": {}}, "cash": {"universal_transfer": {}}}


def test_the_same_arm_twice_is_the_same_life():
    scenario = plan(ARMS)
    one, other = live_twice(scenario, ("none", "none"), 1, 5)
    assert one == other
    told = list(tell(("none", "none"), [one, other], 5))
    assert len(told) == scenario.years + 2 and not any("; under none" in line for line in told)


def test_luck_is_the_same_in_both_worlds_and_cash_is_told():
    scenario = plan(ARMS)
    for row in (0, 17, 400):
        poor, cash = live_twice(scenario, ("none", "cash"), 1, row)
        for one, other in zip(poor, cash, strict=True):
            struck = [{event for event in year.events if "fell ill" in event or "drought" in event}
                      for year in (one, other)]
            assert struck[0] == struck[1]
            assert any("programmes paid it" in event for event in other.events)
            assert not any("programmes paid it" in event for event in one.events)


def test_income_is_that_of_the_household():
    scenario = plan(ARMS)
    years = list(live(enter_arm(opened(scenario), "pairing"), 3))
    society = enter_arm(opened(scenario), "pairing")
    from sim.cycle import live_a_year

    for year in years:
        society.year = year.year
        live_a_year(society)
        h = society.households
        assert year.income == h.income[3] / h.persons[3]
        assert year.poor == (year.income < society.world.poverty_line)
