"""What makes two worlds comparable, and what holds in every year of every run."""

import gc
import pickle
import weakref

import numpy as np
import pytest
from auditing import WATCHED, Auditor
from small_county import (
    OURS,
    Dreamer,
    Greedy,
    bare,
    columns,
    different,
    lived,
    opened,
    pass_years,
    plan,
)

from sim.cycle import CYCLE
from sim.processes import audit as audit_module
from sim.processes.coping import find_shortfall, pool_in_villages
from sim.simulate import Run, _opened, enter_arm, simulate

GROUPS = {"record": {"groups": ["all", "quintile", "remoteness", "cause"]}}
ALL = {name.replace("_", "-"): use for name, use in OURS.items()}
PAYS = "universal_transfer"
PAIRING = "village-household-pairing"
AT_A_TIME = (1_000, 8_192, 32_768)


def outcomes(run: Run):
    return {row[:4]: row[4] for row in run.outcomes}


def assert_no_difference(run, baseline, years=None):
    """Exactly 0.0 in every measure that both runs have."""
    ours, theirs = outcomes(run), outcomes(baseline)
    both = [key for key in ours if key in theirs and (years is None or key[0] in years)]
    assert {key[1] for key in both} >= {"fgt0", "fgt1", "watts", "gini", "mpi_m0", "cost_total"}
    assert [key for key in both if ours[key] - theirs[key] != 0.0] == []
    missing = [key for key in theirs if key not in ours and (not years or key[0] in years)]
    assert missing == []


@pytest.fixture(scope="module")
def idle():
    """Arms that must equal the baseline, beside one that must not."""
    nothing = {name + "-nothing": {name: {"share": 0}} for name in OURS}
    late = {name + "-late": {name: {"from": 2013}} for name in OURS}
    arms = nothing | late | {"dreams": [Dreamer], "pays": {PAYS: {}}}
    return plan(arms | {"dreams-and-pays": {"dreamer": Dreamer, PAYS: {"share": 1.0}}}, **GROUPS)


@pytest.fixture(scope="module")
def baseline(idle):
    return simulate(idle, "none", 1)


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_share_of_nought_is_the_baseline(name, idle, baseline):
    assert_no_difference(simulate(idle, name + "-nothing", 1), baseline)


def test_a_strategy_that_draws_but_spends_nothing_is_the_baseline(idle, baseline):
    run = simulate(idle, "dreams", 1)
    assert_no_difference(run, baseline)
    unspent = outcomes(run)[2012, "budget_unspent", "", "all"]
    assert unspent == 150 * outcomes(run)[2012, "population", "", "all"]


def test_one_that_pays_is_not(idle, baseline):
    with pytest.raises(AssertionError):
        assert_no_difference(simulate(idle, "pays", 1), baseline)


@pytest.mark.parametrize("name", sorted(OURS))
def test_what_starts_later_leaves_the_years_before_alone(name, idle, baseline):
    assert_no_difference(simulate(idle, name + "-late", 1), baseline, years={2011, 2012})


def test_and_moves_those_after(idle, baseline):
    with pytest.raises(AssertionError):
        assert_no_difference(simulate(idle, "growth-late", 1), baseline, years={2013, 2014})


def test_draws_shift_nobodys_luck(idle):
    """A strategy that draws, beside one that pays, changes nothing of what the other does."""
    assert_no_difference(simulate(idle, "dreams-and-pays", 1), simulate(idle, "pays", 1))


def test_the_same_household_meets_the_same_luck_in_every_arm(idle):
    left, right = (lived(opened(idle), arm, 1).households for arm in ("none", "pays"))
    assert (left.cash != right.cash).any()
    for name in ("ill", "still_ill", "medical_bill", "drought_loss"):
        assert np.array_equal(getattr(left, name), getattr(right, name)), name


PAIRS = [
    ("asset_redistribution", "two_factor"), ("social_services", "universal_transfer"),
    ("asset_redistribution", "village_household_pairing"),
    ("green_revolution", "village_household_pairing"), ("growth", "marginal_redistribution"),
    ("income_floor", "village_household_pairing"), ("social_services", "village_household_pairing"),
    ("asset_redistribution", "green_revolution"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_the_order_of_strategies_does_not_matter(one, other):
    scenario = plan({"a": {one: {}, other: {}}, "b": {other: {}, one: {}}})
    left, right = simulate(scenario, "a", 1), simulate(scenario, "b", 1)
    assert left.outcomes == right.outcomes and left.ledger == right.ledger


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_who_acts_first_does_not_matter(one, other):
    county = opened(plan({"both": {one: {}, other: {}}}))
    left, right = enter_arm(county, "both"), enter_arm(county, "both")
    right.programmes = dict(reversed(right.programmes.items()))
    for society in (left, right):
        pass_years(society, CYCLE, 2)
    for key, column in columns(left).items():
        assert np.allclose(column, columns(right)[key], rtol=1e-12, atol=1e-9), key


@pytest.mark.parametrize("arm", ["asset-redistribution", "village-household-pairing"])
@pytest.mark.parametrize("size", [29, 137, 999])
def test_households_computed_apart_or_together_are_equal_to_the_bit(arm, size):
    county = opened(plan(ALL))
    whole, apart = enter_arm(county, arm), enter_arm(county, arm)
    apart.cut(size)
    for society in (whole, apart):
        pass_years(society, CYCLE, 2)
    assert different(columns(whole), columns(apart)) == []


@pytest.fixture(scope="module")
def of_two_tiles():
    """More households than any of these tiles holds, in villages whose ends are those of none."""
    arms = {name: {name.replace("-", "_"): {}} for name in ("social-services", PAIRING)}
    county = opened(plan(arms, households=AT_A_TIME[-1] + 1800, villages=50))
    assert not np.isin(AT_A_TIME, county.villages.first_row).any()
    return county


@pytest.mark.parametrize("arm", ["none", "social-services", PAIRING])
def test_results_do_not_depend_on_how_many_households_are_taken_at_a_time(of_two_tiles, arm):
    whole = columns(lived(of_two_tiles, arm, 2, tiled=False))
    for size in AT_A_TIME:
        apart = enter_arm(of_two_tiles, arm)
        apart.cut(size)
        pass_years(apart, CYCLE, 2)
        assert len(apart.households.tiles) > 1
        assert different(columns(apart), whole) == [], size


def test_the_same_seed_gives_the_same_run(idle, baseline):
    _opened.cache_clear()
    again = simulate(idle, "none", 1)
    assert again.outcomes == baseline.outcomes and again.ledger == baseline.ledger
    assert again.transitions == baseline.transitions and again.seed == baseline.seed
    assert simulate(idle, "none", 2).outcomes != baseline.outcomes


def test_an_arm_leaves_the_opened_county_as_it_was(idle):
    county = opened(idle)
    before = columns(county)
    lived(county, "pays", 2)
    assert different(columns(county), before) == []


def test_the_last_arm_lives_in_the_opened_county_and_leaves_none(idle):
    first, again = simulate(idle, "pays", 1), simulate(idle, "pays", 1, last=True)
    assert first.outcomes == again.outcomes and first.ledger == again.ledger
    assert _opened.cache_info().currsize == 0


@pytest.mark.parametrize("arm", sorted(ALL))
def test_a_strategy_keeps_nothing_of_a_county_it_has_acted_in(arm):
    """It is the same object in every county of a scenario, and outlives them all."""
    society = lived(opened(plan(ALL)), arm)
    strategies = [programme.strategy for programme in society.programmes.values()]
    people = weakref.ref(society.households)
    del society
    gc.collect()
    assert strategies and people() is None


def test_a_county_put_away_and_taken_out_goes_on_as_if_nothing_was(idle):
    society = lived(opened(idle), "pays", 1)
    again = pickle.loads(pickle.dumps(society))
    for county in (society, again):
        pass_years(county, CYCLE, 2)
    assert different(columns(society), columns(again)) == []


@pytest.mark.parametrize("finance", ["outside", "local", "mixed"])
@pytest.mark.parametrize("arm", ["none", *sorted(ALL)])
def test_every_year_closes(arm, finance):
    county = opened(plan(ALL, finance=finance))
    lived(county, arm, 5, WATCHED, watch=Auditor(county))


def test_every_year_closes_with_all_strategies_at_a_large_budget():
    arms = {"all": {name: {} for name in OURS}}
    county = opened(plan(arms, budget=900, finance="mixed"))
    lived(county, "all", 6, WATCHED, watch=Auditor(county))


@pytest.mark.parametrize(
    "damage",
    [
        ("cash", lambda h: h.cash.__setitem__(5, h.cash[5] + 1e4)),
        ("land", lambda h: h.land.__setitem__(5, h.land[5] * 1.5)),
        ("persons", lambda h: h.persons.__setitem__(5, 9)),
        ("neighbours", lambda h: h.claims.__setitem__(5, h.claims[5] + 1e4)),
        ("farm_capital", lambda h: h.farm_capital.__setitem__(5, -1.0)),
        ("finite number in 2012: visit_memory of household, trust", lambda h: (
            h.trust.__setitem__(5, np.nan), h.visit_memory.__setitem__(7, np.inf))),
    ],
    ids=lambda damage: damage[0],
)  # fmt: skip
def test_the_audit_stops_a_run_that_cheats(damage, idle):
    phrase, cheat = damage

    def meddle(society):
        cheat(society.households)

    cycle = tuple(p for p in CYCLE if p is not audit_module.audit)
    with pytest.raises(audit_module.LedgerError, match=phrase):
        lived(opened(idle), "none", 1, cycle=(*cycle, meddle, audit_module.audit))


@pytest.mark.parametrize("budget", [75, 150, 300])
def test_whoever_asks_for_more_than_the_budget_spends_the_budget(budget):
    scenario = plan({"greedy": [Greedy]}, budget=budget)
    values = outcomes(simulate(scenario, "greedy", 1))
    for year in (2012, 2013, 2014):
        population = values[year, "population", "", "all"]
        assert values[year, "cost_total", "", "all"] == pytest.approx(budget * population)
        assert values[year, "cost_total", "", "all"] <= budget * population
        assert values[year, "budget_unspent", "", "all"] == pytest.approx(0.0, abs=1e-6)


def test_a_village_pool_gives_what_it_gets_within_need_and_means():
    society = bare(2000, 10, seed=4)
    h = society.households
    h.cash *= society.uniform("poor", h) * 3
    pass_years(society, [find_shortfall])
    need, surplus = h.shortfall.copy(), h.surplus.copy()
    cycle_cash = h.cash.copy()
    pass_years(society, [pool_in_villages])
    assert np.abs(society.village_sum(h.pooled)).max() <= 1e-6
    assert (h.pooled <= need + 1e-9).all() and (h.pooled >= -surplus - 1e-9).all()
    assert (h.pooled > 0).any() and (h.pooled < 0).any()
    assert np.allclose(h.cash - cycle_cash, h.pooled, atol=1e-9)


def test_a_county_that_is_left_frees_its_memory_at_once():
    """A run of a large county must not wait for the collector of cycles while the next begins."""
    gc.disable()
    try:
        county = lived(opened(plan(ALL)), "village-household-pairing")
        alive = weakref.ref(county.households)
        del county
        assert alive() is None
    finally:
        gc.enable()
