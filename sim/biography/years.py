"""What happens to one household, year by year: only what the model's state says."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from sim.cycle import CYCLE
from sim.ground.channels import CHANNELS
from sim.ground.tables import Chosen
from sim.processes.causes import CAUSES, true_cause
from sim.processes.menu import minimum_of
from sim.scenario import Scenario
from sim.simulate import enter_arm, live_through, open_society
from sim.society import Process, Society

State = dict[str, Any]
# The household is looked at before each of these: later processes hide what happened until then.
SCENES = (
    "run_strategies", "deliver_payments", "decide_loans", "fill_reserved_jobs", "employ_locally",
    "turn_generations", "write_off",
)  # fmt: skip
DEBTS = ("debt_bank", "debt_guaranteed", "debt_informal", "debt_mutual")


@dataclass
class Year:
    """A year of one household: every column before, within and after it, channels and flows.

    `given` has the channels that are not neutral for the household, its village, its cadre and
    the county; `flows` the payments (payer, payee, kind) of which the household is one end;
    `fortune` the factors by which luck multiplied harvest, wages and the lumpy activity.
    """

    year: int
    world: Any
    line_before: float
    before: State
    at: dict[str, State] = field(default_factory=dict)
    now: State = field(default_factory=dict)
    given: dict[str, float] = field(default_factory=dict)
    flows: dict[tuple[str, str, str], float] = field(default_factory=dict)
    listed: bool = False
    lists_kept: bool = False
    diagnosed: bool = False
    misjudged: bool = False
    elite_seen: bool = False
    fortune: dict[str, float] = field(default_factory=dict)
    last: Year | None = field(default=None, compare=False, repr=False)

    @property
    def income(self) -> float:
        """Income a head, yuan."""
        return self.now["income"] / self.now["persons"]

    @property
    def consumption(self) -> float:
        """Consumption a head, yuan."""
        return self.now["consumption"] / self.now["persons"]

    @property
    def poor(self) -> bool:
        """Whether income a head is below the line of the year."""
        return self.income < self.world.poverty_line

    def got(self, kind: str) -> float:
        """What the household received under a kind, yuan."""
        return sum(v for (_, to, what), v in self.flows.items() if (to, what) == ("households", kind))

    def paid(self, kind: str) -> float:
        """What the household paid under a kind, yuan."""
        return sum(v for (by, _, what), v in self.flows.items() if (by, what) == ("households", kind))

    @property
    def aid(self) -> dict[str, float]:
        """What programmes paid to the household, yuan by kind."""
        kinds: dict[str, float] = {}
        for (payer, payee, kind), amount in self.flows.items():
            if payer.startswith("programme:") and payee == "households":
                kinds[kind] = kinds.get(kind, 0.0) + amount
        return kinds

    @property
    def runs(self) -> tuple[bool, bool]:
        """Whether the lumpy activity was, and is, of a size that yields something."""
        before, now = (state["activity_capital"] >= minimum_of(state["activity_kind"], self.world)
                       for state in (self.before, self.now))
        return bool(before), bool(now)

    @property
    def seen_cause(self) -> str | None:
        """The cause that pairing took for the main one, None if nobody looked."""
        return CAUSES[self.now["cause"]] if self.diagnosed else None

    @property
    def true_cause(self) -> str | None:
        """The main cause while strategies acted; None if what they did made it another one."""
        first, then = (self.at[scene]["true_cause"] for scene in ("run_strategies", "deliver_payments"))
        return CAUSES[first] if first == then else None


@dataclass
class Life:
    """One household in one arm: village, state and poverty line at the opening, then its years."""

    arm: str
    village: State
    opening: State
    line: float
    years: list[Year]


def live_twice(
    scenario: Scenario, arms: tuple[str, str], replication: int, row: int
) -> tuple[Life, Life]:
    """The life of one row of the household table in two arms of a replication."""
    opened = open_society(scenario, replication)
    one, other = (live(enter_arm(opened, arm), row) for arm in arms)
    return one, other


def live(society: Society, row: int) -> Life:
    """Let the years pass and note what happens to the row."""
    scenario, place = society.scenario, int(society.households.village[row])
    village = {name: column[place].item() for name, column in society.villages.items()}
    line = society.paths.at(scenario.start).poverty_line
    life = Life(society.arm, village, look(society, row), line, [])
    scenes: dict[str, State] = {}
    society.ledger.keep_rows = True
    for _ in live_through(society, watched(scenes, row)):
        life.years.append(lived(society, row, life, dict(scenes)))
    return life


def lived(society: Society, row: int, life: Life, scenes: dict[str, State]) -> Year:
    """The year that has just passed, as seen before each scene and at its end."""
    last = life.years[-1] if life.years else None
    now, then = (society.paths.at(year) for year in (society.year, society.year - 1))
    before = last.now if last else life.opening
    year = Year(society.year, now, then.poverty_line, before, scenes, last=last)
    h = society.households
    year.now = look(society, row)
    year.given = given(society, row)
    year.flows = {key: float(flow[row]) for key, flow in sorted(society.ledger.rows.items())
                   if "households" in key[:2] and flow[row] != 0}
    year.lists_kept = any(each.listed is not None for each in society.programmes.values())
    year.listed = year.lists_kept and bool(h.registered[row])
    seen = [each.diagnoses for each in society.programmes.values() if each.diagnoses is not None]
    year.diagnosed = bool(any(one.served[row] for one in seen) and h.cause.any())
    year.misjudged = any(bool(one.misjudged[row]) for one in seen)
    year.elite_seen = bool(society.villages.seen_capture[h.village[row]] > 0)
    year.fortune = fortune(society, row)
    return year


def watched(scenes: dict[str, State], row: int) -> tuple[Process, ...]:
    """The processes of the year, with a look at the household before each scene."""

    def note(name: str, society: Society) -> None:
        scenes[name] = look(society, row)

    cycle: list[Process] = []
    for process in CYCLE:
        if process.__name__ in SCENES:
            cycle.append(partial(note, process.__name__))
        cycle.append(process)
    return tuple(cycle)


def look(society: Society, row: int) -> State:
    """Every column of one household now, and the code of the true main cause of its poverty."""
    seen = {name: column[row].item() for name, column in society.households.items()}
    one = Chosen(society.households, np.array([row]))
    return seen | {"true_cause": int(true_cause(society, one)[0])}


def given(society: Society, row: int) -> dict[str, float]:
    """This year's channels that are not neutral where the household stands."""
    h = society.households
    rows = {"households": row, "villages": int(h.village[row]), "cadres": int(h.cadre[row]), "county": 0}
    values = {}
    for name, channel in sorted(society.channels.items()):
        place, combined = rows[CHANNELS[name].level], channel.on()
        if isinstance(combined, np.ndarray) and place >= 0 and combined[place] != 0:
            values[name] = float(combined[place])
    return values


def fortune(society: Society, row: int) -> dict[str, float]:
    """How luck multiplied the harvest, wages and the lumpy activity this year; 1 is the mean."""
    w, streams, v = society.world, society.streams, society.villages
    place = society.households.village[row]
    weather = {"farm": float(v.yield_noise[place]), "wage": 1.0, "activity": float(v.yield_noise[place])}
    if v.drought[place]:  # a harvest's loss has a column of its own
        weather["activity"] *= 1 - getattr(w, "drought_loss_activity", 0.0)
    spreads = {"farm": w.farm_noise, "wage": w.wage_noise, "activity": w.activity_noise}
    factors = {}
    for name, spread in spreads.items():
        drawn = float(streams.normals(name, society.year, row, row + 1)[0])
        factors[name] = weather[name] * math.exp(spread * drawn - 0.5 * spread**2)
    return factors
