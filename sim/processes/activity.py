"""The lumpy activity: whether to start it under risk, and starting it with borrowed money."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.ground.tables import Chosen, People, Rows
from sim.processes.applications import credit_limit
from sim.processes.cadres import monitoring
from sim.processes.farm import output_at
from sim.processes.guarantees import guaranteed_part, note_deposit
from sim.processes.hands import labour_on_activity
from sim.processes.spending import floor
from sim.society import Society, by_household

PARAMETERS = {
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
    "start_size": number(1.05, "times F_min", 1.01, 1.5, "assumption",
        "Size at which the activity is started"),
    "unskilled_output": number(0.75, "factor", 0.4, 1, "assumption",
        "Output of the activity without skill, beside that with half of the fullest skill"),
    "skill_output": number(0.5, "factor", 0, 1, "assumption",
        "Output of the activity that the fullest skill adds"),
    "failed_output": number(0.4, "share of output", 0, 0.9, "assumption",
        "Output of the year lost in a failure"),
    "labour_left": number(0.2, "workers", 0, 1, "assumption",
        "Labour that a start must leave on the farm"),
}
PAYMENTS = {
    "loans": Payment("Loans of the bank to households", "bank > households"),
    "activity_assets": Payment("Animals or a greenhouse, bought, restored or granted",
        "households > rest_of_world; programme > rest_of_world"),
    "grant_sales": Payment("Granted assets that are sold instead of being used",
        "rest_of_world > households"),
}
STREAMS = {
    "attention": "each household a year: whether it considers a start",
}


def start_value(
    h: People, society: Society, need: np.ndarray, advice: np.ndarray | float | None = None
) -> np.ndarray:
    """Certainty equivalent of starting the activity at its minimum scale, yuan a year."""
    w = society.world
    scale, p, lost = w.activity_minimum, w.activity_failure, w.failed_output
    economy = society.economy
    size = (w.start_size * scale / w.activity_scale) ** w.activity_exponent
    level = w.activity_productivity * economy.activity_index[0] * economy.activity_price[0] * size
    output = level * h.ability * skilled(h, society) * h.health
    spread = p * (1 - p)
    variance = output**2 * (w.activity_noise**2 + lost**2 * spread)
    variance += spread * (w.activity_failure_loss * scale) ** 2
    variance += 2 * lost * output * w.activity_failure_loss * scale * spread
    mean = output * (1 - lost * p) - (w.activity_wear + p * w.activity_failure_loss) * scale
    mean -= loss_of_labour(h, society)
    advice = society.given("advice", h) if advice is None else advice
    risk = 0.5 * w.risk_aversion * (1 - 0.5 * advice) * variance
    risk /= np.maximum(h.consumption, floor(h, society))
    return mean - risk - cost_of_credit(h, society, need)


def skilled(h: People, society: Society) -> np.ndarray:
    """Factor of skill on the activity's output."""
    w = society.world
    return w.unskilled_output + w.skill_output * h.skill


def cost_of_credit(h: People, society: Society, need: np.ndarray) -> np.ndarray:
    """Yearly interest on the loan a start needs (yuan), less what a programme has promised."""
    borrowed = np.maximum(need - h.own_funds, 0.0)
    line = np.minimum(society.given("guarantee", h), society.world.loan_ceiling)
    promised = np.minimum(borrowed, line) * society.given("interest_subsidy", h)
    return society.world.bank_rate * (borrowed - promised)


def loss_of_labour(h: People, society: Society) -> np.ndarray:
    """Farm output lost to the labour of an activity at its minimum scale, yuan."""
    left = np.maximum(h.farm_labour - labour_at_minimum(society), society.world.least_labour)
    return h.farm_potential * np.maximum(1.0 - output_at(left / h.farm_labour, society), 0.0)


def labour_at_minimum(society: Society) -> float:
    """Adults that an activity of the size at which it is started takes off the farm."""
    w = society.world
    return float(labour_on_activity(w.start_size * w.activity_minimum, society))


def start_need(h: People, society: Society) -> np.ndarray:
    """Yuan missing, at this year's price, to the size of a start after grants."""
    w = society.world
    granted = h.activity_capital + society.given("activity_grant", h)
    missing = np.maximum(w.start_size * w.activity_minimum - granted, 0.0)
    return society.economy.asset_price[0] * missing


@by_household
def plan_activity(h: Rows, society: Society) -> None:
    """Decide on the lumpy activity: known, feasible, affordable and worth its risk."""
    w = society.world
    able = h.knows_activity & (h.activity_capital < w.activity_minimum)
    able &= (h.adults >= 2) & (h.farm_labour >= labour_at_minimum(society) + w.labour_left)
    able &= society.uniform("attention", h) < attention(h, society)
    rows = np.flatnonzero(able)
    asked = Chosen(h, rows)
    need = start_need(asked, society)
    starts = affords_start(asked, society, need)
    hurdle = w.hurdle * w.activity_minimum * (1 - 0.5 * society.given("advice", asked))
    starts &= start_value(asked, society, need) > hurdle
    h.starts_activity = False
    h.starts_activity[rows] = starts
    h.loan_wanted = 0.0
    h.loan_wanted[rows] = starts * np.maximum(need - asked.own_funds, 0.0)


def affords_start(h: People, society: Society, need: np.ndarray) -> np.ndarray:
    """Who has the own money asked for and, with a loan, all of the need (yuan)."""
    w = society.world
    guaranteed = society.given("guarantee", h)
    limit = credit_limit(h, society) + np.minimum(guaranteed, w.loan_ceiling)
    share = np.where(guaranteed > 0, w.own_share_guaranteed, w.own_share)
    return (h.own_funds + limit >= need) & (h.own_funds >= share * need)


def attention(h: Rows, society: Society) -> np.ndarray:
    """Chance to consider a start: half of them a year, all with a grant or a cadre at the door."""
    w = society.world
    offered = society.given("activity_grant", h) + society.given("recommendation", h) > 0
    return np.where(offered, 1.0, w.attention) * (1 - w.dependence * h.aid_habit)


@by_household
def start_activity(h: Rows, society: Society) -> None:
    """Those who start pay and borrow their part; grants without a start become farm capital."""
    ledger, guaranteed = society.ledger, guaranteed_part(h, society)
    ledger.transfer("bank", h, h.loan_wanted, "loans")
    h.debt_bank += h.loan_wanted - guaranteed
    h.debt_guaranteed += guaranteed
    note_deposit(h, society, np.flatnonzero(guaranteed > 0))
    starters = Chosen(h, np.flatnonzero(h.starts_activity))
    need = starters.spread(start_need(starters, society))
    ledger.transfer(h, "rest_of_world", need, "activity_assets")
    grant = society.given("activity_grant", h)
    h.own_contribution = (need - h.loan_wanted) * ((grant > 0) | (guaranteed > 0))
    h.activity_capital += need / society.economy.asset_price[0] + grant * h.starts_activity
    if "activity_grant" in society.channels:
        divert_grant(h, society, grant * ~h.starts_activity)
    h.farm_capital += society.given("farm_capital_grant", h)


def divert_grant(h: Rows, society: Society, unused: np.ndarray) -> None:
    """A grant without a start is kept as farm capital; unwatched, part of it is sold."""
    w = society.world
    keeper = Chosen(h, np.flatnonzero(unused > 0))
    seen = monitoring(society.given("visits", keeper), w.monitoring_per_visit)
    sold = keeper.spread(unused[keeper.places] * w.diversion * (1 - seen))
    h.farm_capital += unused - sold
    society.ledger.transfer("rest_of_world", h, sold * w.fire_sale_price, "grant_sales")
