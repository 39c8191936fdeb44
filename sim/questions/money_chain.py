"""The money's waterfall: what each link between the purse and households takes, and what is of use."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

import pandas as pd
from markupsafe import Markup

from sim.folder.read import Folder, Missing
from sim.language import marked, phrase
from sim.showing import style
from sim.showing.finding import Finding, interval
from sim.showing.numbers import Numbers, given, name
from sim.showing.sentences import in_turn, sentence
from sim.showing.units import PER_CENT, as_shown
from sim.showing.words import interval_words, short

TITLE = "What of each yuan reaches households, and what of it is of use"
PLACE = 425
FILE = "figures/money_chain.csv"
COLUMNS = ["arm", "year", "link", "mean", "low", "high", "n"]
DASHES = ("-", "--", ":", "-.")  # arms of one strategy have one colour
SAID = {"help for households": "{} becomes help for households.", "of use": "{} is of use."}
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
    subtitle = phrase(
        "Share of the offered money left after each link in {}, per cent; help is what measures for "
        "households cost, of use what met their main cause; simulated, {}",
        folder.last, interval_words(folder, phrase(" in the CSV file")),
    )
    page = style.page(3.2, phrase(TITLE), subtitle, folder.source)
    axes = page.subplots()
    for arm, dashes in zip(arms, cycle(DASHES), strict=False):
        mine = numbers[numbers["arm"] == arm]
        places = [LINKS.index(link) for link in mine["link"]]
        axes.plot(places, mine["mean"], marker="o", ls=dashes, label=short(arm),
                  color=style.colour(folder, arm))
    axes.set_xticks(range(len(LINKS)), [phrase(link).replace(" ", "\n", 1) for link in LINKS], size=8)
    axes.set_ylim(0, None)
    axes.legend(frameon=False, fontsize=8)
    return page


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """What of the money becomes help for households, what of it is of use, and where most is lost."""
    found = Finding(phrase("What of each yuan reaches households"))
    found.say("Per cent of the offered money in {} (simulated, {}); the chart has every link:",
              given(folder.last), interval(folder))
    rows = numbers.table(FILE)
    for arm in dict.fromkeys(rows["arm"]):
        mine = rows[rows["arm"] == arm]
        told = (sentence(text, numbers.spread(FILE, 1, 1, arm=arm, link=link))
                for link, text in SAID.items())
        found.point("{}: {}", name(arm), in_turn([*told, _worst(mine)]))
    yield found


def _worst(links: pd.DataFrame) -> Markup | None:
    """The step of an arm in which most of the money is lost."""
    lost = links["mean"].diff().fillna(0.0)
    if not (lost < 0).any():
        return None
    at = int(lost.to_numpy().argmin())
    before, after = (phrase(link) for link in links["link"].iloc[at - 1 : at + 1])
    return marked("On the mean, most is lost between “{}” and “{}”.", before, after)
