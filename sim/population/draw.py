"""The people drawn: villages and households of a synthetic poor county of the Loess plateau.

Marginals follow published figures where there are any and assumptions elsewhere; the joint
distribution then lives through a burn-in without growth or policy before the first year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.agents import (
    bank,
    cadre,
    economy,
    enterprise,
    government,
    household,
    partner,
    village,
)
from sim.ground.parameters import Paths
from sim.ground.streams import Streams
from sim.ground.tables import Table
from sim.society import Society

if TYPE_CHECKING:
    from sim.terms import Scenario

SIZES = np.array([2, 3, 4, 5, 6, 7])
SIZE_SHARES = np.array([0.10, 0.20, 0.30, 0.22, 0.12, 0.06])


class Draws:
    """Opening draws of one kind of agent."""

    def __init__(self, streams: Streams, rows: int) -> None:
        self.streams, self.rows = streams, rows

    def uniform(self, name: str) -> np.ndarray:
        """Uniforms of an opening stream."""
        return self.streams.uniforms(f"opening.{name}", 0, 0, self.rows)

    def normal(self, name: str) -> np.ndarray:
        """Standard normals of an opening stream."""
        return self.streams.normals(f"opening.{name}", 0, 0, self.rows)

    def lognormal(self, name: str, mean: float, spread: float) -> np.ndarray:
        """Log-normal values of a given mean and standard deviation of the log."""
        return mean * np.exp(spread * self.normal(name) - 0.5 * spread**2)

    def beta(self, name: str, a: float, b: float) -> np.ndarray:
        """Beta values by the inverse distribution."""
        from scipy.special import betaincinv

        return betaincinv(a, b, self.uniform(name))

    def binomial(self, name: str, trials: np.ndarray, chance: float) -> np.ndarray:
        """Binomial counts by the inverse distribution."""
        from scipy.special import bdtr

        u, counts = self.uniform(name), np.zeros(self.rows, np.int64)
        for k in range(int(trials.max())):
            counts += (u > bdtr(k, np.maximum(trials, k), chance)) & (k < trials)
        return counts


def draw_society(scenario: Scenario, seed: int, paths: Paths) -> Society:
    """All agents of the county at the start of the burn-in."""
    streams = Streams(seed)
    world = paths.at(scenario.start)
    rows = scenario.households
    v = draw_villages(Draws(streams, scenario.villages), rows)
    h = draw_households(Draws(streams, rows), v, world)
    tables = {
        "household": h,
        "village": v,
        "cadre": draw_cadres(streams, v, rows, world),
        "enterprise": draw_enterprises(streams, len(v), world),
        "partner": draw_partners(streams, len(v), world),
        "bank": Table("bank", bank.COLUMNS, 1),
        "government": Table("government", government.COLUMNS, 1),
        "economy": open_economy(),
    }
    society = Society(scenario, seed, tables, paths)
    open_books(society)
    return society


def draw_villages(draws: Draws, households: int) -> Table:
    """Places: remoteness, water, land, services, organisation and elite capture."""
    v = Table("villages", village.COLUMNS, draws.rows)
    ends = np.rint(np.arange(1, draws.rows + 1) * households / draws.rows).astype(np.int64)
    v.first_row = np.concatenate([[0], ends[:-1]])
    v.households = ends - v.first_row
    v.remoteness = draws.beta("remoteness", 2, 2)
    order = np.argsort(np.argsort(v.remoteness, kind="stable"), kind="stable")
    v.remoteness_quartile = 1 + 4 * order // draws.rows
    v.direction = draws.uniform("direction")
    v.irrigation = np.clip(0.45 - 0.5 * v.remoteness + 0.12 * draws.normal("water"), 0.02, 0.9)
    v.land_quality = np.exp(0.15 * draws.normal("village_land") - 0.2 * (v.remoteness - 0.5))
    v.services = np.clip(0.65 - 0.4 * v.remoteness + 0.1 * draws.normal("services"), 0.05, 1)
    v.base_services = v.services
    v.nearness = (1 - v.remoteness) / np.mean(1 - v.remoteness)
    v.organisation = draws.beta("organisation", 2, 3)
    v.base_organisation = v.organisation
    v.partner = v.paired_village = -1
    v.mean_wage, v.migrant_network, v.seed_share = 6000.0, 0.3, 0.25
    return v


def draw_households(draws: Draws, v: Table, world: Any) -> Table:
    """Households sorted by village: people, capacity, land, capital, homes."""
    h = Table("households", household.COLUMNS, draws.rows)
    h.village = np.repeat(np.arange(len(v)), v.households)
    draw_people(h, draws)
    draw_capacity(h, draws, v, world)
    draw_assets(h, draws, v, world)
    draw_homes(h, draws, v, world)
    spread = [np.std(part) / np.mean(part) for part in np.split(h.land, v.first_row[1:])]
    v.capture = 0.35 * (1 - v.organisation) + 0.1 * np.minimum(0.56 * np.array(spread), 1)
    return h


def draw_people(h: Table, draws: Draws) -> None:
    """Size, adults, children: 4 per cent of households have no one of working age."""
    h.persons = SIZES[np.searchsorted(np.cumsum(SIZE_SHARES)[:-1], draws.uniform("size"))]
    size = h.persons.astype(np.int64)
    adults = 1 + draws.binomial("adults", size - 1, 0.62)
    h.adults = np.where(draws.uniform("no_labour") < 0.04, 0, adults)
    h.children = draws.binomial("children", size - h.adults, 0.6)


def draw_capacity(h: Table, draws: Draws, v: Table, world: Any) -> None:
    """Ability, employability, schooling, skill, health, networks."""
    d = v.remoteness[h.village]
    h.ability = np.exp(0.27 * draws.normal("ability"))
    h.ability_on_wage = h.ability**0.6
    h.employability = draws.normal("employability")
    mean = 7.2 - 1.6 * (d - 0.5) + 1.5 * np.log(h.ability)
    h.schooling = np.clip(mean + 2.2 * draws.normal("schooling"), 0, 14)
    h.children_schooling = h.schooling + 1
    h.skill = np.clip(0.15 * draws.uniform("skill") + 0.15 * (h.ability - 1), 0, 1)
    h.health = np.maximum(draws.beta("health", 9, 1.3), 0.3)
    h.frailty = 9 / 10.3 - h.health
    h.social_capital = draws.beta("social_capital", 3, 3)
    h.score_error = draws.normal("score_error")
    h.elite = draws.uniform("elite") < 0.07
    h.woman_at_home = (h.adults > 0) & (draws.uniform("woman") < world.woman_at_home_share)
    h.party_member = draws.uniform("party_member") < world.party_member_share
    h.trust, h.credit_score = 0.3, 0.5
    h.cadre, h.helper, h.contract, h.employer = -1, -1, -1, -1
    h.off_farm_workers = (h.adults > 1) & (draws.uniform("off_farm") < 0.4)


def draw_assets(h: Table, draws: Draws, v: Table, world: Any) -> None:
    """Land, technique, farm capital, savings; the ablest run the activity."""
    d = v.remoteness[h.village]
    h.land = 9.0 * np.exp(0.45 * draws.normal("land"))
    h.land_quality = v.land_quality[h.village] * np.exp(0.15 * draws.normal("land_quality"))
    h.land_factor = h.ability**0.7 * (h.land_quality * h.land / 9.0) ** 0.35
    h.irrigated = draws.uniform("irrigated") < v.irrigation[h.village]
    h.improved_seed = draws.uniform("improved_seed") < 0.25
    h.farm_capital = draws.lognormal("farm_capital", 6000, 0.7)
    h.cash = draws.lognormal("cash", 2500, 0.8)
    h.permanent_income = 14000.0
    able = 0.8 * (h.ability - 1) / 0.27 + 0.6 * draws.normal("starter") - 0.5 * d
    runs = able >= np.quantile(able, 1 - world.opening_activity_share)
    h.activity_capital = np.where(runs, 1.4 * world.activity_scale, 0.0)
    h.knows_activity = runs | (draws.uniform("knows") < 0.15 - 0.10 * d)
    h.consumption = 0.8 * h.permanent_income


def draw_homes(h: Table, draws: Draws, v: Table, world: Any) -> None:
    """Deprivations of the home: likelier for the poor and the remote."""
    wealth = np.log(h.land_factor) + 0.5 * np.log(h.farm_capital / 6000)
    lean = -1.2 * wealth + 0.8 * v.remoteness[h.village]
    levels = {"unsafe_house": -1.0, "unsafe_water": -0.2, "no_electricity": -3.2,
              "no_toilet": 0.6, "solid_fuel": 0.9}
    for name, level in levels.items():
        setattr(h, name, draws.uniform(name) < 1 / (1 + np.exp(-level - lean)))


def draw_cadres(streams: Streams, v: Table, households: int, world: Any) -> Table:
    """Cadres, spread over the villages in turn."""
    rows = max(1, round(world.cadre_ratio * households))
    draws, c = Draws(streams, rows), Table("cadres", cadre.COLUMNS, rows)
    c.village = np.arange(rows) % len(v)
    c.unit = np.searchsorted([0.5, 0.9], draws.uniform("cadre_unit"))
    c.ability, c.awareness, c.days = 0.4, 0.5, world.cadre_days
    c.honesty = draws.beta("honesty", 8, 2)
    return c


def draw_enterprises(streams: Streams, villages: int, world: Any) -> Table:
    """Enterprises in villages drawn along the county, and in each village one not founded yet."""
    rows = max(1, round(world.enterprises_per_village * villages))
    draws, e = Draws(streams, rows), Table("enterprises", enterprise.COLUMNS, rows + villages)
    places = np.sort((draws.uniform("enterprise_village") * villages).astype(np.int64))
    e.village = np.concatenate([places, np.arange(villages)])
    e.open, e.local_founder = np.arange(len(e)) < rows, np.arange(len(e)) >= rows
    e.ability[:rows] = np.exp(0.15 * draws.normal("enterprise_ability"))
    e.capital = world.enterprise_capital * e.open
    e.cash, e.owner = 0.3 * e.capital, -1
    return e


def draw_partners(streams: Streams, villages: int, world: Any) -> Table:
    """Partner counties, a few for many villages: each with what it can spare for those."""
    rows = max(1, round(villages / world.villages_per_partner))
    draws, p = Draws(streams, rows), Table("partners", partner.COLUMNS, rows)
    p.distance = draws.uniform("partner_distance")
    p.direction = draws.uniform("partner_direction")
    p.land_quality = np.exp(0.15 * draws.normal("partner_land"))
    each = -(-villages // rows)
    p.money, p.jobs = each * world.partner_money, each * world.partner_jobs
    p.market = each * world.partner_market
    return p


def open_economy() -> Table:
    """The county's economy before any year, in which every index and price is 1."""
    e = Table("economy", economy.COLUMNS, 1)
    e.wage_index = e.farm_index = e.activity_index = e.vacancy_index = e.transfer_index = 1.0
    e.farm_price = e.activity_price = e.asset_price = 1.0
    return e


def open_books(society: Society) -> None:
    """What audits compare with, the bank's equity, and the weather's norm."""
    h, w, e = society.households, society.world, society.economy
    e.opening_land, e.opening_persons = society.total(h.land), society.population
    equity = w.bank_capacity * len(h) / w.equity_multiple
    society.ledger.balances.update(bank=equity, treasury=0.0)
    society.bank.equity = equity
    water = society.total(h.irrigated) / len(h)
    loss = w.drought_loss_irrigated * water + w.drought_loss_rainfed * (1 - water)
    e.weather_norm = 1 / (1 - w.drought_chance * loss)
    poorest = np.argsort(0.45 * np.log(h.land_factor) + 0.89 * h.score_error, kind="stable")
    h.dibao[poorest[: round(w.dibao_share * len(h))]] = True
