"""What ratings and deadlines do: who is helped, how many exits are on paper, what poverty becomes."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from sim.folder.read import Folder, Missing, each
from sim.language import called, phrase
from sim.showing import style
from sim.showing.finding import Finding, interval
from sim.showing.numbers import Numbers, given, name, names
from sim.showing.pairing import arms_with
from sim.showing.units import PER_CENT, POINTS, as_shown
from sim.showing.words import estimates, interval_words, rule_words, short, verdict_title

TITLE = "What ratings and deadlines do"
PLACE = 250
FILE = "figures/cadre_incentives.csv"
COLUMNS = ["measure", "arm", "year", "group", "mean", "low", "high", "n"]
DISTANCES = ("nearest third", "middle third", "farthest third")
EXITS = {"paper_share": "exits, %:\non paper", "false_exits": "exits, %:\nwhile poor"}
HARM = "fgt2"


def table(folder: Folder) -> pd.DataFrame:
    """Households helped by distance to the line, exits on paper or false, P2 against the first arm.

    All of the last year; intervals of shares are cut at 0 and 1.
    """
    groups = [f"distance={name}" for name in DISTANCES]
    acting = [arm for arm in folder.arms_in_file_order if folder.strategies(arm)]
    wanted = [("helped_share", group) for group in groups] + [(name, "all") for name in EXITS]
    found = [
        (measure, arm, folder.last, group, *level.cells)
        for measure, group in wanted
        for arm in acting
        if (level := folder.level(measure, arm, folder.last, group)) is not None
    ]
    if not folder.groups("distance") or {"helped_share", *EXITS} - {row[0] for row in found}:
        raise Missing("")
    first, *others = dict.fromkeys(row[1] for row in found)
    found += [
        (HARM, arm, folder.last, "all", *gap.cells)
        for arm in others
        if (gap := folder.paired(HARM, arm, first, folder.last)) is not None
    ]
    numbers = pd.DataFrame(found, columns=COLUMNS)
    harm = numbers["measure"].eq(HARM)
    ends = ["low", "high"]
    numbers.loc[~harm, ends] = numbers.loc[~harm, ends].clip(0.0, 1.0)  # shares are not below nought
    return as_shown(numbers, harm.map({True: POINTS, False: PER_CENT}))


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """Rows are arms; a panel a distance, one for each kind of bad exit, one for poverty."""
    arms = list(dict.fromkeys(numbers["arm"]))
    first = arms[0]
    panels: list[tuple[str, str, str]] = [
        ("helped_share", f"distance={name}", phrase("helped, %:\n{}", phrase(name)))
        for name in DISTANCES
    ]
    panels += [(name, "all", phrase(words)) for name, words in EXITS.items()]
    panels.append((HARM, "all", phrase("P2, points\nfrom {}", short(first, 18))))
    subtitle = phrase(
        "In {year}: households helped, % of those at each distance below the poverty line (income "
        "before aid, thirds of the line); exits on paper (seen below the line) and while poor before "
        "aid, % of exits; change of the squared gap; simulated, {interval}; title: {rule}",
        year=folder.last,
        interval=interval_words(folder, phrase(" each")), rule=rule_words(folder, len(folder.pairs)),
    )  # fmt: skip
    page = style.page(0.3 * len(arms) + 0.9, _title(folder, numbers, first), subtitle, folder.source)
    places = page.subplots(1, len(panels), sharey=True, squeeze=False)[0]
    for axes, (measure, group, words) in zip(places, panels, strict=True):
        style.rows(axes, [short(arm, 26) for arm in arms])
        shown = numbers[(numbers["measure"] == measure) & (numbers["group"] == group)]
        for level in each(shown):
            style.dot(axes, arms.index(level.arm), level, style.BLUE, 4)
        if measure == HARM:
            axes.axvline(0, color=style.GREY, lw=1.2)
        else:
            axes.set_xlim(left=0)
        axes.xaxis.set_major_locator(style.few_ticks())
        axes.set_title(words, weight="bold", size=8)
    return page


def _title(folder: Folder, numbers: pd.DataFrame, first: str) -> str:
    what = phrase("Squared gap (P2) in {}", folder.last)
    changes = estimates(numbers[numbers["measure"] == HARM])
    told = folder.against(HARM, changes, first, folder.last)
    return verdict_title(what, called(first), changes, told, phrase("points"))


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """Who is helped by distance below the line, which exits are bad, which rule does least harm."""
    found = Finding(phrase("What ratings and deadlines do to whom cadres help"))
    rows = numbers.table(FILE)
    arms = list(dict.fromkeys(rows["arm"]))
    found.say("Under each arm in {}, simulated, in per cent ({}):",
              given(folder.last), interval(folder, phrase(" each")))
    for distance in ("farthest", "nearest"):
        group = f"distance={distance} third"
        found.point("Helped, of households in the {} below the line: {}.", phrase(f"{distance} third"),
                    arms_with(numbers, FILE, arms, 1, False, measure="helped_share", group=group))
    found.point("Exits on paper, of all exits: {}.",
                arms_with(numbers, FILE, arms, 1, False, measure="paper_share", group="all"))
    found.point("Exits of households that are poor before aid in the year they leave, of all exits: {}.",
                arms_with(numbers, FILE, arms, 1, False, measure="false_exits", group="all"))
    found.point("Change of the squared gap against {}, in points: {}.",
                name(arms[0]), arms_with(numbers, FILE, arms, 3, True, measure=HARM, group="all"))
    told = folder.against(HARM, arms[1:], arms[0], folder.last)
    for verdict, text in (("lower", "The squared gap is lower than under {}: {}."),
                          ("higher", "The squared gap is higher than under {}: {}."),
                          ("unclear", "Not told apart from {}: {}.")):
        found.point(text, name(arms[0]), names(told[verdict]) or None)
    yield found
