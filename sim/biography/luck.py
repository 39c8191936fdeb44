"""Luck, which is the same in every arm, and why a different life let it strike in one alone."""

from __future__ import annotations

from collections.abc import Iterator

from sim.biography.words import enumerated, sentence, yuan
from sim.biography.years import Year
from sim.language import phrase

# A factor of luck below the first or above the second is worth a word.
POOR_LUCK, GOOD_LUCK = 0.7, 1.4


def luck(one: Year, other: Year, under: tuple[str, str]) -> list[str]:
    """Sentences on what luck brought: once for both worlds, then what struck in one alone."""
    shared = [clause for clause in struck(one) if clause in struck(other)]
    shared += fortune(one, other)
    apart = [*alone(one, other, *under), *alone(other, one, *reversed(under))]
    told = [sentence([phrase("in both worlds {}", shared[0]), *shared[1:]])] if shared else []
    return told + [sentence([clause]) for clause in apart]


def struck(y: Year) -> list[str]:
    """What the year's luck brought to the household in one world."""
    return [*illness(y), *drought(y), *failure(y), *generations(y)]


def illness(y: Year) -> Iterator[str]:
    """A major or chronic illness with the year's bill, and one whose work loss lasts."""
    kinds = {"chronically_ill": "someone was chronically ill", "ill": "someone fell ill"}
    told = [phrase(words) for name, words in kinds.items() if y.now[name]]
    if told:
        yield phrase("{}, with a bill of {} yuan", enumerated(told), yuan(y.now["medical_bill"]))
    if y.now["still_ill"]:
        yield phrase("last year's patient could not yet work in full")


def drought(y: Year) -> Iterator[str]:
    """The share of the harvest that drought took."""
    if y.now["drought_loss"] > 0:
        yield phrase("drought took {:.0%} of the harvest", y.now["drought_loss"])


def failure(y: Year) -> Iterator[str]:
    """Greenhouse or herd lost most of its capital."""
    if y.now["activity_failed"]:
        yield phrase("disease or weather ruined most of the greenhouse or herd")


def generations(y: Year) -> Iterator[str]:
    """Who came of age, grew old or was born, and a generation that hands over."""
    then, now = y.at["turn_generations"], y.now
    grown, born = now["adults"] - then["adults"], now["children"] - then["children"]
    if grown > 0:
        yield phrase("a child came of age")
    elif grown < 0:
        yield phrase("an adult grew too old to work")
    elif born > 0:
        yield phrase("a child was born")
    if now["schooling"] != then["schooling"]:
        yield phrase("the younger generation took over")


def fortune(one: Year, other: Year) -> Iterator[str]:
    """A year that was good or poor for harvest, work away or the activity, where there was any."""
    worlds = (one, other)
    harvest = {"poor": "the harvest was poor", "good": "the harvest was good"}
    if one.now["drought_loss"] > 0:
        harvest = {"poor": "apart from drought the harvest was poor",
                   "good": "apart from drought the harvest was good"}
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
            yield phrase("{} ({:.1f} times the usual)", phrase(words[kind]), factor)


def alone(y: Year, elsewhere: Year, here: str, there: str) -> Iterator[str]:
    """What struck in one world and not, or not in the same way, in the other, and why."""
    reasons = {illness: spared(y, elsewhere), drought: "", failure: phrase("there was none to lose")}
    for happened, reason in reasons.items():
        for clause in happened(y):
            if clause in happened(elsewhere):
                continue
            watered = happened is drought and y.now["irrigated"]
            told = phrase("{what} {here}, where the land has water" if watered else "{what} {here}",
                          what=clause, here=here)
            yield (phrase("{told}; {there} {reason}", told=told, there=there, reason=reason) if reason
                   else told)


def spared(y: Year, elsewhere: Year) -> str:
    """What kept the same draw from making anybody ill in the other world: clinic or health."""
    if not y.now["ill"] or elsewhere.now["ill"]:
        return ""
    if elsewhere.given.get("clinic", 0.0) > y.given.get("clinic", 0.0):
        return phrase("a better clinic covered it")
    better, worse = elsewhere.before["health"], y.before["health"]
    return phrase("better health spared it ({:.2f} against {:.2f})", better, worse)
