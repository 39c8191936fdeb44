"""Identification: who is listed as poor, at one booked cost, with errors that persist.

Score = acc y + sqrt(1 - acc^2) nu - capture elite, with y the standardised log of permanent
income per head and nu = sqrt(.8) nu_i + sqrt(.2) e_it. The lowest K scores of the county are
listed; K is the number of poor that an older survey estimated times the quota factor.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.ground.guards import ROUNDING
from sim.ground.parameters import choice, number, switch, whole
from sim.ground.payments import Payment
from sim.ground.purse import Purse
from sim.ground.tables import Rows
from sim.measures.ordering import among_lowest
from sim.programme import Programme
from sim.society import Society, by_household

LINKS = ("past income", "proxies", "capture", "own list", "true income", "quota", "records", "file",
         "exits", "delivery")

SEEN_YEARS = 0xFF
"""One bit for each of the eight years of a household's history."""

PARAMETERS = {
    "register_cost": number(10, "yuan/household/year", 1, 60, "assumption",
        "Cost of assessing a household for the common register"),
    "register_accuracy": number(0.60, "correlation", 0, 1, "assumption",
        "Accuracy of the common register: village lists checked by the county"),
    "office_accuracy": number(0.45, "correlation", 0, 1, "assumption",
        "Accuracy of a means test by a distant office"),
    "visits_accuracy": number(0.47 / 0.55, "share", 0, 1,
        "assumption; an office right by .45 comes to .92",
        "Part of what a distant office does not know that many visits find out"),
    "quota_factor": number(1.05, "factor", 0.3, 2, "assumption",
        "Listed households per estimated poor household").plausibly(
            0.9, 1.2, because="assumption"),
    "supervision_effect": number(0.6, "share", 0, 1, "assumption",
        "Elite capture of lists prevented, and paper exits found, by full supervision"),
    "quota_lag": whole(2, "years", 1, 8,
        "assumption: registers were given their size by surveys already made",
        "Age of the survey whose number of poor is the quota").plausibly(
            2, 3, because="assumption: a survey takes two or three years to become a quota"),
    "survey_sample": number(1000, "households", 50, 100_000,
        "assumption: about the rural households surveyed in a province, apportioned to its counties",
        "Households in the survey that the quota rests on: fewer are more error"),
    "scored_income": choice("permanent", ("permanent", "observed"),
        "Income that assessors see: of several years, or what last year's survey saw"),
    "proxy_error": switch(True, "Proxies of income err"),
    "village_vote": number(0.0, "share", 0, 1, "assumption",
        "Weight of the village's own ranking by how its households live (consumption per head)"),
    "elite_capture": switch(True, "The village elite bends the list"),
    "score_error_lasting": number(0.8, "share of variance", 0, 1, "assumption",
        "Part of a score's error that stays with the household"),
    "seats_effect": number(0.6, "share", 0, 1, "assumption",
        "Elite capture of lists prevented if the poor had all seats of the village committee"),
}
PAYMENTS = {
    "identification": Payment("Assessment of households for the register of the poor",
        "programme > rest_of_world"),
}
STREAMS = {
    "assessment": "each household a year: whether it is assessed, where money is short",
    "survey": "the county a year: the sampling error of the number of poor",
    "score": "each household a year: the error of its score that does not last",
}


def keep_register(society: Society) -> None:
    """Assess and list households for this year's strategies, which share the cost equally."""
    users = [programme for programme in society.programmes.values()
             if programme.strategy.targeted and programme.purse and programme.purse.left > 0]
    if not users:
        forget_links(society)
        return
    assessed = assess(society, [user.purse for user in users if user.purse])
    for user in users:
        user.listed = list_poor(society, user) & assessed
    note_registered(society)


def forget_links(society: Society) -> None:
    """Without a programme nobody is listed, answered for by a cadre, or helped by a neighbour."""
    h = society.households
    h.registered = h.paper_exit = False
    h.cadre = h.helper = -1
    society.cadres.load = 0


def note_registered(society: Society) -> None:
    """Registered is who stands on the list of any programme."""
    lists = (programme.listed for programme in society.programmes.values())
    society.households.registered = np.logical_or.reduce([one for one in lists if one is not None])


def change_list(society: Society, programme: Programme, listed: np.ndarray, link: str) -> None:
    """Put another list in place of a programme's: one bool a household; `link` says why."""
    programme.listed = listed
    note_link(society, programme, link, listed)
    note_registered(society)


def chain_asked(society: Society) -> bool:
    """Whether the scenario records the errors that each link of targeting adds."""
    return bool({"inclusion_added", "exclusion_added"} & set(society.scenario.record.measures))


def note_link(society: Society, programme: Programme, link: str, reached: np.ndarray) -> None:
    """Keep whom targeting still reaches after a link of its chain, if errors are recorded."""
    if chain_asked(society):
        programme.chain[link] = reached.copy()


def note_scoring(
    society: Society, programme: Programme, scores: np.ndarray, places: int
) -> None:
    """The first links: last years' income instead of this year's, proxies and votes, capture."""
    h = society.households
    elite = listing_power(society)[h.village] * h.elite * society.world.elite_capture
    for link, values in (("past income", own_income(society)), ("proxies", scores + elite),
                         ("capture", scores)):
        note_link(society, programme, link, among_lowest(values, places))


def assess(society: Society, purses: list[Purse]) -> np.ndarray:
    """Pay for the assessment; with less money than it costs, only a part is assessed."""
    h = society.households
    cost = society.world.register_cost * len(h)
    paid = 0.0
    for purse in purses:
        part = min(cost / len(purses), purse.left)
        paid += float(purse.pay("rest_of_world", part, "identification"))
    return society.uniform("assessment", h) < paid / cost if paid < cost else np.ones(len(h), bool)


def noted_score(society: Society, strategy: Any) -> np.ndarray:
    """The scores by which the strategy's list of this year was made, if one was: low means poor."""
    noted = society.programmes[strategy.name].scores
    return score(society, strategy) if noted is None else noted


def list_poor(society: Society, programme: Programme) -> np.ndarray:
    """The households with the lowest scores, as many as the quota allows; the scores are noted."""
    programme.scores = scores = score(society, programme.strategy)
    places = quota(society)
    if places == 0:
        return np.zeros(len(scores), bool)
    if chain_asked(society) and society.scenario.targeting in ("common", "own"):
        note_scoring(society, programme, scores, places)
    return among_lowest(scores, places)


def estimate_poor(society: Society) -> None:
    """Poor households by a survey some years old, and last year's mean income before aid and tax."""
    h = society.households
    earned = society.total(h.income + h.tax_paid - (h.transfer_income - h.standing_income))
    society.economy.mean_income_before_aid = earned / society.population
    society.economy.estimated_poor = surveyed_poor(society)


def surveyed_poor(society: Society) -> float:
    """Households seen poor when the survey was made, as many as its sample makes of them."""
    h, w = society.households, society.world
    share = np.count_nonzero(h.poor_history & 1 << w.quota_lag - 1) / len(h)
    luck = float(society.streams.normals("survey", society.year, 0, 1)[0])
    error = np.sqrt(share * (1 - share) / w.survey_sample) * luck
    return float(np.clip(share + error, 0.0, 1.0)) * len(h)


def seen_poor(h: Rows, society: Society) -> np.ndarray:
    """Whose observed income before programme aid was below the line: one bool a household."""
    before_aid = h.observed_income - (h.transfer_income - h.standing_income)
    return before_aid < society.world.poverty_line * h.persons


@by_household
def remember_poverty(h: Rows, society: Society) -> None:
    """Add this year's sight of the household, poor or not, to its history of eight years."""
    h.poor_history = (h.poor_history << 1 | seen_poor(h, society)) & SEEN_YEARS


def quota(society: Society) -> int:
    """Number of households to list: the poor that the survey saw, times the quota factor."""
    wanted = society.world.quota_factor * float(society.economy.estimated_poor[0])
    return min(int(round(wanted)), len(society.households))


def score(society: Society, strategy: Any) -> np.ndarray:
    """Observed score under the scenario's rule of targeting; low means poor."""
    w, rule = society.world, society.scenario.targeting
    if rule == "random":
        return score_error(society)
    if rule == "oracle":
        return own_income(society)
    accuracy = w.register_accuracy if rule == "common" else own_accuracy(society, strategy)
    return compose_score(
        society, accuracy, w.scored_income, w.proxy_error, w.village_vote, w.elite_capture
    )


def own_accuracy(society: Society, strategy: Any) -> np.ndarray | float:
    """Accuracy of a strategy's own list (0..1); ValueError if it says anything else."""
    accuracy = strategy.accuracy(society)
    if not (np.min(accuracy) >= 0 and np.max(accuracy) <= 1):
        raise ValueError(f"{strategy.name}: an accuracy must lie between 0 and 1, not {accuracy}")
    return accuracy


def score_error(society: Society) -> np.ndarray:
    """nu: the error of every household's score this year, most of which lasts."""
    h, share = society.households, society.world.score_error_lasting
    return np.sqrt(share) * h.score_error + np.sqrt(1 - share) * society.normal("score", h)


def compose_score(
    society: Society, accuracy: np.ndarray | float, income: str, proxies: bool, vote: float,
    capture: bool,
) -> np.ndarray:  # fmt: skip
    """Score from the income that assessors see, with each error on or off (see `PARAMETERS`)."""
    h, accuracy = society.households, accuracy if proxies else 1.0
    elite = listing_power(society)[h.village] * h.elite * capture
    seen = standardise(society, seen_income(society, income, vote))
    return accuracy * seen + np.sqrt(1 - accuracy**2) * score_error(society) - elite


def listing_power(society: Society) -> np.ndarray:
    """What elite capture adds to a score in each village, after seats of the poor and supervision."""
    v, w = society.villages, society.world
    held = 1 - w.supervision_effect * v.supervision
    return v.capture * (1 - w.seats_effect * v.participation) * held


def seen_income(society: Society, source: str, vote: float) -> np.ndarray:
    """Log of the income per head that assessors and, by its weight, the village vote see."""
    h = society.households
    income = own_income(society)
    if source == "observed":
        income = (h.observed_income - (h.transfer_income - h.standing_income)) / h.persons
    seen = np.log(np.maximum(income, 1.0))
    if vote > 0:
        living = np.log(np.maximum(h.consumption / h.persons, 1.0))
        seen = (1 - vote) * seen + vote * living
    return seen


def own_income(society: Society) -> np.ndarray:
    """Permanent income per head before programme aid: counting aid would end it every other year."""
    h = society.households
    return (h.permanent_income - h.aid_income) / h.persons


def standardise(society: Society, values: np.ndarray) -> np.ndarray:
    """Mean 0 and standard deviation 1 over the county."""
    mean = society.total(values) / len(values)
    spread = np.sqrt(society.total((values - mean) ** 2) / len(values))
    return (values - mean) / max(spread, ROUNDING)


def visited_accuracy(society: Society) -> np.ndarray:
    """Accuracy of a register kept by visits: an office's, and what visits remembered add to it."""
    w, memory = society.world, society.households.visit_memory
    found = w.visits_accuracy * (1 - np.exp(-0.5 * memory))
    return np.minimum(w.office_accuracy + (1 - w.office_accuracy) * found, 1.0)
