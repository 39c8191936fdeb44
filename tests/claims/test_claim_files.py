"""Claim files: all faults at once, each with its line and what was perhaps meant."""

import pytest

from sim import cli
from sim.claims.claim import Place
from sim.claims.read import from_text, load, shipped
from sim.scenario import ScenarioError

GOOD = """says: Cash lowers the poverty gap
arms: {cash: {universal_transfer: {}}}
measure: fgt1
claim: {kind: less, arms: [cash, none]}
mechanism: {says: there is no money, set: {budget: 0}}
"""
BAD = """say: Cash helps
arms: {cash: {universal_transfr: {}}}
claim: {kind: lesser, arms: [cash, none]}
"""
WORSE = """says: 7
arms: {cash: {universal_transfer: {overhaed: 0.1}}}
measur: fgt1
claim: {kind: less, arms: [cash, none]}
"""
TANGLED = """says: Cash lowers the poverty gap
arms: {cash: {universal_transfer: {}}}
measure: fgt9
year: 1999
group: quintil=1
claim: {kind: less, arms: [csh], than: 3}
mechanism:
  set: {county: {land: 2}, world: {drought_chanc: 0.1, illness_chance: 7}}
"""


def told(text):
    with pytest.raises(ScenarioError) as error:
        from_text(text, "bad.yaml")
    return "\n".join(error.value.problems)


@pytest.mark.parametrize(("text", "said"), [
    (BAD, (":1:", "did you mean says?", "`says` is missing", ":2:", "did you mean universal_transfer?",
           ":3:", "must be one of less")),
    (WORSE, (":1:", "must be text", ":2:", "did you mean overhead?", ":3:", "did you mean measure?")),
    (TANGLED, (":3:", "did you mean fgt2?", ":4:", "must be one of 2011 to 2025", ":5:",
               "did you mean quintile=1?", ":6:", "kind less compares 2 arms, not 1",
               "did you mean cash?",
               "than: has no effect", "`says` is missing", ":8:", "unknown key",
               "did you mean drought_chance?",
               "must be a number between")),
])  # fmt: skip
def test_all_faults_are_told_at_once_with_line_and_what_was_meant(text, said):
    found = told(text)
    assert not [words for words in said if words not in found], found


def test_a_place_of_a_ratio_has_the_rest_from_the_claim():
    text = GOOD.replace("{kind: less, arms: [cash, none]}",
                        "{kind: ratio_below, arms: [cash], top: {year: 2015}, "
                        "bottom: {line: median_0.6}}")
    statement = from_text(text).statement
    assert statement.top == Place("fgt1", "national", "all", 2015)
    assert statement.bottom == Place("fgt1", "median_0.6", "all", 2020)


def test_a_ratio_of_one_number_with_itself_is_refused():
    text = GOOD.replace("{kind: less, arms: [cash, none]}", "{kind: ratio_below, arms: [cash]}")
    assert "are one number" in told(text)


def test_what_the_file_sets_is_known_and_holds_over_worlds():
    text = GOOD.replace("measure: fgt1", "set: {world: {bank_rate: 0.1}}").replace(
        "universal_transfer: {}", "universal_transfer: {overhead: 0.1}")  # fmt: skip
    found = from_text(text)
    assert found.given == {"world.bank_rate", "arms.cash.universal_transfer.overhead"}
    assert found.mechanism.given == found.given


def test_shipped_claims_say_their_question_and_have_a_mechanism():
    ours = shipped()
    assert len(ours) >= 8
    assert all(one.says and not one.says.endswith(".") and one.mechanism.says for one in ours)


def test_a_name_that_is_no_claim_is_answered_with_those_there_are(capsys):
    assert load("assets_last").name == "assets_last"
    assert cli.main(["claims", "assets_last", "--all"]) == 2
    assert "leave one of them out" in capsys.readouterr().err
    assert cli.main(["claims"]) == 0
    assert "more than half is left of what assets did" in capsys.readouterr().out
    assert cli.main(["claims", "asets_last"]) == 2
    assert "did you mean assets_last?" in capsys.readouterr().err
    assert cli.main(["claims", "assets_last", "--count", "0"]) == 2
    assert "--count" in capsys.readouterr().err
