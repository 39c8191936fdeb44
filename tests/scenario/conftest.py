import pytest
from scenario_fakes import WORLD, strategies

from sim.scenario import ScenarioError, declared, load_for_command

REAL = declared.world_parameters, declared.strategies


@pytest.fixture(autouse=True)
def declarations(monkeypatch):
    monkeypatch.setattr(declared, "world_parameters", lambda: dict(WORLD))
    monkeypatch.setattr(declared, "strategies", strategies)


@pytest.fixture
def real_declarations(declarations, monkeypatch):
    """For what is shipped and may name any parameter, such as an ensemble of worlds."""
    monkeypatch.setattr(declared, "world_parameters", REAL[0])
    monkeypatch.setattr(declared, "strategies", REAL[1])


@pytest.fixture
def write(folder):
    def _write(text, name="mine.yaml"):
        data = text if isinstance(text, bytes) else text.encode()
        (folder / name).write_bytes(data)
        return name

    return _write


@pytest.fixture
def problems(write):
    """The problems of a scenario text, one string each."""

    def _problems(text, **given):
        try:
            load_for_command(write(text), **given)
        except ScenarioError as error:
            return error.problems
        return []

    return _problems
