"""One household's life in two arms: the same people and the same luck, told in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .cycle import live_a_year
from .scenario import Scenario
from .simulate import enter_arm, open_society
from .society import Society

GIVEN = {
    "training": "an adult took a course",
    "activity_grant": "animals or a greenhouse were granted",
    "farm_capital_grant": "tools and stock were given",
    "tuition": "schooling was paid for",
    "housing": "the home was repaired",
    "job_brokering": "help came in the search for a job",
    "reserved_jobs": "a local employer kept a place",
    "jobs_away": "a partner county kept a place",
    "guarantee": "a credit line was guaranteed",
    "women_credit": "credit was offered to a woman of the household",
    "clinic": "a better clinic covered the household",
    "irrigated_land": "water came to the land",
}


@dataclass
class Year:
    """A year of one household: what happened, income a head, and whether it was poor."""

    year: int
    income: float
    poor: bool
    events: list[str] = field(default_factory=list)


def live_twice(
    scenario: Scenario, arms: tuple[str, str], replication: int, row: int
) -> list[list[Year]]:
    """The years of one row of the household table in two arms of a replication."""
    opened = open_society(scenario, replication)
    return [list(live(enter_arm(opened, arm), row)) for arm in arms]


def live(society: Society, row: int) -> Iterator[Year]:
    """Let the years pass and note what happens to the row."""
    scenario = society.scenario
    for year in range(scenario.start + 1, scenario.start + scenario.years + 1):
        before = state(society, row)
        society.year = year
        live_a_year(society)
        after = state(society, row)
        income = after["income"] / after["persons"]
        lived = Year(year, income, income < society.world.poverty_line)
        lived.events += [*luck(after), *work(before, after, society), *aid(before, after, society, row)]
        yield lived


def state(society: Society, row: int) -> dict[str, Any]:
    """Every column of one household now."""
    return {name: column[row].item() for name, column in society.households.items()}


def luck(now: dict[str, Any]) -> Iterator[str]:
    """Illness, drought, failure: what no arm decides."""
    if now["ill"]:
        covered = round(now["medical_cover"])
        part = f", of which a programme paid {covered:,}" if covered > 0 else ""
        yield f"someone fell ill, with a bill of {now['medical_bill']:,.0f} yuan{part}"
    if now["ill"] and now["care_forgone"]:
        yield "the bill could not be paid and care was forgone"
    if now["drought_loss"] > 0:
        yield f"drought took {100 * now['drought_loss']:.0f}% of the harvest"
    if now["activity_failed"]:
        yield "the greenhouse or herd failed"


def work(before: dict[str, Any], now: dict[str, Any], society: Society) -> Iterator[str]:
    """Jobs, the lumpy activity, sales in distress, schooling."""
    jobs = now["off_farm_workers"] - before["off_farm_workers"]
    if jobs:
        yield "an adult took a job away from the farm" if jobs > 0 else "an off-farm job ended"
    least = society.world.activity_minimum
    ran, runs = (side["activity_capital"] >= least for side in (before, now))
    if runs and not ran:
        yield "a greenhouse or herd was started"
    elif ran and not runs:
        yield "the greenhouse or herd was given up"
    sold = now["farm_capital_sold"] + now["activity_capital_sold"]
    if sold > 1:
        yield f"tools or animals worth {sold:,.0f} yuan were sold in distress"
    if now["dropped_out"] and not before["dropped_out"]:
        yield "a child left school"
    if now["undernourished"] and not before["undernourished"]:
        yield "food was short"


def aid(
    before: dict[str, Any], now: dict[str, Any], society: Society, row: int
) -> Iterator[str]:
    """Lists, visits, and what programmes gave."""
    if now["registered"] != before["registered"]:
        yield "it came on the list of the poor" if now["registered"] else "it left the list of the poor"
    for name, words in GIVEN.items():
        channel = society.channels.get(name)
        if channel is not None and channel.on() is not channel.column.neutral:
            if channel.values is not None and channel.values[row] > 0:
                yield words
    visits = society.given("visits", society.households)
    if not isinstance(visits, float) and visits[row] >= 0.5:
        yield f"a cadre came {visits[row]:.0f} times" if visits[row] >= 1.5 else "a cadre came once"
    paid = sum(float(flow[row]) for (payer, payee, _), flow in society.ledger.flows.items()
               if payer.startswith("programme:") and payee == "households")
    if paid >= 1:
        yield f"programmes paid it {paid:,.0f} yuan"


def tell(arms: tuple[str, str], lives: list[list[Year]], row: int) -> Iterator[str]:
    """The two lives year by year: what both shared once, then what differed."""
    yield f"Household {row} in two simulated worlds with the same luck: {arms[0]} and {arms[1]}."
    for one, other in zip(*lives, strict=True):
        shared = [event for event in one.events if event in other.events]
        parts = [f"in both worlds {', '.join(shared)}"] if shared else []
        for arm, mine, others in ((arms[0], one, other), (arms[1], other, one)):
            own = [event for event in mine.events if event not in others.events]
            if own:
                parts.append(f"under {arm} {', '.join(own)}")
        parts.append(incomes(arms, one, other))
        yield f"{one.year}: {'; '.join(parts)}."
    yield summary(arms, lives)


def incomes(arms: tuple[str, str], one: Year, other: Year) -> str:
    """Income a head under both arms, and which side of the line it is on."""
    side = {True: "poor", False: "not poor"}
    if abs(one.income - other.income) < 0.5:
        return f"income {one.income:,.0f} yuan a head under both ({side[one.poor]})"
    return (f"income {one.income:,.0f} yuan a head under {arms[0]} ({side[one.poor]}), "
            f"{other.income:,.0f} under {arms[1]} ({side[other.poor]})")


def summary(arms: tuple[str, str], lives: list[list[Year]]) -> str:
    """Years in poverty under both arms."""
    poor = [sum(year.poor for year in life) for life in lives]
    return (f"In {len(lives[0])} years it was poor in {poor[0]} under {arms[0]} and in {poor[1]} "
            f"under {arms[1]}. One household in one run shows a mechanism, not an effect.")
