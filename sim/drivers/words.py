"""What drives a difference, in sentences: also that nothing is told from chance."""

from __future__ import annotations

from typing import Any

from sim.compare.regions import IS
from sim.drivers.runner import Drivers
from sim.folder.read import each
from sim.ground.parameters import Parameter
from sim.showing.words import listed, points, title

MOST = 5


def order(drivers: Drivers) -> list[str]:
    """Which arm is better, in how many worlds."""
    asked, (low, high) = drivers.cases.question, drivers.interval
    alike = len(drivers.cases.difference) - drivers.n
    mean, named = float(drivers.cases.difference.mean()), title(asked.measure)
    return [
        f"{named[0].upper()}{named[1:]} of {asked.year}: {asked.arm} is lower than {asked.other} "
        "in "
        f"{drivers.wins} of {drivers.n} worlds of {asked.ensemble} (95% interval {low:.0%} to "
        f"{high:.0%})"
        + (f"; in {alike} they are equal" if alike else "")
        + f". On average the difference is {amount(asked.measure, mean)}."
    ]


def amount(measure: str, value: float) -> str:
    """A difference in points where the measure is a share or an index, else in its unit."""
    return f"{points(100 * value)} points" if measure.startswith("fgt") else f"{value:.4g}"


def strongest(drivers: Drivers) -> list[str]:
    """What goes with the difference."""
    told = drivers.ranks[drivers.ranks["told"]]
    n, asked = len(drivers.cases.difference), drivers.cases.question
    begin = f"Of {len(drivers.ranks)} parameters screened in {n} worlds, "
    if told.empty:
        top = drivers.ranks.iloc[0]
        return [f"{begin}none goes with the difference more than chance among so many does. The "
                "strongest "
                f"rank correlation, {short(top['parameter'])}, is {top['rho']:+.2f}: do not read "
                "it."]  # fmt: skip
    found = [f"{begin}{len(told)} go with the difference more than chance among so many does (one in "
             "twenty of these may be false)."]  # fmt: skip
    for row in each(told.head(MOST)):
        found.append(f"{short(row.parameter)} (rank correlation {row.rho:+.2f}): {asked.arm} less "
                     f"{asked.other} is {amount(asked.measure, row.low)} where it is lowest and "
                     f"{amount(asked.measure, row.high)} where it is highest (thirds of the "
                     "worlds).")  # fmt: skip
    return found


def measuring(drivers: Drivers) -> list[str]:
    """Which number, if it were measured, would settle the order."""
    settled, (usual, other) = drivers.settled, drivers.usual
    if settled is None:
        turned = min(drivers.wins, drivers.n - drivers.wins)
        how, where = ("hardly", f"all worlds but {turned}") if turned else ("never", "every world")
        return [f"The order {how} turns: {usual} is better than {other} in {where}. No number need be "
                "measured to choose."]  # fmt: skip
    always = f"always choosing {usual} is right in {settled.majority:.0%} of the worlds"
    told = settled.told
    if told.empty:
        top = settled.table.iloc[0]
        return [f"No single number is told to settle the order: {always}; the best of "
                f"{len(settled.table)} "
                f"parameters, {short(top['parameter'])}, would make that {top['share']:.0%}, and among "
                f"shuffled worlds, where nothing can be known, the best reaches {settled.luck:.0%} in "
                "one of "
                "twenty. More worlds, or more lives in each, may tell."]  # fmt: skip
    found = [f"What to measure: {_names(told)}. Without it {always}; choosing what to know by some "
             "worlds and "
             f"using it in others is right in {settled.chosen:.0%}."]  # fmt: skip
    return found + [_needed(drivers, row) for row in each(told.head(MOST))]


def _names(told: Any) -> str:
    return listed(short(path) for path in told["parameter"])


def _needed(drivers: Drivers, row: Any) -> str:
    """What a parameter would have to be, and what it may be."""
    asked = drivers.cases.question
    path, _, named = row.parameter.partition(IS)
    declared = drivers.cases.declared[path]
    first, second = (asked.arm, asked.other) if row.above else (asked.other, asked.arm)
    what = (f"{first} is better where it is {named}, {second} elsewhere" if named else
            f"{first} is better above {row.threshold:.4g} {declared.unit}, {second} below")  # fmt: skip
    return (f"{short(path)} ({declared.meaning}): {what}; plausible {_plausible(declared)}. Known, "
            f"the better arm would be chosen in {row.share:.0%} of the worlds.")  # fmt: skip


def _plausible(declared: Parameter) -> str:
    prior = declared.prior
    if declared.kind == "number" and len(prior) > 1:
        return f"{declared.written(prior[0])} to {declared.written(prior[1])} ({declared.because})"
    return f"{', '.join(map(str, prior))} ({declared.because})"


def turning(drivers: Drivers) -> list[str]:
    """In which region of the worlds the order turns."""
    usual, other = drivers.usual
    if drivers.chance != drivers.chance:
        return ["Too few worlds turn the order round to ask where they lie."]
    if not drivers.regions:
        return [f"No region is told in which {other} beats {usual}: a tree parts shuffled worlds as "
                "well in "
                f"{drivers.chance:.0%} of tries."]  # fmt: skip
    return [f"{usual} before {other} {region.words}: there {other} is better in {region.turned} of "
            f"{region.worlds} worlds." for region in drivers.regions]  # fmt: skip


def short(path: str) -> str:
    """A parameter by the last word of its path, with the strategy it is of in brackets."""
    parts = path.split(".")
    return parts[-1] if parts[0] == "world" else f"{parts[-1]} ({parts[1]})"
