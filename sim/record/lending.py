"""Lending and its shocks: droughts, arrears, write-offs, pool and funds, contracts that break."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sim.ground.measured import HOUSEHOLDS, VILLAGES, Measured
from sim.record.seen import Seen

_share = partial(Measured, unit="share of households", adds_up=HOUSEHOLDS)
_flow = partial(Measured, unit="yuan/household/year", adds_up=HOUSEHOLDS)
_stock = partial(Measured, unit="yuan/household", adds_up=HOUSEHOLDS)
MEASURES = (
    Measured(name="drought_share", title="villages in drought", unit="share of villages",
             adds_up=VILLAGES,
             formula="in drought / villages", meaning="Villages struck by drought this year."),
    Measured(name="arrears_share", title="debtors in arrears", unit="share of debtors",
             formula="in arrears / with debt",
             meaning="Households behind with a loan, of those with a debt at the bank."),
    Measured(name="overdue", title="overdue loans", unit="share of debt",
             formula="yuan owed by those in arrears / yuan owed",
             meaning="Debt to the bank of households behind with it, of all such debt."),
    _flow(name="loan_losses", title="loan losses", formula="written off / households",
          meaning="Loans that bank and pool wrote off this year, per household of the county."),
    _flow(name="pool_losses", title="losses of the pool", formula="written off by the pool / households",
          meaning="Loans that the guarantee pool had to pay this year, per household of the county."),
    _stock(name="guarantee_pool", title="guarantee pool", formula="pool / households",
           meaning="What the guarantee pool holds, per household of the county."),
    _stock(name="mutual_fund", title="village funds", formula="funds / households",
           meaning="What the mutual funds of the villages hold, per household of the county."),
    _share(name="fund_excluded", title="excluded from village funds", formula="excluded / households",
           meaning="Households to which their village fund lends nothing any more."),
    _share(name="contracts", title="under contract", formula="under contract / households",
           meaning="Households that grow for an enterprise under contract."),
    _share(name="contracts_broken", title="contracts broken", formula="broken / households",
           meaning="Households whose contract was broken this year."),
    _flow(name="unpaid_deliveries", title="unpaid deliveries", formula="unpaid / households",
          meaning="Deliveries under contract that were not paid, per household of the county."),
)  # fmt: skip


def values(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """Lending and its shocks; yuan are per household of the county."""
    society, h, bank = seen.society, seen.society.households, seen.society.bank
    unpaid = society.ledger.flows.get(("households", "rest_of_world", "unpaid_deliveries"))
    yield "drought_share", "", "all", float(society.villages.drought.mean())
    yield "mutual_fund", "", "all", float(society.villages.fund.sum()) / len(h)
    yield "fund_excluded", "", "all", float(h.fund_excluded.mean())
    yield "contracts", "", "all", float((h.contract >= 0).mean())
    yield "contracts_broken", "", "all", float(h.contract_broken.sum()) / len(h)
    yield "unpaid_deliveries", "", "all", 0.0 if unpaid is None else float(unpaid.sum()) / len(h)
    owed = h.debt_bank + h.debt_guaranteed
    owing = owed > 0
    if owing.any():
        yield "overdue", "", "all", float((owed * (h.arrears > 0)).sum() / owed.sum())
        yield "arrears_share", "", "all", float((h.arrears[owing] > 0).mean())
    yield "loan_losses", "", "all", float(bank.losses[0] + bank.pool_losses[0]) / len(h)
    yield "pool_losses", "", "all", float(bank.pool_losses[0]) / len(h)
    yield "guarantee_pool", "", "all", float(bank.pool[0]) / len(h)
