"""The guide to strategies: its strategy keeps its promises, and the faults it quotes read like that."""

import re
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.cycle import live_a_year
from sim.ground.errors import ContractError
from sim.testing import check, enter

GUIDE = (Path(sim.__file__).parents[1] / "docs" / "write-a-strategy.md").read_text(encoding="utf-8")
CLASS, TEST = re.findall(r"```python\n(.*?)```", GUIDE, re.S)


def farm_tools():
    names = {}
    exec(CLASS, names)
    return names["FarmTools"]


def test_its_strategy_keeps_every_promise():
    check(farm_tools(), kit_price=900.0)
    names = {"FarmTools": farm_tools()}
    exec(TEST, names)
    names["test_farm_tools_keeps_its_promises"]()


SLIPS = {
    "-500 yuan": lambda county, purse: purse.pay(
        county.households, np.where(np.arange(len(county.households)) == 3, -500.0, 9.0), "tools"),
    "kapital": lambda county, purse: county.channel("farm_kapital_grant"),
    "paid nothing": lambda county, purse: county.channel("farm_capital_grant").add(500.0),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_the_faults_it_quotes_read_like_that(slip):
    kind = farm_tools()
    kind.act = lambda self, county, purse, year: SLIPS[slip](county, purse)
    society = enter({"it": {kind: {}}})["it"]
    society.year += 1
    with pytest.raises(ContractError) as error:
        live_a_year(society)
    assert slip in str(error.value) and f"\n{error.value}\n" in GUIDE
