"""Wrong input: every problem at once, each on one line with its place, never a traceback."""

import pytest

from sim.scenario import ScenarioError, load, load_for_command

ARMS = "arms: {none: {}, a: {growth: {}}}\n"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("", "mine.yaml:1:1: is empty"),
        ("# nothing\n", "mine.yaml:1:1: is empty"),
        ("- a\n", "mine.yaml:1:1: must hold `key: value` lines"),
        ("just words", "mine.yaml:1:1: must hold `key: value` lines"),
        ("name: x\n", "mine.yaml:1:1: arms: must name at least one arm"),
        ("arms: {}\n", "mine.yaml:1:7: arms: must name at least one arm"),
        ("arms: [growth]\n", "mine.yaml:1:7: arms: must name at least one arm"),
        (ARMS + "arms: {}\n", "mine.yaml:2:1: arms: stands here twice (first on line 1)"),
        (ARMS + "sed: 3\n", "mine.yaml:2:1: sed: unknown key (did you mean seed?)"),
        (ARMS + "county:\n\thouseholds: 3\n", "mine.yaml:3:1: a tab cannot indent YAML"),
        (ARMS + "county: [1\n", "mine.yaml:3:1: is not valid YAML"),
        (ARMS + "---\na: 1\n", "mine.yaml:2:1: is not valid YAML"),
        (ARMS + "budget: .inf\n", "mine.yaml:2:9: budget: must be a finite number"),
        (ARMS + "budget: 1e999\n", "mine.yaml:2:9: budget: must be a finite number"),
        (ARMS + "budget: .nan\n", "mine.yaml:2:9: budget: must be a finite number"),
        (ARMS + "budget: -1\n", "mine.yaml:2:9: budget: must be a number between 0 and"),
        (ARMS + "budget: no\n", "mine.yaml:2:9: budget: must be a number"),
        (ARMS + "budget:\n", "budget: has no value"),
        (ARMS + "budget: {}\n", "mine.yaml:2:9: budget: names no year"),
        (ARMS + "budget: {may: 3}\n", "mine.yaml:2:10: budget.may: must be a year"),
        (ARMS + "budget: {2050: 3}\n", "2:10: budget.2050: comes after the last simulated year (2020)"),
        (ARMS + "world: {wage_growth: {2021: 0}}\n", "world.wage_growth.2021: comes after the last"),
        (ARMS + "budget: {2015: x}\n", "mine.yaml:2:16: budget.2015: must be a number"),
        (ARMS + "seed: 1.5\n", "mine.yaml:2:7: seed: must be a whole number"),
        (ARMS + "seed: true\n", "mine.yaml:2:7: seed: must be a number"),
        (ARMS + "seed: " + "9" * 5000 + "\n", "mine.yaml:2:7: seed: "),
        (ARMS + "finance: locl\n", "(did you mean local?)"),
        (ARMS + "county: {households: 3}\n", "county.households: must be a number between"),
        (ARMS + "county: {households: 50, villages: 60}\n", "county.villages: must not exceed"),
        (ARMS + "county: 7\n", "mine.yaml:2:9: county: must hold `key: value` lines, not 7"),
        (ARMS + "horizon: {years: 0}\n", "horizon.years: must be a number between 1"),
        (ARMS + "baseline: non\n", "baseline: 'non' is no arm (did you mean none?)"),
        (ARMS + "baseline: [a]\n", "baseline: ['a'] is no arm"),
        (ARMS + "world: {wage_grwth: 0.1}\n", "(did you mean wage_growth?)"),
        (ARMS + "world: {wage_growth: 7}\n", "mine.yaml:2:22: world.wage_growth: must be a number"),
        (ARMS + "world: {wage_growth: {2012: x}}\n", "world.wage_growth.2012: must be a number"),
        (ARMS + "world: {pooling: 1}\n", "world.pooling: must be true or false"),
        (ARMS + "record: {measures: [fgt9]}\n", "record.measures.0: unknown name 'fgt9'"),
        (ARMS + "record: {measures: []}\n", "record.measures: must be a list of names"),
        (ARMS + "record: {measures: [gini, gini]}\n", "'gini' stands here twice"),
        (ARMS + "record: {lines: [national_x]}\n", "record.lines.0: must be national"),
        (ARMS + "record: {lines: [national_1.0, national_1]}\n", "national_1 stands here twice"),
        (ARMS + "record: {lines: [4000, yuan_4000.0]}\n", "lines.1: the line yuan_4000 stands here"),
        (ARMS + "record: {lines: [{a: 1500}, {a: 1600}]}\n", "lines.1.a: the line a stands here"),
        (ARMS + "record: {lines: -5}\n", "mine.yaml:2:17: record.lines: must be a number between 1"),
        (ARMS + "record: {lines: [.nan]}\n", "record.lines.0: must be a finite number"),
        (ARMS + "record: {lines: {a: }}\n", "record.lines.a: has no value"),
        (ARMS + "record: {lines: {a: true}}\n", "record.lines.a: must be a number"),
        (ARMS + "record: {lines: {}}\n", "record.lines: must be national"),
        (ARMS + "record: {lines: {median_mine: 5}}\n", "not begin with national, median or yuan"),
        (ARMS + "record: {lines: {yuan_5: 6}}\n", "not begin with national, median or yuan"),
        (ARMS + "record: {lines: {'a b': 5}}\n", "a line's name is a letter, then up to 39 letters"),
        (ARMS + "record: {households: 20001}\n", "must not exceed the households of the county"),
        (ARMS + "record: {households: 2, columns: [incme]}\n", "(did you mean income?)"),
        (ARMS + "record: {columns: [income]}\n", "unless `households` says of how many"),
        (ARMS + "record: {groups: [quintle]}\n", "(did you mean quintile?)"),
        (ARMS + "record: {groups: [{quintle: [gini]}]}\n",
         "mine.yaml:2:20: record.groups.0.quintle: unknown name 'quintle' (did you mean quintile?)"),
        (ARMS + "record: {groups: [quintile, {quintile: [gini]}]}\n", "'quintile' stands here twice"),
        (ARMS + "record: {groups: [quintile, quintile]}\n", "'quintile' stands here twice"),
        (ARMS + "record: {groups: {cause: [gni]}}\n", "unknown name 'gni' (did you mean gini?)"),
        (ARMS + "record: {groups: {cause: [P2]}}\n", "unknown name 'P2' (P2 is fgt2)"),
        (ARMS + "record: {groups: {cause: [cost_total]}}\n", "cost_total cannot be taken by group"),
        (ARMS + "record: {groups: {cause: [[gini]]}}\n", "unknown name ['gini']"),
        (ARMS + "record: {groups: {cause: []}}\n", "record.groups.cause: must be a list of names"),
        (ARMS + "record: {groups: {cause: [gini, gini]}}\n", "'gini' stands here twice"),
        (ARMS + "record: {groups: {all: [gini]}}\n", "those of the whole county stand under"),
        (ARMS + "record: {groups: [7]}\n", "record.groups.0: must be a group, or group: [measures]"),
        (ARMS + "record: {groups: [{}]}\n", "record.groups.0: must be a group, or group: [measures]"),
        (ARMS + "record: {groups: {7: [gini]}}\n", "record.groups.7: unknown name 7; there are all"),
        (ARMS + "record: {measures: [P2]}\n",
         "mine.yaml:2:21: record.measures.0: unknown name 'P2' (P2 is fgt2)"),
        (ARMS + "record: {measures: [poverty_gap]}\n", "(poverty_gap is fgt1)"),
        (ARMS + "record: {measures: [[gini]]}\n", "unknown name ['gini']"),
        (ARMS + "record: {measures: [population]}\n", "unknown name 'population'"),
        (ARMS + "name: a/b\n", "mine.yaml:2:7: name: must be text made of letters"),
        (ARMS + "name: con\n", "mine.yaml:2:7: name: must not be con: Windows keeps"),
        (ARMS + "title: [a]\n", "title: must be one line of text"),
        (ARMS + "? [a]\n: 1\n", "mine.yaml:2:3: a key must be a name or a year"),
        (ARMS + "1.5: 1\n", "mine.yaml:2:1: a key must be a name or a year"),
        (ARMS + "seed: !!python/object:os.system 3\n", "seed: the tag"),
        (ARMS + "seed: *nowhere\n", "is not valid YAML"),
        (ARMS + "<<: 3\n", "mine.yaml:2:5: << takes a mapping"),
        (ARMS + "<<: {sed: 3}\n", "mine.yaml:2:6: sed: unknown key (did you mean seed?)"),
        ("arms: {none: }\n", "arms.none: says nothing"),
        ("arms: {none: {}, 5: {}}\n", "mine.yaml:1:18: arms.5: an arm's name must be text"),
        ("arms: {none: {}, " + 61 * "a" + ": {}}\n", "must have at most 60 characters, not 61"),
        ("arms: {none: {}, NUL: {}}\n", "must not be NUL: Windows keeps"),
        ("arms: {none: {}, a: {pairing: {}}}\n", "(did you mean village_household_pairing?)"),
        ("arms: {none: {}, a: {grwth: {}}}\n", "grwth: unknown strategy (did you mean growth?)"),
        ("arms: {none: {}, a: {growth: 3}}\n", "arms.a.growth: must hold `key: value` lines"),
        ("arms: {none: {}, a: {growth: {lek: 3}}}\n", "arms.a.growth.lek: unknown parameter"),
        ("arms: {none: {}, a: {growth: {leak: 3}}}\n", "arms.a.growth.leak: must be a number"),
        ("arms: {none: {}, a: {growth: {bias: frm}}}\n", "(did you mean farm?)"),
        ("arms: {none: {}, a: {growth: {share: 1.5}}}\n", "arms.a.growth.share: must be a number"),
        ("arms: {none: {}, a: {growth: {from: 2010}}}\n", "from: must be a year of the horizon"),
        ("arms: {none: {}, a: {growth: {until: 2021}}}\n", "until: must be a year of the horizon"),
        (
            "arms: {none: {}, a: {growth: {from: 2016, until: 2014}}}\n",
            "until: must not be before the first year of action (2016)",
        ),
        (
            "arms: {none: {}, a: {growth: {share: 0.7}, two_factor: {share: 0.4}}}\n",
            "mine.yaml:1:21: arms.a: shares add up to 1.1, more than 1",
        ),
        (
            "arms: {none: {}, a: {village_household_pairing: {only: [fnance]}}}\n",
            "(did you mean finance?)",
        ),
        (
            "arms: {none: {}, a: {village_household_pairing:"
            " {only: [finance], without: [finance]}}}\n",
            "only and without exclude each other",
        ),
        ("extends: nowhere.yaml\n" + ARMS, "1:10: extends: 'nowhere.yaml': no such file"),
        ("extends: mine.yaml\n" + ARMS, "1:10: extends: 'mine.yaml' leads back to itself"),
        ("extends: [a, b]\n" + ARMS, "extends: must name one scenario file"),
        ('extends: "a\\0b"\n' + ARMS, "extends: "),
        ("a: " + "[" * 3000, "is nested"),
        ("a: " + "[" * 30 + "]" * 30, "is nested more than"),
        ("a: &a [*a]\n", "is nested more than"),
        (b"\xff\xfe\x00\x01", "mine.yaml: is not UTF-8 text (byte 1)"),
        (b"arms: \x00\n", "mine.yaml:1:7: holds a character that text cannot hold"),
        ("a: " + "x" * 3_100_000, "is longer than a scenario can be"),
    ],
)
def test_each_fault_is_named_where_it_stands(problems, text, expected):
    found = problems(text)
    assert any(expected in line for line in found), found
    assert all("\n" not in line for line in found)


def test_all_problems_come_at_once_in_the_order_of_the_text(problems):
    found = problems("sed: 1\nbudget: -3\narms:\n  none: {}\n  a: {grwth: {}}\nbaseline: b\n")
    assert [line.split(":")[1] for line in found] == ["1", "2", "5", "6"]


def test_alias_bomb_is_refused_quickly(problems):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    assert "aliases" in problems("\n".join(lines))[0]


def test_an_honest_alias_is_fine(problems):
    assert problems("arms:\n  none: {}\n  a: {growth: &g {leak: 0.1}}\n  b: {growth: *g}\n") == []


def test_folder_missing_file_and_near_name(folder):
    (folder / "results").mkdir()
    with pytest.raises(ScenarioError, match="results: is a folder, not a scenario file"):
        load("results")
    with pytest.raises(ScenarioError, match=r"no such file.*did you mean seven_strategies\?"):
        load("seven_strategy.yaml")


def test_names_with_line_breaks_stay_on_one_line(problems):
    (line,) = problems('arms: {none: {}}\n"se\\nd": 1\n')
    assert "\n" not in line


@pytest.mark.parametrize(
    "given, expected",
    [
        ({"settings": ["county.househods=3"]}, "--set: county.househods: unknown key (did"),
        ({"settings": ["seed"]}, "--set: must read path=value, not 'seed'"),
        ({"settings": ["=3"]}, "--set: must read path=value"),
        ({"settings": ["seed=[1"]}, "--set: seed: is not valid YAML"),
        ({"settings": ["seed="]}, "--set: seed: has no value"),
        ({"settings": ["seed= "]}, "--set: seed: has no value"),
        ({"settings": ["drougt=1"]}, "--set: drougt: unknown key"),
        ({"settings": ["wage_grwth=1"]}, "(did you mean world.wage_growth?)"),
        ({"flags": {"seed": ""}}, "--seed: has no value"),
        ({"flags": {"replications": " "}}, "--replications: has no value"),
        ({"flags": {"seed": "-3"}}, "must be a number between 0 and 9,007,199,254,740,991, not -3"),
        ({"settings": ["seed.x=1"]}, "--set: seed: must be a number"),
        ({"settings": ["extends=quick_look"]}, "--set: extends: unknown key"),
        ({"flags": {"seed": "x"}}, "--seed: seed: must be a number"),
        ({"flags": {"replications": "0"}}, "--replications: replications: must be a number"),
        ({"flags": {"households": "many"}}, "--households: county.households: must be a number"),
    ],
)
def test_settings_and_flags_are_named(problems, given, expected):
    found = problems("arms: {none: {}}\n", **given)
    assert any(expected in line for line in found), found


def test_a_fault_of_the_parent_is_told_with_its_file(write, folder):
    write("arms: {none: {}}\nsed: 1\n", "parent.yaml")
    write("extends: parent.yaml\nbudgt: 3\n", "child.yaml")
    with pytest.raises(ScenarioError) as caught:
        load_for_command("child.yaml")
    assert [line.split(": ")[0] for line in caught.value.problems] == [
        "child.yaml:2:1", "parent.yaml:2:1"]


def test_a_file_whose_name_will_not_do_is_told_where_the_name_came_from(write):
    with pytest.raises(ScenarioError) as caught:
        load(write(ARMS, "my plan.yaml"))
    (line,) = caught.value.problems
    assert "it is the file's; add a line such as name: my-plan" in line
    assert load(write("name: mine\n" + ARMS, "my plan.yaml")).name == "mine"


def test_a_file_of_nearly_the_name_lies_beside(write, folder):
    write(ARMS, "base.yaml")
    with pytest.raises(ScenarioError, match=r"base.yml: no such file.*did you mean base.yaml\?"):
        load("base.yml")


def test_years_are_written_without_a_comma(problems):
    (line,) = problems(ARMS + "horizon: {start: 1}\n")
    assert "between 1980 and 2100" in line


def test_nothing_is_no_value_from_python(write):
    with pytest.raises(ScenarioError, match="seed: has no value"):
        load(write(ARMS), seed=None)


def test_python_changes_are_named(write):
    with pytest.raises(ScenarioError, match="budgt: budgt: unknown key .did you mean budget"):
        load(write("arms: {none: {}}\n"), budgt=3)


@pytest.mark.parametrize(("text", "kind", "what"), [
    ("scenario: quick_look\narms: [none]\nlevers: {budget: [50, 150]}\n", "sweep", "a sweep"),
    ("scenario: quick_look\noptimise: {}\nlevers: {budget: [50]}\n", "optimise", "an exp"),
])  # fmt: skip
def test_a_sweep_is_called_one_and_nothing_else_is_said(tmp_path, text, kind, what):
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_for_command(str(path))
    (line,) = str(caught.value).splitlines()
    assert f"this is {what}" in line and line.endswith(f"antipoverty {kind} {path} --dry-run")
