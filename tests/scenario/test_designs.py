"""Designs make arms out of one, each with a role; a new kind is one file."""

import pytest

from sim import designs
from sim.designs import failing
from sim.designs.coalitions import game as read
from sim.designs.point import Whole
from sim.scenario import ScenarioError, load
from sim.strategies import find
from sim.strategies.base import Strategy
from sim.terms import Role

PAIRING = find()["village_household_pairing"]


@pytest.fixture(autouse=True)
def declarations():
    """The real declarations, not the stand-ins of the other tests here."""


def designed(folder, kind, of="whole", arms="none: {}, whole: {village_household_pairing: {}}", **world):
    (folder / "it.yaml").write_text(
        f"arms: {{{arms}}}\ndesign: {{kind: {kind}, of: {of}}}\nworld: {world}\n", encoding="utf-8"
    )
    return load(folder / "it.yaml")


def values(scenario, arm):
    return scenario.arms[arm]["village_household_pairing"].parameters


def test_each_part_is_left_out_and_stands_alone(tmp_path):
    scenario = designed(tmp_path, "leave-out")
    parts = sorted(PAIRING.parts)
    names = [part.replace("_", "-") for part in parts]
    made = [f"{way}-{name}" for way in ("without", "only") for name in names]
    assert list(scenario.arms) == ["none", "whole", *made]
    assert values(scenario, "without-job-brokering")["without"] == ("job_brokering",)
    assert values(scenario, "only-job-brokering")["only"] == ("job_brokering",)
    assert scenario.roles["without-job-brokering"] == Role("left-out", "job_brokering", "whole")
    assert scenario.roles["only-job-brokering"] == Role("alone", "job_brokering", "none")
    assert set(scenario.roles) == set(made)


def test_every_number_of_the_whole_stands_at_both_ends(tmp_path):
    scenario = designed(tmp_path, "ends", cadre_ratio=0.12)
    numbers = {name: p for name, p in PAIRING.parameters.items() if p.kind == "number"}
    assert len(scenario.roles) == 2 * len(numbers) > 100
    for arm, role in scenario.roles.items():
        ends = {"low": numbers[role.of].low, "high": numbers[role.of].high}
        assert values(scenario, arm)[role.of] == ends[role.role]
        assert role.against == "whole" and arm == f"{role.of.replace('_', '-')}-{role.role}"


def test_what_does_nothing_in_the_whole_has_no_ends(tmp_path):
    arms = "none: {}, whole: {village_household_pairing: {only: [housing_grants]}}"
    scenario = designed(tmp_path, "ends", arms=arms)
    of = {role.of for role in scenario.roles.values()}
    assert of == set(PAIRING.parts["housing_grants"].parameters) | {
        "overhead", "administration", "helper_day_cost", "start_up_course"}


def test_every_part_declares_where_it_fails_and_is_held_against_the_same_without_it(tmp_path):
    scenario = designed(tmp_path, "failing")
    failing = {arm: role for arm, role in scenario.roles.items() if role.role == "failing"}
    assert [role.of for role in failing.values()] == list(PAIRING.parts)
    for arm, role in failing.items():
        condition = PAIRING.parts[role.of].failing
        there, other = values(scenario, arm), values(scenario, role.against)
        assert condition.because and condition.values
        assert {key: there[key] for key in condition.values} == {
            key: tuple(value) if isinstance(value, list) else value
            for key, value in condition.values.items()}
        assert other["without"] == (*there["without"], role.of)


@pytest.mark.parametrize("kind", ["leave-out", "failing"])
@pytest.mark.parametrize(("given", "acting"), [
    ("without: [job_brokering]", set(PAIRING.parts) - {"job_brokering"}),
    ("only: [housing_grants, tuition_support]", {"housing_grants", "tuition_support"}),
    ("only: [housing_grants]", {"housing_grants"}),
    ("brokering_cost: 500, without: [medical_aid]", set(PAIRING.parts) - {"medical_aid"}),
])  # fmt: skip
def test_parts_that_do_not_act_in_the_whole_act_in_no_arm(tmp_path, kind, given, acting):
    arms = f"none: {{}}, whole: {{village_household_pairing: {{{given}}}}}"
    scenario = designed(tmp_path, kind, arms=arms)
    assert {role.of for role in scenario.roles.values()} == acting
    for arm, role in scenario.roles.items():
        acts = {*PAIRING(**values(scenario, arm)).models}
        if role.role == "alone":
            assert acts == {role.of}
        else:
            absent = set() if role.role == "failing" else {role.of}
            if role.role != "left-out":
                absent |= {*PAIRING.parts[role.of].failing.values.get("without", ())}
            assert acts == acting - absent


def test_a_value_of_a_part_stands_where_the_part_acts_and_nowhere_else(tmp_path):
    arms = "none: {}, whole: {village_household_pairing: {brokering_cost: 500}}"
    scenario = designed(tmp_path, "leave-out", arms=arms)
    cost = {arm: values(scenario, arm)["brokering_cost"] for arm in scenario.roles}
    default = PAIRING.parameters["brokering_cost"].default
    for arm, role in scenario.roles.items():
        acts = (role.of == "job_brokering") == (role.role == "alone")
        assert cost[arm] == (500 if acts else default)


def test_a_part_that_declares_no_condition_is_held_in_none():
    class Plain:
        """A part of a strategy from outside that says nowhere that it fails."""

    declares = PAIRING.parts["job_brokering"]
    class Theirs(Strategy):
        """A strategy from outside."""

        name = "theirs"
        parts = {"plain": Plain, "declares": declares}

    made = [*failing.points(Whole("whole", {"theirs": {}}, {"theirs": Theirs}, ""))]
    assert [point.arm for point in made] == ["fails-declares", "without-declares"]


def test_other_strategies_of_the_whole_stay(tmp_path):
    arms = "none: {}, whole: {village_household_pairing: {share: 0.7}, growth: {}}"
    scenario = designed(tmp_path, "leave-out", arms=arms)
    assert set(scenario.arms["without-medical-aid"]) == {"growth", "village_household_pairing"}
    assert scenario.arms["without-medical-aid"]["village_household_pairing"].share == 0.7


def test_roles_come_back_and_decide_no_result(tmp_path):
    scenario = designed(tmp_path, "leave-out")
    (tmp_path / "again.yaml").write_text(scenario.to_yaml(), encoding="utf-8")
    again = load(tmp_path / "again.yaml")
    assert again == scenario and again.roles == scenario.roles
    (tmp_path / "bare.yaml").write_text(scenario.to_yaml().partition("roles:")[0], encoding="utf-8")
    assert load(tmp_path / "bare.yaml").hash == scenario.hash


def coalitions(folder, whole, options=""):
    arms = f"none: {{}}, whole: {{{whole}}}"
    return designed(folder, "coalitions", f"whole{options}", arms)


def test_every_set_of_strategies_is_an_arm_at_the_whole_budget(tmp_path):
    whole = "growth: {share: 0.2}, social_services: {share: 0.6}, income_floor: {}"
    scenario = coalitions(tmp_path, whole)
    assert set(scenario.arms) == {
        "none", "whole", "growth", "social-services", "income-floor", "growth-and-social-services",
        "growth-and-income-floor", "social-services-and-income-floor"}
    pair = scenario.arms["growth-and-social-services"]
    assert pair["growth"].share == pytest.approx(0.25) and set(pair) == {"growth", "social_services"}
    assert scenario.arms["growth"]["growth"].share == 1
    for arm in set(scenario.arms) - {"none"}:
        assert sum(use.share for use in scenario.arms[arm].values()) == pytest.approx(1)
    assert scenario.roles["growth"] == Role("coalition-shared", "growth", "none")
    assert scenario.roles["whole"].of == "growth+social_services+income_floor"


def test_with_added_money_each_strategy_keeps_its_own(tmp_path):
    whole = "growth: {share: 0.2}, social_services: {share: 0.6, from: 2014}, income_floor: {}"
    scenario = coalitions(tmp_path, whole, ", money: added")
    everybody = scenario.arms["whole"]
    for arm in set(scenario.arms) - {"none"}:
        assert all(use == everybody[name] for name, use in scenario.arms[arm].items())
    assert scenario.roles["growth"].role == "coalition-added"


def test_strategies_without_money_have_none_in_any_coalition(tmp_path):
    scenario = coalitions(tmp_path, "growth: {share: 0}, social_services: {share: 0.5}")
    assert scenario.arms["growth"]["growth"].share == 0
    assert scenario.arms["social-services"]["social_services"].share == 0.5


PARTS = ", parts: [skill_training, job_brokering, medical_aid]"
FEW = "village_household_pairing: {course_cost: 900, only: [skill_training, job_brokering, medical_aid]}"


@pytest.mark.parametrize(("whole", "parts"), [(FEW, ""), (FEW, PARTS)])
def test_every_set_of_parts_is_an_arm(tmp_path, whole, parts):
    scenario = coalitions(tmp_path, whole, parts)
    assert len(scenario.arms) == 8 and scenario.roles["whole"].role == "coalition-shared"
    pair = values(scenario, "skill-training-and-job-brokering")
    assert set(pair["only"]) == {"skill_training", "job_brokering"} and pair["course_cost"] == 900
    assert values(scenario, "medical-aid")["course_cost"] != 900  # which it has no use for


def test_parts_bring_as_much_money_as_they_are_of_all(tmp_path):
    whole = FEW.replace("{course", "{share: 0.6, course")
    options = ", money: added, parts: {work: [skill_training, job_brokering], health: [medical_aid]}"
    scenario = coalitions(tmp_path, whole, options)
    shares = {arm: scenario.arms[arm]["village_household_pairing"].share for arm in scenario.roles}
    assert shares == pytest.approx({"work": 0.4, "health": 0.2, "whole": 0.6})
    assert values(scenario, "work")["only"] == ("skill_training", "job_brokering")
    assert scenario.roles["whole"].of == "work+health"


def test_what_is_not_named_acts_in_no_coalition(tmp_path):
    scenario = coalitions(tmp_path, "village_household_pairing: {without: [dibao_link]}", PARTS)
    assert "whole" not in scenario.roles and len(scenario.roles) == 7
    (everybody,) = (arm for arm, role in scenario.roles.items() if role.of.count("+") == 2)
    assert set(values(scenario, everybody)["only"]) == {
        "skill_training", "job_brokering", "medical_aid"}
    assert not values(scenario, everybody)["without"]


def test_coalitions_with_long_names_are_called_by_the_places_of_their_members(tmp_path):
    only = ["targeted_identification", "graded_responsibility", "organisation_ladder", "medical_aid"]
    scenario = coalitions(tmp_path, f"village_household_pairing: {{only: {only}}}".replace("'", ""))
    game = read(scenario.roles)
    assert {arm for arm in game.arms if arm.startswith("parts-")} == set(scenario.roles) - {"whole"}
    assert len(game.arms) == 16


def test_the_game_of_the_coalitions_is_read_back_from_their_roles(tmp_path):
    scenario = coalitions(tmp_path, "growth: {}, social_services: {}, income_floor: {}")
    game = read(scenario.roles)
    assert game.players == ("growth", "social_services", "income_floor") and game.money == "shared"
    assert game.arms[0] == "none" and game.arms[-1] == "whole"
    for number, arm in enumerate(game.arms):
        there = {name for place, name in enumerate(game.players) if number >> place & 1}
        assert set(scenario.arms[arm]) == there
    backwards = dict(reversed(scenario.roles.items()))
    assert read(backwards).arms[-1] == "whole"
    for arm in scenario.roles:
        assert read({name: role for name, role in scenario.roles.items() if name != arm}) is None
    assert read({}) is None and read({"whole": Role("coalition-shared", "growth", "none")}) is None


@pytest.mark.parametrize(("whole", "options", "said"), [
    ("growth: {}", "", "2:9: design.parts: must name 2 to 8 strategies or parts of whole, or as many "
     "sets of them, not 0"),
    ("village_household_pairing: {}", "", "2:9: design.parts: must name 2 to 8"),
    (FEW, ", parts: [skill_training]", "2:46: design.parts: must name 2 to 8 strategies or parts of "
     "whole, or as many sets of them, not 1"),
    (FEW, ", parts: [skil_training, medical_aid]", "2:46: design.parts: knows no 'skil_training' (it "
     "has medical_aid, skill_training, job_brokering) (did you mean skill_training?)"),
    (FEW, ", parts: [tuition_support, medical_aid]", "knows no 'tuition_support'"),
    (FEW, ", parts: {a: [skill_training], b: [skill_training]}", "has skill_training in two sets"),
    (FEW, ", parts: {a: [skill_training], b: []}", "has nothing in b"),
    (FEW, ", parts: {a: [skill_training], b+c: [medical_aid]}", "design.parts.b+c: the name of a set "
     "must be text made of letters"),
    (FEW, ", parts: {a: [skill_training], b: [medicl_aid]}", "2:71: design.parts.b: knows no "
     "'medicl_aid'"),
    (FEW, ", parts: {a: medical_aid}", "design.parts.a: must be a list of names"),
    (FEW, ", parts: medical_aid", "design.parts: must be a list of names"),
    (FEW, ", money: adde", "2:46: design.money: must be one of shared, added, not 'adde' (did you mean "
     "added?)"),
    (FEW, ", monney: added", "2:39: design.monney: unknown key (did you mean money?)"),
])  # fmt: skip
def test_a_mistake_in_coalitions_is_told_by_its_place(tmp_path, whole, options, said):
    with pytest.raises(ScenarioError) as error:
        coalitions(tmp_path, whole, options)
    (problem,) = error.value.problems
    assert said in problem


def test_a_wrong_arm_is_told_once_and_not_by_every_arm_made_of_it(tmp_path):
    with pytest.raises(ScenarioError) as error:
        coalitions(tmp_path, "growth: {share: x}, social_services: {}, income_floor: {shar: 1}")
    assert len(error.value.problems) == 2


@pytest.mark.parametrize("design", ["{kind: [ends], of: whole}", "{kind: ends, of: [whole]}",
                                    "{kind: ends, of: {whole: 1}}"])
def test_a_design_of_lists_is_refused(tmp_path, design):
    text = f"arms: {{none: {{}}, whole: {{growth: {{}}}}}}\ndesign: {design}\nroles: 3\n"
    (tmp_path / "it.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match="must (be one of|name the arm)"):
        load(tmp_path / "it.yaml")


@pytest.mark.parametrize(("text", "said"), [
    ("design: {kind: leave-outs, of: whole}", f"2:16: design.kind: must be one of "
     f"{', '.join(designs.find())}, not 'leave-outs' (did you mean leave-out?)"),
    ("design: {kind: ends, of: hole}", "2:26: design.of: must name the arm to vary, not 'hole' "
     "(did you mean whole?)"),
    ("design: {kind: ends, of: none}", "2:26: design.of: needs a strategy in the arm to vary"),
    ("design: {kind: failing, of: cash}", "2:16: design.kind: failing makes no arm out of cash"),
    ("design: ends", "2:9: design: must hold `kind` and `of`, not 'ends'"),
    ("design: {kind: ends, of: whole, at: 3}", "2:33: design.at: unknown key"),
    ("roles: {hole: {role: low, of: x, against: none}}", "2:9: roles.hole: unknown arm"),
    ("roles: {whole: {role: low, of: x, against: non}}", "2:44: roles.whole.against: 'non' is no arm "
     "(did you mean none?)"),
    ("roles: {whole: {role: low}}", "2:16: roles.whole: must say role, of, against as text"),
])  # fmt: skip
def test_a_mistake_in_a_design_is_told_by_its_place(tmp_path, text, said):
    arms = "arms: {none: {}, whole: {village_household_pairing: {}}, cash: {universal_transfer: {}}}"
    file = tmp_path / "it.yaml"
    file.write_text(f"{arms}\n{text}\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as error:
        load(file)
    assert f"{file}:{said}" in str(error.value)


def test_an_arm_that_the_design_makes_is_not_written_twice(tmp_path):
    arms = "none: {}, whole: {village_household_pairing: {}}, only-job-brokering: {}"
    with pytest.raises(ScenarioError, match="only-job-brokering: is an arm that the design makes"):
        designed(tmp_path, "leave-out", arms=arms)


def test_a_new_kind_of_experiment_is_a_file(tmp_path, monkeypatch):
    (tmp_path / "halves.py").write_text('''
from sim.designs.point import Point, arm_name
from sim.terms import Role


def points(whole):
    """The whole at half of its money."""
    for strategy in whole.uses:
        role = Role("half", strategy, whole.name)
        yield Point(arm_name("half", strategy), whole.changed(strategy, share=0.5), role)
''', encoding="utf-8")
    monkeypatch.setattr(designs, "__path__", [*designs.__path__, str(tmp_path)])
    scenario = designed(tmp_path, "halves", arms="none: {}, whole: {growth: {}}")
    assert scenario.arms["half-growth"]["growth"].share == 0.5
    assert scenario.roles["half-growth"] == Role("half", "growth", "whole")


def test_arms_from_python_drop_the_design_of_a_file():
    scenario = load("pairing/ablation", arms={"cash": {"universal_transfer": {}}})
    assert list(scenario.arms) == ["none", "cash"] and not scenario.roles


def test_shipped_attributions_share_out_all_that_their_whole_does():
    pairing = load("attribution/pairing")
    game = read(pairing.roles)
    assert game.money == "shared" and len(game.players) == 6 and game.arms[-1] == "pairing"
    assert set(pairing.arms) == set(game.arms)
    factors = load("attribution/two_factors")
    assert read(factors.roles).money == "added" and read(factors.roles).arms[-1] == "both"
    assert {use.share for uses in factors.arms.values() for use in uses.values()} == {0.5}


def test_shipped_experiments_are_short():
    from sim.scenario.find import find_file

    for name in ("ablation", "failures", "sensitivity"):
        text = find_file(f"pairing/{name}").read_text(encoding="utf-8")
        assert len(text.splitlines()) < 30 and "design:" in text
