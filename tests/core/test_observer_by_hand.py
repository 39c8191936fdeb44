"""Twelve households through the observer: what a year leaves is what the definitions say."""

import math

import pytest
from hand_county import (
    EATEN,
    FIFTHS,
    HEADS,
    LINE,
    NAMES,
    PERSONS,
    HandCounty,
    fgt,
    gini,
    people,
    sen,
    sst,
    theil_l,
    theil_t,
)
from hypothesis import given
from hypothesis import strategies as st

from sim.observation.observer import Observer
from sim.processes.causes import CAUSES
from sim.scenario.declared import default_measures

YEARS = range(2011, 2015)
GROUPS = ["all", "quintile", "remoteness", "cause"]
LINES = ["national", "national_1.25"]
CLOSE = {"rel": 1e-12, "abs": 1e-15}


def lived(**record):
    """The county after its three years."""
    county = HandCounty(**record)
    for year in YEARS:
        county.lives(year)
    return county


@pytest.fixture
def county():
    return lived(lines=LINES, groups=GROUPS)


def near(value):
    return pytest.approx(value, **CLOSE)


@pytest.mark.parametrize("year", YEARS)
def test_poverty_of_each_year(county, year):
    nobody_loses = [max(y, 0.0) for y in people(year)]
    for name, line in (("national", LINE), ("national_1.25", 2875.0)):
        for power in (0, 1, 2):
            assert county.value(year, f"fgt{power}", name) == near(fgt(people(year), line, power))
        assert county.value(year, "sst", name) == near(sst(nobody_loses, line))
        assert county.value(year, "sen", name) == near(sen(nobody_loses, line))
        # A logarithm looks no lower than a hundredth of the line.
        logs = [math.log(line / max(y, line / 100)) for y in people(year) if y < line]
        assert county.value(year, "watts", name) == near(sum(logs) / 50)


def test_who_is_exactly_on_the_line_is_not_poor(county):
    # A4 B6 C3 D7 E5 are below 2,300; F5 has just that.
    assert county.value(2011, "fgt0", "national") == 25 / 50
    # F5 and G2 are below 2,875 besides; H4 has just that.
    assert county.value(2011, "fgt0", "national_1.25") == 32 / 50
    assert county.value(2012, "fgt0", "national") == (3 + 7 + 5 + 2) / 50  # E has just 2,300


@pytest.mark.parametrize("year", YEARS)
def test_inequality_of_each_year(county, year):
    kept = [max(y, 0.0) for y in people(year)]
    floored = [max(y, 23.0) for y in people(year)]
    assert county.value(year, "gini") == near(gini(kept))
    assert county.value(year, "theil_t") == near(theil_t(floored))
    assert county.value(year, "theil_l") == near(theil_l(floored))
    geometric = math.exp(sum(math.log(y) for y in floored) / 50)
    assert county.value(year, "atkinson_1") == near(1 - geometric * 50 / sum(floored))
    assert county.value(year, "palma") == near(sum(kept[45:]) / sum(kept[:20]))


def test_the_ratio_of_fifths(county):
    # Not above 1,250 (half-way from B to C): A and B; above 4,250 (from I to J): J, K and L.
    assert county.value(2011, "s80s20") == near((6 * 5000 + 2 * 8000 + 2 * 30000) / (6 * 1000))


def test_means_and_medians(county):
    for year in YEARS[1:]:
        assert county.value(year, "income_mean") == near(sum(people(year)) / 50)
    for year in YEARS:
        middle = people(year)[24:26]
        assert county.value(year, "income_median") == sum(middle) / 2
        eaten = sum(EATEN[n] * PERSONS[n] for n in NAMES)
        assert county.value(year, "consumption_mean") == near(eaten / 50)
    assert county.value(2011, "income_median") == 2299.5  # E's and F's


def test_poverty_and_inequality_of_consumption(county):
    eaten = sorted(float(EATEN[n]) for n in NAMES for _ in range(PERSONS[n]))
    for power in (0, 1, 2):
        assert county.value(2013, f"consumption_fgt{power}", "national") == near(
            fgt(eaten, LINE, power))
    assert county.value(2013, "consumption_gini") == near(gini(eaten))
    assert county.value(2013, "consumption_theil_l") == near(theil_l(eaten))


def test_a_median_line_is_a_share_of_the_persons_median():
    county = lived(lines=["median_0.6", "median_1.5"])
    for year in YEARS:
        median = sum(people(year)[24:26]) / 2
        for name, factor in (("median_0.6", 0.6), ("median_1.5", 1.5)):
            for power in (0, 1):
                expected = fgt(people(year), factor * median, power)
                assert county.value(year, f"fgt{power}", name) == near(expected)
        # Mobility is at the national line, recorded or not.
    assert county.value(2012, "exit_rate", "national") == near(15 / 25)


def test_a_measure_does_not_depend_on_the_other_lines_recorded():
    one, two = lived(lines=["national"]), lived(lines=["national", "median_0.6"])
    for measure, line in (("watts", "national"), ("theil_l", ""), ("atkinson_1", "")):
        assert one.value(2011, measure, line) == two.value(2011, measure, line)


def test_fifths_of_the_opening_hold_a_fifth_of_the_persons_each(county):
    for k, names in enumerate(FIFTHS, 1):
        assert sum(PERSONS[n] for n in names) == 10
        assert {int(county.h.opening_quintile[NAMES.index(n)]) for n in names} == {k}


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(-900, 30_000)), min_size=12, max_size=12))
def test_no_fifth_is_off_by_more_than_half_a_household(families):
    county = HandCounty()
    county.h.persons = [persons for persons, _ in families]
    county.h.income = [persons * head for persons, head in families]
    Observer(county.society)
    persons, fifth, largest = county.h.persons, county.h.opening_quintile, county.h.persons.max()
    heads = county.h.income / persons
    for k in range(1, 6):
        assert abs(persons[fifth <= k].sum() - persons.sum() * k / 5) <= largest / 2
        if (fifth <= k).any() and (fifth > k).any():
            assert heads[fifth <= k].max() <= heads[fifth > k].min()


def check_group(county, year, group, names):
    """Poverty and mean income of the group are those of its people, none left out or added."""
    incomes = people(year, names)
    for name, line in (("national", LINE), ("national_1.25", 2875.0)):
        for power in (0, 1, 2):
            expected = fgt(incomes, line, power)
            assert county.value(year, f"fgt{power}", name, group) == near(expected)
    if min(incomes) >= 0:
        assert county.value(year, "income_mean", "", group) == near(sum(incomes) / len(incomes))


@pytest.mark.parametrize("year", YEARS)
def test_groups_by_fifth_and_remoteness(county, year):
    for k, names in enumerate(FIFTHS, 1):
        check_group(county, year, f"quintile={k}", names)
    for village, quartile in enumerate((3, 1, 4, 2)):
        check_group(county, year, f"remoteness={quartile}", NAMES[3 * village : 3 * village + 3])


def test_groups_by_true_cause():
    county = HandCounty(groups=["cause"], lines=LINES)
    county.set("adults", dict.fromkeys(NAMES, 1))
    county.set("health", dict.fromkeys(NAMES, 0.9))
    county.set("off_farm_workers", dict.fromkeys(NAMES, 0))
    county.set("chronically_ill", dict.fromkeys(NAMES, False))
    county.set("adults", {"A": 0, "J": 0})
    county.set("health", {"C": 0.6, "D": 0.69, "K": 0.6})
    county.set("drought_loss", {"B": 0.5})
    county.set("farm_potential", {"B": 1000.0})
    for year in YEARS[:2]:
        county.lives(year)
        check_group(county, year, "cause=labour", "AJ")
        check_group(county, year, "cause=illness", "CDK")
        check_group(county, year, "cause=disaster", "B")
        check_group(county, year, "cause=none", "EFGHIL")
    groups = {row[3] for row in county.observer.rows()["outcomes"]} - {"all"}
    assert groups == {f"cause={name}" for name in ("labour", "illness", "disaster", "none")}
    assert groups < {f"cause={name}" for name in CAUSES}


def test_leaving_poverty_and_coming_back(county):
    assert county.value(2011, "exit_rate", "national") is None
    assert county.value(2012, "return_rate", "national") is None
    # Poor in 2011: A4 B6 C3 D7 E5; of them A, B and E leave, and of these A alone is back in 2013.
    assert county.value(2012, "exit_rate", "national") == near(15 / 25)
    assert county.value(2013, "return_rate", "national") == near(4 / 15)
    # Poor in 2012: C3 D7 F5 and L2; C (exactly to the line), F and L leave; C is back in 2014.
    assert county.value(2013, "exit_rate", "national") == near(10 / 17)
    assert county.value(2014, "return_rate", "national") == near(3 / 10)
    # Poor in 2013: A4 D7 G2; A and G leave.
    assert county.value(2014, "exit_rate", "national") == near(6 / 13)


def test_transitions_count_persons(county):
    expected = []
    for year in YEARS[1:]:
        for was in ("not_poor", "poor"):
            for now in ("not_poor", "poor"):
                moved = [n for n in NAMES
                         if (HEADS[n][year - 2012] < LINE) == (was == "poor")
                         and (HEADS[n][year - 2011] < LINE) == (now == "poor")]  # fmt: skip
                persons = float(sum(PERSONS[n] for n in moved))
                expected.append((year - 1, year, was, now, persons))
    assert sorted(county.observer.rows()["transitions"]) == sorted(expected)
    assert (2011, 2012, "poor", "not_poor", 15.0) in expected


def test_distributions_of_the_first_middle_and_last_year(county):
    rows = county.observer.rows()["distributions"]
    assert {row[0] for row in rows} == {2011, 2012, 2014}
    eaten = sorted(float(EATEN[n]) for n in NAMES for _ in range(PERSONS[n]))
    for year in (2011, 2012, 2014):
        for variable, values in (("income", people(year)), ("consumption", eaten)):
            # A hundred bins of fifty people: each fills two.
            found = [row[2:] for row in rows if row[:2] == (year, variable)]
            assert [number for number, _ in found] == list(range(1, 101))
            expected = [y for y in values for _ in range(2)]
            assert [value for _, value in found] == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(("years", "middle"), [(1, 2011), (4, 2013), (5, 2013), (9, 2015)])
def test_the_middle_year_is_half_way(years, middle):
    county = HandCounty(years=years)
    for year in range(2011, 2012 + years):
        county.lives(year)
    drawn = {row[0] for row in county.observer.rows()["distributions"]}
    assert drawn == {2011, middle, 2011 + years}


def test_where_nobody_is_poor_nobody_leaves_and_all_moves_are_told():
    county = HandCounty()
    for year in YEARS[:2]:
        county.society.year, county.h.income = year, 9e5
        county.observer.record()
    assert county.value(2012, "exit_rate", "national") is None
    moves = {row[2:4]: row[4] for row in county.observer.rows()["transitions"]}
    assert moves == {("not_poor", "not_poor"): 50, ("not_poor", "poor"): 0,
                     ("poor", "not_poor"): 0, ("poor", "poor"): 0}  # fmt: skip


def test_a_group_of_one_person_is_a_group():
    county = HandCounty(groups=["quintile"])
    county.h.opening_quintile = 2
    county.set("persons", {"A": 1})
    county.set("opening_quintile", {"A": 1})
    county.lives(2012)
    assert county.value(2012, "fgt0", "national", "quintile=1") == 0
    assert county.value(2012, "income_mean", "", "quintile=1") == 10_000


def test_payments_are_those_of_simulated_years():
    county = HandCounty()
    entry = ("bank", "households", "interest", 7.0)
    county.society.ledger.entries = [entry]
    for year in YEARS:
        county.lives(year)
    assert county.observer.rows()["ledger"] == [(year, *entry) for year in YEARS[1:]]


def test_population_and_line_are_always_there_and_the_rest_as_asked():
    county = lived(measures=["gini", "income_mean"])
    always = {"population", "poverty_line", "gini", "consumption_gini", "income_mean"}
    for year in YEARS:
        assert county.recorded(year) == always
        assert county.value(year, "population") == 50
        assert county.value(year, "poverty_line") == 2300
    missing = set(default_measures()) - lived().recorded(2013)
    assert missing == {"inclusion_error", "exclusion_error", "leakage", "budget_unspent",
                       "budget_returned"}  # fmt: skip


def test_units_are_said(county):
    units = {row[1]: row[5] for row in county.observer.rows()["outcomes"]}
    assert units["fgt0"] == units["exit_rate"] == units["consumption_fgt0"] == "share"
    assert units["income_mean"] == units["poverty_line"] == "yuan/person/year"
    assert units["cost_society"] == "yuan" and units["population"] == "persons"
    assert units["palma"] == "ratio" and units["gini"] == units["consumption_gini"] == "index"
