"""Every shipped scenario is fine under the real declarations, and says what it asks."""

import pytest

from sim import cli
from sim.scenario import shipped


@pytest.mark.parametrize("name", sorted(shipped()))
def test_shipped_scenario_validates_under_the_real_declarations(name, capsys):
    code = cli.main(["validate", name])
    assert (code, capsys.readouterr().err) == (0, "")


@pytest.mark.parametrize("path", shipped().values(), ids=lambda path: path.stem)
def test_shipped_scenario_opens_with_its_question(path):
    head = path.read_text().partition("\n\n")[0].splitlines()
    assert len(head) >= 3 and all(line.startswith("#") for line in head)
    assert path.read_text().count("?") >= 1
