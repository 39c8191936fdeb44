"""Every shipped scenario is fine under the real declarations, and says what it asks."""

import pytest

from sim import cli
from sim.scenario import shipped
from sim.strategies import find


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


def test_mistakes_in_local_models_are_told_with_what_was_meant(tmp_path, capsys):
    (tmp_path / "bad.yaml").write_text("""extends: quick_look
arms:
  none: {}
  a: {village_household_pairing: {only: [skil_training], cource_cost: 700}}
  b: {village_household_pairing: {only: [skill_training], rich_days: 10, stable_years: 2.5}}
  c: {skill_training: {}}
""")
    assert cli.main(["validate", str(tmp_path / "bad.yaml")]) == 2
    said = capsys.readouterr().err
    for words in ("did you mean skill_training?", "did you mean course_cost?",
                  "rich_days: has no effect: rich_household_help does not act in this arm",
                  "must be a whole number between 1 and 8, not 2.5",
                  "write village_household_pairing: {only: [skill_training]}"):
        assert said.count(words) == 1


def test_a_strategy_is_shown_with_where_it_falls_short(capsys):
    assert cli.main(["strategies", "growth"]) == 0
    assert f"Where it falls short: {find()['growth'].falls_short}\n" in capsys.readouterr().out
