import pytest
from scenario_fakes import WORLD, strategies

from sim.scenario import ScenarioError, declared, load_for_command


@pytest.fixture(autouse=True)
def declarations(monkeypatch):
    monkeypatch.setattr(declared, "world_parameters", lambda: dict(WORLD))
    monkeypatch.setattr(declared, "strategies", strategies)


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
