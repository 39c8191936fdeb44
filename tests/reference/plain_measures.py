"""The measures of a year in plain Python over plain households, as textbooks write them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import accumulate
from math import exp, log

TAKEN = ("fgt0", "fgt1", "fgt2", "watts", "sst", "sen", "gini", "theil_t", "theil_l", "atkinson_1",
         "palma", "s80s20", "mpi_h", "mpi_a", "mpi_m0", "income_mean", "income_median",
         "consumption_mean", "exit_rate", "return_rate")
"""What is taken here: what every scenario records but what programmes cost and whom they missed."""
SAME_SHARE = 1e-12


class PlainMeasures:
    """Records a county's years; remembers who was poor, and the fifths of the opening."""

    def __init__(self, households):
        self.households = households
        self.fifth = _fifths(households)
        self.was_poor, self.had_left = None, None

    def record(self, world, quarter):
        """Measures by name and group, at the national line; `quarter` is that of each village."""
        h, line = self.households, world.poverty_line
        found = _deprived(h, world.primary_schooling) | self._moves(line)
        for variable, prefix in (("income", ""), ("consumption", "consumption_")):
            heads = [getattr(one, variable) / one.persons for one in h]
            people = _of_people(heads, [one.persons for one in h], line)
            levels = {f"{variable}_{level}": people.pop(level) for level in ("mean", "median")}
            found |= levels | {prefix + name: value for name, value in people.items()}
        del found["consumption_median"]  # recorded on request alone
        rows = {(name, "all"): value for name, value in found.items()}
        rows |= _by_group(h, self.fifth, "quintile", line)
        return rows | _by_group(h, [quarter[one.village] for one in h], "remoteness", line)

    def _moves(self, line):
        """Who left poverty of those poor a year ago, and who of those who had left came back."""
        h, found = self.households, {}
        poor = [one.income < line * one.persons for one in h]
        if self.was_poor is not None:
            left = [was and not now for was, now in zip(self.was_poor, poor, strict=True)]
            found["exit_rate"] = _part(h, self.was_poor, left)
            if self.had_left is not None:
                back = [was and now for was, now in zip(self.had_left, poor, strict=True)]
                found["return_rate"] = _part(h, self.had_left, back)
            self.had_left = left
        self.was_poor = poor
        return {name: value for name, value in found.items() if value is not None}


def _part(households, among, hit):
    whole = sum(one.persons for one, there in zip(households, among, strict=True) if there)
    part = sum(one.persons for one, there in zip(households, hit, strict=True) if there)
    return part / whole if whole else None


def _fifths(households):
    """Fifth of persons by income per head, 1 the poorest."""
    whole, below = sum(one.persons for one in households), 0.0
    fifth = [0] * len(households)
    for one in sorted(households, key=lambda one: one.income / one.persons):
        fifth[one.row] = 1 + min(int(5 * (below + 0.5 * one.persons) // whole), 4)
        below += one.persons
    return fifth


def _of_people(heads, persons, line):
    """Level, poverty and inequality of what people have a head."""
    people = sorted((max(head, 0.0), size) for head, size in zip(heads, persons, strict=True))
    values, weights = [value for value, _ in people], [size for _, size in people]
    cumulative = list(accumulate(weights))
    held = list(accumulate(value * size for value, size in people))
    return (_poverty(people, cumulative, line) | _logarithms(people, line, cumulative[-1])
            | _shares(values, cumulative, held)
            | {"mean": held[-1] / cumulative[-1], "median": _quantile(values, cumulative, 0.5),
               "gini": _gini(people, cumulative)})


def _gini(people, cumulative):
    total = sum(value * size for value, size in people) * cumulative[-1]
    if total == 0:
        return 0.0
    ranked = sum(value * size * (2 * up_to - size)
                 for (value, size), up_to in zip(people, cumulative, strict=True))
    return ranked / total - 1


def _poverty(people, cumulative, line):
    """Foster-Greer-Thorbecke, Watts, Sen and Sen-Shorrocks-Thon below the line."""
    fgt, watts, sst, whole = [0.0, 0.0, 0.0], 0.0, 0.0, cumulative[-1]
    poor = [one for one in people if one[0] < line]
    for (value, size), up_to in zip(poor, cumulative[: len(poor)], strict=True):
        gap = 1 - value / line
        fgt[0] += size
        fgt[1] += size * gap
        fgt[2] += size * gap * gap
        watts += size * log(line / max(value, 0.01 * line))
        sst += size * gap * 2 * (1 - (up_to - size / 2) / whole)
    sen = 0.0
    if poor:
        depth = fgt[1] / fgt[0]
        sen = fgt[0] / whole * (depth + (1 - depth) * _gini(poor, cumulative[: len(poor)]))
    return {"fgt0": fgt[0] / whole, "fgt1": fgt[1] / whole, "fgt2": fgt[2] / whole,
            "watts": watts / whole, "sst": sst / whole, "sen": sen}


def _logarithms(people, line, whole):
    """Theil's two and Atkinson's, of nothing below one per cent of the line."""
    raised = [(max(value, 0.01 * line), size) for value, size in people]
    mean = sum(value * size for value, size in raised) / whole
    entropy = sum(size * value * log(value) for value, size in raised) / whole / mean - log(mean)
    theil_l = log(mean) - sum(size * log(value) for value, size in raised) / whole
    return {"theil_t": entropy, "theil_l": theil_l, "atkinson_1": 1 - exp(-theil_l)}


def _shares(values, cumulative, held):
    """The richest tenth over four tenths, and the richest fifth over the poorest."""
    poorest, all_but_richest = (_held_by(share, cumulative, held) for share in (0.4, 0.9))
    first, fourth = (_quantile(values, cumulative, share) for share in (0.2, 0.8))
    below, bottom = bisect_right(values, fourth), bisect_right(values, first)
    return {"palma": (held[-1] - all_but_richest) / poorest,
            "s80s20": (held[-1] - held[below - 1]) / held[bottom - 1]}


def _held_by(share, cumulative, held):
    """What the poorest share of people holds, a household astride being split."""
    wanted = share * cumulative[-1]
    place = bisect_left(cumulative, wanted)
    before, had = (cumulative[place - 1], held[place - 1]) if place else (0.0, 0.0)
    part = (wanted - before) / (cumulative[place] - before)
    return had + part * (held[place] - had)


def _quantile(values, cumulative, share):
    """Value that a share of people do not exceed, averaged where that is open."""
    wanted, margin = share * cumulative[-1], SAME_SHARE * cumulative[-1]
    lower, upper = bisect_left(cumulative, wanted - margin), bisect_right(cumulative, wanted + margin)
    return 0.5 * (values[lower] + values[min(upper, len(values) - 1)])


def _deprived(households, schooled):
    """Alkire and Foster: who lacks a third of ten weighted things, and how much they lack."""
    poor, lacking, whole = 0.0, 0.0, 0.0
    for one in households:
        heavy = (one.health < 0.5) + one.undernourished + one.dropped_out
        heavy += one.schooling < schooled
        light = one.unsafe_house + one.unsafe_water + one.no_electricity + one.no_toilet
        light += one.solid_fuel + (one.farm_capital < 1500)
        score = heavy / 6 + light / 18
        whole += one.persons
        if score >= 1 / 3 - SAME_SHARE:
            poor += one.persons
            lacking += one.persons * score
    found = {"mpi_h": poor / whole, "mpi_m0": lacking / whole}
    return found | ({"mpi_a": lacking / poor} if poor else {})


def _by_group(households, group_of, name, line):
    """Poverty and mean income of each group."""
    people, sums = defaultdict(float), defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    for one, group in zip(households, group_of, strict=True):
        head, size, parts = max(one.income / one.persons, 0.0), one.persons, sums[group]
        people[group] += size
        parts[3] += size * head
        if one.income < line * size:
            gap = 1 - head / line
            parts[0] += size
            parts[1] += size * gap
            parts[2] += size * gap * gap
    names = ("fgt0", "fgt1", "fgt2", "income_mean")
    return {(measure, f"{name}={group}"): total / people[group]
            for group, parts in sums.items() for measure, total in zip(names, parts, strict=True)}
