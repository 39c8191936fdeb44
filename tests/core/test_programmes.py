"""A strategy in a year is one object, and the county's numbers are declared columns."""

from types import SimpleNamespace

import numpy as np
import pytest
from small_county import bare, begin, columns, different, lived, opened, plan, purse_in

from sim import measures
from sim.catalogue import COLUMNS
from sim.cli import main
from sim.cycle import live_a_year
from sim.ground.ledger import LedgerError
from sim.observation.observer import Observer
from sim.processes.audit import check_finite
from sim.programme import Diagnoses, Moves, Programme, all_diagnoses, all_moves, chains, helped_by_any
from sim.record import diagnosis, help, steps
from sim.record.seen import Seen
from sim.simulate import enter_arm

FLOOR, PAIRING = "income_floor", "village_household_pairing"
ARMS = {"floor": {FLOOR: {}}, "pairing": {PAIRING: {}},
        "both": {FLOOR: {"share": 0.5}, PAIRING: {"share": 0.5}}}  # fmt: skip
SCENARIO = plan(ARMS, record={"measures": ["inclusion_added", "exclusion_added"]})
ONE_ROW = ("economy", "government", "bank")


def rows(*places, among=6):
    """One bool a household, true at these places."""
    return np.isin(np.arange(among), places)


def yuan(*amounts, among=6):
    """Yuan to the first of the households, nothing to the rest."""
    return np.pad(np.array(amounts, float), (0, among - len(amounts)))


def one_programme(name="one", **notes):
    return Programme(SimpleNamespace(name=name), None, **notes)


@pytest.fixture(scope="module")
def both():
    """The county after a year of two targeted strategies."""
    return lived(opened(SCENARIO), "both")


@pytest.mark.parametrize("name", ["facts", "index", "lists", "scores", "strategies", "payers"])
def test_no_number_of_the_county_is_undeclared(both, name):
    assert not hasattr(both, name)


@pytest.mark.parametrize("kind", ONE_ROW)
def test_every_column_of_one_row_has_a_unit_and_a_meaning_that_are_told(both, kind, capsys):
    assert both.tables[kind].arrays.keys() == COLUMNS[kind].keys() and len(both.tables[kind]) == 1
    assert main(["explain", "columns"]) == 0
    told = capsys.readouterr().out.partition(f"\n{kind}\n")[2].partition("\n\n")[0]
    for name, column in COLUMNS[kind].items():
        assert column.unit and column.meaning
        (line,) = [line for line in told.splitlines() if line.split()[:1] == [name]]
        assert column.unit in line and column.meaning in line


def test_before_any_year_indices_and_prices_are_one_and_nothing_else_is():
    society = bare(40)
    ones = {name for name, column in society.economy.items() if column[0] == 1}
    assert ones == {name for name in COLUMNS["economy"] if name.endswith(("_index", "_price"))} - {
        "log_farm_price"}  # fmt: skip
    rest = COLUMNS["economy"].keys() - ones - {"opening_land", "opening_persons", "weather_norm"}
    assert not any(society.economy.arrays[name][0] for name in rest)


def test_two_targeted_strategies_keep_two_chains(both):
    floor, pairing = both.programmes[FLOOR], both.programmes[PAIRING]
    assert list(floor.chain) == ["past income", "proxies", "capture"]
    assert list(pairing.chain)[:3] == list(floor.chain) and list(pairing.chain)[-1] == "delivery"
    alone = lived(opened(SCENARIO), "floor").programmes[FLOOR]
    assert all(np.array_equal(alone.chain[link], floor.chain[link]) for link in alone.chain)


def added(society, arm_links, kind="exclusion_added"):
    observer = Observer(society)
    observer.record()
    found = {row[3].partition("=")[2]: row[4] for row in observer.rows()["outcomes"] if row[1] == kind}
    assert list(found) == arm_links
    return found


def test_links_are_named_by_their_strategy_where_there_are_several_chains(both):
    links = {name: list(both.programmes[name].chain) for name in (FLOOR, PAIRING)}
    names = [f"{name}: {link}" for name in links for link in links[name]]
    found, poor = added(both, names), Seen(both).poor_before_aid
    for name in links:
        parts = [value for link, value in found.items() if link.startswith(f"{name}: ")]
        reached = both.programmes[name].chain[links[name][-1]]
        assert sum(parts) == pytest.approx(measures.exclusion_error(poor, reached))


def test_links_of_a_single_chain_are_named_alone():
    county = lived(opened(SCENARIO), "pairing")
    added(county, list(county.programmes[PAIRING].chain))


def test_chains_come_by_the_names_of_strategies_whoever_acts_first():
    second, first = ({"capture": rows(place)} for place in (1, 2))
    noted = chains([one_programme("b", chain=second), one_programme("c"),
                    one_programme("a", chain=first)])  # fmt: skip
    assert [list(chain) for chain in noted] == [["a: capture"], ["b: capture"]]
    assert noted[1]["b: capture"] is second["capture"] and chains([]) == []


def with_a_list(society):
    """The year of a society as statistics see it, in which somebody is listed and poor."""
    seen = Seen(society)
    seen.listed = True
    return seen


def test_who_is_helped_by_any_programme_is_helped():
    assert helped_by_any([one_programme()]) is None
    noted = [one_programme(helped=rows(1, 2)), one_programme(), one_programme(helped=rows(2, 4))]
    assert helped_by_any(noted).tolist() == rows(1, 2, 4).tolist()
    society = bare(6)
    society.households.income = 1e6
    for name, programme in zip("abc", noted, strict=True):
        begin(society, SimpleNamespace(name=name)).helped = programme.helped
    assert [row[3] for row in help.values(with_a_list(society))] == [0.5]


def test_the_poor_are_counted_step_by_step_in_whatever_programme_reaches_them():
    """Six poor: five served, four of them paired, three seen rightly, two helped, one for the cause.

    Help without a cadre or after a wrong diagnosis does not count; the second programme repeats a step.
    """
    wrong, brought, misfit = rows(3), yuan(9, 9, 0, 9, 9), yuan(0, 9)
    one = one_programme(diagnoses=Diagnoses(rows(0, 1, 2, 3, 4), wrong, brought, misfit, brought))
    cadre = np.where(rows(4, 5), -1, 0)
    assert steps.reached_by(one, cadre).sum(axis=1).tolist() == [5, 4, 3, 2, 1]
    society = bare(6)
    society.households.income, society.households.cadre = 1.0, cadre
    begin(society, SimpleNamespace(name="a")).diagnoses = one.diagnoses
    begin(society, SimpleNamespace(name="b")).diagnoses = Diagnoses(rows(5), rows(), *np.zeros((3, 6)))
    found = [row[3] for row in steps.values(with_a_list(society))]
    assert found == pytest.approx([1, 4 / 6, 3 / 6, 2 / 6, 1 / 6])
    assert not list(steps.values(with_a_list(bare(6))))


def test_moves_of_several_files_count_each_household_once():
    none = np.zeros(0, int)
    assert all_moves([one_programme()]) is None
    one, other = np.array([3]), np.array([2])
    moves = all_moves([one_programme(moves=Moves(one, np.array([5, 1]), none, none)),
                       one_programme(moves=Moves(none, np.array([1, 2]), none, other))])  # fmt: skip
    assert [part.tolist() for part in vars(moves).values()] == [[3], [1, 2, 5], [], [2]]


def test_a_wrong_diagnosis_counts_in_the_programme_that_made_it():
    """One of four is seen wrongly; 30 of 40 yuan and 10 of 60 do not fit, 21 and 7 are of no use."""
    assert all_diagnoses([one_programme()]) is None
    society = bare(6)
    for name, diagnoses in (
        ("a", Diagnoses(rows(0, 1), rows(0), yuan(30, 10), yuan(30), yuan(9, 10))),
        ("b", Diagnoses(rows(0, 2), rows(), yuan(50, 0, 10), yuan(0, 0, 10), yuan(50, 0, 3))),
    ):
        begin(society, SimpleNamespace(name=name)).diagnoses = diagnoses
    found = {row[0]: row[3] for row in diagnosis.values(with_a_list(society))}
    expected = {"misdiagnosed": 1 / 4, "misdirected": 0.4, "help_lost": 0.28}
    assert found == pytest.approx(expected)


def test_a_new_year_leaves_nothing_of_the_last_but_who_has_paid(both):
    society = both.copy()
    for name, old in both.programmes.items():
        new = society.programmes[name]
        assert old.has_paid and old.purse and old.listed.any() and old.scores is not None
        assert new == Programme(old.strategy, old.use, has_paid=True) and new.strategy is old.strategy


def test_a_purse_is_none_where_a_strategy_does_not_act():
    county = lived(opened(plan({"late": {FLOOR: {"from": 2013}}})), "late")
    assert county.programmes[FLOOR].purse is None and county.purses == []
    assert not county.households.registered.any()


def test_a_copied_county_lives_on_as_the_county_would_have_and_apart_from_it():
    county = lived(opened(SCENARIO), "both")
    twin, before, entries = county.copy(), columns(county), county.ledger.entries
    assert (twin.arm, twin.year, twin.ledger.entries) == ("both", county.year, entries)
    twin.year += 1
    live_a_year(twin)
    assert not different(before, columns(county)) and county.ledger.entries == entries
    assert county.year == twin.year - 1 and county.programmes[FLOOR].chain
    again = lived(opened(SCENARIO), "both", years=2)
    assert not different(columns(twin), columns(again))
    assert twin.ledger.entries == again.ledger.entries != entries


def test_a_county_that_enters_another_arm_leaves_its_strategies_behind(both):
    assert list(enter_arm(both, "none").programmes) == []
    assert list(enter_arm(both, "floor").programmes) == [FLOOR]


def test_money_held_back_is_neither_spent_nor_pledged_and_lapses():
    society = bare(10)
    purse = purse_in(society, 100.0)
    with purse.part(1.0, "donors"):
        assert purse.hold(30.0) == 30.0
        purse.pay("rest_of_world", 1e9, "tools")
    assert purse.hold(5.0) == 0.0 == purse.left
    assert purse.spent == purse.due_from("donors") == 70.0 and not purse.pledges


@pytest.mark.parametrize("kind", ONE_ROW)
def test_the_audit_looks_at_the_county_s_own_row(both, kind):
    society = both.copy()
    name = next(iter(COLUMNS[kind]))
    setattr(society.tables[kind], name, np.nan)
    with pytest.raises(LedgerError, match=f"finite number in {society.year}: {name} of {kind}"):
        check_finite(society)
