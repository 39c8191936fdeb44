"""The words of a life: amounts, counts, causes, and what each channel brings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

from sim.language import phrase

CAUSE = {
    "none": "none of the known causes",
    "labour": "lack of labour",
    "illness": "illness",
    "disaster": "a lost harvest",
    "schooling": "the cost of schooling",
    "skill": "lack of skill",
    "funds": "lack of funds",
    "remoteness": "remoteness",
}
GIVEN = {
    "activity_grant": "animals or a greenhouse worth {0:,.0f} yuan",
    "farm_capital_grant": "tools and stock worth {0:,.0f} yuan",
    "unfit_goods": "goods worth {0:,.0f} yuan that met no need and were sold",
    "land_change": "{0:.1f} mu of land",
    "training": "training for an adult",
    "literacy": "a literacy course",
    "extension": "advice on improved seed",
    "seed_subsidy": "an offer to pay {0:.0%} of improved seed",
    "irrigated_land": "water for {0:.1f} mu of land",
    "clinic": "the cover of a better clinic",
    "maternal_care": "care for mothers and small children",
    "tuition": "{0:.0%} of the cost of schooling",
    "school_meals": "meals at school",
    "service_access": "outreach of clinic and school",
    "housing": "a grant for the home",
    "job_brokering": "help in the search for a job",
    "works": "a year's job in public works",
    "kept_jobs": "a place kept by an enterprise",
    "reserved_jobs": "a place kept by a local employer",
    "jobs_away": "a place kept in the partner county",
    "helper_days": "{0:,.0f} paid days as a helper of others",
    "advice": "advice or a contract that takes risk off a start-up",
    "guarantee": "a guarantee for a credit line of {0:,.0f} yuan",
    "deposit_rate": "a deposit for a guarantee",
    "recommendation": "a cadre's word for a loan",
    "small_credit": "an offer of {0:,.0f} yuan of small credit",
    "interest_subsidy": "money set aside for interest on guaranteed loans",
    "floor_monitoring": "visits that watch for a fall below the income floor",
}
# The same without an amount, for what goes on over several years.
BARE = {
    "activity_grant": "animals or a greenhouse",
    "farm_capital_grant": "tools and stock",
    "unfit_goods": "goods that met no need and were sold",
    "land_change": "land",
    "seed_subsidy": "an offer to pay for improved seed",
    "irrigated_land": "water",
    "tuition": "help with the cost of schooling",
    "helper_days": "paid days as a helper of others",
    "guarantee": "a guarantee for credit",
    "small_credit": "an offer of small credit",
}
# What goes on for as long as somebody pays: its end is told.
LASTING = ("clinic", "maternal_care", "tuition", "school_meals", "service_access", "floor_monitoring")
AROUND = {
    "fund_seed": "seed money for a mutual-aid fund of the village",
    "lasting_jobs": "lasting jobs in the village",
    "participation": "committee seats for the poor of the village",
    "technicians": "technicians of a paired village who teach",
    "organisation": "support for the organisation of the village",
    "supervision": "supervision of the village's lists and exits",
    "founding": "a post in the village team offered to a capable person",
    "guarantee_backing": "a rule on the deposits behind guaranteed loans",
    "incentive": "a reward for the rated work of its cadre",
    "gaming": "a rating by exits, which tempts its cadre",
    "recommended": "cadres recruited by recommendation",
    "public_investment": "public investment in work off the farm",
    "public_farm_investment": "public investment in farming",
}
HOME = {
    "unsafe_house": "the house was made safe",
    "unsafe_water": "safe water came to the home",
    "no_electricity": "electricity came to the home",
    "no_toilet": "a proper toilet was built",
    "solid_fuel": "a clean stove replaced the open fire",
}
LACKS = {
    "unsafe_house": "the house is unsafe",
    "unsafe_water": "the water is unsafe",
    "no_electricity": "there is no electricity",
    "no_toilet": "there is no proper toilet",
    "solid_fuel": "it cooks on an open fire",
}
SOURCES = {
    "farm_income": "the farm",
    "activity_income": "the greenhouse or herd",
    "wage_income": "wages",
    "property_income": "interest and profits received",
    "transfer_income": "transfers",
    "interest": "interest on debts",
    "tax_paid": "the programme tax",
}
NUMBERS = "no, one, two, three, four, five, six, seven, eight, nine, ten"


def yuan(amount: float) -> str:
    """An amount of yuan, rounded, thousands separated."""
    return f"{round(amount):,}"


def spelt(count: int) -> str:
    """A whole number in words up to ten, in digits beyond."""
    numbers = phrase(NUMBERS).split(", ")
    return numbers[count] if count < len(numbers) else f"{count:,}"


def many(number: float, one: str, more: str) -> str:
    """A count in its sentence, of one or of more: `{} child` and `{} children`."""
    count = round(number)
    return phrase(one if count == 1 else more, spelt(count))


def times(number: float) -> str:
    """How often: `once`, `twice`, `three times`."""
    often = {1: "once", 2: "twice"}.get(round(number))
    return phrase(often) if often else phrase("{} times", spelt(round(number)))


def so_many_years(number: float) -> str:
    """A count of years: `one year`, `two years`."""
    return many(number, "{} year", "{} years")


def series(parts: Iterable[str]) -> str:
    """Parts as a list in a sentence: `a, b and c`."""
    *first, last = parts
    return phrase("{} and {}", phrase(", ").join(first), last) if first else last


def enumerated(parts: Iterable[str]) -> str:
    """The same of parts that are clauses, or as long as clauses."""
    *first, last = parts
    if not first:
        return last
    return phrase("{before} and {last}", before=phrase(", ").join(first), last=last)


def sentence(clauses: Sequence[str]) -> str:
    """Clauses as one sentence, with a capital and a full stop."""
    text = joined(clauses)
    return phrase("{}.", f"{text[:1].upper()}{text[1:]}")


def joined(clauses: Sequence[str]) -> str:
    """Clauses one after the other within a sentence."""
    return phrase("; ").join(clauses)


def paragraph(sentences: Iterable[str]) -> str:
    """Sentences one after the other."""
    return reduce(lambda before, more: phrase("{before} {more}", before=before, more=more), sentences)
