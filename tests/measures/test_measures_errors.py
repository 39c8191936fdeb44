"""Wrong input is refused in words; what is merely extreme still has a value."""

import numpy as np
import pytest

from sim import measures

POVERTY = [measures.fgt, measures.watts, measures.sen, measures.sst]
WITH_LOGS = [
    lambda v: measures.watts(v, 3.0),
    measures.theil_t,
    measures.theil_l,
    measures.atkinson,
    lambda v: measures.atkinson(v, epsilon=2),
]
INEQUALITY = [
    measures.gini,
    measures.theil_t,
    measures.theil_l,
    measures.atkinson,
    measures.palma,
    measures.s80s20,
    measures.lorenz,
    measures.Distribution,
]
TWO_COLUMNS = [lambda v, w=None, f=f: f(v, 3.0, w) for f in POVERTY] + INEQUALITY
TWO_COLUMNS += [lambda v, w=None: measures.quantile(v, 0.5, w)]
TWO_COLUMNS += [lambda v, w=None: measures.growth_incidence(v, v, w)]


@pytest.mark.parametrize("measure", TWO_COLUMNS)
@pytest.mark.parametrize(
    ("values", "weights", "phrase"),
    [
        ([], None, "non-empty"),
        ([[1.0, 2.0]], None, "column"),
        ([1.0, np.nan], None, "NaN"),
        ([1.0, np.inf], None, "infinity"),
        ([1.0, 2.0], [1.0, -1.0], "negative"),
        ([1.0, 2.0], [0.0, 0.0], "all zero"),
        ([1.0, 2.0], [1.0, np.nan], "NaN"),
        ([1.0, 2.0], [1.0, 1.0, 1.0], "as many weights"),
        ([1.0, 2.0], [], "non-empty"),
    ],
)
def test_bad_columns_are_refused(measure, values, weights, phrase):
    with pytest.raises(ValueError, match=phrase):
        measure(values, weights)


@pytest.mark.parametrize("measure", WITH_LOGS)
@pytest.mark.parametrize("lowest", [0.0, -1.0])
def test_logarithms_of_nothing_are_refused(measure, lowest):
    with pytest.raises(ValueError, match="logarithms"):
        measure([lowest, 4.0, 5.0])


@pytest.mark.parametrize("measure", POVERTY)
@pytest.mark.parametrize("line", [0.0, -1.0, np.nan, np.inf])
def test_a_line_must_be_positive(measure, line):
    with pytest.raises(ValueError, match="poverty line"):
        measure([1.0], line)


@pytest.mark.parametrize("measure", POVERTY)
@pytest.mark.parametrize("lines", [[2.0], [2.0, 0.0], [2.0, -1.0], [2.0, np.nan], [], [[1.0, 2.0]]])
def test_lines_must_be_positive_one_for_each(measure, lines):
    with pytest.raises(ValueError, match="poverty lines"):
        measure([1.0, 3.0], np.array(lines))


@pytest.mark.parametrize("measure", TWO_COLUMNS)
@pytest.mark.parametrize("size", [1e101, 1e308, -1e308])
def test_numbers_whose_sums_are_none_are_refused(measure, size):
    with pytest.raises(ValueError, match="must not exceed 1e"):
        measure([1.0, size])
    with pytest.raises(ValueError, match="must not exceed 1e|negative"):
        measure([1.0, 2.0], [1.0, size])


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("measure", TWO_COLUMNS)
@pytest.mark.parametrize("size", [1e-100, 1e-30, 1e30, 1e100])
def test_all_other_sizes_have_a_value(measure, size):
    found = measure([0.5 * size, size, 0.9 * size], [size, 0.5 * size, size])
    if not isinstance(found, measures.Distribution):
        assert np.isfinite(found).all()


def test_a_measure_that_does_not_exist_is_told_from_wrong_input():
    for call in (
        lambda: measures.palma([0.0, 0.0, 5.0]),
        lambda: measures.s80s20([0.0, 0.0, 0.0, 1.0]),
        lambda: measures.lorenz([0.0, 0.0]),
        lambda: measures.leakage([0.0], [True]),
        lambda: measures.inclusion_error([True], [False]),
    ):
        with pytest.raises(measures.Undefined):
            call()
    assert issubclass(measures.Undefined, ValueError)


@pytest.mark.parametrize(
    ("call", "phrase"),
    [
        (lambda: measures.fgt([1.0], 2.0, alpha=-1), "alpha"),
        (lambda: measures.atkinson([1.0], epsilon=-1), "epsilon"),
        (lambda: measures.atkinson([-1.0, 2.0], epsilon=0.5), "negative"),
        (lambda: measures.atkinson([0.0, 0.0], epsilon=0.5), "all zero"),
        (lambda: measures.quantile([1.0], 1.1), "between 0 and 1"),
        (lambda: measures.quantile([1.0], np.nan), "between 0 and 1"),
        (lambda: measures.Distribution([1.0]).bin_means(0), "at least one bin"),
        (lambda: measures.gini(measures.Distribution([1.0]), [1.0]), "its own weights"),
        (lambda: measures.lorenz([0.0, 0.0]), "positive value"),
        (lambda: measures.palma([0.0, 0.0, 5.0]), "the poorest have nothing"),
        (lambda: measures.s80s20([0.0, 0.0, 0.0, 1.0]), "the poorest have nothing"),
        (lambda: measures.growth_incidence([0.0, 1.0], [1.0, 1.0], bins=2), "positive"),
        (lambda: measures.growth_incidence([1.0], [2.0], bins=1, years=0), "years must be"),
        (lambda: measures.growth_incidence([1.0], [2.0], bins=1, years=-1), "years must be"),
        (lambda: measures.growth_incidence([1.0], [2.0], bins=1, years=np.nan), "years must be"),
        (lambda: measures.growth_incidence([1e-300], [1e9], bins=1, years=0.1), "growth rates"),
        (lambda: measures.palma([1e-300, 1e90]), "the poorest have nothing"),
        (lambda: measures.alkire_foster([], [1.0], 0.5), "households by indicators"),
        (lambda: measures.alkire_foster([[0.5]], [1.0], 0.5), "true or false"),
        (lambda: measures.alkire_foster([[1, 0]], [1.0], 0.5), "as many weights"),
        (lambda: measures.alkire_foster([[1, 0]], [1, -1], 0.5), "negative"),
        (lambda: measures.alkire_foster([[1, 0]], [1, 1], 0), "cut-off"),
        (lambda: measures.alkire_foster([[1, 0]], [1, 1], 1.1), "cut-off"),
        (lambda: measures.inclusion_error([True], [False]), "there are none"),
        (lambda: measures.exclusion_error([False], [True]), "there are none"),
        (lambda: measures.exclusion_error([True], [True, False]), "both sides"),
        (lambda: measures.inclusion_error([0.5], [True]), "true or false"),
        (lambda: measures.leakage([0.0], [True]), "there are none"),
        (lambda: measures.leakage([-1.0], [True]), "negative"),
        (lambda: measures.transitions([True], [True, False]), "two equal columns"),
        (lambda: measures.transitions(["a"], ["b"], states=["a"]), "must be among"),
        (lambda: measures.exit_rate([False], [True]), "there are none"),
        (lambda: measures.return_rate([[True], [False]]), "do not fit"),
        (lambda: measures.chronic_transient([1.0, 2.0], 3.0), "years by observations"),
        (lambda: measures.chronic_transient([[1.0, np.nan]], 3.0), "NaN"),
        (lambda: measures.chronic_transient(np.zeros((0, 3)), 3.0), "non-empty"),
    ],
)
def test_what_makes_no_sense_is_refused(call, phrase):
    with pytest.raises(ValueError, match=phrase):
        call()


def test_the_extreme_still_has_a_value():
    assert measures.gini([0.0, 0.0]) == 0.0
    assert measures.gini([5.0]) == 0.0
    assert measures.atkinson([0.0, 4.0], epsilon=0.5) == pytest.approx(0.5)
    assert measures.sen([0.0, 0.0], 1.0) == measures.sst([0.0, 0.0], 1.0) == 1.0
    for measure in POVERTY:
        assert measure([5.0, 6.0], 4.0) == 0.0
    # An observation that stands for nobody may be anything finite.
    assert measures.theil_t([-3.0, 4.0, 4.0], [0, 1, 2]) == pytest.approx(0)


@pytest.mark.parametrize("measure", TWO_COLUMNS[:10])
def test_measures_return_plain_floats_and_leave_their_input_alone(measure):
    values, weights = np.array([3.0, 1.0, 2.0, -0.0 + 5]), np.array([1.0, 2.0, 0.0, 1.0])
    kept = values.copy(), weights.copy()
    assert type(measure(values, weights)) is float
    assert (values == kept[0]).all() and (weights == kept[1]).all()
    assert type(measure([3, 1, 2, 5], [1, 2, 0, 1])) is float
