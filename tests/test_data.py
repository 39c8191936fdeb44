"""The published tables are whole, sourced, and used within their limits."""

import pytest

from sim import data

TABLES = ("china_rural_consumption_2011", "gansu_rural_series", "evidence")


def test_consumption_is_a_hundred_rising_groups_around_its_mean():
    relative = data.column("china_rural_consumption_2011", "relative")
    assert len(relative) == 100
    assert relative == sorted(relative)
    assert sum(relative) / 100 == pytest.approx(1, abs=1e-5)


def test_consumption_has_the_published_gini():
    """About .385 in 2011; a hundred bins lose a little of it."""
    relative = data.column("china_rural_consumption_2011", "relative")
    gini = sum((2 * rank - 101) * value for rank, value in enumerate(relative, 1)) / 100**2
    assert 0.375 < gini < 0.39


def test_the_two_headcounts_of_gansu_stay_apart():
    survey = data.series("gansu_rural_series", "headcount_survey")
    registration = data.series("gansu_rural_series", "headcount_registration")
    assert survey[2011] == 0.346
    assert registration[2012] == 0.332 != survey[2012]


def test_nothing_of_gansu_after_2015_is_there_to_be_fitted():
    assert max(int(row["year"]) for row in data.rows("gansu_rural_series")) == 2015


@pytest.mark.parametrize("table", TABLES)
def test_every_table_says_where_it_comes_from(table):
    assert len(data.source(table)) > 100


@pytest.mark.parametrize("table", TABLES[1:])
def test_every_value_says_how_it_is_known(table):
    for row in data.rows(table):
        assert row["source"] and row["provenance"] in ("seen", "recalled"), row


def test_an_unknown_figure_is_an_error():
    with pytest.raises(KeyError):
        data.evidence("no_such_figure")
