"""Coping: pooling among neighbours, borrowing, relief, distress sales, and what care is paid."""

from __future__ import annotations

import numpy as np

from sim.ground.guards import TINY
from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.ground.tables import Chosen, People, Rows
from sim.processes.spending import floor, planned_consumption, savings_target
from sim.society import Society, by_household

PARAMETERS = {
    "fire_sale_price": number(0.7, "share", 0.5, 0.9, "assumption", "Price of assets in distress"),
    "fire_sale_price_drought": number(0.55, "share", 0.3, 0.9, "assumption",
        "Price of assets in distress when the village has a drought"),
    "care_within": number(0.5, "share of liquid savings", 0.05, 3,
        "calibrated: care is forgone by a tenth or more of the ill",
        "Own part of a medical bill, beside the year's cash, above which care is forgone"
        ).plausibly(0.4, 0.8),
    "pooling_share": number(0.10, "share of surplus", 0, 0.3, "assumption",
        "Surplus a household of average social capital gives to the village pool (Townsend 1994)"),
    "pooling_cover": number(0.4, "share of shortfall", 0, 1, "assumption; Townsend 1994, Kinnan 2022",
        "Share of a shortfall the village pool covers at most: full insurance is rejected"),
    "informal_limit": number(0.25, "years of income", 0.1, 0.5, "assumption",
        "Debt to neighbours at most, per permanent income"),
    "informal_willingness": number(0.05, "share of surplus", 0, 1, "assumption",
        "Surplus neighbours lend"),
    "forgiven_debt": number(0.5, "years of income", 0.2, 3, "assumption",
        "Debt to neighbours beyond this is forgiven"),
    "shared_beyond": number(1.5, "floors", 1, 3, "assumption",
        "Cash below which a household has no surplus, whatever it plans"),
}
PAYMENTS = {
    "pooling": Payment("Gifts in need, given and received within the village",
        "households > village_pools > households"),
    "informal_loans": Payment("Loans among households of a village",
        "households > village_pools > households"),
    "relief": Payment("Relief for households that would fall short of food", "treasury > households"),
    "distress_sales": Payment("Productive assets sold in need, to neighbours or away",
        "households > village_pools > households; rest_of_world > households"),
    "medical_bills": Payment("The household's own part of bills for illness",
        "households > rest_of_world"),
    "medical_insurance": Payment("The standing insurance's part of bills for illness",
        "treasury > households"),
    "insured_bills": Payment("What the standing insurance paid goes to those who treat",
        "households > rest_of_world"),
    "medical_aid": Payment("Part of bills for illness that a programme pays",
        "programme > rest_of_world"),
}


@by_household
def meet_bill(h: Rows, society: Society) -> None:
    """The household's own part of the medical bill after the standing insurance."""
    h.bill_due = h.medical_bill * (1 - society.world.reimbursement)


def cover_bills(society: Society) -> None:
    """Programmes commit to the pledged share of medical bills."""
    h = society.households
    if not society.pledged("medical"):
        h.medical_cover = 0.0
        return
    h.medical_cover = society.commit("medical", h.medical_bill, most=h.bill_due)
    h.bill_due -= h.medical_cover


@by_household
def forgo_care(h: Rows, society: Society) -> None:
    """Care whose own part takes too much of liquid savings is not sought, and nothing is due."""
    within = society.world.care_within * np.maximum(h.cash, 0.0)
    h.care_forgone = h.bill_due > within
    h.bill_due[h.care_forgone] = 0.0


def cover_treated(society: Society) -> None:
    """What programmes had committed to who forgoes care covers more of the others' bills."""
    h = society.households
    if (h.care_forgone & (h.medical_cover > 0)).any():
        whole = (h.bill_due + h.medical_cover) * ~h.care_forgone
        h.medical_cover = society.commit("medical", h.medical_bill * ~h.care_forgone, most=whole)
        h.bill_due = whole - h.medical_cover


@by_household
def find_shortfall(h: Rows, society: Society) -> None:
    """What is missing to the floor after the bill, and what could be shared.

    Nobody shares what the own plan for consumption and savings needs: measured against 1.5 floors
    alone, nine in ten households had a surplus and the pool insured every shortfall in full.
    """
    w, left, least = society.world, h.cash - h.bill_due, floor(h, society)
    h.shortfall = np.maximum(least - left, 0.0)
    planned = planned_consumption(h, society) + savings_target(h, society)
    h.surplus = np.maximum(left - np.maximum(planned, w.shared_beyond * least), 0.0)


def pool_in_villages(society: Society) -> None:
    """Neighbours share part of their surplus with those short of the floor; the pool empties."""
    h, ledger = society.households, society.ledger
    capacity = np.minimum(society.world.pooling_share * h.social_capital / 0.5, 1.0) * h.surplus
    rows = np.flatnonzero(h.shortfall > 0)
    wanted, village = society.world.pooling_cover * h.shortfall[rows], h.village[rows]
    need = np.bincount(village, wanted, len(society.villages))
    able = society.village_sum(capacity)
    pooled = np.minimum(need, able)
    received = np.zeros(len(h))
    received[rows] = wanted * (pooled / np.maximum(need, TINY))[village]
    given = capacity * society.at_home(pooled / np.maximum(able, TINY))
    ledger.transfer(h, "village_pools", given, "pooling")
    ledger.transfer("village_pools", h, received, "pooling")
    h.pooled = received - given
    h.shortfall = np.maximum(h.shortfall - received, 0.0)
    h.surplus = np.maximum(h.surplus - given, 0.0)


def lend_informally(society: Society) -> None:
    """Neighbours with surplus lend to those still short, by their standing; claims equal debts."""
    h, w, ledger = society.households, society.world, society.ledger
    rows = np.flatnonzero(h.shortfall > 0)
    short = Chosen(h, rows)
    standing = w.informal_limit * short.social_capital / 0.5
    room = np.maximum(standing * short.permanent_income - short.debt_informal, 0.0)
    wanted = np.minimum(short.shortfall, room)
    offered = w.informal_willingness * h.surplus
    need = np.bincount(short.village, wanted, len(society.villages))
    able = society.village_sum(offered)
    lent = np.minimum(need, able)
    h.informal_borrowed = short.spread(wanted * (lent / np.maximum(need, TINY))[short.village])
    paid = offered * society.at_home(lent / np.maximum(able, TINY))
    ledger.transfer(h, "village_pools", paid, "informal_loans")
    ledger.transfer("village_pools", h, h.informal_borrowed, "informal_loans")
    h.claims += paid
    h.debt_informal += h.informal_borrowed
    h.shortfall[rows] = np.maximum(short.shortfall - h.informal_borrowed[rows], 0.0)


@by_household
def sell_in_distress(h: Rows, society: Society) -> None:
    """Relief covers part of the gap; then farm capital is sold, then the lumpy activity."""
    rows = np.flatnonzero(h.shortfall > 0)
    seller = Chosen(h, rows)
    relief = society.world.relief_share * seller.shortfall
    society.ledger.transfer("treasury", seller, relief, "relief")
    gap, price = seller.shortfall - relief, distress_price(seller, society)
    for capital, sold in ((h.farm_capital, h.farm_capital_sold),
                          (h.activity_capital, h.activity_capital_sold)):
        needed = np.minimum(capital[rows], gap / price)
        gap = np.maximum(gap - price * needed, 0.0)
        capital[rows] -= needed
        sold.fill(0.0)
        sold[rows] = needed
    h.shortfall[rows] = gap


def distress_price(h: People, society: Society) -> np.ndarray:
    """Price per yuan of assets sold in distress: lower when the whole village must sell."""
    w = society.world
    price = np.where(society.villages.drought, w.fire_sale_price_drought, w.fire_sale_price)
    return price[h.village]


def trade_distressed_assets(society: Society) -> None:
    """Rich households with spare cash buy what neighbours sell; traders take the rest."""
    h, w, ledger = society.households, society.world, society.ledger
    seller = Chosen(h, np.flatnonzero(h.farm_capital_sold + h.activity_capital_sold > 0))
    buyer = Chosen(h, np.flatnonzero(h.rich))
    sold = seller.farm_capital_sold + seller.activity_capital_sold
    sold *= distress_price(seller, society)
    spare = buyer.cash - buyer.bill_due - 2 * savings_target(buyer, society)
    offered = w.buyer_share * np.maximum(spare, 0.0)
    supply, demand = (np.bincount(side.village, yuan, len(society.villages))
                      for side, yuan in ((seller, sold), (buyer, offered)))
    bought = np.minimum(supply, demand)
    paid = offered * (bought / np.maximum(demand, TINY))[buyer.village]
    local = sold * (bought / np.maximum(supply, TINY))[seller.village]
    ledger.transfer(buyer, "village_pools", paid, "distress_sales")
    ledger.transfer("village_pools", seller, local, "distress_sales")
    away = np.maximum(sold - local, 0.0)
    ledger.transfer("rest_of_world", seller, away, "distress_sales")
    h.farm_capital[buyer.places] += paid / distress_price(buyer, society)


@by_household
def treat_illness(h: Rows, society: Society) -> None:
    """A bill is paid out of what exceeds a part of the floor; below half of it, care is forgone."""
    ledger, due = society.ledger, h.bill_due
    able = np.maximum(h.cash - society.world.floor_kept * floor(h, society), 0.0)
    h.care_forgone |= able < 0.5 * due
    treated = ~h.care_forgone
    h.medical_spending = np.minimum(due, able) * treated
    h.medical_paid = np.where(due > 0, h.medical_spending / np.maximum(due, TINY), treated)
    ledger.transfer(h, "rest_of_world", h.medical_spending, "medical_bills")
    insured = society.world.reimbursement * h.medical_bill * h.medical_paid
    ledger.transfer("treasury", h, insured, "medical_insurance")
    ledger.transfer(h, "rest_of_world", insured, "insured_bills")


def pay_covered_bills(society: Society) -> None:
    """Programmes pay the hospital their part of the bills of those treated."""
    h = society.households
    if society.pledged("medical"):
        society.draw("medical", h.medical_paid, "rest_of_world", "medical_aid")


@by_household
def forgive_debts(h: Rows, society: Society) -> None:
    """Debt to neighbours beyond what can ever be repaid is forgiven."""
    most = society.world.forgiven_debt * np.maximum(h.permanent_income, 0.0)
    h.debt_informal = np.minimum(h.debt_informal, most)
