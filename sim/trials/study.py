"""Studies as data: what was tried, on whom, what was found, and what cannot be carried over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.agents import household
from sim.ground.channels import CHANNELS
from sim.ground.parameters import Parameter, choice, number, whole

Z = 1.96
"""Standard errors from a mean to the end of its 95% interval."""
ASSIGNED = ("household", "village", "county", "none")
DESIGNS = ("randomised", "quasi", "selection", "descriptive", "projection")
UNDECIDED = ("selection", "projection")
"""Designs whose figure decides nothing: matched or before-after comparisons, and forecasts."""
OF = ("consumption", "wage", "unit")
NOT_CHANNELS = {"cash": "yuan", "medical": "share", "loan": "yuan"}
"""Doses that are payments, pledges or credit, each with its unit; all others are channels."""
DOSES = NOT_CHANNELS | {
    name: column.unit for name, column in CHANNELS.items()
    if not column.zero_sum and column.level != "cadres"
}  # fmt: skip
POOR = "poor"
OUTCOMES = (POOR, *household.COLUMNS)

TEXTS = ("title", "cite", "url", "estimand", "unit")
NEEDED = ("cite", "published", "transport")
KEYS: dict[str, Parameter] = {
    "provenance": choice("recalled", ("seen", "recalled"), "Whether it was read, or is recalled"),
    "use": choice("validation", ("calibration", "validation"), "Whether any number was fitted to it"),
    "design": choice("randomised", DESIGNS, "How the published figure was identified"),
    "effect": choice("relative", ("relative", "absolute"), "Over the mean of controls, or as it is"),
    "estimate": choice("itt", ("itt", "late"), "On those assigned, or on those who take up"),
    "years": whole(1, "years", 1, 40, "assumption", "Years from the first dose to the measurement"),
    "against": number(0, "of the outcome", -1e6, 1e6, "assumption",
        "A wrong value that the comparison should be able to tell from the published one"),
}
PUBLISHED: dict[str, Parameter] = {
    "value": number(0, "of the outcome", -1e9, 1e9, "", "Published effect"),
    "low": number(0, "of the outcome", -1e9, 1e9, "", "Lower end of its interval"),
    "high": number(0, "of the outcome", -1e9, 1e9, "", "Upper end of its interval"),
}
ELIGIBLE: dict[str, Parameter] = {
    "poorest": number(1, "share of households", 0.01, 1, "", "The poorest by consumption per head"),
    "richest": number(1, "share of households", 0.01, 1, "", "The richest by consumption per head"),
}
BOUNDS: dict[str, Parameter] = {
    "least": number(0, "of the column", -1e9, 1e9, "", "Smallest value"),
    "most": number(0, "of the column", -1e9, 1e9, "", "Largest value"),
}
ASSIGN: dict[str, Parameter] = {
    "unit": choice("household", ASSIGNED, "What is drawn by lot"),
    "share": number(0.5, "share of units", 0.05, 0.95, "assumption", "Units that are treated"),
}
DOSE: dict[str, Parameter] = {
    "amount": number(0, "of what `of` says", 0, 1000, "", "Size of the dose in a year"),
    "of": choice("unit", OF, "An eligible household's mean yearly consumption, a day's wage, or units"),
    "years": whole(1, "years", 1, 40, "", "Years in which it is given, from the first"),
}
TRANSPORT: dict[str, Parameter] = {
    "sd": number(0, "of the outcome", 0, 1e6, "assumption", "What cannot be carried over, as a spread"),
}


@dataclass(frozen=True)
class Dose:
    """What each treated household gets in each of the first `years`."""

    what: str
    amount: float
    of: str
    years: int


@dataclass(frozen=True)
class Study:
    """One published figure and how the county is asked for it.

    `low` and `high` are equal to `value` where no interval is known; `bounds` are the least and the
    most of household columns among the eligible; `measure` names what is read from the county
    without an instrument where `unit_of_lot` is `none`, and `under` the strategy at work then, if any.
    """

    name: str
    title: str
    cite: str
    url: str
    provenance: str
    use: str
    design: str
    estimand: str
    unit: str
    outcome: str
    effect: str
    estimate: str
    years: int
    against: float
    value: float
    low: float
    high: float
    transport: float
    lost: str
    poorest: float
    richest: float
    bounds: Mapping[str, tuple[float | None, float | None]]
    unit_of_lot: str
    share: float
    doses: tuple[Dose, ...]
    takeup: str
    measure: str
    under: str

    @property
    def sd(self) -> float:
        """Standard error of the published figure: its interval taken as one of 95%."""
        return (self.high - self.low) / (2 * Z)

    @property
    def decides(self) -> bool:
        """Whether the published figure identifies an effect at all."""
        return self.design not in UNDECIDED

    def around(self) -> tuple[float, float]:
        """The published interval widened by what cannot be carried over, in quadrature."""
        reach = Z * self.transport
        down, up = ((reach**2 + (end - self.value) ** 2) ** 0.5 for end in (self.low, self.high))
        return self.value - down, self.value + up
