"""What the ODD+D protocol asks the code: entities, decisions, sentences of processes, patterns."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from sim import agents, docs
from sim.analysis import patterns
from sim.analysis.patterns.pattern import band
from sim.catalogue import COLUMNS, PARAMETERS, STREAMS
from sim.cycle import YEAR, describe
from sim.ground.ledger import PAYEES
from sim.ground.rooms import members
from sim.observation.dictionary import by_default, measured
from sim.simulate import BURN_IN_YEARS

__all__ = ["BURN_IN_YEARS", "PAYEES"]
OF_HOUSEHOLD = "those of its household"
DECISIONS = {
    "households": ("plan_activity", "adopt_seed", "queue_for_jobs", "consume", "keep_farm",
                   "keep_activity", "forgo_care", "treat_illness", "sell_in_distress", "send_to_school",
                   "hide_wages"),
    "rich households": ("plan_hired_labour", "trade_distressed_assets"),
    "the bank": ("decide_loans", "lend_small_loans", "refinance", "write_off"),
    "enterprises": ("plan_hiring", "found_enterprises", "settle_enterprises"),
    "cadres": ("work_as_cadres", "learn_as_cadres"),
    "the government": ("keep_register", "pay_standing_transfers"),
    "strategies": ("run_strategies",),
}  # fmt: skip
"""Who decides, and in which processes: no other list says it."""


def agents_of_the_county() -> list[tuple[str, str, object]]:
    """Every kind of agent, what it is, and how many states of its own it has."""
    rooms = {room.__name__.rpartition(".")[2]: room for room in members(agents)}
    return [(name.replace("_", " "), docs.sentence(room), len(COLUMNS.get(name, ())) or OF_HOUSEHOLD)
            for name, room in rooms.items()]  # fmt: skip


def phases() -> list[tuple[str, str]]:
    """Every phase of the year with the names of its processes."""
    return [(phase, ", ".join(f"`{one.__name__}`" for one in processes))
            for phase, processes in YEAR.items()]  # fmt: skip


def sentences(*processes: str) -> list[tuple[str, str]]:
    """Processes of the year with what they do; KeyError for one that the year has not."""
    said = {name: sentence for _, name, sentence in describe()}
    return [(name, said[name]) for name in processes]


def decisions() -> list[tuple[str, str, str]]:
    """Who decides, in which process, and what."""
    return [(who, *row) for who, processes in DECISIONS.items() for row in sentences(*processes)]


def rivals() -> list[tuple[str, str, str, str]]:
    """Structures between which evidence does not decide: parameter, meaning, choices and why."""
    return [(name, one.meaning, " or ".join(one.prior), one.because) for name, one in PARAMETERS.items()
            if one.kind == "choice" and len(one.prior) > 1]  # fmt: skip


def luck() -> int:
    """How many streams of luck there are."""
    return len(STREAMS)


def recorded() -> list[tuple[str, str]]:
    """The measures that are recorded unless a scenario says otherwise, with what they say."""
    return [(name, measured()[name].meaning) for name in by_default()]


def told(module: str) -> str:
    """All that a file says of itself."""
    return docs.text(sys.modules[f"sim.{module}"])


def submodels() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The files of processes in the order of the year: name, docstring, and their processes."""
    found: dict[str, list[tuple[str, str]]] = {}
    for processes in YEAR.values():
        for process in processes:
            row = process.__name__, docs.sentence(process)
            found.setdefault(process.__module__, []).append(row)
    return [(name.removeprefix("sim."), docs.text(sys.modules[name]), rows)
            for name, rows in found.items()]  # fmt: skip


def expected() -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Families of patterns: what each is, and pattern, band and statement of all of it."""
    for part in patterns.PARTS:
        rows = [(one.name, band(one.low, one.high), one.says) for one in part.PATTERNS]
        yield docs.sentence(part), rows
