"""What is left of each plausible range in the worlds that fit, and how far off the default is."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from markupsafe import Markup

from sim.analysis.matched import KIND
from sim.analysis.matching import CUT
from sim.folder.read import Missing, each
from sim.folder.swept import Swept
from sim.language import marked, phrase
from sim.showing import style
from sim.showing.finding import Finding
from sim.showing.numbers import Cited, given, name, series
from sim.showing.words import clauses, short

TITLE = "What is left of each plausible range"
PLACE = 2
FILE = "figures/survived.csv"
MOST, MOST_SAID = 20, 5


def table(swept: Swept) -> pd.DataFrame:
    """survived.csv in per cent of the prior, the least that is left first."""
    if swept.kind != KIND:
        raise Missing("")
    found = swept.read("survived.csv").sort_values("left", kind="stable")
    if found.empty:
        raise Missing(phrase("needs a world that lies in the bands"))
    shares = ["p5", "p25", "p50", "p75", "p95", "left"]
    return found.assign(**{column: 100 * found[column] for column in shares}, unit="per cent")


def draw(swept: Swept, numbers: pd.DataFrame) -> style.Page:
    """A row a parameter: where the kept worlds are in its plausible range."""
    shown, kept = numbers.head(MOST), len(swept.read("kept.csv"))
    subtitle = clauses(
        phrase("Where the {} worlds that fit are in the plausible range of each parameter, per cent of "
               "the prior: thin from the 5th to the 95th percentile, thick the middle half, circle the "
               "median", kept),
        phrase("vermilion: unlike the prior over all parameters (Kolmogorov-Smirnov, Bonferroni)"),
        phrase("the {} of {} of which least is left", MOST, len(numbers)) if len(numbers) > MOST else "",
    )  # fmt: skip
    narrowed = int(numbers["narrowed"].sum())
    heading = phrase("The patterns narrow {} of {} plausible ranges", narrowed, len(numbers))
    page = style.page(0.24 * len(shown) + 0.6, heading, subtitle, swept.source)
    axes = page.subplots()
    style.rows(axes, [path.rpartition(".")[2] for path in shown["parameter"]])
    axes.axvline(50, color=style.GREY, lw=1.2)
    for place, row in enumerate(each(shown)):
        shade = style.VERMILION if row.narrowed else style.BLUE
        axes.plot([row.p5, row.p95], [place, place], color=shade, lw=1.2)
        half = [row.p25, row.p75]
        axes.plot(half, [place, place], color=shade, lw=5, solid_capstyle="butt", alpha=0.5)
        axes.plot(row.p50, place, "o", color=shade, mfc="white", mew=1.6, ms=6)
    axes.set_xlim(0, 100)
    axes.set_xlabel(phrase("share of the plausible range, per cent (50: its median, as a rule the "
                           "default)"))  # fmt: skip
    return page


def say(swept: Swept, numbers: Cited) -> Iterator[Finding]:
    """How many worlds fit, what is left of the space, where the default is, and what narrows most."""
    found, rows, kept = Finding(phrase(TITLE)), numbers.table(FILE), numbers.table("kept.csv")
    options, waves = swept.options, numbers.table("waves.csv")
    found.say("{} worlds fit and are in {} ({} were wanted); each misses at most {} of the bands.",
              given(len(kept)), name("ensemble.csv"), given(options["keep"]),
              given(int(kept["missed"].max())))  # fmt: skip
    last = int(waves["wave"].max())
    found.say("Of the plausible space {}% is not ruled out after wave {}.",
              numbers.number("waves.csv", "not_ruled_out", 100, 1, wave=last), given(last))  # fmt: skip
    found.say("The scenario's own world has an implausibility of {} (ruled out above {}).",
              numbers.number("waves.csv", "default", 1, 1, wave=last), given(f"{CUT:g}"))  # fmt: skip
    medoid = kept.loc[kept["medoid"] == 1, "world"].iloc[0]
    found.say("Nearest to all others is world {}, {} of the prior away from the default (root mean "
              "square); a world drawn at random is {} away.", given(medoid),
              numbers.number("kept.csv", "distance", 1, 2, world=medoid), given("0.29"))  # fmt: skip
    least = [_left(numbers, str(path)) for path in rows["parameter"].head(MOST_SAID)]
    found.say("Least is left of {}.", series([part for part in least if part is not None]))
    yield found


def _left(numbers: Cited, path: str) -> Markup | None:
    share = numbers.number(FILE, "left", 1, 0, parameter=path)
    return None if share is None else marked("{} ({}%)", name(short(path)), share)
