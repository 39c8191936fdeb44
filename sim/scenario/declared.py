"""What a scenario may name: its own keys, and what the world and the strategies declare."""

from __future__ import annotations

from typing import Any

from sim.ground.measured import ANY, WHOLE, Measured
from sim.ground.parameters import Parameter, choice, number, switch, whole
from sim.terms import LAND, REMOTENESS

LATEST_YEAR = 2200
EARLIEST_YEAR = 1900

COUNTY: dict[str, Parameter] = {
    "template": choice("gansu-2011", ("gansu-2011",), "the county the people are drawn from"),
    "households": number(20_000, "households", 20, 10_000_000, "assumption", "households"),
    "villages": number(100, "villages", 1, 1_000_000, "assumption",
                       "villages; left out, 200 households each"),
    "remoteness": number(REMOTENESS, "0..1", 0.1, 0.9, "assumption", "mean remoteness of its villages"),
    "land": number(LAND, "times the template's", 0.3, 3, "assumption", "holdings of land"),
}
INCOME = number(1.0, "times income_scale of the world", 0.4, 2.5, "assumption",
                "farm, activity and wage incomes of a county of a province")
PLACE: dict[str, Parameter] = {
    **{name: COUNTY[name] for name in ("households", "villages", "remoteness")},
    "income": INCOME,
    "land": COUNTY["land"],
}
"""What may differ between the counties of a province."""
PROVINCE: dict[str, Parameter] = {
    "count": whole(70, "counties", 2, 3_000, "assumption", "counties that are drawn"),
    "spread": choice("declared", ("declared",), "by what the counties that are drawn differ"),
    "budget_rule": choice("equal", ("equal", "poverty_gap"), "how counties share the budget"),
    "survey_households": whole(400, "households", 50, 100_000, "assumption",
                               "households of each county whose gap a survey tells before policy"),
}
SPREAD: dict[str, Parameter] = {
    "mean_households": number(60_000, "households", 20, 10_000_000,
                              "4.2 million rural households over some 70 counties of Gansu",
                              "mean size of counties"),
    "households_spread": number(0.5, "sd of log", 0, 2, "assumption", "differences in size"),
    "remoteness_spread": number(0.1, "sd", 0, 0.3, "assumption", "differences in mean remoteness"),
    "income_spread": number(0.15, "sd of log", 0, 1, "assumption", "differences in income"),
    "land_spread": number(0.25, "sd of log", 0, 1, "assumption", "differences in land").plausibly(
            0.15, 0.4, because="assumption"),
}
"""What the counties that are drawn differ by."""
HORIZON: dict[str, Parameter] = {
    "start": number(2011, "year", 1980, 2100, "assumption", "the year of the opening state"),
    "years": number(9, "years", 1, 100, "assumption", "years after it in which programmes may act"),
    "after": number(0, "years", 0, 50, "assumption", "years after these in which none acts"),
}
SCALARS: dict[str, Parameter] = {
    "seed": number(2011, "number", 0, 2**53 - 1, "assumption",
                   "where all luck comes from; the same seed, code and versions give the same numbers"),
    "replications": number(20, "runs", 1, 10_000, "assumption",
                           "runs of every arm, each with its own people and luck, shared by all arms"),
    "finance": choice("outside", ("outside", "local", "mixed"),
                      "who pays, one rule for all arms: money from outside, taxes in the county, or "
                      "both"),
    "targeting": choice("common", ("common", "own", "oracle", "random"),
                        "whose list of the poor counts"),
    "rescale": switch(False, "whatever else the world is, `income_scale` is fitted to the published "
                             "headcount of 2011, on the mean of the first four replications"),
}
MOST_REPLICATIONS = number(200, "runs", 2, 10_000, "assumption",
                           "runs of every arm at most, where a half width says how many")
HALF_WIDTH = number(0.01, "unit of the measure", 1e-9, 1e12, "assumption",
                    "half the width of the 95% interval at which replications are enough")
BUDGET = number(150.0, "yuan of 2010 per person and year", 0, 100_000, "assumption",
                "what an arm's programme purses may pay out")
RECORDED_HOUSEHOLDS = number(0, "households", 0, 10_000_000, "assumption",
                             "households whose own years are written down")
OWN_LINE = number(2300.0, "yuan of 2010 per person and year", 1, 1_000_000, "assumption",
                  "an absolute poverty line of one's own")
SHARE = number(1.0, "share of the arm's budget", 0, 1, "assumption",
               "left out: an equal part of what the others leave")
TIMING = {
    "from": "first year of action; nothing acts in the opening year",
    "until": "last year of action; left out, the last in which programmes act",
    "share": "its part of the arm's budget; left out: an equal part of what the others leave",
}
"""What every strategy of an arm may say beside its own parameters."""
SECTIONS = {
    "name": "letters, digits, - and _; names the results folder; left out, the file's name",
    "title": "one line, shown on the report; left out, the name",
    "county": "the county: its template, its size, where it lies and what land it has",
    "province": "many counties instead of one",
    "horizon": "the years: the opening state, those with programmes, those after them",
    "budget": "what an arm may pay out a year, a number, or a map from year",
    "world": "parameters of the world, rival structures among them: a value, or a map from year",
    "record": "what is written down",
    "baseline": "the arm the others are compared with; left out, `none`",
    "arms": "what is compared: each a name and the strategies that act in it",
    "design": "further arms, made out of one",
    "roles": "what arms are there for; a design writes it",
    "worlds": "an ensemble of worlds in which replications live: its name, or more of it",
}
"""The keys of a scenario that are more than one number or choice, and what each says."""
EXTENDS = "another file (relative to this one) or shipped name, on which this one is laid"
"""What the key `extends` says: it is of the file, and a scenario that is read has it no more."""
KEYS = (*SECTIONS, *SCALARS)

DEFAULT_LINES = ("national",)
DEFAULT_GROUPS = ("all", "quintile", "remoteness")
DEFAULT_COLUMNS = (
    "village", "persons", "income", "transfer_income", "consumption", "cash", "activity_capital",
    "health", "registered",
)


def world_parameters() -> dict[str, Parameter]:
    """The declared parameters of the world, by name."""
    from sim.catalogue import PARAMETERS

    return dict(PARAMETERS)


def measures() -> dict[str, Measured]:
    """The declared measures that a scenario may name, by name."""
    from sim.observation.dictionary import askable

    return askable()


def measures_of_groups() -> dict[str, Measured]:
    """The declared measures that a scenario may name for a group, by name."""
    from sim.observation.dictionary import measured

    known = measures()
    always = {name: one for name, one in measured().items() if name not in known and ANY in one.groups}
    return known | always


def other_names() -> dict[str, str]:
    """The declared name of each measure by what else it is called, in small letters."""
    return {other.lower(): name for name, one in measures().items() for other in one.other_names}


def default_measures() -> tuple[str, ...]:
    """The measures recorded unless a scenario says otherwise, in their order."""
    from sim.observation.dictionary import by_default

    return by_default()


def groups() -> tuple[str, ...]:
    """The groups a scenario may name: the whole county, and what is declared."""
    from sim.observation.dictionary import groupings

    return (WHOLE, *groupings())


def household_columns() -> dict[str, Any]:
    """The declared columns of a household's state, by name."""
    from sim.catalogue import COLUMNS

    return COLUMNS["household"]


def strategies() -> dict[str, Any]:
    """The strategy classes that can be found, by name."""
    from sim.strategies import find

    return dict(find())


def broken_plugins() -> dict[str, str]:
    """Strategies that plug-ins announce and do not bring, by name, each with the reason."""
    from sim.strategies import broken

    return broken()
