"""A second look at the books of a year: from its entries alone, in another way than the audit's."""

from functools import wraps

import numpy as np

from sim.cycle import CYCLE
from sim.processes.interest import pay_interest

STOCKS = ("cash", "debt_bank", "debt_guaranteed", "debt_informal", "claims", "farm_capital",
          "activity_capital", "land", "adults", "children")  # fmt: skip
SHARES = ("health", "skill", "trust", "credit_score", "aid_habit", "hidden_share", "income_rank",
          "job_chance", "medical_paid")  # fmt: skip


def worth(society):
    """What each kind of account holds, yuan."""
    balances = dict(society.ledger.balances)
    balances["households"] = float(society.households.cash.sum())
    balances["enterprises"] = float(society.enterprises.cash.sum())
    return balances


def note_interest_due(society):
    """What households owe the bank in interest after what programmes cover, yuan."""
    h, rate = society.households, society.world.bank_rate
    due = rate * (h.debt_bank + h.debt_guaranteed) - h.interest_cover
    society.bank_interest_due = float(np.maximum(due, 0.0).sum())


def within_means(process):
    """The process, after which no household may have spent what it did not have."""
    @wraps(process)
    def checked(*args):
        process(*args)
        lowest = float(args[-1].households.cash.min())
        assert lowest >= -1e-6, f"{process.__name__} leaves a household {lowest} yuan"
    return checked


WATCHED = tuple(
    within_means(p) for q in CYCLE for p in ((note_interest_due, q) if q is pay_interest else (q,))
)


class Auditor:
    """Checks a year from its entries alone, whatever the audit says."""

    def __init__(self, society):
        self.before, self.equity = worth(society), float(society.bank.equity[0])

    def __call__(self, society):
        entries = society.ledger.entries
        self.check_accounts(society, entries)
        self.check_budget(society, entries)
        self.check_bank(society, entries)
        self.check_people(society)
        self.before, self.equity = worth(society), float(society.bank.equity[0])

    def check_accounts(self, society, entries):
        turnover, now = sum(entry[3] for entry in entries), worth(society)
        net = dict.fromkeys(now, 0.0)
        for payer, payee, _, amount in entries:
            for name, sign in ((payer, -1), (payee, 1)):
                name = "households" if name == "rich_households" else name
                net[name] = net.get(name, 0.0) + sign * amount
        assert abs(sum(net.values())) <= 1e-9 * turnover
        for name, flow in net.items():
            change = now.get(name, 0.0) - self.before.get(name, 0.0)
            assert abs(change - flow) <= 1e-9 * turnover, (society.year, name)

    def check_budget(self, society, entries):
        offered = society.scenario.budget_of(society.year) * society.population
        spent = sum(
            amount for payer, _, kind, amount in entries
            if payer.startswith("programme:") and kind != "unspent"
        )  # fmt: skip
        acts = any(programme.acts_in(society.year) for programme in society.programmes.values())
        assert spent <= (offered if acts else 0.0) * (1 + 1e-12)
        assert abs(society.government.cost_total[0] - spent) <= 1e-9 * max(offered, 1.0)

    def check_bank(self, society, entries):
        """Equity changes by interest, guarantees and paid handling, less costs and write-offs."""
        earned = sum(
            amount for _, payee, kind, amount in entries
            if payee == "bank"
            and kind in ("interest", "interest_subsidy", "guarantee", "loan_handling")
        )  # fmt: skip
        people = ("households", "rich_households")
        paid = sum(e[3] for e in entries if e[0] in people and e[1:3] == ("bank", "interest"))
        added_to_debts = society.bank_interest_due - paid
        costs = sum(e[3] for e in entries if e[0] == "bank" and e[2] == "bank_costs")
        losses = float(society.bank.losses[0] + society.bank.pool_losses[0])
        change = float(society.bank.equity[0]) - self.equity
        scale = 1 + abs(self.equity) + earned + losses
        assert added_to_debts >= -1e-6
        assert abs(change - (earned + added_to_debts - costs - losses)) <= 1e-9 * scale

    def check_people(self, society):
        h, economy = society.households, society.economy
        land = float(economy.opening_land[0])
        assert abs(h.land.sum() - land) <= 1e-9 * land
        assert h.persons.sum() == economy.opening_persons[0]
        assert (h.adults + h.children <= h.persons).all()
        debts, claims = society.village_sum(h.debt_informal), society.village_sum(h.claims)
        assert np.allclose(debts, claims, rtol=1e-9, atol=1e-6)
        for name in STOCKS:
            assert getattr(h, name).min() >= -1e-6, name
        for name in SHARES:
            assert 0 <= getattr(h, name).min() and getattr(h, name).max() <= 1, name
        for table in society.tables.values():
            for name, column in table.items():
                assert np.isfinite(column).all(), name
        pool = society.ledger.balances.get("guarantee_pool", 0.0)
        assert pool >= -1e-6 and society.enterprises.cash.min() >= -1e-6
