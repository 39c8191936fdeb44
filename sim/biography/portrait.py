"""Who the household is at the opening, and what it has in the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sim.biography.policy import aid_in_words, aid_over, bare
from sim.biography.words import (
    CAUSE,
    GIVEN,
    LACKS,
    enumerated,
    joined,
    many,
    paragraph,
    sentence,
    series,
    so_many_years,
    spelt,
    yuan,
)
from sim.biography.years import DEBTS, Life, State
from sim.language import phrase
from sim.processes.causes import CAUSES
from sim.scenario import Scenario

QUARTERS = {
    1: "the nearest quarter", 2: "the second nearest quarter",
    3: "the second remotest quarter", 4: "the remotest quarter",
}  # fmt: skip
OWED = {
    "debt_bank": "{} yuan to the bank", "debt_guaranteed": "{} yuan to the bank under a guarantee",
    "debt_informal": "{} yuan to neighbours", "debt_mutual": "{} yuan to the mutual-aid fund",
}  # fmt: skip
ASSETS = ("activity_grant", "farm_capital_grant")
# What it has in the end, and how that is written.
HOLDINGS: dict[str, tuple[str, Callable[[Any], str]]] = {
    "cash": ("savings of {} yuan", yuan),
    "farm_capital": ("tools and stock worth {} yuan", yuan),
    "activity_capital": ("a greenhouse or herd worth {} yuan", yuan),
    "debts": ("debts of {} yuan", yuan),
    "off_farm_workers": ("jobs off the farm {}", str),
    "skill": ("skill {}", "{:.2f}".format),
    "health": ("health {}", "{:.2f}".format),
    "trust": ("trust {}", "{:.2f}".format),
}  # fmt: skip


def introduce(scenario: Scenario, life: Life, row: int) -> str:
    """The household at the opening, the same in every arm, said once."""
    h, place = life.opening, life.village
    where = phrase("Household {row} lives in village {village} of {villages}, in {quarter} of the "
                   "county's villages.", row=row, village=h["village"], villages=scenario.villages,
                   quarter=phrase(QUARTERS[place["remoteness_quartile"]]))  # fmt: skip
    who = phrase("At the end of {} it has {}.", scenario.start, people(h))
    return paragraph([where, who, *capacity(h), *assets(h), *standing(h), livelihood(scenario, life)])


def people(h: State) -> str:
    """Who belongs to the household."""
    adults, children = h["adults"], h["children"]
    elderly = round(h["persons"]) - adults - children
    kinds = [many(adults, "{} adult of working age", "{} adults of working age") if adults else
             phrase("no adults of working age")]
    kinds += [many(children, "{} child", "{} children")] * (children > 0)
    kinds += [many(elderly, "{} elderly person", "{} elderly people")] * (elderly > 0)
    members = phrase("{}: {}", many(h["persons"], "{} person", "{} persons"), series(kinds))
    at_home = [phrase("an adult woman works at home")] * bool(h["woman_at_home"])
    sick = [phrase("someone is chronically ill")] * bool(h["chronically_ill"])
    return joined([members, *at_home, *sick])


def capacity(h: State) -> Iterator[str]:
    """Schooling, health, skill, trust and work off the farm."""
    able = (h["health"], h["skill"], h["trust"])
    yield sentence([
        phrase("adults went to school for {:.1f} years on average, health is {:.2f} of full capacity "
               "to work, skill {:.2f} and trust in cadres {:.2f} on a scale to one",
               h["schooling"], *able) if h["adults"] else
        phrase("health is {:.2f} of full capacity to work, skill {:.2f} and trust in cadres {:.2f} on "
               "a scale to one", *able)
    ])  # fmt: skip
    jobs = h["off_farm_workers"]
    yield sentence([
        many(jobs, "{} adult has a job off the farm", "{} adults have a job off the farm") if jobs else
        phrase("nobody has a job off the farm")
    ])  # fmt: skip


def assets(h: State) -> Iterator[str]:
    """Land, tools, the lumpy activity, savings and debts."""
    yield phrase("It has {land:.1f} mu of land {water}, tools and stock worth {tools} yuan, and {cash} "
                 "yuan of savings, grain included.", land=h["land"], tools=yuan(h["farm_capital"]),
                 cash=yuan(h["cash"]),
                 water=phrase("with water" if h["irrigated"] else "without water"))  # fmt: skip
    if h["activity_capital"] >= 0.5:
        yield phrase("It has a greenhouse or herd worth {} yuan.", yuan(h["activity_capital"]))
    else:
        yield phrase("It has no greenhouse or herd." if h["knows_activity"] else
                     "It has no greenhouse or herd and does not know how to run one.")
    owed = [phrase(OWED[debt], yuan(h[debt])) for debt in DEBTS if h[debt] >= 0.5]
    if owed:
        yield phrase("It owes {}.", series(owed))


def standing(h: State) -> Iterator[str]:
    """Guarantee, party, elite, and what the home lacks."""
    flags = {"dibao": "it draws the rural minimum living guarantee",
             "party_member": "a member belongs to the party",
             "elite": "it is rich or kin of the village elite"}
    held = [phrase(words) for name, words in flags.items() if h[name]]
    if held:
        yield sentence([enumerated(held)])
    lacks = [phrase(words) for name, words in LACKS.items() if h[name]]
    yield sentence([enumerated(lacks or [phrase("the home lacks nothing that is counted")])])


def livelihood(scenario: Scenario, life: Life) -> str:
    """Income and consumption a head, the line, and the first cause of poverty that holds."""
    h = life.opening
    head, eaten = h["income"] / h["persons"], h["consumption"] / h["persons"]
    cause = CAUSES[h["true_cause"]]
    told = phrase("In {year} income was {income} and consumption {eaten} yuan a head; the income is "
                  "below the line of {line} yuan, under which it counts as poor."
                  if head < life.line else
                  "In {year} income was {income} and consumption {eaten} yuan a head; the income is "
                  "not below the line of {line} yuan, under which it counts as poor.",
                  year=scenario.start, income=yuan(head), eaten=yuan(eaten), line=yuan(life.line))
    why = (phrase("None of the model's causes of poverty holds for it.") if cause == "none" else
           phrase("The first of the model's causes of poverty that holds for it is {}.",
                  phrase(CAUSE[cause])))  # fmt: skip
    return paragraph([told, why])


def close(lives: tuple[Life, Life], under: tuple[str, str]) -> Iterator[str]:
    """Years in poverty, what is left in both worlds, what programmes gave, and what this shows."""
    yield paragraph([years_poor(lives, under), holdings(lives, under)])
    yield paragraph([
        aid_in_sum(lives, under),
        phrase("One household in one run shows a mechanism, not an effect: for effects look at the "
               "differences of the whole run."),
    ])  # fmt: skip


def years_poor(lives: tuple[Life, Life], under: tuple[str, str]) -> str:
    """In how many years it was poor in both worlds."""
    counts = [sum(year.poor for year in life.years) for life in lives]
    one, other = (spelt(count) if count else phrase("none") for count in counts)
    whole = so_many_years(len(lives[0].years))
    if counts[0] != counts[1]:
        return phrase("Of {years} it spent {one} in poverty {here} and {other} {there}.",
                      years=whole, one=one, other=other, here=under[0], there=under[1])  # fmt: skip
    if counts[0] == 0:
        return phrase("Of {} it spent none in poverty in either world.", whole)
    return phrase("Of {} it spent {} in poverty in both worlds.", whole, one)


def holdings(lives: tuple[Life, Life], under: tuple[str, str]) -> str:
    """What the household owns, owes and can do in the end, first world and second."""
    ends = [life.years[-1].now for life in lives]
    ends = [end | {"debts": sum(end[debt] for debt in DEBTS)} for end in ends]
    owned = [both(words, [written(end[name]) for end in ends])
             for name, (words, written) in HOLDINGS.items()]  # fmt: skip
    return phrase("At the end of {} it has, {}: {}.", lives[0].years[-1].year, series(under),
                  joined(owned))


def both(words: str, values: list[str]) -> str:
    """One holding in both worlds."""
    if values[0] == values[1]:
        return phrase("{} in both", phrase(words, values[0]))
    return phrase(words, phrase("{} and {}", *values))


def aid_in_sum(lives: tuple[Life, Life], under: tuple[str, str]) -> str:
    """What programmes paid the household over all years, and paid or did for it."""
    told = [phrase("{world} {gains}", world=name, gains=enumerated(gained(life)))
            for life, name in zip(lives, under, strict=True) if gained(life)]  # fmt: skip
    return phrase("In all, programmes brought it: {}.", joined(told)) if told else (
        phrase("Programmes brought it nothing directly."))


def gained(life: Life) -> list[str]:
    """The cash that programmes paid, assets, bills and interest paid, and services of any year."""
    cover = sum(y.now["medical_cover"] * y.now["medical_paid"] for y in life.years)
    sums = {
        "assets worth {} yuan": sum(y.given.get(name, 0.0) for y in life.years for name in ASSETS),
        "medical bills of {} yuan": cover,
        "interest of {} yuan": sum(y.now["interest_cover"] for y in life.years),
    }
    paid = aid_over(life.years)
    cash = [aid_in_words(paid)] if sum(paid.values()) >= 0.5 else []
    cash += [phrase(words, yuan(amount)) for words, amount in sums.items() if amount >= 0.5]
    came = [name for name in GIVEN if name not in ASSETS
            and any(y.given.get(name, 0.0) > 0 for y in life.years)]
    visits = sum(y.given.get("visits", 0.0) for y in life.years)
    return cash + bare(came) + [many(visits, "{} visit", "{} visits")] * (visits >= 0.5)

