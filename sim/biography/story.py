"""The telling: who the household is, then both lives year by year, then what was left in the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sim.biography.living import ABSENT, GROUPS, NEED, Topic, eventful
from sim.biography.luck import luck
from sim.biography.policy import aid_in_words, aid_over, bare, split_measures
from sim.biography.portrait import close, introduce
from sim.biography.words import SOURCES, sentence, series, yuan
from sim.biography.years import Life, Year
from sim.scenario import Scenario
from sim.strategies import made

Pair = tuple[Year, Year]
Names = tuple[str, str]
WORTH_COMPARING = 100  # yuan


def tell(scenario: Scenario, lives: tuple[Life, Life], row: int) -> Iterator[str]:
    """The paragraphs of a household's life in two worlds."""
    under = name_worlds(scenario, lives)
    yield introduce(scenario, lives[0], row)
    yield worlds(scenario, lives, under)
    pairs: list[Pair] = list(zip(lives[0].years, lives[1].years, strict=True))
    for run in gather(pairs):
        yield tell_year(*run[0], under) if told_alone(run[0]) else tell_quiet_years(run, under)
    yield from close(lives, under)


def name_worlds(scenario: Scenario, lives: tuple[Life, Life]) -> Names:
    """How the two worlds of a life are called."""
    return named(scenario, (lives[0].arm, lives[1].arm))


def named(scenario: Scenario, arms: tuple[str, str]) -> Names:
    """How the worlds of two arms are called: one in which nobody acts is one without programmes."""
    idle = [not scenario.arms[arm] for arm in arms]
    one, other = ("without programmes" if nobody and not all(idle) else f"under {arm}"
                  for nobody, arm in zip(idle, arms, strict=True))
    return one, other


def worlds(scenario: Scenario, lives: tuple[Life, Life], under: Names) -> str:
    """Which two worlds the household lives in."""
    acting = [series(made(use).title.lower() for use in scenario.arms[life.arm].values())
              if scenario.arms[life.arm] else "" for life in lives]
    named = [f"{name} ({titles})" if titles else name
             for name, titles in zip(under, acting, strict=True)]
    return (f"From {scenario.start + 1} on it lives twice, {series(named)}, with the same "
            "weather, illness and chances in both worlds.")


def gather(pairs: list[Pair]) -> list[list[Pair]]:
    """Years in order: each eventful one alone, uneventful ones that follow each other together."""
    runs: list[list[Pair]] = []
    for pair in pairs:
        if runs and not told_alone(pair) and not told_alone(runs[-1][0]):
            runs[-1].append(pair)
        else:
            runs.append([pair])
    return runs


def told_alone(pair: Pair) -> bool:
    """Whether the year brought luck or news in either world."""
    return bool(luck(*pair, ("", ""))) or eventful(pair[0]) or eventful(pair[1])


def tell_year(one: Year, other: Year, under: Names) -> str:
    """A year: its luck, what followed in both worlds, what in each, and what was earned."""
    fate = luck(one, other, under)
    groups = [compare(group, one, other) for group in GROUPS]
    text = [f"{one.year}.", *fate]
    text += block("either way" if fate else "in both worlds", [both for both, _, _ in groups])
    text += block(under[0], [first for _, first, _ in groups])
    text += block(under[1], [second for _, _, second in groups])
    text += savings(one, other, under)
    if one.world.poverty_line != one.line_before:
        text.append(f"The line is now {yuan(one.world.poverty_line)} yuan a head.")
    return " ".join([*text, means([(one, other)], under)])


def savings(one: Year, other: Year, under: Names) -> list[str]:
    """With what it had entered the year, where it met need differently in the two worlds."""
    had = [year.before["cash"] for year in (one, other)]
    _, first, second = compare(NEED, one, other)
    if not (first or second) or abs(had[0] - had[1]) < WORTH_COMPARING:
        return []
    return [f"It had entered the year with savings of {yuan(had[0])} yuan {under[0]} and "
            f"{yuan(had[1])} {under[1]}."]


def compare(
    group: Sequence[Topic], one: Year, other: Year
) -> tuple[list[str], list[str], list[str]]:
    """Clauses of a group of topics: those of both worlds, of the first alone, of the second."""
    both: list[str] = []
    first: list[str] = []
    second: list[str] = []
    for topic in group:
        ours, theirs = list(topic(one)), list(topic(other))
        both += [clause for clause in ours if clause in theirs]
        for own, clauses, others in ((first, ours, theirs), (second, theirs, ours)):
            own += [clause for clause in clauses if clause not in others]
            if not clauses and others and topic in ABSENT:
                own.append(ABSENT[topic])
    return both, first, second


def block(where: str, groups: Iterable[list[str]]) -> list[str]:
    """What happened in one world, a sentence a group; the first says where."""
    told = [clauses for clauses in groups if clauses]
    if told:
        told[0] = [f"{where}, {told[0][0]}", *told[0][1:]]
    return [sentence(clauses) for clauses in told]


def tell_quiet_years(run: list[Pair], under: Names) -> str:
    """Years in a row without news: what went on in each world, and what was earned."""
    first, last = run[0][0].year, run[-1][0].year
    joint = "and" if last == first + 1 else "to"
    text = [f"{first}." if first == last else f"{first} {joint} {last}.", "Nothing new happened."]
    for side, name in enumerate(under):
        text += routine([pair[side] for pair in run], name)
    return " ".join([*text, means(run, under)])


def routine(years: list[Year], name: str) -> list[str]:
    """What went on as before through some years in one world."""
    kinds = list(dict.fromkeys(kind for year in years for kind in split_measures(year)[1]))
    went_on = [f"it went on being given {series(bare(kinds))}"] if kinds else []
    if any(year.given.get("visits", 0.0) >= 0.5 for year in years):
        went_on.append("a cadre went on coming")
    paid = aid_over(years)
    if sum(paid.values()) >= 0.5:
        went_on.append(f"programmes paid it {aid_in_words(paid)}")
    return block(name, [went_on])


def means(run: list[Pair], under: Names) -> str:
    """Income and consumption a head in both worlds, and whether that was poor."""
    ours, theirs = [one for one, _ in run], [other for _, other in run]
    earned = [amounts([y.income for y in years]) for years in (ours, theirs)]
    eaten = [amounts([y.consumption for y in years]) for years in (ours, theirs)]
    said = f"{earned[0]} in both worlds" if earned[0] == earned[1] else (
        f"{earned[0]} {under[0]} and {earned[1]} {under[1]}")
    why = difference(*run[0]) if len(run) == 1 else ""
    return (f"Income a head was {said}, {how_poor(run, under)}{why}. Consumption was "
            f"{eaten[0] if eaten[0] == eaten[1] else ' and '.join(eaten)}.")


def amounts(values: list[float]) -> str:
    """Amounts of consecutive years."""
    return f"{series([yuan(value) for value in values])} yuan"


def how_poor(run: list[Pair], under: Names) -> str:
    """Whether, where and when the household was poor."""
    poor = [[str(pair[side].year) for pair in run if pair[side].poor] for side in (0, 1)]
    if poor[0] == poor[1]:
        when = f" in {series(poor[0])}" if len(poor[0]) not in (0, len(run)) else ""
        return f"{'poor' if poor[0] else 'not poor'}{when}"
    told = [f"{name} in {series(years)}" if len(run) > 1 else name
            for name, years in zip(under, poor, strict=True) if years]
    return f"poor {'only ' if len(told) == 1 else ''}{series(told)}"


def difference(one: Year, other: Year) -> str:
    """Where most of the gap between the two incomes comes from, if there is one to speak of."""
    gap = other.now["income"] - one.now["income"]
    if abs(gap) < 0.05 * one.world.poverty_line * one.now["persons"]:
        return ""
    parts = {words: (sources(other)[name] - sources(one)[name]) / gap
             for name, words in SOURCES.items()}
    largest = sorted(parts, key=lambda words: -parts[words])
    chief = largest[:1] if parts[largest[0]] >= 0.6 else largest[:2]
    return f"; the difference is mostly {series(chief)}"


def sources(y: Year) -> dict[str, float]:
    """The parts of which income is the sum, yuan."""
    parts = {name: y.now[name] for name in SOURCES if name not in ("interest", "tax_paid")}
    cost = y.now["interest_due"] - y.now["interest_cover"]
    return parts | {"interest": -cost, "tax_paid": -y.now["tax_paid"]}
