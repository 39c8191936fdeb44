"""THE YEAR: what happens in the county, in the order in which it happens."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from sim.docs import sentence
from sim.processes.activity import plan_activity, start_activity
from sim.processes.adoption import adopt_seed, price_food, subsidise_seed
from sim.processes.applications import decide_loans
from sim.processes.audit import audit
from sim.processes.banking import close_bank, refinance, write_off
from sim.processes.budget import (
    bill_donors,
    deliver_payments,
    lapse_purses,
    open_purses,
    run_strategies,
)
from sim.processes.cadres import learn_as_cadres, work_as_cadres
from sim.processes.chronic import fall_chronically_ill
from sim.processes.consumption import consume, keep_activity, keep_farm, pay_school
from sim.processes.contracts import break_contracts, conclude_contracts, settle_contracts
from sim.processes.coping import (
    cover_bills,
    cover_treated,
    find_shortfall,
    forgive_debts,
    forgo_care,
    lend_informally,
    meet_bill,
    pay_covered_bills,
    pool_in_villages,
    sell_in_distress,
    trade_distressed_assets,
    treat_illness,
)
from sim.processes.farm import plan_farm
from sim.processes.guarantees import release_guarantees
from sim.processes.hiring import plan_hired_labour, plan_hiring
from sim.processes.identification import estimate_poor, keep_register, remember_poverty
from sim.processes.in_kind import deliver_in_kind, sell_unfit_goods
from sim.processes.incidence import public_returns
from sim.processes.infrastructure import build_infrastructure
from sim.processes.interest import compute_interest, cover_interest, pay_interest
from sim.processes.labour_market import (
    employ_locally,
    end_jobs,
    fill_reserved_jobs,
    match_jobs,
    open_vacancies,
    queue_for_jobs,
    repay_advances,
    take_jobs,
    withdraw_jobs,
)
from sim.processes.learning import learn_activity
from sim.processes.neighbours import match_claims, repay_neighbours, share_informal_interest
from sim.processes.organisation import found_enterprises, organise_villages
from sim.processes.paths import follow_paths
from sim.processes.production import (
    harvest,
    pay_premiums,
    price_activity,
    price_assets,
    run_activity,
    run_enterprises,
    sell_harvest,
    settle_enterprises,
)
from sim.processes.ranks import rank_rich
from sim.processes.repayment import amortise
from sim.processes.settlement import (
    earn_income,
    fund_standing_transfers,
    hide_wages,
    open_accounts,
    pay_standing_transfers,
    top_up_floor,
)
from sim.processes.shocks import draw_weather, fail_activity, fall_ill, lose_harvest
from sim.processes.slow_states import (
    change_employability,
    change_health,
    change_trust,
    improve_home,
    send_to_school,
    turn_generations,
    update_habits,
)
from sim.processes.small_loans import lend_small_loans
from sim.processes.village_funds import lend_from_funds, repay_funds, seed_funds
from sim.processes.villages import rank_incomes, refresh_villages, see_capture
from sim.processes.wages import earn_wages, offer_wages, pay_wages
from sim.society import Process, Society

YEAR: dict[str, tuple[Process, ...]] = {
    "paths": (follow_paths, estimate_poor, open_accounts, rank_rich, rank_incomes),
    "government": (open_purses, keep_register, run_strategies, deliver_payments,
                   build_infrastructure, organise_villages, found_enterprises,
                   conclude_contracts, deliver_in_kind, sell_unfit_goods,
                   work_as_cadres, public_returns),
    "shocks": (draw_weather, fall_ill, fall_chronically_ill, lose_harvest),
    "planning": (plan_farm, plan_activity, decide_loans, refinance, start_activity,
                 lend_small_loans, plan_hired_labour, plan_hiring, adopt_seed, subsidise_seed,
                 price_food),
    "learning": (learn_activity,),
    "labour market": (withdraw_jobs, end_jobs, offer_wages, queue_for_jobs, open_vacancies,
                      fill_reserved_jobs, match_jobs, take_jobs, employ_locally),
    "production": (fail_activity, harvest, run_activity, price_activity, sell_harvest, pay_premiums,
                   earn_wages, run_enterprises, pay_wages, repay_advances, settle_contracts,
                   settle_enterprises, break_contracts),
    "settlement": (pay_standing_transfers, compute_interest, cover_interest, pay_interest,
                   share_informal_interest, earn_income, top_up_floor, meet_bill, cover_bills,
                   forgo_care, cover_treated, amortise, repay_neighbours, repay_funds),
    "coping": (find_shortfall, pool_in_villages, lend_informally, sell_in_distress,
               trade_distressed_assets, treat_illness, pay_covered_bills),
    "consumption": (pay_school, consume, keep_activity, keep_farm, seed_funds, lend_from_funds),
    "slow states": (change_health, send_to_school, turn_generations, change_employability,
                    improve_home, see_capture,
                    change_trust, update_habits, remember_poverty, hide_wages,
                    learn_as_cadres),
    "closing": (price_assets, write_off, forgive_debts, match_claims, fund_standing_transfers,
                bill_donors, lapse_purses, release_guarantees, close_bank, refresh_villages, audit),
}

CYCLE: tuple[Process, ...] = tuple(process for phase in YEAR.values() for process in phase)


def live_a_year(society: Society, cycle: tuple[Process, ...] = CYCLE, tiled: bool = True) -> None:
    """Let the year of the society pass; `tiled=False` takes all households at once, equal results."""
    society.open_year()
    h = society.households
    runs = h.tiles if tiled else (h,)
    for alone, processes in groupby(cycle, key=_alone):
        group = tuple(processes)
        if alone:
            for rows in runs:
                for process in group:
                    process(rows, society)
        else:
            for process in group:
                process(society)


def live_next_year(society: Society, cycle: tuple[Process, ...] = CYCLE) -> None:
    """Let the year after the last one pass."""
    society.year += 1
    live_a_year(society, cycle)


def describe() -> list[tuple[str, str, str]]:
    """Phase, process and what it does, in the order of the year."""
    return [
        (phase, process.__name__, sentence(process))
        for phase, processes in YEAR.items()
        for process in processes
    ]


def _alone(process: Callable[..., None]) -> bool:
    return getattr(process, "by_household", False)
