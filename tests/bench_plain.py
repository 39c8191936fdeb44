"""The model beside plain Mesa agents that do the same work: what `make bench` measures of it.

The agents live every process by household, the markets of their villages, jobs and pairing's local
bodies, draw luck where they need it, and take the measures of the year, all in Python. What the
reference leaves to the columns is not in the ratio: it is named, with its share of the model's own time.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from statistics import median

from profile_year import Clock

PLAIN_YEARS = {10_000: 2, 100_000: 1}
"""Years that agents live at each size."""
ARMS = ("none", "pairing")
TURNS = 3
RATIO, RATIO_AT = 40, 100_000
SHOWN = 5


def measure_plain(households):
    """Of each arm: seconds of plain agents and of the model for the same work, and for the rest."""
    sys.path.insert(0, str(Path(__file__).parent / "reference"))
    import scipy.special  # noqa: F401  (loaded once, not a cost of the model)
    from bench import scenario
    from plain_measures import TAKEN

    from sim.simulate import open_society

    plans = {"usual": scenario(households), "same": scenario(households, record={"measures": TAKEN})}
    opened, years = open_society(plans["usual"], 1), PLAIN_YEARS[households]
    return {arm: _beside(opened, plans, arm, years) for arm in ARMS}


def _beside(opened, plans, arm, years):
    """Plain agents live once: the model's time is the middle of its turns, not the best."""
    times = _time_plain(opened, arm, years)
    turns = [{name: _time_model(opened, plan, arm, years) for name, plan in plans.items()}
             for _ in range(TURNS)]
    usual = [turn["usual"] for turn in turns]
    left = {name: median(each["left"][name] for each in usual) for name in usual[0]["left"]}
    whole = median(each["year"] for each in usual)
    return times | {
        "years": years, "left": left, "whole": whole, "year": whole - sum(left.values()),
        "whole_record": median(each["record"] for each in usual),
        "record": median(turn["same"]["record"] for turn in turns),
    }


def _time_plain(opened, arm, years):
    """Seconds that plain agents take for their processes and for their measures."""
    from plain_county import PlainCounty
    from plain_measures import PlainMeasures

    from sim.simulate import enter_arm

    gc.collect()
    county, clock = PlainCounty(enter_arm(opened, arm)), Clock()
    gc.disable()  # agents leave no cycles behind: when Python looks for some is no cost of theirs
    measures, society = PlainMeasures(county.households), county.society
    quarter = society.villages.remoteness_quartile.tolist()
    measures.record(society.world, quarter)
    for _ in range(years):
        society.year += 1
        county.live_a_year()
        clock.timed(measures.record)(society.world, quarter)
    gc.enable()
    return {"plain": county.seconds, "plain_record": clock.seconds["record"]}


def _time_model(opened, plan, arm, years):
    """Seconds of the model's years, of their record, and of each process that no agent lives."""
    from plain_county import lived

    from sim.cycle import live_next_year
    from sim.observation.observer import Observer
    from sim.simulate import enter_arm

    society, clock = enter_arm(opened, arm, plan), Clock()
    observer, cycle = Observer(society), clock.cycle()
    observer.record()
    for _ in range(years):
        clock.timed(live_next_year, "year")(society, cycle)
        clock.timed(observer.record)()
    left = {process.__name__: clock.seconds[process.__name__]
            for process in cycle if not lived(process)}
    return {"year": clock.seconds["year"], "record": clock.seconds["record"], "left": left}


def show_plain(measured, say):
    """How many times as long plain agents take, and what the comparison leaves out."""
    for size, arms in measured.items():
        for arm, times in arms.items():
            show_one(size, arm, times)
    for arm, times in measured.get(RATIO_AT, {}).items():
        ratio = ratios(times)[0]
        say(f"{RATIO_AT:,} households, {arm}, plain Mesa / model", f"{ratio:.0f} times",
            f"at least {RATIO} for the same work, record included", ratio >= RATIO)


def ratios(t):
    """Plain agents over the model: of the same work, and with what both leave to the columns."""
    plain, same = t["plain"] + t["plain_record"], t["year"] + t["record"]
    whole = t["whole"] + t["whole_record"]
    return plain / same, (plain + whole - same) / whole


def show_one(size, arm, t):
    """The times of one size and arm, and the share of what no agent lives."""
    lived, whole = size * t["years"] / 1e6, t["whole"] + t["whole_record"]
    same, all_of_it = ratios(t)
    print(f"{size:,} households, {arm}: plain agents {t['plain'] / lived:.1f} us/h-y and "
          f"{t['plain_record'] / lived:.1f} of record; the model {t['year'] / lived:.3f} and "
          f"{t['record'] / lived:.3f} for the same: {same:.0f} times")
    dearest = sorted(t["left"].items(), key=lambda one: -one[1])
    shown = [f"{name} {seconds / whole:.1%}" for name, seconds in dearest[:SHOWN]]
    others = sum(seconds for _, seconds in dearest[SHOWN:])
    print(f"       that is {(t['year'] + t['record']) / whole:.0%} of the model's year and record; not "
          f"lived by agents are\n       {', '.join(shown)}, {len(dearest) - SHOWN} others "
          f"{others / whole:.1%}, measures of lists and costs "
          f"{(t['whole_record'] - t['record']) / whole:.1%}\n       "
          f"with these as columns on both sides: {all_of_it:.0f} times")
