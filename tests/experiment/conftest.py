import pytest

import sim.report
from sim.folder import version


@pytest.fixture(autouse=True)
def no_report(monkeypatch, request):
    """The report takes seconds and has tests of its own; `report` marks the one that wants it."""
    if "with_report" not in request.fixturenames:
        monkeypatch.setattr(sim.report, "build", lambda *given: None)


@pytest.fixture
def with_report():
    """Ask for the real report."""


@pytest.fixture(autouse=True)
def steady_code(monkeypatch, request):
    """A source edited while the tests run is not what they are about."""
    if request.module.__name__ != "test_version":
        monkeypatch.setattr(version, "sources", lambda: "0" * 64)
