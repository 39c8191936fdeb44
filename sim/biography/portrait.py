"""Who the household is at the opening, and what it has in the end."""

from __future__ import annotations

from collections.abc import Iterator

from sim.biography.policy import aid_in_words, aid_over, bare
from sim.biography.words import CAUSE, GIVEN, LACKS, many, sentence, series, spelt, yuan
from sim.biography.years import DEBTS, Life, State
from sim.processes.causes import CAUSES
from sim.scenario import Scenario

QUARTERS = {
    1: "the nearest quarter", 2: "the second nearest quarter",
    3: "the second remotest quarter", 4: "the remotest quarter",
}  # fmt: skip
OWED = {
    "debt_bank": "to the bank", "debt_guaranteed": "to the bank under a guarantee",
    "debt_informal": "to neighbours", "debt_mutual": "to the mutual-aid fund",
}  # fmt: skip


def introduce(scenario: Scenario, life: Life, row: int) -> str:
    """The household at the opening, the same in every arm, said once."""
    h, place = life.opening, life.village
    where = (f"Household {row} lives in village {h['village']} of {scenario.villages}, in "
             f"{QUARTERS[place['remoteness_quartile']]} of the county's villages.")
    parts = [where, f"At the end of {scenario.start} it has {people(h)}.", *capacity(h), *assets(h),
             *standing(h), livelihood(scenario, life)]
    return " ".join(parts)


def people(h: State) -> str:
    """Who belongs to the household."""
    elderly = round(h["persons"]) - h["adults"] - h["children"]
    kinds = [many(h["adults"], "adult") + " of working age"]
    kinds += [many(h["children"], "child", "children")] * (h["children"] > 0)
    kinds += [many(elderly, "elderly person", "elderly people")] * (elderly > 0)
    at_home = "; an adult woman works at home" if h["woman_at_home"] else ""
    sick = "; someone is chronically ill" if h["chronically_ill"] else ""
    return f"{many(h['persons'], 'person')}: {series(kinds)}{at_home}{sick}"


def capacity(h: State) -> Iterator[str]:
    """Schooling, health, skill, trust and work off the farm."""
    school = f"adults went to school for {h['schooling']:.1f} years on average, " if h["adults"] else ""
    yield sentence([f"{school}health is {h['health']:.2f} of full capacity to work, skill "
                    f"{h['skill']:.2f} and trust in cadres {h['trust']:.2f} on a scale to one"])
    jobs = h["off_farm_workers"]
    yield sentence([f"{many(jobs, 'adult')} {'has' if jobs == 1 else 'have'} a job off the farm"
                    if jobs else "nobody has a job off the farm"])


def assets(h: State) -> Iterator[str]:
    """Land, tools, the lumpy activity, savings and debts."""
    water = "with" if h["irrigated"] else "without"
    yield (f"It has {h['land']:.1f} mu of land {water} water, tools and stock worth "
           f"{yuan(h['farm_capital'])} yuan, and {yuan(h['cash'])} yuan of savings, grain included.")
    knows = "" if h["knows_activity"] else " and does not know how to run one"
    yield (f"It has a greenhouse or herd worth {yuan(h['activity_capital'])} yuan."
           if h["activity_capital"] >= 0.5 else f"It has no greenhouse or herd{knows}.")
    owed = [f"{yuan(h[debt])} yuan {OWED[debt]}" for debt in DEBTS if h[debt] >= 0.5]
    if owed:
        yield f"It owes {series(owed)}."


def standing(h: State) -> Iterator[str]:
    """Guarantee, party, elite, and what the home lacks."""
    flags = {"dibao": "it draws the rural minimum living guarantee",
             "party_member": "a member belongs to the party",
             "elite": "it is rich or kin of the village elite"}
    held = [words for name, words in flags.items() if h[name]]
    if held:
        yield sentence([series(held)])
    lacks = [words for name, words in LACKS.items() if h[name]]
    yield sentence([series(lacks) if lacks else "the home lacks nothing that is counted"])


def livelihood(scenario: Scenario, life: Life) -> str:
    """Income and consumption a head, the line, and the first cause of poverty that holds."""
    h = life.opening
    head, eaten = h["income"] / h["persons"], h["consumption"] / h["persons"]
    side = "below" if head < life.line else "not below"
    cause = CAUSES[h["true_cause"]]
    why = ("None of the model's causes of poverty holds for it." if cause == "none"
           else f"The first of the model's causes of poverty that holds for it is {CAUSE[cause]}.")
    return (f"In {scenario.start} income was {yuan(head)} and consumption {yuan(eaten)} yuan a head; "
            f"the income is {side} the line of {yuan(life.line)} yuan, under which it counts as "
            f"poor. {why}")


def close(lives: tuple[Life, Life], under: tuple[str, str]) -> Iterator[str]:
    """Years in poverty, what is left in both worlds, what programmes gave, and what this shows."""
    yield f"{years_poor(lives, under)} {holdings(lives, under)}"
    yield (f"{aid_in_sum(lives, under)} One household in one run shows a mechanism, not an effect: "
           "for effects look at the differences of the whole run.")


def years_poor(lives: tuple[Life, Life], under: tuple[str, str]) -> str:
    """In how many years it was poor in both worlds."""
    counts = [sum(year.poor for year in life.years) for life in lives]
    one, other = (spelt(count) if count else "none" for count in counts)
    spent = f"Of {many(len(lives[0].years), 'year')} it spent {one} in poverty"
    if one == other:
        return f"{spent} in {'both worlds' if counts[0] else 'either world'}."
    return f"{spent} {under[0]} and {other} {under[1]}."


def holdings(lives: tuple[Life, Life], under: tuple[str, str]) -> str:
    """What the household owns, owes and can do in the end, first world and second."""
    ends = [life.years[-1].now for life in lives]
    owned = {"savings of": "cash", "tools and stock worth": "farm_capital",
             "a greenhouse or herd worth": "activity_capital"}
    lines = [both(words, [yuan(end[name]) for end in ends], " yuan") for words, name in owned.items()]
    lines.append(both("debts of", [yuan(sum(end[debt] for debt in DEBTS)) for end in ends], " yuan"))
    lines.append(both("jobs off the farm", [str(end["off_farm_workers"]) for end in ends]))
    lines += [both(name, [f"{end[name]:.2f}" for end in ends]) for name in ("skill", "health", "trust")]
    return f"At the end of {lives[0].years[-1].year} it has, {series(under)}: {'; '.join(lines)}."


def both(words: str, values: list[str], unit: str = "") -> str:
    """One holding in both worlds."""
    if values[0] == values[1]:
        return f"{words} {values[0]}{unit} in both"
    return f"{words} {values[0]} and {values[1]}{unit}"


def aid_in_sum(lives: tuple[Life, Life], under: tuple[str, str]) -> str:
    """What programmes paid the household over all years, and paid or did for it."""
    told = [f"{name} {series(gained(life))}" for life, name in zip(lives, under, strict=True)
            if gained(life)]
    return f"In all, programmes brought it: {'; '.join(told)}." if told else (
        "Programmes brought it nothing directly.")


def gained(life: Life) -> list[str]:
    """The cash that programmes paid, assets, bills and interest paid, and services of any year."""
    sums = {
        "assets worth": sum(y.given.get("activity_grant", 0.0) + y.given.get("farm_capital_grant", 0.0)
                            for y in life.years),
        "medical bills of": sum(y.now["medical_cover"] * y.now["medical_paid"] for y in life.years),
        "interest of": sum(y.now["interest_cover"] for y in life.years),
    }
    paid = aid_over(life.years)
    cash = [aid_in_words(paid)] if sum(paid.values()) >= 0.5 else []
    cash += [f"{words} {yuan(amount)} yuan" for words, amount in sums.items() if amount >= 0.5]
    came = [name for name in GIVEN if name not in ("activity_grant", "farm_capital_grant")
            and any(y.given.get(name, 0.0) > 0 for y in life.years)]
    visits = sum(y.given.get("visits", 0.0) for y in life.years)
    return cash + bare(came) + [many(visits, "visit")] * (visits >= 0.5)

