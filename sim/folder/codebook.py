"""The codebook: every file of a results folder, column by column."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sim.agents.household import COLUMNS as STATE
from sim.folder import of_measures, of_survey
from sim.folder.column import Column as Column
from sim.ground.measured import Measured

if TYPE_CHECKING:
    from sim.strategies import Strategy

LUCK, VARIANCE = "common_luck.csv", "variance_of_worlds.csv"
WORLDS, ACROSS = "worlds.csv", "across_worlds.csv"

ARM = Column("arm", "name", "arm of the scenario, in file order")
BASELINE = Column("baseline", "name", "arm that the others are compared with")
REPLICATION = Column("replication", "number", "counts from 1; one luck, the same in all arms")
SEED = Column("seed", "number", "where the luck of the replication comes from, same in all arms")
YEAR = Column("year", "year", "the value at the end of this year; flows are of this year")
MEASURE = Column(
    "measure", "name",
    "what is measured; consumption_ marks consumption per head; inclusion_error, exclusion_error, "
    "leakage and false_exits call poor whose income of the year was below the national line before "
    "what programmes paid the household itself (a helper's wages and the price of land are no aid); "
    "measures.csv says what each is",
)  # fmt: skip
LINE = Column("line", "name", "poverty line; empty where the measure has none")
GROUP = Column("group", "name", "all, or dimension=value; quintiles are of baseline income")
UNIT = Column("unit", "name", "unit of the numbers in this row; shares run from 0 to 1")
RUN = Column("run", "name", "arm and replication in one word")
N = Column("n", "runs", "replications behind the numbers in this row")
_SPREAD = (
    Column("sd", "see unit", "standard deviation over replications; empty when n < 2"),
    Column("ci_low", "see unit", "low end of the 95% Student t interval of the mean"),
    Column("ci_high", "see unit", "high end of the 95% Student t interval of the mean"),
    UNIT,
)
_ENDS = (
    Column("ci_low", "share", "low end of the 95% Student t interval over replications"),
    Column("ci_high", "share", "high end of the same interval"),
)
_FGT = Column("measure", "name", "fgt0, fgt1 or fgt2")
_ACCOUNTS = (
    "households, rich_households, village_pools, mutual_funds, bank, guarantee_pool, "
    "enterprises, treasury, programme:NAME, donors or rest_of_world"
)

_EFFECTS = (
    ARM,
    Column("world", "name", "world of the ensemble that the replication lives in"),
    REPLICATION, YEAR,
    Column("measure", "name",
           "fgt0, fgt1, fgt2 or consumption_fgt0 of everybody; paid: cost_total over population"),
    LINE,
    Column("effect", "see unit", "arm minus baseline (manifest.json) in the same replication, world and "
           "luck; across_worlds.csv is of another folder, which manifest.json names"),
    UNIT,
)  # fmt: skip

CODEBOOK: dict[str, tuple[Column, ...]] = {
    "runs.csv": (
        RUN, ARM, REPLICATION, SEED,
        Column("status", "name", "done or failed"),
        Column("seconds", "seconds", "processor time from nothing to recorded; varies"),
    ),
    "failures.csv": (
        RUN, ARM, REPLICATION, SEED,
        Column("error", "text", "what went wrong; the file exists only if a run failed"),
        Column("traceback", "text", "where in the code it went wrong, innermost last"),
    ),
    "outcomes.csv": (
        ARM, REPLICATION, SEED, YEAR, MEASURE, LINE, GROUP,
        Column("value", "see unit", "the one number of this row"),
        UNIT,
    ),
    "distributions.csv": (
        ARM, REPLICATION, YEAR,
        Column("variable", "name", "income or consumption per head"),
        Column("percentile", "number", "1 (poorest) to 100, bins with equal numbers of persons"),
        Column("value", "yuan of 2010 per person and year", "mean of the bin"),
    ),
    "transitions.csv": (
        ARM, REPLICATION,
        Column("from_year", "year", "year of the first state"),
        Column("to_year", "year", "year of the second state"),
        Column("from_state", "name", "state at the end of from_year"),
        Column("to_state", "name", "state at the end of to_year"),
        Column("persons", "persons", "persons who went from the one to the other"),
    ),
    "ledger.csv": (
        ARM, REPLICATION, YEAR,
        Column("payer", "account", f"who paid: {_ACCOUNTS}"),
        Column("payee", "account", "who received, never the payer itself"),
        Column("kind", "name", "what for; payments.csv explains it"),
        Column("amount", "yuan of 2010", "sum over the year and the whole county"),
    ),
    "summary.csv": (
        ARM, YEAR, MEASURE, LINE, GROUP, N,
        Column("mean", "see unit", "mean over replications"),
        *_SPREAD,
    ),
    "differences.csv": (
        ARM, BASELINE, YEAR, MEASURE, LINE, GROUP, N,
        Column("mean", "see unit", "mean over replications of arm minus baseline, paired"),
        *_SPREAD,
    ),
    "cost_effectiveness.csv": (
        ARM, BASELINE,
        Column("measure", "name",
               "fgt0: person-years of poverty; fgt1: yuan of poverty gap; _discounted: 5% a year"),
        N,
        Column("cost", "yuan of 2010", "mean of what the arm paid beyond the baseline, all years"),
        Column("averted", "person-years or yuan", "mean of baseline minus arm, all years"),
        Column("ratio", "yuan a unit averted",
               "mean cost over mean averted, where both are above 0; empty: see note"),
        Column("ci_low", "yuan a unit averted", "low end of the 95% bootstrap interval of ratio"),
        Column("ci_high", "yuan a unit averted", "high end of the same interval"),
        Column("note", "text", "why there is no ratio, or how to read it"),
    ),
    "equal_terms.csv": (
        ARM, BASELINE,
        Column("quantity", "name",
               "change of fgt0, fgt1, fgt2 for 100 yuan paid a person and year, mean of all years; "
               "of fgt0 for 1% more mean income, last year"),
        N,
        Column("ratio", "share", "mean change over mean divisor, where it is above 0; empty: see note"),
        Column("ci_low", "share", "low end of the 95% bootstrap interval of ratio"),
        Column("ci_high", "share", "high end of the same interval"),
        Column("note", "text", "why there is no ratio"),
    ),
    LUCK: (
        ARM, BASELINE,
        Column("measure", "name", "fgt0, in the last year, national line, all persons"),
        N,
        Column("sd_arm", "share", "standard deviation over replications in the arm"),
        Column("sd_baseline", "share", "the same in the baseline"),
        Column("sd_difference", "share", "the same of arm minus baseline, paired by replication"),
        Column("narrower", "times",
               "how much wider the interval of the difference would be if each arm had luck of its own"),
        Column("worth", "times",
               "as many replications with luck of its own in each arm would be as sure: the variances "
               "of both over the variance of the paired difference; empty where that is 0"),
    ),
    WORLDS: _EFFECTS,
    ACROSS: _EFFECTS,
    VARIANCE: (
        ARM, BASELINE, YEAR, _FGT, LINE,
        Column("n", "runs", "effects behind the numbers in this row; the file exists only where some "
               "world is lived in twice"),
        Column("worlds", "number", "worlds that they are of"),
        Column("mean", "see unit", "mean effect"),
        Column("squares_of_worlds", "unit squared", "sum of squares between worlds"),
        Column("squares_of_luck", "unit squared",
               "sum of squares within worlds; both add up to the squared deviations from the mean"),
        Column("variance_of_worlds", "unit squared",
               "variance of effects between worlds, of which luck is taken out (one-way random "
               "effects, method of moments); 0 where that is below 0"),
        Column("variance_of_luck", "unit squared", "variance of effects within a world"),
        Column("share_of_worlds", "share", "the first of the sum of both; empty where that is 0"),
        Column("ci_low", "share",
               "low end of the 95% interval of share_of_worlds (F, of normal effects; exact where "
               "every world has as many replications)"),
        Column("ci_high", "share", "high end of the same interval"),
        UNIT,
    ),
    "attribution.csv": (
        Column("part", "name",
               "strategy, part or set of them; the file exists only where arms are coalitions"),
        _FGT,
        Column("share", "share",
               "its Shapley value: how much it changes the measure in the last year, national line; "
               "the parts sum to the whole arm minus the arm that does nothing"),
        *_ENDS, N,
    ),
    "interactions.csv": (
        Column("first", "name", "part; the file exists only where arms are coalitions"),
        Column("second", "name", "another part"),
        _FGT,
        Column("value", "share",
               "their Shapley interaction: what the pair changes beyond the two apart; below 0 they "
               "complement each other, above 0 they replace each other"),
        *_ENDS, N,
    ),
    of_survey.SURVEY: of_survey.COLUMNS,
    "measures.csv": (
        Column("measure", "name", "a measure that the scenario records"),
        Column("other_names", "text", "what else it is called, apart by semicolons"),
        Column("unit", "name", "its unit; a share runs from 0 to 1"),
        Column("lines", "name", "each recorded line, or the national one alone; empty: it has none"),
        Column("formula", "text",
               "y: yuan a person, z: a line, [...]: 1 where it holds, else 0; means are over persons"),
        Column("meaning", "text", "what it says, in a sentence"),
        Column("reference", "text", "who introduced it; empty where it is of this model alone"),
    ),
    "payments.csv": (
        Column("kind", "name", "kind of payment in ledger.csv"),
        Column("title", "name", "what charts call it"),
        Column("route", "text",
               "accounts that the money passes, programme for any; `;` stands between routes"),
        Column("counts_as", "name",
               "to households that a programme pays: transfer (aid and income), workfare (aid and "
               "wages), wage (wages, no aid), asset (a price: no income, no aid); or empty"),
        Column("meaning", "text", "what is paid"),
    ),
    "columns.csv": (
        Column("file", "name", "file of the results folder"),
        Column("column", "name", "its column, or a measure of its column `measure`"),
        Column("unit", "name", "unit of the column"),
        Column("meaning", "text", "what the column says"),
    ),
}  # fmt: skip

# Tables that runs leave, and the number of leading fields that make a row's key.
KEYS = {"outcomes": 4, "distributions": 3, "transitions": 4, "ledger": 4, "households": 2}
HOUSEHOLDS = "households.csv"
FOLLOWED = (
    ARM, REPLICATION, YEAR,
    Column("household", "number", "row in the county, the same household in all arms of a replication; "
           "those followed stand at equal steps over the rows, which are in the order of villages"),
)  # fmt: skip
# Written beside the tables; charts come on top of them.
PAGES = ("manifest.json", "scenario.yaml", "report.html", "report.zh.html", "points.csv", "best.csv",
         "robustness.csv", "regions.csv", "regret.csv", "sensitivity.csv", "leaning.csv",
         "optimum.csv", "sweep.yaml", "outcomes.parquet")  # fmt: skip
# What need not be there: failures only where a run failed, households only where they are followed,
# shares where arms are coalitions, worlds where replications live in them, and what a folder of before
# there were dictionaries of measures and payments, and a table of common luck, cannot hold.
SHARES = ("attribution.csv", "interactions.csv")
OF_WORLDS = (WORLDS, VARIANCE, ACROSS)
OPTIONAL = {"failures.csv", HOUSEHOLDS, "measures.csv", "payments.csv", LUCK, of_survey.SURVEY,
            *SHARES, *OF_WORLDS}  # fmt: skip
FILES = (*CODEBOOK, HOUSEHOLDS, *PAGES)


def codebook(states: Iterable[str] = ()) -> dict[str, tuple[Column, ...]]:
    """The columns of every file; that of households is there if `states` of theirs are kept."""
    kept = [Column(name, STATE[name].unit, STATE[name].meaning) for name in states]
    return CODEBOOK | ({HOUSEHOLDS: (*FOLLOWED, *kept)} if kept else {})


def kinds(file: str) -> dict[str, str]:
    """How every column that a file may have is read: as `str`, `int64` or `float64`."""
    if file != HOUSEHOLDS:
        return {column.name: column.kind for column in CODEBOOK[file]}
    real = {name for name, state in STATE.items() if state.dtype == "float64"}
    states = {name: "float64" if name in real else "int64" for name in STATE}
    return {column.name: column.kind for column in FOLLOWED} | states


def header(file: str, states: Iterable[str] = ()) -> list[str]:
    """Column names of a results file, in order."""
    return [column.name for column in codebook(states)[file]]


def payments(others: Iterable[type[Strategy]] = ()) -> list[tuple[str, str, str, str, str]]:
    """The rows of payments.csv: every declared kind, those of other strategies included."""
    from sim.catalogue import all_payments  # late: who reads results waits for no model

    return [
        (kind, one.called(kind), one.route, one.counts_as, one.meaning)
        for kind, one in sorted(all_payments(others).items())
    ]


def rows(
    states: Iterable[str] = (), measures: Iterable[Measured] = (), of_worlds: str = ""
) -> list[tuple[str, str, str, str]]:
    """The codebook as rows of columns.csv: file, column, unit, meaning; then what measures say.

    `of_worlds` is what intervals over replications hold where these live in worlds.
    """
    columns = [
        (file, column.name, column.unit, column.meaning + _held(file, column, of_worlds))
        for file, columns in codebook(states).items()
        for column in columns
    ]
    return columns + of_measures.told(measures)


def _held(file: str, column: Column, of_worlds: str) -> str:
    """What a spread over replications holds, where it is more than luck."""
    spread = column.name.startswith(("sd", "ci_")) and file != VARIANCE
    if of_worlds and column is N:
        return "; of several in one world their mean is one"
    return f"; it holds {of_worlds}" if of_worlds and spread else ""
