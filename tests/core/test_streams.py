"""Luck has an address: nothing that is drawn can shift what anybody else draws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kstest

from sim.ground.streams import TILE, Streams, stable_hash
from sim.simulate import seed_of

SEEDS = st.integers(0, 2**53 - 1)
NAMES = st.text(min_size=1, max_size=20)
YEARS = st.integers(1990, 2100)


@given(SEEDS, NAMES, YEARS, st.integers(0, 2 * TILE), st.integers(1, TILE), st.data())
def test_any_part_equals_the_same_part_of_the_whole(seed, name, year, start, length, data):
    inside = data.draw(st.integers(0, length - 1))
    whole = Streams(seed).uniforms(name, year, start, start + length)
    part = Streams(seed).uniforms(name, year, start + inside, start + length)
    assert part.tobytes() == whole[inside:].tobytes()


@given(SEEDS, NAMES, YEARS, st.lists(st.tuples(NAMES, YEARS, st.integers(1, 9000)), max_size=4))
def test_what_others_draw_before_changes_nothing(seed, name, year, others):
    streams = Streams(seed)
    for other, when, length in others:
        streams.normals(other, when, 0, length)
    assert streams.uniforms(name, year, 3, 40).tobytes() == (
        Streams(seed).uniforms(name, year, 3, 40).tobytes()
    )


def test_what_one_arm_has_drawn_the_next_finds_as_long_as_there_is_room(monkeypatch):
    monkeypatch.setattr("sim.ground.streams.KEPT_AT_MOST", 10 * 8)
    alone, shared = Streams(5), Streams(5).shared()
    for draw in ("uniforms", "normals"):
        first = getattr(shared, draw)("illness", 2012, 0, 5)
        assert getattr(shared.shared(), draw)("illness", 2012, 0, 5) is first
        assert first.tobytes() == getattr(alone, draw)("illness", 2012, 0, 5).tobytes()
        with pytest.raises(ValueError, match="read-only"):
            first[0] = 0.5
    beyond = shared.uniforms("illness", 2013, 0, 5)
    assert shared.uniforms("illness", 2013, 0, 5) is not beyond and not alone.kept
    chosen = np.array([4, 1])
    assert (shared.normals("illness", 2012, 0, 5, chosen)
            == alone.normals("illness", 2012, 0, 5)[chosen]).all()  # fmt: skip


def test_every_part_of_an_address_counts():
    address = {"seed": 5, "name": "illness", "year": 2015, "start": 0}
    draws = [address] + [
        address | change
        for change in ({"seed": 6}, {"name": "illnes"}, {"year": 2016}, {"start": TILE})
    ]
    values = [
        Streams(a["seed"]).uniforms(a["name"], a["year"], a["start"], a["start"] + 500)
        for a in draws
    ]
    for i, left in enumerate(values):
        for right in values[i + 1 :]:
            assert not np.isin(left, right).any()


def test_uniforms_are_uniform_and_unrelated():
    """Error rate 1e-4 for each of ten distances, and for each of the 45 correlations."""
    draws = [
        Streams(seed).uniforms(name, year, 0, 100_000)
        for seed, name, year in [
            (1, "job", 2012), (2, "job", 2012), (1, "job", 2013), (1, "bill", 2012),
            (3, "job", 2012), (1, "yield", 2012), (1, "job", 2014), (2**53 - 1, "job", 2012),
            (0, "job", 2012), (0, "", 0),
        ]
    ]
    assert all(kstest(values, "uniform").pvalue > 1e-4 for values in draws)
    correlation = np.corrcoef(draws)[np.triu_indices(len(draws), 1)]
    assert np.abs(correlation).max() < 3.9 / np.sqrt(100_000)


def test_neighbouring_rows_are_unrelated():
    """Error rate 1e-4 for each of five lags."""
    values = Streams(7).uniforms("lag", 2012, 0, 100_000) - 0.5
    for lag in (1, 2, 3, 4, TILE):
        size = len(values) - lag
        assert abs(np.sum(values[lag:] * values[:-lag])) < 3.9 * np.sqrt(size) / 12


def test_uniforms_are_never_nought_or_one_and_normals_are_finite():
    values = Streams(1).uniforms("edge", 2012, 0, 1_000_000)
    assert values.min() > 0 and values.max() < 1
    assert np.isfinite(Streams(1).normals("edge", 2012, 0, 1_000_000)).all()


def test_a_normal_is_one_uniform_through_the_inverse_distribution():
    """Error rate 1e-4."""
    from scipy.special import ndtr

    uniforms = Streams(1).uniforms("both", 2012, 10, 20_000)
    normals = Streams(1).normals("both", 2012, 10, 20_000)
    assert np.allclose(ndtr(normals), uniforms, rtol=0, atol=1e-12)
    assert kstest(normals, "norm").pvalue > 1e-4


def test_addresses_are_the_same_on_every_machine():
    assert stable_hash("illness") == 0xF69CA342A546BAC8
    assert Streams(2011).uniforms("illness", 2012, 8190, 8194).tolist() == [
        0.7380128612635379, 0.8989883114829169, 0.7527168869395087, 0.8890996097533292
    ]


@given(SEEDS)
def test_replications_have_seeds_of_their_own(seed):
    seeds = [seed_of(seed, replication) for replication in range(1, 200)]
    assert len(set(seeds)) == len(seeds)
    assert all(0 <= value < 2**53 for value in seeds)


def test_a_seed_is_not_the_next_scenarios_next_replication():
    assert seed_of(1, 12) != seed_of(11, 2)
    assert len({seed_of(seed, r) for seed in range(50) for r in range(1, 50)}) == 50 * 49


@pytest.mark.parametrize("length", [0, 1, TILE, TILE + 1])
def test_lengths(length):
    assert len(Streams(1).uniforms("any", 2012, 0, length)) == length
