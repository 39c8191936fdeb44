"""The money's waterfall: what each link between the purse and households takes, and what is of use."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

import pandas as pd
from markupsafe import Markup

from sim.folder.read import Folder, Missing
from sim.showing import style
from sim.showing.finding import Finding, interval
from sim.showing.numbers import Numbers, given, name
from sim.showing.units import PER_CENT, as_shown
from sim.showing.words import interval_words, short

TITLE = "What of each yuan reaches households, and what of it is of use"
PLACE = 425
FILE = "figures/money_chain.csv"
COLUMNS = ["arm", "year", "link", "mean", "low", "high", "n"]
DASHES = ("-", "--", ":", "-.")  # arms of one strategy have one colour
LINKS = ("offered", "after the register", "reaches the county", "after administration", "after bodies",
         "after lists and visits", "help for households", "of use")


def table(folder: Folder) -> pd.DataFrame:
    """Share of the offered money left after each link in the last year, by arm."""
    found = [
        (arm, folder.last, link, *level.cells)
        for arm in folder.arms
        for link in LINKS
        if (level := folder.level("money_left", arm, folder.last, f"link={link}")) is not None
    ]
    if not found:
        raise Missing("")
    return as_shown(pd.DataFrame(found, columns=COLUMNS), PER_CENT)


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """One line an arm over the links, from the offer to what is of use."""
    arms = list(dict.fromkeys(numbers["arm"]))
    subtitle = (
        f"Share of the offered money left after each link in {folder.last}, per cent; help is what "
        "measures for households cost, of use what met their main cause; simulated, "
        f"{interval_words(folder, ' in the CSV file')}"
    )
    page = style.page(3.2, TITLE, subtitle, folder.source)
    axes = page.subplots()
    for arm, dashes in zip(arms, cycle(DASHES), strict=False):
        mine = numbers[numbers["arm"] == arm]
        places = [LINKS.index(link) for link in mine["link"]]
        axes.plot(places, mine["mean"], marker="o", ls=dashes, label=short(arm),
                  color=style.colour(folder, arm))
    axes.set_xticks(range(len(LINKS)), [link.replace(" ", "\n", 1) for link in LINKS], size=8)
    axes.set_ylim(0, None)
    axes.legend(frameon=False, fontsize=8)
    return page


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """What is left of the money after each link, arm by arm."""
    found = Finding("What of each yuan reaches households")
    found.say("Per cent of the offered money left after each link in {} (simulated, {}):",
              given(folder.last), interval(folder))
    rows = numbers.table(FILE)
    for arm in dict.fromkeys(rows["arm"]):
        links = [
            Markup("{} {}").format(name(link), numbers.spread(FILE, 1, 1, arm=arm, link=link))
            for link in rows.loc[rows["arm"] == arm, "link"]
        ]  # fmt: skip
        found.point("{}: {}.", name(arm), Markup("; ").join(links))
    yield found
