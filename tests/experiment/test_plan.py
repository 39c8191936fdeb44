"""The plan: every run once, replications together, nobody idle at the end."""

import experiment_fakes as fakes
from hypothesis import given
from hypothesis import strategies as st

from sim.experiment import plan


@given(st.integers(1, 12), st.integers(1, 30), st.integers(1, 9), st.randoms())
def test_every_missing_run_is_in_one_task(arms, replications, workers, random):
    scenario = fakes.scenario(arms=[f"arm{n}" for n in range(arms)], replications=replications)
    missing = [job for job in plan.jobs(scenario) if random.random() < 0.7]
    parcelled = [job for task in plan.tasks(missing, workers) for job in task]
    assert sorted(parcelled) == sorted(missing)


@given(st.integers(1, 12), st.integers(1, 30), st.integers(1, 9))
def test_a_task_is_about_one_replication(arms, replications, workers):
    scenario = fakes.scenario(arms=[f"arm{n}" for n in range(arms)], replications=replications)
    for task in plan.tasks(plan.jobs(scenario), workers):
        assert len({job.replication for job in task}) == 1


def test_one_worker_keeps_replications_whole():
    tasks = plan.tasks(plan.jobs(fakes.scenario(replications=4)), 1)
    assert [len(task) for task in tasks] == [3, 3, 3, 3]


def test_what_openings_have_in_common_stays_in_one_parcel_opening_by_opening():
    jobs = plan.jobs(fakes.scenario(replications=6))
    tasks = plan.tasks(jobs, 1, parcel=lambda job: (job.replication - 1) // 3)
    assert [len(task) for task in tasks] == [9, 9]
    replications = [job.replication for task in tasks for job in task]
    assert replications == sorted(replications)


def test_the_last_round_is_cut_finer():
    scenario = fakes.scenario(arms=[f"arm{n}" for n in range(11)], replications=20)
    sizes = [len(task) for task in plan.tasks(plan.jobs(scenario), 2)]
    assert sizes == [11] * 18 + [6, 5] * 2


def test_one_replication_still_uses_all_workers():
    scenario = fakes.scenario(arms=[f"arm{n}" for n in range(8)], replications=1)
    assert len(plan.tasks(plan.jobs(scenario), 4)) == 8


def test_nothing_missing_is_nothing_to_do():
    assert plan.tasks([], 3) == []


def test_runs_are_named_and_ordered_as_the_files_are():
    jobs = plan.jobs(fakes.scenario(replications=2))
    assert [job.name for job in jobs] == [
        "none-001", "none-002", "cash-001", "cash-002", "assets-001", "assets-002",
    ]  # fmt: skip
