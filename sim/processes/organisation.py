"""Grass-roots organisation: what support builds wears off; a capable person founds an enterprise."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.processes.applications import room_unguaranteed
from sim.society import Society

PARAMETERS = {
    "organisation_gain": number(0.08, "share of what is missing", 0, 0.4, "assumption",
        "Strength gained in a year of full support"),
    "organisation_wear": number(0.05, "share/year", 0, 0.5, "assumption",
        "Return of organisation to its opening strength"),
    "capture_by_disorder": number(0.35, "0..1", 0, 0.8, "assumption",
        "Elite capture of lists in a village without organisation"),
    "captain_capture": number(0.15, "0..1", 0, 0.5, "assumption",
        "Elite capture added by a capable person in the village team who is not honest"),
    "captain_dishonest": number(0.2, "chance", 0, 1, "assumption",
        "Chance that a capable person uses the post for the own kin"),
    "founder_share": number(0.5, "share of cash", 0.1, 1, "assumption",
        "Cash a founder puts into the own enterprise; the bank lends as much"),
    "founder_ability": number(0.15 / 0.27, "exponent", 0, 1, "assumption",
        "Ability as an owner by ability as a farmer, who are spread wider (.27) than owners (.15)"),
    "founding_capital": number(20000, "yuan", 5000, 80000, "assumption",
        "Smallest capital with which an enterprise is founded"),
    "founding_investment": number(0.75, "share of stake and loan", 0.3, 1, "assumption",
        "What a founder puts into capital; the rest stays as cash"),
}
PAYMENTS = {
    "founding": Payment("A founder's own money for an enterprise in the village",
        "households > village_pools > enterprises"),
    "enterprise_assets": Payment("Equipment of a new enterprise", "enterprises > rest_of_world"),
}
STREAMS = {
    "captain": "each village a year: whether its new founder is dishonest",
}


def organise_villages(society: Society) -> None:
    """org' = org + .08 b (1 - org) - .05 (org - opening); capture falls as organisation grows."""
    v, w = society.villages, society.world
    support = society.given("organisation")
    change = w.organisation_gain * support * (1 - v.organisation)
    change = change - w.organisation_wear * (v.organisation - v.base_organisation)
    v.organisation += change
    v.capture = np.maximum(v.capture - w.capture_by_disorder * change, 0.0)


def found_enterprises(society: Society) -> None:
    """The household with most cash in a village that was offered a post founds an enterprise.

    It must have half of the smallest capital, and the bank room to lend as much.
    """
    if "founding" not in society.channels:
        return
    h, v, w = society.households, society.villages, society.world
    offered = (society.given("founding") > 0) & ~v.captain
    founder = v.first_row + np.argmin(society.by_village(-h.cash), axis=1)
    own = w.founder_share * np.maximum(h.cash[founder], 0.0)
    enters = offered & (2 * own >= w.founding_capital)
    enters &= np.cumsum(own * enters) <= room_unguaranteed(society)
    v.captain |= enters
    unfair = enters & (society.uniform("captain", v) < w.captain_dishonest)
    v.captain_bends |= unfair
    v.capture += w.captain_capture * unfair
    endow(society, np.flatnonzero(enters), founder, own)


def endow(society: Society, villages: np.ndarray, founder: np.ndarray, own: np.ndarray) -> None:
    """The founder's cash (yuan, one a village) and an equal loan become capital for the larger part.

    The founder owns the enterprise and its surplus.
    """
    h, e, ledger = society.households, society.enterprises, society.ledger
    rows = np.flatnonzero(e.local_founder)[villages]
    stake, lent, bought = np.zeros(len(h)), np.zeros(len(e)), np.zeros(len(e))
    stake[founder[villages]] = own[villages]
    lent[rows] = own[villages]
    bought[rows] = 2 * society.world.founding_investment * own[villages]
    ledger.transfer(h, "village_pools", stake, "founding")
    ledger.transfer("village_pools", e, lent, "founding")
    ledger.transfer("bank", e, lent, "enterprise_loans")
    ledger.transfer(e, "rest_of_world", bought, "enterprise_assets")
    e.debt += lent
    e.capital += bought
    e.ability[rows] = h.ability[founder[villages]] ** society.world.founder_ability
    e.owner[rows] = founder[villages]
    e.open[rows] = True


def leave_posts(society: Society, failed: np.ndarray) -> None:
    """Founders of failed enterprises (one bool each) leave the village team, and what they bent."""
    e, v = society.enterprises, society.villages
    gone = np.zeros(len(v), bool)
    gone[e.village[failed & e.local_founder]] = True
    v.capture -= society.world.captain_capture * (gone & v.captain_bends)
    v.capture = np.maximum(v.capture, 0.0)
    v.captain &= ~gone
    v.captain_bends &= ~gone
    e.capital[failed & e.local_founder] = 0.0
    e.owner[failed] = -1
