"""Who is paired with whom: stable pairs, as asking in turn would find them, in linear memory."""

import tracemalloc
from types import SimpleNamespace

import numpy as np
import pytest
from small_county import bare

from sim.strategies.pairing.matching import RULES, Sides, pair_up, sides
from sim.strategies.pairing.paired_provinces import PairedProvinces, way
from sim.strategies.pairing.paired_villages import PairedVillages

MEBIBYTE = 2**20


def by_asking(cost, most):
    """Rows ask partners from the cheapest on; a partner keeps the cheapest (Gale and Shapley)."""
    held, asked = {}, [0] * len(cost)
    wishes, free = np.argsort(cost, axis=1, kind="stable"), list(range(len(cost)))
    while free:
        row = free.pop()
        partner = wishes[row, asked[row]]
        asked[row] += 1
        kept = sorted([*held.get(partner, []), row], key=lambda i: cost[i, partner])
        held[partner] = kept[:most]
        free += kept[most:]
    return [next(k for k, rows in held.items() if row in rows) for row in range(len(cost))]


def two_sides(rule, rows, partners, seed):
    """Random places under a rule, and the whole matrix of costs."""
    luck = np.random.default_rng(seed)
    x, y, far = luck.random(rows), luck.random(partners), luck.random(partners)
    land, other = np.exp(0.2 * luck.normal(size=rows)), np.exp(0.2 * luck.normal(size=partners))
    lot = luck.random(rows)
    near = Sides(x, y, lambda i, j: way(x[i], y[j], far[j]))
    difference = np.abs(land[:, None] - other)
    cost = {
        "near": way(x[:, None], y, far),
        "similar": difference,
        "complementary": -difference,
        "random": (lot[:, None] + 0.618 * np.arange(partners)) % 1.0,
    }
    return sides(rule, near, (land, other), lot), cost[rule]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(("rows", "partners"), [(1, 1), (7, 7), (60, 5), (61, 5), (80, 80)])
def test_pairs_are_those_that_asking_in_turn_finds(rule, rows, partners):
    for seed in range(5):
        most = -(-rows // partners)
        asked, cost = two_sides(rule, rows, partners, seed)
        partner = pair_up(asked, most)
        assert partner.tolist() == by_asking(cost, most)
        assert np.bincount(partner).max() <= most


@pytest.mark.parametrize("rule", RULES)
def test_no_pair_would_part(rule):
    asked, cost = two_sides(rule, 60, 5, 3)
    partner = pair_up(asked, 12)
    own = cost[np.arange(60), partner]
    dearest = np.array([own[partner == k].max() for k in range(5)])
    assert not ((cost < own[:, None]) & (cost < dearest)).any()


def test_what_matching_rules_do_to_the_land_of_a_pair():
    """Alike where it is asked for, as unlike as it can be where that is, between the two by lot."""
    luck = np.random.default_rng(1)
    land, other = np.exp(0.2 * luck.normal(size=200)), np.exp(0.2 * luck.normal(size=200))
    near = Sides(luck.random(200), luck.random(200), lambda i, j: 0.0)
    apart = {}
    for rule in ("similar", "random", "complementary"):
        partner = pair_up(sides(rule, near, (land, other), luck.random(200)), 1)
        apart[rule] = np.abs(land - other[partner]).mean()
    assert 4 * apart["similar"] < apart["random"] < 0.8 * apart["complementary"]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("model", [PairedVillages.pair, PairedProvinces.pairs])
def test_the_first_year_needs_memory_in_line_with_the_villages(model, rule):
    """A matrix of 4,000 villages by as many partners would take 122 MiB, of half by half 31."""
    county = bare(8_000, 4_000, villages_per_partner=1)
    county.households.permanent_income *= 1 + county.uniform("rich", county.households)
    plan = SimpleNamespace(county=county, strategy=SimpleNamespace(matching=rule))
    tracemalloc.start()
    try:
        model(None, plan)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 8 * MEBIBYTE
