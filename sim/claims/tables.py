"""What claims leave: a row a claim with its shares and verdicts, and a row a claim and world."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from sim.claims.runner import Claims
from sim.claims.verdict import Judged, Share
from sim.folder.codebook import Column

FILE, WORLDS = "claims.csv", "claims_worlds.csv"
_CELLS: tuple[tuple[str, str, str, Callable[[Judged], Any]], ...] = (
    ("claim", "name", "name of the claim's file", lambda j: j.claim.name),
    ("says", "text", "the claim", lambda j: j.claim.says),
    ("kind", "name", "how its arms are compared", lambda j: j.claim.statement.kind),
    ("arms", "names", "the arms that are compared", lambda j: " ".join(j.claim.statement.arms)),
    ("measure", "name", "what is compared", lambda j: j.claim.statement.top.measure),
    ("year", "year", "when it is read", lambda j: j.claim.statement.top.year),
    ("n", "worlds", "worlds in which it can be told", lambda j: j.share.n),
    ("true", "worlds", "worlds in which it is true", lambda j: j.share.true),
    ("share", "share", "the share of these", lambda j: j.share.share),
    ("ci_low", "share", "low end of its 95% interval (Wilson)", lambda j: j.share.interval[0]),
    ("ci_high", "share", "high end", lambda j: j.share.interval[1]),
    ("verdict", "name", "holds (nine of ten or more), mixed, fails (the interval lies below half) or "
     "not told", lambda j: j.verdict),
    ("mechanism", "text", "what is changed to take its mechanism out",
     lambda j: j.claim.mechanism.says if j.claim.mechanism else ""),
    ("n_without", "worlds", "worlds in which it can be told with the mechanism and without",
     lambda j: without(j).n),
    ("true_without", "worlds", "those in which it is true without", lambda j: without(j).true),
    ("share_without", "share", "the share of these", lambda j: without(j).share),
    ("ci_low_without", "share", "low end of its 95% interval", lambda j: without(j).interval[0]),
    ("ci_high_without", "share", "high end", lambda j: without(j).interval[1]),
    ("lost", "worlds", "worlds in which it is true with the mechanism alone",
     lambda j: j.paired.lost if j.paired else ""),
    ("gained", "worlds", "worlds in which it is true without the mechanism alone",
     lambda j: j.paired.gained if j.paired else ""),
    ("p", "share", "of McNemar's exact test that both are as "
                   "many", lambda j: j.paired.p if j.paired else ""),
    ("q", "share", "the same allowing for how many claims are tested "
                   "(Benjamini-Hochberg)", lambda j: j.q),
    ("carried", "name", "ends, weakens, stays or more often without the mechanism",
     lambda j: j.carried),
    ("words", "text", "both verdicts in words", lambda j: j.words),
)  # fmt: skip
COLUMNS = tuple(Column(name, unit, meaning) for name, unit, meaning, _ in _CELLS)
WORLD_COLUMNS = (
    Column("claim", "name", "name of the claim's file"),
    Column("world", "name", "a world of the ensemble"),
    Column("margin", "that of the comparison", "by how much the claim is true; 0 or below: it is not; "
           "empty: a number is lacking"),
    Column("margin_without", "that of the comparison", "the same with the mechanism taken out"),
)  # fmt: skip
HEAD = ("claim", "true in", "95% interval", "without mechanism", "verdict")


def without(one: Judged) -> Share:
    """In how many worlds a claim is true without its mechanism; of none where it has none."""
    return one.paired.without if one.paired else Share(0, 0)


def rows(claims: Claims) -> list[list[Any]]:
    """The rows of claims.csv; what there is not is empty."""
    return [[_plain(cell(one)) for *_, cell in _CELLS] for one in claims.judged]


def rows_of_worlds(claims: Claims) -> Iterator[list[Any]]:
    """The rows of claims_worlds.csv."""
    for one in claims.judged:
        lacking = one.without or (float("nan"),) * len(one.worlds)
        for world, margin, other in zip(one.worlds, one.margins, lacking, strict=True):
            yield [one.claim.name, world, _plain(margin), _plain(other)]


def told(claims: Claims) -> list[list[str]]:
    """The same as people read it: a row a claim under `HEAD`."""
    return [[one.claim.name.replace("_", " "), _counted(one.share), _interval(one.share),
             _counted(without(one)), one.words] for one in claims.judged]  # fmt: skip


def _counted(share: Share) -> str:
    return f"{share.true} of {share.n}" if share.n else ""


def _interval(share: Share) -> str:
    low, high = share.interval
    return f"{low:.0%} to {high:.0%}" if share.n else ""


def _plain(value: Any) -> Any:
    return "" if isinstance(value, (float, np.floating)) and not np.isfinite(value) else value
