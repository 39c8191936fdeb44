"""Results know the code that made them: ours as it stands, and that of strangers."""

import importlib
import re

import experiment_fakes as fakes
import pytest

import sim
import sim.strategies
from sim.folder import version


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package of a few files in place of ours."""
    for name in ("model.py", "data/table.csv", "questions/draw.py", "data/README.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("as it was")
    monkeypatch.setattr(version, "PACKAGE", tmp_path)
    version.sources.cache_clear()
    yield tmp_path
    version.sources.cache_clear()


@pytest.mark.parametrize(
    ("name", "matters"),
    [("model.py", True), ("data/table.csv", True), ("new.py", True),
     ("questions/draw.py", False), ("data/README.md", False)],
)  # fmt: skip
def test_what_decides_numbers_makes_another_version(package, name, matters):
    before = version.sources()
    (package / name).write_text("edited")
    version.sources.cache_clear()
    assert (version.sources() != before) == matters


def test_an_edited_strategy_of_a_stranger_makes_another_version(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    versions = []
    for name, worth in (("a_stranger", 3), ("another_stranger", 7)):
        source = f"import sim\n\n\nclass Gift(sim.Strategy):\n    worth = {worth}\n"
        (tmp_path / f"{name}.py").write_text(source)
        kind = importlib.import_module(name).Gift
        monkeypatch.setattr(sim.strategies, "find", lambda kind=kind: {"gift": kind})
        using = sim.load("quick_look", arms={"none": {}, "gift": {"gift": {}}})
        versions.append(version.code_version(using))
    assert "gift" not in version.code_version(fakes.scenario())
    assert "gift" in versions[0] and versions[0] != versions[1]


def test_the_commit_is_told_in_a_checkout_only(tmp_path, monkeypatch):
    told = version.commit()
    assert told is None or re.fullmatch(r"[0-9a-f]{40,64}(-modified)?", told)
    monkeypatch.setattr(version, "PACKAGE", tmp_path / "sim")
    assert version.commit() is None
