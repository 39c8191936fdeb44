"""What the page shows of the first run is what was run: seen on the way, and nothing lived anew."""

import numpy as np
import pytest

pytest.importorskip("shiny")

from small_county import plan

from sim.biography import trace_twice
from sim.explore import households, villages
from sim.explore.levers import OF_COUNTY, begin
from sim.explore.panel import panel, step
from sim.explore.seen import Seen, Watcher
from sim.explore.terms import meanings, term
from sim.explore.work import Lives
from sim.scenario import load
from sim.showing import style
from sim.simulate import simulate

SCENARIO = plan({"pairing": {"village_household_pairing": {}}})
ARMS = ("none", "pairing")


@pytest.fixture(scope="module")
def lived():
    steps = []
    lives = Lives(steps.append, SCENARIO)
    return {arm: lives(SCENARIO, arm, 1) for arm in ARMS}, lives.watcher, steps


@pytest.fixture(scope="module")
def seen(lived):
    watcher = lived[1]
    return Seen(SCENARIO, (), {}, watcher.place, watcher.traces, watcher.pairs, "")


def test_who_watches_changes_nothing(lived):
    assert lived[0]["pairing"].outcomes == simulate(SCENARIO, "pairing", 1).outcomes


def test_what_was_seen_on_the_way_is_what_living_again_would_show(lived):
    for ours, again in zip(lived[1].traces.values(), trace_twice(SCENARIO, ARMS, 1), strict=True):
        for name in ("line", "income", "listed", "villages", "lists_kept", "persons"):
            assert np.array_equal(getattr(ours, name), getattr(again, name)), name


def test_progress_names_arm_run_and_year(lived):
    steps = lived[2]
    shares = [one.share for one in steps]
    assert shares == sorted(shares) and shares[-1] == 2 / (2 * SCENARIO.replications)
    which = f"pairing, run 1 of {SCENARIO.replications}, year {SCENARIO.end}: "
    assert steps[-1].doing.startswith(which)
    (poor,) = (row[5 - 1] for row in lived[0]["pairing"].outcomes
               if row[:4] == (SCENARIO.end, "fgt0", "national", "all"))  # fmt: skip
    assert steps[-1].doing.endswith(f": {poor:.1%} of persons poor")


def test_villages_are_as_poor_as_their_people(lived, seen):
    by_village = villages.headcounts(seen.traces["pairing"])
    trace = seen.traces["pairing"]
    for year, shares in enumerate(by_village):
        people = np.bincount(trace.villages, trace.persons[year])
        whole = (shares * people).sum() / people.sum()
        told = [row[5 - 1] for row in lived[0]["pairing"].outcomes
                if row[:4] == (trace.years[year], "fgt0", "national", "all")]  # fmt: skip
        assert told == [pytest.approx(whole)]


def test_the_map_has_every_village_and_its_pairs(seen):
    drawn = str(villages.picture(seen, "pairing", SCENARIO.end, 2))
    assert drawn.count('data-set="village_chosen"') == SCENARIO.villages
    assert drawn.count("village chosen") == 1
    pairs = seen.pairs["pairing"]
    assert drawn.count('class="to-partner"') == (pairs.partner >= 0).sum() > 0
    assert drawn.count('class="to-village"') == (pairs.sender >= 0).sum() > 0
    assert "to-" not in str(villages.picture(seen, "none", SCENARIO.end, None))


def test_a_village_lies_as_far_out_as_it_is_remote(seen):
    spots = villages.spots_of(seen.place)
    assert np.hypot(*spots.T) == pytest.approx(villages.REACH * seen.place.remoteness)


def test_words_on_shades_can_be_read():
    for fill in villages.SHADES:
        assert style.contrast(villages.on(fill), fill) >= style.CONTRAST
    assert [villages.shade(share) for share in (0, 0.0999, 0.1, 0.45, 1)] == [
        villages.SHADES[k] for k in (0, 0, 1, 4, 4)]  # fmt: skip


def test_households_of_a_village_and_those_worth_following_can_be_chosen(seen):
    dots = str(households.village(seen, 1, ARMS, SCENARIO.end))
    assert dots.count('data-set="household"') == 200 and dots.count('tabindex="0"') == 1
    assert 'data-set="household"' in str(households.following(seen, ARMS))
    table = str(households.incomes(seen, 64, ARMS))
    assert table.count("<tr>") == SCENARIO.years + 2


def test_two_worlds_are_the_baseline_and_another():
    assert households.two_worlds(SCENARIO, "pairing") == ARMS
    assert households.two_worlds(SCENARIO, "none") == ARMS == households.two_worlds(SCENARIO, "nobody")


def test_every_lever_has_a_field_with_its_ends():
    levers = begin(load("quick_look"))
    drawn = str(panel(levers))
    count = sum(len(kind.parameters) for kind in strategies_of(levers)) + len(OF_COUNTY)
    assert drawn.count("data-lever=") == count
    assert drawn.count("data-arm=") == len(levers.offered)
    assert 'data-lever="households" value="1000"' in drawn and 'max="5000"' in drawn


def strategies_of(levers):
    from sim.scenario import declared

    return [declared.strategies()[name] for uses in levers.offered.values() for name in uses]


def test_sliders_have_round_steps():
    assert step(0, 1, False) == pytest.approx(0.01)
    assert step(0, 30, True) == 1 and step(0, 50_000, True) == 100


def test_terms_of_the_page_are_in_the_glossary():
    assert meanings()["headcount"] in str(term("headcount"))
    with pytest.raises(KeyError):
        term("nothing of the kind")


def test_a_watcher_that_saw_nothing_has_no_place():
    assert Watcher().place is None
