"""The labour market by hand: how far wages answer, who ends a job, whose places are filled."""

import numpy as np
import pytest
from small_county import bare

from sim.processes.labour_market import (
    employ_locally,
    fill_reserved_jobs,
    match_jobs,
    open_vacancies,
    qualification,
    queue_for_jobs,
    repay_advances,
    take_jobs,
    withdraw_jobs,
    withdrawn_support,
)
from sim.processes.wages import move_tightness


def tight(log_ratio, before=0.0, reference=0.0, response=0.0, **world):
    """The response of wages a year after vacancies per candidate stood at this log."""
    society = bare(60, 3, **world)
    v = society.villages
    society.burning_in = False
    v.qualified = 10.0
    v.vacancies = 10.0 * np.exp(log_ratio)
    v.tightness, v.reference_tightness, v.wage_response = before, reference, response
    move_tightness(society)
    return v


def test_wages_answer_the_change_in_tightness_by_their_elasticity():
    v = tight(0.9)
    assert v.tightness == pytest.approx(0.3)  # a third of the way in a year
    assert v.wage_response == pytest.approx(0.15 * 0.3)
    v = tight(0.9, before=0.6, reference=0.2, wage_tightness_response=0.1)
    assert v.wage_response == pytest.approx(0.1 * (0.7 - 0.2))


@pytest.mark.parametrize(("log_ratio", "limit"), [(9.0, 0.1), (-9.0, -0.1)])
def test_wages_move_by_a_tenth_a_year_at_most(log_ratio, limit):
    assert tight(log_ratio).wage_response == pytest.approx(limit)
    assert tight(log_ratio, response=0.02).wage_response == pytest.approx(0.02 + limit)


@pytest.mark.parametrize("log_ratio", [1.9, -1.9])
def test_within_the_limit_wages_go_all_the_way(log_ratio):
    assert tight(log_ratio).wage_response == pytest.approx(0.05 * log_ratio)


def test_what_is_usual_at_the_opening_moves_no_wage():
    v = tight(0.5, before=0.5, reference=0.5)
    assert v.wage_response == pytest.approx(np.zeros(3))


def test_a_village_without_candidates_counts_as_one_with_half_a_one():
    society = bare(60, 3)
    v = society.villages
    society.burning_in = False
    v.qualified, v.vacancies = [0.0, 0.4, 2.0], 1.0
    v.tightness = v.reference_tightness = v.wage_response = 0.0
    move_tightness(society)
    assert 3 * v.tightness == pytest.approx(np.log([2.0, 2.0, 0.5]))


def test_the_burn_in_sets_what_is_usual():
    society = bare(60, 3)
    v = society.villages
    v.qualified, v.vacancies, v.tightness = 1.0, np.exp(3.0), 0.0
    move_tightness(society)
    assert v.reference_tightness == pytest.approx(1.0)
    assert v.wage_response == pytest.approx(np.zeros(3))


def test_an_employer_that_closed_or_lost_ends_the_jobs_it_kept():
    society = bare(40, 4, enterprises_per_village=1)
    h, e = society.households, society.enterprises
    assert len(e) >= 4
    e.open[:3], e.loss_years[:3] = [True, True, False], [0, 1, 0]
    h.employer, h.off_farm_workers = -1, 1
    h.employer[:5], h.off_farm_workers[:5] = [0, 1, 2, 0, 1], [1, 1, 2, 0, 0]
    withdraw_jobs(society)
    assert h.off_farm_workers[:5].tolist() == [1, 0, 1, 0, 0]
    assert h.employer[:5].tolist() == [0, -1, -1, -1, -1]  # who holds no job has no employer
    assert (h.off_farm_workers[5:] == 1).all()


def test_places_kept_at_home_are_taken_out_of_the_openings_and_those_away_are_not():
    society = bare(40, 2, enterprises_per_village=1)
    h, v, e = society.households, society.villages, society.enterprises
    e.open, v.vacancies = True, [5.0, 0.5]
    h.job_weight, h.off_farm_workers, h.employer = 1.0, 0, -1
    h.job_weight[1] = 0.0
    there = np.flatnonzero(h.village == 1)[:2]
    kept, reserved, away = np.zeros((3, 40))
    kept[:2] = reserved[2] = away[3] = 1.0
    kept[there] = 1.0
    for name, places in (("kept_jobs", kept), ("reserved_jobs", reserved), ("jobs_away", away)):
        society.channel(name).add(places)
    fill_reserved_jobs(society)
    hired = np.flatnonzero(h.off_farm_workers)
    assert hired.tolist() == [0, 2, 3, *there] and not h.job_weight[hired].any()
    assert v.vacancies == pytest.approx([3.0, 0.0])
    mine = np.flatnonzero(h.employer >= 0)
    assert mine.tolist() == [0, *there]
    assert (e.village[h.employer[mine]] == h.village[mine]).all()


def test_half_of_the_jobs_ask_more_schooling_and_half_more_health():
    society = bare(40)
    h = society.households
    h.schooling, h.health = 6.5, 0.72
    assert qualification(h, society) == pytest.approx(0.25)
    h.schooling, h.health = 60.0, 0.72 + 0.06
    assert qualification(h, society) == pytest.approx(1 / (1 + np.exp(-1)))
    h.schooling, h.health = 7.5, 99.0
    assert qualification(h, society) == pytest.approx(1 / (1 + np.exp(-1)))


def test_who_earns_more_loses_the_watched_part_of_the_gap_to_the_floor():
    society = bare(40)
    h = society.households
    h.persons, h.permanent_income = 3.0, np.where(np.arange(40) < 20, 5_000.0, 9_000.0)
    society.channel("floor_monitoring").add(0.4)
    lost = withdrawn_support(h, society)
    assert lost[:20] == pytest.approx(0.4 * (1.02 * 2300 * 3 - 5_000))
    assert not lost[20:].any()


def openings(**columns):
    society = bare(60, 3, vacancy_rate=0.1, job_remoteness=1.2)
    v = society.villages
    v.remoteness, v.nearness, society.economy.growth_openings = [0.5, 0.0, 1.0], [1.0, 2.0, 0.0], 0.0
    for name, value in columns.items():
        setattr(v, name, value)
    return society, v


def test_openings_fall_with_remoteness_and_rise_with_public_capital_nearby():
    society, v = openings()
    society.economy.vacancy_index = 1.5
    open_vacancies(society)
    plain = 0.1 * v.households * 1.5 * np.exp([0.0, 0.6, -0.6])
    assert v.vacancies == pytest.approx(plain)
    society.economy.growth_openings = 6.0
    open_vacancies(society)
    assert v.vacancies == pytest.approx(plain + [2.0, 4.0, 0.0])


def test_half_of_lasting_jobs_are_new_and_old_ones_reopen_as_they_end():
    society, v = openings(created_jobs=[10.0, 4.0, 0.0])
    open_vacancies(society)
    before = v.vacancies.copy()
    society.channel("lasting_jobs").add([6.0, 4.0, 0.0])  # created_jobs holds them already
    open_vacancies(society)
    assert v.vacancies - before == pytest.approx([0.5 * (6 + 0.12 * 4 - 0.12 * 10),
                                                  0.5 * (4 - 0.12 * 4), 0.0])


def test_a_founder_opens_places_for_the_workers_it_lacks_and_for_those_who_leave():
    society, v = openings()
    e = society.enterprises
    open_vacancies(society)
    before = v.vacancies.copy()
    e.workers_wanted[:], e.workers[:], e.owner[:] = 0.0, 0.0, -1
    there = np.flatnonzero(e.village == 1)[:1]
    e.workers_wanted[there], e.workers[there], e.owner[there] = 9.0, 5.0, 3
    open_vacancies(society)
    assert (v.vacancies - before)[1] == pytest.approx(0.5 * (4 + 0.12 * 5))
    assert (v.vacancies - before)[[0, 2]] == pytest.approx([0.0, 0.0])


def test_local_employers_find_nine_in_ten_of_a_villages_workers_at_most():
    society = bare(60, 3, enterprises_per_village=1)
    h, v, e = society.households, society.villages, society.enterprises
    h.off_farm_workers, h.workers_hired = 0, 0.0
    first = v.first_row
    h.off_farm_workers[first[0]], h.off_farm_workers[first[1]] = 10, 10
    e.workers_wanted = 0.0
    for village, wanted in ((0, 4.0), (1, 16.0), (2, 3.0)):
        e.workers_wanted[np.flatnonzero(e.village == village)[0]] = wanted
    h.workers_hired[first[1]] = 2.0
    employ_locally(society)
    assert v.local_jobs == pytest.approx([4.0, 9.0, 0.0])
    assert v.local_share == pytest.approx([0.4, 0.9, 0.0])
    workers = np.bincount(e.village, e.workers, 3)
    assert workers == pytest.approx([4.0, 8.0, 0.0])
    assert h.workers_hired.sum() == pytest.approx(1.0)


def candidates(weights, villages=1, **world):
    """A county whose first households are candidates of these weights; no openings at home."""
    society = bare(60, villages, **world)
    h = society.households
    h.job_weight = 0.0
    h.job_weight[: len(weights)] = weights
    society.villages.vacancies, society.villages.remoteness = 0.0, 0.5
    return society


def chances(society):
    match_jobs(society)
    return society.households.job_chance


def test_the_chance_away_is_that_of_meeting_an_opening_however_many_others_look():
    society = candidates([0.5, 2.0], migrant_openings=0.6, job_remoteness=1.2)
    society.villages.remoteness, society.economy.vacancy_index = 0.75, 1.5
    met = 0.6 * 1.5 * np.exp(-1.2 * 0.25)
    alone = chances(society)[:2].copy()
    assert alone == pytest.approx(1 - np.exp(-met * np.array([0.5, 2.0])))
    society.households.job_weight[2:] = 5.0
    assert chances(society)[:2] == pytest.approx(alone)


def test_places_at_home_are_dealt_among_those_who_look():
    society = candidates([1.0, 1.0], migrant_openings=0.0)
    society.villages.vacancies = 0.5
    alone = chances(society)[0]
    society.households.job_weight[:40] = 1.0
    assert 0 < chances(society)[0] < 0.1 * alone


def test_a_queue_deals_as_many_jobs_strictly_by_qualification():
    weights = [0.3, 2.0, 0.1, 1.0, 0.5]
    jobs = chances(candidates(weights, migrant_openings=0.5)).sum()
    queued = chances(candidates(weights, migrant_openings=0.5, job_finding="queue"))
    assert queued.sum() == pytest.approx(jobs) and 1 < jobs < 2
    assert queued[:5] == pytest.approx([0, 0.95, 0, jobs - 0.95, 0])


def test_wages_are_rigid_in_a_queue():
    for finding, moves in (("matching", True), ("queue", False)):
        society = candidates([1.0] * 20, job_finding=finding)
        society.burning_in = False
        society.villages.vacancies = 20.0
        chances(society)
        assert society.villages.wage_response.any() == moves


@pytest.mark.parametrize(("advance", "seeking"), [(0.0, False), (0.2, True)])
def test_who_has_no_cash_looks_for_a_job_if_its_wage_is_advanced(advance, seeking):
    society = bare(60, search_advance=advance)
    h = society.households
    h.adults, h.off_farm_workers, h.health, h.cash = 3, 0, 1.0, 0.0
    h.off_farm_wage, h.farm_loss_of_worker = 4_000.0, 1_000.0
    queue_for_jobs(h, society)
    assert (h.job_weight > 0).all() == seeking == (h.job_weight > 0).any()


def test_an_advance_is_what_cash_lacks_and_the_first_wage_repays_it():
    society = bare(4)
    h = society.households
    h.cash, h.job_chance = [900.0, 200.0, 0.0, 300.0], [1.0, 1.0, 1.0, 0.0]
    take_jobs(h, society)
    assert h.search_advance.tolist() == [0, 300, 500, 0]
    assert h.cash.tolist() == [400, 0, 0, 300]
    h.job_income, h.cash = [4_000.0, 4_000.0, 450.0, 0.0], [4_400.0, 4_000.0, 450.0, 300.0]
    repay_advances(h, society)
    assert h.cash.tolist() == [4_400, 3_700, 0, 300]
