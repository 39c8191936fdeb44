"""Every local model of pairing stands in a table: it does what it says, and not without its act.

Each statement is made of the county after the years that the row names, with the local models
that the row needs; it must hold as is and fail when the model's act is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from acting import county_with, opened

from sim.catalogue import PARAMETERS
from sim.cycle import live_a_year
from sim.ground.parameters import Paths
from sim.processes.menu import runs
from sim.processes.organisation import leave_posts
from sim.processes.repayment import amortise
from sim.strategies.pairing import MODELS

NAME = "village_household_pairing"


@dataclass(frozen=True)
class Row:
    """A local model, a statement on two counties (with and without it), and what it needs."""

    model: str
    statement: Callable[[Any, Any], Any]
    beside: tuple[str, ...] = ()
    years: int = 1
    values: dict[str, Any] = field(default_factory=dict)
    prepare: Callable | None = None


def lived(row: Row, models: tuple[str, ...]) -> Any:
    """The county after the row's years with these local models; none acts if there are none."""
    county = county_with(NAME, only=models or ("cadre_household",), **row.values)
    if not models:
        county.programmes[NAME].strategy.models.clear()
    if row.prepare:
        row.prepare(county)
    for _ in range(row.years):
        live_a_year(county)
        county.year += 1
    return county


def h(county: Any) -> Any:
    return county.households


def granted_income(county: Any) -> float:
    """Mean permanent income per head of those with a start-up grant."""
    people, granted = h(county), county.given("activity_grant") > 0
    return float((people.permanent_income / people.persons)[granted].mean())


def seen_poor(county: Any) -> float:
    """Share of the list that was seen below the line in the year before it was made."""
    return float((h(county).poor_history[h(county).registered] >> 1 & 1).mean())


def paid(county: Any, kind: str) -> float:
    flows = county.ledger.flows.items()
    return sum(float(f.sum()) for (_, _, what), f in flows if what == kind)


def all_fits(county: Any) -> None:
    """Let help be worth as much to who lacks something else."""
    county.paths = Paths(PARAMETERS, {"misdirected_help": 1})


TABLE = [
    Row("targeted_identification", lambda it, off: granted_income(it) < granted_income(off) - 25,
        ("start_up_grants",), years=1),
    Row("scale_control", lambda it, off: h(it).registered.sum() < 0.7 * h(off).registered.sum(),
        ("skill_training",), values={"scale_factor": 0.6}),
    Row("information_network", lambda it, off: seen_poor(it) > seen_poor(off) + 0.05,
        ("skill_training",), values={"audit_share": 1.0, "data_quality": 1.0}),
    Row("graded_responsibility", lambda it, off: (
        it.cadres.awareness.mean() > off.cadres.awareness.mean() + 0.02
        and paid(it, "lost_on_the_way") > 0), ("cadre_household",), 3),
    Row("three_committees", lambda it, off: (
        it.villages.supervision.any() and it.cadres.days_used.sum() < off.cadres.days_used.sum()),
        ("cadre_household",), values={"visit_spending": 1, "visits_wanted": 12}),
    Row("star_management", lambda it, off: (
        it.cadres.awareness.mean() > off.cadres.awareness.mean() + 0.05),
        ("cadre_household",), 3),
    Row("dynamic_management", lambda it, off: h(it).on_file.any() and not h(off).on_file.any(),
        ("skill_training",)),
    Row("organisation_ladder", lambda it, off: (
        it.villages.capture.mean() < off.villages.capture.mean() - 0.002), years=2),
    Row("double_push", lambda it, off: (
        it.cadres.ability.mean() > off.cadres.ability.mean() + 0.02), ("cadre_household",), 2),
    Row("cadre_household", lambda it, off: h(it).trust.max() > h(off).trust.max(),
        ("skill_training",)),
    Row("dibao_link", lambda it, off: (
        h(it).transfer_income.sum() > h(off).transfer_income.sum() + 1e3)),
    Row("medical_aid", lambda it, off: h(it).medical_cover.sum() > h(off).medical_cover.sum()),
    Row("tuition_support", lambda it, off: (
        h(it).children_schooling.sum() > h(off).children_schooling.sum())),
    Row("skill_training", lambda it, off: h(it).skill.sum() > h(off).skill.sum()),
    Row("job_brokering", lambda it, off: (
        h(it).job_weight[h(it).registered].sum() > h(off).job_weight[h(it).registered].sum())),
    Row("disaster_recovery", lambda it, off: h(it).farm_capital.sum() > h(off).farm_capital.sum(),
        years=2),
    Row("guaranteed_loans", lambda it, off: paid(it, "guarantee_deposit") > paid(
        off, "guarantee_deposit"), ("cadre_household",)),
    Row("housing_grants", lambda it, off: h(it).unsafe_house.sum() < h(off).unsafe_house.sum()),
    Row("capable_person", lambda it, off: (
        it.enterprises.open.sum() > off.enterprises.open.sum()), values={"captain_spending": 1.0}),
    Row("party_member_help", lambda it, off: (
        np.any(it.given("advice") > 0) and paid(it, "helper_wages") > 0
        and not np.any(off.given("advice") > 0))),
    Row("rich_household_help", lambda it, off: (
        h(it).skill.sum() > h(off).skill.sum() and (h(it).helper >= 0).any())),
    Row("association_leader", lambda it, off: (
        h(it).knows_activity.sum() > h(off).knows_activity.sum() + 5
        and paid(it, "market_premium") > 0), years=3),
    Row("entrepreneur_help", lambda it, off: (
        (h(it).off_farm_workers - h(off).off_farm_workers)[
            it.given("kept_jobs") > 0].sum() > 0), years=3, values={"kept_places": 1}, prepare=all_fits),
    Row("paired_provinces", lambda it, off: (
        h(it).off_farm_workers.sum() > h(off).off_farm_workers.sum() + 3
        and paid(it, "donor_support") > 0), years=2),
    Row("paired_villages", lambda it, off: (
        h(it).knows_activity.sum() > h(off).knows_activity.sum() + 5
        and it.villages.technicians.any())),
    Row("shuanglian_loans", lambda it, off: (
        np.any(it.given("recommendation") > 0) and paid(it, "guarantee_deposit") > 0),
        ("cadre_household", "skill_training"), years=2),
    Row("mutual_aid_funds", lambda it, off: (
        it.villages.fund.any() and paid(it, "fund_loans") > 0
        and h(it).debt_mutual.max() <= it.world.fund_loan)),
    Row("women_micro_credit", lambda it, off: (
        h(it).farm_capital.sum() > h(off).farm_capital.sum()
        and not h(it).debt_guaranteed[~h(it).woman_at_home].any())),
    Row("quadrilateral_linkage", lambda it, off: (
        (h(it).contract >= 0).any() and paid(it, "contract_margin") > 0),
        ("start_up_grants",), years=2),
    Row("start_up_grants", lambda it, off: (
        (h(it).activity_capital >= 15000).sum() > (h(off).activity_capital >= 15000).sum())),
]


@cache
def pair(place: int) -> tuple[Any, Any]:
    row = TABLE[place]
    return lived(row, (row.model, *row.beside)), lived(row, row.beside)


@pytest.mark.parametrize("place", range(len(TABLE)), ids=[row.model for row in TABLE])
def test_it_holds(place):
    assert TABLE[place].statement(*pair(place))


@pytest.mark.parametrize("place", range(len(TABLE)), ids=[row.model for row in TABLE])
def test_it_falls_when_the_model_does_not_act(place, monkeypatch):
    row, (_, off) = TABLE[place], pair(place)
    for name in ("act", "finish"):
        monkeypatch.setattr(MODELS[row.model], name, lambda model, plan: None)
    assert not row.statement(lived(row, (row.model, *row.beside)), off)


def test_every_local_model_stands_in_the_table():
    assert {row.model for row in TABLE} == set(MODELS)


@cache
def idle_year():
    """The county a year later in which nobody acts."""
    county = opened().copy()
    county.year += 1
    live_a_year(county)
    return county


@pytest.mark.parametrize("only", [(), *((name,) for name in MODELS)], ids=lambda only: str(*only))
def test_an_empty_purse_is_the_baseline_to_the_bit_whichever_models_are_on(only):
    nothing = county_with(NAME, budget=0.0, only=only)
    live_a_year(nothing)
    for kind, table in idle_year().tables.items():
        for name, column in table.items():
            assert column.tobytes() == nothing.tables[kind].arrays[name].tobytes(), (kind, name)


def test_paper_exits_need_cadres_who_yield_and_nobody_who_looks():
    def papers(honesty, **values):
        county = county_with(NAME, only=("dynamic_management", "cadre_household"), **values)
        county.cadres.honesty = honesty
        found = 0
        for _ in range(4):
            live_a_year(county)
            county.year += 1
            found += int(h(county).paper_exit.sum())
        return found

    assert papers(1.0) == 0 < papers(0.0, paper_found=0.0)
    assert papers(0.0, paper_found=1.0) == 0
    assert papers(1.0, deadline=2) > 0


def test_the_errors_of_the_links_sum_to_the_total():
    from sim import measures
    from sim.record.chain import errors_added

    rng = np.random.default_rng(1)
    poor = rng.random(500) < 0.3
    chain = {name: rng.random(500) < 0.3 for name in ("one", "two", "three")}
    rows = list(errors_added(chain, poor))
    for kind, error in (("exclusion", measures.exclusion_error), ("inclusion",
                                                                   measures.inclusion_error)):
        parts = [value for name, _, _, value in rows if name == f"{kind}_added"]
        assert sum(parts) == pytest.approx(error(poor, chain["three"]), abs=1e-12)


def test_true_income_is_the_bound_of_what_a_list_can_find():
    def listed_income(**values):
        county = county_with(NAME, only=("targeted_identification", "skill_training"), **values)
        income = (h(county).permanent_income - h(county).aid_income) / h(county).persons
        live_a_year(county)
        return income[h(county).registered].mean(), h(county).registered.sum()

    register, bound = listed_income(), listed_income(identify_by="true")
    assert bound[0] < register[0] - 100 and abs(bound[1] - register[1]) <= 1


def test_each_error_of_identification_can_be_switched_off():
    from types import SimpleNamespace

    from sim.processes.identification import own_income, score

    county = county_with(NAME)
    world, people = vars(county.world), h(county)
    strategy = county.programmes[NAME].strategy

    def agreement(**changes):
        county.world = SimpleNamespace(**{**world, **changes})
        return np.corrcoef(score(county, strategy), np.log(np.maximum(own_income(county), 1)))[0, 1]

    whole = agreement()
    assert agreement(proxy_error=False) > whole + 0.2
    assert agreement(proxy_error=False, elite_capture=False) > 0.999
    noisy = agreement(proxy_error=False, elite_capture=False, scored_income="observed")
    voted = agreement(proxy_error=False, elite_capture=False, village_vote=1.0)
    assert noisy < 0.95 and voted < 0.999
    elite = people.elite
    with_capture, without = (
        (setattr(county, "world", SimpleNamespace(**{**world, "elite_capture": on}))
         or score(county, strategy)) for on in (True, False))
    assert np.all(with_capture[elite] <= without[elite])
    assert np.array_equal(with_capture[~elite], without[~elite])


def test_nobody_is_paid_the_guarantee_twice_and_merged_lists_serve_both():
    def aid(**values):
        county = county_with(NAME, only=("dibao_link",), **values)
        live_a_year(county)
        return h(county), h(county).transfer_income - h(county).standing_income

    people, plain = aid()
    assert not plain[people.dibao].any() and plain.any()
    people, merged = aid(dibao_lists="merged", dibao_top_up=100)
    helped = people.dibao & (merged > 0)
    assert helped.any()
    assert np.allclose(merged[helped], 100 * people.persons[helped])


def test_linking_by_need_gives_the_neediest_the_ablest_and_by_lot_sends_cadres_away():
    def cadres(rule):
        county = county_with(NAME, only=("cadre_household", "targeted_identification"), linking=rule)
        county.cadres.ability = np.linspace(0.2, 0.9, len(county.cadres))
        live_a_year(county)
        return county

    near, lot, need = (cadres(rule) for rule in ("nearest", "random", "need"))
    linked = h(near).cadre >= 0
    home = near.cadres.village[h(near).cadre[linked]] == h(near).village[linked]
    away = lot.cadres.village[h(lot).cadre[linked]] != h(lot).village[linked]
    assert home.all() and away.mean() > 0.5
    income = h(need).permanent_income / h(need).persons
    able = need.cadres.ability[h(need).cadre]
    poorest = linked & (income <= np.median(income[linked]))
    assert able[poorest].mean() > able[linked & ~poorest].mean()


HELPING = {"party_member_help": "member_days", "rich_household_help": "rich_days",
           "association_leader": "leader_days", "paired_villages": "technician_days"}


@pytest.mark.parametrize("model", HELPING)
def test_helpers_are_paid_for_days_that_their_own_farms_miss(model):
    from sim.processes.hands import farm_labour

    county = county_with(NAME, only=(model,), **{HELPING[model]: 30})
    live_a_year(county)
    days = county.given("helper_days")
    helpers = days > 0
    flow = county.ledger.rows["programme:" + NAME, "households", "helper_wages"]
    assert helpers.any() and not helpers[h(county).registered].any()
    assert np.allclose(flow, 80 * days)
    assert np.allclose(h(county).transfer_income[helpers], h(county).standing_income[helpers])
    at_opening = opened().copy()
    at_opening.channel("helper_days").add(days)
    missed = farm_labour(h(opened()), opened()) - farm_labour(h(at_opening), at_opening)
    assert np.allclose(missed, days / county.world.worker_days)


def test_a_rich_helper_whose_day_is_worth_more_than_its_wage_stays_by_organisation_alone():
    def helpers(organisation, wage):
        county = county_with(NAME, only=("rich_household_help",), helper_day_cost=wage, budget=1000.0)
        county.villages.organisation = organisation
        h(county).farm_potential = 0.0  # nobody would gain by a worker
        live_a_year(county)
        return int((county.given("helper_days") > 0).sum())

    assert helpers(0.0, 20.0) < helpers(1.0, 20.0)
    assert helpers(0.0, 20.0) < helpers(0.0, 300.0)


def test_donors_make_good_what_is_spent_in_their_name_and_nothing_on_top():
    def lived_with(finance, only):
        county = county_with(NAME, only=only, finance=finance)
        live_a_year(county)
        return county

    both = ("paired_provinces", "skill_training")
    paired, plain = lived_with("outside", both), lived_with("outside", both[1:])
    spent = sum(paid(paired, kind) for kind in ("donor_inputs", "donor_jobs", "market_premium"))
    assert paid(paired, "donor_support") == pytest.approx(spent, rel=1e-9) and spent > 0
    assert paired.government.cost_donors[0] == paid(paired, "programme_funds_returned")
    assert paired.government.budget[0] == plain.government.budget[0]
    assert plain.government.cost_donors[0] == lived_with("local", both).government.cost_donors[0] == 0


def test_awareness_answers_need_and_falls_with_distance():
    def aware(linking="nearest", **world):
        county = county_with(NAME, only=("cadre_household",), linking=linking)
        county.paths = Paths(PARAMETERS, world)
        live_a_year(county)
        return county.cadres.awareness.mean()

    assert aware(need_response=0.5) > aware(need_response=0.0)
    assert aware("random", distance_response=0.5) < aware("random", distance_response=0.0) - 0.01
    assert aware(distance_response=0.5) == aware(distance_response=0.0)  # all live near


def test_an_own_list_costs_a_survey_and_each_of_its_errors_can_be_switched_off():
    def listed(**values):
        county = county_with(NAME, only=("targeted_identification", "skill_training"), **values)
        live_a_year(county)
        return county, h(county).registered.copy()

    register = listed()[1]
    whole, own = listed(identify_by="own")
    assert paid(whole, "own_list") == pytest.approx(10 * len(h(whole)))
    lists = [register, own, *(listed(identify_by="own", **values)[1] for values in (
        {"own_proxies": False}, {"own_capture": False}, {"own_vote": 1.0},
        {"own_income": "observed"}))]
    assert all(lists[1].sum() == other.sum() for other in lists[2:])
    assert all((one != other).any() for i, one in enumerate(lists) for other in lists[:i])


def test_what_leaves_the_file_is_a_link_of_its_own_and_churn_is_counted():
    from sim.record import churn
    from sim.record.seen import Seen

    scenario = "inclusion_added", "exclusion_added"
    county = county_with(NAME, deadline=2)
    county.scenario = replace(county.scenario, record=replace(county.scenario.record,
                                                              measures=scenario))
    for _ in range(3):
        before = h(county).on_file.copy()
        live_a_year(county)
        county.year += 1
    chain, seen = county.programmes[NAME].chain, Seen(county)
    seen.poor_before_aid = np.ones(len(before), bool)
    left = chain["file"] & ~chain["exits"]
    counted = {name: value for name, _, _, value in churn.values(seen)}
    assert left.any() and np.array_equal(chain["exits"], h(county).on_file)
    assert counted["file_exits"] == pytest.approx(left.mean())
    assert counted["file_entries"] == pytest.approx((chain["file"] & ~before).mean())
    assert before.mean() + counted["file_entries"] - counted["file_exits"] == pytest.approx(
        h(county).on_file.mean())
    assert 0 < counted["struck_exits"] < counted["file_exits"]
    assert counted["paper_share"] == pytest.approx(h(county).paper_exit[left].mean())
    assert counted["false_exits"] == 1.0


def test_money_brought_on_a_wrong_diagnosis_is_counted():
    from sim.record import diagnosis
    from sim.record.seen import Seen

    def wrongly(unaided):
        county = county_with(NAME, only=("skill_training", "job_brokering"))
        county.paths = Paths(PARAMETERS, {"diagnosis_unaided": unaided})
        live_a_year(county)
        return {name: value for name, _, _, value in diagnosis.values(Seen(county))}

    assert set(wrongly(1.0).values()) == {0.0}
    assert 0.5 < wrongly(0.35)["misdiagnosed"] < 0.8
    office = wrongly(0.35)
    assert office["misdirected"] > 0.2
    assert office["help_lost"] == pytest.approx(0.7 * office["misdirected"])


def test_help_that_does_not_fit_costs_as_much_and_is_worth_a_part():
    def helped(**values):
        county = county_with(NAME, only=("skill_training", "disaster_recovery"))
        county.paths = Paths(PARAMETERS, values)
        live_a_year(county)
        return county

    part, whole, none = (helped(misdirected_help=worth) for worth in (0.3, 1, 0))
    kinds = ("training", "farm_capital", "administration")
    assert all(paid(part, kind) == paid(whole, kind) == paid(none, kind) for kind in kinds)
    doses, fits = part.given("training"), none.given("training") > 0
    assert set(doses[whole.given("training") > 0]) == {0.3, 1.0} and np.array_equal(doses == 1, fits)
    kits = whole.given("farm_capital_grant")
    assert part.given("farm_capital_grant") + part.given("unfit_goods") == pytest.approx(kits)
    assert paid(part, "grant_sales") == pytest.approx(0.7 * part.given("unfit_goods").sum())
    assert paid(whole, "grant_sales") == 0 < paid(part, "grant_sales") < paid(none, "grant_sales")


def test_perfect_diagnosis_sees_every_cause_and_helps_those_it_fits():
    def noted(**values):
        county = county_with(NAME, **values)
        live_a_year(county)
        return county.programmes[NAME].diagnoses

    usual, perfect = noted(), noted(perfect_diagnosis=True)
    assert usual.misjudged.any() and not perfect.misjudged.any()
    assert perfect.misfit.sum() < 0.3 * usual.misfit.sum()


def test_overhead_bounds_bodies_and_the_moneys_chain_only_shrinks():
    bodies = ("supervision", "star_bonus", "committees", "branches", "industrial_groups",
              "recommendation", "scale_control")
    for overhead in (0.0, 0.05, 0.25):
        county = county_with(NAME, overhead=overhead)
        live_a_year(county)
        chain = list(county.programmes[NAME].money.values())
        offered = county.government.budget[0]
        arrived = 0.9 * (offered - paid(county, "identification"))
        assert chain[:3] == pytest.approx([offered, arrived / 0.9, arrived])
        assert paid(county, "administration") == pytest.approx(0.4 * overhead * arrived)
        on_bodies = sum(paid(county, kind) for kind in bodies)
        assert on_bodies <= 0.6 * overhead * arrived + 1e-6 and (on_bodies > 0) == (overhead > 0)
        assert chain[3] - chain[4] == pytest.approx(on_bodies)
        assert all(after <= before for before, after in zip(chain, chain[1:], strict=False))


def test_a_quota_smaller_than_the_register_keeps_to_the_register_even_by_lottery():
    county = county_with(NAME, only=("scale_control", "skill_training"), scale_factor=0.5)
    without = county_with(NAME, only=("skill_training",))
    for it in (county, without):
        live_a_year(it)
    assert not (h(county).registered & ~h(without).registered).any()


def test_the_pool_keeps_what_the_programmes_own_leverage_asks():
    def after(leverage):
        county = county_with(NAME, only=("women_micro_credit",), micro_leverage=leverage,
                             micro_spending=1.0, budget=600.0)
        live_a_year(county)
        return county.bank.pool[0], h(county).debt_guaranteed.sum()

    for leverage in (3, 7):
        pool, owed = after(leverage)
        assert owed > 0 and pool == pytest.approx(owed / leverage)
    pool, owed = after(15)  # the bank asks for a seventh, whatever the programme says
    assert pool == pytest.approx(owed / 7)


def test_paired_provinces_stay_within_their_share_and_what_partners_can_pay():
    def donated(**values):
        county = county_with(NAME, only=("paired_provinces",), **values)
        if "partner_money" in values:
            county.partners.money = values.pop("partner_money")
        live_a_year(county)
        return county.government.cost_donors[0], county.government.budget[0]

    assert donated(donor_spending=0)[0] == 0.0
    spent, budget = donated(donor_spending=0.05)
    assert 0 < spent <= 0.05 * budget
    county = county_with(NAME, only=("paired_provinces",), donor_spending=1.0)
    county.partners.money = 500.0
    live_a_year(county)
    assert 0 < county.government.cost_donors[0] <= 500.0 * len(county.partners)


def test_a_broken_contract_makes_who_cannot_pay_default_at_once():
    def arrears(broken):
        county = opened().copy()
        county.year += 1
        county.open_year()
        people = h(county)
        people.cash, people.bill_due, people.activity_income = 0.0, 0.0, 0.0
        people.debt_guaranteed, people.activity_capital = 10_000.0, 20_000.0
        people.contract_broken = broken
        people.loan_wanted, people.small_loan = 0.0, 0.0
        amortise(people, county)
        return people.arrears

    assert not arrears(False).any()
    assert (arrears(True) == 2).all()


def test_contracts_end_with_the_programme_that_pays_for_them():
    county = county_with(NAME, only=("quadrilateral_linkage", "start_up_grants"))
    live_a_year(county)
    assert (h(county).contract >= 0).any()
    county.programmes = {}
    county.year += 1
    live_a_year(county)
    assert not (h(county).contract >= 0).any()
    assert not h(county).registered.any() and (h(county).cadre < 0).all()


def test_a_deadline_lets_nobody_back_for_some_years():
    county = county_with(NAME, only=("dynamic_management",), deadline=1, deadline_bar=3, paper_share=0)
    left = None
    for _ in range(4):
        live_a_year(county)
        county.year += 1
        if left is None and h(county).paper_exit.any():
            left = h(county).paper_exit.copy()
    assert left is not None and not (h(county).on_file & left).any()


def test_interest_on_running_loans_is_set_aside_whoever_lends():
    county = county_with(NAME, only=("shuanglian_loans",))
    owing = np.arange(len(h(county))) % 10 == 0
    h(county).debt_guaranteed = 5000.0 * owing
    live_a_year(county)
    assert np.allclose(h(county).interest_cover[owing], 5000 * county.world.bank_rate)


def test_a_line_without_interest_set_aside_promises_none():
    def promised(uptake):
        county = county_with(NAME, only=("guaranteed_loans",), expected_uptake=uptake)
        live_a_year(county)
        return np.any(county.given("guarantee") > 0), np.any(county.given("interest_subsidy") > 0)

    assert promised(0.0) == (True, False)
    assert promised(0.1) == (True, True)


def test_a_grant_share_is_a_share_of_the_whole_need_however_often_it_is_given():
    county = county_with(NAME, only=("start_up_grants",), grant_share=0.2)
    live_a_year(county)
    need = 1.05 * county.world.activity_minimum
    assert 0 < county.given("activity_grant").max() <= 0.2 * need + 1e-6


def test_a_founder_owns_what_it_founded_and_leaves_the_team_when_it_fails():
    county = county_with(NAME, only=("capable_person",), captain_spending=1.0)
    live_a_year(county)
    e = county.enterprises
    founded = e.owner >= 0
    assert founded.any() and county.villages.captain[e.village[founded]].all()
    surplus = county.ledger.rows["village_pools", "households", "profits"]
    owners = e.owner[founded]
    rich_only = county.villages.dividend[h(county).village] * h(county).rich
    assert (surplus[owners] - rich_only[owners]).sum() > 0
    leave_posts(county, founded)
    assert not county.villages.captain[e.village[founded]].any() and (e.owner == -1).all()


SILENT = {"skill_training", "tuition_support", "job_brokering", "disaster_recovery", "housing_grants",
          "start_up_grants", "capable_person", "rich_household_help", "association_leader",
          "entrepreneur_help", "paired_provinces", "paired_villages", "organisation_ladder",
          "star_management", "double_push", "three_committees", "women_micro_credit",
          "quadrilateral_linkage", "party_member_help"}


@pytest.mark.parametrize("place", [i for i, row in enumerate(TABLE) if row.model in SILENT],
                         ids=[row.model for row in TABLE if row.model in SILENT])
def test_it_falls_when_the_money_is_paid_but_its_channels_are_silent(place, monkeypatch):
    """What the model does, it does through channels: paying alone changes nothing it claims."""
    row, (_, off) = TABLE[place], pair(place)
    for name in ("act", "finish"):
        monkeypatch.setattr(MODELS[row.model], name, silently(getattr(MODELS[row.model], name)))
    assert not row.statement(lived(row, (row.model, *row.beside)), off)


def silently(act):
    """The act with channels that take nothing."""
    def quiet(model, plan):
        speaking = plan.county.channel
        plan.county.channel = lambda name: SimpleNamespace(add=lambda *values: None)
        try:
            act(model, plan)
        finally:
            plan.county.channel = speaking

    return quiet


def test_a_founded_enterprise_opens_places_for_workers():
    def lived_by(model):
        county = county_with(NAME, only=(model,), captain_spending=1.0)
        live_a_year(county)
        return county

    founded, plain = lived_by("capable_person"), lived_by("party_member_help")
    there = founded.enterprises.village[founded.enterprises.owner >= 0]
    opened_there = founded.villages.vacancies[there] - plain.villages.vacancies[there]
    wanted = founded.enterprises.workers_wanted[founded.enterprises.owner >= 0]
    assert np.allclose(opened_there, 0.5 * wanted)
    elsewhere = np.setdiff1d(np.arange(len(plain.villages)), there)
    assert np.array_equal(founded.villages.vacancies[elsewhere], plain.villages.vacancies[elsewhere])


def test_a_contract_is_renewed_for_those_alone_who_run_the_activity():
    county = county_with(NAME, only=("quadrilateral_linkage",))
    e, people = county.enterprises, h(county)
    there = np.isin(people.village, e.village[e.open])
    people.knows_activity = False  # nobody new
    people.contract = np.where(there, 0, -1)
    running = runs(people, county)
    live_a_year(county)
    concluded = county.given("contract") > 0
    assert concluded.any() and not concluded[~(there & running)].any()
