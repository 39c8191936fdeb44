"""Study files: all faults at once, each with its line and what was perhaps meant."""

import pytest
from trial_county import TEXT, study

from sim import cli
from sim.scenario import ScenarioError
from sim.trials.read import from_text, load, shipped
from sim.trials.study import DOSES

BAD = """cite: 7
published: {valeu: 0.2}
outcom: consumption
outcome: consumtion
estimate: itt
years: 2.5
design: randomized
eligible: {poorest: 2, where: {adlts: {least: 1}, land: {lest: 2}}}
assign: {unit: town}
doses:
  csh: {amount: 1}
  cash: {amount: 0.2}
  training: {amount: -1, of: consumption}
takeup: improved_sed
transport: {sd: much}
"""
SAID = [
    ":1:", "cite: must be text",
    ":2:", "valeu", "did you mean value?", "`value` is missing",
    ":3:", "did you mean outcome?",
    ":4:", "did you mean consumption?",
    ":6:", "whole number",
    ":7:", "did you mean randomised?",
    ":8:", "poorest", "did you mean adults?", "did you mean least?",
    ":9:", "must be one of household, village, county, none",
    ":11:", "did you mean cash?",
    ":12:", "it is money",
    ":13:", "between 0 and 1,000", "it counts courses",
    ":14:", "did you mean improved_seed?",
    ":15:", "must be a number",
]  # fmt: skip


def test_all_faults_are_told_at_once_with_line_and_what_was_meant():
    with pytest.raises(ScenarioError) as error:
        from_text(BAD, "bad.yaml")
    told = "\n".join(error.value.problems)
    assert not [word for word in SAID if word not in told]


@pytest.mark.parametrize(("text", "said"), [
    (TEXT + "measure: arc_from_third\n", "needs `doses` and no `measure`"),
    (TEXT + "assign: {unit: none}\n", "unit: none has no doses"),
    (TEXT + "estimate: late\n", "late needs `takeup`"),
    (TEXT + "under: growth\n", "has no effect"),
    (TEXT.replace("0.2}", "0.2, low: 0.3, high: 0.4}"), "between low and high"),
    ("title: nothing\n", "`published` is missing"),
])  # fmt: skip
def test_what_makes_no_sense_together_is_told(text, said):
    with pytest.raises(ScenarioError, match=said):
        from_text(text, "study.yaml")


def test_several_studies_are_kept_in_one_file(tmp_path):
    inner = "".join(f"    {line}\n" for line in TEXT.strip().splitlines())
    path = tmp_path / "mine.yaml"
    path.write_text(f"studies:\n  one:\n{inner}  two:\n{inner}")
    assert [one.name for one in load(path)] == ["one", "two"]


def test_at_least_half_of_sixteen_studies_only_judge():
    ours = shipped()
    assert len(ours) >= 16 and len([one for one in ours if one.use == "validation"]) >= len(ours) / 2
    assert all(one.title.endswith("?") and one.lost and one.cite and one.estimand for one in ours)
    assert len([one for one in ours if one.doses]) >= 10
    assert all(one.design == "selection" for one in ours if one.name in SELECTED)


SELECTED = ("paired_assistance_anhui", "mutual_fund_gain")


def test_every_dose_of_a_shipped_study_is_one_there_is():
    assert {dose.what for one in shipped() for dose in one.doses} <= DOSES.keys()
    assert study().doses[0].what == "cash"


@pytest.mark.parametrize(("given", "said"), [
    (["givedirecly_cash"], "did you mean givedirectly_cash?"),
    (["--file", "nowhere.yaml"], "no such file, and no shipped study"),
    (["--workers", "none"], "--workers: must be a whole number"),
    (["--out", ""], "--out: is empty"),
])  # fmt: skip
def test_what_is_asked_wrongly_ends_with_a_sentence(given, said, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["trials", *given]) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
