"""Planning: what the farm would yield, and whether to start the lumpy activity under risk."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.ground.tables import Rows
from sim.processes.chosen import Chosen, People, given
from sim.society import Society, by_household

PARAMETERS = {
    "saving_share": number(0.28, "share", 0.1, 0.3, "calibrated", "s: saving above the floor"),
    "buffer_years": number(0.25, "years", 0.1, 0.5, "calibrated", "Target liquid savings"),
    "farm_productivity": number(8700, "yuan", 4000, 16000, "calibrated", "A_L before scaling"),
    "income_scale": number(0.9895, "factor", 0.3, 3, "calibrated",
        "Common factor on farm productivity and wages that meets the headcount of 2011"),
    "farm_capital_base": number(1000, "yuan", 100, 5000,
        "assumption; a hoe and a sickle at the least: who sold the last tool still harvests",
        "K0: capital nobody lacks"),
    "activity_productivity": number(11500, "yuan", 9000, 14000, "calibrated", "A_H"),
    "activity_scale": number(15000, "yuan", 8000, 30000, "calibrated",
        "F_ref: capital at which the activity yields A_H"),
    "activity_minimum": number(15000, "yuan", 500, 30000, "calibrated",
        "F_min: capital below which the activity yields nothing; 1,500 switches the trap off"),
    "activity_exponent": number(0.6, "elasticity", 0.4, 0.7, "calibrated", "aKH"),
    "activity_noise": number(0.35, "sd of log", 0.2, 0.5, "assumption", "Noise of the activity"),
    "activity_failure": number(0.05, "chance/year", 0.02, 0.12, "assumption",
        "Chance that greenhouse or herd fails"),
    "activity_failure_loss": number(0.6, "share of capital", 0.3, 0.9, "assumption",
        "Capital lost in a failure"),
    "activity_wear": number(0.10, "share/year", 0.05, 0.15, "assumption", "Depreciation of KH"),
    "farm_wear": number(0.08, "share/year", 0.05, 0.15, "assumption", "Depreciation of KL"),
    "risk_aversion": number(1.0, "index", 0, 3, "calibrated", "Relative risk aversion"),
    "hurdle": number(0.12, "share of capital", 0.05, 0.25, "calibrated",
        "Net gain asked for per yuan of capital"),
    "own_share": number(0.30, "share of need", 0.1, 0.5, "calibrated",
        "Own money asked for without a guarantee"),
    "own_share_guaranteed": number(0.10, "share of need", 0, 0.5, "calibrated",
        "Own money asked for with a guarantee"),
    "attention": number(0.5, "chance/year", 0.1, 1, "assumption",
        "Chance that an eligible household considers the activity this year"),
    "dependence": number(0.15, "share", 0, 0.4, "assumption",
        "Loss of own effort of a household used to large aid"),
    "diversion": number(0.5, "share", 0, 1, "assumption",
        "Share of a grant not used as meant that an unwatched household sells"),
    "worker_days": number(300, "days/worker-year", 200, 330, "assumption",
        "Days that an adult works in a year"),
    "monitoring_per_visit": number(0.35, "chance", 0, 1, "assumption",
        "Chance that one visit sees what happens in the household"),
}


def monitoring(visits: np.ndarray | float, per_visit: float) -> np.ndarray | float:
    """Chance that at least one of this year's visits sees the household's affairs."""
    return 1.0 - (1.0 - per_visit) ** visits


def labour_on_activity(capital: np.ndarray | float, society: Society) -> np.ndarray | float:
    """Adults that an activity of this capital (yuan) takes off the farm: min(1, KH / F_ref)."""
    return np.minimum(1.0, capital / society.world.activity_scale)


def hands_at_home(h: People, society: Society) -> np.ndarray:
    """Own adults not in jobs, on works, with others or at the activity; below nought if too many."""
    helping = given("helper_days", h, society) / society.world.worker_days
    home = h.adults - (h.off_farm_workers + given("works", h, society) + helping)
    running = np.flatnonzero(h.activity_capital >= society.world.activity_minimum)
    home[running] -= labour_on_activity(h.activity_capital[running], society)
    return home


def farm_labour(h: People, society: Society) -> np.ndarray:
    """Own adults working on the farm; a household without adults still manages a quarter."""
    labour = np.maximum(hands_at_home(h, society), 0.3)
    labour[h.adults == 0] = 0.25
    return labour


def free_days(h: People, society: Society) -> np.ndarray:
    """Days of a year that own adults work on the farm and could give to others."""
    return society.world.worker_days * np.maximum(hands_at_home(h, society) - 0.3, 0.0)


def seed_gain(h: People, society: Society) -> np.ndarray:
    """Output factor of the improved seed package: yield gain and returns to schooling."""
    w = society.world
    gain = np.where(h.irrigated, w.seed_gain_irrigated, w.seed_gain_rainfed)
    schooling = np.maximum(h.schooling - 5.0, 0.0)
    return (1.0 + gain) * np.exp(0.4 * w.seed_schooling_return * schooling)


def power(base: np.ndarray, exponent: float) -> np.ndarray:
    """A power of positive numbers, by logarithms: in two thirds of the time of `**`."""
    return np.exp(exponent * np.log(base))


def output_at(labour: np.ndarray) -> np.ndarray:
    """Farm output with a multiple of the labour (> 0), relative to output with all of it: l^.40."""
    return power(labour, 0.40)


@by_household
def plan_farm(h: Rows, society: Society) -> None:
    """Expected farm output Q̄ with this year's labour, and what one adult less would cost."""
    w = society.world
    level = w.farm_productivity * w.income_scale * society.index.farm
    level *= 1.0 + society.facts["farm_return"]
    h.farm_labour = farm_labour(h, society)
    capital = (h.farm_capital + w.farm_capital_base) / 8000.0
    labour = h.farm_labour * h.health / 2.2
    h.farm_potential = level * h.land_factor * power(capital * labour**2, 0.20)
    less = np.maximum(h.farm_labour - 1.0, 0.3)
    loss = h.farm_potential * (1.0 - output_at(less / h.farm_labour))
    h.farm_loss_of_worker = np.maximum(loss, 0.0)
    h.own_funds = np.maximum(h.cash - 0.25 * floor(h, society), 0.0)


def floor(h: People, society: Society) -> np.ndarray:
    """Consumption floor of the household, yuan a year."""
    w = society.world
    return w.consumption_floor_share * w.poverty_line * h.persons


def spare_cash(h: People, society: Society) -> np.ndarray:
    """Cash beyond the consumption floor, yuan."""
    return np.maximum(h.cash - floor(h, society), 0.0)


def planned_consumption(h: Rows, society: Society) -> np.ndarray:
    """Cb: the floor and what is not saved of permanent income above it, yuan a year."""
    least = floor(h, society)
    return least + (1 - society.world.saving_share) * np.maximum(h.permanent_income - least, 0.0)


def savings_target(h: People, society: Society) -> np.ndarray:
    """M*: liquid savings a household aims at, yuan."""
    return society.world.buffer_years * 0.6 * h.permanent_income


def start_value(
    h: People, society: Society, need: np.ndarray, advice: np.ndarray | float | None = None
) -> np.ndarray:
    """Certainty equivalent of starting the activity at its minimum scale, yuan a year."""
    w = society.world
    scale, p = w.activity_minimum, w.activity_failure
    size = (1.05 * scale / w.activity_scale) ** w.activity_exponent
    level = w.activity_productivity * society.index.activity * society.index.activity_price * size
    output = level * h.ability * (0.75 + 0.5 * h.skill) * h.health
    spread = p * (1 - p)
    variance = output**2 * (w.activity_noise**2 + 0.16 * spread)
    variance += spread * (w.activity_failure_loss * scale) ** 2
    variance += 2 * 0.4 * output * w.activity_failure_loss * scale * spread
    mean = output * (1 - 0.4 * p) - (w.activity_wear + p * w.activity_failure_loss) * scale
    mean -= loss_of_labour(h, society)
    advice = given("advice", h, society) if advice is None else advice
    risk = 0.5 * w.risk_aversion * (1 - 0.5 * advice) * variance
    risk /= np.maximum(h.consumption, floor(h, society))
    return mean - risk - cost_of_credit(h, society, need)


def cost_of_credit(h: People, society: Society, need: np.ndarray) -> np.ndarray:
    """Yearly interest on the loan a start needs (yuan), less what a programme has promised."""
    borrowed = np.maximum(need - h.own_funds, 0.0)
    line = np.minimum(given("guarantee", h, society), society.world.loan_ceiling)
    promised = np.minimum(borrowed, line) * given("interest_subsidy", h, society)
    return society.world.bank_rate * (borrowed - promised)


def loss_of_labour(h: People, society: Society) -> np.ndarray:
    """Farm output lost to the labour of an activity at its minimum scale, yuan."""
    left = np.maximum(h.farm_labour - labour_at_minimum(society), 0.3)
    return h.farm_potential * np.maximum(1.0 - output_at(left / h.farm_labour), 0.0)


def labour_at_minimum(society: Society) -> float:
    """Adults that an activity at 1.05 times its minimum scale takes off the farm."""
    return float(labour_on_activity(1.05 * society.world.activity_minimum, society))


def start_need(h: People, society: Society) -> np.ndarray:
    """Yuan missing, at this year's price, to 1.05 times the minimum scale after grants."""
    granted = h.activity_capital + given("activity_grant", h, society)
    missing = np.maximum(1.05 * society.world.activity_minimum - granted, 0.0)
    return society.index.asset_price * missing


@by_household
def plan_activity(h: Rows, society: Society) -> None:
    """Decide on the lumpy activity: known, feasible, affordable and worth its risk."""
    w = society.world
    able = h.knows_activity & (h.activity_capital < w.activity_minimum)
    able &= (h.adults >= 2) & (h.farm_labour >= labour_at_minimum(society) + 0.2)
    able &= society.uniform("attention", h) < attention(h, society)
    rows = np.flatnonzero(able)
    asked = Chosen(h, rows)
    need = start_need(asked, society)
    starts = affords_start(asked, society, need)
    hurdle = w.hurdle * w.activity_minimum * (1 - 0.5 * given("advice", asked, society))
    starts &= start_value(asked, society, need) > hurdle
    h.starts_activity = False
    h.starts_activity[rows] = starts
    h.loan_wanted = 0.0
    h.loan_wanted[rows] = starts * np.maximum(need - asked.own_funds, 0.0)


def affords_start(h: People, society: Society, need: np.ndarray) -> np.ndarray:
    """Who has the own money asked for and, with a loan, all of the need (yuan)."""
    w = society.world
    guaranteed = given("guarantee", h, society)
    limit = credit_limit(h, society) + np.minimum(guaranteed, w.loan_ceiling)
    share = np.where(guaranteed > 0, w.own_share_guaranteed, w.own_share)
    return (h.own_funds + limit >= need) & (h.own_funds >= share * need)


def attention(h: Rows, society: Society) -> np.ndarray:
    """Chance to consider a start: half of them a year, all with a grant or a cadre at the door."""
    w = society.world
    offered = society.given("activity_grant", h) + society.given("recommendation", h) > 0
    return np.where(offered, 1.0, w.attention) * (1 - w.dependence * h.aid_habit)


def credit_limit(h: People, society: Society) -> np.ndarray:
    """Unguaranteed limit: collateral and income above the floor, less debts (no poverty line)."""
    w = society.world
    collateral = w.collateral_share * (h.farm_capital + h.activity_capital)
    earning = w.income_multiple * (h.permanent_income - floor(h, society))
    debts = h.debt_bank + h.debt_guaranteed + h.debt_informal + h.debt_mutual
    served = (h.credit_score >= w.minimum_score) & (h.arrears == 0)
    return np.where(served, np.maximum(collateral + np.maximum(earning, 0.0) - debts, 0.0), 0.0)


def plan_hired_labour(society: Society) -> None:
    """A rich household hires a neighbour if that pays and it has the wage beyond its own food.

    It pays if the farm's marginal product exceeds the local wage, as far as that is known: last
    year's.
    """
    h = society.households
    h.workers_hired = 0.0
    rows = np.flatnonzero(h.rich)
    rich = Chosen(h, rows)
    gain = rich.farm_potential * (output_at(1 + 1 / rich.farm_labour) - 1)
    wage = society.villages.mean_wage[rich.village]
    h.workers_hired[rows] = (gain > wage) & (spare_cash(rich, society) >= wage)
