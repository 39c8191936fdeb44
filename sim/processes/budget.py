"""The programme budget: where the money comes from, who may spend it, what lapses."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.ground.purse import Purse
from sim.ground.tables import Table
from sim.processes.conduct import acting
from sim.society import Society

PARAMETERS = {
    "largest_tax_rate": number(0.3, "share", 0.05, 0.6, "assumption",
        "Largest tax on permanent income above the line that pays for programmes"),
}
PAYMENTS = {
    "budget": Payment("Share of the year's budget that a programme may spend", "treasury > programme"),
    "programme_funds": Payment("Money of the centre for programmes", "rest_of_world > treasury"),
    "programme_tax": Payment("Tax on permanent income above the line that pays for programmes",
        "households > treasury"),
    "donor_support": Payment("Donors make good what was spent in their name", "donors > treasury"),
    "programme_funds_returned": Payment("Money of the centre that donors replace",
        "treasury > rest_of_world"),
    "unspent": Payment("Money that a programme leaves at the end of the year", "programme > treasury"),
}


def open_purses(society: Society) -> None:
    """Fill one purse a strategy in action with its share of this year's budget.

    Outside money comes from the centre. Local money is one tax schedule whoever spends it:
    proportional to permanent income above the line, up to a largest rate.
    """
    g = society.government
    g.budget = g.programme_tax = g.outside_money = g.cost_donors = 0.0
    acting = [each for each in society.programmes.values() if each.acts_in(society.year)]
    if society.burning_in or not acting:
        return
    offered = society.scenario.budget_of(society.year) * society.population
    shares = sum(programme.use.share for programme in acting)
    raised, asked = raise_funds(society, offered * min(1.0, shares)), shares * offered
    for programme in acting:
        amount = raised * programme.use.share * offered / asked if asked > 0 else 0.0
        account = f"programme:{programme.strategy.name}"
        society.ledger.transfer("treasury", account, amount, "budget")
        programme.purse = Purse(account, amount, society.ledger, society.households)
    g.budget = raised


def raise_funds(society: Society, wanted: float) -> float:
    """Bring the programme's money to the treasury by the scenario's rule of finance."""
    local = {"outside": 0.0, "local": 1.0, "mixed": 0.5}[society.scenario.finance]
    outside = wanted * (1 - local)
    society.government.outside_money = outside
    society.ledger.transfer("rest_of_world", "treasury", outside, "programme_funds")
    return outside + levy(society, wanted * local)


def levy(society: Society, wanted: float) -> float:
    """Tax permanent income above the line to raise the wanted sum; returns what was raised."""
    h, w = society.households, society.world
    base = np.maximum(h.permanent_income - w.poverty_line * h.persons, 0.0)
    whole = society.total(base)
    if wanted <= 0 or whole <= 0:
        return 0.0
    rate = min(wanted / whole, w.largest_tax_rate)
    tax = np.minimum(rate * base, np.maximum(h.cash, 0.0))
    society.ledger.transfer(h, "treasury", tax, "programme_tax")
    h.tax_paid = tax
    raised = society.total(tax)
    society.government.programme_tax = raised
    return raised


def run_strategies(society: Society) -> None:
    """Let each strategy with money act on the state at the opening of the year."""
    for programme in society.programmes.values():
        purse = programme.purse
        if purse is not None and purse.left > 0:
            with acting(society, programme, purse):
                programme.strategy.act(society, purse, society.year)


def deliver_payments(society: Society) -> None:
    """Bring the payments of all strategies to their payees; an asset's price is no income."""
    h = society.households
    for purse in society.purses:
        for payee, amounts, kind in purse.pending:
            total = society.total(amounts) if payee is h else float(np.sum(amounts))
            amount = amounts if isinstance(payee, Table) else total
            society.ledger.transfer(purse.account, payee, amount, kind)
            if payee is h and (income := society.payment(kind).income):
                h.arrays[income] += amounts
        purse.pending.clear()


def bill_donors(society: Society) -> None:
    """Donors pay for what was spent in their name; the centre takes as much of its money back.

    Their money is a source of the purse, never on top of it, and replaces outside money alone.
    """
    spent = sum(purse.due_from("donors") for purse in society.purses)
    due = min(spent, float(society.government.outside_money[0]))
    society.government.cost_donors = due
    society.ledger.transfer("donors", "treasury", due, "donor_support")
    society.ledger.transfer("treasury", "rest_of_world", due, "programme_funds_returned")


def lapse_purses(society: Society) -> None:
    """Return what was not spent to the treasury and book what the year cost."""
    unspent = 0.0
    for purse in society.purses:
        left = max(0.0, society.ledger.balance(purse.account))
        society.ledger.transfer(purse.account, "treasury", left, "unspent")
        unspent += left
    g = society.government
    g.budget_unspent = unspent
    g.cost_total = np.maximum(0.0, g.budget - unspent)
