"""What a measure of poverty or inequality must do whatever the incomes are."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sim import measures

LINE = 500.0


def fgt_of(alpha):
    return lambda values, line, weights=None: measures.fgt(values, line, weights, alpha)


def atkinson_of(epsilon):
    return lambda values, weights=None: measures.atkinson(values, weights, epsilon)


POVERTY = {
    "fgt0": fgt_of(0),
    "fgt1": fgt_of(1),
    "fgt2": fgt_of(2),
    "watts": measures.watts,
    "sen": measures.sen,
    "sst": measures.sst,
}
INEQUALITY = {
    "gini": measures.gini,
    "theil_t": measures.theil_t,
    "theil_l": measures.theil_l,
    "atkinson_0.5": atkinson_of(0.5),
    "atkinson_1": atkinson_of(1),
    "atkinson_2": atkinson_of(2),
    "palma": measures.palma,
    "s80s20": measures.s80s20,
}
STRICT_INEQUALITY = [name for name in INEQUALITY if name not in ("palma", "s80s20")]
ALL = {f"poverty {name}": lambda v, w=None, f=f: f(v, LINE, w) for name, f in POVERTY.items()}
ALL |= {f"inequality {name}": f for name, f in INEQUALITY.items()}

person = st.tuples(st.integers(1, 2000), st.integers(1, 6))
crowd = st.lists(person, min_size=1, max_size=25)
poor_crowd = st.lists(st.tuples(st.integers(2, 499), st.integers(1, 6)), min_size=2, max_size=12)


#: Tests that run once for every measure make do with fewer examples each.
fewer = settings(max_examples=20)


def columns(people):
    incomes, persons = np.array(people, dtype=float).T
    return incomes, persons


def same(value, rel=1e-9):
    return pytest.approx(value, rel=rel, abs=1e-12)


def exceeds(more, less):
    return more > less + 1e-12


@given(people=crowd, scale=st.floats(0.01, 1000))
def test_the_currency_and_the_size_of_the_cake_do_not_matter(people, scale):
    incomes, persons = columns(people)
    assume(LINE not in incomes)  # where rounding may put someone on the other side of the line
    for name, poverty in POVERTY.items():
        scaled = poverty(incomes * scale, LINE * scale, persons)
        assert scaled == same(poverty(incomes, LINE, persons)), name
    for name, inequality in INEQUALITY.items():
        assert inequality(incomes * scale, persons) == same(inequality(incomes, persons)), name


@given(people=crowd, copies=st.integers(2, 4), order=st.randoms(use_true_random=False))
def test_a_weight_is_so_many_people_and_copies_and_order_change_nothing(people, copies, order):
    incomes, persons = columns(people)
    everybody = np.repeat(incomes, persons.astype(int))
    shuffled = order.sample(people, len(people))
    with_nobody_more = [*people, (1, 0), (1999, 0)]
    for name, measure in ALL.items():
        once = measure(incomes, persons)
        assert measure(everybody) == same(once), name
        assert measure(np.tile(everybody, copies)) == same(once), name
        assert measure(incomes, persons * 0.37) == same(once), name
        assert measure(*columns(shuffled)) == same(once), name
        assert measure(*columns(with_nobody_more)) == same(once), name


@given(people=crowd)
def test_one_distribution_serves_all_measures_alike(people):
    incomes, persons = columns(people)
    alone = [measure(incomes, persons) for measure in ALL.values()]
    shared = measures.Distribution(incomes, persons)
    assert [measure(shared) for measure in ALL.values()] == alone
    assert [measure(shared) for measure in ALL.values()] == alone


@given(people=crowd, gift=st.integers(1, 10**6))
def test_focus_income_above_the_line_is_no_matter_of_poverty(people, gift):
    incomes, persons = columns(people)
    richer = np.where(incomes >= LINE, incomes + gift, incomes)
    for name, poverty in POVERTY.items():
        assert poverty(richer, LINE, persons) == same(poverty(incomes, LINE, persons), 1e-12), name


@pytest.mark.parametrize("name", POVERTY)
@fewer
@given(people=crowd, poorest=st.integers(2, 499), loss=st.floats(0.05, 0.9))
def test_monotonicity_a_loss_to_a_poor_person_is_more_poverty(name, people, poorest, loss):
    incomes, persons = columns([(poorest, 2), *people])
    poorer = incomes.copy()
    poorer[0] *= 1 - loss
    before, after = (POVERTY[name](column, LINE, persons) for column in (incomes, poorer))
    assert after == before if name == "fgt0" else exceeds(after, before)


@pytest.mark.parametrize("name", POVERTY)
@fewer
@given(people=poor_crowd, rest=crowd, share=st.floats(0.05, 1))
def test_transfer_from_a_poor_to_a_less_poor_person(name, people, rest, share):
    incomes, persons = columns([*people, *rest])
    poorer, richer = np.argsort(incomes[: len(people)])[[0, -1]]
    gap = incomes[richer] - incomes[poorer]
    assume(gap > 1)
    amount = share * min(incomes[poorer] / 2, (LINE - incomes[richer]) / 2)
    after = incomes.copy()
    after[poorer] -= amount / persons[poorer] * persons.min()
    after[richer] += amount / persons[richer] * persons.min()
    change = POVERTY[name](after, LINE, persons) - POVERTY[name](incomes, LINE, persons)
    if name in ("fgt0", "fgt1"):
        assert abs(change) < 1e-12
    else:
        assert change > 1e-12


@pytest.mark.parametrize("name", ["fgt1", "fgt2", "watts", "sst"])
@fewer
@given(people=st.lists(st.integers(2, 2000), min_size=2, max_size=20), share=st.floats(0.05, 0.95))
def test_transfer_that_lifts_its_receiver_over_the_line(name, people, share):
    # Sen's measure and the headcount may fall here, which is what the others mend.
    before = np.sort(np.array(people, dtype=float))
    assume(before[0] < before[-1])
    after = before.copy()
    after[0] -= share * before[0]
    after[-1] += share * before[0]
    poverty = POVERTY[name]
    assert poverty(after, LINE) >= poverty(before, LINE) - 1e-12


def test_sen_and_the_headcount_fail_that_transfer():
    before, after = [100.0, 499.0, 900.0], [90.0, 509.0, 900.0]
    for measure in (POVERTY["fgt0"], POVERTY["sen"]):
        assert measure(after, LINE) < measure(before, LINE)
    assert measures.sst(after, LINE) > measures.sst(before, LINE)


@pytest.mark.parametrize("name", [*STRICT_INEQUALITY, "palma"])
@fewer
@given(people=crowd, share=st.floats(0.05, 0.9))
def test_transfer_from_poorer_to_richer_is_more_inequality(name, people, share):
    incomes, persons = columns(people)
    poorer, richer = np.argmin(incomes), np.argmax(incomes)
    assume(incomes[richer] > incomes[poorer])
    amount = share * incomes[poorer] * persons[poorer]
    after = incomes.copy()
    after[poorer] -= amount / persons[poorer]
    after[richer] += amount / persons[richer]
    change = INEQUALITY[name](after, persons) - INEQUALITY[name](incomes, persons)
    assert change > (-1e-9 if name == "palma" else 1e-12)


@given(income=st.integers(1, 10**6), sizes=st.lists(st.integers(1, 9), min_size=1, max_size=20))
def test_equal_incomes_are_no_inequality(income, sizes):
    equal = {"palma": 1 / 4, "s80s20": 1.0}
    for name, inequality in INEQUALITY.items():
        found = inequality(np.full(len(sizes), float(income)), sizes)
        assert found == same(equal.get(name, 0.0)), name


@pytest.mark.parametrize("name", ["fgt0", "fgt1", "fgt2", "watts"])
@fewer
@given(one=crowd, other=crowd)
def test_poverty_is_the_mean_of_the_poverty_of_groups(name, one, other):
    poverty = POVERTY[name]
    parts = [
        (poverty(columns(g)[0], LINE, columns(g)[1]), columns(g)[1].sum()) for g in (one, other)
    ]
    values, sizes = zip(*parts, strict=True)
    whole = poverty(columns(one + other)[0], LINE, columns(one + other)[1])
    assert whole == same(np.average(values, weights=sizes))


@pytest.mark.parametrize("name", ["theil_t", "theil_l"])
@fewer
@given(one=crowd, other=crowd)
def test_theil_is_inequality_within_groups_plus_between_them(name, one, other):
    groups = [measures.Distribution(*columns(group)) for group in (one, other)]
    theil, sizes = INEQUALITY[name], np.array([group.population for group in groups])
    means = np.array([group.mean for group in groups])
    importance = sizes if name == "theil_l" else sizes * means
    within = np.average([theil(group) for group in groups], weights=importance)
    assert theil(*columns(one + other)) == same(within + theil(means, sizes))


@given(people=crowd)
def test_gini_is_the_mean_difference_of_all_pairs(people):
    incomes, persons = columns(people)
    pairs = np.abs(incomes[:, None] - incomes) * persons[:, None] * persons
    mean = np.average(incomes, weights=persons)
    assert measures.gini(incomes, persons) == same(pairs.sum() / persons.sum() ** 2 / mean / 2)


@given(people=crowd)
def test_gini_is_twice_the_area_over_the_lorenz_curve(people):
    population, income = measures.lorenz(*columns(people))
    assert measures.gini(*columns(people)) == same(1 - 2 * np.trapezoid(income, population))
    assert (np.diff(income) >= 0).all() and (income <= population + 1e-12).all()


@given(people=crowd)
def test_sen_and_shorrocks_are_what_their_definitions_say(people):
    incomes, persons = columns(people)
    poor = incomes < LINE
    assume(poor.any())
    gap = np.maximum(LINE - incomes, 0) / LINE
    headcount = np.average(poor, weights=persons)
    depth = np.average(gap[poor], weights=persons[poor])
    uneven = measures.gini(incomes[poor], persons[poor])
    sen = headcount * (depth + (1 - depth) * uneven)
    assert measures.sen(incomes, LINE, persons) == same(sen)
    sst = headcount * depth * (1 + measures.gini(gap, persons))
    assert measures.sst(incomes, LINE, persons) == same(sst)


@given(people=crowd)
def test_poverty_measures_keep_their_order(people):
    found = {
        name: measure(columns(people)[0], LINE, columns(people)[1])
        for name, measure in POVERTY.items()
    }
    chain = [0, found["fgt2"], found["fgt1"], found["sen"], found["fgt0"], 1]
    assert all(less <= more + 1e-12 for less, more in zip(chain, chain[1:], strict=False))
    assert found["fgt1"] - 1e-12 <= min(found["watts"], found["sst"])
    assert found["sst"] <= 2 * found["fgt1"] + 1e-12


@given(people=crowd, bins=st.integers(1, 12))
def test_bin_means_rise_and_average_to_the_mean(people, bins):
    whole = measures.Distribution(*columns(people))
    means = whole.bin_means(bins)
    assert means.shape == (bins,)
    assert means.mean() == same(whole.mean)
    assert (np.diff(means) >= -1e-8).all()
    assert whole.values.min() - 1e-8 <= means[0] and means[-1] <= whole.values.max() + 1e-8


@given(values=st.lists(st.integers(-50, 50), min_size=1, max_size=30), q=st.floats(0, 1))
def test_quantiles_are_those_of_numpy(values, q):
    # Away from seams, where the last digit of q decides.
    assume(abs(q * len(values) - round(q * len(values))) > 1e-6)
    column = np.array(values, dtype=float)
    assert measures.quantile(column, q) == np.quantile(column, q, method="averaged_inverted_cdf")


deprived = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.tuples(st.lists(st.booleans(), min_size=width, max_size=width), st.integers(1, 5)),
        min_size=2,
        max_size=15,
    )
)


@given(people=deprived, cutoff=st.sampled_from([0.2, 1 / 3, 0.5, 1.0]))
def test_alkire_foster_splits_by_people_and_by_indicators(people, cutoff):
    lacks, persons = (np.array(column) for column in zip(*people, strict=True))
    weights = np.arange(1.0, lacks.shape[1] + 1)
    whole = measures.alkire_foster(lacks, weights, cutoff, persons)
    assert whole.adjusted == same(whole.headcount * whole.intensity)
    assert whole.headcount == 0 or cutoff - 1e-12 <= whole.intensity <= 1 + 1e-12
    half = len(people) // 2
    parts = [
        measures.alkire_foster(lacks[part], weights, cutoff, persons[part])
        for part in (slice(0, half), slice(half, None))
    ]
    sizes = [persons[:half].sum(), persons[half:].sum()]
    assert whole.adjusted == same(np.average([part.adjusted for part in parts], weights=sizes))
    by_indicator = measures.censored_headcounts(lacks, weights, cutoff, persons)
    assert whole.adjusted == same(np.average(by_indicator, weights=weights))


@given(people=deprived)
def test_a_new_deprivation_of_a_poor_person_raises_the_adjusted_headcount(people):
    lacks, persons = (np.array(column) for column in zip(*people, strict=True))
    weights = np.ones(lacks.shape[1])
    candidates = np.argwhere(~lacks & (lacks.mean(axis=1) >= 0.5)[:, None])
    assume(len(candidates))
    worse = lacks.copy()
    worse[tuple(candidates[0])] = True
    before, after = (measures.alkire_foster(m, weights, 0.5, persons) for m in (lacks, worse))
    assert after.headcount == before.headcount
    assert after.adjusted > before.adjusted


panel = st.integers(1, 6).flatmap(
    lambda years: st.lists(
        st.lists(st.integers(-50, 1000), min_size=years, max_size=years), min_size=1, max_size=8
    )
)


@given(households=panel, alpha=st.sampled_from([1.0, 2.0, 3.0]))
def test_transient_poverty_is_never_negative_and_completes_the_total(households, alpha):
    incomes = np.array(households, dtype=float).T
    found = measures.chronic_transient(incomes, LINE, alpha=alpha)
    yearly = [measures.fgt(year, LINE, alpha=alpha) for year in incomes]
    assert found.total == same(np.mean(yearly))
    assert found.total == same(found.chronic + found.transient)
    assert found.transient >= -1e-12
