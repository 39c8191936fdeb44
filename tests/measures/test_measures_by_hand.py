"""Small cases worked out with pencil and paper."""

from itertools import product

import numpy as np
import pytest

from sim import measures

FOUR = [1.0, 2.0, 3.0, 10.0]


def test_poverty_of_four():
    # Line 4: gaps 3/4, 1/2, 1/4 and none.
    assert measures.fgt(FOUR, 4) == 3 / 4
    assert measures.fgt(FOUR, 4, alpha=1) == pytest.approx(1.5 / 4)
    assert measures.fgt(FOUR, 4, alpha=2) == pytest.approx((9 + 4 + 1) / 16 / 4)
    assert measures.watts(FOUR, 4) == pytest.approx(np.log(4 * 2 * 4 / 3) / 4)
    # H = 3/4, I = 1/2, Gini of 1, 2, 3 is 2/9.
    assert measures.sen(FOUR, 4) == pytest.approx(3 / 4 * (1 / 2 + 1 / 2 * 2 / 9))
    # Gini of the gaps 0, 1/4, 1/2, 3/4: differences sum to 2.5 over 4 * 4 * mean 3/8.
    assert measures.sst(FOUR, 4) == pytest.approx(3 / 8 * (1 + 2.5 / (16 * 3 / 8)))


def test_people_raised_to_a_least_value_are_those_with_such_values():
    values, weights = [3.0, -2.0, 0.5, -1.0, 7.0], [1.0, 2.0, 0.0, 3.0, 1.0]
    raised = measures.Distribution(values, weights).at_least(1.0)
    plain = measures.Distribution(np.maximum(values, 1.0), weights)
    assert measures.fgt(raised, 4) == measures.fgt(plain, 4) == 6 / 7
    assert measures.sst(raised, [4.0] * 5) == measures.sst(plain, [4.0] * 5)
    for measure in (measures.gini, measures.theil_l, measures.s80s20):
        assert measure(raised) == measure(plain)
    assert raised.quantile(0.5) == 1 and list(raised.ascending[0]) == [1, 1, 3, 7]


def test_the_line_itself_is_not_poor():
    assert measures.fgt([4.0, 5.0], 4) == 0.0
    assert measures.fgt([np.nextafter(4.0, 0), 5.0], 4) == 0.5
    for measure in (measures.watts, measures.sen, measures.sst):
        assert measure([1.0, 4.0], 4) == measure([1.0, 10.0], 4) > measure([4.0, 10.0], 4) == 0


def test_inequality_of_four():
    # All pairs: 1+2+9+1+8+7 = 28, twice over 2 * 16 * mean 4.
    assert measures.gini(FOUR) == pytest.approx(2 * 28 / (2 * 16 * 4))
    shares = np.array(FOUR) / 4
    assert measures.theil_t(FOUR) == pytest.approx(np.mean(shares * np.log(shares)))
    assert measures.theil_l(FOUR) == pytest.approx(-np.mean(np.log(shares)))
    assert measures.atkinson(FOUR) == pytest.approx(1 - 60**0.25 / 4)
    harmonic = 4 / (1 + 1 / 2 + 1 / 3 + 1 / 10)
    assert measures.atkinson(FOUR, epsilon=2) == pytest.approx(1 - harmonic / 4)
    assert measures.atkinson(FOUR, epsilon=0) == pytest.approx(0)


def test_ratios_of_ten():
    ten = np.arange(1.0, 11.0)
    assert measures.palma(ten) == pytest.approx(10 / (1 + 2 + 3 + 4))
    assert measures.s80s20(ten) == pytest.approx((9 + 10) / (1 + 2))


def test_one_has_everything():
    assert measures.gini([0.0, 0.0, 0.0, 8.0]) == pytest.approx(3 / 4)
    assert measures.gini([0.0, 8.0], weights=[3, 1]) == pytest.approx(3 / 4)


def test_negative_incomes_count_as_zero_in_fgt_sen_sst_gini_and_shares():
    negative, zero = [-5.0, 0.0, 1.0, 2.0, 6.0, 7.0], [0.0, 0.0, 1.0, 2.0, 6.0, 7.0]
    for alpha in (0, 1, 2):
        assert measures.fgt(negative, 4, alpha=alpha) == measures.fgt(zero, 4, alpha=alpha)
    for measure in (measures.sen, measures.sst):
        assert measure(negative, 4) == measure(zero, 4)
    for measure in (measures.gini, measures.palma):
        assert measure(negative) == measure(zero)
    assert measures.quantile(negative, 0) == -5.0


def test_quantiles_average_where_the_distribution_is_flat():
    four = [4.0, 1.0, 3.0, 2.0]
    assert measures.quantile(four, 0.5) == 2.5
    assert list(measures.quantile(four, [0, 0.1, 0.25, 0.3, 1])) == [1, 1, 1.5, 2, 4]
    assert measures.quantile([1.0, 9.0], 0.5, weights=[3, 1]) == 1.0
    # A tenth thrice is not quite three tenths: the seam must be found all the same.
    assert measures.quantile(np.arange(1.0, 11.0), 0.1 + 0.2) == 3.5
    # 29 hundredths of a hundred come out a rounding error below 29.
    assert measures.quantile(np.arange(1.0, 101.0), 0.29) == 29.5
    assert isinstance(measures.quantile(four, 0.5), float)


def test_lorenz_curve():
    people, income = measures.lorenz([3.0, 1.0], weights=[1, 3])
    assert list(people) == [0, 0.75, 1]
    assert list(income) == [0, 0.5, 1]
    assert measures.lorenz([3.0, 1.0], [1, 3], population=[0.375])[1] == pytest.approx([0.25])


def test_bins_split_a_household_astride_them():
    people = measures.Distribution([1.0, 5.0], [3, 1])
    assert people.bin_means(2) == pytest.approx([1, 3])
    assert people.bin_means(1) == pytest.approx([2])


def test_growth_incidence_follows_places_not_persons():
    growth = measures.growth_incidence([1.0, 2.0], [4.0, 1.0], bins=2)
    assert growth == pytest.approx([0, 1])
    assert measures.growth_incidence([1.0], [1.21], bins=1, years=2) == pytest.approx([0.1])
    both = measures.growth_incidence([1.0, 2.0], [1.0, 4.0], [1, 3], bins=4)
    assert both == pytest.approx([0, 1, 1, 1])
    grown = measures.growth_incidence([1.0, 2.0], [2.0], weights_after=[7], bins=2)
    assert grown == pytest.approx([1, 0])


# Four persons, four dimensions; lacking two of four makes poor.
LACKS = [[0, 0, 0, 0], [0, 1, 0, 1], [1, 1, 1, 1], [0, 1, 0, 0]]


def test_alkire_foster():
    found = measures.alkire_foster(LACKS, [1, 1, 1, 1], 0.5)
    assert found == pytest.approx((1 / 2, 3 / 4, 3 / 8))
    assert measures.alkire_foster(LACKS, [1, 1, 1, 1], 0.25) == pytest.approx(
        (3 / 4, 7 / 12, 7 / 16)
    )
    heavy = measures.alkire_foster(LACKS, [1, 1, 1, 1], 0.5, weights=[1, 1, 4, 2])
    assert heavy == pytest.approx((5 / 8, 9 / 10, 9 / 16))
    assert measures.alkire_foster(np.zeros((3, 2), bool), [1, 2], 1) == (0, 0, 0)


def test_alkire_foster_reaches_a_cutoff_made_of_sixths_and_eighteenths():
    # Every way of lacking exactly half of the weight; some sums fall a rounding error short.
    weights = np.array([3, 3, 3, 3, 1, 1, 1, 1, 1, 1])
    lacks = np.array(list(product([0, 1], repeat=10)))
    half = lacks[lacks @ weights == 9]
    assert len(half) > 100
    assert measures.alkire_foster(half, weights / 18, 1 / 2).headcount == 1.0
    below = lacks[lacks @ weights == 8]
    assert measures.alkire_foster(below, weights / 18, 1 / 2).headcount == 0.0


def test_censored_headcounts_leave_out_those_who_are_not_poor():
    found = measures.censored_headcounts(LACKS, [1, 1, 1, 1], 0.5)
    assert found == pytest.approx([1 / 4, 1 / 2, 1 / 4, 1 / 2])


POOR = [True, True, True, False, False]
LISTED = [True, False, True, True, False]


def test_errors_of_a_list():
    assert measures.inclusion_error(POOR, LISTED) == pytest.approx(1 / 3)
    assert measures.exclusion_error(POOR, LISTED, [1, 6, 1, 1, 1]) == pytest.approx(6 / 8)
    assert measures.inclusion_error(POOR, LISTED, [1, 6, 1, 8, 1]) == pytest.approx(8 / 10)
    assert measures.inclusion_error(POOR, POOR) == measures.exclusion_error(POOR, POOR) == 0


def test_a_blind_list_misses_all_but_its_share():
    generator = np.random.default_rng(5)
    poor, listed = generator.random(200_000) < 0.3, np.arange(200_000) < 50_000
    assert measures.exclusion_error(poor, listed) == pytest.approx(1 - 0.25, abs=0.008)


def test_leakage():
    assert measures.leakage([10, 0, 20, 30, 0], POOR) == pytest.approx(1 / 2)
    assert measures.leakage([10, 0, 20, 30, 0], POOR, [1, 1, 4, 1, 1]) == pytest.approx(30 / 120)


def test_transitions():
    before, after = [True, True, False, False], [True, False, False, True]
    states, persons = measures.transitions(before, after, [1, 2, 3, 5])
    assert list(states) == [False, True]
    assert persons.tolist() == [[3, 5], [2, 1]]
    assert measures.transition_shares(before, after, [1, 2, 3, 5]).tolist() == [
        [3 / 8, 5 / 8],
        [2 / 3, 1 / 3],
    ]


def test_transitions_between_named_states():
    order = ["poor", "near", "safe"]
    states, persons = measures.transitions(["near", "poor"], ["safe", "poor"], states=order)
    assert list(states) == order
    assert persons.tolist() == [[1, 0, 0], [0, 0, 1], [0, 0, 0]]
    shares = measures.transition_shares(["near", "poor"], ["safe", "poor"], states=order)
    assert shares[2].tolist() == [0, 0, 0]


def test_nobody_poor_still_gives_both_states():
    shares = measures.transition_shares([False, False], [False, False])
    assert shares.tolist() == [[1, 0], [0, 0]]


def test_returns_to_poverty():
    # Years down, households across: leaves and returns at once, after two years, never, stays.
    poor = np.array([[1, 1, 1, 1], [0, 0, 0, 1], [1, 0, 0, 1], [1, 1, 0, 1]], dtype=bool)
    assert measures.return_rate(poor) == pytest.approx(1 / 3)
    assert measures.return_rate(poor, within=2) == pytest.approx(2 / 3)
    assert measures.return_rate(poor, [1, 4, 1, 1], within=2) == pytest.approx(5 / 6)
    # An exit too late to be followed is not counted as lasting.
    assert measures.return_rate(poor[:3]) == pytest.approx(1 / 3)
    assert measures.exit_rate(poor[0], poor[1], [1, 1, 1, 3]) == pytest.approx(1 / 2)


def test_chronic_and_transient():
    # Line 4; a mean of 3 over 2 and 4, and a mean of 5 over 2 and 8.
    found = measures.chronic_transient([[2, 2], [4, 8]], 4, alpha=2)
    assert found == pytest.approx((1 / 8, 1 / 32, 3 / 32))
    weighted = measures.chronic_transient([[2, 2], [4, 8]], 4, weights=[3, 1])
    assert weighted.chronic == pytest.approx(3 / 4 / 16)
    assert measures.chronic_transient([[2, 2], [4, 8]], 4, alpha=0) == pytest.approx((0.5, 0.5, 0))
