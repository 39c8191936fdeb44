"""Strategies that installed packages announce: what is wrong with one harms no other."""

from types import SimpleNamespace

import pytest

import sim
from sim import cli, strategies

GOOD = type("FarmTools", (sim.Strategy,), {"__doc__": "Gives farm tools.", "act": lambda *given: None})


class Entry:
    """An entry point of a distribution; loading one that is an error raises it."""

    def __init__(self, name, loads, package="farm-tools"):
        self.name, self.loads, self.value = name, loads, "module:Class"
        self.dist = SimpleNamespace(name=package)

    def load(self):
        if isinstance(self.loads, BaseException):
            raise self.loads
        return self.loads


@pytest.fixture
def install(monkeypatch):
    """Let these entry points be found."""

    def _install(*entries):
        monkeypatch.setattr(strategies, "entry_points", lambda group: entries)
        strategies._announced.cache_clear()

    yield _install
    strategies._announced.cache_clear()


BROKEN = Entry("broken", ModuleNotFoundError("No module named 'gone'"), "broken-plugin")
FAULTS = {
    "does not load": (BROKEN, "cannot be loaded: ModuleNotFoundError: No module named 'gone'"),
    "ends the program": (Entry("broken", SystemExit(7)), "cannot be loaded: SystemExit: 7"),
    "no strategy": (Entry("broken", dict), "module:Class is no sim.Strategy"),
    "another name": (Entry("broken", GOOD), "announces broken, but the strategy is called farm_tools"),
    "payments that are none": (
        Entry("broken", type("Broken", (sim.Strategy,), {"payments": {"tools": "Tools"}})),
        "no sim.Payment by kind"),
    "payments without kinds": (
        Entry("broken", type("Broken", (sim.Strategy,), {"payments": ["tools"]})),
        "no sim.Payment by kind"),
    "a name of ours": (Entry("growth", type("Growth", (sim.Strategy,), {})), "antipoverty's own"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_what_cannot_be_used_is_named_with_the_reason(case, install):
    entry, phrase = FAULTS[case]
    install(entry, Entry("farm_tools", GOOD))
    assert strategies.find()["farm_tools"] is GOOD and "broken" not in strategies.find()
    assert strategies.find()["growth"].__module__ == "sim.strategies.growth"
    (reason,) = strategies.broken().values()
    assert reason.startswith(f"plug-in {entry.dist.name} ") and phrase in reason


def test_two_plugins_of_one_name_are_not_both_taken(install):
    twin = type("FarmTools", (sim.Strategy,), {})
    install(Entry("farm_tools", GOOD), Entry("farm_tools", twin, "other-tools"))
    assert strategies.find()["farm_tools"] is GOOD
    assert "another plug-in" in strategies.broken()["farm_tools"]


@pytest.mark.parametrize(
    "command", [["strategies"], ["validate", "quick_look"], ["run", "quick_look", "--dry-run"]]
)
def test_commands_name_it_in_one_line_and_go_on(command, install, capsys, folder):
    install(BROKEN, Entry("farm_tools", GOOD))
    assert cli.main(command) == 0
    out, err = capsys.readouterr()
    assert out and err == (
        "warning: plug-in broken-plugin cannot be loaded: "
        "ModuleNotFoundError: No module named 'gone'\n"
    )


def test_a_scenario_that_names_it_hears_why_it_is_not_there(install):
    install(BROKEN)
    with pytest.raises(ValueError, match=r"arms.it.broken: unknown strategy \(plug-in broken-plugin "
                                         "cannot be loaded: ModuleNotFoundError"):  # fmt: skip
        sim.load("quick_look", arms={"none": {}, "it": {"broken": {}}})
