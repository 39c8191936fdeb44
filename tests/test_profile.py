"""The profile of a year: it runs, and its parts are the whole."""

import profile_year
import pytest


@pytest.fixture(scope="module")
def found():
    return profile_year.measure(1_000, "pairing")


def test_processes_add_up_to_the_year(found):
    lines = profile_year.by_process(found)
    assert sum(line[3] for line in lines) == pytest.approx(1)
    assert sum(line[2] for line in lines) == pytest.approx(found["timed"][0])
    assert lines[-1][1] == profile_year.OUTSIDE and lines[-1][3] < 0.2
    assert all(line[3] > 0 and line[4] >= 1 for line in lines)


def test_local_models_are_a_part_of_their_strategy(found):
    models = {line[0]: line[1] for line in profile_year.by_model(found)}
    whole = found["clock"].seconds["run_strategies"]
    assert len(models) > 20 and 0 < sum(models.values()) < whole


def test_kinds_add_up_and_are_found(found):
    kinds = profile_year.by_kind(found)
    assert sum(line[2] for line in kinds) == pytest.approx(1)
    named = {line[0] for line in kinds}
    assert {"draws of uniforms", "inverse normals", "sorts", "audit", "record"} <= named
    assert any("reduceat" in name for name in named) and any("Chosen" in name for name in named)


def test_it_is_told_as_tables(found, capsys):
    profile_year.show(found, "pairing")
    told = capsys.readouterr().out
    for word in ("run_strategies", "LABOUR MARKET", "start_up_grants", "draws of uniforms", "share"):
        assert word in told
