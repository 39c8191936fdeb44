"""What a local model of pairing is: one part of the programme, with its own parameters and costs.

Local models share a plan of the year: whom the programme serves, in which order, how well each
household is known, and the purse. Each is one file here and is found by its class.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sim.docs import Says
from sim.ground.parameters import Parameter
from sim.ground.payments import Payment
from sim.strategies.base import Failing
from sim.strategies.pairing.plan import Plan


class LocalModel:
    """Base of the local models. They act by rising `turn`: lists, visits, measures, last uses.

    `suits` names the causes of poverty that its help meets: elsewhere it is worth a part (empty: cash,
    covered bills, premiums and loans, which help whoever they reach). A `body` is paid out of overhead.
    `sponsor` names the account that makes good what the model spends; empty, the programme's own.
    `failing` is the condition in which it should be worth no more than its absence.
    `says` is what it does in a sentence: the first of its docstring, unless declared.
    """

    name: ClassVar[str] = ""
    says: ClassVar[Any] = Says()
    turn: ClassVar[int] = 50
    suits: ClassVar[tuple[str, ...]] = ()
    body: ClassVar[bool] = False
    sponsor: ClassVar[str] = ""
    failing: ClassVar[Failing]
    parameters: ClassVar[dict[str, Parameter]] = {}
    payments: ClassVar[dict[str, Payment]] = {}

    def __init__(self, **values: Any) -> None:
        for name, value in values.items():
            setattr(self, name, value)

    def act(self, plan: Plan) -> None:
        """Spend from the purse and fill the channels that the money pays for."""
        raise NotImplementedError(f"{self.name} does not say how it acts")

    def finish(self, plan: Plan) -> None:
        """Use what all models have left; most have nothing to add."""
