"""Where a year's time goes, by process and by kind of operation: `make profile`.

`make profile HOUSEHOLDS=10000 ARM=growth` is another size and another arm of `seven_strategies`.
Processor time, the mean of all years in which programmes act. First each process is timed, then the
same years pass under cProfile, which makes calls dear: its shares tell kinds of operations apart, the
table before it says what they cost.
"""

from __future__ import annotations

import cProfile
import pstats
import sys
import time
from collections import Counter, defaultdict
from contextlib import nullcontext
from functools import wraps
from itertools import groupby
from operator import itemgetter
from pathlib import Path

UNSEEN = nullcontext()
OUTSIDE = "between processes"
SORTS = ("argsort", "sort", "partition", "argpartition", "searchsorted")
SHARE_SHOWN = 0.0005
TRIED = 10_000
LINE = "{:<44} {:>9} {:>7} {:>9}".format


class Clock:
    """Processor seconds and calls of pieces of work, by name."""

    def __init__(self):
        self.seconds, self.calls = defaultdict(float), Counter()

    def timed(self, work, name=None):
        """The same work, its time noted under a name."""
        name = name or work.__name__

        @wraps(work)
        def measured(*given, **named):
            started = time.process_time()
            try:
                return work(*given, **named)
            finally:
                self.seconds[name] += time.process_time() - started
                self.calls[name] += 1

        return measured

    def cycle(self):
        """The year with every process timed."""
        from sim.cycle import CYCLE

        return tuple(map(self.timed, CYCLE))


def scenario(households, **changed):
    """The main scenario at another size, while programmes act."""
    from sim.scenario import load

    return load("seven_strategies", households=households, villages=max(households // 200, 4), after=0,
                **changed)


def live(opened, plan, arm, cycle, models=None, around_year=UNSEEN, around_record=UNSEEN):
    """The years of an arm, the first before any policy left out; returns seconds of years, of record.

    `models` is the clock of local models; years and records pass within a profiler each, if given.
    """
    from sim.cycle import live_next_year
    from sim.observation.observer import Observer
    from sim.simulate import enter_arm

    society = enter_arm(opened, arm, plan)
    if models is not None:
        _time_local_models(society, models)
    observer, clock = Observer(society), Clock()
    observer.record()
    while society.year < plan.end:
        with around_year:
            clock.timed(live_next_year, "year")(society, cycle)
        with around_record:
            clock.timed(observer.record, "record")()
    return clock.seconds["year"], clock.seconds["record"]


def _time_local_models(society, clock):
    """Let a clock time each local model of the strategies."""
    for programme in society.programmes.values():
        for name, model in getattr(programme.strategy, "models", {}).items():
            for what in ("act", "finish"):
                setattr(model, what, clock.timed(getattr(model, what), ("model", name)))


def measure(households, arm):
    """Seconds of the year as it is, of each process, and both profiles."""
    from sim.cycle import CYCLE
    from sim.simulate import open_society

    plan = scenario(households)
    opened = open_society(plan, 1)
    live(opened, plan, arm, CYCLE)  # what is loaded once
    plain = live(opened, plan, arm, CYCLE)
    clock = Clock()
    timed = live(opened, plan, arm, clock.cycle(), clock)
    profiles = {name: cProfile.Profile() for name in ("year", "audit", "record")}
    profiled = live(opened, plan, arm, _apart(profiles["year"], profiles["audit"]),
                    around_year=profiles["year"], around_record=profiles["record"])
    return {"years": plan.end - plan.start, "households": households, "clock": clock,
            "plain": plain, "timed": timed, "profiled": profiled,
            "profiles": {name: pstats.Stats(one) for name, one in profiles.items()}}


def _apart(year, audit_alone):
    """The year with the audit under a profiler of its own."""
    from sim.cycle import CYCLE
    from sim.processes.audit import audit

    @wraps(audit)
    def seen_alone(society):
        year.disable()
        audit_alone.runcall(audit, society)
        year.enable()

    return tuple(seen_alone if process is audit else process for process in CYCLE)


def by_process(found):
    """Phase, process, seconds, share of the year and runs of rows a year; the last is all between."""
    from sim.cycle import YEAR

    clock, year = found["clock"], found["timed"][0]
    lines = [(phase, process.__name__, clock.seconds[process.__name__], clock.calls[process.__name__])
             for phase, processes in YEAR.items() for process in processes]
    lines.append(("", OUTSIDE, year - sum(line[2] for line in lines), found["years"]))
    return [(phase, name, seconds, seconds / year, calls / found["years"])
            for phase, name, seconds, calls in lines]


def by_model(found):
    """Local model, seconds, share of the year and calls a year, the dearest first."""
    clock, year = found["clock"], found["timed"][0]
    models = [(name[1], seconds, seconds / year, clock.calls[name] / found["years"])
              for name, seconds in clock.seconds.items() if isinstance(name, tuple)]
    return sorted(models, key=lambda line: -line[1])


def kind_of(function):
    """The kind of operation that a function of a profile is, by its own time."""
    path, _, name = function
    file = Path(path).name
    if file == "streams.py" or "numpy.random" in name:
        return "inverse normals" if name == "normals" else "draws of uniforms"
    if file == "tables.py" and name == "__getattr__":
        return "gathers of chosen rows (Chosen.__getattr__)"
    if file == "ledger.py":
        return "ledger, but for its sums"
    called = name.strip("<>{}").split("'")[1] if "'" in name else name.strip("<>{}").rpartition(".")[2]
    if path == "~" and called in SORTS:
        return "sorts"
    if path == "~" and called == "reduceat":
        return "sums by village (reduceat)"
    if path == "~" and called == "nonzero":
        return "rows of a mask (nonzero)"
    return "arithmetic, other gathers, Python"


def by_kind(found):
    """Kind, seconds as profiled, its share of year and record, and calls a year."""
    seconds, calls = Counter(), Counter()
    for function, (_, times, own, _, _) in found["profiles"]["year"].stats.items():
        seconds[kind_of(function)] += own
        calls[kind_of(function)] += times
    for name in ("audit", "record"):
        stats = found["profiles"][name]
        seconds[name], calls[name] = stats.total_tt, stats.total_calls
    whole = sum(seconds.values())
    return [(kind, spent, spent / whole, calls[kind] / found["years"])
            for kind, spent in seconds.most_common()]


def calls_a_year(found):
    """Calls of Python functions, and of those written in C, in a year with its audit and no record."""
    stats = [found["profiles"][name].stats.items() for name in ("year", "audit")]
    in_c = sum(one[1] for each in stats for function, one in each if function[0] == "~")
    both = sum(one[1] for each in stats for _, one in each)
    return (both - in_c) / found["years"], in_c / found["years"]


def cost_of_wrapping(found):
    """Seconds a year that timing the processes took, from what it takes of work that does nothing."""
    clock = Clock()
    nothing = clock.timed(lambda: None, "nothing")
    started = time.process_time()
    for _ in range(TRIED):
        nothing()
    each = (time.process_time() - started) / TRIED
    return each * sum(found["clock"].calls.values()) / found["years"]


def show(found, arm):
    """The tables."""
    lived = found["households"] * found["years"] / 1e6
    year, record = (seconds / lived for seconds in found["plain"])
    wrapping = cost_of_wrapping(found) * found["years"] / lived
    print(f"{arm}, {found['households']:,} households, {found['years']} years: "
          f"year {year:.3f}, record {record:.3f} us a household and year\n"
          f"Timing the processes costs {wrapping:.3f} of these\n")
    print(LINE("process", "us/h-y", "share", "calls"))
    for phase, processes in groupby(by_process(found), key=itemgetter(0)):
        of_phase = [line[1:] for line in processes]
        if phase:
            seconds, share = (sum(line[part] for line in of_phase) for part in (1, 2))
            show_times([(phase.upper(), seconds, share, 0)], lived)
        show_times(of_phase, lived)
    models = by_model(found)
    if models:
        print("\n" + LINE("local model", "us/h-y", "share", "calls"))
        show_times(models, lived)
    show_kinds(found)


def show_times(lines, lived):
    """Name, seconds, share and calls of each."""
    for name, seconds, share, calls in lines:
        print(LINE(name, f"{seconds / lived:.4f}", f"{share:.1%}", f"{calls:.0f}" if calls else ""))


def show_kinds(found):
    """What cProfile says."""
    kinds = by_kind(found)
    slower = sum(found["profiled"]) / sum(found["plain"])
    python, in_c = calls_a_year(found)
    print(f"\nBy kind of operation, own time under cProfile ({slower:.2f} times as slow), audit and "
          f"record with all they call;\na year makes {python:,.0f} calls of Python functions and "
          f"{in_c:,.0f} of others that cProfile sees (arithmetic is not)\n")
    print(LINE("kind", "", "share", "calls"))
    for kind, _, share, calls in kinds:
        if share >= SHARE_SHOWN:
            print(LINE(kind, "", f"{share:.1%}", f"{calls:,.0f}"))


def main(households=100_000, arm="pairing"):
    """Measure and print."""
    show(measure(int(households), arm), arm)


if __name__ == "__main__":
    main(*sys.argv[1:])
