"""What plain money is comes from the strategy's own declaration, and stays with the results."""

import json
from pathlib import Path

import pytest
import synthetic

import sim
from sim.folder.read import Folder
from sim.strategies import find


class Handout(sim.Strategy):
    """Gives everybody the same."""

    plain_money = True

    def act(self, county, purse, year):
        people = county.households
        purse.pay(people, purse.left * people.persons / county.population, "handout")


def test_ours_declare_it() -> None:
    declared = {name for name, kind in find().items() if kind.plain_money}
    assert declared == {"universal_transfer", "income_floor"}


@pytest.mark.usefixtures("undrawn")
def test_a_strategy_from_elsewhere_may_declare_it(tmp_path: Path) -> None:
    arms = {"none": {}, "handout": {Handout: {}}, "growth": {"growth": {}}}
    small = sim.load("quick_look", households=300, villages=2, years=2, replications=2, arms=arms)
    sim.run(small, tmp_path / "out", workers=1)
    assert Folder(tmp_path / "out").plain_money == ["handout"]
    assert (tmp_path / "out/figures/plain_money.csv").is_file()


def test_older_results_follow_what_is_declared_here(tmp_path: Path) -> None:
    folder = synthetic.write(tmp_path, synthetic.FOUR, replications=2)
    assert Folder(folder).plain_money == ["universal-cash", "income-floor"]
    manifest = json.loads((folder / "manifest.json").read_text()) | {"plain_money": ["growth"]}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert Folder(folder).plain_money == ["growth"]
