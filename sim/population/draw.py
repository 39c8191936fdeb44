"""The people drawn: villages and households of a synthetic poor county of the Loess plateau.

Marginals follow published figures where there are any and assumptions elsewhere; the joint
distribution then lives through a burn-in without growth or policy before the first year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.agents import bank, cadre, economy, enterprise, government, partner
from sim.ground.parameters import Paths
from sim.ground.streams import Streams
from sim.ground.tables import AT_A_TIME, Table
from sim.population.draws import Draws
from sim.population.households import draw_households
from sim.population.survey import NOTHING, Told
from sim.population.villages import draw_capture, draw_villages
from sim.society import Society

if TYPE_CHECKING:
    from sim.terms import Scenario


def draw_society(scenario: Scenario, seed: int, paths: Paths, told: Told = NOTHING) -> Society:
    """All agents of the county at the start of the burn-in; what a survey `told` is not drawn."""
    streams = Streams(seed)
    world = paths.at(scenario.start)
    rows = scenario.households
    v = draw_villages(Draws(streams, scenario.villages), rows, world, scenario.remoteness)
    h = draw_households(Draws(streams, rows), v, world, scenario.land, told)
    draw_capture(v, h.land, world)
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
    society.cut(AT_A_TIME)
    open_books(society)
    return society


def draw_cadres(streams: Streams, v: Table, households: int, world: Any) -> Table:
    """Cadres, spread over the villages in turn."""
    rows = max(1, round(world.cadre_ratio * households))
    draws, c = Draws(streams, rows), Table("cadres", cadre.COLUMNS, rows)
    c.village = np.arange(rows) % len(v)
    near_and_far = [world.village_cadre_share, 1 - world.province_cadre_share]
    c.unit = np.searchsorted(near_and_far, draws.uniform("cadre_unit"))
    c.ability, c.awareness, c.days = world.recruit_ability, 0.5, world.cadre_days
    c.honesty = draws.beta("honesty", world.honesty_alpha, world.honesty_beta)
    return c


def draw_enterprises(streams: Streams, villages: int, world: Any) -> Table:
    """Enterprises in villages drawn along the county, and in each village one not founded yet."""
    rows = max(1, round(world.enterprises_per_village * villages))
    draws, e = Draws(streams, rows), Table("enterprises", enterprise.COLUMNS, rows + villages)
    places = np.sort((draws.uniform("enterprise_village") * villages).astype(np.int64))
    e.village = np.concatenate([places, np.arange(villages)])
    e.open, e.local_founder = np.arange(len(e)) < rows, np.arange(len(e)) >= rows
    e.ability[:rows] = np.exp(world.owner_ability_spread * draws.normal("enterprise_ability"))
    e.capital = world.enterprise_capital * e.open
    e.cash, e.owner = world.working_cash * e.capital, -1
    return e


def draw_partners(streams: Streams, villages: int, world: Any) -> Table:
    """Partner counties, a few for many villages: each with what it can spare for those."""
    rows = max(1, round(villages / world.villages_per_partner))
    draws, p = Draws(streams, rows), Table("partners", partner.COLUMNS, rows)
    p.distance = draws.uniform("partner_distance")
    p.direction = draws.uniform("partner_direction")
    p.land_quality = np.exp(world.land_quality_spread * draws.normal("partner_land"))
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
    seen = np.log(h.land_factor) + w.dibao_error * h.score_error
    poorest = np.argsort(seen, kind="stable")
    h.dibao[poorest[: round(w.dibao_share * len(h))]] = True
