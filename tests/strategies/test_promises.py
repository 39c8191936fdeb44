"""All strategies keep the promises that `sim.testing` tries; and a strategy that breaks one is told."""

import numpy as np
import pytest

import sim
from sim import cli, strategies, testing
from sim.cycle import CYCLE, live_next_year
from sim.processes.budget import run_strategies
from sim.strategies import find

PART = {"part": sim.Parameter(1.0, "share", 0.0, 1.0, "assumption", "Part of the purse paid")}


LONG = "village_household_pairing"
EVERY = [pytest.param(name, marks=pytest.mark.slow) if name == LONG else name for name in sorted(find())]


@pytest.mark.parametrize("name", EVERY)
def test_ours_keep_every_promise(name):
    testing.check(find()[name])


def strategy(act, doc="Pays.", **more):
    return type("Tools", (sim.Strategy,), {"__doc__": doc, "act": act, **more})


def pays(self, county, purse, year):
    people = county.households
    purse.pay(people, purse.left * people.persons / county.population, "gift")


class Lists(sim.Strategy):
    """Follows the list another strategy left, which is nobody's business but its own."""

    def act(self, county, purse, year):
        """The more are registered the more is paid."""
        purse.pay("rest_of_world", purse.left * county.households.registered.mean(), "gift")
        seen = np.zeros(len(county.households))
        seen[list(county.programmes)[0] == self.name] = 1.0
        county.channel("training").add(seen)


def rolls_dice(self, county, purse, year):
    purse.pay("rest_of_world", purse.left * np.random.random(), "gift")
    county.channel("training").add(np.random.random())


def first_tile(self, county, purse, year):
    purse.pay("rest_of_world", 1.0, "course")
    county.channel("training").add(1.0, np.arange(len(county.households.tiles[0])))


def overdraws(self, county, purse, year):
    purse.left *= 2
    purse.pay("rest_of_world", purse.left, "gift")


def breaks_at_nought(self, county, purse, year):
    purse.pay("rest_of_world", purse.left / (1 / self.part), "gift")


class Sleepless(sim.Strategy):
    """Fills a channel in a year in which it has no purse, through a process it calls by itself."""

    def act(self, county, purse, year):
        """Pay, and leave a gift for every later year."""
        purse.pay("rest_of_world", 1.0, "course")
        county.open_year = lambda: (type(county).open_year(county),
                                    county.channel("training").add(1.0))  # fmt: skip


BREAKERS = {
    "it says what it is": (strategy(pays, doc=None), "docstring"),
    "it stays within its budget and the books close": (strategy(overdraws), "ends the year with -"),
    "it does the same again": (strategy(rolls_dice), "lived twice: .*differ"),
    "tiles do not matter": (strategy(first_tile), "in tiles of 137 households: "),
    "the order of strategies does not matter": (Lists, "beside .* the order changes"),
    "it keeps to its years": (Sleepless, "after its last year"),
    "every parameter lives at both bounds": (
        strategy(breaks_at_nought, parameters=PART), "part 0.0: ZeroDivisionError"),
}  # fmt: skip


@pytest.mark.parametrize("promise", BREAKERS)
def test_a_broken_promise_is_told(promise):
    kind, phrase = BREAKERS[promise]
    with pytest.raises(AssertionError, match=f"breaks its promises\n(.*\n)*{promise}: .*{phrase}"):
        testing.check(kind)


def test_acting_without_money_is_told(monkeypatch):
    """The cycle asks none with an empty purse; if it did, what a strategy does unpaid would show."""

    def run_all(society):
        for programme in society.programmes.values():
            programme.strategy.act(society, programme.purse, society.year)

    cycle = tuple(run_all if process is run_strategies else process for process in CYCLE)
    monkeypatch.setattr(testing, "live_next_year", lambda society: live_next_year(society, cycle))
    gift = strategy(lambda self, county, purse, year: county.channel("training").add(1.0))
    assert "with an empty purse: household." in testing.report(gift)["without money it does nothing"]


@pytest.mark.parametrize("name", ["from", "until", "share"])
def test_what_an_arm_says_of_every_strategy_is_no_parameter(name):
    kind = strategy(pays, parameters={name: PART["part"]})
    assert name in testing.report(kind)["it says what it is"]


def test_what_is_kept_is_not_told():
    assert set(testing.report(strategy(pays)).values()) == {""}
    assert list(testing.report(strategy(pays))) == list(testing.PROMISES)


def test_values_reach_the_trials():
    kind = strategy(breaks_at_nought, parameters=PART)
    assert "ZeroDivisionError" in testing.report(kind, part=0.0)["it does the same again"]
    assert testing.report(kind, part=0.5)["it does the same again"] == ""


@pytest.mark.parametrize(("kind", "code"), [(strategy(pays), 0), (strategy(overdraws), 3)])
def test_the_command_line_checks(kind, code, monkeypatch, capsys):
    monkeypatch.setattr(strategies, "_announced", lambda: ({"tools": kind}, {}))
    assert cli.main(["check", "tools"]) == code
    out, err = capsys.readouterr()
    assert ("ends the year with -" in out) == (code == 3) and err == ""
    assert all(promise in out for promise in testing.PROMISES)


def test_a_strategy_that_is_not_there_cannot_be_checked(capsys):
    assert cli.main(["check", "groth"]) == 2
    assert "did you mean growth?" in capsys.readouterr().err
