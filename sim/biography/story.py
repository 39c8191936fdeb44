"""The telling: who the household is, then both lives year by year, then what was left in the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sim.biography.living import ABSENT, GROUPS, NEED, Topic, eventful
from sim.biography.luck import luck
from sim.biography.policy import aid_in_words, aid_over, bare, split_measures
from sim.biography.portrait import close, introduce
from sim.biography.words import SOURCES, enumerated, paragraph, sentence, series, yuan
from sim.biography.years import Life, Year
from sim.language import phrase
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
    one, other = (phrase("without programmes") if nobody and not all(idle) else
                  phrase("under {arm}", arm=arm) for nobody, arm in zip(idle, arms, strict=True))
    return one, other


def worlds(scenario: Scenario, lives: tuple[Life, Life], under: Names) -> str:
    """Which two worlds the household lives in."""
    acting = [series(phrase(made(use).title).lower() for use in scenario.arms[life.arm].values())
              if scenario.arms[life.arm] else "" for life in lives]
    named = [phrase("{world} ({strategies})", world=name, strategies=titles) if titles else name
             for name, titles in zip(under, acting, strict=True)]
    return phrase("From {} on it lives twice, {}, with the same weather, illness and chances in both "
                  "worlds.", scenario.start + 1, series(named))  # fmt: skip


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
    text = [phrase("{year}.", year=one.year), *fate]
    text += block(phrase("either way" if fate else "in both worlds"), [both for both, _, _ in groups])
    text += block(under[0], [first for _, first, _ in groups])
    text += block(under[1], [second for _, _, second in groups])
    text += savings(one, other, under)
    if one.world.poverty_line != one.line_before:
        text.append(phrase("The line is now {} yuan a head.", yuan(one.world.poverty_line)))
    return paragraph([*text, means([(one, other)], under)])


def savings(one: Year, other: Year, under: Names) -> list[str]:
    """With what it had entered the year, where it met need differently in the two worlds."""
    had = [year.before["cash"] for year in (one, other)]
    _, first, second = compare(NEED, one, other)
    if not (first or second) or abs(had[0] - had[1]) < WORTH_COMPARING:
        return []
    return [phrase("It had entered the year with savings of {one} yuan {here} and {other} {there}.",
                   one=yuan(had[0]), here=under[0], other=yuan(had[1]), there=under[1])]


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
                own.append(phrase(ABSENT[topic]))
    return both, first, second


def block(where: str, groups: Iterable[list[str]]) -> list[str]:
    """What happened in one world, a sentence a group; the first says where."""
    told = [clauses for clauses in groups if clauses]
    if told:
        told[0] = [phrase("{where}, {what}", where=where, what=told[0][0]), *told[0][1:]]
    return [sentence(clauses) for clauses in told]


def tell_quiet_years(run: list[Pair], under: Names) -> str:
    """Years in a row without news: what went on in each world, and what was earned."""
    first, last = run[0][0].year, run[-1][0].year
    when = "{year}." if first == last else "{year} and {last}." if last == first + 1 else (
        "{year} to {last}.")
    text = [phrase(when, year=first, last=last), phrase("Nothing new happened.")]
    for side, name in enumerate(under):
        text += routine([pair[side] for pair in run], name)
    return paragraph([*text, means(run, under)])


def routine(years: list[Year], name: str) -> list[str]:
    """What went on as before through some years in one world."""
    kinds = list(dict.fromkeys(kind for year in years for kind in split_measures(year)[1]))
    went_on = [phrase("it went on being given {}", enumerated(bare(kinds)))] if kinds else []
    if any(year.given.get("visits", 0.0) >= 0.5 for year in years):
        went_on.append(phrase("a cadre went on coming"))
    paid = aid_over(years)
    if sum(paid.values()) >= 0.5:
        went_on.append(phrase("programmes paid it {}", aid_in_words(paid)))
    return block(name, [went_on])


def means(run: list[Pair], under: Names) -> str:
    """Income and consumption a head in both worlds, and whether that was poor."""
    ours, theirs = [one for one, _ in run], [other for _, other in run]
    earned = [amounts([y.income for y in years]) for years in (ours, theirs)]
    eaten = [amounts([y.consumption for y in years]) for years in (ours, theirs)]
    poor = how_poor(run, under) + (difference(*run[0]) if len(run) == 1 else "")
    income = phrase("Income a head was {}, {}.", in_worlds(earned, under), poor)
    same = eaten[0] == eaten[1]
    return paragraph([income, phrase("Consumption was {}.", eaten[0] if same else
                                     phrase("{} and {}", *eaten))])  # fmt: skip


def in_worlds(said: list[str], under: Names) -> str:
    """An amount in both worlds, or one in each."""
    if said[0] == said[1]:
        return phrase("{} in both worlds", said[0])
    return phrase("{one} {here} and {other} {there}", one=said[0], here=under[0], other=said[1],
                  there=under[1])


def amounts(values: list[float]) -> str:
    """Amounts of consecutive years."""
    return phrase("{} yuan", series([yuan(value) for value in values]))


def how_poor(run: list[Pair], under: Names) -> str:
    """Whether, where and when the household was poor."""
    poor = [[str(pair[side].year) for pair in run if pair[side].poor] for side in (0, 1)]
    if poor[0] != poor[1]:
        told = [phrase("{world} in {years}", world=name, years=series(years)) if len(run) > 1 else name
                for name, years in zip(under, poor, strict=True) if years]
        return phrase("poor only {where}" if len(told) == 1 else "poor {where}", where=series(told))
    if not poor[0]:
        return phrase("not poor")
    if len(poor[0]) < len(run):
        return phrase("poor in {years}", years=series(poor[0]))
    return phrase("poor")


def difference(one: Year, other: Year) -> str:
    """Where most of the gap between the two incomes comes from, if there is one to speak of."""
    gap = other.now["income"] - one.now["income"]
    if abs(gap) < 0.05 * one.world.poverty_line * one.now["persons"]:
        return ""
    parts = {words: (sources(other)[name] - sources(one)[name]) / gap
             for name, words in SOURCES.items()}
    largest = sorted(parts, key=lambda words: -parts[words])
    chief = largest[:1] if parts[largest[0]] >= 0.6 else largest[:2]
    return phrase("; the difference is mostly {}", series(map(phrase, chief)))


def sources(y: Year) -> dict[str, float]:
    """The parts of which income is the sum, yuan."""
    parts = {name: y.now[name] for name in SOURCES if name not in ("interest", "tax_paid")}
    cost = y.now["interest_due"] - y.now["interest_cover"]
    return parts | {"interest": -cost, "tax_paid": -y.now["tax_paid"]}
