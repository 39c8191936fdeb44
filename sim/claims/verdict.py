"""In how many worlds is a claim true, and is it the mechanism that makes it so?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.claims.claim import Claim
from sim.folder.intervals import LEVEL, wilson

MOST = 0.9
"""Share of worlds from which on a claim holds."""
HALF = 0.5
HOLDS, MIXED, FAILS = "holds", "mixed", "fails"
ENDS, WEAKENS, STAYS, STRONGER = "ends", "weakens", "stays", "more often"
UNTOLD = "not told"
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Share:
    """In how many of n worlds something is true, with the 95% interval of the share (Wilson)."""

    true: int
    n: int

    @property
    def share(self) -> float:
        """The share of worlds; NaN of none."""
        return self.true / self.n if self.n else np.nan

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% interval of the share."""
        return wilson(self.share, self.n) if self.n else (np.nan, np.nan)


@dataclass(frozen=True)
class Paired:
    """The same worlds with the mechanism and without: those that turn false, those that turn true.

    `p` is that of McNemar's exact test, before it is allowed for how many claims are tested.
    """

    there: Share
    without: Share
    lost: int
    gained: int
    p: float


@dataclass(frozen=True)
class Judged:
    """A claim, its margin in every world with the mechanism and without, and the verdicts."""

    claim: Claim
    worlds: tuple[str, ...]
    margins: tuple[float, ...]
    without: tuple[float, ...]
    share: Share
    paired: Paired | None
    q: float
    verdict: str
    carried: str

    @property
    def words(self) -> str:
        """The verdicts in a sentence."""
        one = self.share
        if not one.n:
            return "cannot be told: a number that it compares was recorded in no world"
        counts = f"true in {one.true} of {one.n} worlds"
        told = {HOLDS: f"holds in at least nine of ten worlds ({one.true} of {one.n})",
                MIXED: counts, FAILS: f"fails: {counts}"}[self.verdict]  # fmt: skip
        if self.paired is None:
            return told
        without = f"{self.paired.without.true} of {self.paired.without.n}"
        return told + {
            ENDS: f"; ends without its mechanism ({without})",
            WEAKENS: f"; true less often without its mechanism ({without}), yet does not end",
            STAYS: f"; not told to need its mechanism ({without} without it)",
            STRONGER: f"; true more often without its mechanism ({without})",
            UNTOLD: "; without its mechanism it cannot be told",
        }[self.carried]


def judged(
    claim: Claim, worlds: tuple[str, ...], margins: tuple[float, ...], without: tuple[float, ...]
) -> Judged:
    """Judge one claim alone; `together` then allows for the others."""
    known = np.array([value for value in margins if value == value])
    share = Share(int((known > 0).sum()), len(known))
    pair = paired(np.array(margins), np.array(without)) if claim.mechanism is not None else None
    q = pair.p if pair is not None else np.nan
    return Judged(claim, worlds, margins, without, share, pair, q, _verdict(share), _carried(pair, q))


def together(found: list[Judged]) -> list[Judged]:
    """The same with the tests of all mechanisms judged together (Benjamini and Hochberg 1995)."""
    from dataclasses import replace

    from scipy.stats import false_discovery_control

    tested = [place for place, one in enumerate(found) if one.q == one.q]
    adjusted = false_discovery_control([found[place].q for place in tested]) if tested else []
    told = list(found)
    for place, q in zip(tested, adjusted, strict=True):
        one = found[place]
        told[place] = replace(one, q=float(q), carried=_carried(one.paired, float(q)))
    return told


def paired(margins: NDArray[np.float64], without: NDArray[np.float64]) -> Paired:
    """The same worlds twice: only those that turn tell anything (McNemar 1947, exact)."""
    from scipy.stats import binomtest

    both = ~np.isnan(margins) & ~np.isnan(without)
    before, after = margins[both] > 0, without[both] > 0
    lost, gained, n = int((before & ~after).sum()), int((~before & after).sum()), int(both.sum())
    turned = lost + gained
    p = float(binomtest(lost, turned).pvalue) if turned else float(1 if n else np.nan)
    return Paired(Share(int(before.sum()), n), Share(int(after.sum()), n), lost, gained, p)


def _verdict(share: Share) -> str:
    """Holds from nine of ten on; fails where less than half is told from luck."""
    if not share.n:
        return UNTOLD
    if share.share >= MOST:
        return HOLDS
    return FAILS if share.interval[1] < HALF else MIXED


def _carried(pair: Paired | None, q: float) -> str:
    """Whether the claim ends: only where clearly fewer worlds are left, and less than half."""
    if pair is None:
        return ""
    if not pair.without.n:
        return UNTOLD
    if q > 1 - LEVEL:
        return STAYS
    if pair.gained > pair.lost:
        return STRONGER
    return ENDS if pair.without.share < HALF else WEAKENS
