"""Distributions whose measures are known on paper."""

import math

import numpy as np
import pytest
from scipy.stats import norm

from sim import measures

MEAN, SIGMA, LINE = 3690.0, 0.661, 2300.0
MU = math.log(MEAN) - SIGMA**2 / 2
PEOPLE = 1_000_000


def fgt_of_lognormal(mu, alpha):
    u, mean = (math.log(LINE) - mu) / SIGMA, math.exp(mu + SIGMA**2 / 2) / LINE
    terms = [
        norm.cdf(u),
        -alpha * mean * norm.cdf(u - SIGMA),
        (alpha == 2) * mean**2 * math.exp(SIGMA**2) * norm.cdf(u - 2 * SIGMA),
    ]
    return sum(terms)


def expected(mu=MU):
    u, spread = (math.log(LINE) - mu) / SIGMA, SIGMA**2 / 2
    share_below = lambda p: norm.cdf(norm.ppf(p) - SIGMA)  # noqa: E731
    return {
        "fgt0": fgt_of_lognormal(mu, 0),
        "fgt1": fgt_of_lognormal(mu, 1),
        "fgt2": fgt_of_lognormal(mu, 2),
        "watts": SIGMA * (u * norm.cdf(u) + norm.pdf(u)),
        "gini": 2 * norm.cdf(SIGMA / math.sqrt(2)) - 1,
        "theil_t": spread,
        "theil_l": spread,
        "atkinson_0.5": 1 - math.exp(-0.5 * spread),
        "atkinson_1": 1 - math.exp(-spread),
        "atkinson_2": 1 - math.exp(-2 * spread),
        "palma": (1 - share_below(0.9)) / share_below(0.4),
        "s80s20": (1 - share_below(0.8)) / share_below(0.2),
        "median": math.exp(mu),
    }


def measured(incomes):
    people = measures.Distribution(incomes)
    return {
        "fgt0": measures.fgt(people, LINE),
        "fgt1": measures.fgt(people, LINE, alpha=1),
        "fgt2": measures.fgt(people, LINE, alpha=2),
        "watts": measures.watts(people, LINE),
        "gini": measures.gini(people),
        "theil_t": measures.theil_t(people),
        "theil_l": measures.theil_l(people),
        "atkinson_0.5": measures.atkinson(people, epsilon=0.5),
        "atkinson_1": measures.atkinson(people),
        "atkinson_2": measures.atkinson(people, epsilon=2),
        "palma": measures.palma(people),
        "s80s20": measures.s80s20(people),
        "median": people.quantile(0.5),
    }


@pytest.fixture(scope="module")
def drawn():
    return np.random.default_rng(20).lognormal(MU, SIGMA, PEOPLE)


def test_a_million_lognormal_incomes_are_within_four_standard_errors(drawn):
    theory, found = expected(), measured(drawn)
    parts = [measured(part) for part in drawn.reshape(50, -1)]
    for name in theory:
        error = np.std([part[name] for part in parts], ddof=1) / math.sqrt(len(parts))
        assert abs(found[name] - theory[name]) <= 4 * error, name
        assert error < 0.004 * theory[name], f"{name} would pass whatever it were"


@pytest.mark.parametrize("name", list(expected()))
def test_evenly_spread_lognormal_incomes(name):
    # No sampling error here: the error left is that of the extreme tails.
    incomes = np.exp(MU + SIGMA * norm.ppf((np.arange(PEOPLE) + 0.5) / PEOPLE))
    assert measured(incomes)[name] == pytest.approx(expected()[name], rel=3e-5)


def test_neutral_growth_shifts_the_logarithm_and_nothing_else():
    quantiles = norm.ppf((np.arange(20_000) + 0.5) / 20_000)
    before = np.exp(MU + SIGMA * quantiles)
    after = before * 1.09**9
    shifted = MU + 9 * math.log(1.09)
    for alpha in (0, 1, 2):
        assert measures.fgt(after, LINE, alpha=alpha) == pytest.approx(
            fgt_of_lognormal(shifted, alpha), abs=1e-4
        )
    assert measures.gini(after) == pytest.approx(measures.gini(before), rel=1e-12)
    assert measures.growth_incidence(before, after, years=9) == pytest.approx(0.09)


def test_growth_elasticity_of_the_headcount_is_bourguignons(drawn):
    u, step = (math.log(LINE) - MU) / SIGMA, 0.02
    up, down = (measures.fgt(drawn * math.exp(sign * step), LINE) for sign in (1, -1))
    slope = (math.log(up) - math.log(down)) / (2 * step)
    assert slope == pytest.approx(-norm.pdf(u) / (SIGMA * norm.cdf(u)), rel=0.01)


@pytest.mark.parametrize("shape", [1.5, 2.0, 3.0])
def test_pareto(shape):
    size = 400_000
    upper_edges = (np.arange(size) / size) ** (1 - 1 / shape)
    # Exact means of equal bins of the Pareto law, so that the tail is whole.
    incomes = np.diff(np.append(1 - (1 - np.arange(size) / size) ** (1 - 1 / shape), 1.0))
    assert upper_edges[-1] < 1
    assert measures.gini(incomes) == pytest.approx(1 / (2 * shape - 1), abs=2e-5)
    share = lambda p: 1 - (1 - p) ** (1 - 1 / shape)  # noqa: E731
    palma = (1 - share(0.9)) / share(0.4)
    assert measures.palma(incomes) == pytest.approx(palma, rel=1e-9)


def test_uniform_and_exponential_gini():
    grid = (np.arange(100_000) + 0.5) / 100_000
    assert measures.gini(grid) == pytest.approx(1 / 3, abs=1e-9)
    assert measures.gini(-np.log(grid)) == pytest.approx(1 / 2, abs=1e-5)


def test_uniform_incomes_between_zero_and_the_line():
    # y uniform on (0, z): H = 1, I = 1/2, Gini of the poor 1/3, of the gaps 1/3 too.
    incomes = (np.arange(100_000) + 0.5) / 100_000 * LINE
    assert measures.sen(incomes, LINE) == pytest.approx(1 / 2 + 1 / 2 / 3, abs=1e-9)
    assert measures.sst(incomes, LINE) == pytest.approx(1 / 2 * (1 + 1 / 3), abs=1e-9)
    assert measures.watts(incomes, LINE) == pytest.approx(1.0, abs=1e-5)
    assert measures.fgt(incomes, LINE, alpha=2) == pytest.approx(1 / 3, abs=1e-9)


@pytest.mark.parametrize("alpha", [0, 1, 2, 3.5])
def test_a_lump_sum_to_all_is_a_lower_line(vietnam, alpha):
    incomes, persons = vietnam
    line, gift = 2000.0, 350.0
    scale = ((line - gift) / line) ** alpha
    assert measures.fgt(incomes + gift, line, persons, alpha) == pytest.approx(
        scale * measures.fgt(incomes, line - gift, persons, alpha), rel=1e-12
    )


def test_perfect_targeting_ends_poverty_for_the_sum_of_the_gaps(vietnam):
    incomes, persons = vietnam
    line = 2000.0
    gap = np.maximum(line - incomes, 0)
    need = measures.fgt(incomes, line, persons, 1) * line * persons.sum()
    assert (persons * gap).sum() == pytest.approx(need, rel=1e-12)
    assert measures.fgt(incomes, line, persons, 0) > 0.2
    assert measures.fgt(incomes + gap + 1e-9, line, persons, 0) == 0.0
    budget = 0.3 * need
    filled = measures.fgt(incomes + gap * budget / need, line, persons, 1)
    left = measures.fgt(incomes, line, persons, 1) - budget / (line * persons.sum())
    assert filled == pytest.approx(left, rel=1e-12)


def test_two_state_poverty_settles_where_entries_meet_exits():
    generator, entry, leave = np.random.default_rng(3), 0.08, 0.24
    poor = generator.random(200_000) < entry / (entry + leave)
    luck = generator.random(poor.size)
    later = np.where(poor, luck >= leave, luck < entry)
    shares = measures.transition_shares(poor, later)
    assert shares == pytest.approx(np.array([[1 - entry, entry], [leave, 1 - leave]]), abs=0.008)
    assert measures.fgt(1.0 - later, 0.5) == pytest.approx(entry / (entry + leave), abs=0.004)
    assert measures.exit_rate(poor, later) == pytest.approx(shares[1, 0])


def test_chronic_and_transient_poverty_at_their_ends():
    generator = np.random.default_rng(4)
    steady = np.tile(generator.lognormal(MU, SIGMA, 500), (9, 1))
    unchanging = measures.chronic_transient(steady, LINE)
    assert unchanging.transient == pytest.approx(0, abs=1e-12)
    assert unchanging.chronic == pytest.approx(measures.fgt(steady[0], LINE, alpha=2), rel=1e-12)
    # Shocks around a mean far above the line: whoever is poor is so for a while only.
    shocked = measures.chronic_transient(3200 + generator.normal(0, 600, (9, 2000)), LINE)
    assert shocked.chronic == 0.0
    assert shocked.transient == shocked.total > 0.0005


@pytest.mark.parametrize("epsilon", [10, 1_000, 1e6])
def test_atkinson_at_great_aversion_sees_the_poorest(epsilon):
    """Three people, the poorest far below: the equal income is y1 3^(1 / (epsilon - 1))."""
    equal = 1e-3 * 3 ** (1 / (epsilon - 1))
    found = measures.atkinson([1e-3, 2, 3], epsilon=epsilon)
    assert found == pytest.approx(1 - equal / (5.001 / 3), rel=1e-12)


def test_atkinson_in_its_limits():
    values, weights = [1.0, 4.0, 10.0], [2.0, 1.0, 1.0]
    assert measures.atkinson(values, weights, epsilon=1e308) == pytest.approx(1 - 1 / 4)
    assert measures.atkinson(values, weights, epsilon=0) == pytest.approx(0, abs=1e-15)
    at_one = measures.atkinson(values, weights)
    for near in (1 - 1e-9, 1 + 1e-9):
        assert measures.atkinson(values, weights, epsilon=near) == pytest.approx(at_one, rel=1e-8)
    half = 1 - ((2 + 2 + math.sqrt(10)) / 4) ** 2 / 4
    assert measures.atkinson(values, weights, epsilon=0.5) == pytest.approx(half, rel=1e-14)
    assert measures.atkinson([0.0, 4.0, 4.0, 0.0], epsilon=0.5) == pytest.approx(0.5)


OWN_LINES = {
    "fgt0": (lambda *a, **k: measures.fgt(*a, **k), 2 / 3),
    "fgt1": (lambda *a, **k: measures.fgt(*a, alpha=1, **k), (0.5 + 0.25) / 3),
    "fgt2": (lambda *a, **k: measures.fgt(*a, alpha=2, **k), (0.25 + 0.0625) / 3),
    "watts": (measures.watts, (math.log(2) + math.log(4 / 3)) / 3),
    # H = 2/3, I = 3/8, and the Gini of the multiples 1/2 and 3/4 is 1/10
    "sen": (measures.sen, 2 / 3 * (3 / 8 + 5 / 8 * 0.1)),
    # gaps 1/2, 1/4, 0 times twice the shares better off 5/6, 1/2, 1/6
    "sst": (measures.sst, (0.5 * 2 * 5 / 6 + 0.25 * 2 * 1 / 2) / 3),
}


@pytest.mark.parametrize("name", OWN_LINES)
def test_a_line_for_each_makes_incomes_multiples_of_it(name):
    """Incomes 1, 3, 3 at lines 2, 4, 2: multiples of 1/2, 3/4 and 3/2; the last is not poor."""
    measure, wanted = OWN_LINES[name]
    incomes, lines = np.array([1.0, 3.0, 3.0]), np.array([2.0, 4.0, 2.0])
    assert measure(incomes, lines) == pytest.approx(wanted, rel=1e-12)
    assert measure(measures.Distribution(incomes), lines) == pytest.approx(wanted, rel=1e-12)
    assert measure([*incomes, 9.0], [*lines, 50.0], weights=[2, 2, 2, 0]) == pytest.approx(
        wanted, rel=1e-12)
    nobody = measures.Distribution([*incomes, 9.0], [2, 2, 2, 0])
    assert measure(nobody, [*lines, 50.0]) == pytest.approx(wanted, rel=1e-12)


@pytest.mark.parametrize("name", OWN_LINES)
def test_equal_lines_are_one_line(name):
    measure, incomes = OWN_LINES[name][0], np.linspace(0.1, 5, 40)
    weights = np.arange(1, 41)
    one = measure(incomes, 2.5, weights)
    assert measure(incomes, np.full(40, 2.5), weights) == pytest.approx(one, rel=1e-12)
