import pytest
from scenario_fakes import WORLD, strategies

from sim import cli
from sim.scenario import declared


@pytest.fixture
def fakes(monkeypatch):
    """Reading is tested with small stand-ins for the world and the strategies."""
    monkeypatch.setattr(declared, "world_parameters", lambda: dict(WORLD))
    monkeypatch.setattr(declared, "strategies", strategies)


@pytest.fixture
def call(capsys, fakes, folder):
    """Run a command line: exit code, standard output, standard error."""

    def _call(*arguments):
        code = cli.main([str(part) for part in arguments])
        return code, *capsys.readouterr()

    return _call
