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


def test_local_models_are_shown_with_their_strategy_and_alone(capsys):
    assert cli.main(["strategies", "village_household_pairing"]) == 0
    whole = capsys.readouterr().out
    assert cli.main(["strategies", "rich-household-help"]) == 0
    part = capsys.readouterr().out
    assert part.rstrip() in whole and "Fails in villages" in part and "rich_days" in part
    assert cli.main(["strategies", "rich_houshold_help"]) == 2
    assert "did you mean rich_household_help?" in capsys.readouterr().err
