"""The labour market: jobs end, candidates find others in the county or away.

In the county jobs are rationed by short-side matching H = m (1 + (m/M)^rho)^(-1/rho) with m, M the
smaller and larger of vacancies and qualified candidates: jobs without qualified people stay vacant,
people without jobs at home. Away the county is small: each candidate hears of openings by its own
qualification, network and distance, however many others look.
"""

from __future__ import annotations

import numpy as np

from sim.ground.guards import LEAST, ROUNDING, TINY
from sim.ground.parameters import choice, number
from sim.ground.payments import Payment
from sim.ground.tables import Chosen, People, Rows
from sim.processes.hiring import by_village
from sim.processes.incidence import note_jobs
from sim.processes.shocks import work_capacity
from sim.processes.wages import move_tightness
from sim.society import Society, by_household

PARAMETERS = {
    "job_search_cost": number(500, "yuan", 0, 3000, "assumption",
        "Cost of finding a job and of going there"),
    "search_advance": number(0.2, "share of wage", 0, 1, "assumption",
        "Expected wage of a year that recruiters and kin advance to who lacks the cost of a job"),
    "job_loss": number(0.12, "chance/year", 0.03, 0.3, "calibrated", "A job ends"),
    "vacancy_rate": number(0.04, "jobs/household", 0.01, 0.2, "calibrated",
        "j0: openings in the county a year per household of a village of middle remoteness"),
    "migrant_openings": number(0.8, "openings/candidate", 0, 3, "calibrated",
        "Openings away a year that a candidate of weight 1 in a village of middle remoteness meets"
        ).plausibly(0.4, 1.6, because="wages of .35 to .45 of disposable income: NBS 2020, poor areas"),
    "job_finding": choice("matching", ("matching", "queue"),
        "Openings meet candidates by chance, or go strictly by qualification at rigid wages"
        ).plausibly("matching", "queue", because="job competition: Fields 1974, Thurow 1975"),
    "matching_sharpness": number(6, "index", 1, 200, "assumption", "rho"),
    "qualifying_schooling": number(6.5, "years", 4, 9, "assumption",
        "Schooling that half the jobs ask").plausibly(
            5.5, 7.5, because="assumption: primary to junior middle school"),
    "qualifying_health": number(0.72, "0..1", 0.4, 0.9, "assumption", "Health that half the jobs ask"),
    "created_jobs_deadweight": number(0.5, "share", 0, 0.9, "assumption",
        "Share of created jobs that replace others"),
    "job_chance_most": number(0.95, "chance/year", 0.8, 0.99, "assumption",
        "Largest chance to find a job in a year, and to lose one"),
    "queue_schooling": number(0.05, "log/year", 0, 0.15, "assumption",
        "Place in the queue for jobs by schooling"),
    "queue_employability": number(0.9, "log/sd", 0.3, 1.5, "assumption",
        "Place in the queue for jobs by unobserved employability"),
    "queue_skill": number(0.8, "log", 0, 1.6, "assumption", "Place in the queue for jobs by skill"),
    "queue_network": number(1.5, "log/share", 0, 3, "assumption",
        "Place in the queue for jobs by the share of neighbours with off-farm work"),
    "job_remoteness": number(1.5, "log", 0, 2.4, "calibrated",
        "Openings that the remotest village has fewer than the nearest"),
    "qualifying_health_spread": number(0.06, "0..1", 0.02, 0.15, "assumption",
        "How far jobs differ in the health they ask"),
    "local_jobs_most": number(0.9, "share of workers", 0.3, 1, "assumption",
        "Workers of a village that local employers have at most"),
}
PAYMENTS = {
    "job_search": Payment("Cost of taking up a job off the farm", "households > rest_of_world"),
    "search_advances": Payment("Advances for the cost of a job, repaid out of its first wage",
        "rest_of_world > households > rest_of_world"),
}
STREAMS = {
    "job_loss": "each household a year: whether it loses a job",
    "job": "each household a year: whether it is hired",
    "placement": "each household a year: whether it stays in a place kept for it",
}


def withdraw_jobs(society: Society) -> None:
    """An enterprise that closed or made a loss last year ends the jobs it kept for households."""
    h, e = society.households, society.enterprises
    rows = np.flatnonzero(h.employer >= 0)
    held = h.off_farm_workers[rows] > 0
    ends = ~e.open[h.employer[rows]] | (e.loss_years[h.employer[rows]] > 0)
    h.off_farm_workers[rows[held & ends]] -= 1
    h.employer[rows[ends | ~held]] = -1


@by_household
def end_jobs(h: Rows, society: Society) -> None:
    """A household loses one job with the chance that any of its jobs ends; closures add to it."""
    v = society.villages
    chance = society.world.job_loss + v.closed_jobs / np.maximum(v.migrant_network * v.households, 1.0)
    keep = 1.0 - np.minimum(chance, society.world.job_chance_most)
    all_kept = np.exp(society.at_home(np.log(keep), h) * h.off_farm_workers)
    h.off_farm_workers -= society.uniform("job_loss", h) < 1.0 - all_kept


@by_household
def queue_for_jobs(h: Rows, society: Society) -> None:
    """Who seeks a job, weighted by qualification, employability, network and help."""
    w = society.world
    busy = h.off_farm_workers + society.given("works", h)
    seeker = Chosen(h, np.flatnonzero(h.adults - busy >= 2))
    capacity = work_capacity(seeker, society)
    earned = seeker.off_farm_wage * capacity
    affords = np.maximum(seeker.cash, 0.0) + w.search_advance * earned >= w.job_search_cost
    earned -= np.minimum(withdrawn_support(seeker, society), earned)
    seeks = affords & (capacity > 0.5) & (earned > w.reservation_wage * seeker.farm_loss_of_worker)
    effort = 1 - w.dependence * seeker.aid_habit
    h.job_weight = 0.0
    h.job_weight[seeker.places] = seeks * qualification(seeker, society) * pull(seeker, society) * effort


def pull(h: People, society: Society) -> np.ndarray:
    """How well schooling, employability, skill, network and help place a candidate in the queue."""
    w, network = society.world, society.at_home(society.villages.migrant_network, h)
    known = w.queue_schooling * (h.schooling - w.usual_schooling)
    known = known + w.queue_employability * h.employability + w.queue_skill * h.skill
    known += w.queue_network * (network - w.usual_network)
    return np.exp(known + society.given("job_brokering", h))


def withdrawn_support(h: People, society: Society) -> np.ndarray | float:
    """Income-floor support a household expects to lose in full when it earns more, yuan."""
    if "floor_monitoring" not in society.channels:
        return 0.0
    w, seen = society.world, society.given("floor_monitoring", h)
    gap = w.income_floor * w.poverty_line * h.persons - h.permanent_income
    return np.maximum(gap, 0.0) * seen


def qualification(h: People, society: Society) -> np.ndarray:
    """Share of openings whose demands on schooling and health the household meets."""
    w = society.world
    schooled = 1 + np.exp(w.qualifying_schooling - h.schooling)
    healthy = 1 + np.exp((w.qualifying_health - h.health) / w.qualifying_health_spread)
    return 1.0 / (schooled * healthy)


def open_vacancies(society: Society) -> None:
    """Openings in the county for each village: its demand, growth, jobs newly created, founders' places.

    Enterprises of the opening stand in the demand that was calibrated; one founded since then opens
    places for the workers it wants and lacks, and for those whose job ends.
    """
    v, w = society.villages, society.world
    place = reach(society)
    v.vacancies = w.vacancy_rate * v.households * society.economy.vacancy_index[0] * place
    new = society.given("lasting_jobs")
    lasting = new + w.job_loss * (v.created_jobs - new)
    e = society.enterprises
    places = np.maximum(e.workers_wanted - e.workers, 0.0)
    places += w.job_loss * np.minimum(e.workers_wanted, e.workers)
    lasting = lasting + np.bincount(e.village, places * (e.owner >= 0), len(v))
    v.vacancies += (1 - w.created_jobs_deadweight) * lasting
    near = v.households * v.nearness
    v.growth_vacancies = society.economy.growth_openings[0] * near / np.maximum(near.sum(), TINY)
    v.vacancies += v.growth_vacancies


def reach(society: Society) -> np.ndarray:
    """Openings within reach of each village, relative to one of middle remoteness."""
    return np.exp(-society.world.job_remoteness * (society.villages.remoteness - 0.5))


def fill_reserved_jobs(society: Society) -> None:
    """Candidates take the places kept for them; a local one is taken out of the openings.

    Who is sent to a part of a place, since what it lacks is not a job, stays with that chance.
    """
    h, v = society.households, society.villages
    if not {"reserved_jobs", "kept_jobs", "jobs_away"} & society.channels.keys():
        return
    seeks, drawn = h.job_weight > 0, society.uniform("placement", h)
    kept = seeks & (drawn < society.given("kept_jobs"))
    h.employer = np.where(kept, by_village(society)[h.village], h.employer)
    local = kept | (seeks & (drawn < society.given("reserved_jobs")))
    takes = local | (seeks & (drawn < society.given("jobs_away")))
    h.off_farm_workers += takes
    h.job_weight[takes] = 0.0
    v.vacancies = np.maximum(v.vacancies - society.village_sum(local), 0.0)
    v.growth_vacancies = np.minimum(v.growth_vacancies, v.vacancies)


def match_jobs(society: Society) -> None:
    """Hires of each village and the chance of each candidate, in the county or away.

    Matching gives each what it finds; a queue deals as many jobs to the best qualified.
    """
    h, v = society.households, society.villages
    v.qualified = count_qualified(society, np.flatnonzero(h.job_weight > 0))
    away = chance_away(h, society)
    v.hires, h.job_chance = find_jobs(society, v.vacancies, away)
    if society.economy.growth_openings[0] > 0:
        note_jobs(society, find_jobs(society, v.vacancies - v.growth_vacancies, away)[1])
    if society.world.job_finding == "queue":
        h.job_chance = serve_in_order(society, society.village_sum(h.job_chance))
    else:
        move_tightness(society)


def find_jobs(
    society: Society, vacancies: np.ndarray, away: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Hires of each village out of its vacancies, and each candidate's chance to find a job at all.

    `away` is the chance of a job away.
    """
    v, w = society.villages, society.world
    most = w.job_chance_most * society.village_sum(society.households.job_weight > 0)
    hired = np.minimum(hires(vacancies, v.qualified, w.matching_sharpness), most)
    found = 1 - (1 - share_jobs(society, hired)) * (1 - away)
    return hired, np.minimum(found, w.job_chance_most)


def chance_away(h: Rows, society: Society) -> np.ndarray:
    """Chance that a candidate hears of an opening away: 1 - exp(-openings it meets in a year).

    The county is too small for what others in it do to change it.
    """
    met = society.world.migrant_openings * society.economy.vacancy_index[0] * reach(society)
    return 1 - np.exp(-society.at_home(met) * h.job_weight)


def serve_in_order(society: Society, jobs: np.ndarray) -> np.ndarray:
    """Chances of a job queue: jobs (one a village) go down the line of candidates by weight.

    Employers rank who asks by what training would cost; wages do not fall to clear the market
    (Fields 1974, Thurow 1975).
    """
    h, most = society.households, society.world.job_chance_most
    line = np.lexsort((-h.job_weight, h.village))
    ahead = np.arange(len(h)) - society.villages.first_row[h.village]
    chance = np.zeros(len(h))
    chance[line] = np.clip(jobs[h.village] - most * ahead, 0.0, most)
    return np.where(h.job_weight > 0, chance, 0.0)


def count_qualified(society: Society, seekers: np.ndarray) -> np.ndarray:
    """Candidates of each village (rows), each counted by the share of openings that suit."""
    qualified = np.zeros(len(society.households))
    qualified[seekers] = qualification(Chosen(society.households, seekers), society)
    return society.village_sum(qualified)


def hires(vacancies: np.ndarray, qualified: np.ndarray, sharpness: float) -> np.ndarray:
    """CES short side of the market: min(J, S) as sharpness grows, 0 without either."""
    short, long = np.minimum(vacancies, qualified), np.maximum(vacancies, qualified)
    ratio = short / np.maximum(long, ROUNDING)
    return short * (1 + ratio**sharpness) ** (-1 / sharpness)


def share_jobs(society: Society, jobs: np.ndarray) -> np.ndarray:
    """Chances p = min(most, k w) with k by village such that expected hires meet the jobs."""
    village, weights = society.households.village, society.households.job_weight.copy()
    capped, most = np.zeros(0, int), society.world.job_chance_most
    while True:
        free = np.maximum(society.village_sum(weights), LEAST)
        taken = most * np.bincount(village[capped], minlength=len(jobs))
        chance = society.at_home(np.maximum(jobs - taken, 0.0) / free) * weights
        over = np.flatnonzero(chance > most)
        if not over.size:
            chance[capped] = most
            return chance
        weights[over] = 0.0
        capped = np.concatenate([capped, over])


@by_household
def take_jobs(h: Rows, society: Society) -> None:
    """Candidates drawn take one job and pay for the search, with an advance for what they lack."""
    hired = society.uniform("job", h) < h.job_chance
    h.off_farm_workers += hired
    cost = society.world.job_search_cost * hired
    h.search_advance = np.maximum(cost - np.maximum(h.cash, 0.0), 0.0)
    society.ledger.transfer("rest_of_world", h, h.search_advance, "search_advances")
    society.ledger.transfer(h, "rest_of_world", cost, "job_search")


@by_household
def repay_advances(h: Rows, society: Society) -> None:
    """The first wage repays the advance as far as it goes; who advanced it bears the rest."""
    back = np.minimum(h.search_advance, h.job_income)
    society.ledger.transfer(h, "rest_of_world", back, "search_advances")


def employ_locally(society: Society) -> None:
    """Local employers fill their jobs first, up to a share of the village's workers."""
    h, v, e = society.households, society.villages, society.enterprises
    by_enterprise = np.bincount(e.village, e.workers_wanted, len(v))
    wanted = by_enterprise + society.village_sum(h.workers_hired)
    workers = society.village_sum(h.off_farm_workers)
    v.local_jobs = np.minimum(wanted, society.world.local_jobs_most * workers)
    filled = v.local_jobs / np.maximum(wanted, TINY)
    e.workers = e.workers_wanted * filled[e.village]
    h.workers_hired *= society.at_home(filled)
    v.local_share = v.local_jobs / np.maximum(workers, TINY)
