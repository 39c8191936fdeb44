"""The shares of worlds in which claims are true, with their mechanism and without."""

from __future__ import annotations

from pathlib import Path

from matplotlib.axes import Axes

from sim.claims.runner import Claims
from sim.claims.tables import without
from sim.claims.verdict import FAILS, HALF, HOLDS, MOST, Share
from sim.showing import style

NAME = "claims"
ROW, HEAD, APART = 0.42, 0.5, 0.17
THERE, GONE = "as it is", "mechanism taken out"
KEY = {THERE: style.BLUE, GONE: style.VERMILION}


def draw(claims: Claims) -> style.Page:
    """A row a claim: the share of worlds in which it is true with its interval, and below it without."""
    told = claims.judged
    holds, fails = (sum(one.verdict == verdict for one in told) for verdict in (HOLDS, FAILS))
    page = style.page(
        HEAD + ROW * len(told),
        f"Of {len(told)} claim{'s' * (len(told) != 1)}, {holds} hold in nine of ten worlds or more, "
        f"{fails} fail",
        f"Share of {claims.worlds} worlds of {Path(claims.plan.worlds).stem} in which each claim is "
        "true in this "
        "model, "
        "with its 95% interval (Wilson), and in the same worlds under the same luck with its mechanism "
        "taken out. Shaded: nine of ten and more. Dashed: half.",
        f"Simulated counties of {claims.plan.households:,} households.", key=KEY,
    )  # fmt: skip
    axes = page.add_subplot()
    style.rows(axes, [""] * len(told))
    names = [one.claim.name.replace("_", " ") for one in told]
    axes.set_yticks(range(len(told)), names)
    axes.axvspan(MOST, 1.0, color=style.PALE, alpha=0.45, lw=0)
    axes.axvline(HALF, color=style.GREY, lw=0.8, ls="--")
    for row, one in enumerate(told):
        _share(axes, row - APART, one.share, KEY[THERE])
        _share(axes, row + APART, without(one), KEY[GONE])
    axes.set_xlim(-0.02, 1.02)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["none", "25%", "half", "75%", "all"])
    axes.set_xlabel("share of worlds in which it is true")
    return page


def _share(axes: Axes, at: float, share: Share, shade: str) -> None:
    if not share.n:
        return
    axes.plot(share.interval, [at, at], color=shade, lw=1.8, solid_capstyle="butt")
    axes.plot([share.share], [at], "o", color=shade, ms=5)
    axes.annotate(f"{share.true}/{share.n}", (1.015, at), xycoords=("axes fraction", "data"),
                  va="center", fontsize=7.5, color=shade)  # fmt: skip
