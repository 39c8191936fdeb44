"""How fast the model is, on this machine, beside plain Mesa agents: `make bench`.

Figures, not tests: nothing fails when a limit does, the table says so. Every size runs in a process
of its own. Processor seconds are those of all threads; a household-year is one household living
one year, burn-in years included where the line says so.
"""

from __future__ import annotations

import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from math import log
from pathlib import Path

import numpy as np
from bench_sweeps import measure_memory, measure_openings, measure_overhead

SIZES = (1_000, 10_000, 100_000, 1_000_000)
PLAIN_SIZE, PLAIN_YEARS = 10_000, 2
NORMALS, NORMALS_OF_THE_LIMIT = 1_000_000, 0.014
LIMIT, MEMORY_LIMIT, START_LIMIT, QUICK_LIMIT, RATIO = 1.5, 3.0, 0.5, 10.0, 50
PAIRING_OVER_BASELINE = 1.6
MOST_SLOPE = 1.1
SWEPT, SWEPT_LIMIT = 1_000, 1.10
OPENINGS_TURNS, OPENINGS_LIMIT = 2, 0.20
MANY_RUNS, FLAT = (1_000, 20_000), 50  # MB


def scenario(households):
    """The main scenario at another size, its pairing arm beside the baseline, while programmes act."""
    from sim.scenario import load

    arms = {"none": {}, "pairing": {"village_household_pairing": {}}}
    return load("seven_strategies", households=households, villages=households // 200, after=0,
                arms=arms)


def time_normals(times=15):
    """Best time of a million normals from Philox, seconds."""
    generator = np.random.Generator(np.random.Philox(1))
    return best(lambda: generator.standard_normal(NORMALS), times, time.process_time)


def best(work, times, clock=time.perf_counter):
    """Shortest of several times of some work, seconds."""
    spent = []
    for _ in range(times):
        started = clock()
        work()
        spent.append(clock() - started)
    return min(spent)


def measure_model(households):
    """Opening and arm of one size: processor seconds, years, peak memory."""
    import scipy.special  # noqa: F401  (loaded once, not a cost of the model)

    from sim.simulate import BURN_IN_YEARS, simulate

    normals = time_normals()
    plan = scenario(households)
    whole = simulate(plan, "pairing", 1).seconds
    times = 1 if households > 100_000 else 3
    # In turns, so that a busy neighbour slows both.
    turns = [[best(lambda a=arm: simulate(plan, a, 1), 1, time.process_time)
              for arm in ("none", "pairing")] for _ in range(times)]
    baseline, arm = (min(column) for column in zip(*turns, strict=True))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "normals": min(normals, time_normals()), "whole": whole, "arm": arm, "baseline": baseline,
        "years": plan.years, "burn_in": BURN_IN_YEARS,
        "gibibytes": peak / 2**30 * (1 if sys.platform == "darwin" else 1024),
    }


def measure_plain(households):
    """The reference's household loop alone: luck, markets and measures are not in its time."""
    sys.path.insert(0, str(Path(__file__).parent / "reference"))
    from plain_county import PlainCounty

    from sim.simulate import enter_arm, open_society

    county = PlainCounty(enter_arm(open_society(scenario(households), 1), "pairing"))
    for _ in range(PLAIN_YEARS):
        county.society.year += 1
        county.live_a_year()
    return {"seconds": county.seconds, "years": PLAIN_YEARS}


def in_own_process(task, households):
    """What a measurement prints when run alone."""
    command = [sys.executable, __file__, task, str(households)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def time_command(*words, times=5):
    """Best wall time of a command of ours, and the processor time of the same call, seconds."""
    command = [sys.executable, "-m", "sim", *words]
    return min(_time_once(command) for _ in range(times))


def _time_once(command):
    before, started = _processor_time_of_children(), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started, _processor_time_of_children() - before


def _processor_time_of_children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def time_quick_look():
    """Times of `run quick_look` into an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        return time_command("run", "quick_look", "--out", f"{folder}/quick", times=1)


def per_household_year(figures, households):
    """Microseconds: burn-in and opening included, and of the recorded years alone."""
    lived = households * (figures["burn_in"] + figures["years"])
    return figures["whole"] / lived * 1e6, figures["arm"] / (households * figures["years"]) * 1e6


def show_sizes(measured):
    """Table of the sizes: one line each."""
    print(f"{'households':>10} {'opening and years':>22} {'recorded years alone':>22} "
          f"{'household-years':>16} {'peak memory':>12} {'normals':>9}")
    for size, figures in measured.items():
        whole, arm = per_household_year(figures, size)
        print(f"{size:>10,} {whole:>15.3f} us/h-y {arm:>15.3f} us/h-y {1e6 / whole:>12,.0f}/s "
              f"{figures['gibibytes']:>8.2f} GiB {figures['normals'] * 1e3:>6.1f} ms")


def say(what, value, limit, holds):
    """One limit beside its figure."""
    print(f"{'holds' if holds else 'FAILS':<6} {what:<58} {value:>14}   {limit}")


def show_limits(measured, plain, starts):
    """Each limit beside what was measured."""
    for size, figures in measured.items():
        if size >= 10_000:
            allowed = LIMIT * figures["normals"] / NORMALS_OF_THE_LIMIT
            for part, value in zip(
                ("opening and years", "recorded years alone"), per_household_year(figures, size),
                strict=True,
            ):
                say(f"{size:,} households, {part}", f"{value:.3f} us",
                    f"at most {allowed:.3f} us here ({LIMIT} where normals take 14 ms)",
                    value <= allowed)
        if size >= 10_000:
            show_pairing(size, figures)
    whole, arm = per_household_year(measured[PLAIN_SIZE], PLAIN_SIZE)
    for part, value in (("opening and years", whole), ("recorded years alone", arm)):
        say(f"plain Mesa / model, {part}", f"{plain / value:.0f} times", f"{RATIO} expected",
            plain / value >= RATIO)
    slope = growth(measured)
    say("growth of seconds with households, 10^4 to 10^6", f"N^{slope:.2f}",
        f"linear: at most N^{MOST_SLOPE}", slope <= MOST_SLOPE)
    peak = measured[SIZES[-1]]["gibibytes"]
    say(f"peak memory at {SIZES[-1]:,}", f"{peak:.2f} GiB", "at most 3 GiB", peak <= MEMORY_LIMIT)
    for name, (wall, processor) in starts.items():
        limit = QUICK_LIMIT if name.startswith("run") else START_LIMIT
        say(name, f"{wall:.2f} s",
            f"at most {limit} s by the clock ({processor:.2f} s of processor time)", wall <= limit)


def show_pairing(size, figures):
    """Pairing with every local model over doing nothing, per household-year."""
    opening = figures["whole"] - figures["arm"]
    for part, over, under in (
        ("opening and years", figures["whole"], opening + figures["baseline"]),
        ("recorded years alone", figures["arm"], figures["baseline"]),
    ):
        say(f"{size:,} households, pairing over baseline, {part}", f"{over / under:.2f} times",
            f"at most {PAIRING_OVER_BASELINE}", over / under <= PAIRING_OVER_BASELINE)


def growth(measured):
    """Exponent of the seconds in the number of households, from 10^4 to the largest."""
    few, many = 10_000, SIZES[-1]
    return log(measured[many]["whole"] / measured[few]["whole"]) / log(many / few)


def show_sweeps(overhead, openings, memory):
    """What a sweep costs beside its runs."""
    say(f"sweep of {overhead['runs']:,} runs of 1,000 households over the ideal",
        f"{overhead['clock']:.2f} times",
        f"at most {SWEPT_LIMIT} by the clock ({overhead['processor']:.2f} by processor time; "
        f"2 workers, {overhead['one'] * 1e3:.0f} ms a run, starts apart)",
        overhead["clock"] <= SWEPT_LIMIT)
    saved = 1 - openings["shared"] / openings["apart"]
    say("processor time saved by openings shared, six budgets", f"{saved:.0%}",
        f"at least {OPENINGS_LIMIT:.0%} ({openings['shared']:.1f} s for {openings['apart']:.1f} s)",
        saved >= OPENINGS_LIMIT)
    few, many = (memory[runs]["megabytes"] for runs in MANY_RUNS)
    say(f"memory of the parent, {MANY_RUNS[1]:,} runs over {MANY_RUNS[0]:,}",
        f"{many - few:+.0f} MB", f"at most {FLAT} MB ({few:.0f} MB, {many:.0f} MB)", many - few <= FLAT)


def main():
    """Measure everything and print it."""
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, {platform.machine()}; "
          f"a million Philox normals: {time_normals() * 1e3:.1f} ms\n")
    measured = {size: in_own_process("model", size) for size in SIZES}
    figures = in_own_process("plain", PLAIN_SIZE)
    plain = figures["seconds"] / (PLAIN_SIZE * figures["years"]) * 1e6
    starts = {"antipoverty --help": time_command("--help"),
              "antipoverty validate seven_strategies": time_command("validate", "seven_strategies"),
              "run quick_look": time_quick_look()}
    print("Pairing arm, default measures recorded every year")
    show_sizes(measured)
    print(f"\nPlain Mesa reference at {PLAIN_SIZE:,}: {plain:.1f} us/h-y, {1e6 / plain:,.0f}/s "
          "(its household loop alone: luck, markets and measures are not in its time)\n")
    show_limits(measured, plain, starts)
    show_sweeps(in_own_process("overhead", SWEPT), in_own_process("openings", OPENINGS_TURNS),
                {runs: in_own_process("memory", runs) for runs in MANY_RUNS})


if __name__ == "__main__":
    if len(sys.argv) == 3:
        measure = {"model": measure_model, "plain": measure_plain, "overhead": measure_overhead,
                   "openings": measure_openings, "memory": measure_memory}[sys.argv[1]]
        print(json.dumps(measure(int(sys.argv[2]))))
    else:
        main()
