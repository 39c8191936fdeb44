"""Pairing: every local model moves its channel with money, and its effect goes with it."""

from dataclasses import replace

import numpy as np
import pytest
from small_county import begin

from sim.catalogue import PARAMETERS
from sim.cycle import YEAR, live_a_year
from sim.ground.parameters import Paths
from sim.processes.cadres import assign_cadres
from sim.processes.causes import CAUSES, diagnose, true_cause
from sim.processes.identification import quota, score
from sim.scenario import ScenarioError, load
from sim.simulate import open_society
from sim.strategies import find
from sim.strategies.pairing import MODELS, VillageHouseholdPairing, collect_parameters

SCENARIO = """
name: pairing
county: {template: gansu-2011, households: 2000, villages: 10}
horizon: {start: 2011, years: 9}
world: {activities: greenhouse}
budget: 150
baseline: none
arms: {none: {}, pairing: {village_household_pairing: {}}}
"""
ACCOUNT = "programme:village_household_pairing"
# local model: the channel it fills, the kind under which it pays, the unit cost of the channel
BOUGHT = {
    "cadre_household": ("visits", "cadre_days", lambda c, h: c.world.cadre_day_cost),
    "tuition_support": ("tuition", "tuition", lambda c, h: 850.0 * h.children),
    "skill_training": ("training", "training", lambda c, h: 600.0),
    "job_brokering": ("job_brokering", "job_brokering", lambda c, h: 150.0),
    "disaster_recovery": ("farm_capital_grant", "farm_capital", lambda c, h: 1.0),
    "housing_grants": ("housing", "housing", lambda c, h: np.where(h.unsafe_house, 12000.0, 1500)),
    "start_up_grants": ("activity_grant", "activity_assets", lambda c, h: 1.0),
}
# What a household gets of a channel: by the cadre's eight days, by what a start lacks, or one dose.
DOSES = dict.fromkeys(BOUGHT, lambda c, rows: np.ones(len(rows))) | {
    "cadre_household": lambda c, rows: shared_days(c.households.cadre[rows]),
    "disaster_recovery": lambda c, rows: np.full(len(rows), 1000.0),
    "start_up_grants": lambda c, rows: 1.05 * 15000 - c.households.activity_capital[rows],
}
CORE = (*BOUGHT, "dynamic_management", "dibao_link", "medical_aid", "guaranteed_loans",
        "targeted_identification")
PAID = {name: kind for name, (_, kind, _) in BOUGHT.items()} | {
    "dynamic_management": "checks", "dibao_link": "dibao_link", "medical_aid": "medical_aid",
    "guaranteed_loans": "guarantee_deposit",
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    path = tmp_path_factory.mktemp("pairing") / "pairing.yaml"
    path.write_text(SCENARIO)
    county = open_society(load(path), 1)
    county.ledger.keep_rows = True
    return county


def enter(opened, years=0, targeting="common", share=1.0, **values):
    """The county after some years of pairing with these values; the use has this share."""
    county = opened.copy()
    county.scenario = replace(opened.scenario, targeting=targeting)
    values = {"only": CORE} | values
    use = county.scenario.arms["pairing"]["village_household_pairing"]
    begin(county, VillageHouseholdPairing(**values), use=replace(use, share=share))
    for _ in range(years):
        live_on(county)
    return county


def live_on(county):
    county.year += 1
    live_a_year(county)


def without_policy(opened, years):
    county = opened.copy()
    for _ in range(years):
        live_on(county)
    return county


def paid(county, kind, account=ACCOUNT):
    """What the year's ledger shows under a kind, yuan."""
    flows = county.ledger.flows.items()
    return sum(float(flow.sum()) for (payer, _, k), flow in flows if (payer, k) == (account, kind))


def shared_days(cadres):
    """Visits to a household, given the cadre of each: eight days shared out, at most three."""
    return np.array([min(3.0, 8 / list(cadres).count(cadre)) for cadre in cadres])


def pairing(county):
    """The programme of pairing in the county's year."""
    return county.programmes["village_household_pairing"]


def planned(county):
    """The plan of next year after the local models have acted, before its consequences."""
    county.year += 1
    county.open_year()
    strategy = pairing(county).strategy
    made, plans = strategy.plan, []
    strategy.plan = lambda *given: plans.append(made(*given)) or plans[-1]
    for process in (*YEAR["paths"], *YEAR["government"][:3]):
        if getattr(process, "by_household", False):
            process(county.households, county)
        else:
            process(county)
    return plans[0]


def test_it_is_found_by_name_and_names_its_local_models():
    assert find()["village_household_pairing"] is VillageHouseholdPairing
    parameters = VillageHouseholdPairing.parameters
    assert parameters["only"].choices == parameters["without"].choices == tuple(MODELS)
    assert parameters["only"].check(["dibao_link", "mentors"]) is not None
    assert not any(parameter.check(parameter.default) for parameter in parameters.values())


def test_a_parameter_declared_twice_is_refused(monkeypatch):
    twin = MODELS["skill_training"].parameters
    monkeypatch.setattr(MODELS["job_brokering"], "parameters", twin)
    with pytest.raises(ImportError, match="course_cost"):
        collect_parameters()


def test_only_and_without_choose_the_local_models():
    names = list(MODELS)
    assert list(VillageHouseholdPairing().models) == names
    assert list(VillageHouseholdPairing(only=["medical_aid"]).models) == ["medical_aid"]
    assert list(VillageHouseholdPairing(without=[names[0]]).models) == names[1:]


@pytest.mark.parametrize("values", [{"share": 0.0}, {"share": 0.0, "targeting": "own"}])
def test_an_empty_purse_is_the_baseline_to_the_bit(opened, values):
    idle, none = enter(opened, 3, **values), without_policy(opened, 3)
    for kind, table in none.tables.items():
        for name, column in table.items():
            assert np.array_equal(column, idle.tables[kind].arrays[name]), (kind, name)


def test_nothing_to_do_changes_nothing_but_the_books(opened):
    """With every local model off the programme lists and administers, and nobody is helped."""
    idle, none = enter(opened, 3, without=list(MODELS)), without_policy(opened, 3)
    assert np.array_equal(idle.households.activity_capital, none.households.activity_capital)
    assert paid(idle, "unspent") > 0.9 * idle.government.budget[0]


@pytest.mark.parametrize("name", BOUGHT)
def test_a_channel_is_money_paid_over_its_unit_cost(opened, name):
    channel, kind, unit_cost = BOUGHT[name]
    county = enter(opened, only=[name])
    county.paths = Paths(PARAMETERS, {
        **county.scenario.world, "misdirected_help": 1})  # each dose is of use in full
    planned(county)
    values = county.given(channel) * np.ones(len(county.households))
    helped = np.flatnonzero(values)
    assert len(helped) > 0
    assert values[helped] == pytest.approx(DOSES[name](county, helped), rel=1e-12)
    cost = unit_cost(county, county.households) * values
    purse = pairing(county).purse
    booked = sum(float(np.sum(amount)) for _, amount, k in purse.pending if k == kind)
    assert booked == pytest.approx(float(cost.sum()), rel=1e-12)


@pytest.mark.parametrize("name", PAID)
def test_a_local_model_switched_off_takes_its_payments_along(opened, name):
    off = "start_up_grants" if name == "skill_training" else None  # both buy courses
    whole = enter(opened, 1, without=[m for m in [off] if m])
    less = enter(opened, 1, without=[m for m in [off, name] if m])
    assert paid(whole, PAID[name]) > 0
    assert paid(less, PAID[name]) == 0
    if name in BOUGHT and name != "skill_training":
        assert whole.given(BOUGHT[name][0]).any()
        assert not np.any(less.given(BOUGHT[name][0]))


def test_spending_stays_within_the_budget_whatever_the_share(opened):
    for share in (0.01, 0.1, 1.0):
        county = enter(opened, 2, share=share)
        budget = 150 * county.population * share
        assert county.government.cost_total[0] <= budget * (1 + 1e-12)
        assert county.government.budget_unspent[0] < 0.2 * budget


def test_with_identification_the_neediest_come_first(opened):
    """Scores are in standard deviations of the county; a lottery among the listed is its rival."""
    ranks = {}
    for beside in ("targeted_identification", "medical_aid"):
        county = enter(opened, only=["start_up_grants", beside], share=0.3)
        planned(county)
        helped = county.given("activity_grant") > 0
        ranks[beside] = score(county, pairing(county).strategy)[helped].mean()
    assert ranks["targeted_identification"] < ranks["medical_aid"] - 0.3


def test_an_own_list_grows_accurate_with_paid_visits_only(opened):
    strategy = VillageHouseholdPairing()
    county = enter(opened, 2, targeting="own")
    assert paid(county, "survey_visits") > 0
    assert strategy.accuracy(county).mean() > strategy.accuracy(opened).mean()
    assert np.all(strategy.accuracy(opened) == county.world.office_accuracy)
    blind = enter(opened, 1, targeting="own", without=["targeted_identification"])
    assert pairing(blind).strategy.accuracy(blind) == blind.world.office_accuracy
    assert paid(blind, "survey_visits") == 0


def test_the_file_is_left_after_two_years_above_the_line_and_a_sound_home(opened):
    county = enter(opened, 2, paper_share=0)
    h = county.households
    before, history = h.on_file.copy(), h.poor_history.copy()
    sound = ~h.unsafe_house & ~h.unsafe_water
    planned(county)
    left, entered = before & ~h.on_file, ~before & h.on_file
    assert left.any()
    assert np.array_equal(left, before & (history & 3 == 0) & (sound | (history & 15 == 0)))
    assert np.all(history[entered] & 3 > 0)
    assert np.array_equal(h.registered, h.on_file)


def test_exits_and_entries_need_paid_checks(opened):
    county = enter(opened, 2)
    before = county.households.on_file.copy()
    pairing(county).strategy.models["dynamic_management"].check_cost = 1e9
    planned(county)
    assert np.array_equal(county.households.on_file, before)


def test_support_goes_on_for_the_years_of_grace(opened):
    county = enter(opened, 2)
    before = county.households.on_file.copy()
    served = [planned(county).served for _ in range(3)]
    left = before & ~county.households.on_file & (county.households.grace_left == 0)
    assert left.any()
    assert np.all(served[0][left]) and np.all(served[1][left]) and not served[2][left].any()


def test_the_file_fills_its_quota_and_keeps_who_may_not_leave(opened):
    county = enter(opened)
    h = county.households
    for _ in range(3):
        before = h.on_file.copy()
        planned(county)
        stays = int((before & h.on_file).sum())
        assert h.on_file.sum() == max(quota(county), stays) > 0
        live_on(county)


def test_the_grace_of_nought_years_ends_support_with_the_file(opened):
    county = enter(opened, 3, grace=0)
    assert np.array_equal(planned(county).served, county.households.on_file)


def test_visits_take_no_more_days_than_cadres_have_and_loads_are_even(opened):
    county = enter(opened, 1)
    c, h = county.cadres, county.households
    assert np.all(c.days_used <= c.days) and c.days_used.max() > 0
    assert paid(county, "cadre_days") == pytest.approx(150 * c.days_used.sum(), rel=1e-9)
    for village in range(len(county.villages)):
        assert np.ptp(c.load[c.village == village]) <= 1
    linked = h.cadre >= 0
    assert np.array_equal(c.village[h.cadre[linked]], h.village[linked])


def test_fewer_cadres_know_fewer_households(opened):
    fits = [planned(enter(opened, cadre_ratio=ratio)).insight.sum() for ratio in (0.005, 0.02, 0.097)]
    assert fits[0] < fits[1] < fits[2]


def pairs_with(ratio, there):
    """A scenario whose pairing asks for this many cadres where the county has so many."""
    arms = {"none": {}, "pairing": {"village_household_pairing": {"cadre_ratio": ratio}}}
    return load("quick_look", arms=arms, world={"cadre_ratio": there})


@pytest.mark.parametrize("there", [0.05, {2011: 0.05, 2012: 0.12}, {2013: 0.12}])
def test_more_cadres_than_the_county_has_at_its_opening_are_refused(there):
    with pytest.raises(ScenarioError, match="cadre_ratio: asks for 0.11 cadres a household where the"
                                            " county has 0.0(5|97) .raise world.cadre_ratio to 0.11"):
        pairs_with(0.11, there)


def test_as_many_cadres_as_the_county_has_are_sent():
    sent = {}
    for ratio in (0.06, 0.12):
        county = open_society(pairs_with(ratio, 0.12), 1)
        assign_cadres(county, np.arange(len(county.households)), ratio)
        sent[ratio] = (county.cadres.load > 0).sum()
    assert sent == {0.06: 60, 0.12: 120}


def test_the_default_gives_way_to_a_county_with_fewer_cadres():
    scenario = pairs_with(0.097, 0.05)
    assert scenario.world["cadre_ratio"] == 0.05


def test_tempted_cadres_visit_the_easy_cases_alone(opened):
    shares = []
    for honesty in (0.0, 1.0):
        county = enter(opened)
        county.cadres.honesty = honesty
        easy = county.households.poor_history & 1 == 0
        visits = planned(county).visits
        shares.append(visits[easy].sum() / visits.sum())
    assert shares[0] == 1.0 > shares[1]


def test_a_known_household_is_diagnosed_rightly(opened):
    true, rows = true_cause(opened), len(opened.households)
    assert np.array_equal(diagnose(opened, np.full(rows, 50.0)), true)
    right = (diagnose(opened, np.zeros(rows)) == true).mean()
    assert right == pytest.approx(0.35, abs=4 * np.sqrt(0.35 * 0.65 / rows))
    wrong = diagnose(opened, 0.0) != true
    assert set(diagnose(opened, 0.0)[wrong]) == set(range(len(CAUSES)))


def test_a_wrong_diagnosis_costs_the_measure_that_would_have_helped(opened):
    county = enter(opened)
    plan = planned(county)
    trained = county.given("training") > 0
    skill = CAUSES.index("skill")
    missed = plan.served & (true_cause(county) == skill) & (plan.cause != skill)
    granted = county.given("activity_grant") > 0
    assert missed.any()
    assert not (missed & trained & ~granted).any()


def test_the_programme_pays_for_the_guarantee_it_adds(opened):
    county = enter(opened, 1)
    none = without_policy(opened, 1)
    flow = county.ledger.rows[ACCOUNT, "households", "dibao_link"]
    assert flow.any()
    assert not flow[county.households.dibao].any()
    assert paid(county, "dibao", "treasury") == paid(none, "dibao", "treasury")


def test_a_deposit_opens_credit_lines_and_counts_when_made(opened):
    county = enter(opened, only=["guaranteed_loans"])
    planned(county)
    lines = float(county.given("guarantee").sum())
    deposit = sum(float(a) for payee, a, _ in pairing(county).purse.pending
                  if payee == "guarantee_pool")
    assert lines > 0
    assert deposit == pytest.approx(lines / county.world.guarantee_multiple)


def test_start_up_grants_lead_to_activities(opened):
    """More gain an activity by them than lose one: beyond three standard errors of a fair coin."""
    granted, without = (
        enter(opened, 3, without=left_out).households.activity_capital >= 15000
        for left_out in ([], ["start_up_grants"])
    )
    gained, lost = (granted & ~without).sum(), (without & ~granted).sum()
    assert gained - lost > 3 * np.sqrt(gained + lost)


def test_local_models_are_served_in_full_or_not_at_all(opened):
    county = enter(opened, share=0.4)  # for a part of those who wait for each
    county.paths = Paths(PARAMETERS, {
        **county.scenario.world, "misdirected_help": 1})  # each dose is of use in full
    plan = planned(county)
    for name in ("tuition", "training", "job_brokering", "housing"):
        values = plan.county.given(name) * np.ones(len(plan.served))
        assert values.any()
        assert set(np.unique(values)) <= {0.0, 1.0}
        assert not values[~plan.served].any()
