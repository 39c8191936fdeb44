"""Measures of poverty, inequality, targeting and mobility: arrays and weights in, numbers out.

Poverty measures take `(values, line, weights=None)`, the line being one for all or one for each,
inequality measures `(values, weights=None)`; both take a `Distribution` in place of values, which is
checked and sorted once for all of them.
Weights are persons. Empty input, NaN, negative or all-zero weights are a ValueError, and so are
logarithms of values at or below zero. A measure that does not exist for its values (a share of
nobody, a ratio to nothing) raises `Undefined`, a ValueError.
"""

from sim.measures.distribution import (
    Distribution,
    Undefined,
    growth_incidence,
    lorenz,
    quantile,
)
from sim.measures.dynamics import (
    Components,
    chronic_transient,
    exit_rate,
    return_rate,
    transition_shares,
    transitions,
)
from sim.measures.inequality import atkinson, gini, palma, s80s20, theil_l, theil_t
from sim.measures.multidimensional import AlkireFoster, alkire_foster, censored_headcounts
from sim.measures.poverty import fgt, sen, sst, watts
from sim.measures.targeting import exclusion_error, inclusion_error, leakage

__all__ = [
    "AlkireFoster",
    "Components",
    "Distribution",
    "Undefined",
    "alkire_foster",
    "atkinson",
    "censored_headcounts",
    "chronic_transient",
    "exclusion_error",
    "exit_rate",
    "fgt",
    "gini",
    "growth_incidence",
    "inclusion_error",
    "leakage",
    "lorenz",
    "palma",
    "quantile",
    "return_rate",
    "s80s20",
    "sen",
    "sst",
    "theil_l",
    "theil_t",
    "transition_shares",
    "transitions",
    "watts",
]
