"""Results folders made once for all tests of charts and report."""

from pathlib import Path

import pytest
import synthetic

from sim import report
from sim.showing import style


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five arms, four replications, with report and figures."""
    folder = synthetic.write(tmp_path_factory.mktemp("built"), arms=synthetic.FOUR, replications=4)
    report.build(folder)
    return folder


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures are made but not drawn: that takes long and is tested elsewhere."""
    monkeypatch.setattr(style, "png", lambda figure: b"no drawing")
    monkeypatch.setattr(style, "svg", lambda figure: b"no drawing")
