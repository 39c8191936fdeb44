"""Other people's programs on real households: the Vietnam survey and the published eusilc."""

import microdf
import numpy as np
import pandas as pd
import pytest
from ineqpy import inequality as ineqpy
from povertyInequalityMeasures import inequality as handbook_inequality
from povertyInequalityMeasures import poverty as handbook

from sim import measures

LINE = 2000.0
#: The handbook package rounds its results to five digits.
ROUNDED = 0.5000001e-5


@pytest.fixture(scope="module")
def frame(vietnam):
    return pd.DataFrame({"income": vietnam[0], "persons": vietnam[1]})


@pytest.fixture(scope="module")
def series(vietnam):
    return microdf.MicroSeries(vietnam[0], weights=vietnam[1])


def test_the_survey_is_the_one_we_think(vietnam):
    assert vietnam[0].size == 5999
    assert 0.1 < measures.fgt(vietnam[0], LINE, vietnam[1]) < 0.6


def test_fgt_and_watts_of_the_handbook_package(vietnam, frame):
    incomes, persons = vietnam
    columns = ("income", "persons")
    poor = measures.fgt(incomes, LINE, persons)
    assert handbook.get_headcount_index(LINE, frame, *columns) == pytest.approx(poor, rel=1e-12)
    gap = measures.fgt(incomes, LINE, persons, 1)
    assert handbook.get_poverty_gap_index(LINE, frame, *columns) == pytest.approx(gap, abs=ROUNDED)
    severity = measures.fgt(incomes, LINE, persons, 2)
    theirs = handbook.get_poverty_severity_index(LINE, frame, *columns)
    assert theirs == pytest.approx(severity, abs=ROUNDED)
    watts = measures.watts(incomes, LINE, persons)
    assert handbook.get_watts_index(LINE, frame, *columns) == pytest.approx(watts, abs=ROUNDED)


def test_gini_of_two_packages(vietnam, frame, series):
    ours = measures.gini(*vietnam)
    assert series.gini() == pytest.approx(ours, rel=1e-10)
    theirs = handbook_inequality.get_gini(frame, "income", "persons")
    # It leaves out the first triangle under the Lorenz curve, of one household in six thousand.
    assert theirs == pytest.approx(ours, abs=ROUNDED + 1e-5)


def test_theil_and_atkinson_of_ineqpy(vietnam):
    incomes, persons = vietnam
    assert ineqpy.theil(incomes, persons) == pytest.approx(measures.theil_t(*vietnam), rel=1e-9)
    for epsilon in (0.3, 0.5, 2):
        theirs = ineqpy.atkinson(incomes, persons, e=epsilon)
        assert theirs == pytest.approx(measures.atkinson(incomes, persons, epsilon), rel=1e-9)
    # Its case of epsilon 1 subtracts ln(mean) once a household; its two neighbours do not.
    near_one = np.mean([ineqpy.atkinson(incomes, persons, e=1 + step) for step in (-1e-4, 1e-4)])
    assert near_one == pytest.approx(measures.atkinson(incomes, persons), rel=1e-7)
    assert -np.log(1 - near_one) == pytest.approx(measures.theil_l(*vietnam), rel=1e-7)


def test_shares_and_quantiles_of_microdf(vietnam, series):
    palma = series.top_x_pct_share(0.1) / series.bottom_x_pct_share(0.4)
    assert palma == pytest.approx(measures.palma(*vietnam), rel=1e-9)
    for q in (0.0137, 0.2, 0.5, 0.731, 0.9):
        assert series.quantile(q) == measures.quantile(vietnam[0], q, vietnam[1])
    people = measures.Distribution(*vietnam)
    tenths = [series.top_x_pct_share(1 - k / 10) for k in range(11)]
    assert -np.diff(tenths) * 10 * people.mean == pytest.approx(people.bin_means(10), rel=1e-9)


def test_quintile_ratio_beside_the_shares_of_microdf(vietnam, series):
    # Whole households here, split ones there: near, not equal.
    ratio = series.top_x_pct_share(0.2) / series.bottom_x_pct_share(0.2)
    assert measures.s80s20(*vietnam) == pytest.approx(ratio, rel=2e-3)


def test_sen_and_shorrocks_put_together_from_other_peoples_parts(vietnam, frame):
    incomes, persons = vietnam
    headcount = handbook.get_headcount_index(LINE, frame, "income", "persons")
    gap = pd.Series(np.maximum(LINE - incomes, 0) / LINE)
    depth = microdf.MicroSeries(gap, weights=persons).mean() / headcount
    poor = incomes < LINE
    among_poor = microdf.MicroSeries(incomes[poor], weights=persons[poor]).gini()
    sen = headcount * (depth + (1 - depth) * among_poor)
    assert measures.sen(incomes, LINE, persons) == pytest.approx(sen, rel=1e-9)
    of_gaps = microdf.MicroSeries(gap, weights=persons).gini()
    sst = headcount * depth * (1 + of_gaps)
    assert measures.sst(incomes, LINE, persons) == pytest.approx(sst, rel=1e-9)


class TestPublishedEusilc:
    """Alfons and Templ (2013), Journal of Statistical Software 54(15), and R's laeken 0.5.2."""

    def test_gini(self, eusilc):
        assert 100 * measures.gini(*eusilc) == pytest.approx(26.48962, abs=5e-6)

    def test_at_risk_of_poverty(self, eusilc):
        incomes, weights = eusilc
        line = 0.6 * measures.quantile(incomes, 0.5, weights)
        assert line == pytest.approx(10859.24, abs=5e-3)
        assert 100 * measures.fgt(incomes, line, weights) == pytest.approx(14.44422, abs=5e-6)

    def test_quintile_share_ratio(self, eusilc):
        assert measures.s80s20(*eusilc) == pytest.approx(3.970004, abs=5e-7)

    def test_relative_median_gap(self, eusilc):
        incomes, weights = eusilc
        line = 0.6 * measures.quantile(incomes, 0.5, weights)
        poor = incomes < line
        middle = measures.quantile(incomes[poor], 0.5, weights[poor])
        assert 100 * (line - middle) / line == pytest.approx(18.9286, abs=5e-5)
