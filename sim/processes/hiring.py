"""How many workers enterprises want: up to where the marginal revenue of labour meets the wage."""

from __future__ import annotations

import numpy as np

from sim.ground.tables import Chosen
from sim.processes.farm import output_at
from sim.processes.spending import spare_cash
from sim.society import Society


def by_village(society: Society) -> np.ndarray:
    """An open enterprise of each village (its row), -1 where there is none."""
    e = society.enterprises
    found = np.full(len(society.villages), -1)
    found[e.village[e.open]] = np.flatnonzero(e.open)
    return found


def plan_hiring(society: Society) -> None:
    """Each open enterprise wants workers up to marginal revenue = wage: L = (.6 A Ke^.3 / w)^2.5."""
    e, exponent = society.enterprises, society.world.enterprise_labour_exponent
    wage = society.villages.mean_wage[e.village]
    wanted = (exponent * value_of_labour(society) / wage) ** (1 / (1 - exponent))
    e.workers_wanted = np.where(e.open, wanted, 0.0)


def value_of_labour(society: Society) -> np.ndarray:
    """Revenue per L^.6 of each enterprise, yuan: A_e w ability (Ke/Ke0)^.3 with the usual wage w.

    In units of what a worker-year costs in this world and year: a world of low wages is one of low
    revenues, and not one of many workers.
    """
    e, w = society.enterprises, society.world
    level = w.enterprise_productivity * w.wage * w.income_scale * society.economy.wage_index[0]
    size = e.capital / w.enterprise_capital
    return level * e.ability * size**w.enterprise_capital_exponent


def plan_hired_labour(society: Society) -> None:
    """A rich household hires a neighbour if that pays and it has the wage beyond its own food.

    It pays if the farm's marginal product exceeds the local wage, as far as that is known: last
    year's.
    """
    h = society.households
    h.workers_hired = 0.0
    rows = np.flatnonzero(h.rich)
    rich = Chosen(h, rows)
    gain = rich.farm_potential * (output_at(1 + 1 / rich.farm_labour, society) - 1)
    wage = society.villages.mean_wage[rich.village]
    h.workers_hired[rows] = (gain > wage) & (spare_cash(rich, society) >= wage)
