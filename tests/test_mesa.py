"""The county is a Mesa model: what a Mesa user does with agents, views do as plain agents would."""

import copy
import gc
import pickle
import weakref

import mesa
import numpy as np
import pytest
from small_county import plan

import sim
from sim import measures
from sim.catalogue import COLUMNS
from sim.views import CLASSES, Bank, Cadre, Household, RichHousehold, Village

SEEN = ("village", "persons", "income", "ill")
SIZE = {"households": 400, "villages": 2, "years": 3}
ARMS = {"cash": {"universal_transfer": {}}}


def opened(arm="none", **changes):
    return sim.County(plan(ARMS, **SIZE | changes), arm)


@pytest.fixture
def county():
    return opened()


class PlainAgent(mesa.Agent):
    """The same household as anybody would write it with Mesa alone."""

    def __init__(self, model, row, values):
        super().__init__(model)
        self.row = row
        for name in SEEN:
            setattr(self, name, values[name].item())


def households(county):
    return county.agents.select(agent_type=Household)


def both(county):
    """The county's households as views and as plain agents, with equal luck when shuffled."""
    model = mesa.Model(rng=1)
    table = county.society.households
    for row in range(len(table)):
        PlainAgent(model, row, {name: table.arrays[name][row] for name in SEEN})
    county.random.seed(5)
    model.random.seed(5)
    return households(county), model.agents


def first(agents):
    return next(iter(agents))


def rows(agents):
    return [agent.row for agent in agents]


def is_poor(agent):
    return agent.income < 2300 * agent.persons


QUESTIONS = {
    "length": len,
    "rows": rows,
    "select": lambda agents: rows(agents.select(is_poor)),
    "select at most": lambda agents: rows(agents.select(is_poor, at_most=7)),
    "select a share": lambda agents: rows(agents.select(at_most=0.25)),
    "select in place": lambda agents: rows(agents.select(is_poor, inplace=True)),
    "select none": lambda agents: rows(agents.select(lambda agent: False)),
    "agg": lambda agents: agents.agg("income", sum),
    "agg of a list": lambda agents: agents.agg("persons", [min, max, np.mean]),
    "get": lambda agents: agents.get("ill"),
    "get of a list": lambda agents: agents.get(["village", "persons"]),
    "get what is missing": lambda agents: agents.get(
        "height", handle_missing="default", default_value=0
    ),
    "map": lambda agents: agents.map(is_poor),
    "sort": lambda agents: rows(agents.sort("income")),
    "sort upwards": lambda agents: rows(agents.sort("income", ascending=True)),
    "groupby and count": lambda agents: agents.groupby("village").count(),
    "groupby and agg": lambda agents: agents.groupby("village").agg("income", max),
    "groupby and map": lambda agents: agents.groupby(is_poor).map(len),
    "groupby into lists": lambda agents: {
        key: rows(group) for key, group in agents.groupby("ill", result_type="list")
    },
    "shuffle": lambda agents: rows(agents.shuffle()),
}  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_set_of_views_answers_as_a_set_of_agents(county, question):
    views, plain = map(QUESTIONS[question], both(county))
    assert views == plain


def visited(agents, how):
    seen = []
    getattr(agents, how)(lambda agent: seen.append(agent.row))
    return seen


@pytest.mark.parametrize("how", ["do", "shuffle_do"])
def test_everybody_has_one_turn_in_the_same_order(county, how):
    views, plain = (visited(agents, how) for agents in both(county))
    assert views == plain
    assert sorted(views) == [*range(len(views))]
    assert (views == sorted(views)) == (how == "do")


def test_a_missing_attribute_is_an_error(county):
    with pytest.raises(AttributeError):
        households(county).get("height")


def test_set_writes_the_column_and_the_frame_shows_it(county):
    households(county).select(lambda household: household.village == 1).set("cash", 5000.0)
    frame = county.households
    assert (frame.loc[frame["village"] == 1, "cash"] == 5000.0).all()
    assert (frame.loc[frame["village"] == 0, "cash"] != 5000.0).any()


def test_what_a_user_writes_is_lived_with(county):
    untouched = opened()
    households(county).do(lambda household: setattr(household, "cash", household.cash + 5000.0))
    for model in (county, untouched):
        model.step()
    gain = county.households["consumption"] - untouched.households["consumption"]
    assert gain.mean() > 100


def test_the_frame_is_a_copy(county):
    frame = county.households
    frame["cash"] = -1.0
    assert min(households(county).get("cash")) >= 0


def test_a_view_reads_plain_numbers_with_meaning_and_unit(county):
    household = first(households(county))
    assert type(household.income) is float
    assert type(household.ill) is bool
    assert type(household.village) is int
    assert "yuan" in Household.income.__doc__


def test_every_kind_and_every_column_is_there(county):
    kinds = {agent.table for agent in county.agents}
    assert kinds == set(county.society.tables) - {"economy"}  # prices are nobody
    for kind in CLASSES.values():
        agent = first(county.agents.select(agent_type=kind))
        for name in COLUMNS[agent.table]:
            assert getattr(agent, name) == county.society.tables[agent.table].arrays[name][0]


def test_sets_by_type_hold_everybody_once(county):
    sets = county.agents_by_type
    assert county.agent_types == list(sets)
    assert {Household, RichHousehold, Cadre, Bank, Village} <= set(sets)
    assert all(type(agent) is kind for kind, agents in sets.items() for agent in agents)
    assert sum(map(len, sets.values())) == len(county.agents)
    numbers = county.agents.get("unique_id")
    assert len(set(numbers)) == len(numbers)


def test_who_is_rich_is_said_anew_every_year(county):
    first = set(rows(county.agents_by_type[RichHousehold]))
    county.step()
    now = set(rows(county.agents_by_type[RichHousehold]))
    assert now == set(np.flatnonzero(county.households["rich"]))
    assert now != first


def test_agents_stay_themselves_through_the_years(county):
    one = first(households(county))
    before = one.income
    county.step()
    assert one is first(households(county))
    assert one.income == county.households.loc[0, "income"] != before


def test_views_change_nothing():
    looked, alone = opened("cash"), opened("cash")
    for _ in range(2):
        looked.agents.shuffle_do(lambda agent: agent.unique_id)
        looked.step()
        alone.step()
    assert looked.households.equals(alone.households)
    assert looked.outcomes.equals(alone.outcomes)


def test_two_counties_do_not_share_their_agents(county):
    other = opened("cash")
    other.step()
    assert (county.year, other.year) == (2011, 2012)
    households(other).set("cash", 0.0)
    assert households(county).agg("cash", sum) > 0


def headcount(model):
    agents = model.agents.select(agent_type=Household)
    return measures.fgt(
        np.divide(agents.get("income"), agents.get("persons")), 2300, agents.get("persons")
    )


def test_a_data_collector_collects(county):
    collector = mesa.DataCollector(
        model_reporters={"year": "year", "headcount": lambda model: headcount(model)},
        agent_reporters={"row": "row"},
        agenttype_reporters={Household: {"income": "income"}, Village: {"drought": "drought"}},
    )
    for _ in range(3):
        collector.collect(county)
        county.step()
    frame = collector.get_model_vars_dataframe()
    own = county.outcomes.query("measure == 'fgt0' and group == 'all' and line == 'national'")
    assert list(frame["year"]) == [2011, 2012, 2013]
    assert list(frame["headcount"]) == pytest.approx(list(own["value"])[:3], rel=1e-12)
    assert len(collector.get_agent_vars_dataframe()) == 3 * len(county.agents)
    assert len(collector.get_agenttype_vars_dataframe(Village)) == 3 * SIZE["villages"]


def test_steps_are_counted_and_years_pass(county):
    assert (county.steps, county.year, county.running) == (0, 2011, True)
    county.step()
    assert (county.steps, county.year) == (1, 2012)


def test_a_wrong_arm_is_named():
    with pytest.raises(ValueError, match="no arm 'wealth'.*none, cash"):
        opened("wealth")


def test_a_county_ends_with_its_horizon(county):
    county.run_model()
    assert (county.year, county.running) == (2014, False)
    with pytest.raises(RuntimeError, match="2014 is the last year.*`years`"):
        county.step()
    assert county.year == 2014


@pytest.mark.parametrize(
    "again", [lambda c: pickle.loads(pickle.dumps(c)), copy.copy, copy.deepcopy],
    ids=["pickled", "copied", "copied deeply"],
)  # fmt: skip
def test_a_county_that_was_looked_at_can_be_kept_and_goes_on(again):
    county = opened("cash")
    assert len(county.agents) and county.agents_by_type
    county.step()
    twin = again(county)
    twin.step()
    assert (county.year, twin.year) == (2012, 2013)
    county.step()
    assert twin.households.equals(county.households) and twin.outcomes.equals(county.outcomes)
    households(twin).set("cash", 0.0)
    assert households(county).agg("cash", sum) > 0


def test_a_county_that_nobody_holds_is_gone():
    kept = []
    for _ in range(3):
        county = opened()
        assert len(county.agents) and county.agents_by_type
        county.step()
        kept.append(weakref.ref(county))
        del county
        gc.collect()
    assert [one() for one in kept] == [None] * 3


def test_agents_neither_leave_nor_join(county):
    before = len(county.agents)
    with pytest.raises(NotImplementedError, match="a household cannot leave"):
        first(households(county)).remove()
    with pytest.raises(NotImplementedError, match="takes no further agents"):
        PlainAgent(county, 0, county.society.households.arrays)
    with pytest.raises(NotImplementedError, match="cannot leave"):
        county.remove_all_agents()
    assert len(county.agents) == before


@pytest.mark.parametrize(
    ("name", "phrase"),
    [("happiness", "'happiness'; antipoverty explain"), ("incom", r"did you mean income\?")],
)
def test_a_column_that_is_not_there_is_not_written(county, name, phrase):
    with pytest.raises(AttributeError, match=f"a household has no column.*{phrase}"):
        households(county).set(name, 1.0)


def test_the_county_collects_what_its_years_recorded():
    county = opened("cash", record={"lines": ["national", "median_0.6"], "measures": ["fgt0", "gini"]})
    county.run_model()
    frame = county.datacollector.get_model_vars_dataframe()
    assert list(frame["year"]) == [2012, 2013, 2014]
    own = county.outcomes.query("year > 2011 and group == 'all' and line in ['', 'national']")
    for measure in ("fgt0", "gini", "population"):
        assert list(frame[measure]) == list(own.query("measure == @measure")["value"]), measure
    assert frame["fgt0"].nunique() > 1


def test_a_batch_is_run():
    scenario = plan(ARMS, **SIZE)
    rows = mesa.batch_run(
        sim.County, {"scenario": [scenario], "arm": ["none", "cash"], "replication": [1, 2]},
        display_progress=False,
    )  # fmt: skip
    single = sim.County(scenario, "cash", 2)
    single.run_model()
    last = single.outcomes.query("measure == 'fgt0' and group == 'all' and line == 'national'")
    assert [(row["arm"], row["replication"], row["year"]) for row in rows] == [
        ("none", 1, 2014), ("none", 2, 2014), ("cash", 1, 2014), ("cash", 2, 2014)]  # fmt: skip
    assert rows[3]["fgt0"] == last["value"].iloc[-1]


@pytest.mark.parametrize("wrong", [True, 0, -1, 1.5, 10_001, "1", None, np.True_, float("nan")])
def test_replications_are_whole_numbers_from_one_on(wrong):
    with pytest.raises(ValueError, match="replication: a whole number from 1 to 10,000, not"):
        sim.County(plan(ARMS, **SIZE), "none", wrong)


def test_a_number_of_numpy_is_a_number():
    scenario = plan(ARMS, **SIZE)
    mine, plain = sim.County(scenario, "none", np.int64(2)), sim.County(scenario, "none", 2)
    assert mine.households.equals(plain.households)


def test_a_scenario_is_taken_by_its_file(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(plan(ARMS, **SIZE).to_yaml())
    mine = sim.County(path, "cash")
    assert sim.County(str(path), "cash").households.equals(mine.households)
    assert mine.households.equals(opened("cash").households)
    with pytest.raises(ValueError, match="a scenario or its file, not int"):
        sim.County(7, "cash")


def test_all_that_is_wrong_is_said_at_once():
    with pytest.raises(ValueError) as error:
        sim.County(plan(ARMS, **SIZE), "cahs", 0, rng=5)
    assert [line.split()[0] for line in error.value.problems] == ["no", "replication:", "rng:"]
    assert "(did you mean cash?)" in str(error.value)


def test_no_scenario_of_mesa_stands_in_for_ours(county):
    """Where a model has one, Mesa's page starts it anew with an empty scenario instead of its own."""
    assert county.scenario is None
    assert county.society.scenario.arms
