"""How fast the model is, on this machine, beside plain Mesa agents: `make bench`.

Figures, not tests: nothing fails when a limit does, the table says so. Every size runs in a process
of its own; `make bench SIZES="10000 4000000"` measures others than the usual. Processor seconds are
those of all threads; a household-year is one household living one year, those of the burn-in included
where the line says so.
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

import numpy as np
import profile_year
from bench_plain import PLAIN_YEARS, measure_plain, show_plain
from bench_sweeps import measure_memory, measure_openings, measure_overhead
from profile_year import Clock

SIZES = (1_000, 10_000, 100_000, 1_000_000)
MILLION = 1_000_000
NORMALS, NORMALS_OF_THE_LIMIT = 1_000_000, 0.0104
# Limits hold for one core on which the normals take so long: microseconds a household-year.
YEAR_AT, YEAR = 100_000, {"none": 0.45, "pairing": 0.72}
WITH_RECORD = {100_000: 0.80, MILLION: 0.80}
WHOLE, MEMORY_LIMIT = 0.85, 1.4  # a run of a million, its burn-in included; GiB
A_YEAR = {1_000: 5.0, 10_000: 12.0}  # milliseconds a year of pairing
OPENING_AT, OPENING = 1_000, 34.0  # microseconds a household
LINEAR = (0.97, 1.03)
START_LIMIT, QUICK_LIMIT = 0.5, 10.0
SWEPT, SWEPT_LIMIT = 1_000, 1.10
OPENINGS_TURNS, OPENINGS_LIMIT = 2, 0.20
MANY_RUNS, FLAT = (1_000, 20_000), 50  # MB


def scenario(households, **changed):
    """The profiled scenario with pairing alone beside the baseline."""
    arms = {"none": {}, "pairing": {"village_household_pairing": {}}}
    return profile_year.scenario(households, arms=arms, **changed)


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
    """Opening, years and record of one size: processor seconds, years, peak memory."""
    import scipy.special  # noqa: F401  (loaded once, not a cost of the model)

    from sim.simulate import BURN_IN_YEARS, Opening, opened

    normals, plan = time_normals(), scenario(households)
    times = 1 if households > YEAR_AT else 3
    openings = []
    for _ in range(times):
        county, seconds = opened(Opening(plan), 1)
        openings.append(seconds)
    # In turns, so that a busy neighbour slows both.
    turns = [{arm: time_arm(county, plan, arm) for arm in YEAR} for _ in range(times)]
    return {
        "normals": min(normals, time_normals()), "opening": min(openings),
        "arms": {arm: min((turn[arm] for turn in turns), key=lambda each: each["whole"])
                 for arm in YEAR},
        "years": plan.years, "burn_in": BURN_IN_YEARS,
    }


def measure_run(households):
    """A whole run of pairing alone: processor seconds and peak memory."""
    import scipy.special  # noqa: F401

    from sim.simulate import simulate

    run = simulate(scenario(households), "pairing", 1, last=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"run": run.seconds, "gibibytes": peak / 2**30 * (1 if sys.platform == "darwin" else 1024)}


def time_arm(county, plan, arm):
    """Processor seconds of an arm: its first year, its years, their record, and all it takes."""
    from sim.observation.observer import Observer
    from sim.simulate import enter_arm, live_through

    clock, started = Clock(), time.process_time()
    society = enter_arm(county, arm, plan)
    observer, years = Observer(society), live_through(society)
    observer.record()
    clock.timed(next, "first")(years)
    clock.timed(observer.record)()
    while clock.timed(next, "others")(years, None) is not None:
        clock.timed(observer.record)()
    seconds = clock.seconds
    return {"first": seconds["first"], "year": seconds["first"] + seconds["others"],
            "record": seconds["record"], "whole": time.process_time() - started}


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


def per_household_year(figures, households, what, arm="pairing"):
    """Microseconds of a part of an arm: `first`, `year` or `record`."""
    years = 1 if what == "first" else figures["years"]
    return figures["arms"][arm][what] / (households * years) * 1e6


def whole_run(figures, households):
    """Microseconds a household-year of a whole run of pairing, opening and burn-in included."""
    return figures["run"] / (households * (figures["burn_in"] + figures["years"])) * 1e6


def show_sizes(measured):
    """Table of the sizes: one line each, microseconds a household and year."""
    print("Microseconds a household (opening) or household-year: the year lived, and the record of it;\n"
          "a whole run is the opening with its burn-in, and pairing's years with their record\n")
    columns = ("households", "opening", "baseline", "record", "pairing", "first year", "record",
               "over base", "whole run", "peak GiB", "normals")
    print(" ".join(f"{name:>10}" for name in columns))
    for size, found in measured.items():
        baseline = [per_household_year(found, size, what, "none") for what in ("year", "record")]
        pairing = [per_household_year(found, size, what) for what in ("year", "first", "record")]
        row = [found["opening"] / size * 1e6, *baseline, *pairing, pairing[0] / baseline[0],
               whole_run(found, size), found["gibibytes"]]
        cells = [f"{size:,}", *(f"{value:.3f}" for value in row), f"{found['normals'] * 1e3:.1f} ms"]
        print(" ".join(f"{cell:>10}" for cell in cells))
    print()


def say(what, value, limit, holds):
    """One limit beside its figure."""
    print(f"{'holds' if holds else 'FAILS':<6} {what:<58} {value:>14}   {limit}")


def say_scaled(what, value, limit, figures, unit="us"):
    """A limit of time, on a core as fast as this one."""
    allowed = limit * figures["normals"] / NORMALS_OF_THE_LIMIT
    say(what, f"{value:.3f} {unit}",
        f"at most {allowed:.3f} {unit} here ({limit:g} where normals take "
        f"{NORMALS_OF_THE_LIMIT * 1e3:.1f} ms)", value <= allowed)


def show_limits(measured):
    """Each limit of the sizes that were measured beside its figure."""
    for size, figures in measured.items():
        show_size(size, figures)
    show_growth(measured)


def show_size(size, figures):
    """The limits of one size."""
    year, record = (per_household_year(figures, size, what) for what in ("year", "record"))
    if size == OPENING_AT:
        say_scaled(f"{size:,} households, opening, a household", figures["opening"] / size * 1e6,
                   OPENING, figures)
    if size in A_YEAR:
        say_scaled(f"{size:,} households, a year of pairing", year * size / 1e3, A_YEAR[size],
                   figures, "ms")
    for arm, limit in YEAR.items() if size == YEAR_AT else ():
        say_scaled(f"{size:,} households, a year, {arm}",
                   per_household_year(figures, size, "year", arm), limit, figures)
    if size in WITH_RECORD:
        say_scaled(f"{size:,} households, year and record, pairing", year + record,
                   WITH_RECORD[size], figures)
    if size == MILLION:
        say_scaled(f"{size:,} households, opening, years and record", whole_run(figures, size),
                   WHOLE, figures)
        peak = figures["gibibytes"]
        say(f"{size:,} households, peak memory", f"{peak:.2f} GiB", f"at most {MEMORY_LIMIT} GiB",
            peak <= MEMORY_LIMIT)


def show_growth(measured):
    """Exponent of pairing's seconds in the number of households, from 10^4 to the largest."""
    few, many = 10_000, max(measured)
    if few not in measured or many == few:
        return
    for part, what in (("years", "year"), ("first year", "first")):
        seconds = [measured[size]["arms"]["pairing"][what] for size in (few, many)]
        slope = log(seconds[1] / seconds[0]) / log(many / few)
        say(f"growth of pairing's {part}, {few:,} to {many:,}", f"N^{slope:.3f}",
            f"linear: N^{LINEAR[0]} to N^{LINEAR[1]}", LINEAR[0] <= slope <= LINEAR[1])


def show_starts(starts):
    """How soon commands answer."""
    for name, (wall, processor) in starts.items():
        limit = QUICK_LIMIT if name.startswith("run") else START_LIMIT
        say(name, f"{wall:.2f} s",
            f"at most {limit} s by the clock ({processor:.2f} s of processor time)", wall <= limit)


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


def main(sizes=SIZES):
    """Measure everything and print it."""
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, {platform.machine()}; "
          f"a million Philox normals: {time_normals() * 1e3:.1f} ms\n")
    measured = {size: in_own_process("model", size) | in_own_process("run", size) for size in sizes}
    show_sizes(measured)
    show_limits(measured)
    show_plain({size: in_own_process("plain", size) for size in PLAIN_YEARS if size in sizes}, say)
    show_starts({"antipoverty --help": time_command("--help"),
                 "antipoverty validate seven_strategies": time_command("validate", "seven_strategies"),
                 "run quick_look": time_quick_look()})
    show_sweeps(in_own_process("overhead", SWEPT), in_own_process("openings", OPENINGS_TURNS),
                {runs: in_own_process("memory", runs) for runs in MANY_RUNS})


MEASURES = {"model": measure_model, "run": measure_run, "plain": measure_plain,
            "overhead": measure_overhead, "openings": measure_openings, "memory": measure_memory}

if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in MEASURES:
        print(json.dumps(MEASURES[sys.argv[1]](int(sys.argv[2]))))
    else:
        main(tuple(map(int, sys.argv[1:])) or SIZES)
