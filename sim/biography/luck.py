"""Luck, which is the same in every arm, and why a different life let it strike in one alone."""

from __future__ import annotations

from collections.abc import Iterator

from sim.biography.words import sentence, yuan
from sim.biography.years import Year

# A factor of luck below the first or above the second is worth a word.
POOR_LUCK, GOOD_LUCK = 0.7, 1.4


def luck(one: Year, other: Year, under: tuple[str, str]) -> list[str]:
    """Sentences on what luck brought: once for both worlds, then what struck in one alone."""
    shared = [clause for clause in struck(one) if clause in struck(other)]
    shared += fortune(one, other)
    apart = [*alone(one, other, *under), *alone(other, one, *reversed(under))]
    told = [sentence([f"in both worlds {shared[0]}", *shared[1:]])] if shared else []
    return told + [sentence([clause]) for clause in apart]


def struck(y: Year) -> list[str]:
    """What the year's luck brought to the household in one world."""
    return [*illness(y), *drought(y), *failure(y), *generations(y)]


def illness(y: Year) -> Iterator[str]:
    """A major or chronic illness with the year's bill, and one whose work loss lasts."""
    kinds = {"chronically_ill": "someone was chronically ill", "ill": "someone fell ill"}
    told = [words for name, words in kinds.items() if y.now[name]]
    if told:
        yield f"{' and '.join(told)}, with a bill of {yuan(y.now['medical_bill'])} yuan"
    if y.now["still_ill"]:
        yield "last year's patient could not yet work in full"


def drought(y: Year) -> Iterator[str]:
    """The share of the harvest that drought took."""
    if y.now["drought_loss"] > 0:
        yield f"drought took {y.now['drought_loss']:.0%} of the harvest"


def failure(y: Year) -> Iterator[str]:
    """Greenhouse or herd lost most of its capital."""
    if y.now["activity_failed"]:
        yield "disease or weather ruined most of the greenhouse or herd"


def generations(y: Year) -> Iterator[str]:
    """Who came of age, grew old or was born, and a generation that hands over."""
    then, now = y.at["turn_generations"], y.now
    grown, born = now["adults"] - then["adults"], now["children"] - then["children"]
    if grown > 0:
        yield "a child came of age"
    elif grown < 0:
        yield "an adult grew too old to work"
    elif born > 0:
        yield "a child was born"
    if now["schooling"] != then["schooling"]:
        yield "the younger generation took over"


def fortune(one: Year, other: Year) -> Iterator[str]:
    """A year that was good or poor for harvest, work away or the activity, where there was any."""
    worlds = (one, other)
    but = "apart from drought " if one.now["drought_loss"] > 0 else ""
    harvest = {"poor": f"{but}the harvest was poor", "good": f"{but}the harvest was good"}
    wages = {"poor": "work off the farm paid badly", "good": "work off the farm paid well"}
    products = {"poor": "greenhouses and herds gave little", "good": "greenhouses and herds gave much"}
    works = any(y.now["job_income"] > 0 for y in worlds)
    runs = any(y.now["activity_output"] > 0 for y in worlds)
    for name, words, concerned in (
        ("farm", harvest, True), ("wage", wages, works), ("activity", products, runs)
    ):
        factor = one.fortune[name]
        kind = "poor" if factor < POOR_LUCK else "good" if factor > GOOD_LUCK else ""
        if kind and concerned:
            yield f"{words[kind]} ({factor:.1f} times the usual)"


def alone(y: Year, elsewhere: Year, here: str, there: str) -> Iterator[str]:
    """What struck in one world and not, or not in the same way, in the other, and why."""
    reasons = {illness: spared(y, elsewhere), drought: "", failure: "there was none to lose"}
    for happened, reason in reasons.items():
        for clause in happened(y):
            if clause in happened(elsewhere):
                continue
            watered = happened is drought and y.now["irrigated"]
            told = f"{clause} {here}" + (", where the land has water" if watered else "")
            yield f"{told}; {there} {reason}" if reason else told


def spared(y: Year, elsewhere: Year) -> str:
    """What kept the same draw from making anybody ill in the other world: clinic or health."""
    if not y.now["ill"] or elsewhere.now["ill"]:
        return ""
    if elsewhere.given.get("clinic", 0.0) > y.given.get("clinic", 0.0):
        return "a better clinic covered it"
    better, worse = elsewhere.before["health"], y.before["health"]
    return f"better health spared it ({better:.2f} against {worse:.2f})"
