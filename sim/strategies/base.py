"""What a strategy is: declared parameters, and one act a year on the state at its opening.

A strategy pays out of its purse and adds to channels what the payment buys (money paid divided
by a declared unit cost). It never touches income, poverty or another strategy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from sim.docs import Says
from sim.ground.errors import ContractError
from sim.ground.parameters import Parameter
from sim.ground.payments import Payment
from sim.society import Society

if TYPE_CHECKING:
    from sim.ground.purse import Purse


@dataclass(frozen=True)
class Failing:
    """A condition, as values of the strategy, in which a part should be worth no more than nothing."""

    values: Mapping[str, Any]
    because: str


class Strategy:
    """Base of all strategies. `targeted` ones share the county's register of the poor.

    `plain_money` ones do nothing but hand out money: reports hold every other arm against them.

    `parts` are classes, by name, with parameters of their own that the strategy's include, and each
    with the condition in which it is `failing`, where one is declared. `says` is what it does in a
    sentence: the first of its docstring, unless declared. `falls_short` says where, by its own
    mechanism, it helps less; results show it beside what it did. `payments` says what its own kinds of
    payments are; under a kind that nobody declares it pays a transfer.
    """

    name: ClassVar[str] = ""
    title: ClassVar[str] = ""
    says: ClassVar[Any] = Says()
    falls_short: ClassVar[str] = ""
    parameters: ClassVar[dict[str, Parameter]] = {}
    payments: ClassVar[dict[str, Payment]] = {}
    targeted: ClassVar[bool] = False
    plain_money: ClassVar[bool] = False
    parts: ClassVar[dict[str, Any]] = {}

    def __init__(self, **values: Any) -> None:
        for name, parameter in self.parameters.items():
            setattr(self, name, values.pop(name, parameter.default))
        if values:
            raise ValueError(f"{self.name} has no parameter {sorted(values)[0]!r}")

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.name = cls.__dict__.get("name") or _snake(cls.__name__)
        cls.title = cls.__dict__.get("title") or cls.name.replace("_", " ")

    @classmethod
    def idle(cls, values: dict[str, Any]) -> dict[str, str]:
        """Parameters that do nothing under these values, each with the reason."""
        return {}

    @classmethod
    def out_of_reach(cls, values: dict[str, Any], world: SimpleNamespace) -> dict[str, str]:
        """Parameters that ask for more than this world has at its start, each with the reason."""
        return {}

    def act(self, county: Society, purse: Purse, year: int) -> None:
        """Spend this year's purse (yuan) and fill the channels that the money pays for."""
        raise NotImplementedError(f"{self.name} does not say how it acts")

    def accuracy(self, county: Society) -> np.ndarray | float:
        """Accuracy of the strategy's own list, used only with `targeting: own`."""
        return county.world.office_accuracy

    def listed(self, county: Society) -> np.ndarray:
        """Which households are on this year's list of the poor: one bool a household.

        Raises `ContractError` if there is none, as for every strategy that is not `targeted`.
        """
        listed = county.programmes[self.name].listed
        if listed is None:
            raise ContractError("asks for its list of the poor: only a strategy with "
                                "`targeted = True` has one")
        return listed


def _snake(name: str) -> str:
    return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")


