"""Results folders made once for all tests of charts and report."""

from pathlib import Path

import pytest
import synthetic

from sim import report


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five arms, four replications, with report and figures."""
    folder = synthetic.write(tmp_path_factory.mktemp("built"), arms=synthetic.FOUR, replications=4)
    report.build(folder)
    return folder


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures are made but not drawn: that takes long and is tested elsewhere."""
    synthetic.undraw(monkeypatch)


@pytest.fixture
def drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures are drawn as SVG alone: a PNG is of the same figure."""
    synthetic.undraw(monkeypatch, "png")
