"""The lumpy activity: which one to start under risk, and starting it with borrowed money."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.ground.tables import Chosen, People, Rows
from sim.processes.applications import credit_limit
from sim.processes.cadres import monitoring
from sim.processes.guarantees import guaranteed_part, note_deposit
from sim.processes.menu import Kind, each_on_menu
from sim.processes.prospects import (
    carried,
    fits,
    hands,
    labour_at_start,
    need_of,
    start_need,
    weigh,
)
from sim.society import Society, by_household

PARAMETERS = {
    "activity_productivity": number(11500, "yuan", 9000, 14000, "calibrated", "A_H"),
    "activity_scale": number(15000, "yuan", 8000, 30000, "calibrated",
        "F_ref: capital at which the largest activity, a greenhouse, yields A_H"),
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
    "hurdle": number(0.06, "share of capital", 0.01, 0.25, "calibrated",
        "Net gain asked for per yuan of capital"),
    "own_share": number(0.4, "share of need", 0.1, 0.5, "calibrated",
        "Own money asked for without a guarantee"),
    "own_share_guaranteed": number(0.10, "share of need", 0, 0.5, "calibrated",
        "Own money asked for with a guarantee"),
    "attention": number(0.5, "chance/year", 0.1, 1, "assumption",
        "Chance that an eligible household considers the activity this year"),
    "dependence": number(0.15, "share", 0, 0.4, "assumption",
        "Loss of own effort of a household used to large aid"),
    "diversion": number(0.5, "share", 0, 1, "assumption",
        "Share of a grant not used as meant that an unwatched household sells"),
    "start_size": number(1.05, "times its minimum", 1.01, 1.5, "assumption",
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


@by_household
def plan_activity(h: Rows, society: Society) -> None:
    """Decide on a lumpy activity: of those known, feasible, affordable and worth it, the best.

    Who runs one may give it up for a larger kind.
    """
    able = h.knows_activity & (h.adults >= 2)
    able &= society.uniform("attention", h) < attention(h, society)
    asked = Chosen(h, np.flatnonzero(able))
    menu = each_on_menu(society.world)
    need = start_need(asked, society, menu)
    kind, place = np.nonzero(begins(asked, society, menu, need))
    starter, of, needed = Chosen(asked, place), menu[kind, 0], need[kind, place]
    value, pays = weigh(starter, society, of, needed)
    pays &= can_start(starter, society, of, needed)
    worth = np.full(need.shape, -np.inf)
    worth[kind[pays], place[pays]] = value[pays]
    starts = np.flatnonzero(worth.max(axis=0) > -np.inf)
    best, rows = worth[:, starts].argmax(axis=0), asked.places[starts]
    h.starts_activity = False
    h.starts_activity[rows] = True
    h.kind_wanted = h.activity_kind
    h.kind_wanted[rows] = menu[best, 0]
    h.loan_wanted = 0.0
    h.loan_wanted[rows] = np.maximum(need[best, starts] - asked.own_funds[starts], 0.0)


def begins(h: People, society: Society, kind: Kind, need: np.ndarray) -> np.ndarray:
    """Who has the skill, and the own money asked for of the need (yuan), for a start of this kind."""
    w = society.world
    share = np.where(society.given("guarantee", h) > 0, w.own_share_guaranteed, w.own_share)
    return fits(h, society, kind) & (h.own_funds >= share * need)


def can_start(h: People, society: Society, kind: Kind, need: np.ndarray) -> np.ndarray:
    """Who has the hands for a start of this kind and, with a loan, all of the need (yuan)."""
    w = society.world
    free = hands(h, society) >= labour_at_start(kind, society) + w.labour_left
    limit = credit_limit(h, society) + np.minimum(society.given("guarantee", h), w.loan_ceiling)
    return free & (h.own_funds + limit >= need)


def attention(h: Rows, society: Society) -> np.ndarray:
    """Chance to consider a start: half of them a year, all with a grant or a cadre at the door."""
    w = society.world
    offered = society.given("activity_grant", h) + society.given("recommendation", h) > 0
    return np.where(offered, 1.0, w.attention) * (1 - w.dependence * h.aid_habit)


@by_household
def start_activity(h: Rows, society: Society) -> None:
    """Those who start pay and borrow their part; grants without a start become farm capital.

    A smaller activity is sold for a larger one of another kind.
    """
    ledger, guaranteed = society.ledger, guaranteed_part(h, society)
    ledger.transfer("bank", h, h.loan_wanted, "loans")
    h.debt_bank += h.loan_wanted - guaranteed
    h.debt_guaranteed += guaranteed
    note_deposit(h, society, np.flatnonzero(guaranteed > 0))
    starters = Chosen(h, np.flatnonzero(h.starts_activity))
    price, granted = society.economy.asset_price[0], society.given("activity_grant", starters)
    wanted, rows = starters.kind_wanted, starters.places
    need, kept = need_of(starters, society, wanted), carried(starters, society, wanted)
    sold = price * kept * (wanted != starters.activity_kind)
    ledger.transfer("rest_of_world", starters, sold, "asset_sales")
    ledger.transfer(starters, "rest_of_world", need + sold, "activity_assets")
    helped = (granted > 0) | (guaranteed[rows] > 0)
    h.own_contribution = starters.spread((need - starters.loan_wanted) * helped)
    h.activity_capital[rows] = kept + (need / price + granted)
    h.activity_kind[rows] = wanted
    if "activity_grant" in society.channels:
        divert_grant(h, society, society.given("activity_grant", h) * ~h.starts_activity)
    h.farm_capital += society.given("farm_capital_grant", h)


def divert_grant(h: Rows, society: Society, unused: np.ndarray) -> None:
    """A grant without a start is kept as farm capital; unwatched, part of it is sold."""
    w = society.world
    keeper = Chosen(h, np.flatnonzero(unused > 0))
    seen = monitoring(society.given("visits", keeper), w.monitoring_per_visit)
    sold = keeper.spread(unused[keeper.places] * w.diversion * (1 - seen))
    h.farm_capital += unused - sold
    society.ledger.transfer("rest_of_world", h, sold * w.fire_sale_price, "grant_sales")
