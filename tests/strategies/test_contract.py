"""What a strategy may not do is refused as it does it, in a sentence with its name and the year."""

import numpy as np
import pytest
from acting import county_with, live

import sim
from sim.catalogue import COLUMNS
from sim.cycle import live_a_year
from sim.ground.errors import ContractError
from sim.processes.conduct import KEPT
from sim.scenario import load
from sim.simulate import enter_arm, open_society

OPENED = {}
TABLES = ("households", "enterprises", "villages")


def acts(*does):
    """A strategy made of what it does in a year, one function after the other."""

    def act(self, county, purse, year):
        for what in does:
            what(county, purse)

    return type("FarmTools", (sim.Strategy,), {"__doc__": "Gives tools.", "act": act})


def opened():
    if not OPENED:
        plan = {"households": 400, "villages": 2, "years": 3, "replications": 1}
        OPENED["one"] = open_society(load("quick_look", arms={"none": {}}, **plan), 1)
    return OPENED["one"]


def year_with(*kinds):
    """The county after a year in which these strategies acted."""
    scenario = load("quick_look", households=400, villages=2, years=3,
                    arms={"none": {}, "it": {kind.name: kind for kind in kinds}})  # fmt: skip
    society = opened().copy()
    society.scenario = scenario
    society = enter_arm(society, "it")
    society.year += 1
    live_a_year(society)
    return society


def pay(payee, amounts, kind="tools"):
    def does(county, purse):
        to = getattr(county, payee) if payee in TABLES else payee
        purse.pay(to, amounts(county) if callable(amounts) else amounts, kind)

    return does


def pledge(kind, amount, rates=1.0):
    return lambda county, purse: purse.pledge(kind, amount, rates)


def fill(name, values, rows=None):
    return lambda county, purse: county.channel(name).add(values, rows)


def write(code):
    """What an author would write into a file of the own."""
    return lambda county, purse: exec(code, {"county": county, "np": np})


def one(value):
    return lambda county: np.where(np.arange(len(county.households)) == 3, value, 10.0)


REFUSED = {
    "not a number": (pay("households", one(np.nan)), "pays nan yuan to households in row 3"),
    "without end": (pay("rest_of_world", np.inf), "pays inf yuan to rest_of_world"),
    "negative": (pay("households", one(-500.0)), "pays -500 yuan to households in row 3"),
    "a negative sum": (pay("rest_of_world", -1.0), "pays -1 yuan to rest_of_world"),
    "text": (pay("rest_of_world", "much"), "pays 'much' yuan to rest_of_world: not a number"),
    "one for all": (pay("households", 1000.0), "one number to households.*one amount a row, 400"),
    "too few": (pay("households", np.ones(7)), r"shape \(7,\) to households"),
    "another's rows": (pay("enterprises", np.ones(400)), "to enterprises: one amount a row"),
    "a misspelt account": (pay("rest_of_wolrd", 9.0), r"did you mean rest_of_world\?.*treasury"),
    "no account": (pay("my_cousin", 9.0), "pays 'my_cousin'.*county.households.*guarantee_pool"),
    "a table by name": (pay("rich_households", 9.0), "pays 'rich_households'"),
    "clearing": (pay("village_pools", 9.0), "pays 'village_pools'"),
    "a purse": (pay("programme:farm_tools", 9.0), "pays 'programme:farm_tools'"),
    "no cash": (pay("villages", np.ones(2)), "pays villages, which have no cash"),
    "no kind": (pay("rest_of_world", 9.0, ""), "pays for ''"),
    "a kind of words": (pay("rest_of_world", 9.0, "farm tools"), "pays for 'farm tools'"),
    "unknown bills": (pledge("medicol", 9.0), r"did you mean medical\?.*premium, seed"),
    "a negative pledge": (pledge("medical", -9.0), "-9 yuan"),
    "holding less than nothing": (lambda county, purse: purse.hold(-9.0), "-9 yuan"),
    "what is held is not spent": (
        lambda county, purse: (purse.hold(9.0), county.channel("training").add(1.0)),
        "fills training but paid nothing"),
    "rates above one": (pledge("medical", 9.0, 1.5), "outside 0 to 1"),
    "rates of nobody": (pledge("medical", 9.0, np.ones(3)), r"rates of shape \(3,\)"),
    "a misspelt channel": (fill("farm_kapital_grant", 1.0), r"did you mean farm_capital_grant\?"),
    "no channel": (fill("happiness", 1.0), "no channel 'happiness'.*training, tuition"),
    "a channel of nothing": (fill("training", np.nan), "adds nan to training"),
    "below neutral": (fill("training", -1.0), "adds -1 to training"),
    "too long": (fill("training", np.ones(7)), r"shape \(7,\), where there are 400 households"),
    "villages for households": (fill("services", np.ones(400)), "where there are 2 villages"),
    "no such row": (fill("training", 1.0, np.array([400])), "row 400 of 400"),
    "from the end": (fill("training", 1.0, np.array([-1])), "row -1|of 400"),
    "a row twice": (fill("training", 1.0, np.array([5, 7, 5])), "twice for row 5"),
    "half a row": (fill("training", 1.0, np.array([0.5])), "no places among"),
    "income": (write("county.households.income += 500"), "writes into the county's state"),
    "a whole column": (write("county.households.cash = 500.0"), "writes into the county's state"),
    "one row": (write("county.households.tiles[0].trust[3] = 1"), "writes into the county's state"),
    "the array behind": (write("county.households.arrays['skill'][:] = 1"), "county's state"),
    "villages": (write("county.villages.services += 1"), "it may write household.registered"),
    "prices": (write("county.economy.wage_index = 9"), "writes into the county's state"),
    "the budget": (write("county.government.budget += 9"), "writes into the county's state"),
    "the clock": (write("county.year = 2030"), "changes county.year"),
    "a number of its own": (write("county.wage = 9.0"), "changes county.wage"),
    "who acts": (write("county.programmes.clear()"), "changes county.programmes"),
    "a list of nobody": (lambda county, purse: county.programmes["farm_tools"].strategy.listed(county),
                         "asks for its list of the poor.*`targeted = True`"),
    "the line": (write("county.world.poverty_line = 9.0"), "changes world.poverty_line"),
    "the till": (write("county.ledger.balances['bank'] = 9.0"), "changes balances.bank"),
    "the ledger": (write("county.ledger.transfer('treasury', 'bank', 9.0, 'gift')"),
                   "moves gift through the ledger"),
    "unpaid help": (fill("farm_capital_grant", 500.0), "fills farm_capital_grant but paid nothing"),
    "land from nowhere": (fill("land_change", np.ones(400)), "adds 400 mu to land_change"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_no_strategy_may_do_is_refused(case):
    does, phrase = REFUSED[case]
    with pytest.raises(ContractError, match=f"^farm_tools, 2012: .*({phrase})"):
        year_with(acts(does))


def test_whoever_writes_into_state_is_shown_the_line(tmp_path, monkeypatch):
    (tmp_path / "gift.py").write_text(
        "import sim\n\n\nclass Gift(sim.Strategy):\n    '''Gives.'''\n\n"
        "    def act(self, county, purse, year):\n        county.households.income = 500.0\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    from gift import Gift

    with pytest.raises(ContractError, match=r"`county.households.income = 500.0`, line 8"):
        year_with(Gift)


def test_state_is_open_again_whatever_happened():
    society = county_with("universal_transfer")
    for table in society.tables.values():
        table.close()
        with pytest.raises(ValueError, match="read-only"):
            next(iter(table.arrays.values()))[:] = 0
        table.reopen()
        for rows in (table, *table.tiles):
            assert all(getattr(rows, name).flags.writeable for name in table.arrays)


FINE = {
    "nothing": (),
    "neutral values": (fill("training", 0.0), fill("seed_subsidy", np.zeros(400))),
    "paid help": (pay("rest_of_world", 9.0), fill("training", 1.0)),
    "pledged help": (pledge("seed", 9.0), fill("seed_subsidy", 0.5)),
    "nobody": (pay("rest_of_world", 0.0), fill("training", np.empty(0), np.empty(0, int))),
    "bills by household": (pay("rest_of_world", one(5.0)), fill("training", np.ones(400))),
    "some rows": (pay("rest_of_world", 9.0), fill("training", 1.0, np.arange(400) < 5)),
    "paid enterprises": (pay("enterprises", lambda c: np.ones(len(c.enterprises))),),
    **{f"an account, {name}": (pay(name, 9.0),)
       for name in ("bank", "donors", "guarantee_pool", "rest_of_world", "treasury")},
}  # fmt: skip


@pytest.mark.parametrize("case", FINE)
def test_what_a_strategy_may_do_is_done_and_the_books_close(case):
    assert year_with(acts(*FINE[case])).ledger.entries


def test_a_tile_is_paid_row_by_row():
    """A run of rows is paid its own amounts, not each row the sum of all."""
    society = year_with(acts(lambda county, purse: purse.pay(
        county.households.tiles[0], np.full(len(county.households.tiles[0]), 7.0), "gift")))  # fmt: skip
    got = [e[3] for e in society.ledger.entries if e[2] == "gift"]
    assert sum(got) == pytest.approx(7.0 * 400)


def test_a_strategy_sees_no_channel_of_another():
    seen = []
    first = type("Alpha", (sim.Strategy,), {"__doc__": "First.", "act": lambda self, c, p, y: (
        p.pay("rest_of_world", 1.0, "course"), c.channel("training").add(1.0))})  # fmt: skip
    last = type("Omega", (sim.Strategy,), {"__doc__": "Last.", "act": lambda self, c, p, y: (
        seen.append(c.given("training")), p.pay("rest_of_world", 1.0, "course"),
        c.channel("training").add(0.5))})  # fmt: skip
    society = year_with(first, last)
    assert seen == [0.0]
    assert set(society.given("training")) == {1.5}


def test_programmes_keep_their_own_columns_and_these_exist():
    for kind, names in KEPT.items():
        assert set(names) <= set(COLUMNS[kind])


def test_last_year_s_payment_may_help_this_year():
    """Deposits of former years carry lines of this one: who has paid once is not refused."""

    def act(self, county, purse, year):
        if year == 2012:
            purse.pay("guarantee_pool", 9.0, "deposit")
        county.channel("guarantee").add(1.0)

    society = year_with(type("Lines", (sim.Strategy,), {"__doc__": "Lines.", "act": act}))
    society.year += 1
    live_a_year(society)


def test_who_answers_where_nothing_is_paid_gets_no_reward():
    only = {"only": ("graded_responsibility",), "overhead": 0.0}
    paid = live("village_household_pairing", years=2, reaching_county=0.99, **only)
    unpaid = live("village_household_pairing", years=2, reaching_county=1.0, **only)
    assert "incentive" in paid.channels and "incentive" not in unpaid.channels


@pytest.mark.parametrize("account", ["rest_of_wolrd", "households "])
def test_the_ledger_knows_its_accounts(account):
    society = opened().copy()
    with pytest.raises(Exception, match="there is no account"):
        society.ledger.transfer("treasury", account, 9.0, "gift")
